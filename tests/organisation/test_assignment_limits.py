from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from ..common import OfficeCase


class TestAssignmentLimits(OfficeCase):
    """Which assignments of one person may stand beside each other."""

    posts = ()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.make_user("newcomer", companies=cls.company + cls.company_b)

    def test_incompatible_posts(self):
        for first, second in (
            ("director", "finance_manager"),
            ("finance_manager", "director"),
        ):
            user = self.make_user(f"first_{first}")
            self.assign(user, first)
            with self.subTest(first=first), self.assertRaises(ValidationError):
                self.assign(user, second)

    def test_incompatible_in_one_step(self):
        vals = [
            self.assignment_vals(self.user, c) for c in ("director", "finance_manager")
        ]
        with self.assertRaises(ValidationError):
            self.env["mkt.post.assignment"].create(vals)

    def test_incompatible_as_deputy(self):
        self.assign(self.user, "director")
        with self.assertRaises(ValidationError):
            self.assign(self.user, "finance_manager", role="deputy")

    def test_incompatible_across_companies(self):
        self.assign(self.user, "director")
        with self.assertRaises(ValidationError):
            self.assign(self.user, "finance_manager", company_id=self.company_b.id)

    def test_incompatible_by_changing_dates(self):
        first = self.assign(
            self.user, "director", date_from="2026-01-01", date_to="2026-01-31"
        )
        second = self.assign(self.user, "finance_manager", date_from="2026-02-01")
        for assignment, vals in (
            (first, {"date_to": "2026-02-01"}),
            (first, {"date_to": False}),
            (second, {"date_from": "2026-01-31"}),
        ):
            with self.subTest(vals=vals), self.assertRaises(ValidationError):
                assignment.write(vals)

    def test_incompatible_one_after_the_other(self):
        dates = {"date_from": "2026-01-01", "date_to": "2026-01-31"}
        self.assign(self.user, "director", **dates)
        self.assertTrue(
            self.assign(self.user, "finance_manager", date_from="2026-02-01")
        )

    def test_several_compatible_posts(self):
        self.assign(self.user, "sales_manager")
        self.assign(self.user, "account_manager")
        self.assertEqual(
            self.user.group_ids & self.env["mkt.post"].search([]).group_id,
            self.post("sales_manager").group_id + self.post("account_manager").group_id,
        )

    def test_same_post_twice(self):
        self.assign(self.user, "sales_manager")
        for role in ("holder", "deputy"):
            with self.subTest(role=role), self.assertRaises(ValidationError):
                self.assign(self.user, "sales_manager", role=role)

    def test_same_post_in_two_companies(self):
        self.assign(self.user, "sales_manager")
        self.assign(self.user, "sales_manager", company_id=self.company_b.id)
        self.assertEqual(
            set(self.user.mkt_companies("sales_manager")),
            set((self.company + self.company_b).ids),
        )

    def test_same_post_again_later(self):
        dates = {"date_from": "2026-01-01", "date_to": "2026-01-31"}
        self.assign(self.user, "sales_manager", **dates)
        self.assertTrue(self.assign(self.user, "sales_manager", date_from="2026-02-01"))

    def test_two_holders_of_one_post(self):
        other = self.make_user("other")
        self.assign(self.user, "sales_manager")
        self.assign(other, "sales_manager")
        self.assertEqual(self.post("sales_manager").holder_ids, self.user + other)

    @mute_logger("odoo.sql_db")
    def test_end_before_the_beginning(self):
        with self.assertRaises(IntegrityError):
            self.assign(
                self.user, "member", date_from="2026-02-01", date_to="2026-01-01"
            )

    def test_staff_name_their_department(self):
        with self.assertRaises(ValidationError):
            self.assign(self.user, "member", department_id=False)

    def test_a_post_brings_its_department(self):
        vals = self.assignment_vals(self.user, "sales_manager")
        del vals["department_id"]
        assignment = self.env["mkt.post.assignment"].create(vals)
        self.assertEqual(
            assignment.department_id, self.env.ref("marketing_office.department_sales")
        )

    def test_department_of_another_company(self):
        department = self.env["hr.department"].create(
            {"name": "Elsewhere", "company_id": self.company_b.id}
        )
        with self.assertRaises(UserError):
            self.assign(self.user, "member", department_id=department.id)

    def test_portal_user(self):
        with self.assertRaises(ValidationError):
            self.assign(self.make_portal_user(), "member")

    def test_user_of_another_company(self):
        user = self.make_user("elsewhere", companies=self.company_b)
        with self.assertRaises(ValidationError):
            self.assign(user, "member", company_id=self.company.id)

    def test_vacant_posts(self):
        post = self.post("sales_manager")
        vacant = [("id", "=", post.id), ("is_vacant", "=", True)]
        taken = [("id", "=", post.id), ("is_vacant", "=", False)]
        self.assertTrue(post.is_vacant)
        self.assertTrue(post.search(vacant))
        self.assertFalse(post.search(taken))
        self.assign(self.user, "sales_manager")
        self.assertFalse(post.is_vacant)
        self.assertFalse(post.search(vacant))
        self.assertTrue(post.search(taken))

    def test_a_deputy_leaves_the_post_vacant(self):
        self.assign(self.user, "sales_manager", role="deputy")
        self.assertTrue(self.post("sales_manager").is_vacant)
