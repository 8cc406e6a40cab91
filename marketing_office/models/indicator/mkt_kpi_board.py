import json

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.optional import OptionalFloat
from .mkt_kpi_value import COLOURS

TREND_PERIODS = 12
LABELS = (
    "value_label",
    "target_label",
    "achievement_label",
    "previous_label",
    "last_year_label",
)
MAY_COMPUTE = "marketing_office.group_director,marketing_office.group_report_analyst"


class KpiBoard(models.Model):
    """An indicator as a card of the board: its figure in one period, and the trend up to it.

    The board's filters say by context which period (`kpi_period`: "current" or the
    last "completed" one; `kpi_period_kind`) and whose (`kpi_mine`: the reader's own).
    """

    _inherit = "mkt.kpi"

    is_of_my_post = fields.Boolean(
        "On My Desk",
        compute="_compute_is_of_my_post",
        search="_search_is_of_my_post",
        help="A figure of the reader's posts; all are, where the posts have none.",
    )
    board_value_id = fields.Many2one("mkt.kpi.value", compute="_compute_board")
    board_period = fields.Char("Period", compute="_compute_board")
    board_trend = fields.Text("Trend", compute="_compute_board")
    board_colour = fields.Selection(COLOURS, "Colour", compute="_compute_board")
    board_n = OptionalFloat("Number Measured (n)", compute="_compute_board")
    value_label = fields.Char("Actual", compute="_compute_board")
    target_label = fields.Char("Target", compute="_compute_board")
    achievement_label = fields.Char("Achieved", compute="_compute_board")
    previous_label = fields.Char("vs Previous", compute="_compute_board")
    last_year_label = fields.Char("vs Last Year", compute="_compute_board")
    run_ids = fields.One2many(
        "mkt.kpi.run", "kpi_id", "Computations", groups=MAY_COMPUTE
    )
    error = fields.Text(compute="_compute_error", groups=MAY_COMPUTE)

    @api.depends_context("uid")
    def _compute_is_of_my_post(self):
        own = self.search([("id", "in", self.ids), ("is_of_my_post", "=", True)])
        for kpi in self:
            kpi.is_of_my_post = kpi in own

    def _search_is_of_my_post(self, operator, value):
        if operator != "in":
            return NotImplemented
        figures = self.env["mkt.desk.card"].search(
            [
                ("part", "=", "figure"),
                ("post_ids", "in", self.env.user._mkt_posts().ids),
            ]
        )
        return Domain("id", "in", figures.kpi_id.ids) if figures else Domain.TRUE

    @api.depends_context(
        "uid", "company", "lang", "kpi_period", "kpi_period_kind", "kpi_mine"
    )
    def _compute_board(self):
        values = self.env["mkt.kpi.value"]
        periods = self._board_periods()
        shown = values.search(self._board_domain(periods), order="date_from, id")
        by_kpi = shown.grouped("kpi_id")
        for kpi in self:
            of_kpi = by_kpi.get(kpi, values)
            period = periods.get(kpi)
            value = of_kpi.filtered(lambda v, p=period: v.period_id == p)
            if not value and not self.env.context.get("kpi_period"):
                # the last one that is known, under the name of its own period
                value = of_kpi[-1:]
                period = value.period_id or period
            kpi.board_value_id = value
            kpi.board_colour = value.colour
            kpi.board_n = kpi._is_sampled() and value.denominator
            for name in LABELS:
                kpi[name] = value[name]
            kpi.board_period = self._board_period_name(period)
            kpi.board_trend = json.dumps([kpi._trend(of_kpi)]) if of_kpi else False

    def _board_period_name(self, period):
        """The period's name, and that it still runs: its figure is not that of a whole one."""
        if not period:
            return ""
        if period.is_past:
            return period.display_name
        return self.env._("%(period)s, still running", period=period.display_name)

    def _kinds_with_target(self, periods):
        """Kinds of these periods for which the company has targets, {indicator: kinds}."""
        targets = self.env["mkt.kpi.target"].search(
            [
                ("kpi_id", "in", self.ids),
                ("period_id", "in", [period.id for period in periods]),
                ("scope", "=", "company"),
            ]
        )
        return {
            kpi: set(of_kpi.mapped("period_kind"))
            for kpi, of_kpi in targets.grouped("kpi_id").items()
        }

    def _board_periods(self):
        """The period of each card: of the kind asked for, or one that has a target."""
        company = self.env.company
        today = company._mkt_today()
        kind = self.env.context.get("kpi_period_kind")
        completed = self.env.context.get("kpi_period") == "completed"
        bound = ("date_to", "<", today) if completed else ("date_from", "<=", today)
        found = self.env["mkt.period"].search(
            [
                ("company_id", "=", company.id),
                bound,
                ("date_to", ">=", "today -25m"),
            ],
            order="date_from desc",
        )
        latest = {}
        for period in found:
            latest.setdefault(period.kind, period)
        periods = {}
        targeted = self._kinds_with_target(latest.values())
        for kpi in self:
            kinds = kpi._period_kinds() if kpi.period_kind else []
            known = targeted.get(kpi, ())
            with_target = [k for k in ("month", "quarter", "year") if k in known]
            wanted = (kind, *with_target, "month")
            chosen = next((k for k in wanted if k in kinds), kpi.period_kind)
            if chosen in latest:
                periods[kpi] = latest[chosen]
        return periods

    def _board_domain(self, periods):
        """Values of the cards' periods and of those before, for the trend."""
        mine = self.env.context.get("kpi_mine")
        scope = (
            [("user_id", "=", self.env.uid)] if mine else [("scope", "=", "company")]
        )
        by_kind = {}
        for kpi, period in periods.items():
            by_kind.setdefault(period, []).append(kpi.id)
        return fields.Domain.AND(
            [
                [("company_id", "=", self.env.company.id)],
                scope,
                fields.Domain.OR(
                    [
                        ("kpi_id", "in", kpis),
                        ("period_kind", "=", period.kind),
                        ("date_from", "<=", period.date_from),
                        ("date_from", ">", period._back(TREND_PERIODS)),
                        ("has_value", "=", True),
                    ]
                    for period, kpis in by_kind.items()
                ),
            ]
        )

    def _trend(self, values):
        return {
            "key": self.name,
            "values": [
                {
                    "x": value.period_id.display_name,
                    "y": round(value.value, self.decimals),
                }
                for value in values
            ],
        }

    @api.depends("run_ids.error")
    @api.depends_context("company")
    def _compute_error(self):
        for kpi in self:
            runs = kpi.run_ids.filtered(lambda run: run.company_id == self.env.company)
            kpi.error = runs.error

    def action_compute(self):
        """Compute the indicators, and those they rest on, for the current company at once."""
        runs = self.env["mkt.kpi.run"]
        kpis = self.browse().union(*(kpi._all_bases() for kpi in self)) | self
        # sudo: rows of indicators never computed before are made here; the run checks
        all_runs = runs.sudo()._all_runs(kpis, self.env.company)
        return runs.browse(all_runs.ids).action_compute()

    def action_view_values(self):
        """All figures of the indicator."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_kpi_value_action"
        )
        context = {"search_default_company_scope": 1}
        if self.period_kind:
            # periods of several kinds would stand on one axis
            context[f"search_default_{self.period_kind}"] = 1
        graph = self.env.ref("marketing_office.mkt_kpi_value_view_graph_one")
        return action | {
            "name": self.name,
            "views": [
                (graph.id if kind == "graph" else view, kind)
                for view, kind in action["views"]
            ],
            "domain": [("kpi_id", "=", self.id)],
            "context": context,
        }

    def action_drill_down(self):
        """The documents behind the card's figure."""
        self.ensure_one()
        if not self.board_value_id:
            return self.action_view_values()
        return self.board_value_id.action_drill_down()
