from odoo import models

# field and column width, in the order of the columns
COLUMNS = [
    ("number", 16),
    ("kind", 12),
    ("name", 40),
    ("partner_id", 32),
    ("channel", 12),
    ("product_id", 28),
    ("order_id", 12),
    ("priority", 10),
    ("user_id", 14),
    ("state", 12),
    ("received_at", 18),
    ("acknowledged_at", 18),
    ("responded_at", 18),
    ("resolved_at", 18),
    ("closed_at", 18),
    ("cause_id", 24),
    ("decision", 14),
    ("compensation_amount", 14),
    ("dispute_forum", 16),
    ("dispute_filing", 12),
    ("dispute_reference", 18),
    ("dispute_accepted_on", 14),
    ("dispute_ended_on", 14),
    ("dispute_end_reason", 24),
    ("hours_to_acknowledge", 14),
    ("hours_to_resolve", 14),
    ("rating_last_value", 10),
]


class ComplaintXlsx(models.AbstractModel):
    _name = "mkt.complaint.xlsx"
    _description = "List of Cases (XLSX)"
    _inherit = ["mkt.xlsx"]
    _blank_zero = True

    def _sheets(self, complaints):
        return [(self.env._("Cases"), complaints, COLUMNS)]
