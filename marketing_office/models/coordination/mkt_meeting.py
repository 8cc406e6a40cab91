from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.deletion import guards_deletion

# so many items of each list fit on one page
MOST_ON_PAGE = 10


class Meeting(models.Model):
    """The office's regular meeting: its page says what was promised, done and late.

    What was left open before and what was promised since add up to what is done and open.
    """

    _name = "mkt.meeting"
    _description = "Regular Meeting"
    _inherit = ["mkt.governed.mixin", "mail.thread"]
    _finished = {"held": ()}
    _order = "date desc, id desc"
    _governed = ("state",)
    _fixed_after_creation = ("company_id",)

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    date = fields.Date(
        required=True,
        default=lambda self: self.env.company._mkt_today(),
        tracking=True,
    )
    state = fields.Selection(
        [("planned", "Planned"), ("held", "Held")],
        required=True,
        readonly=True,
        default="planned",
        copy=False,
        tracking=True,
    )
    note = fields.Text("What Was Agreed")
    since = fields.Date(
        compute="_compute_since",
        help="The day of the meeting before; the page begins there.",
    )
    carried_count = fields.Integer(
        "Left From Before",
        compute="_compute_counts",
        help="Promised before the last meeting, and not done by then.",
    )
    promised_count = fields.Integer("Newly Promised", compute="_compute_counts")
    done_count = fields.Integer(
        "Done",
        compute="_compute_counts",
        help="Of what was left from before and newly promised.",
    )
    open_count = fields.Integer(
        "Still Open",
        compute="_compute_counts",
        help="Left from before and newly promised, less what is done.",
    )
    late_count = fields.Integer(
        "Late", compute="_compute_counts", help="Still open, and past its day."
    )

    _one_a_day = models.Constraint(
        "UNIQUE(company_id, date)", "The company has a meeting on this day already."
    )

    @api.depends("date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for meeting in self:
            day = meeting.date and meeting.date.isoformat()
            meeting.display_name = self.env._("Regular meeting %s", day or "")

    @api.depends("date", "company_id")
    def _compute_since(self):
        held = self.search(
            [("company_id", "in", self.company_id.ids), ("state", "=", "held")],
            order="date",
        )
        for meeting in self:
            before = held.filtered(
                lambda m, meeting=meeting: (
                    m.company_id == meeting.company_id
                    and meeting.date
                    and m.date < meeting.date
                )
            )
            meeting.since = before[-1:].date

    @api.depends("date", "company_id", "state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_counts(self):
        lists = {m: m._page_domains() if m.date else {} for m in self}
        wanted = [domain for domains in lists.values() for domain in domains.values()]
        # the rows of all meetings at once, however many meetings a page has
        rows = self.env["mkt.followup"].search_fetch(
            Domain.OR(wanted), ["company_id", "promised_on", "done_on", "due_on"]
        )
        for meeting, domains in lists.items():
            for name in ("carried", "promised", "done", "open", "late"):
                found = rows.filtered_domain(domains.get(name, Domain.FALSE))
                meeting[f"{name}_count"] = len(found)

    def _last_day(self):
        """The last day that counts: the meeting's, or today where it lies ahead."""
        return min(self.date, self.company_id._mkt_today())

    def _page_domains(self):
        """{list of the page: domain in the follow-up ledger}."""
        last = self._last_day()
        listed = Domain("company_id", "=", self.company_id.id) & Domain(
            "promised_on", "<=", last
        )
        new, before = listed, Domain.FALSE
        if self.since:
            new = listed & Domain("promised_on", ">=", self.since)
            left = Domain("done_on", "=", False) | Domain("done_on", ">=", self.since)
            before = listed & Domain("promised_on", "<", self.since) & left
        unfinished = Domain("done_on", "=", False) | Domain("done_on", ">", last)
        still_open = (before | new) & unfinished
        return {
            "carried": before,
            "promised": new,
            "done": (before | new) & Domain("done_on", "<=", last),
            "open": still_open,
            "late": still_open & Domain("due_on", "<", last),
        }

    def _page(self):
        """The lists of the printed page: (title, rows that fit, number of all)."""
        titles = {
            "late": self.env._("Late"),
            "promised": self.env._("Newly Promised"),
            "done": self.env._("Done"),
        }
        rows, domains = self.env["mkt.followup"], self._page_domains()
        return [
            (
                title,
                rows.search(domains[name], order="due_on, id", limit=MOST_ON_PAGE),
                self[f"{name}_count"],
            )
            for name, title in titles.items()
        ]

    def _balance(self):
        """How what was promised adds up, as a line of the page."""
        return self.env._(
            "Left from before %(carried)s + newly promised %(promised)s"
            " = done %(done)s + still open %(open)s (of which late %(late)s)",
            carried=self.carried_count,
            promised=self.promised_count,
            done=self.done_count,
            open=self.open_count,
            late=self.late_count,
        )

    def action_hold(self):
        """The meeting has taken place: the next page begins with its day."""
        self.check_access("write")
        for meeting in self:
            if meeting.state != "planned":
                raise UserError(self.env._("The meeting has been held already."))
            if meeting.date > meeting.company_id._mkt_today():
                raise UserError(
                    self.env._(
                        "The meeting lies ahead: change its date if it was held earlier."
                    )
                )
        # sudo: governed field, written after the checks above
        self.sudo().write({"state": "held"})

    def action_view_list(self):
        """The rows of the list that the context names, all of them."""
        self.ensure_one()
        self.check_access("read")
        lists = self._page_domains()
        name = self.env.context.get("mkt_list")
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "marketing_office.mkt_followup_action"
            ),
            "domain": list(lists.get(name, lists["promised"])),
            "context": {},
        }

    @guards_deletion
    def _unlink_except_planned(self):
        if any(meeting.state != "planned" for meeting in self):
            raise UserError(self.env._("A meeting that was held stays on record."))
