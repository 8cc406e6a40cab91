from io import BytesIO

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError

from ..common import OfficeHttpCase
from .governance_case import GovernanceCase, GovernanceMixin


class TestSample(GovernanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for number in range(20):
            cls.env["mkt.meeting"].create(
                {
                    "date": cls.today.replace(day=1)
                    if not number
                    else cls._day(number),
                    "state": "held",
                    "company_id": cls.company.id,
                }
            )

    @classmethod
    def _day(cls, number):
        return (
            cls.env["mkt.period"]
            ._of(cls.company, "month", cls.today)
            .date_from.replace(day=1 + number)
        )

    def sample(self, code="director", **vals):
        control = self.control("meetings_held")
        samples = self.env["mkt.control.sample"].with_user(self.users[code])
        return samples.create(
            {
                "control_id": control.id,
                "period_id": self.month().id,
                "size": 4,
                "seed": 19,
                **vals,
            }
        )

    def test_the_seed_draws_the_same(self):
        first, second = self.sample(), self.sample("finance_manager")
        first.action_draw()
        second.action_draw()
        self.assertEqual(
            first.line_ids.mapped("res_id"), second.line_ids.mapped("res_id")
        )
        self.assertEqual(len(first.line_ids), 4)
        _check, domain = self.control("meetings_held")._records_domain(
            self.month(), "all"
        )
        population = self.env["mkt.meeting"].search(domain)
        self.assertEqual(first.population, len(population))
        self.assertLessEqual(set(first.line_ids.mapped("res_id")), set(population.ids))
        other = self.sample(seed=20, size=200)
        other.action_draw()
        self.assertEqual(len(other.line_ids), len(population))

    def test_drawn_once_and_kept(self):
        sample = self.sample()
        sample.action_draw()
        with self.assertRaises(UserError):
            sample.action_draw()
        with self.assertRaises(UserError):
            sample.unlink()
        with self.assertRaises(UserError):
            sample.write({"seed": 1})

    def test_nothing_to_draw_from(self):
        control = self.control("corrective_actions_done")
        with self.assertRaises(UserError):
            self.sample(control_id=control.id).action_draw()

    def test_the_sheet(self):
        sample = self.sample()
        sample.action_draw()
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html("marketing_office.report_control_sample", sample.ids)[0]
            .decode()
        )
        self.assertIn("19", html)
        self.assertIn(sample.line_ids[0].name, html)


class TestAudit(GovernanceMixin, OfficeHttpCase):
    posts = ("director", "marketing_manager", "leadership", "member")

    def test_the_record_of_a_period(self):
        control = self.make_control()
        self.find(control)
        evidence = self.give_evidence(control)
        audit = self.as_user(self.month(), "director")._audit()
        self.assertIn(evidence.sudo(), audit["evidence"].sudo())
        self.assertIn(self.result(control), audit["results"].sudo())
        deeds = [deed["what"] for deed in audit["deeds"]]
        self.assertTrue(any("Printed" in what for what in deeds))
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html(
                "marketing_office.report_control_audit", self.month().ids
            )[0]
            .decode()
        )
        self.assertIn("Printed", html)

    def test_the_workbook(self):
        control = self.make_control()
        self.find(control)
        self.give_evidence(control)
        url = self.as_user(self.month(), "director").action_export_audit()["url"]
        self.authenticate("director", "director")
        book = load_workbook(BytesIO(self.url_open(url).content))
        self.assertEqual(len(book.sheetnames), 3)
        rows = list(book[book.sheetnames[0]].iter_rows(values_only=True))
        self.assertTrue(any(control.name in row for row in rows))

    def test_strangers_get_nothing(self):
        self.make_user("stranger")
        self.authenticate("stranger", "stranger")
        ids = self.month().ids
        response = self.url_open(f"/marketing_office/audit.xlsx?ids={ids[0]}")
        self.assertNotEqual(response.status_code, 200)
        with self.assertRaises(AccessError):
            self.month().with_user(
                self.env["res.users"].search([("login", "=", "stranger")])
            )._audit()
