from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...tools.deletion import guards_deletion
from ...tools.optional import OptionalFloat, OptionalMonetary
from ...tools.text import is_blank, title_of
from .res_users import SALES_FIGURES

SUPERVISORS = "sales_manager", "director"


class SalesTalk(models.Model):
    """The talk about a person's sales: figures of the day, notes, steps agreed."""

    _name = "mkt.sales.talk"
    _description = "Sales Talk"
    _inherit = ["mkt.governed.mixin", "mail.thread"]
    _order = "date desc, id desc"
    _finished = {"held": ()}
    _governed = (
        *("state", "company_id", "held_by_id", "figures_on"),
        *("target", "actual", "pace", "forecast", *SALES_FIGURES),
    )
    _fixed_after_creation = ("user_id",)

    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        "res.users",
        "Person",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    date = fields.Date(
        required=True,
        index=True,
        default=lambda self: self.env.company._mkt_today(),
    )
    held_by_id = fields.Many2one(
        "res.users",
        "Held by",
        required=True,
        readonly=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )
    figures_on = fields.Date("Figures of", readonly=True, copy=False)
    target = OptionalMonetary(readonly=True, copy=False)
    actual = OptionalMonetary(readonly=True, copy=False)
    pace = OptionalFloat(
        "Pace (%)", digits=(16, 1), readonly=True, copy=False, aggregator=None
    )
    forecast = OptionalMonetary("Sales Forecast", readonly=True, copy=False)
    open_pipeline = fields.Monetary("Weighted Pipeline", readonly=True, copy=False)
    stale_count = fields.Integer("Stale Opportunities", readonly=True, copy=False)
    overdue_count = fields.Integer("Overdue Activities", readonly=True, copy=False)
    kept_share = OptionalFloat(
        "Contacts Kept (%)",
        digits=(16, 1),
        readonly=True,
        copy=False,
        aggregator=None,
        help="Of the last 90 days.",
    )
    call_count = fields.Integer("Calls of the Last 7 Days", readonly=True, copy=False)
    coordination_count = fields.Integer(
        "Open Coordination Requests", readonly=True, copy=False
    )
    issue_count = fields.Integer("Open Sales Issues", readonly=True, copy=False)
    note = fields.Text("Notes")
    step_ids = fields.One2many("mkt.sales.talk.step", "talk_id", "Steps Agreed")
    earlier_step_ids = fields.Many2many(
        "mkt.sales.talk.step",
        string="Open Steps of Earlier Talks",
        compute="_compute_earlier_step_ids",
    )
    state = fields.Selection(
        [("planned", "Planned"), ("held", "Held")],
        required=True,
        readonly=True,
        default="planned",
        copy=False,
        tracking=True,
        index=True,
    )

    @api.depends("user_id", "date")
    def _compute_display_name(self):
        for talk in self:
            # sudo: the name of the person for whoever reads the talk
            talk.display_name = title_of(talk.sudo().user_id.name, str(talk.date or ""))

    @api.depends("user_id", "date")
    def _compute_earlier_step_ids(self):
        steps = self.env["mkt.sales.talk.step"].search(
            [("user_id", "in", self.user_id.ids), ("is_done", "=", False)]
        )
        for talk in self:
            talk.earlier_step_ids = steps.filtered(
                lambda s, t=talk: s.user_id == t.user_id and s.talk_id != t._origin
            )

    @api.model_create_multi
    def create(self, vals_list):
        talks = super().create(vals_list)
        talks._check_may_hold()
        # sudo: figures of the person with whom the user talks
        talks.sudo()._refresh()
        return talks

    def _check_may_hold(self):
        """Raise AccessError unless the user leads the sales of the person's company."""
        if self.env.su:
            return
        for talk in self:
            if talk.user_id == self.env.user or not self.env.user._mkt_holds(
                talk.company_id, *SUPERVISORS
            ):
                raise AccessError(
                    self.env._(
                        "Sales talks are held by the Sales Manager or the Director, with"
                        " others than themselves."
                    )
                )

    @api.constrains("user_id")
    def _check_person(self):
        for company, talks in self.grouped("company_id").items():
            self.env["mkt.post.assignment"]._check_members(talks.user_id, company)

    @guards_deletion
    def _unlink_except_planned(self):
        for talk in self:
            if talk.state != "planned":
                raise UserError(
                    self.env._(
                        "%(talk)s was held and stays on record.",
                        talk=talk.display_name,
                    )
                )

    def action_hold(self):
        """The talk has taken place: its figures are kept as they are today."""
        self.check_access("write")
        self._check_may_hold()
        self._check_state("planned")
        for talk in self:
            if is_blank(talk.note or ""):
                raise UserError(
                    self.env._(
                        "%(talk)s: write down what was said first.",
                        talk=talk.display_name,
                    )
                )
        # sudo: governed fields, written after the checks above
        self.sudo()._refresh()
        self._set_state("held")

    def action_refresh(self):
        """The figures as they are today."""
        self.check_access("write")
        self._check_state("planned")
        # sudo: figures of the people with whom the user talks
        self.sudo()._refresh()

    def _refresh(self):
        """Write today's figures of the people; called as superuser."""
        for company, talks in self.grouped("company_id").items():
            figures = talks.user_id._mkt_sales_figures(company)
            lines = self.env["mkt.sales.plan.line"]._of_people_on(
                talks.user_id, company, company._mkt_today()
            )
            for talk in talks:
                line = lines.get(talk.user_id)
                talk.write(
                    {
                        **figures[talk.user_id],
                        "figures_on": company._mkt_today(),
                        **{
                            name: line[name] if line else False
                            for name in ("target", "actual", "pace", "forecast")
                        },
                    }
                )


class SalesTalkStep(models.Model):
    """What was agreed in a talk: the person says when it is done."""

    _name = "mkt.sales.talk.step"
    _description = "Step Agreed in a Sales Talk"
    _inherit = ["mkt.open.part.mixin"]
    _order = "is_done, deadline, id"
    _fixed_after_creation = ("talk_id",)
    _governed = ("is_done", "done_on")

    talk_id = fields.Many2one(
        "mkt.sales.talk", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="talk_id.company_id", store=True, index=True)
    user_id = fields.Many2one(related="talk_id.user_id", store=True, index=True)
    name = fields.Char("Agreed Step", required=True)
    deadline = fields.Date("Done by", required=True)
    is_done = fields.Boolean("Done", readonly=True, copy=False)
    done_on = fields.Date(readonly=True, copy=False)

    @api.constrains("deadline")
    def _check_deadline(self):
        for step in self:
            if step.deadline < step.talk_id.date:
                raise ValidationError(
                    self.env._(
                        "%(step)s: what is agreed is done after the talk.",
                        step=step.name,
                    )
                )

    def _check_document_open(self):
        # sudo: the state decides, whatever the user may read
        for talk in self.sudo().talk_id:
            if talk.state != "planned":
                raise UserError(
                    self.env._(
                        "%(talk)s was held: what was agreed stays.",
                        talk=talk.display_name,
                    )
                )

    def action_done(self):
        """The step is done; the person says so, or whoever leads the sales."""
        self.check_access("read")
        for step in self:
            if self.env.user != step.user_id and not self.env.user._mkt_holds(
                step.company_id, *SUPERVISORS
            ):
                raise AccessError(
                    self.env._(
                        "The person who agreed to the step says that it is done."
                    )
                )
            # sudo: governed fields, written after the check above
            step.sudo().write(
                {"is_done": True, "done_on": step.company_id._mkt_today()}
            )
