from odoo import fields, models


class StudySignal(models.Model):
    """A market signal may ask for a study before a plan answers it."""

    _inherit = "mkt.study"

    signal_ids = fields.Many2many(
        "mkt.signal",
        string="Looks Into the Signals",
        copy=False,
        check_company=True,
        domain="[('company_id', '=', company_id)]",
    )

    def action_view_signals(self):
        self.ensure_one()
        self.check_access("read")
        return self.signal_ids._get_records_action(name=self.env._("Market Signals"))

    def action_view_findings(self):
        self.ensure_one()
        self.check_access("read")
        return self.finding_ids._get_records_action(
            name=self.env._("Research Findings")
        )
