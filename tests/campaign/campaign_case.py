"""What the tests of campaigns share: approved campaigns, leads, orders and invoices."""

from datetime import timedelta

from ..budget.budget_case import BudgetMixin
from ..common import OfficeCase


class CampaignMixin(BudgetMixin):
    """Beside the office and its budget: the Promotion Manager's campaigns."""

    planned = {"exhibition": 100000.0, "advertising": 100000.0}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls.line_of(cls.budget, "advertising")
        cls.promoter = cls.users["promotion_manager"]

    def make_campaign(self, name="Spring Fair", user=None, **vals):
        return (
            self.env["mkt.campaign"]
            .with_user(user or self.promoter)
            .create(
                {
                    "name": name,
                    "kind": "exhibition",
                    "department_id": self.promotion.id,
                    "date_from": self.today,
                    "date_to": self.today + timedelta(days=5),
                    "planned_cost": 1000,
                    **vals,
                }
            )
        )

    def approved_campaign(self, name="Spring Fair", **vals):
        campaign = self.make_campaign(name, **vals)
        campaign.action_submit()
        return self.approve(campaign)


class CampaignCase(CampaignMixin, OfficeCase):
    posts = (
        "director",
        "marketing_manager",
        "promotion_manager",
        "sales_manager",
        "finance_manager",
        "leadership",
        "sales_staff",
    )
