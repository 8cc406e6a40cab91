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
    _inherit = ["mkt.reason.mixin", "mkt.written.mixin"]

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

    def _take_step(self):
        if self.approval_step_ids:
            for documents in self.approval_step_ids._documents():
                getattr(documents, STEPS[self.step])(self.reason)
            return None
        document = self._document()
        result = getattr(document, STEPS[self.step])(self.reason)
        return result._get_records_action() if self.step == "revise" else result

    def _document(self):
        approval = self.env.registry["mkt.approval.mixin"]
        model = self.env.get(self.res_model)
        if not isinstance(model, approval) or not hasattr(model, STEPS[self.step]):
            raise UserError(self.env._("This step is not open for the document."))
        return model.browse(self.res_id)
