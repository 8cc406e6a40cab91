from odoo.exceptions import AccessError

from ..common import OfficeCase


class TestComments(OfficeCase):
    """Who may read a document may comment on it, and nobody else."""

    posts = ("market_researcher", "service_clerk", "product_manager")

    def test_every_document_with_messages(self):
        for name, model in self.env.registry.items():
            if name.startswith("mkt.") and "message_ids" in model._fields:
                with self.subTest(name):
                    self.assertEqual(self.env[name]._mail_post_access, "read")

    def test_readers_alone(self):
        action = self.env["mkt.corrective.action"].create(
            {
                "name": "Check the relays",
                "cause_id": self.env.ref("marketing_office.cause_material").id,
                "user_id": self.users["service_clerk"].id,
                "due_date": "2099-01-01",
            }
        )
        signal = self.env["mkt.signal"].create({"name": "A price war"})
        reader = self.users["product_manager"]
        self.assertFalse(signal.with_user(reader).has_access("write"))
        signal.with_user(reader).message_post(body="Dealers say so, too")
        self.assertIn("Dealers", str(signal.message_ids[:1].body))
        stranger = action.with_user(self.make_user("without_post"))
        with self.assertRaises(AccessError):
            stranger.message_post(body="Who are you?")
