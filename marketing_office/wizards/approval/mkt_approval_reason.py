from odoo import fields, models
from odoo.exceptions import UserError


class ApprovalReason(models.TransientModel):
    _name = "mkt.approval.reason"
    _description = "Step of a Document that Needs a Reason"

    res_model = fields.Char("Model of the Document", required=True)
    res_id = fields.Many2oneReference(
        "Document", model_field="res_model", required=True
    )
    step = fields.Selection(
        [
            ("refuse", "Refuse"),
            ("cancel", "Cancel Request"),
            ("revise", "Revise"),
        ],
        required=True,
        default="refuse",
    )
    reason = fields.Char(required=True)

    def action_confirm(self):
        document = self._document()
        if self.step == "refuse":
            document.action_refuse(self.reason)
        elif self.step == "cancel":
            document.action_cancel(self.reason)
        else:
            return document.action_revise(self.reason)._get_records_action()
        return {"type": "ir.actions.act_window_close"}

    def _document(self):
        approval = self.env.registry["mkt.approval.mixin"]
        model = self.env.get(self.res_model)
        steps = {
            "refuse": "action_refuse",
            "cancel": "action_cancel",
            "revise": "action_revise",
        }
        if not isinstance(model, approval) or not hasattr(model, steps[self.step]):
            raise UserError(self.env._("This step is not open for the document."))
        return model.browse(self.res_id)
