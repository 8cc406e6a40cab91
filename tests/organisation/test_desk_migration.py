from importlib.util import module_from_spec, spec_from_file_location

from odoo.tools import file_path

from ..common import OfficeCase

VERSION = "19.0.3.0.0"


class TestDeskMigration(OfficeCase):
    """Desk cards of an installed database do what those of a new one do."""

    def migrate(self):
        path = file_path(f"marketing_office/migrations/{VERSION}/post-desk.py")
        spec = spec_from_file_location("migration_desk", path)
        script = module_from_spec(spec)
        spec.loader.exec_module(script)
        script.migrate(self.cr, VERSION)
        return script

    def test_cards_of_the_version_before(self):
        verify = self.env.ref("marketing_office.desk_card_to_verify")
        drafts = self.env.ref("marketing_office.desk_card_draft_plans")
        decide = self.env.ref("marketing_office.desk_card_to_decide")
        domains = verify.domain, decide.domain
        verify.domain = "[('state', '=', 'done'), ('user_id', '!=', uid)]"
        decide.domain = (
            "[('state', '=', 'responded'), ('kind', '!=', 'service_request')]"
        )
        drafts.is_for_writers = False
        script = self.migrate()
        self.assertEqual((verify.domain, decide.domain), domains)
        self.assertTrue(drafts.is_for_writers)
        for name in script.FOR_WRITERS:
            self.assertTrue(self.env.ref(f"marketing_office.desk_card_{name}"))

    def test_contacts_of_today_and_of_the_week_are_one_card(self):
        contacts = self.env.ref("marketing_office.desk_card_contacts_due")
        name, domain = contacts.name, contacts.domain
        contacts.write(
            {
                "name": "Customers to contact today",
                "domain": domain.replace("today +7d", "today"),
            }
        )
        week = contacts.copy({"name": "Customers to contact within a week"})
        self.env["ir.model.data"].create(
            {
                "module": "marketing_office",
                "name": "desk_card_contacts_week",
                "model": week._name,
                "res_id": week.id,
            }
        )
        self.migrate()
        self.assertEqual((contacts.name, contacts.domain), (name, domain))
        self.assertEqual(contacts.with_context(lang="zh_CN").name, "待联系的客户")
        self.assertFalse(week.exists())

    def test_an_office_s_own_card_stays(self):
        verify = self.env.ref("marketing_office.desk_card_to_verify")
        verify.domain = own = "[('state', '=', 'done')]"
        self.migrate()
        self.assertEqual(verify.domain, own)
