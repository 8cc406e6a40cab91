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
