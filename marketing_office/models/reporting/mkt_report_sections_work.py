from odoo import models
from odoo.fields import Domain
from odoo.tools.translate import LazyTranslate

from ...tools.report_content import Chart, Choice, Content, FieldLabel, Table
from .mkt_report_sections import MOST_ROWS

_lt = LazyTranslate(__name__)


class ReportSectionsOfWork(models.Model):
    """What the rooms' own documents tell: market, plans, customers, service, budget, people."""

    _inherit = "mkt.report"

    # All sections read with sudo: the report tells what the office did to whoever may
    # read the report.

    def _section_market(self):
        observations = self.env["mkt.observation"].sudo()
        signals = self.env["mkt.signal"].sudo()
        findings = self.env["mkt.finding"].sudo()
        shares = self.env["mkt.market.share"].sudo()
        by_rival = observations._read_group(
            [*self._of_company(), *self._days("date"), ("competitor_id", "!=", False)],
            ["competitor_id", "kind"],
            ["__count"],
        )
        return Content(
            tables=[
                self._list(
                    _lt("Market Share"),
                    shares,
                    Domain(self._of_company())
                    & Domain("state", "=", "validated")
                    & Domain("date_from", ">=", self.date_to.replace(month=1, day=1))
                    & Domain("date_from", "<=", self.date_to),
                    [
                        ("segment_id", "text"),
                        ("period_id", "text"),
                        ("measure", "text"),
                        ("share", "percent"),
                        ("largest_share", "percent"),
                        ("source", "text"),
                    ],
                ),
                Table(
                    _lt("What Competitors Did"),
                    [
                        (FieldLabel("mkt.observation", "competitor_id"), "text"),
                        (FieldLabel("mkt.observation", "kind"), "text"),
                        (_lt("Observations"), "integer"),
                    ],
                    [
                        [rival, Choice(observations.new({"kind": kind}), "kind"), count]
                        for rival, kind, count in by_rival[:MOST_ROWS]
                    ],
                ),
                self._list(
                    _lt("Market Signals"),
                    signals,
                    Domain(self._of_company())
                    & (
                        Domain("state", "=", "open")
                        | Domain(self._times("answered_at"))
                    ),
                    [
                        ("name", "text"),
                        ("severity", "text"),
                        ("deadline", "date"),
                        ("state", "text"),
                        ("answer", "text"),
                    ],
                ),
                self._list(
                    _lt("Findings Validated"),
                    findings,
                    Domain("study_id.company_id", "=", self.company_id.id)
                    & Domain("state", "=", "validated")
                    & Domain(self._times("validated_at")),
                    [("name", "text"), ("study_id", "text"), ("user_id", "text")],
                ),
            ]
        )

    def _section_plans(self):
        goals = self.env["mkt.plan.goal"].sudo()
        campaigns = self.env["mkt.campaign.result"].sudo()
        during = Domain("date_from", "<=", self.date_to) & Domain(
            "date_to", ">=", self.date_from
        )
        return Content(
            tables=[
                self._list(
                    _lt("Goals of the Plans in Force"),
                    goals,
                    Domain(self._of_company())
                    & Domain("plan_state", "=", "approved")
                    & Domain("period_id.date_from", "<=", self.date_to)
                    & Domain("period_id.date_to", ">=", self.date_from),
                    [
                        ("kpi_id", "text"),
                        ("period_id", "text"),
                        ("target_label", "text"),
                        ("actual_label", "text"),
                        ("achievement_label", "text"),
                    ],
                ),
                self._list(
                    _lt("Campaigns and Their Return"),
                    campaigns,
                    Domain(self._of_company())
                    & Domain("state", "not in", ("draft", "submitted", "refused"))
                    & during,
                    [
                        ("campaign_id", "text"),
                        ("state", "text"),
                        ("planned_cost", "money"),
                        ("spend", "money"),
                        ("lead_count", "integer"),
                        ("revenue_invoiced", "money"),
                        ("return_percent", "percent"),
                    ],
                ),
            ]
        )

    def _section_customers(self):
        standings = self.env["mkt.customer.standing"].sudo()
        funnel = self.env["mkt.sales.funnel"].sudo()
        steps = ("called", "lead", "negotiation", "quotation", "signing")
        [reached] = funnel._read_group(
            [*self._of_company(), *self._days("started_on")],
            [],
            [f"{step}:sum" for step in steps],
        )
        by_lifecycle = standings._read_group(
            self._of_company(), ["lifecycle"], ["__count", "revenue:sum"]
        )
        return Content(
            tables=[
                Table(
                    _lt("Customers by Lifecycle, When Compiled"),
                    [
                        (FieldLabel("mkt.customer.standing", "lifecycle"), "text"),
                        (_lt("Customers"), "integer"),
                        (FieldLabel("mkt.customer.standing", "revenue"), "money"),
                    ],
                    [
                        [
                            Choice(
                                standings.new({"lifecycle": lifecycle}), "lifecycle"
                            ),
                            count,
                            revenue,
                        ]
                        for lifecycle, count, revenue in by_lifecycle
                    ],
                )
            ],
            charts=[
                Chart(
                    "bars",
                    _lt("From the Call to the Signing, Begun in the Period"),
                    [
                        [FieldLabel("mkt.sales.funnel", step), number or 0]
                        for step, number in zip(steps, reached, strict=True)
                    ],
                )
            ],
        )

    def _section_service(self):
        cases = self.env["mkt.complaint"].sudo()
        received = [*self._of_company(), *self._times("received_at")]
        by_kind = cases._read_group(received, ["kind", "state"], ["__count"])
        by_cause = cases._read_group(
            [*received, ("cause_id", "!=", False)],
            ["cause_id"],
            ["__count"],
            order="__count desc",
            limit=MOST_ROWS,
        )
        kinds = {}
        for kind, state, count in by_kind:
            total, closed = kinds.get(kind, (0, 0))
            kinds[kind] = total + count, closed + count * (state == "closed")
        return Content(
            tables=[
                Table(
                    _lt("Cases Received in the Period"),
                    [
                        (FieldLabel("mkt.complaint", "kind"), "text"),
                        (_lt("Received Cases"), "integer"),
                        (_lt("Of These Closed"), "integer"),
                    ],
                    [
                        [Choice(cases.new({"kind": kind}), "kind"), *counts]
                        for kind, counts in kinds.items()
                    ],
                )
            ],
            charts=[
                Chart(
                    "bars",
                    _lt("Causes"),
                    [[cause, count] for cause, count in by_cause[:6]],
                )
            ]
            if by_cause
            else [],
        )

    def _section_products(self):
        return Content(
            tables=[
                self._list(
                    _lt("Product Development and Working Groups"),
                    self.env["project.project"].sudo(),
                    Domain(self._of_company()) & Domain("mkt_kind", "!=", False),
                    [
                        ("name", "text"),
                        ("mkt_kind", "text"),
                        ("user_id", "text"),
                        ("mkt_milestone_progress", "percent"),
                        ("mkt_task_progress", "percent"),
                    ],
                ),
                self._list(
                    _lt("Milestones of the Period"),
                    self.env["project.milestone"].sudo(),
                    Domain("mkt_company_id", "=", self.company_id.id)
                    & Domain("mkt_project_kind", "!=", False)
                    & (
                        Domain(self._days("deadline"))
                        | Domain(self._days("reached_date"))
                    ),
                    [
                        ("name", "text"),
                        ("project_id", "text"),
                        ("deadline", "date"),
                        ("reached_date", "date", _lt("Reached on")),
                    ],
                ),
            ]
        )

    def _section_budget(self):
        lines = self.env["mkt.budget.line"].sudo()
        months = self.env["mkt.budget.month"].sudo()
        names = ("planned", "overrun", "reserved", "spent", "available")
        of_year = lines.search(
            [
                *self._of_company(),
                ("state", "in", ("approved", "closed")),
                ("date_from", "<=", self.date_to),
                ("date_to", ">=", self.date_from),
            ]
        )
        rows = []
        for department, its_lines in of_year.grouped("department_id").items():
            sums = [sum(its_lines.mapped(name)) for name in (*names, "forecast")]
            rows.append([department, *sums])
        total = [sum(column) for column in list(zip(*rows, strict=True))[1:]]
        by_month = months._read_group(
            [*self._of_company(), *self._days("month")],
            ["category_id"],
            ["planned:sum", "spent:sum"],
        )
        money = [
            (FieldLabel("mkt.budget.line", name), "money")
            for name in (*names, "forecast")
        ]
        return Content(
            tables=[
                Table(
                    _lt("Budgets in Force"),
                    [(FieldLabel("mkt.budget.line", "department_id"), "text"), *money],
                    [*rows, [_lt("Total"), *total]] if rows else [],
                    has_total=True,
                ),
                Table(
                    _lt("Plan and Spending of the Period"),
                    [
                        (FieldLabel("mkt.budget.month", "category_id"), "text"),
                        (FieldLabel("mkt.budget.month", "planned"), "money"),
                        (FieldLabel("mkt.budget.month", "spent"), "money"),
                    ],
                    [[category, *sums] for category, *sums in by_month],
                ),
            ]
        )

    def _section_people(self):
        posts = self.env["mkt.post"].sudo().with_company(self.company_id)
        posts = posts.search([("level", "!=", "staff")])
        return Content(
            tables=[
                Table(
                    _lt("Posts"),
                    [
                        (FieldLabel("mkt.post", "name"), "text"),
                        (FieldLabel("mkt.post", "holder_ids"), "text"),
                        (FieldLabel("mkt.post", "deputy_ids"), "text"),
                    ],
                    [
                        [
                            post,
                            post.holder_ids or _lt("Vacant"),
                            post.deputy_ids or None,
                        ]
                        for post in posts
                    ],
                )
            ]
        )

    def _section_followup(self):
        # promises of all kinds: each part of the ledger is searched as the reader
        ledger = self.env["mkt.followup"].sudo()
        promised = [*self._of_company(), ("due_on", "<=", self.date_to)]
        late = ledger.search(
            [*promised, ("is_done", "=", False)], order="due_on", limit=MOST_ROWS
        )
        by_kind = ledger._read_group(
            [*self._of_company(), *self._days("due_on")],
            ["kind", "is_done"],
            ["__count"],
        )
        kinds = {}
        for kind, is_done, count in by_kind:
            total, done = kinds.get(kind, (0, 0))
            kinds[kind] = total + count, done + count * is_done
        return Content(
            tables=[
                Table(
                    _lt("Due in the Period"),
                    [
                        (FieldLabel("mkt.followup", "kind"), "text"),
                        (_lt("Due Items"), "integer"),
                        (_lt("Of These Done"), "integer"),
                    ],
                    [
                        [Choice(ledger.new({"kind": kind}), "kind"), *counts]
                        for kind, counts in kinds.items()
                    ],
                ),
                Table(
                    _lt("Not Done Yet, Oldest First"),
                    [
                        (FieldLabel("mkt.followup", "name"), "text"),
                        (FieldLabel("mkt.followup", "user_id"), "text"),
                        (FieldLabel("mkt.followup", "due_on"), "date"),
                    ],
                    [[row, row.user_id, row.due_on] for row in late],
                ),
            ]
        )

    def _list(self, title, model, domain, columns):
        """A table of the first records, with a last row that says how many more there are."""
        records = model.search(domain, limit=MOST_ROWS)
        rows = [[_cell(record, name) for name, *_ in columns] for record in records]
        more = 0
        if len(records) == MOST_ROWS:
            more = model.search_count(domain) - MOST_ROWS
        if more > 0:
            words = _lt("and %(count)s more", count=more)
            rows.append([words, *[None] * (len(columns) - 1)])
        # a heading of our own where the host has none in the reader's language
        headings = [
            (words[0] if words else FieldLabel(model._name, name), type_)
            for name, type_, *words in columns
        ]
        return Table(title, headings, rows)


def _cell(record, name):
    field, value = record._fields[name], record[name]
    if field.type == "selection":
        return Choice(record, name) if value else None
    # no data reads as False, zero is a number
    return None if value is False or value == "" else value
