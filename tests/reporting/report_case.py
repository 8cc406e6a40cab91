from datetime import date

from ..common import OfficeCase


class ReportCase(OfficeCase):
    """April 2024 is over; its figures are a manual indicator's, and one of them is closed."""

    posts = (
        "director",
        "marketing_manager",
        "report_analyst",
        "finance_manager",
        "sales_staff",
        "leadership",
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kpi = cls.env["mkt.kpi"].create(
            {
                "name": "Visits",
                "kind": "manual",
                "unit": "number",
                "sequence": 1,
                "company_id": cls.company.id,
            }
        )
        periods = cls.env["mkt.period"]
        cls.march = periods._of(cls.company, "month", date(2024, 3, 1))
        cls.april = periods._of(cls.company, "month", date(2024, 4, 1))
        cls.enter(cls.march, 80)
        cls.enter(cls.april, 100)

    @classmethod
    def enter(cls, period, value):
        entries = cls.env["mkt.kpi.entry"]
        domain = [("kpi_id", "=", cls.kpi.id), ("period_id", "=", period.id)]
        if there := entries.search(domain):
            there.value = value
        else:
            entries.create(
                {
                    "kpi_id": cls.kpi.id,
                    "period_id": period.id,
                    "company_id": period.company_id.id,
                    "value": value,
                    "source": "Log",
                }
            )
        runs = cls.env["mkt.kpi.run"]
        runs._all_runs(cls.kpi, cls.company)._compute_now()

    def make(self, period=None, who="report_analyst", **vals):
        reports = self.env["mkt.report"].with_user(self.users[who])
        report = reports.create({"period_id": (period or self.april).id, **vals})
        # as the scheduled action does, at once
        report.sudo()._compile_asked()
        return report

    def as_user(self, record, who):
        return record.with_user(self.users[who])

    def section(self, report, name="indicators"):
        return report.section_ids.filtered(lambda s: s.section == name)

    def close(self, period=None):
        self.as_user(period or self.april, "finance_manager").action_close()

    def submit(self, report):
        """Reviewed by the Director, submitted by the analyst."""
        if report.period_id.state == "open":
            self.close(report.period_id)
        self.as_user(report, "director").action_review()
        self.as_user(report, "report_analyst").action_submit()
        return report

    def remark(self, report, name="Check the prices", **vals):
        remarks = self.env["mkt.report.remark"].with_user(self.users["leadership"])
        return remarks.create(
            {
                "report_id": report.id,
                "name": name,
                "user_id": self.users["sales_staff"].id,
                "deadline": "2099-01-01",
                **vals,
            }
        )
