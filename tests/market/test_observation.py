from datetime import timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form
from odoo.tools import mute_logger

from ..common import OfficeHttpCase
from .market_case import MarketCase


class TestObservation(MarketCase):
    def observe(self, **vals):
        observations = self.env["mkt.observation"].with_user(self.users["member"])
        return observations.create(
            {
                "name": "Relay 40 A",
                "kind": "price",
                "price": 10,
                "competitor_id": self.rival.id,
                **vals,
            }
        )

    def test_the_kind_is_chosen(self):
        observations = self.env["mkt.observation"].with_user(self.users["member"])
        form = Form(observations)
        self.assertFalse(form.kind)
        form.name = "Relay 40 A"
        with self.assertRaises(AssertionError):
            form.save()
        form.kind = "channel"
        self.assertFalse(form.save().price)

    def test_a_product_names_what_has_no_name(self):
        product = self.env["mkt.competitor.product"].create(
            {"name": "Relay 40 A", "competitor_id": self.rival.id}
        )
        form = Form(self.env["mkt.observation"].with_user(self.users["member"]))
        form.kind = "price"
        form.competitor_id = self.rival
        form.product_id = product
        self.assertEqual(form.name, "Relay 40 A")
        form.name = "Relay cut by 8 %"
        form.product_id = product.copy({"name": "Relay 60 A"})
        self.assertEqual(form.name, "Relay cut by 8 %")

    def test_bad_input(self):
        other = self.make_competitor("Other")
        product = self.env["mkt.competitor.product"].create(
            {"name": "Relay 40 A", "competitor_id": other.id}
        )
        tomorrow = self.company._mkt_today() + timedelta(days=1)
        elsewhere = self.make_competitor("Elsewhere", company_id=self.company_b.id)
        for vals in (
            {"product_id": product.id},
            {"date": tomorrow},
            {"source_url": "javascript:alert(1)"},
            {"competitor_id": elsewhere.id},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                self.observe(**vals)
        for price in (0, -1):
            with (
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self.observe(price=price)

    def test_nobody_observes_in_anothers_name(self):
        colleague = self.users["sales_staff"]
        for user in ("market_researcher", "member", "director"):
            theirs = self.env["mkt.observation"].with_user(self.users[user])
            vals = {"name": "A new dealer", "kind": "channel"}
            with self.subTest(user=user):
                with self.assertRaises(AccessError):
                    theirs.create({**vals, "user_id": colleague.id})
                with self.assertRaises(AccessError):
                    theirs.create(vals).user_id = colleague
                context = {"default_user_id": colleague.id}
                seen = theirs.with_context(**context).create(vals)
                self.assertEqual(seen.user_id, self.users[user])

    def test_what_raised_a_signal_stays_as_it_was(self):
        files = self.env["ir.attachment"].with_user(self.users["member"])
        picture = files.create({"name": "shelf.png", "raw": b"ten"})
        seen = self.observe(attachment_ids=[Command.set(picture.ids)])
        seen.price = 11
        picture.raw = b"eleven"
        seen.action_raise_signal()
        stray = {"name": "x", "raw": b"x", "res_model": seen._name, "res_id": seen.id}
        for change in (
            lambda: seen.write({"price": 12}),
            lambda: seen.write({"description": "Not so sure"}),
            lambda: seen.with_user(self.users["director"]).write({"price": 12}),
            lambda: seen.write({"attachment_ids": [Command.clear()]}),
            lambda: picture.write({"raw": b"twelve"}),
            picture.unlink,
            lambda: files.create(stray),
        ):
            with self.assertRaisesRegex(UserError, "A signal rests on the observation"):
                change()
        self.assertEqual((seen.price, picture.raw), (11, b"eleven"))
        # without its signal, it is one's own again
        seen.sudo().signal_ids.unlink()
        seen.price = 12

    def test_prices_in_the_currency_of_the_company(self):
        dollar = self.env["res.currency"].create({"name": "TST", "symbol": "T"})
        with self.assertRaises(UserError):
            self.observe(currency_id=dollar.id)
        self.env["res.currency.rate"].create(
            {
                "currency_id": dollar.id,
                "rate": 0.125,
                "name": "2026-01-01",
                "company_id": self.company.id,
            }
        )
        observation = self.observe(currency_id=dollar.id, date="2026-02-01")
        self.assertAlmostEqual(observation.company_price, 80)
        with self.assertRaises(ValidationError):
            observation.source_url = "file:///etc/passwd"


class TestObservationOnTheForm(OfficeHttpCase):
    posts = ("member",)

    def test_a_price_is_asked_for_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.users["member"].lang = "zh_CN"
        self.authenticate("member", "memberxx")
        vals = {"name": "继电器降价", "kind": "price"}

        def save(price):
            """What the web client gets for saving the form."""
            sent = {
                "model": "mkt.observation",
                "method": "web_save",
                "args": [[], {**vals, "price": price}],
                "kwargs": {
                    "specification": {"price": {}},
                    "context": {"lang": "zh_CN"},
                },
            }
            url = "/web/dataset/call_kw/mkt.observation/web_save"
            with mute_logger("odoo.http", "odoo.sql_db"):
                return self.url_open(url, json={"params": sent}).json()

        for price in (0, -1):
            message = save(price)["error"]["data"]["message"]
            self.assertIn("大于零的价格", message)
        self.assertEqual(save(12)["result"][0]["price"], 12)


class TestLostTo(MarketCase):
    def test_lost_dialog(self):
        manager = self.users["marketing_manager"]
        lead = self.env["crm.lead"].create(
            {
                "name": "Relays for a line",
                "type": "opportunity",
                "user_id": manager.id,
            }
        )
        dialog = self.env["crm.lead.lost"].with_user(manager)
        dialog = dialog.create(
            {"lead_ids": lead.ids, "mkt_competitor_id": self.rival.id}
        )
        dialog.action_lost_reason_apply()
        self.assertEqual(lead.mkt_competitor_id, self.rival)
        rival = self.rival.with_user(manager)
        self.assertEqual(rival.lost_count, 1)
        action = rival.action_view_lost()
        leads = self.env["crm.lead"].with_user(manager)
        leads = leads.with_context(**action["context"])
        self.assertEqual(leads.search(action["domain"]), lead)
        # the researcher sees own leads only, and the count says so
        self.assertEqual(
            self.rival.with_user(self.users["market_researcher"]).lost_count, 0
        )
        lead.action_unarchive()
        self.assertFalse(lead.mkt_competitor_id)
