from odoo import http
from odoo.http import content_disposition, request

from ...wizards.market.mkt_market_import import MODELS
from ..base.export import XLSX


class ImportTemplate(http.Controller):
    @http.route(
        "/marketing_office/import_template/<any(observation, size):kind>.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def import_template(self, kind):
        model = request.env[MODELS[kind]]
        model.check_access("create")
        return request.make_response(
            request.env["mkt.market.template.xlsx"]._render(kind),
            [
                ("Content-Type", XLSX),
                (
                    "Content-Disposition",
                    content_disposition(f"{model._description_label()}.xlsx"),
                ),
            ],
        )
