from odoo import api, fields, models
from odoo.tools import SQL


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
    mkt_attachment_mb = fields.Integer("Largest File From Customers (MB)", default=10)

    mkt_overbudget = fields.Selection(
        [("refuse", "Refuse"), ("warn", "Ask the Leadership")],
        "Requests Over Budget",
        required=True,
        default="refuse",
    )

    _mkt_days_positive = models.Constraint(
        "CHECK (mkt_reopen_days >= 0 AND mkt_silence_days > 0"
        " AND mkt_close_days > 0 AND mkt_attachment_mb > 0)",
        "Enter positive numbers of days and megabytes.",
    )

    def cache_invalidation_fields(self):
        # record rules name the assignments in force on the company's day
        return super().cache_invalidation_fields() | {"resource_calendar_id"}

    def _mkt_today(self):
        """Today's date where the company works: in the time zone of its working calendar."""
        self.ensure_one()
        # sudo: the calendar may belong to a company the user has not switched on
        zone = self.sudo().resource_calendar_id.tz or "UTC"
        return fields.Date.context_today(self.with_context(tz=zone))

    @api.model
    def _mkt_today_of(self, company):
        """SQL of what `_mkt_today` returns; `company` is the SQL of a company's id."""
        self.flush_model(["resource_calendar_id"])
        self.env["resource.calendar"].flush_model(["tz"])
        # subqueries, since joins with all else take the database longer to plan
        return SQL(
            """
            (SELECT (%s AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(
                (SELECT tz FROM resource_calendar WHERE id = resource_calendar_id), 'UTC'
            ))::date FROM res_company WHERE id = %s)
            """,
            SQL("%s::timestamp", fields.Datetime.now()),
            company,
        )
