from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    mkt_reopen_days = fields.Integer(
        "Reopen Within (Days)",
        default=30,
        help="Later, a closed case is continued in a new one.",
    )
    mkt_silence_days = fields.Integer(
        "Warn Silent Customers After (Days)",
        default=7,
        help="Days without a word from the customer after our answer.",
    )
    mkt_close_days = fields.Integer("Close After the Warning (Days)", default=3)
    mkt_compensation_limit = fields.Monetary(
        "Compensation without Approval",
        default=5000,
        help="What whoever decides a complaint may grant alone; more is approved before the"
        " customer hears of it.",
    )
    mkt_attachment_mb = fields.Integer("Largest File From Customers (MB)", default=10)

    mkt_recur_cases = fields.Integer(
        "Cases That Make a Trend",
        default=3,
        help="So many upheld cases of one cause, or of one lot of a product, raise a corrective"
        " action.",
    )
    mkt_recur_days = fields.Integer(
        "Trend Within (Days)",
        default=90,
        help="Days within which the cases are received; after as many days the effect of"
        " the corrective action is judged by the same figure.",
    )
    mkt_recur_due_days = fields.Integer(
        "Corrective Action Due In (Days)",
        default=30,
        help="For the actions that a trend raises.",
    )

    mkt_email_days = fields.Integer(
        "Keep Original E-mails For (Days)",
        default=1095,
        help="Older ones are deleted; the cases stay. 0 keeps them for good.",
    )

    _mkt_days_positive = models.Constraint(
        "CHECK (mkt_reopen_days >= 0 AND mkt_silence_days > 0"
        " AND mkt_close_days > 0 AND mkt_attachment_mb > 0)",
        "Enter positive numbers of days and megabytes.",
    )
    _mkt_trend_sensible = models.Constraint(
        "CHECK (mkt_recur_cases > 1 AND mkt_recur_days BETWEEN 1 AND 3650"
        " AND mkt_recur_due_days BETWEEN 1 AND 3650)",
        "A trend needs at least two cases, within one day to ten years.",
    )

    _mkt_compensation_limit_positive = models.Constraint(
        "CHECK (mkt_compensation_limit >= 0)",
        "The compensation that is granted without approval is not negative.",
    )

    def write(self, vals):
        if "resource_calendar_id" not in vals:
            return super().write(vals)
        calendars = self.resource_calendar_id
        with self.env["mkt.sla.clock"]._counted_anew(calendars=calendars):
            return super().write(vals)
