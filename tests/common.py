"""The office of the tests: a user for each post, a second company, customers."""

from functools import cache

from odoo import SUPERUSER_ID
from odoo.api import Environment
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.tests import HttpCase, TransactionCase, new_test_user
from odoo.tests.common import get_db_name

from odoo.addons.base.tests.common import DISABLED_MAIL_CONTEXT

ASSETS = (
    "web.assets_frontend",
    "web.assets_frontend_lazy",
    "web.assets_tests",
    "web.assets_web",
    "web.assets_web_print",
)
POSTS = (
    "director",
    "marketing_manager",
    "sales_manager",
    "market_researcher",
    "account_manager",
    "promotion_manager",
    "finance_manager",
    "report_analyst",
    "product_manager",
    "customer_service_manager",
    "leadership",
    "sales_staff",
    "service_clerk",
    "member",
)


class OfficeMixin:
    """Class attributes say what a test class needs: what it does not name is not made."""

    # the posts that get a user each, in `users`, under the post's code
    posts = POSTS
    # False where the test is about mail: tracking and notifications then work
    mail_disabled = True
    # first day of the assignments, where the cases are older than the tests; else today
    assigned_since = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if cls.mail_disabled:
            cls.env = cls.env(context={**cls.env.context, **DISABLED_MAIL_CONTEXT})
        cls.company = cls.env.ref("base.main_company")
        cls.company_b = cls.env["res.company"].create({"name": "Second Company"})
        cls.users = cls.make_holders(cls.posts)

    @classmethod
    def post(cls, code):
        return cls.env.ref(f"marketing_office.post_{code}")

    @classmethod
    def make_holders(cls, codes):
        """A user for each post, under its code; made together, which is far quicker."""
        users = cls.env["res.users"].with_context(**DISABLED_MAIL_CONTEXT)
        users = users.create(
            [
                {
                    "login": code,
                    # as the host's `new_test_user` gives it
                    "password": code.ljust(8, "x"),
                    "name": code,
                    "email": f"{code}@office.example.com",
                    "company_id": cls.company.id,
                    "company_ids": [Command.set(cls.company.ids)],
                    "group_ids": [Command.set(cls.env.ref("base.group_user").ids)],
                }
                for code in codes
            ]
        )
        cls.env["mkt.post.assignment"].create(
            [
                cls.assignment_vals(user, code)
                for user, code in zip(users, codes, strict=True)
            ]
        )
        return dict(zip(codes, users.with_env(cls.env), strict=True))

    @classmethod
    def make_user(cls, login, groups="base.group_user", **vals):
        companies = vals.pop("companies", cls.company)
        return new_test_user(
            cls.env,
            login=login,
            groups=groups,
            name=login,
            email=f"{login}@office.example.com",
            company_id=companies[0].id,
            company_ids=[Command.set(companies.ids)],
            context=DISABLED_MAIL_CONTEXT,
            **vals,
        )

    @classmethod
    def make_holder(cls, code, login=None, **vals):
        """A user who holds the post in the user's first company, from today on."""
        user = cls.make_user(login or code, **vals)
        cls.assign(user, code)
        return user

    @classmethod
    def assign(cls, user, code, **vals):
        values = cls.assignment_vals(user, code, **vals)
        return cls.env["mkt.post.assignment"].create(values)

    @classmethod
    def assignment_vals(cls, user, code, **vals):
        company = (
            cls.env["res.company"].browse(vals.get("company_id")) or user.company_id
        )
        return {
            "date_from": cls.assigned_since or company._mkt_today(),
            "user_id": user.id,
            "post_id": cls.post(code).id,
            "company_id": user.company_id.id,
            "department_id": cls.env.ref("marketing_office.department_office").id,
            **vals,
        }

    @classmethod
    def make_customer(cls, name="Customer", **vals):
        email = f"{name.lower().replace(' ', '.')}@customer.example.com"
        return cls.env["res.partner"].create({"name": name, "email": email, **vals})

    @classmethod
    def give_customer(cls, customer, user, **vals):
        """Put the customer into the user's hands, from today on."""
        return cls.env["mkt.customer.assignment"].create(
            {
                "company_id": user.company_id.id,
                "partner_id": customer.id,
                "user_id": user.id,
                "date_from": cls.company._mkt_today(),
                **vals,
            }
        )

    @classmethod
    def make_portal_user(cls, login="portal_customer", **vals):
        return cls.make_user(login, groups="base.group_portal", **vals)

    def count_on_desk(self, card):
        """How many records the desk counts for the card's reader."""
        return card._look_up()[card].count

    @classmethod
    def make_complaint(cls, **vals):
        """A case that has just come in; governed values are set as the actions set them."""
        return cls.env["mkt.complaint"].create(
            {"name": "Relay fails", "company_id": cls.company.id, **vals}
        )


class OfficeCase(OfficeMixin, TransactionCase):
    pass


class OfficeHttpCase(OfficeMixin, HttpCase):
    def call_kw(self, model, method, *args, **kwargs):
        """What the web client sends for a method call, as the user signed in."""
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": kwargs},
        )


class OfficeTourCase(OfficeHttpCase):
    """Tests in a browser."""

    @classmethod
    def setUpClass(cls):
        prepare_assets()
        super().setUpClass()


@cache
def prepare_assets():
    """Make once and keep what browsers load: a class would make it, and roll it back."""
    with Registry(get_db_name()).cursor() as cr:
        make_bundle = Environment(cr, SUPERUSER_ID, {})["ir.qweb"]._get_asset_bundle
        for name in ASSETS:
            bundle = make_bundle(name)
            bundle.js()
            bundle.css()


class Undone:
    """A savepoint that is always rolled back, with the caches that go with it."""

    def __init__(self, env):
        self.env = env

    def __enter__(self):
        self.env.flush_all()
        self.savepoint = self.env.cr.savepoint(flush=False)

    def __exit__(self, exc_type, exc, traceback):
        self.env.transaction.clear()
        self.savepoint.close()
