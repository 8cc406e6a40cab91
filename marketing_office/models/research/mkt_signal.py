from odoo import api, fields, models


class SignalStudy(models.Model):
    _inherit = "mkt.signal"
    _governed = ("study_ids",)

    study_ids = fields.Many2many(
        "mkt.study", string="Looked Into by the Studies", readonly=True
    )
    study_count = fields.Integer("Studies", compute="_compute_study_count")
    can_study = fields.Boolean(compute="_compute_can_study")

    @api.depends("study_ids")
    def _compute_study_count(self):
        for signal in self:
            signal.study_count = len(signal.study_ids)

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_study(self):
        may_create = self.env["mkt.study"].has_access("create")
        for signal in self:
            signal.can_study = may_create and signal.state == "open"

    def action_begin_study(self):
        """A new study that looks into the signal."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Begin a Study"),
            "res_model": "mkt.study",
            "views": [[False, "form"]],
            "context": {
                "default_name": self.name,
                "default_question": self.description,
                "default_signal_ids": self.ids,
            },
        }

    def action_view_studies(self):
        self.ensure_one()
        self.check_access("read")
        return self.study_ids._get_records_action(name=self.env._("Studies"))
