import tempfile
import unittest
from pathlib import Path

from ..rooms import ADDON, Addon

FILES = {
    "models/__init__.py": "from . import ground\nfrom . import upper\n",
    "models/ground/mkt_case.py": '''
class Case(models.Model):
    """A sentence may speak of mkt.offer."""
    _name = "mkt.case"
    name = fields.Char()

    def _close(self):
        return self.name
''',
    "models/upper/mkt_offer.py": """
class Offer(models.Model):
    _name = "mkt.offer"

    def _count_offers(self):
        return self.env["mkt.case"].search_count([])
""",
    "models/upper/mkt_case.py": """
class Case(models.Model):
    _inherit = "mkt.case"
    offer_id = fields.Many2one("mkt.offer")

    def unlink_all(self):
        return super().unlink_all()
""",
    "views/upper/mkt_offer_views.xml": """
<odoo><record id="mkt_offer_action" model="ir.actions.act_window">
<field name="res_model">mkt.offer</field></record></odoo>
""",
}


class TestRooms(unittest.TestCase):
    """A room of the addon never names a later one."""

    def test_the_addon(self):
        addon = Addon(ADDON)
        self.assertEqual(addon.rooms[0], "base")
        self.assertGreater(len(addon.files), 200)
        self.assertEqual(addon.faults(), [])

    def test_every_file_is_in_a_room(self):
        self.assertEqual(Addon(ADDON).astray(), [])

    def _named(self, **files):
        """What the ground floor names of the upper one, with these files beside FILES."""
        with tempfile.TemporaryDirectory() as folder:
            for path, text in (FILES | files).items():
                file = Path(folder, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            addon = Addon(Path(folder))
            for fault in addon.faults():
                self.assertEqual((fault.room, fault.later), ("ground", "upper"))
            return {fault.named for fault in addon.faults()}

    def _named_in_python(self, code):
        return self._named(**{"models/ground/mkt_other.py": code})

    def _named_in_xml(self, field):
        record = f'<record id="mkt_case_view" model="ir.ui.view">{field}</record>'
        text = f"<odoo>{record}</odoo>"
        return self._named(**{"views/ground/mkt_case_views.xml": text})

    def test_a_later_room_names_an_earlier_one(self):
        self.assertEqual(self._named(), set())

    def test_words_name_nothing(self):
        code = 'LABEL = "Pay what the offer_id is for to us"\noffers = []\n'
        self.assertEqual(self._named_in_python(code), set())

    def test_method_of_the_host(self):
        code = "def close(cases):\n    cases.unlink_all()\n"
        self.assertEqual(self._named_in_python(code), set())

    def test_model(self):
        code = 'def offers(self):\n    return self.env["mkt.offer"]\n'
        self.assertEqual(self._named_in_python(code), {("model", "mkt.offer")})

    def test_table(self):
        code = 'QUERY = """SELECT count(*) FROM mkt_offer"""\n'
        self.assertIn(("model", "mkt_offer"), self._named_in_python(code))

    def test_field_that_a_later_room_adds(self):
        code = "def offer(case):\n    return case.offer_id\n"
        self.assertEqual(self._named_in_python(code), {("member", "offer_id")})
        code = 'DOMAIN = [("offer_id", "=", False)]\n'
        self.assertEqual(self._named_in_python(code), {("member", "offer_id")})

    def test_method(self):
        code = "def count(case):\n    return case._count_offers()\n"
        self.assertEqual(self._named_in_python(code), {("member", "_count_offers")})

    def test_import(self):
        code = "from ..upper.mkt_offer import Offer\n"
        self.assertEqual(self._named_in_python(code), {("room", "upper")})

    def test_view(self):
        arch = '<field name="arch" type="xml"><form><field name="offer_id"/></form></field>'
        self.assertEqual(self._named_in_xml(arch), {("member", "offer_id")})

    def test_xml_id(self):
        named = self._named_in_xml('<field name="ref" ref="mkt_offer_action"/>')
        self.assertIn(("id", "mkt_offer_action"), named)
        code = 'ACTION = "marketing_office.mkt_offer_action"\n'
        self.assertIn(("id", "mkt_offer_action"), self._named_in_python(code))

    def test_domain_in_data(self):
        named = self._named_in_xml(
            "<field name='domain'>[('offer_id', '=', 1)]</field>"
        )
        self.assertEqual(named, {("member", "offer_id")})
