from odoo import models
from odoo.tools import formatLang

from ...tools.signature import signature


class AppraisalDialogs(models.Model):
    """The dialogs of the steps that need words."""

    _inherit = "mkt.appraisal"

    def action_open_step(self):
        """The dialog of the step that the button names in its context."""
        self.ensure_one()
        self.check_access("read")
        step = self.env.context.get("step", "return")
        labels = dict(
            self.env["mkt.appraisal.step"]
            ._fields["step"]
            ._description_selection(self.env)
        )
        return {
            "type": "ir.actions.act_window",
            "name": labels.get(step),
            "res_model": "mkt.appraisal.step",
            "views": [[False, "form"]],
            "target": "new",
            "context": {"default_appraisal_id": self.id, "default_step": step},
        }

    # ------------------------------------------------------------- on paper

    def _number(self, number):
        """The number as the sheet shows it; nothing where there is none."""
        return "" if number is False else formatLang(self.env, number, digits=2)

    def _report_texts(self):
        """Headings and texts of the sheet, those that were written."""
        self.ensure_one()
        texts = [
            (self.env._("Judge's Words"), self.manager_comment),
            (self.env._("What Was Said in the Talk"), self.talk_note),
            (self.env._("Goals for the Next Period"), self.goals),
            (self.env._("Training Wishes"), self.training_wishes),
            (self.env._("Person's Words"), self.acknowledgement),
        ]
        return [(title, text) for title, text in texts if text]

    def _signatures(self):
        """Who judged, calibrated and approved the card, and that the person has read it."""
        self.ensure_one()
        # sudo: who had a part in it stands on the sheet, whoever prints it
        card = self.sudo()
        read_by = card.user_id if card.acknowledged_on else card.user_id.browse()
        judge = card.manager_id if card.judged_on else card.manager_id.browse()
        return [
            signature(self.env._("Drawn Up by"), judge, card.judged_on),
            signature(self.env._("Reviewed by"), card.adjusted_by_id, False),
            signature(self.env._("Approved by"), card.decided_by_id, card.decided_on),
            signature(
                self.env._("Read and Confirmed by"), read_by, card.acknowledged_on
            ),
        ]
