from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_round


class BudgetLineShare(models.Model):
    """The months among which a line's amount is divided; without them evenly."""

    _inherit = "mkt.budget.line"

    share_ids = fields.One2many(
        "mkt.budget.share", "line_id", string="Monthly Shares", copy=True
    )
    shared = fields.Monetary("Sum of the Months", compute="_compute_shared")
    is_shared_wrong = fields.Boolean(
        "Months Do Not Add Up",
        compute="_compute_shared",
        help="The months do not add up to the planned amount, or are not those of the"
        " period.",
    )

    @api.depends("planned", "share_ids.planned", "share_ids.month", "date_from")
    def _compute_shared(self):
        for line in self:
            shares = line.share_ids
            line.shared = sum(shares.mapped("planned"))
            line.is_shared_wrong = bool(shares) and (
                line.currency_id.compare_amounts(line.shared, line.planned) != 0
                or not set(shares.mapped("month")) <= set(line.budget_id._months())
            )

    def _share(self, amounts):
        """Put amounts by month, {line: {month: amount}}, in the place of the lines' shares."""
        self.share_ids.unlink()
        self.env["mkt.budget.share"].create(
            [
                {"line_id": line.id, "month": month, "planned": planned}
                for line in self
                for month, planned in amounts[line].items()
            ]
        )

    def _even_shares(self):
        """The amount in even shares by month; what does not divide goes to the last."""
        *months, last = self.budget_id._months()
        even = float_round(
            self.planned / (len(months) + 1),
            precision_rounding=self.currency_id.rounding,
            rounding_method="DOWN",
        )
        rest = self.currency_id.round(self.planned - even * len(months))
        return {**dict.fromkeys(months, even), last: rest}

    def action_spread(self):
        """Divide the amounts evenly among the months of the period."""
        self.check_access("write")
        self._check_budget_is_draft()
        self._share({line: line._even_shares() for line in self})
        return self.action_open_shares() if len(self) == 1 else None

    def action_open_shares(self):
        """The dialog with the months of the line."""
        self.ensure_one()
        self.check_access("read")
        view = self.env.ref("marketing_office.mkt_budget_line_view_form_shares")
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [[view.id, "form"]],
            "target": "new",
        }

    def _check_shares(self):
        """Raise UserError where the months of a line are not its amount."""
        for line in self.filtered("is_shared_wrong"):
            raise UserError(
                self.env._(
                    "%(category)s: its months add up to %(shared)s, planned are"
                    " %(planned)s. Change the months of the period, or spread the"
                    " amount evenly.",
                    category=line.category_id.name,
                    shared=line.currency_id.format(line.shared),
                    planned=line.currency_id.format(line.planned),
                )
            )
