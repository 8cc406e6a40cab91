from odoo import models
from odoo.exceptions import UserError


class IrActionsServer(models.Model):
    """Entries of the Print menu that are called without the rows they are for."""

    _inherit = "ir.actions.server"

    def _run_action_code_multi(self, eval_context):
        if self.binding_type == "report" and self.model_name.startswith("mkt."):
            records = eval_context.get("records")
            # a caller's context may name none, or what is no record
            if not records or not all(type(number) is int for number in records.ids):
                raise UserError(
                    self.env._(
                        "%(action)s: choose the rows of the list first.",
                        action=self.name,
                    )
                )
        return super()._run_action_code_multi(eval_context)
