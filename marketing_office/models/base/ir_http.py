from psycopg2 import DataError, ProgrammingError
from werkzeug.exceptions import HTTPException

from odoo import models
from odoo.exceptions import UserError
from odoo.http import request

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
                request.env._(
                    "This could not be done, and nothing has changed: something in the"
                    " request does not fit, such as a text in place of a number, an unknown"
                    " choice or a record that is not there. Reload the page and try again."
                    " If it happens again, ask your administrator: the server's log has"
                    " the details."
                )
            )
        return super()._handle_error(exception)

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
