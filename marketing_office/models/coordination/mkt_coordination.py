from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...tools.deletion import guards_deletion

DAYS_TO_ANSWER = 7
REMINDER = "marketing_office.mail_activity_type_coordination"
# what is asked; it stays once somebody has accepted it
CONTENT = {"name", "kind_id", "post_id", "department_id", "description", "deadline"}


class Coordination(models.Model):
    """What one asks of another post or department, for a record of whatever kind.

    The clocks of that record run on meanwhile.
    """

    _name = "mkt.coordination"
    _description = "Coordination Request"
    _inherit = ["mkt.escalation.mixin", "mail.thread"]
    # who is asked may comment, though only who asks changes it
    _mail_post_access = "read"
    _finished = {"confirmed": (), "declined": (), "withdrawn": ()}
    _order = "deadline, id"
    _check_company_auto = True
    _governed = (
        "state",
        "owner_id",
        "reason",
        "answer",
        "answer_file_ids",
        "answered_on",
        "is_reminded_of_deadline",
        "confirmed_by_id",
        "confirmed_on",
    )
    _fixed_after_creation = ("company_id", "user_id", "about_model", "about_id")
    _escalation_subject = "coordination"
    _escalation_reminder = REMINDER
    _waiting_states = ("asked", "accepted")

    name = fields.Char("What Is Asked For", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    kind_id = fields.Many2one(
        "mkt.coordination.kind",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('is_in_force', '=', True)]",
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users",
        "Asked by",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )
    post_id = fields.Many2one(
        "mkt.post",
        "Asked of Post",
        compute="_compute_post_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    department_id = fields.Many2one(
        "hr.department",
        "Asked of Department",
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    asked_name = fields.Char("Asked of", compute="_compute_asked_name")
    description = fields.Text("What It Is Needed For")
    deadline = fields.Date(
        "Needed by",
        required=True,
        index=True,
        tracking=True,
        default=lambda self: (
            self.env.company._mkt_today() + timedelta(days=DAYS_TO_ANSWER)
        ),
    )
    about_model = fields.Char("Model of the Record", readonly=True)
    about_id = fields.Many2oneReference(
        "Number of the Record", model_field="about_model", readonly=True
    )
    about_kind = fields.Char("Kind of Record", compute="_compute_about_kind")
    about_name = fields.Char(
        "Concerns",
        compute="_compute_about_name",
        help="Shown to whoever may read the record.",
    )
    state = fields.Selection(
        [
            ("asked", "Not Yet Accepted"),
            ("accepted", "In Hand"),
            ("answered", "Answered"),
            ("confirmed", "Confirmed"),
            ("declined", "Declined"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
        readonly=True,
        default="asked",
        copy=False,
        tracking=True,
        index=True,
    )
    owner_id = fields.Many2one(
        "res.users",
        "In Whose Hands",
        readonly=True,
        copy=False,
        index=True,
        ondelete="restrict",
        tracking=True,
        help="Who has accepted or answered it; until then the first of those asked.",
    )
    reason = fields.Text(
        "Reason Given",
        readonly=True,
        copy=False,
        help="Why it was declined or withdrawn, or why the answer does not do.",
    )
    answer = fields.Text("Answer Given", readonly=True, copy=False)
    answer_file_ids = fields.Many2many(
        "ir.attachment", string="Files of the Answer", readonly=True, copy=False
    )
    answered_on = fields.Date("Answered on", readonly=True, copy=False)
    is_in_time = fields.Boolean(
        "In Time", compute="_compute_is_in_time", store=True, precompute=True
    )
    is_reminded_of_deadline = fields.Boolean(readonly=True, copy=False)
    confirmed_by_id = fields.Many2one(
        "res.users", "Confirmed by", readonly=True, copy=False, ondelete="restrict"
    )
    confirmed_on = fields.Date("Confirmed on", readonly=True, copy=False)
    is_asked_of_me = fields.Boolean(
        "Asked of Me",
        compute="_compute_is_asked_of_me",
        search="_search_is_asked_of_me",
    )
    waits_for_me = fields.Boolean(
        "Waiting for Me", compute="_compute_waits_for_me", search="_search_waits_for_me"
    )

    _asks_one = models.Constraint(
        "CHECK ((post_id IS NULL) <> (department_id IS NULL))",
        "Ask either a post or a department.",
    )
    _about_whole = models.Constraint(
        "CHECK ((about_model IS NULL) = (COALESCE(about_id, 0) = 0))",
        "A request concerns one record, or none.",
    )
    _about = models.Index("(about_model, about_id)")

    @api.depends("kind_id", "department_id")
    def _compute_post_id(self):
        for request in self:
            if request.department_id:
                request.post_id = False
            else:
                request.post_id = request.post_id or request.kind_id.post_id

    @api.depends("post_id", "department_id")
    def _compute_asked_name(self):
        for request in self:
            request.asked_name = (request.post_id or request.department_id).name

    @api.depends("about_model")
    @api.depends_context("lang")
    def _compute_about_kind(self):
        for request in self:
            # sudo: what a kind of record is called is no secret
            model = self.env["ir.model"]._get(request.about_model).sudo()
            request.about_kind = model.name

    @api.depends("about_model", "about_id")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_about_name(self):
        self.about_name = False
        for requests, records in self._about_records():
            readable = records._filtered_access("read")
            names = {record.id: record.display_name for record in readable}
            for request in requests:
                request.about_name = names.get(request.about_id)

    @api.depends("answered_on", "deadline")
    def _compute_is_in_time(self):
        for request in self:
            answered = request.answered_on
            request.is_in_time = bool(answered and answered <= request.deadline)

    @api.depends("state", "post_id", "department_id", "user_id", "company_id")
    @api.depends_context("uid")
    def _compute_is_asked_of_me(self):
        mine = self.filtered_domain(self._asked_of_me())
        for request in self:
            request.is_asked_of_me = request in mine

    def _search_is_asked_of_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._asked_of_me()

    def _asked_of_me(self):
        """Domain: the user holds the asked post or works in the asked department."""
        user = self.env.user
        return Domain("user_id", "!=", user.id) & (
            Domain(user.mkt_domain_of("post_id", "post_id"))
            | Domain(user.mkt_domain_of("department_id", "department_id"))
        )

    @api.depends("state", "owner_id", "is_asked_of_me")
    @api.depends_context("uid")
    def _compute_waits_for_me(self):
        mine = self.filtered_domain(self._waiting_for_me())
        for request in self:
            request.waits_for_me = request in mine

    def _search_waits_for_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._waiting_for_me()

    def _waiting_for_me(self):
        me = self.env.uid
        return (
            Domain("state", "=", "asked") & self._asked_of_me()
            | Domain("state", "=", "accepted") & Domain("owner_id", "=", me)
            | Domain("state", "=", "answered") & Domain("user_id", "=", me)
        )

    def _about_records(self):
        """Pairs of requests and the records that they concern, one for each model."""
        by_model = self.filtered("about_id").grouped("about_model")
        return [
            (requests, self.env[model].browse(requests.mapped("about_id")).exists())
            for model, requests in by_model.items()
            if model in self.env
        ]

    # ------------------------------------------------------------- asking

    @api.model_create_multi
    def create(self, vals_list):
        requests = super().create(vals_list)
        requests._check_about()
        requests._check_deadline()
        # sudo: who is asked is told, whoever asks
        requests.sudo()._hand_over()
        return requests

    def write(self, vals):
        if not self.env.su and vals.keys() & CONTENT:
            self.check_access("write")
            self._check_still_asked()
        result = super().write(vals)
        if "deadline" in vals:
            self._check_deadline()
        if vals.keys() & {"post_id", "department_id"}:
            # sudo: as above; whoever was asked before is so no longer
            self.sudo()._forget_reminders(REMINDER)
            self.sudo()._hand_over()
        return result

    def _hand_over(self):
        """Those asked have it in hand from now on; called as superuser."""
        for request, users in self._asked_people().items():
            request.owner_id = (users - request.user_id)[:1]
        self._remind_asked()

    def _check_about(self):
        """Raise where the requests concern what users may not read, or another company's."""
        if self.env.su:
            return
        known = self.env.registry.descendants(["mkt.coordination.mixin"], "_inherit")
        if strange := set(self.filtered("about_model").mapped("about_model")) - known:
            raise ValidationError(
                self.env._(
                    "Nothing is asked for about records of the kind %(kinds)s.",
                    kinds=", ".join(sorted(strange)),
                )
            )
        for requests, records in self._about_records():
            records.check_access("read")
            company = {r.id: r["company_id"] for r in records if "company_id" in r}
            for request in requests:
                of_record = company.get(request.about_id)
                if request.about_id not in records.ids or (
                    of_record and of_record != request.company_id
                ):
                    raise ValidationError(
                        self.env._(
                            "%(request)s concerns a record that is not there in"
                            " %(company)s.",
                            request=request.name,
                            company=request.company_id.name,
                        )
                    )

    def _check_deadline(self):
        for request in self:
            if not self.env.su and request.deadline < request.company_id._mkt_today():
                raise UserError(
                    self.env._(
                        "The day by which %(request)s is needed is past: choose today"
                        " or a later one.",
                        request=request.name,
                    )
                )

    def _check_still_asked(self):
        for request in self:
            if request.state != "asked":
                raise UserError(
                    self.env._(
                        "%(request)s is no longer open for changes: withdraw it and ask"
                        " anew, or write a message below.",
                        request=request.name,
                    )
                )

    @guards_deletion
    def _unlink_except_asked(self):
        self._check_still_asked()
        if self.filtered("level_id"):
            raise UserError(self.env._("An escalated request stays on record."))

    # ------------------------------------------------------------- whom it waits for

    def _asked_people(self):
        """Who has accepted it; before that the holders of the post, the department's heads."""
        people = {}
        asked = self.browse()
        for request in self:
            if request.state != "asked" and request.owner_id.active:
                people[request] = request.owner_id
            else:
                asked |= request
        places = asked.grouped(lambda r: (r.company_id, r.post_id, r.department_id))
        assignments = self.env["mkt.post.assignment"]
        for (company, post, department), requests in places.items():
            users = assignments._heads(company, department) if department else None
            users = users or assignments._responsible(company, post.code)
            people |= dict.fromkeys(requests, users)
        return people

    def _notify(self, told):
        self._tell_people(
            told,
            "marketing_office.coordination_message",
            lambda env, requests: (
                env._(
                    "Coordination requests: %(count)s to look at", count=len(requests)
                ),
                {"requests": requests},
            ),
        )

    @api.model
    def _cron_remind(self):
        """Remind those asked on the day before the deadline, of all their requests once."""
        due = Domain("state", "in", self._waiting_states) & Domain(
            "is_reminded_of_deadline", "=", False
        )
        tomorrow = (
            self.env["res.company"]
            ._mkt_active()
            ._mkt_today_domain(
                lambda day: Domain("deadline", "<=", day + timedelta(days=1))
            )
        )
        requests = self.search(due & tomorrow).try_lock_for_update()
        told = {}
        for request, users in requests._asked_people().items():
            for user in users:
                told[user] = told.get(user, self.browse()) | request
        self._notify(told)
        requests.is_reminded_of_deadline = True
        self.env["ir.cron"]._commit_progress(len(requests))

    def action_open_about(self):
        """The record that the request concerns."""
        self.ensure_one()
        self.check_access("read")
        for _requests, records in self._about_records():
            if records:
                records.check_access("read")
                return records._get_records_action()
        raise UserError(self.env._("The record is no longer there."))
