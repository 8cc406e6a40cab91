from contextlib import suppress
from xmlrpc.client import Fault, dumps, loads

from psycopg2 import DataError, ProgrammingError
from psycopg2.errors import InFailedSqlTransaction
from werkzeug.exceptions import HTTPException

from odoo import models
from odoo.exceptions import UserError
from odoo.http import Response, request
from odoo.tools.misc import ReadonlyDict
from odoo.tools.translate import code_translations

# what the host says in English, its catalogues lacking it, is in `i18n_extra/`
LANG = "zh_CN"
COMPLETED = ("base", "mail", "survey", "web")
# what the host and its database raise where values of a call do not fit
UNFIT = (
    TypeError,
    ValueError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    NotImplementedError,
    DataError,
    ProgrammingError,
    # what comes after such an error that the host has passed over
    InFailedSqlTransaction,
)


class Refusal(HTTPException):
    """A page that says why, headed in the reader's language."""

    name = ""


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def _register_hook(self):
        """Complete the host's Chinese where it has none: its ORM's messages, above all."""
        super()._register_hook()
        catalogues = code_translations.python_translations
        own = code_translations.get_python_translations("marketing_office", LANG)
        for module in COMPLETED:
            theirs = code_translations.get_python_translations(module, LANG)
            catalogues[module, LANG] = ReadonlyDict({**own, **theirs})

    @classmethod
    def _dispatch(cls, endpoint):
        """XML-RPC writes its answers itself, before an error is handled."""
        try:
            return super()._dispatch(endpoint)
        except Exception as error:
            path = request.httprequest.path
            if path.startswith("/xmlrpc/") and cls._mkt_is_unfit(error):
                # a body that cannot be read calls nothing of ours
                with suppress(*UNFIT):
                    args, method = loads(request.httprequest.get_data())
                    call = {"method": method, "args": list(args)}
                    if cls._mkt_is_called(call):
                        error.error_response = cls._mkt_fault(call, path)
            raise

    @classmethod
    def _mkt_fault(cls, call, path):
        """What is unfit, as each of the two versions of XML-RPC says what a user did."""
        text = str(cls._mkt_unfit(call))
        is_second = path.startswith("/xmlrpc/2/")
        fault = (2, text) if is_second else (f"warning -- UserError\n\n{text}", "")
        return Response(dumps(Fault(*fault)), mimetype="text/xml")

    @classmethod
    def _handle_error(cls, exception):
        """Answer in the caller's language where a call to the office does not fit.

        The server's log keeps the exception itself, as it does for every other one.
        """
        if cls._mkt_is_unfit(exception) and cls._mkt_is_called(request.params):
            request.env.cr.rollback()
            exception = cls._mkt_unfit(request.params)
        response = super()._handle_error(exception)
        if isinstance(exception, UserError) and isinstance(response, HTTPException):
            response = cls._mkt_page(response)
        return response

    @classmethod
    def _mkt_page(cls, response):
        """The page of the answer; the host heads it with the English name of its code."""
        headings = {
            403: request.env._("Not Allowed"),
            404: request.env._("Not There"),
            422: request.env._("Not Possible"),
        }
        page = Refusal(response.description)
        page.code = response.code
        page.name = headings.get(response.code, response.name)
        return page

    @classmethod
    def _mkt_is_unfit(cls, exception):
        # the host raises bare exceptions too
        return (
            isinstance(exception, UNFIT) or type(exception) is Exception
        ) and not isinstance(exception, HTTPException)

    @classmethod
    def _mkt_unfit(cls, params):
        return UserError(
            cls._mkt_env_of_call(params)._(
                "This could not be done, and nothing has changed: something in the"
                " request does not fit, such as a text in place of a number, an unknown"
                " choice or a record that is not there. Reload the page and try again."
                " If it happens again, ask your administrator: the server's log has"
                " the details."
            )
        )

    @classmethod
    def _mkt_env_of_call(cls, params):
        """The environment in the language that the call asks for, as scripts and keys do."""
        env = request.env
        places = [params, params.get("kwargs")]
        if isinstance(params.get("args"), list):
            places += params["args"][6:7]
        known = [code for code, _name in env["res.lang"].get_installed()]
        for named in places:
            context = named.get("context") if isinstance(named, dict) else None
            lang = context.get("lang") if isinstance(context, dict) else None
            if lang in known:
                return env(context={**env.context, "lang": lang})
        return env

    @classmethod
    def _mkt_is_called(cls, params):
        """Whether the call is of a method of the addon's models, or of their files."""
        called = [params.get("model"), params.get("__model__")]
        # a call with the password in it: database, user, password, model
        with_password = params.get("method") in ("execute", "execute_kw")
        if with_password and isinstance(params.get("args"), list):
            called += params["args"][3:4]
        return any(
            isinstance(name, str) and name.startswith(("mkt.", "ir.attachment"))
            for name in called
        )
