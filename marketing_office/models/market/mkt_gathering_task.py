from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.text import title_of

OUTCOMES = [
    ("due", "To Collect"),
    ("late", "Overdue"),
    ("collected", "Collected in Time"),
    ("collected_late", "Collected Late"),
    ("missed", "Not Collected"),
]


class GatheringTask(models.Model):
    """What a regular collection asks for in one period; observations bring it in."""

    _name = "mkt.gathering.task"
    _description = "Information to Collect"
    _order = "deadline desc, id desc"
    _rec_names_search = ["gathering_id.name"]

    gathering_id = fields.Many2one(
        "mkt.gathering",
        "Information Collected",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    company_id = fields.Many2one(
        related="gathering_id.company_id", store=True, index=True
    )
    period_id = fields.Many2one(
        "mkt.period", required=True, ondelete="restrict", readonly=True
    )
    date_from = fields.Date("From", related="period_id.date_from", store=True)
    date_to = fields.Date("Until", related="period_id.date_to", store=True)
    user_id = fields.Many2one(
        "res.users",
        "Collected by",
        required=True,
        index=True,
        readonly=True,
        ondelete="restrict",
    )
    deadline = fields.Date("To Collect by", required=True, index=True, readonly=True)
    kind = fields.Selection(related="gathering_id.kind")
    competitor_id = fields.Many2one(related="gathering_id.competitor_id")
    segment_id = fields.Many2one(related="gathering_id.segment_id")
    instructions = fields.Text(related="gathering_id.instructions")
    observation_ids = fields.One2many(
        "mkt.observation", "task_id", "Observations", readonly=True
    )
    collected_on = fields.Date(
        "Collected on",
        compute="_compute_collected_on",
        store=True,
        compute_sudo=True,
        help="The day on which the first observation was entered.",
    )
    is_timely = fields.Boolean(
        "In Time", compute="_compute_collected_on", store=True, compute_sudo=True
    )
    is_over = fields.Boolean(
        "Period Is Over", compute="_compute_outcome", search="_search_is_over"
    )
    outcome = fields.Selection(OUTCOMES, "State", compute="_compute_outcome")

    _once = models.UniqueIndex(
        "(gathering_id, period_id)", "It is due in this period already."
    )

    @api.depends("gathering_id.name", "period_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for task in self:
            task.display_name = title_of(
                task.gathering_id.name, task.period_id.display_name
            )

    @api.depends("observation_ids.create_date", "deadline")
    def _compute_collected_on(self):
        for task in self:
            moments = task.observation_ids.mapped("create_date")
            zoned = task.with_context(tz=task.company_id._mkt_zone())
            task.collected_on = bool(moments) and fields.Date.context_today(
                zoned, min(moments)
            )
            task.is_timely = bool(
                task.collected_on and task.collected_on <= task.deadline
            )

    @api.depends("collected_on", "is_timely", "deadline", "date_to")
    def _compute_outcome(self):
        today = {company: company._mkt_today() for company in self.company_id}
        for task in self:
            day = today.get(task.company_id)
            task.is_over = bool(task.date_to and task.date_to < day)
            if task.collected_on:
                task.outcome = "collected" if task.is_timely else "collected_late"
            elif not task.date_to:
                task.outcome = False
            elif task.is_over:
                task.outcome = "missed"
            else:
                task.outcome = "late" if task.deadline < day else "due"

    def _search_is_over(self, operator, value):
        if operator != "in":
            return NotImplemented
        companies = self.env["res.company"]._mkt_active()
        return companies._mkt_today_domain(lambda day: Domain("date_to", "<", day))

    def action_observe(self):
        """A new observation that brings in what is to be collected."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "mkt.observation",
            "views": [[False, "form"]],
            "context": {
                "default_task_id": self.id,
                "default_company_id": self.company_id.id,
                "default_kind": self.kind,
                "default_competitor_id": self.competitor_id.id,
                "default_segment_id": self.segment_id.id,
            },
        }
