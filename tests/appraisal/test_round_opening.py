from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from ..common import OfficeCase, Undone
from .appraisal_case import AppraisalMixin
from .reference import reference_points, reference_score


class TestRoundOpening(AppraisalMixin, OfficeCase):
    def test_everybody_but_the_leadership_gets_a_scorecard(self):
        appraisal_round = self.opened()
        people = set(appraisal_round.appraisal_ids.user_id.mapped("login"))
        self.assertEqual(people, set(self.users) - {"leadership", "member"})
        self.assertIn("member", appraisal_round.without_template)
        self.assertEqual(appraisal_round.state, "open")

    def test_every_template_weighs_100(self):
        templates = self.env["mkt.appraisal.template"].search([])
        self.assertGreaterEqual(len(templates), 11)
        for template in templates:
            self.assertEqual(template.weight_total, 100, template.name)
        posts = self.env["mkt.post"].search([("level", "=", "post")])
        self.assertLessEqual(posts, templates.post_ids)

    def test_scores_of_every_template(self):
        """Each person's measured score is what an independent computation says."""
        values = {"user": 3.0, "department": 40.0, "company": 12.0}
        for template in self.env["mkt.appraisal.template"].search([]):
            for line in template.line_ids.filtered("kpi_id"):
                for code in template.post_ids.mapped("code"):
                    self._figure_once(line, self.users[code], values)
        appraisal_round = self.opened()
        for card in appraisal_round.appraisal_ids:
            lines = [
                (
                    line.weight,
                    None if line.value is False else line.value,
                    (line.floor, line.target, line.stretch),
                )
                for line in card.line_ids
                if line.kind == "indicator" and line.drop_reason != "target"
            ]
            expected = reference_score(lines)
            with self.subTest(person=card.user_id.login):
                self.assertTrue(lines)
                self.assertAlmostEqual(card.measured_score, float(expected), 2)

    def _figure_once(self, line, user, values):
        person = user if line.scope == "user" else None
        held = self.env["mkt.post.assignment"].search([("user_id", "=", user.id)])
        department = held.department_id if line.scope == "department" else None
        there = self.env["mkt.kpi.value"].search_count(
            [
                ("kpi_id", "=", line.kpi_id.id),
                ("period_id", "=", self.period.id),
                ("user_id", "=", person and person.id),
                ("department_id", "=", department and department.id),
            ]
        )
        if not there:
            name = line.kpi_id.get_external_id()[line.kpi_id.id].split("kpi_")[1]
            self.figure(name, values[line.scope], person, department)

    def test_a_target_of_the_person_goes_before_the_template(self):
        staff = self.users["sales_staff"]
        self.figure("sales_ordered", 90000.0, staff)
        target = self.target("sales_ordered", 100000.0, staff)
        line = self._line(self.opened(), "sales_staff", "sales_ordered")
        self.assertEqual(
            (line.floor, line.target, line.stretch), (80000.0, 100000.0, 120000.0)
        )
        self.assertAlmostEqual(line.points, 50.0)
        self.assertEqual(line.target_by_id, target.write_uid)
        self.assertEqual(line.target_origin, "target")
        # 10,000 more is the whole way from here to the target
        self.assertAlmostEqual(line.unit_worth, 50.0)

    def test_what_one_more_is_worth_says_which_way_is_better(self):
        staff = self.users["sales_staff"]
        self.figure("sales_ordered", 90000.0, staff)
        self.target("sales_ordered", 100000.0, staff)
        line = self._line(self.opened(), "sales_staff", "sales_ordered")
        self.assertIn(" more: ", line.worth_label)
        line.sudo().write({"floor": 120000.0, "stretch": 80000.0})
        self.assertIn(" less: ", line.worth_label)

    def test_floor_and_stretch_of_the_target(self):
        staff = self.users["sales_staff"]
        self.figure("sales_ordered", 95000.0, staff)
        self.target("sales_ordered", 100000.0, staff, floor=90000.0, stretch=140000.0)
        line = self._line(self.opened(), "sales_staff", "sales_ordered")
        self.assertEqual(
            (line.floor, line.target, line.stretch), (90000.0, 100000.0, 140000.0)
        )
        self.assertAlmostEqual(
            line.points, float(reference_points(95000, 90000, 100000, 140000))
        )

    def test_percent_of_a_target_below_zero(self):
        """More is better here too: 80 percent of it lie below the target."""
        staff = self.users["sales_staff"]
        self.figure("sales_ordered", -90000.0, staff)
        self.target("sales_ordered", -100000.0, staff)
        line = self._line(self.opened(), "sales_staff", "sales_ordered")
        self.assertEqual(
            (line.floor, line.target, line.stretch), (-120000.0, -100000.0, -80000.0)
        )
        self.assertAlmostEqual(line.points, 110.0)

    def test_full_points_at_the_percent_of_the_template(self):
        staff = self.users["sales_staff"]
        self.figure("sales_ordered", 105000.0, staff)
        self.target("sales_ordered", 100000.0, staff)
        lines = self.env["mkt.appraisal.template.line"].search(
            [("kpi_id", "=", self.kpi("sales_ordered").id), ("basis", "=", "target")]
        )
        lines.target = 110
        line = self._line(self.opened(), "sales_staff", "sales_ordered")
        self.assertAlmostEqual(line.target, 110000.0)
        self.assertAlmostEqual(
            line.points, float(reference_points(105000, 80000, 110000, 120000))
        )

    def test_one_step_leads_to_where_it_is_better(self):
        """Where less is better, the step that would have counted is one less."""
        self.figure("hours_to_resolve", 90.0)
        self.figure("customer_satisfaction", 80.0)
        lines = self.opened().appraisal_ids.line_ids
        lines = lines.filtered(lambda ln: ln.scope == "company" and ln.unit_worth)
        for name, word in (
            ("hours_to_resolve", "less"),
            ("customer_satisfaction", "more"),
        ):
            label = lines.filtered(lambda ln, n=name: ln.kpi_id == self.kpi(n))[0]
            self.assertIn(f" {word}: ", label.worth_label)

    def test_lines_without_data_drop_out(self):
        self.figure("care_kept", 85.0, self.users["sales_staff"])
        card = self.card(self.opened(), "sales_staff")
        dropped = card.line_ids.filtered("drop_reason")
        self.assertEqual(set(dropped.mapped("drop_reason")), {"value", "judged"})
        self.assertEqual(sum(dropped.mapped("weight_used")), 0)
        self.assertAlmostEqual(sum(card.line_ids.mapped("weight_used")), 100)
        self.assertEqual(card.measured_score, 100.0)
        self.assertAlmostEqual(card.data_share, 10.0)

    def test_a_value_without_target_drops_out(self):
        self.figure("sales_ordered", 90000.0, self.users["sales_staff"])
        line = self._line(self.opened(), "sales_staff", "sales_ordered")
        self.assertEqual(line.drop_reason, "target")
        self.assertEqual(line.value, 90000.0)
        self.assertFalse(line.points)

    def test_who_changed_post_has_both_by_days(self):
        person = self.users["sales_staff"]
        held = self.env["mkt.post.assignment"].search([("user_id", "=", person.id)])
        held.date_to = date(2026, 3, 10)
        sales = held.department_id
        self.assign(
            person,
            "account_manager",
            date_from=date(2026, 3, 11),
            department_id=sales.id,
        )
        card = self.card(self.opened(), "sales_staff")
        self.assertEqual(card.post_id.code, "account_manager")
        self.assertEqual(card.days_present, 31)
        by_post = {
            post.code: sum(lines.mapped("weight"))
            for post, lines in card.line_ids.grouped("post_id").items()
        }
        self.assertAlmostEqual(by_post["sales_staff"], 100 * 10 / 31)
        self.assertAlmostEqual(by_post["account_manager"], 100 * 21 / 31)
        self.assertAlmostEqual(sum(card.line_ids.mapped("weight")), 100)

    def test_days_absent(self):
        person = self.users["sales_staff"]
        employee = self.env["hr.employee"].create(
            {"name": "Staff", "user_id": person.id, "company_id": self.company.id}
        )
        self.env["resource.calendar.leaves"].create(
            {
                "resource_id": employee.resource_id.id,
                "calendar_id": employee.resource_calendar_id.id,
                "date_from": "2026-03-09 08:00:00",
                "date_to": "2026-03-13 16:00:00",
            }
        )
        appraisal_round = self.opened()
        card = self.card(appraisal_round, "sales_staff")
        self.assertEqual((card.days_present, card.days_absent), (26, 5))
        self.assertAlmostEqual(card.incentive_ids.days_share, 100 * 26 / 31, 2)

    def test_who_judges(self):
        appraisal_round = self.opened()
        judges = {
            "director": "leadership",
            "sales_manager": "director",
            "market_researcher": "marketing_manager",
            "account_manager": "sales_manager",
        }
        for code, judge in judges.items():
            self.assertEqual(
                self.card(appraisal_round, code).manager_id, self.users[judge], code
            )
        clerk = self.card(appraisal_round, "service_clerk")
        self.assertEqual(clerk.manager_id, self.users["customer_service_manager"])
        for card in appraisal_round.appraisal_ids:
            self.assertNotEqual(card.manager_id, card.user_id)

    def test_only_the_director_opens(self):
        appraisal_round = self.make_round()
        for code in set(self.users) - {"director"}:
            with self.subTest(post=code), self.assertRaises(AccessError):
                appraisal_round.with_user(self.users[code]).action_open()
        appraisal_round.with_user(self.users["director"]).action_open()
        with self.assertRaises(UserError):
            appraisal_round.with_user(self.users["director"]).action_open()

    def test_an_open_period_is_refused(self):
        self.period.state = "open"
        with self.assertRaises(UserError):
            self.opened()

    def test_a_template_that_is_not_whole_is_refused(self):
        template = self.env.ref("marketing_office.appraisal_template_staff")
        with self.assertRaises(ValidationError):
            template.line_ids = [Command.delete(template.line_ids[0].id)]
        template.line_ids[0].unlink()
        with self.assertRaises(UserError):
            self.opened()

    def test_opens_by_itself_when_the_period_closes(self):
        rounds = self.env["mkt.appraisal.round"]
        self.company.mkt_appraisal_kind = "month"
        self.period.closed_at = rounds._fields["create_date"].now()
        cron = self.env.ref("marketing_office.ir_cron_open_appraisals")
        for _twice in range(2):
            with self.enter_registry_test_mode():
                cron.method_direct_trigger()
        [found] = rounds.search([("period_id", "=", self.period.id)])
        self.assertEqual(found.state, "open")
        self.assertTrue(found.appraisal_ids)

    def test_queries_do_not_grow_with_people(self):
        few = self._queries_of_opening(20)
        many = self._queries_of_opening(80)
        self.assertLessEqual(len(many), 40, many)
        self.assertEqual(few, many)

    def _queries_of_opening(self, count):
        """What a round for so many people more asks the database, without inserts."""
        with Undone(self.env):
            self._hire(count)
            appraisal_round = self.make_round()
            self.env.flush_all()
            self.env.invalidate_all()
            queries = self._queries(appraisal_round._open)
            self.assertGreaterEqual(len(appraisal_round.appraisal_ids), count)
            self.assertEqual(
                len(appraisal_round.appraisal_ids.line_ids.filtered("has_data")), count
            )
        return queries

    def _queries(self, act):
        queries, execute = [], type(self.env.cr).execute

        def counting(cursor, query, *args, **kwargs):
            text = query.code if hasattr(query, "code") else str(query)
            text = " ".join(text.split())
            if not text.upper().startswith("INSERT"):
                queries.append(text[:60])
            return execute(cursor, query, *args, **kwargs)

        with patch.object(type(self.env.cr), "execute", counting):
            act()
            self.env.flush_all()
        return queries

    def _hire(self, count):
        users = self.env["res.users"].create(
            [
                {
                    "login": f"person-{n}",
                    "name": f"Person {n}",
                    "company_id": self.company.id,
                    "company_ids": [Command.set(self.company.ids)],
                    "group_ids": [Command.set(self.env.ref("base.group_user").ids)],
                }
                for n in range(count)
            ]
        )
        self.env["mkt.post.assignment"].create(
            [self.assignment_vals(user, "sales_staff") for user in users]
        )
        for user in users:
            self.figure("care_kept", 80.0, user)

    def _line(self, appraisal_round, code, kpi):
        lines = self.card(appraisal_round, code).line_ids
        return lines.filtered(lambda line: line.kpi_id == self.kpi(kpi))
