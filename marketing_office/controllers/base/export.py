from odoo.exceptions import AccessError
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(model, ids, name):
    """The response with the records that the user may read, as a workbook."""
    if not request.env.user.has_group("base.group_allow_export"):
        raise AccessError(request.env._("You are not allowed to export data."))
    wanted = [int(number) for number in ids.split(",") if number.isdecimal()]
    # searched, not browsed: the user's rules leave out what is not the user's to see
    records = request.env[model].search([("id", "in", wanted)])
    content = request.env[f"{model}.xlsx"]._render(records)
    return request.make_response(
        content,
        [
            ("Content-Type", XLSX),
            ("Content-Disposition", content_disposition(f"{name}.xlsx")),
        ],
    )
