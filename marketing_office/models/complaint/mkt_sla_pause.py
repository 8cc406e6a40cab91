from odoo import fields, models


class SlaPause(models.Model):
    _name = "mkt.sla.pause"
    _description = "Pause of a Case"
    _inherit = ["mkt.complaint.part"]
    _order = "started_at desc, id desc"
    _governed = ("reason", "started_at", "ended_at", "ended_by")

    reason = fields.Char(required=True)
    started_at = fields.Datetime("Paused from", required=True)
    ended_at = fields.Datetime("Paused until")
    ended_by = fields.Selection(
        [("user", "Resumed by us"), ("customer", "The customer wrote")],
        string="Ended by",
    )

    _in_order = models.Constraint(
        "CHECK (ended_at IS NULL OR ended_at >= started_at)",
        "A pause cannot end before it begins.",
    )
    _one_open = models.UniqueIndex(
        "(complaint_id) WHERE ended_at IS NULL", "The case is paused already."
    )
