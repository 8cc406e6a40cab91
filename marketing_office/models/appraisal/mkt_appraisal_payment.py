from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# what the Finance Manager, too, enters on a round
OF_FINANCE = {"pool_line_id", "note"}


class AppraisalPayment(models.Model):
    """The round's incentives: from one pool, which is a line of an approved budget.

    What is confirmed is reserved there in one sum, so that the ledger shows nobody's
    amount; handing it to payroll spends it.
    """

    _inherit = "mkt.appraisal.round"

    incentive_kind = fields.Selection(
        [
            ("coefficient", "Base × Coefficient"),
            ("amount", "Amount by Grade"),
        ],
        "Incentives",
        required=True,
        default="coefficient",
        help="By grade, equal amounts tell of equal grades; by base, Finance sees amounts"
        " and learns no grade from them.",
    )
    pool_line_id = fields.Many2one(
        "mkt.budget.line",
        "Incentive Pool",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('company_id', '=', company_id), ('state', '=', 'approved')]",
        tracking=True,
        help="The line of an approved budget from which the incentives are paid.",
    )
    pool_available = fields.Monetary(related="pool_line_id.available", string="Left")
    incentive_ids = fields.One2many("mkt.incentive", "round_id")
    amount_prepared = fields.Monetary("To Confirm", compute="_compute_amounts")
    amount_confirmed = fields.Monetary("Confirmed", compute="_compute_amounts")
    amount_paid = fields.Monetary("Handed to Payroll", compute="_compute_amounts")

    @api.depends("incentive_ids.amount", "incentive_ids.state")
    @api.depends_context("uid")
    def _compute_amounts(self):
        incentives = self.env["mkt.incentive"]
        sums = {}
        if incentives.has_access("read"):
            sums = {
                (appraisal_round.id, state): amount
                for appraisal_round, state, amount in incentives._read_group(
                    [("round_id", "in", self.ids)],
                    ["round_id", "state"],
                    ["amount:sum"],
                )
            }
        for appraisal_round in self:
            for name, state in (
                ("amount_prepared", "draft"),
                ("amount_confirmed", "confirmed"),
                ("amount_paid", "paid"),
            ):
                appraisal_round[name] = sums.get((appraisal_round.id, state), 0)

    def write(self, vals):
        if not self.env.su:
            if vals.keys() - OF_FINANCE:
                self._check_director()
            if "pool_line_id" in vals:
                self._check_pool_free()
        return super().write(vals)

    def _check_pool_free(self):
        # sudo: amounts of all people count, whatever the user may read
        for appraisal_round in self.sudo():
            if "confirmed" in appraisal_round.incentive_ids.mapped("state"):
                raise UserError(
                    self.env._(
                        "%s has confirmed incentives, for which the pool is reserved.",
                        appraisal_round.display_name,
                    )
                )

    def _after_opening(self, cards):
        """Everybody's incentive stands ready, with the base of the time before."""
        incentives = self.env["mkt.incentive"]
        bases = {}
        for before in incentives.search(
            [
                ("company_id", "=", self.company_id.id),
                ("user_id", "in", cards.user_id.ids),
                ("appraisal_id", "!=", False),
            ],
            order="date_from, id",
        ):
            bases[before.user_id] = before.base
        incentives.create(
            [
                {
                    "round_id": self.id,
                    "appraisal_id": card.id,
                    "user_id": card.user_id.id,
                    "base": bases.get(card.user_id, 0),
                    "days_share": 100 * card.days_present / card.days_total,
                }
                for card in cards
            ]
        )
        return super()._after_opening(cards)

    # ------------------------------------------------------------- confirming

    def action_confirm_incentives(self):
        """Confirm what is prepared, as far as the pool has it: all together or nothing."""
        self.ensure_one()
        self.check_access("read")
        self._check_may_confirm()
        pool = self._pool()
        # first of all: whoever waits for the pool sees what those before have taken
        pool._take_turn()
        self.env.invalidate_all()
        self._check_state("released")
        incentives = self._to_confirm()
        if not incentives:
            raise UserError(
                self.env._("Nothing waits for your confirmation in this round.")
            )
        pool._check_may_spend()
        # sudo: bookings are made by checked methods alone, as this is one
        self.sudo()._book_pool("reserve", sum(incentives.mapped("amount")))
        incentives.write(
            {
                "state": "confirmed",
                "confirmed_by_id": self.env.uid,
                "confirmed_on": self.company_id._mkt_today(),
            }
        )

    def action_hand_to_payroll(self):
        """Spend what is confirmed: from now on payroll has it."""
        self.ensure_one()
        self.check_access("read")
        if not self.env.user._mkt_holds(self.company_id, "finance_manager"):
            raise AccessError(
                self.env._("The Finance Manager hands incentives to payroll.")
            )
        pool = self._pool()
        pool._take_turn()
        self.env.invalidate_all()
        # sudo: amounts and bookings are governed; checked above
        governed = self.sudo()
        incentives = governed.incentive_ids.filtered(
            lambda incentive: incentive.state == "confirmed"
        )
        if not incentives:
            raise UserError(self.env._("Nothing is confirmed in this round."))
        pool._check_may_spend()
        total = sum(incentives.mapped("amount"))
        governed._book_pool("release", total)
        governed._book_pool("spend", total)
        incentives.write({"state": "paid", "paid_on": self.company_id._mkt_today()})

    def _to_confirm(self):
        """What the user may confirm now, with governed access."""
        # sudo: amounts and appeals of all count; who confirms what is looked at here
        drafts = self.sudo().incentive_ids.filtered(
            lambda i: (
                i.state == "draft"
                and i.amount > 0
                and i.appraisal_id.appeal_state != "open"
            )
        )
        return drafts._decidable()

    def _check_may_confirm(self):
        if not self.env.user._mkt_holds(self.company_id, "director", "leadership"):
            raise AccessError(
                self.env._(
                    "Incentives are confirmed by the Director, and the Director's by the"
                    " leadership."
                )
            )

    def _pool(self):
        """The pool; with rights, since whoever confirms need not read the budget."""
        # sudo: bookings are made by checked methods alone
        pool = self.sudo().pool_line_id
        if not pool:
            raise UserError(
                self.env._("Choose the budget line from which the incentives come.")
            )
        return pool

    def _book_pool(self, kind, amount):
        """An entry of the round in the pool's ledger; called as superuser."""
        entries = self.env["mkt.budget.entry"].search_count(
            [("res_model", "=", self._name), ("res_id", "=", self.id)]
        )
        self.pool_line_id._book(
            kind,
            amount,
            f"{self._name},{self.id}:{entries}:{kind}",
            res_model=self._name,
            res_id=self.id,
            user_id=self.env.uid,
        )

    def action_open_incentives(self):
        """The incentives of the round."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_incentive_action"
        )
        return action | {
            "name": self.display_name,
            "domain": [("round_id", "=", self.id)],
            "context": {},
        }

    def action_export_payroll(self):
        """The file for payroll: what is confirmed or handed over."""
        return {
            "type": "ir.actions.act_url",
            "url": "/marketing_office/payroll.xlsx?ids=" + ",".join(map(str, self.ids)),
            "target": "download",
        }
