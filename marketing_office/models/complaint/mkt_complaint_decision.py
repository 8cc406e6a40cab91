from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import is_html_empty

DECISIONS = [
    ("upheld", "Upheld"),
    ("partly", "Partly Upheld"),
    ("rejected", "Not Upheld"),
]
ACCEPTANCES = [
    ("pending", "Waiting for the Customer"),
    ("accepted", "Accepted"),
    ("refused", "Not Accepted"),
    ("unanswered", "Did Not Answer"),
]
# who may decide on money and on disputes
DECIDING_POSTS = "customer_service_manager", "marketing_manager", "director"


class ComplaintDecision(models.Model):
    """What is decided on a case, what it costs, and what the customer says to it."""

    _inherit = "mkt.complaint"
    _governed = (
        *("decided_at", "reviewer_id", "acceptance"),
        *("lowered_by_id", "lowered_at"),
    )
    # what the customer was told stays as it was told, and what is over stays on record
    _frozen_once_answered = ("response",)
    _frozen_once_decided = (
        "kind",
        "decision",
        "decision_note",
        "cause_id",
        "compensation_amount",
        "compensation_note",
    )

    can_decide = fields.Boolean(compute="_compute_can_decide", groups="base.group_user")
    decided_at = fields.Datetime("Decided on", readonly=True, copy=False)
    decision = fields.Selection(
        DECISIONS, copy=False, tracking=True, groups="base.group_user"
    )
    decision_note = fields.Html(
        "Decision for the Customer",
        copy=False,
        groups="base.group_user",
        help="What is decided and why; the customer gets it when you press Decide.",
    )
    reviewer_id = fields.Many2one(
        "res.users",
        string="Decided by",
        readonly=True,
        copy=False,
        groups="base.group_user",
        ondelete="restrict",
    )
    cause_id = fields.Many2one(
        "mkt.complaint.cause",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        check_company=True,
        domain="[('is_in_force', '=', True)]",
        tracking=True,
        groups="base.group_user",
    )
    cause_needs_action = fields.Boolean(
        related="cause_id.needs_action", groups="base.group_user"
    )
    corrective_action_ids = fields.Many2many(
        "mkt.corrective.action", copy=False, groups="base.group_user"
    )
    compensation_amount = fields.Monetary(
        "Compensation", copy=False, tracking=True, groups="base.group_user"
    )
    compensation_note = fields.Char(copy=False, groups="base.group_user")
    acceptance = fields.Selection(
        ACCEPTANCES,
        string="Customer's Answer",
        readonly=True,
        copy=False,
        tracking=True,
    )

    lowered_by_id = fields.Many2one(
        "res.users",
        "Made a Service Request by",
        readonly=True,
        copy=False,
        groups="base.group_user",
        ondelete="restrict",
        help="Of what had come in as a complaint.",
    )
    lowered_at = fields.Datetime(
        "Made a Service Request on",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_user",
    )

    _compensation_positive = models.Constraint(
        "CHECK (compensation_amount IS NULL OR compensation_amount >= 0)",
        "A compensation cannot be negative.",
    )

    @api.depends("state", "kind", "user_id", "company_id")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        for complaint in self:
            waits = complaint.state == "responded"
            complaint.can_decide = waits and not complaint._decider_problem()

    def write(self, vals):
        self._refuse_frozen(vals)
        self._note_lowered(vals)
        if vals.get("kind", "service_request") != "service_request":
            self._take_back_resolution()
        return super().write(vals)

    def _refuse_frozen(self, vals):
        if self.env.su:
            return
        # whoever only reads the case is told that, and not what has become of it
        self.check_access("write")
        for complaint in self:
            if vals.keys() & complaint._frozen_names():
                raise UserError(
                    self.env._(
                        "%(case)s: what has been decided is not changed afterwards.",
                        case=complaint.display_name,
                    )
                )
            if "kind" in vals and not complaint._may_become(vals["kind"]):
                raise UserError(
                    self.env._(
                        "%(case)s: the kind of a case is settled when it is assessed;"
                        " later it can only become a dispute.",
                        case=complaint.display_name,
                    )
                )
            if "kind" in vals and complaint._is_lowered(vals["kind"]):
                raise UserError(
                    self.env._(
                        "%(case)s came in as more than a service request: a manager says"
                        " that it is one.",
                        case=complaint.display_name,
                    )
                )

    def _frozen_names(self):
        """Names of the fields that no longer change in the state of the case."""
        names = set()
        if self.state in ("responded", "decided", "closed", "cancelled"):
            names.update(self._frozen_once_answered)
        if self.decided_at or self.state == "closed":
            names.update(self._frozen_once_decided)
        return names

    def _take_back_resolution(self):
        """An answered request that becomes more is not resolved before it is decided."""
        answered = self.filtered(
            lambda c: c.kind == "service_request" and c.state == "responded"
        )
        # sudo: governed field; the kind that the user may change calls for it
        answered.sudo().resolved_at = False
        answered._restart_clocks("resolve")

    def _may_become(self, kind):
        # each kind has guards of its own: another kind must not get round them
        early = self.state in ("received", "acknowledged")
        return kind == self.kind or (self.is_open and (early or kind == "dispute"))

    def _is_lowered(self, kind):
        """Whether somebody makes a request of what others have called a complaint.

        Requests are answered without assessment or decision. Nobody has called an e-mail
        anything yet; what is made of it stands on the managers' desks.
        """
        if kind != "service_request" or self.kind == kind or self.email_ids:
            return False
        own = self.create_uid == self.env.user and self.state == "received"
        return not own and not self.env.user._mkt_holds(
            self.company_id, *DECIDING_POSTS
        )

    def _note_lowered(self, vals):
        """Record who has made service requests of e-mails that came in as complaints."""
        if self.env.su or vals.get("kind") != "service_request":
            return
        lowered = self.filtered(lambda c: c.kind != "service_request")
        # sudo: governed fields, which follow from what the user may write
        lowered.sudo().write(
            {"lowered_by_id": self.env.uid, "lowered_at": fields.Datetime.now()}
        )

    def action_decide(self):
        """Tell the customers what is decided on their complaints."""
        self._check_step("responded")
        for complaint in self:
            complaint._refuse_decision(complaint._decision_problem())
        self._set_state(
            "decided",
            decided_at=fields.Datetime.now(),
            resolved_at=fields.Datetime.now(),
            reviewer_id=self.env.uid,
            acceptance="pending",
            # the customer has the whole time again to say something to it
            silence_warned_at=False,
        )
        self._stop_clocks("resolve", "statutory")
        for complaint in self:
            complaint._tell_customer("marketing_office.mail_template_decided")

    def action_open_decision(self):
        """The dialog that asks for the decision, for whoever may take it."""
        self.ensure_one()
        self.check_access("write")
        self._refuse_decision(self._decider_problem())
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_complaint_answer_action_decide"
        )
        action["context"] = {"default_step": "decide", "default_complaint_id": self.id}
        return action

    def _refuse_decision(self, problem):
        """Raise UserError where there is a problem with the decision of the case."""
        if problem:
            raise UserError(
                self.env._(
                    "%(case)s: %(problem)s", case=self.display_name, problem=problem
                )
            )

    def _decider_problem(self):
        """Why the case is not for this user to decide, whatever the decision is."""
        if self.kind == "service_request":
            return self.env._("A service request needs no decision: close it.")
        user = self.env.user
        in_charge = user._mkt_holds(self.company_id, *DECIDING_POSTS)
        if self.kind == "dispute" and (not in_charge or user == self.user_id):
            return self.env._(
                "A dispute is decided by a manager who is not its handler: ask another"
                " manager or the Director, or let somebody else handle it."
            )
        return None

    def _decision_problem(self):
        """Why the decision is not complete, or not this user's to take."""
        if problem := self._decider_problem():
            return problem
        if not self.decision:
            return self.env._("Say whether the complaint is upheld.")
        if is_html_empty(self.decision_note):
            return self.env._("Write the decision for the customer first.")
        if self.decision != "rejected" and not self.cause_id:
            return self.env._("Name the cause of an upheld complaint.")
        if self.compensation_amount and self.decision == "rejected":
            return self.env._("A complaint that is not upheld has no compensation.")
        in_charge = self.env.user._mkt_holds(self.company_id, *DECIDING_POSTS)
        if self.compensation_amount and not in_charge:
            return self.env._("A compensation is decided by a manager.")
        return None

    def action_open_corrective_action(self):
        """A new corrective action for the cause of the case, with its recent cases."""
        self.ensure_one()
        self.check_access("read")
        cause = self.cause_id.with_company(self.company_id)
        action = cause.action_open_corrective_action()
        recent = action["context"]["default_complaint_ids"]
        action["context"]["default_complaint_ids"] = list({*recent, self.id})
        return action

    def action_accept(self):
        """Record that the customer accepts the decision; the case is closed."""
        self._check_step("decided")
        self._accept()

    def _accept(self):
        # sudo: governed field, written after the checks of the calling action
        self.sudo().acceptance = "accepted"
        self._close()

    def action_refuse(self, reason):
        """Record that the customer refuses the decision; the case is investigated again."""
        self._check_step("decided")
        self._refuse(reason)

    def _refuse(self, reason, author=None):
        reason = self._check_reason(reason)
        self._set_state(
            "investigating", acceptance="refused", decided_at=False, resolved_at=False
        )
        self._restart_clocks("resolve", "statutory")
        for complaint in self:
            complaint._log_reason(
                self.env._("The decision is refused."), reason, author
            )

    def _customer_answers(self, answer, reason=""):
        """Record the customer's own answer from the portal; the case that goes on.

        `answer` is accept, refuse or reopen; the caller checks that it is the customer.
        """
        self.ensure_one()
        if answer == "reopen":
            self._check_step("closed")
            return self._take_up_again(reason, self.partner_id)
        self._check_step("decided")
        if answer == "accept" and self.kind == "dispute" and not self.dispute_result:
            # the forum has not spoken: colleagues close the case when it has
            # sudo: governed field, written after the check above
            self.sudo().acceptance = "accepted"
        elif answer == "accept":
            self._accept()
        else:
            self._refuse(reason, self.partner_id)
        return self

    def _waits_for_answer(self):
        """Whether the customer may still accept or refuse the decision."""
        # of a dispute, the forum's result is the last word
        return self.kind == "complaint" and self.acceptance == "pending"

    def _check_closing(self):
        """Raise UserError where the case lacks what its kind needs before it is closed."""
        for complaint in self.filtered(lambda c: c.kind != "service_request"):
            told = complaint.decision and complaint.decided_at
            caused = complaint.decision == "rejected" or complaint.cause_id
            if not told or not caused:
                raise UserError(
                    self.env._(
                        "%(case)s: decide on the complaint and tell the customer first.",
                        case=complaint.display_name,
                    )
                )
            if complaint.kind == "dispute" and not complaint.dispute_result:
                raise UserError(
                    self.env._(
                        "%(case)s: record the result of the dispute first.",
                        case=complaint.display_name,
                    )
                )
