from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_list

from ...tools.text import is_blank

# so far back cases and lost opportunities count
EVIDENCE_MONTHS = 12
UPHELD = "upheld", "partly"
ORIGINS = "finding_id", "cause_id", "loss_reason_id"


class Requirement(models.Model):
    """What the market asks of a product, why we know it, and what became of it."""

    _name = "mkt.requirement"
    _description = "Market Requirement"
    _inherit = ["mkt.governed.mixin", "mail.thread", "mkt.coordination.mixin"]
    _order = "weight desc, id desc"
    _check_company_auto = True
    _finished = {"met": (), "dropped": ()}
    _governed = ("state", "closed_on")
    _fixed_after_creation = ("company_id",)

    name = fields.Char("Requirement", required=True, tracking=True)
    description = fields.Text("What Is Asked for")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
        tracking=True,
    )
    product_tmpl_id = fields.Many2one(
        "product.template",
        "Product",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    weight = fields.Selection(
        [
            ("1", "Nice to Have"),
            ("2", "Wanted"),
            ("3", "Important"),
            ("4", "Decisive"),
        ],
        required=True,
        default="2",
        tracking=True,
        help="How much it decides whether customers buy.",
    )
    finding_id = fields.Many2one(
        "mkt.finding",
        "From the Finding",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('state', '=', 'validated'), ('company_id', '=', company_id)]",
    )
    cause_id = fields.Many2one(
        "mkt.complaint.cause",
        "From the Cause of Complaints",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    loss_reason_id = fields.Many2one(
        "crm.lost.reason",
        "From the Lost Reason",
        index="btree_not_null",
        ondelete="restrict",
    )
    origin = fields.Char("Comes from", compute="_compute_origin")
    case_count = fields.Integer(
        "Cases Upheld",
        compute="_compute_evidence",
        help="Of this cause, in the last twelve months.",
    )
    lost_count = fields.Integer(
        "Opportunities Lost",
        compute="_compute_evidence",
        help="For this reason, in the last twelve months.",
    )
    milestone_id = fields.Many2one(
        "project.milestone",
        "Milestone of the Development",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        domain="[('mkt_project_kind', '=', 'product'),"
        " ('project_id.company_id', 'in', [company_id, False])]",
    )
    project_id = fields.Many2one(related="milestone_id.project_id")
    deadline = fields.Date(related="milestone_id.deadline", store=True)
    is_reached = fields.Boolean("Milestone Reached", related="milestone_id.is_reached")
    launch_id = fields.Many2one(
        "mkt.launch",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        domain="[('state', '=', 'planned'), ('company_id', '=', company_id)]",
    )
    outcome = fields.Text("What Became of It", copy=False)
    closed_on = fields.Date(readonly=True, copy=False)
    state = fields.Selection(
        [
            ("open", "Open"),
            ("planned", "In Development"),
            ("met", "Met"),
            ("dropped", "Not Pursued"),
        ],
        required=True,
        readonly=True,
        default="open",
        copy=False,
        tracking=True,
        index=True,
        group_expand=True,
    )

    @api.depends(*ORIGINS)
    @api.depends_context("lang")
    def _compute_origin(self):
        for requirement in self:
            # sudo: where it comes from is named to whoever reads the requirement
            sources = (requirement.sudo()[name] for name in ORIGINS)
            names = [source.display_name for source in sources if source]
            requirement.origin = format_list(self.env, names)

    @api.depends("cause_id", "loss_reason_id", "company_id")
    def _compute_evidence(self):
        since = fields.Datetime.now() - relativedelta(months=EVIDENCE_MONTHS)
        # sudo: how many there are weighs the requirement, whoever may read them
        cases = self.env["mkt.complaint"].sudo()
        cases = dict(
            ((company, cause), count)
            for company, cause, count in cases._read_group(
                [
                    ("cause_id", "in", self.cause_id.ids),
                    ("decision", "in", UPHELD),
                    ("received_at", ">=", since),
                ],
                ["company_id", "cause_id"],
                ["__count"],
            )
        )
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        leads = dict(
            ((company, reason), count)
            for company, reason, count in leads._read_group(
                [
                    ("lost_reason_id", "in", self.loss_reason_id.ids),
                    ("won_status", "=", "lost"),
                    ("date_closed", ">=", since),
                ],
                ["company_id", "lost_reason_id"],
                ["__count"],
            )
        )
        for requirement in self:
            company = requirement.company_id
            requirement.case_count = cases.get((company, requirement.cause_id), 0)
            requirement.lost_count = leads.get((company, requirement.loss_reason_id), 0)

    @api.constrains(*ORIGINS)
    def _check_origin(self):
        for requirement in self:
            # sudo: the origin must be there, whatever the user may read of it
            if not any(requirement.sudo()[name] for name in ORIGINS):
                raise ValidationError(
                    self.env._(
                        "%(requirement)s: name the finding, the cause of complaints or"
                        " the lost reason it comes from.",
                        requirement=requirement.name,
                    )
                )
            finding = requirement.sudo().finding_id
            if finding and finding.state != "validated":
                raise ValidationError(
                    self.env._(
                        "%(finding)s is not validated: nothing is asked for on its"
                        " ground.",
                        finding=finding.name,
                    )
                )

    @api.constrains("milestone_id", "company_id")
    def _check_milestone(self):
        for requirement in self:
            # sudo: the milestone's project decides, whatever the user may read of it
            project = requirement.sudo().milestone_id.project_id
            if not project:
                continue
            if project.mkt_kind != "product" or (
                project.company_id and project.company_id != requirement.company_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(project)s is no development project of the company.",
                        project=project.display_name,
                    )
                )

    @api.constrains("launch_id")
    def _check_launch(self):
        # sudo: the launch's state decides, whatever the user may read of it
        self.sudo().launch_id._check_state("planned")

    # ------------------------------------------------------------- the course

    def action_plan(self):
        """The requirement is taken into the development that its milestone names."""
        self.check_access("write")
        self._check_state("open")
        for requirement in self:
            if not requirement.milestone_id:
                raise UserError(
                    self.env._(
                        "%(requirement)s: choose the milestone that meets it first.",
                        requirement=requirement.name,
                    )
                )
        self._set_state("planned")

    def action_meet(self):
        """The product does what was asked for."""
        self.check_access("write")
        self._check_state("planned")
        for requirement in self:
            if not requirement.is_reached:
                raise UserError(
                    self.env._(
                        "%(requirement)s: %(milestone)s has not been reached yet.",
                        requirement=requirement.name,
                        milestone=requirement.milestone_id.name,
                    )
                )
        self._close("met")

    def action_drop(self):
        """The requirement is not pursued, for the reason written down."""
        self.check_access("write")
        self._check_state("open", "planned")
        self._close("dropped")

    def _close(self, state):
        for requirement in self:
            if is_blank(requirement.outcome or ""):
                raise UserError(
                    self.env._(
                        "%(requirement)s: write down what became of it first.",
                        requirement=requirement.name,
                    )
                )
        for company, requirements in self.grouped("company_id").items():
            requirements._set_state(state, closed_on=company._mkt_today())
