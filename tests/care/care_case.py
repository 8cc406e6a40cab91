"""What the tests of customer care share: customers who have bought, plans, call lists."""

from datetime import timedelta
from itertools import count

from odoo.fields import Command

from ..common import OfficeCase

FILE = "UERG"
NUMBERS = count(1)


class CareMixin:
    posts = (
        "director",
        "sales_manager",
        "account_manager",
        "sales_staff",
        "service_clerk",
        "leadership",
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.users["account_manager"]
        cls.today = cls.company._mkt_today()
        cls.product = cls.env["product.product"].create({"name": "Cabinet"})
        # what the database has of its own stands in nobody's way
        cls.env["mkt.care.plan"].search([]).active = False

    @classmethod
    def make_buyer(cls, name="Firm", held_by=None, **vals):
        """A firm with a phone that has bought: it may be called by contract."""
        # who refuses calls takes a number off for all who share it
        phone = f"+86 573 8222 {next(NUMBERS):04}"
        customer = cls.make_customer(name, is_company=True, phone=phone, **vals)
        cls.make_order(customer).action_confirm()
        if held_by:
            cls.give_customer(customer, held_by)
        return customer

    @classmethod
    def make_order(cls, customer, amount=100, **vals):
        line = {
            "product_id": cls.product.id,
            "price_unit": amount,
            "tax_ids": [Command.clear()],
        }
        return cls.env["sale.order"].create(
            {
                "partner_id": customer.id,
                "user_id": False,
                "order_line": [Command.create(line)],
                **vals,
            }
        )

    @classmethod
    def make_plan(cls, **vals):
        return cls.env["mkt.care.plan"].create(
            {"name": "Calls", "kind": "call", "interval_days": 30, **vals}
        )

    @classmethod
    def plan(cls, partners=None):
        return cls.env["mkt.care.contact"]._plan(cls.company, partners)

    @classmethod
    def make_contact(cls, customer=None, late=0, **plan):
        """A planned contact of the Account Manager; `late` days past its date."""
        customer = customer or cls.make_buyer(held_by=cls.manager)
        if not cls.env["mkt.care.plan"].search_count([]):
            cls.make_plan(**plan)
        contact = cls.plan(customer)
        contact.deadline = cls.today - timedelta(days=late)
        return contact

    @classmethod
    def make_list(cls, customers, callers=None, **vals):
        """A call list under way."""
        callers = callers or cls.users["sales_staff"]
        call_list = cls.env["mkt.call.list"].create(
            {
                "name": "Spare parts",
                "user_id": cls.users["sales_manager"].id,
                "caller_ids": [Command.set(callers.ids)],
                "domain": str([("id", "in", customers.ids)]),
                **vals,
            }
        )
        call_list.action_fill()
        call_list.action_start()
        return call_list

    def next_call(self, call_list, user=None):
        user = user or self.users["sales_staff"]
        action = call_list.with_user(user).action_next()
        if action["type"] != "ir.actions.act_window":
            return self.env["mkt.call"].with_user(user)
        return self.env["mkt.call"].with_user(user).browse(action["res_id"])

    def outcome(self, name):
        return self.env.ref(f"marketing_office.call_outcome_{name}")


class CareCase(CareMixin, OfficeCase):
    pass
