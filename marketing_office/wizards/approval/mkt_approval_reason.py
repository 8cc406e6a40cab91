from odoo import fields, models
from odoo.exceptions import UserError

STEPS = {
    "return": "action_return",
    "refuse": "action_refuse",
    "cancel": "action_cancel",
    "revise": "action_revise",
}


class ApprovalReason(models.TransientModel):
    _name = "mkt.approval.reason"
    _description = "Step of a Document that Needs a Reason"

    res_model = fields.Char("Model of the Document")
    res_id = fields.Many2oneReference("Document", model_field="res_model")
    approval_step_ids = fields.Many2many(
        "mkt.approval.step",
        string="Decisions",
        help="Where several are decided at once.",
    )
    step = fields.Selection(
        [
            ("return", "Return for Changes"),
            ("refuse", "Refuse"),
            ("cancel", "Cancel Request"),
            ("revise", "Revise"),
        ],
        required=True,
        default="refuse",
    )
    reason = fields.Char(required=True)

    def action_confirm(self):
        if self.approval_step_ids:
            for documents in self.approval_step_ids._documents():
                self._take_step(documents)
            return {"type": "ir.actions.act_window_close"}
        result = self._take_step(self._document())
        if self.step == "revise":
            return result._get_records_action()
        return result or {"type": "ir.actions.act_window_close"}

    def _take_step(self, documents):
        return getattr(documents, STEPS[self.step])(self.reason)

    def _document(self):
        approval = self.env.registry["mkt.approval.mixin"]
        model = self.env.get(self.res_model)
        if not isinstance(model, approval) or not hasattr(model, STEPS[self.step]):
            raise UserError(self.env._("This step is not open for the document."))
        return model.browse(self.res_id)
