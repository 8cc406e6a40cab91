import random
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
                **vals,
            }
        )

    def test_nobody_draws_what_another_has_begun(self):
        sample = self.sample()
        for code in ("marketing_manager", "report_analyst"):
            with self.subTest(code), self.assertRaises(AccessError):
                sample.with_user(self.users[code]).action_draw()
        self.assertFalse(sample.drawn_at)
        sample.action_draw()
        self.assertTrue(sample.drawn_at)

    def test_the_seed_draws_the_same(self):
        sample = self.sample()
        self.assertIs(sample.seed, False)
        sample.action_draw()
        _check, domain = self.control("meetings_held")._records_domain(
            self.month(), "all"
        )
        population = self.env["mkt.meeting"].search(domain)
        self.assertEqual(sample.population, len(population))
        drawn = sample.line_ids.mapped("res_id")
        self.assertEqual(len(drawn), 4)
        # in the words of the sheet: sorted numbers, this seed, so many
        again = random.Random(sample.seed).sample(sorted(population.ids), 4)
        self.assertEqual(drawn, again)
        everything = self.sample("finance_manager", size=200)
        everything.action_draw()
        self.assertEqual(set(everything.line_ids.mapped("res_id")), set(population.ids))
        self.assertEqual(everything.user_id, self.users["finance_manager"])

    def test_nobody_chooses_the_seed(self):
        for code in ("director", "finance_manager", "leadership"):
            with self.subTest(post=code), self.assertRaises(AccessError):
                self.sample(code, seed=19)
            sample = self.sample(code)
            with self.subTest(post=code), self.assertRaises(AccessError):
                sample.write({"seed": 19})
            defaults = sample.with_context(default_seed=19).default_get(["seed"])
            self.assertNotIn("seed", defaults)
        seeds = set()
        for _number in range(5):
            sample = self.sample()
            sample.action_draw()
            seeds.add(sample.seed)
        self.assertGreater(len(seeds), 1)

    def test_drawn_once_and_kept(self):
        sample = self.sample()
        sample.action_draw()
        with self.assertRaises(UserError):
            sample.action_draw()
        with self.assertRaises(UserError):
            sample.unlink()
        with self.assertRaises(UserError):
            sample.write({"size": 1})

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
        self.assertIn(str(sample.seed), html)
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
