"""Who may hand in an e-mail, and what an e-mail may make."""

from email.message import EmailMessage
from email.policy import SMTP
from xmlrpc.client import Binary, Fault

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.service.model import get_public_method
from odoo.tests.common import JsonRpcException

from ..common import OfficeCase, OfficeHttpCase

STEPS = (
    "message_parse",
    "message_route",
    "message_new",
    "message_update",
    "message_change_thread",
)


class GatewayMixin:
    sent = 0

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.domain = cls.env["mail.alias.domain"].create({"name": "office.example.com"})
        cls.company.alias_domain_id = cls.domain
        cls.env.ref(
            "marketing_office.mail_alias_complaint"
        ).alias_domain_id = cls.domain
        cls.customer = cls.make_customer("Li Na")

    @classmethod
    def thread_models(cls):
        """Every model, of the host and ours, that e-mails can reach."""
        thread = cls.env.registry["mail.thread"]
        return sorted(
            name
            for name, model in cls.env.registry.items()
            if issubclass(model, thread)
        )

    @classmethod
    def email(cls, to="somebody@elsewhere.example.com", files=None, **headers):
        GatewayMixin.sent += 1
        email = EmailMessage(policy=SMTP)
        email["Subject"] = "Relay fails"
        email["From"] = cls.customer.email_formatted
        email["To"] = to
        email["Message-Id"] = f"<{GatewayMixin.sent}.gateway@customer.example.com>"
        for name, value in headers.items():
            email[name.replace("_", "-")] = value
        email.set_content("It fails.")
        for name, content in (files or {}).items():
            email.add_attachment(
                content, maintype="application", subtype="octet-stream", filename=name
            )
        return email.as_bytes().decode()


class TestMailGateway(GatewayMixin, OfficeCase):
    posts = ("service_clerk", "director", "sales_manager")
    mail_disabled = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.alias = cls.env.ref("marketing_office.mail_alias_complaint")
        cls.administrator = cls.make_user("settings", groups="base.group_system")

    def process(self, user, model, **kwargs):
        threads = self.env["mail.thread"].with_user(user)
        with self.enter_registry_test_mode():
            return threads.message_process(model, self.email(), **kwargs)

    def refuse_all(self, user, models):
        """Every one of the models refuses an e-mail, and nothing is made by it."""
        for model in models:
            if self.env[model]._abstract:
                continue
            with (
                self.subTest(model=model, user=user.login),
                self.assertRaises(AccessError),
            ):
                self.process(user, model, custom_values={})

    def test_no_ordinary_user_hands_in_an_email(self):
        users = [*self.users.values(), self.make_user("plain"), self.make_portal_user()]
        messages = self.env["mail.message"].search_count([])
        for user in users:
            self.refuse_all(user, self.thread_models())
        self.assertEqual(self.env["mail.message"].search_count([]), messages)

    def test_through_each_model(self):
        """The method is each model's own: none of them is another door."""
        plain = self.make_user("plain")
        for name in self.thread_models():
            records = self.env[name].with_user(plain)
            with self.subTest(name), self.assertRaises(AccessError):
                records.message_process(False, self.email())

    def test_the_steps_are_nobodys_to_call(self):
        for name in self.thread_models():
            for step in STEPS:
                with self.subTest(model=name, step=step):
                    with self.assertRaises(AccessError):
                        get_public_method(self.env[name], step)

    def test_administrator_is_the_gateway(self):
        before = self.env["mkt.complaint"].search([])
        email = self.email("service@office.example.com")
        threads = self.env["mail.thread"].with_user(self.administrator)
        with self.enter_registry_test_mode():
            self.assertTrue(threads.message_process(False, email))
        case = self.env["mkt.complaint"].search([]) - before
        self.assertEqual(case.partner_id, self.customer)

    def test_only_cases_are_born_from_an_email(self):
        ours = [name for name in self.thread_models() if name.startswith("mkt.")]
        self.assertIn("mkt.post.assignment", ours)
        for name in ours:
            records = self.env[name]
            if records._abstract or name == "mkt.complaint":
                continue
            before = records.search_count([])
            with self.subTest(name):
                for user in (self.administrator, self.env.user):
                    with self.assertRaises(ValidationError):
                        self.process(user, name)
                self.assertEqual(records.search_count([]), before)

    def test_address_of_another_document(self):
        models = self.env["ir.model"]
        for name in self.thread_models():
            if not name.startswith("mkt.") or name == "mkt.complaint":
                continue
            model = models._get(name)
            with self.subTest(name):
                with self.assertRaisesRegex(ValidationError, "e-mail"):
                    self.alias.alias_model_id = model
                with self.assertRaisesRegex(ValidationError, "e-mail"):
                    self.env["fetchmail.server"].create(
                        {"name": "Mailbox", "object_id": model.id}
                    )

    def test_address_that_points_to_another_document_already(self):
        """As one that was made before the addon: set past the check."""
        model = self.env["ir.model"]._get("mkt.post.assignment")
        self.env.cr.execute(
            "UPDATE mail_alias SET alias_model_id = %s WHERE id = %s",
            [model.id, self.alias.id],
        )
        self.env.invalidate_all()
        values = self.assignment_vals(self.users["service_clerk"], "director")
        self.alias.alias_defaults = repr({**values, "date_from": "2026-01-01"})
        before = self.env["mkt.post.assignment"].search_count([])
        email = self.email("service@office.example.com")
        with self.enter_registry_test_mode(), self.assertRaises(ValidationError):
            self.env["mail.thread"].message_process(False, email)
        self.assertEqual(self.env["mkt.post.assignment"].search_count([]), before)

    def test_no_governed_field_of_a_case(self):
        complaints = self.env["mkt.complaint"]
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("mail.gateway.loop.threshold", 1000)
        for name in sorted(complaints._governed_names()):
            value = self.governed_value(complaints._fields[name])
            before = complaints.search([])
            with self.subTest(name):
                self.process(
                    self.administrator, "mkt.complaint", custom_values={name: value}
                )
                case = complaints.search([]) - before
                self.assertEqual(case.state, "received")
                field = complaints._fields[name]
                self.assertNotEqual(field.convert_to_read(case[name], case), value)

    def governed_value(self, field):
        """A value that no new case has of itself."""
        if field.type == "selection":
            return field.get_values(self.env)[-1]
        return {
            "datetime": "2020-01-02 03:04:05",
            "boolean": True,
            "float": 12345.0,
            "integer": 12345,
            "monetary": 12345.0,
            "many2one": 1,
            "one2many": [Command.create({})],
        }.get(field.type, "forged")

    def test_company_of_an_address(self):
        self.alias.alias_defaults = repr({"company_id": self.company_b.id})
        before = self.env["mkt.complaint"].search([])
        with self.enter_registry_test_mode():
            self.env["mail.thread"].message_process(
                False, self.email("service@office.example.com")
            )
        case = self.env["mkt.complaint"].search([]) - before
        self.assertEqual(case.company_id, self.company_b)

    def test_defaults_make_no_record_of_ours_on_the_way(self):
        """A project's manager may write its address's defaults: superuser acts on them."""
        case = self.make_complaint(partner_id=self.customer.id)
        message = {
            "model": "mkt.complaint",
            "res_id": case.id,
            "author_id": self.customer.id,
            "body": "I am content",
        }
        tasks = self.env["project.task"]
        values = {
            "message_ids": [Command.create(message)],
            "child_ids": [
                Command.create(
                    {"name": "x", "message_ids": [Command.create({**message})]}
                )
            ],
            "priority": "1",
        }
        before = case.message_ids, tasks.search([])
        self.process(self.administrator, "project.task", custom_values=values)
        self.assertEqual(case.message_ids, before[0])
        task = tasks.search([]) - before[1]
        self.assertEqual(task.priority, "1")
        self.assertFalse(task.child_ids)

    def test_leads_tasks_and_bills_are_born_as_ever(self):
        team = self.env["crm.team"].create({"name": "East"})
        project = self.env["project.project"].create({"name": "Depot"})
        journal = self.env["account.journal"].search(
            [("type", "=", "purchase"), ("company_id", "=", self.company.id)], limit=1
        )
        for owner, model, link in (
            (team, "crm.lead", "team_id"),
            (project, "project.task", "project_id"),
            (journal, "account.move", "journal_id"),
        ):
            name = model.replace(".", "-")
            owner.alias_id.write(
                {"alias_name": name, "alias_domain_id": self.domain.id}
            )
            before = self.env[model].search([])
            address = f"{name}@office.example.com"
            email = self.email(address, files={"bill.txt": b"Bill 1"})
            with self.subTest(model), self.enter_registry_test_mode():
                self.env["mail.thread"].message_process(False, email)
                born = self.env[model].search([]) - before
                self.assertEqual(born[link], owner)


class TestMailGatewayRpc(GatewayMixin, OfficeHttpCase):
    posts = ("service_clerk",)
    mail_disabled = False

    def setUp(self):
        super().setUp()
        self.clerk = self.users["service_clerk"]
        self.case = self.make_complaint(partner_id=self.customer.id)

    def test_by_the_script_of_the_host(self):
        """What odoo-mailgate.py sends, as the administrator and as a clerk."""
        administrator = self.make_user("settings", groups="base.group_system")
        before = self.env["mkt.complaint"].search([])
        for user, made in ((self.clerk, 0), (administrator, 1)):
            with self.subTest(user.login):
                self.hand_in(user, self.email("service@office.example.com"))
                after = self.env["mkt.complaint"].search([])
                self.assertEqual(len(after - before), made)

    def hand_in(self, user, email):
        try:
            self.xmlrpc_object.execute_kw(
                self.env.cr.dbname,
                user.id,
                user.login,
                "mail.thread",
                "message_process",
                [False, Binary(email.encode())],
            )
        except Fault as fault:
            self.assertIn("Only the mail gateway", fault.faultString)

    def test_colleague_in_the_customers_name(self):
        self.authenticate(self.clerk.login, self.clerk.login)
        before = self.case.message_ids
        for model in ("mail.thread", "mkt.complaint"):
            with self.subTest(model), self.assertRaises(JsonRpcException):
                self.call_kw(
                    model,
                    "message_process",
                    "mkt.complaint",
                    self.email(),
                    thread_id=self.case.id,
                )
        self.assertEqual(self.case.message_ids, before)
