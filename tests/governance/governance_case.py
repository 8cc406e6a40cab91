"""What the tests of the management system share: controls, and what they find."""

from datetime import timedelta

from ..common import OfficeCase


class GovernanceMixin:
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = cls.company._mkt_today()

    @classmethod
    def control(cls, name):
        return cls.env.ref(f"marketing_office.control_{name}")

    @classmethod
    def make_control(cls, **vals):
        return cls.env["mkt.control"].create(
            {
                "name": "Price lists are printed",
                "kind": "confirmed",
                "post_id": cls.post("marketing_manager").id,
                "company_id": cls.company.id,
                **vals,
            }
        )

    @classmethod
    def compute(cls, controls=None):
        cls.env.flush_all()
        return cls.env["mkt.control.result"]._compute_company(cls.company, controls)

    def find(self, control, day=None):
        """The result of the control for the period of today, computed now."""
        self.compute(control)
        self.env.invalidate_all()
        return self.result(control)

    def result(self, control):
        return self.env["mkt.control.result"].search(
            [
                ("control_id", "=", control.id),
                ("company_id", "=", self.company.id),
                ("is_current", "=", True),
            ]
        )

    def as_user(self, records, code):
        return records.with_user(self.users[code])

    def give_evidence(self, control, code="marketing_manager", **vals):
        return (
            self.env["mkt.control.evidence"]
            .with_user(self.users[code])
            .create({"name": "Printed", "control_id": control.id, **vals})
        )

    def make_meeting(self, day=None, state="held"):
        return self.env["mkt.meeting"].create(
            {
                "date": day or self.today,
                "state": state,
                "company_id": self.company.id,
            }
        )

    def past(self, days):
        return self.today - timedelta(days=days)

    def month(self, day=None):
        return self.env["mkt.period"]._of(self.company, "month", day or self.today)


class GovernanceCase(GovernanceMixin, OfficeCase):
    posts = (
        "director",
        "marketing_manager",
        "finance_manager",
        "report_analyst",
        "leadership",
        "sales_staff",
        "member",
    )
