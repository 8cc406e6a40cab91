from importlib.util import module_from_spec, spec_from_file_location

from odoo.tools import file_path

from ..common import OfficeCase

VERSION = "19.0.2.0.0"


class TestCustomerMigration(OfficeCase):
    """Customers of an installed database come into the hands of their account managers."""

    posts = ("account_manager", "sales_staff", "promotion_manager")

    def migrate(self, name):
        path = file_path(f"marketing_office/migrations/{VERSION}/post-{name}.py")
        spec = spec_from_file_location(f"migration_{name}", path)
        script = module_from_spec(spec)
        spec.loader.exec_module(script)
        self.env.flush_all()
        script.migrate(self.cr, VERSION)
        self.env.invalidate_all()

    def test_customers_of_account_managers(self):
        manager = self.users["account_manager"]
        theirs = self.make_customer(user_id=manager.id)
        contact = self.make_customer("Contact", parent_id=theirs.id, user_id=manager.id)
        others = self.make_customer("Other", user_id=self.users["sales_staff"].id)
        for _run in range(2):
            self.migrate("customer_assignments")
            self.assertEqual(theirs.mkt_assignment_ids.user_id, manager)
            self.assertEqual(len(theirs.mkt_assignment_ids), 1)
            self.assertFalse((contact | others).mkt_assignment_ids)
        self.assertTrue(theirs.mkt_assignment_ids.is_active)
        self.assertEqual(others.user_id, self.users["sales_staff"])

    def test_record_rules(self):
        rule = self.env.ref("marketing_office.mkt_complaint_rule_account_manager")
        domain = rule.domain_force
        rule.domain_force = "[(1, '=', 1)]"
        self.migrate("security")
        self.assertEqual(rule.domain_force, domain)

    def test_contributors(self):
        person = self.users["promotion_manager"]
        campaign = self.env["mkt.campaign"].create(
            {
                "name": "Fair",
                "department_id": self.env.ref("marketing_office.department_sales").id,
                "date_from": "2090-01-01",
                "date_to": "2090-01-02",
            }
        )
        self.env.cr.execute(
            "UPDATE mkt_campaign SET create_uid = %s WHERE id = %s",
            [person.id, campaign.id],
        )
        self.env.invalidate_all()
        self.migrate("contributors")
        self.assertEqual(campaign.contributor_ids, person)
