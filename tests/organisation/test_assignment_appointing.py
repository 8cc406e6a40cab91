from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..common import OfficeCase


class TestAssignmentAppointing(OfficeCase):
    """Who may put whom into which post."""

    posts = ("director", "leadership", "customer_service_manager", "member")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        companies = cls.company + cls.company_b
        cls.director = cls.users["director"]
        # may look into the second company, but holds no post there
        cls.director.company_ids = companies
        cls.admin = cls.make_user("settings", groups="base.group_system")
        cls.admin.company_ids = companies
        cls.newcomer = cls.make_user("newcomer", companies=companies)

    def appoint(self, appointer, user, code, **vals):
        assignments = self.env["mkt.post.assignment"].with_user(appointer)
        companies = appointer.company_ids.ids
        return assignments.with_context(allowed_company_ids=companies).create(
            self.assignment_vals(user, code, **vals)
        )

    def test_director_fills_every_other_post(self):
        self.assertFalse(self.director.has_group("base.group_erp_manager"))
        codes = self.env["mkt.post"].search([("code", "!=", "director")]).mapped("code")
        for code in codes:
            if code == "leadership":
                continue
            with self.subTest(code=code):
                assignment = self.appoint(self.director, self.newcomer, code)
                self.assertIn(assignment.post_id.group_id, self.newcomer.group_ids)

    def test_only_administrators_appoint_the_top(self):
        for code in ("director", "leadership"):
            for role in ("holder", "deputy"):
                with self.subTest(code=code, role=role):
                    with self.assertRaises(AccessError):
                        self.appoint(self.director, self.newcomer, code, role=role)
                    user = self.make_user(f"{code}_{role}")
                    self.appoint(self.admin, user, code, role=role)
                    self.assertIn(self.post(code).group_id, user.group_ids)

    def test_director_does_not_end_the_top(self):
        for code in ("leadership", "director"):
            other = self.make_holder(code, login=f"other_{code}")
            assignment = self.env["mkt.post.assignment"].search(
                [("user_id", "=", other.id)]
            )
            with self.subTest(code=code), self.assertRaises(AccessError):
                assignment.with_user(self.director).action_end()

    def test_nobody_assigns_themselves(self):
        for user in (self.director, self.admin):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self.appoint(user, user, "member")

    def test_nobody_changes_their_own_assignment(self):
        self.assign(self.admin, "member", date_from=date(2026, 1, 1))
        for user in (self.director, self.admin):
            own = self.env["mkt.post.assignment"].search([("user_id", "=", user.id)])
            for vals in ({"date_to": "2099-01-01"}, {"note": "x"}):
                with self.subTest(user=user.name), self.assertRaises(AccessError):
                    own.with_user(user).write(vals)

    def test_one_of_several_is_enough_to_refuse(self):
        assignments = self.env["mkt.post.assignment"].with_user(self.director)
        vals = [
            self.assignment_vals(self.newcomer, "member"),
            self.assignment_vals(self.director, "member"),
        ]
        with self.assertRaises(AccessError):
            assignments.create(vals)

    def test_other_posts_appoint_nobody(self):
        for code in ("leadership", "customer_service_manager", "member"):
            with self.subTest(code=code), self.assertRaises(AccessError):
                self.appoint(self.users[code], self.newcomer, "member")

    def test_director_of_another_company(self):
        with self.assertRaises(AccessError):
            vals = {"company_id": self.company_b.id}
            self.appoint(self.director, self.newcomer, "member", **vals)

    def test_director_does_not_end_posts_of_another_company(self):
        assignment = self.assign(self.newcomer, "member", company_id=self.company_b.id)
        companies = (self.company + self.company_b).ids
        with self.assertRaises(AccessError):
            assignment.with_user(self.director).with_context(
                allowed_company_ids=companies
            ).action_end()

    def test_director_of_the_past(self):
        self.env["mkt.post.assignment"].search(
            [("user_id", "=", self.director.id)]
        ).write({"date_from": "2020-01-01", "date_to": "2020-12-31"})
        with self.assertRaises(AccessError):
            self.appoint(self.director, self.newcomer, "member")

    def test_deputy_of_the_director_appoints(self):
        deputy = self.make_user("deputy")
        self.assign(deputy, "director", role="deputy")
        self.assertTrue(self.appoint(deputy, self.newcomer, "member"))

    def test_director_deletes_what_has_not_begun(self):
        assignment = self.appoint(
            self.director, self.newcomer, "member", date_from="2099-01-01"
        )
        assignment.unlink()
        self.assertFalse(assignment.exists())

    def test_begun_assignments_stay_on_record(self):
        assignment = self.assign(self.newcomer, "member")
        for user in (self.director, self.admin):
            with self.subTest(user=user.name), self.assertRaises(UserError):
                assignment.with_user(user).unlink()

    def test_ended_assignments_stay_on_record(self):
        dates = {"date_from": "2020-01-01", "date_to": "2020-12-31"}
        assignment = self.assign(self.newcomer, "member", **dates)
        with self.assertRaises(UserError):
            assignment.with_user(self.admin).unlink()


class TestPostTable(OfficeCase):
    """No assignment leads to a group outside the fixed table of posts."""

    posts = ("director",)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        admin = cls.make_user("settings", groups="base.group_system")
        cls.appointers = cls.users["director"] + admin
        cls.system = cls.env.ref("base.group_system")

    def refused(self, operation):
        for user in self.appointers:
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                operation(self.post("member").with_user(user))

    def test_group_of_a_post(self):
        self.refused(lambda post: post.write({"group_id": self.system.id}))

    def test_group_replaced_by_a_command(self):
        self.refused(
            lambda post: post.write({"group_id": Command.link(self.system.id)})
        )

    def test_code_and_level_of_a_post(self):
        self.refused(lambda post: post.write({"code": "director"}))
        self.refused(lambda post: post.write({"level": "leadership"}))

    def test_incompatible_posts(self):
        self.refused(lambda post: post.write({"incompatible_ids": [Command.clear()]}))

    def test_new_post(self):
        vals = {"name": "Post", "code": "new", "group_id": self.system.id}
        self.refused(lambda post: post.create(vals))

    def test_copied_post(self):
        self.refused(lambda post: post.copy({"name": "Post"}))

    def test_post_is_not_deleted(self):
        self.refused(lambda post: post.unlink())

    def test_director_changes_no_group(self):
        group = self.post("member").group_id.with_user(self.users["director"])
        with self.assertRaises(AccessError):
            group.write({"implied_ids": [Command.link(self.system.id)]})

    def test_director_changes_no_user(self):
        user = self.make_user("newcomer").with_user(self.users["director"])
        with self.assertRaises(AccessError):
            user.write({"group_ids": [Command.link(self.system.id)]})
