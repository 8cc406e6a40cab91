from odoo import fields, models


class MakeupWorkday(models.Model):
    _name = "mkt.makeup.workday"
    _description = "Make-up Workday"
    _order = "date desc"
    _rec_name = "date"

    date = fields.Date(required=True, index=True)
    like_weekday = fields.Selection(
        [
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
            ("5", "Saturday"),
            ("6", "Sunday"),
        ],
        string="Works Like",
        required=True,
        default="0",
        help="The weekday whose working hours hold on this date.",
    )
    note = fields.Char()
    company_id = fields.Many2one(
        "res.company", ondelete="cascade", help="Empty: every company."
    )

    _date_uniq = models.UniqueIndex(
        "(date, COALESCE(company_id, 0))", "This date is a make-up workday already."
    )

    def write(self, vals):
        result = super().write(vals)
        # the host checks the rules before: nobody hands a day to another's company
        self.check_access("write")
        return result
