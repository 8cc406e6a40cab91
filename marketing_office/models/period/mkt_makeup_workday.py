from odoo import api, fields, models
from odoo.fields import Domain


class MakeupWorkday(models.Model):
    _name = "mkt.makeup.workday"
    _description = "Make-up Workday"
    _inherit = ["mkt.shared.mixin"]
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
    shared_id = fields.Many2one(
        "mkt.makeup.workday",
        "Adapted From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    adapted_ids = fields.One2many(
        "mkt.makeup.workday", "shared_id", context={"active_test": False}
    )

    _date_uniq = models.UniqueIndex(
        "(date, COALESCE(company_id, 0))", "This date is a make-up workday already."
    )

    @api.model
    def _of_company(self, company, first, last):
        """The workdays that hold in the company; its own goes before a shared one of that date."""
        days = self.search(
            self._domain_of(company)
            & Domain("date", ">=", first)
            & Domain("date", "<=", last)
        )
        own = days.filtered("company_id")
        return own | days.filtered(lambda day: day.date not in own.mapped("date"))
