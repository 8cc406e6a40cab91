from odoo import http
from odoo.http import request

from ...wizards.market.mkt_market_import import MODELS
from ..base.xlsx import xlsx_response


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
        content = request.env["mkt.market.template.xlsx"]._render(kind)
        return xlsx_response(content, model._description_label())
