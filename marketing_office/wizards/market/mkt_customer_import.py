from odoo import models

from ...tools.xlsx_reader import plain


class CustomerImport(models.TransientModel):
    """The segment stands in the file too."""

    _inherit = "mkt.customer.import"

    def _labels(self):
        labels = {}
        for name, label in super()._labels().items():
            labels[name] = label
            if name == "industry_id":
                labels["mkt_segment_id"] = self.env._("Segment")
        return labels

    def _choices(self):
        segments = self.env["mkt.segment"].search(
            [("company_id", "=", self.env.company.id)]
        )
        return super()._choices() | {
            "mkt_segment_id": {
                plain(segment.name): segment.id
                for code, _name in self.env["res.lang"].get_installed()
                for segment in segments.with_context(lang=code)
            }
        }
