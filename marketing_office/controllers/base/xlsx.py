from odoo.exceptions import AccessError, MissingError
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def check_may_export():
    """Raise AccessError unless the user may take data away."""
    if not request.env.user.has_group("base.group_allow_export"):
        raise AccessError(
            request.env._(
                "You are not allowed to export data: ask an administrator for the"
                " right."
            )
        )


def readable_record(model, number):
    """The record of the number, or MissingError where the user reads none of it."""
    # searched, not browsed: the user's rules leave out what is not the user's to see
    found = request.env[model].search([("id", "=", number)])
    if not found:
        raise MissingError(
            request.env._("There is no such document, or it is not yours to read.")
        )
    return found


def xlsx_response(content, name):
    """The response that the browser saves as a workbook of that name."""
    return request.make_response(
        content,
        [
            ("Content-Type", XLSX),
            ("Content-Disposition", content_disposition(f"{name}.xlsx")),
        ],
    )


def records_response(model, ids, name):
    """The response with the records that the user may read, as a workbook."""
    check_may_export()
    wanted = [int(number) for number in ids.split(",") if number.isdecimal()]
    # searched, not browsed: the user's rules leave out what is not the user's to see
    records = request.env[model].search([("id", "in", wanted)])
    return xlsx_response(request.env[f"{model}.xlsx"]._render(records), name)
