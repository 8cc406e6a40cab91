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

    def test_no_notice_about_what_its_sender_may_not_read(self):
        """The host would tell the sender what the document is called."""
        case = self.make_complaint()
        stranger = self.make_user("without_post")
        people = stranger.partner_id.ids
        document = {"model": case._name, "res_id": case.id}
        threads = self.env["mail.thread"].with_user(stranger)
        own = {"author_id": people[0], "email_from": stranger.email_formatted}
        for door in (
            lambda: threads.message_notify(partner_ids=people, body="x", **document),
            lambda: case.with_user(stranger).message_notify(
                partner_ids=people, body="x"
            ),
            lambda: threads.env["mail.message"].create(
                {"message_type": "user_notification", **document, **own}
            ),
        ):
            with self.assertRaises(AccessError):
                door()
        clerk = self.users["service_clerk"]
        notice = case.with_user(clerk).message_notify(partner_ids=people, body="x")
        self.assertEqual(notice.record_name, case.display_name)
        # who hands a case over, and does not read it any more, tells the other
        case.with_user(clerk).user_id = self.users["product_manager"]

    def test_no_activity_is_moved_to_what_its_owner_may_not_read(self):
        case = self.make_complaint()
        stranger = self.make_user(
            "without_post", groups="base.group_user,base.group_partner_manager"
        )
        own = stranger.partner_id.with_user(stranger)
        activity = own.activity_schedule("mail.mail_activity_data_todo")
        for values in (
            {"res_model_id": self.env["ir.model"]._get_id(case._name)},
            {"res_model": case._name},
        ):
            with self.assertRaises(AccessError):
                activity.write({**values, "res_id": case.id})
        clerk = self.users["service_clerk"]
        activity.sudo().user_id = clerk
        # whoever reads the document may
        moved = activity.with_user(clerk)
        moved.write(
            {
                "res_model_id": self.env["ir.model"]._get_id(case._name),
                "res_id": case.id,
            }
        )
        self.assertEqual(moved.res_name, case.display_name)
