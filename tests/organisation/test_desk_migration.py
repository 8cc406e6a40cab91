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

    def test_an_office_s_own_card_stays(self):
        verify = self.env.ref("marketing_office.desk_card_to_verify")
        verify.domain = own = "[('state', '=', 'done')]"
        self.migrate()
        self.assertEqual(verify.domain, own)
