from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...tools.deletion import guards_deletion

REMINDER = "marketing_office.mail_activity_type_contract"
# who ends a contract before its time, and deletes drafts of colleagues
ENDERS = "director", "sales_manager"
BATCH = 500


class Contract(models.Model):
    """What was signed with a customer on an order, or with a channel partner.

    Once signed it stays as it is; its end is announced in time.
    """

    _name = "mkt.contract"
    _description = "Contract"
    _inherit = ["mkt.governed.mixin", "mail.thread", "mkt.reminder.mixin"]
    _order = "date_to desc, id desc"
    _rec_name = "number"
    _check_company_auto = True
    _governed = ("state", "signed_on", "signed_by_id", "ended_on", "is_announced")
    _fixed_after_creation = (
        "company_id",
        "partner_id",
        "order_id",
        "channel_partner_id",
    )
    _finished = {"signed": ("end_reason", "remind_days"), "ended": ()}

    number = fields.Char("Contract Number", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    order_id = fields.Many2one(
        "sale.order",
        "Sales Order",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    channel_partner_id = fields.Many2one(
        "mkt.channel.partner",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    partner_id = fields.Many2one(
        "res.partner",
        "With",
        compute="_compute_partner_id",
        store=True,
        precompute=True,
        required=True,
        index=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        tracking=True,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    date_from = fields.Date(
        "From", default=lambda self: self.env.company._mkt_today(), tracking=True
    )
    date_to = fields.Date("Until", tracking=True, help="Last day; empty: no end.")
    remind_days = fields.Integer(
        "Announce the End (days before)",
        required=True,
        default=60,
        tracking=True,
        aggregator=None,
    )
    remind_on = fields.Date(compute="_compute_remind_on", store=True)
    is_announced = fields.Boolean("End Announced", readonly=True, copy=False)
    file = fields.Binary("Signed Contract", attachment=True, copy=False)
    file_name = fields.Char(copy=False)
    note = fields.Text()
    end_reason = fields.Char("Why It Ends Early", copy=False)
    state = fields.Selection(
        [("draft", "Draft"), ("signed", "Signed"), ("ended", "Ended Early")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
    )
    signed_on = fields.Date(readonly=True, copy=False, index=True)
    signed_by_id = fields.Many2one(
        "res.users", "Recorded by", readonly=True, copy=False, ondelete="restrict"
    )
    ended_on = fields.Date("Ended Early on", readonly=True, copy=False)
    is_running = fields.Boolean(
        "Contract Runs", compute="_compute_is_running", search="_search_is_running"
    )

    _number_uniq = models.Constraint(
        "UNIQUE(company_id, number)",
        "There is a contract of this number already.",
    )
    _of_one = models.Constraint(
        "CHECK (num_nonnulls(order_id, channel_partner_id) = 1)",
        "A contract is about an order or with a channel partner: choose one.",
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "A contract cannot end before it begins.",
    )
    _remind_sensible = models.Constraint(
        "CHECK (remind_days BETWEEN 0 AND 1000)",
        "The end is announced between 0 and 1,000 days before.",
    )
    _ends_due = models.Index(
        "(remind_on) WHERE state = 'signed' AND is_announced IS NOT TRUE"
    )

    @api.depends(
        "order_id.partner_id.commercial_partner_id", "channel_partner_id.partner_id"
    )
    def _compute_partner_id(self):
        # sudo: with whom it is follows from what it is about, whatever the user reads
        for contract in self.sudo():
            contract.partner_id = (
                contract.order_id.partner_id.commercial_partner_id
                or contract.channel_partner_id.partner_id
            )

    @api.depends("date_to", "remind_days")
    def _compute_remind_on(self):
        for contract in self:
            contract.remind_on = contract.date_to and fields.Date.subtract(
                contract.date_to, days=contract.remind_days
            )

    @api.depends("state", "date_from", "date_to", "company_id")
    def _compute_is_running(self):
        for contract in self:
            day = contract.company_id and contract.company_id._mkt_today()
            contract.is_running = bool(
                contract.state == "signed"
                and (not contract.date_from or contract.date_from <= day)
                and (not contract.date_to or contract.date_to >= day)
            )

    def _search_is_running(self, operator, value):
        if operator != "in":
            return NotImplemented
        companies = self.env["res.company"]._mkt_active()
        return Domain("state", "=", "signed") & companies._mkt_today_domain(
            lambda day: (
                (Domain("date_from", "=", False) | Domain("date_from", "<=", day))
                & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
            )
        )

    @api.constrains("user_id", "company_id")
    def _check_responsible(self):
        for company, contracts in self.grouped("company_id").items():
            self.env["mkt.post.assignment"]._check_members(contracts.user_id, company)

    @api.model_create_multi
    def create(self, vals_list):
        contracts = super().create(vals_list)
        # nobody makes a contract on an order that is not open to them
        contracts.order_id.check_access("read")
        return contracts

    @guards_deletion
    def _unlink_except_draft(self):
        for contract in self:
            if contract.state != "draft":
                raise UserError(
                    self.env._(
                        "%(contract)s was signed and stays on record.",
                        contract=contract.number,
                    )
                )

    # ------------------------------------------------------------- the course

    def action_sign(self):
        """The contract is signed: number, file and term stay from now on.

        The order that it is about is confirmed, with the user's own right to do so.
        """
        self.check_access("write")
        for contract in self:
            contract._check_signable()
            contract._confirm_order()
            # sudo: governed fields, written after the checks above
            contract.sudo().write(
                {
                    "state": "signed",
                    "signed_on": contract.company_id._mkt_today(),
                    "signed_by_id": self.env.uid,
                }
            )

    def _check_signable(self):
        if self.state != "draft":
            raise UserError(
                self.env._(
                    "%(contract)s was signed before: make a new contract.",
                    contract=self.number,
                )
            )
        if not self.file:
            raise UserError(
                self.env._(
                    "%(contract)s: add the file of the signed contract first.",
                    contract=self.number,
                )
            )
        if not self.date_from or (self.channel_partner_id and not self.date_to):
            raise UserError(
                self.env._(
                    "%(contract)s: write from when to when it holds.",
                    contract=self.number,
                )
            )

    def _confirm_order(self):
        order = self.order_id
        if order.state == "cancel":
            raise UserError(
                self.env._(
                    "%(order)s is cancelled: sign on an order that holds.",
                    order=order.name,
                )
            )
        if order.state in ("draft", "sent"):
            order.action_confirm()

    def action_end(self):
        """The contract ends before its time; why is written down."""
        self.check_access("write")
        for contract in self:
            if contract.state != "signed":
                raise UserError(
                    self.env._(
                        "%(contract)s is not in force: there is nothing to end.",
                        contract=contract.number,
                    )
                )
            if not self.env.user._mkt_holds(contract.company_id, *ENDERS):
                raise AccessError(
                    self.env._(
                        "Contracts are ended by the Sales Manager or the Director."
                    )
                )
            self._check_reason(contract.end_reason)
            # sudo: governed fields, written after the checks above
            contract = contract.sudo()
            contract.write(
                {"state": "ended", "ended_on": contract.company_id._mkt_today()}
            )
            contract._forget_reminders(REMINDER)

    # ------------------------------------------------------------- the end announced

    @api.model
    def _cron_announce(self):
        """Remind those responsible of contracts that end soon, each once."""
        due = self._announce_domain()
        commit_progress = self.env["ir.cron"]._commit_progress
        commit_progress(remaining=self.search_count(due))
        while contracts := self.search(due).try_lock_for_update(limit=BATCH):
            contracts._announce()
            if not commit_progress(len(contracts)):
                break

    @api.model
    def _announce_domain(self):
        companies = self.env["res.company"]._mkt_active()
        waiting = Domain("state", "=", "signed") & Domain("is_announced", "=", False)
        return waiting & companies._mkt_today_domain(
            lambda day: Domain("remind_on", "<=", day)
        )

    def _announce(self):
        """Give those responsible an activity; called as superuser."""
        self._remind(self.grouped("user_id"), REMINDER)
        self.is_announced = True

    def _reminder_deadline(self):
        return self.date_to
