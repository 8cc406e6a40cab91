from psycopg2 import DataError, ProgrammingError
from werkzeug.exceptions import HTTPException

from odoo import models
from odoo.exceptions import UserError
from odoo.http import request
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
)


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
    def _handle_error(cls, exception):
        """Answer in the caller's language where a call to the office does not fit.

        The server's log keeps the exception itself, as it does for every other one.
        """
        # the host raises bare exceptions too
        if (
            (isinstance(exception, UNFIT) or type(exception) is Exception)
            and not isinstance(exception, HTTPException)
            and cls._mkt_is_called()
        ):
            request.env.cr.rollback()
            exception = UserError(
                cls._mkt_env_of_call()._(
                    "This could not be done, and nothing has changed: something in the"
                    " request does not fit, such as a text in place of a number, an unknown"
                    " choice or a record that is not there. Reload the page and try again."
                    " If it happens again, ask your administrator: the server's log has"
                    " the details."
                )
            )
        return super()._handle_error(exception)

    @classmethod
    def _mkt_env_of_call(cls):
        """The environment in the language that the call asks for, as scripts and keys do."""
        env, params = request.env, request.params
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
    def _mkt_is_called(cls):
        """Whether the request calls a method of the addon's models, or of their files."""
        params = request.params
        called = [params.get("model"), params.get("__model__")]
        # a call with the password in it: database, user, password, model
        if params.get("method") == "execute_kw" and isinstance(
            params.get("args"), list
        ):
            called += params["args"][3:4]
        return any(
            isinstance(name, str) and name.startswith(("mkt.", "ir.attachment"))
            for name in called
        )
