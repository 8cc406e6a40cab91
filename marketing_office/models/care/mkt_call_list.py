from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.deletion import guards_deletion
from ...tools.notification import notification

OPEN_TO_CHANGE = "draft", "running"
# so many calls are looked at for the next one: more callers do not ask in one instant
CANDIDATES = 20


class CallList(models.Model):
    """Whom to call, what to say, and who calls."""

    _name = "mkt.call.list"
    _description = "Call List"
    _inherit = ["mkt.governed.mixin", "mail.thread"]
    _order = "date_to, id desc"
    _check_company_auto = True
    _governed = ("state", "closed_on")
    _fixed_after_creation = ("company_id",)
    _finished = {"closed": ()}

    name = fields.Char("Call List", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
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
    caller_ids = fields.Many2many(
        "res.users",
        string="Callers",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        default=lambda self: self.env.user,
    )
    campaign_id = fields.Many2one(
        "mkt.campaign",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('utm_campaign_id', '!=', False), ('company_id', '=', company_id)]",
        help="Leads that calls open belong to it.",
    )
    domain = fields.Char(
        "Contacts", required=True, default="[]", help="Which contacts are on the list."
    )
    script = fields.Text(help="What the caller says and asks.")
    date_to = fields.Date("Call Until", tracking=True, index=True)
    state = fields.Selection(
        [("draft", "Draft"), ("running", "Under Way"), ("closed", "Completed")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
    )
    closed_on = fields.Date("Completed on", readonly=True, copy=False)
    call_ids = fields.One2many("mkt.call", "list_id", "Calls", copy=False)
    call_count = fields.Integer("Calls in All", compute="_compute_counts")
    open_count = fields.Integer("Calls Open", compute="_compute_counts")
    lead_count = fields.Integer("Leads Opened", compute="_compute_counts")

    @api.depends("call_ids.state", "call_ids.lead_id")
    def _compute_counts(self):
        rows = self.env["mkt.call"]._read_group(
            [("list_id", "in", self.ids)],
            ["list_id", "state"],
            ["__count", "lead_id:count"],
        )
        totals, still_open, leads = {}, {}, {}
        for call_list, state, count, lead_count in rows:
            totals[call_list] = totals.get(call_list, 0) + count
            leads[call_list] = leads.get(call_list, 0) + lead_count
            if state == "open":
                still_open[call_list] = count
        for call_list in self:
            origin = call_list._origin
            call_list.call_count = totals.get(origin, 0)
            call_list.open_count = still_open.get(origin, 0)
            call_list.lead_count = leads.get(origin, 0)

    @api.constrains("caller_ids", "user_id", "company_id")
    def _check_members(self):
        for company, lists in self.grouped("company_id").items():
            self.env["mkt.post.assignment"]._check_members(
                lists.caller_ids | lists.user_id, company
            )

    @api.constrains("domain")
    def _check_domain(self):
        for call_list in self:
            call_list._contacts_domain()

    def _contacts_domain(self):
        """The filter as a Domain over contacts; raise UserError where it is none."""
        try:
            domain = Domain(literal_eval(self.domain))
            domain.validate(self.env["res.partner"])
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError) as e:
            raise UserError(
                self.env._(
                    "%(list)s: the filter of the contacts cannot be read. Choose it anew.",
                    list=self.name,
                )
            ) from e
        return domain

    @guards_deletion
    def _unlink_except_called(self):
        # sudo: what was called decides, whatever the user may read
        if self.sudo().call_ids.filtered("called_at"):
            raise UserError(
                self.env._(
                    "Calls were made from the list: it stays on record. Complete it."
                )
            )

    # ------------------------------------------------------------- filling

    def action_fill(self):
        """Put the contacts of the filter on the list, as far as they may be called."""
        self.ensure_one()
        self.check_access("write")
        self._check_open()
        partners = self.env["res.partner"].search(
            self._contacts_domain() & Domain("phone", "!=", False), order="id"
        )
        allowed = partners._mkt_may_contact("phone", self.company_id)
        added = self._add_calls(allowed)
        return notification(
            self.env._(
                "%(added)s contacts added; %(refused)s may not be called.",
                added=added,
                refused=len(partners) - len(allowed),
            )
        )

    def _add_calls(self, partners):
        """Open calls of those who are not on the list yet; returns how many there are."""
        # one statement, however many they are
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO mkt_call (list_id, company_id, partner_id, state, attempts,
                    create_uid, write_uid, create_date, write_date)
                SELECT %(list)s, %(company)s, partner.id, 'open', 0, %(user)s, %(user)s,
                    now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
                FROM unnest(%(partners)s::integer[]) WITH ORDINALITY AS partner (id, position)
                ORDER BY position
                ON CONFLICT DO NOTHING
                RETURNING id
                """,
                list=self.id,
                company=self.company_id.id,
                user=self.env.uid,
                partners=partners.ids,
            )
        )
        self.env["mkt.call"].invalidate_model()
        self.invalidate_recordset(["call_ids"])
        return len(rows)

    # ------------------------------------------------------------- the course

    def _check_open(self):
        for call_list in self:
            if call_list.state not in OPEN_TO_CHANGE:
                raise UserError(
                    self.env._(
                        "%(list)s is completed: make a new list.", list=call_list.name
                    )
                )

    def action_start(self):
        """Calls can be made from now on."""
        self.check_access("write")
        self._check_open()
        for call_list in self:
            if not call_list.open_count:
                raise UserError(
                    self.env._(
                        "%(list)s has nobody to call yet: choose the contacts and fill"
                        " the list.",
                        list=call_list.name,
                    )
                )
        # sudo: governed field, written after the checks above
        self.sudo().state = "running"

    def action_close(self):
        """No more calls are made; those still open end without one."""
        self.check_access("write")
        self._check_open()
        for call_list in self:
            # sudo: governed fields, written after the checks above
            call_list = call_list.sudo()
            call_list.call_ids.filtered(lambda c: c.state == "open")._end("closed")
            call_list.write(
                {"state": "closed", "closed_on": call_list.company_id._mkt_today()}
            )

    def action_next(self):
        """Open the next call of the current user: what is due first, then what is new."""
        self.ensure_one()
        self.check_access("read")
        if self.state != "running":
            raise UserError(
                self.env._("%(list)s is not under way: start it first.", list=self.name)
            )
        if self.env.user not in self.caller_ids:
            raise AccessError(
                self.env._(
                    "%(user)s is no caller of %(list)s: who is responsible for the list"
                    " names the callers.",
                    user=self.env.user.name,
                    list=self.name,
                )
            )
        # sudo: a caller takes calls of the list that nobody has; checked above
        call = self.sudo()._take_next().sudo(self.env.su)
        if not call:
            return self._tell_nothing_due()
        return call._get_screen()

    def _take_next(self):
        """The next call of the user, now in the user's hands; called as superuser."""
        calls = self.env["mkt.call"]
        while found := calls.search(
            [
                ("list_id", "=", self.id),
                ("state", "=", "open"),
                ("user_id", "in", (self.env.uid, False)),
                "|",
                ("call_back_at", "=", False),
                ("call_back_at", "<=", fields.Datetime.now()),
            ],
            order="call_back_at, user_id.id, id",
            limit=CANDIDATES,
        ):
            # one by one, the most urgent first: what others take in this instant is theirs
            call = next((call for call in found if call.try_lock_for_update()), None)
            if not call:
                break
            if call.partner_id._mkt_may_contact("phone", self.company_id):
                call.user_id = self.env.uid
                return call
            call._end("refused")
        return calls

    def _tell_nothing_due(self):
        """Why there is no next call: all are made, or the next is due later."""
        later = self.env["mkt.call"].search(
            [
                ("list_id", "=", self.id),
                ("state", "=", "open"),
                ("user_id", "=", self.env.uid),
            ],
            order="call_back_at",
            limit=1,
        )
        message = self.env._("Nobody is left to call on this list.")
        if later:
            message = self.env._(
                "Nobody is to be called now: the next one at %(time)s.",
                time=fields.Datetime.context_timestamp(
                    self, later.call_back_at
                ).strftime("%Y-%m-%d %H:%M"),
            )
        return notification(message, type="info", next=self._get_records_action())

    def action_open_calls(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_call_action"
        )
        return {
            **action,
            "name": self.name,
            "domain": [("list_id", "=", self.id)],
            "context": {
                name: shown
                for name, shown in self.env.context.items()
                if name.startswith("search_default_")
            },
        }
