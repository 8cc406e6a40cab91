"""What the tests of sales share: a team that sells, a plan of this year."""

from datetime import date, datetime

from odoo.fields import Command

from ..indicator.kpi_case import KpiCase

YEAR = date(2026, 1, 1)


class SalesCase(KpiCase):
    posts = (
        "director",
        "sales_manager",
        "sales_staff",
        "account_manager",
        "finance_manager",
        "leadership",
    )
    assigned_since = YEAR

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.periods._generate(cls.company)
        cls.manager = cls.users["sales_manager"]
        cls.seller = cls.users["sales_staff"]
        cls.other = cls.users["account_manager"]
        cls.env["crm.team"].search([]).action_archive()
        cls.team = cls.make_team("East", cls.seller | cls.other)
        cls.year = cls.period("year", YEAR)
        cls.plans = cls.env["mkt.sales.plan"].with_user(cls.manager)

    @classmethod
    def make_team(cls, name, members=None):
        return cls.env["crm.team"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "member_ids": [Command.set(members.ids if members else [])],
            }
        )

    @classmethod
    def make_plan(cls, target=1000, **vals):
        """A plan in draft by the Sales Manager: company, team and the two who sell."""
        plan = cls.plans.create(
            {"name": "Sales 2026", "period_id": cls.year.id, "allocate_by": "even"}
            | vals
        )
        plan._company_line().target = target
        plan.action_fill()
        plan.action_allocate()
        return plan

    @classmethod
    def approve(cls, plan):
        plan.action_submit()
        plan.with_user(cls.users["director"]).action_approve()
        return plan

    @classmethod
    def line(cls, plan, record=None, kind="person"):
        """The line of a person, a team …; without a record, of the company."""
        key = (kind, record.id) if record else ("company", 0)
        return plan._owner_lines()[key]

    @classmethod
    def sell(cls, amount=100, day=date(2026, 3, 10), user=None, **vals):
        """An order at noon (Shanghai) of the day."""
        return cls.make_order(
            datetime(day.year, day.month, day.day, 4),
            amount,
            user_id=user.id if user else False,
            **vals,
        )
