from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.deletion import guards_deletion
from ...tools.optional import OptionalFloat, OptionalInteger
from ...tools.text import title_of

STATES = [
    ("observed", "Is Observed"),
    ("not_observed", "Not Observed"),
    ("no_data", "No Data"),
    ("accepted", "Accepted Exception"),
]
REMINDER = "marketing_office.mail_activity_type_control"


class ControlResult(models.Model):
    """What a control has found in one company and period; written by the computation alone.

    What is red waits for the post in charge until the day given, and goes up the levels.
    It turns green by figures: nobody writes a result.
    """

    _name = "mkt.control.result"
    _description = "Result of a Control"
    _inherit = ["mkt.escalation.mixin", "mail.thread"]
    _mail_post_access = "read"
    _order = "date_from desc, control_id, id"
    _governed = (
        "control_id",
        "company_id",
        "period_id",
        "state",
        "figure",
        "population",
        "observed_count",
        "since",
        "red_on",
        "done_on",
        "deadline",
        "computed_at",
        "exception_id",
        "frozen",
        "owner_id",
        "user_id",
    )
    _escalation_subject = "control"
    _escalation_reminder = REMINDER
    _waiting_states = ("not_observed",)

    control_id = fields.Many2one(
        "mkt.control", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    period_id = fields.Many2one(
        "mkt.period", required=True, readonly=True, index=True, ondelete="restrict"
    )
    period_kind = fields.Selection(
        string="Kind of Period", related="period_id.kind", store=True
    )
    date_from = fields.Date("Period From", related="period_id.date_from", store=True)
    date_to = fields.Date("Period Until", related="period_id.date_to", store=True)
    kind = fields.Selection(related="control_id.kind", store=True)
    post_id = fields.Many2one(
        "mkt.post",
        "Post in Charge",
        related="control_id.post_id",
        store=True,
        index=True,
    )
    control_name = fields.Char("Name of the Control", related="control_id.name")
    article_ids = fields.Many2many("mkt.article", related="control_id.article_ids")
    state = fields.Selection(
        STATES,
        required=True,
        readonly=True,
        default="no_data",
        tracking=True,
        index=True,
    )
    figure = OptionalFloat(readonly=True, aggregator=None, digits=(16, 2))
    population = OptionalInteger("Population (n)", readonly=True, aggregator=None)
    observed_count = OptionalInteger(
        "As They Should Be", readonly=True, aggregator=None
    )
    open_count = OptionalInteger("Not So", compute="_compute_open_count")
    figure_label = fields.Char("Result", compute="_compute_figure_label")
    bound_label = fields.Char("To Be Reached", compute="_compute_figure_label")
    since = fields.Date("So Since", readonly=True)
    red_on = fields.Date("Red Since", readonly=True)
    done_on = fields.Date("Green Again on", readonly=True)
    deadline = fields.Date("To Be Mended by", readonly=True, index=True)
    computed_at = fields.Datetime("Computed on", readonly=True)
    exception_id = fields.Many2one(
        "mkt.control.exception",
        "Accepted Exception",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    frozen = fields.Boolean(readonly=True)
    is_current = fields.Boolean(
        "Period Runs", compute="_compute_is_current", search="_search_is_current"
    )
    owner_id = fields.Many2one(
        "res.users",
        "In Whose Hands",
        readonly=True,
        tracking=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users", "Assigned by", readonly=True, ondelete="restrict"
    )
    waits_for_me = fields.Boolean(
        "Waiting for Me", compute="_compute_waits_for_me", search="_search_waits_for_me"
    )
    words = fields.Text(related="control_id.words")
    description = fields.Text(related="control_id.description")
    has_records = fields.Boolean(compute="_compute_has_records")
    trend = fields.Char(compute="_compute_trend")

    _once = models.UniqueIndex(
        "(control_id, company_id, period_id)",
        "The control has a result for this period already.",
    )
    _by_company = models.Index("(company_id, date_from)")

    @api.depends("control_id", "period_id", "state", "since")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for result in self:
            name, period = result.control_id.name, result.period_id.display_name
            if result.state == "not_observed":
                # the name of a control says what should be
                name = self.env._("Not observed: %s", name)
            if result.since and result.since < result.period_id.date_from:
                # it was so before the period, and still is
                period = self.env._("up to %s", period)
            result.display_name = title_of(name, period)

    @api.depends("population", "observed_count")
    def _compute_open_count(self):
        for result in self:
            known = (
                result.population is not False and result.observed_count is not False
            )
            result.open_count = known and result.population - result.observed_count

    @api.depends("figure", "state", "control_id.bound")
    @api.depends_context("lang")
    def _compute_figure_label(self):
        for result in self:
            control = result.control_id
            result.figure_label = (
                self.env._("No data")
                if result.state == "no_data"
                else control._label(result.figure, result.company_id)
            )
            result.bound_label = control.kind == "measured" and control._label(
                control.bound, result.company_id
            )

    @api.depends("date_from", "date_to", "company_id")
    def _compute_is_current(self):
        current = self.filtered_domain(self._current())
        for result in self:
            result.is_current = result in current

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._current()

    @api.model
    def _current(self):
        """Domain: the period of the result covers today where the company works."""
        companies = self.env["res.company"]._mkt_active()
        return companies._mkt_today_domain(
            lambda day: (
                fields.Domain("date_from", "<=", day)
                & fields.Domain("date_to", ">=", day)
            )
        )

    @api.depends("state", "owner_id", "post_id", "company_id", "done_on")
    @api.depends_context("uid")
    def _compute_waits_for_me(self):
        mine = self.filtered_domain(self._waiting_for_me())
        for result in self:
            result.waits_for_me = result in mine

    def _search_waits_for_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._waiting_for_me()

    def _waiting_for_me(self):
        """Domain: red, and in my hands, or in nobody's and in charge of a post of mine."""
        domain = fields.Domain("owner_id", "=", self.env.uid) | (
            fields.Domain("owner_id", "=", False)
            & fields.Domain(self.env.user.mkt_domain_of("post_id", "post_id"))
        )
        return (
            fields.Domain("state", "=", "not_observed")
            & fields.Domain("done_on", "=", False)
            & fields.Domain("deadline", "!=", False)
            & domain
        )

    @api.depends("kind", "control_id")
    def _compute_has_records(self):
        for result in self:
            result.has_records = result.kind != "enforced"

    @api.depends("control_id", "company_id", "date_from")
    def _compute_trend(self):
        marks = {"observed": "●", "not_observed": "○", "no_data": "·", "accepted": "◐"}
        rows = self.search(
            [
                ("control_id", "in", self.control_id.ids),
                ("company_id", "in", self.company_id.ids),
            ],
            order="date_from",
        )
        of_control = rows.grouped(lambda r: (r.control_id, r.company_id))
        for result in self:
            earlier = of_control.get((result.control_id, result.company_id), self)
            earlier = earlier.filtered(
                lambda r, day=result.date_from: day and r.date_from <= day
            )
            result.trend = "".join(
                marks[state] for state in earlier[-12:].mapped("state")
            )

    # what is settled meanwhile waits for nobody

    @api.depends("done_on")
    def _compute_escalate_on(self):
        settled = self.filtered("done_on")
        settled.escalate_on = False
        return super(ControlResult, self - settled)._compute_escalate_on()

    def _overdue(self):
        return super()._overdue() & fields.Domain("done_on", "=", False)

    def _asked_people(self):
        """Whoever was assigned, or the holders of the post in charge."""
        people = {result: result.owner_id for result in self if result.owner_id.active}
        rest = self.browse(r.id for r in self if r not in people)
        assignments = self.env["mkt.post.assignment"]
        places = rest.grouped(lambda r: (r.company_id, r.post_id))
        for (company, post), results in places.items():
            users = assignments._responsible(company, post.code)
            people |= dict.fromkeys(results, users)
        return people

    def _notify(self, told):
        self._tell_people(
            told,
            "marketing_office.control_message",
            lambda env, results: (
                env._("Controls not observed: %(count)s", count=len(results)),
                {"results": results},
            ),
        )

    def _reminder_deadline(self):
        return self.deadline or super()._reminder_deadline()

    @guards_deletion
    def _unlink_never(self):
        raise UserError(self.env._("Results of controls stay on record."))
