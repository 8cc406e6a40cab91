from odoo import fields, models

from .mkt_complaint_decision import ACCEPTANCES, DECISIONS


class ComplaintCycle(models.Model):
    _name = "mkt.complaint.cycle"
    _description = "Earlier Cycle of a Case"
    _inherit = ["mkt.complaint.part"]
    _order = "closed_at desc, id desc"
    _governed = (
        "responded_at",
        "decided_at",
        "closed_at",
        "decision",
        "acceptance",
        "reopened_at",
        "reason",
    )

    responded_at = fields.Datetime("Responded on")
    decided_at = fields.Datetime("Decided on")
    closed_at = fields.Datetime("Closed on", required=True)
    decision = fields.Selection(DECISIONS)
    acceptance = fields.Selection(ACCEPTANCES, "Customer's Answer")
    reopened_at = fields.Datetime("Reopened on", required=True)
    reason = fields.Char(required=True)
