"""The host's JSON API (/json/2), with a key: the same rules hold as on the screens."""

from datetime import date, datetime, timedelta
from xmlrpc.client import Fault, dumps, loads

from odoo import fields
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger

from ..common import OfficeHttpCase, Undone
from ..governed_records import VALS, forged
from ..kept_records import KEPT

SWITCHES = {
    "_force_unlink": True,
    "install_mode": True,
    "tracking_disable": True,
    "active_test": False,
}
NOTHING = "nothing has changed", "什么都没有改变"
MAIL = """From: customer@customer.example.com
To: service@office.example.com
Message-Id: <1.json@customer.example.com>
Subject: Relay fails

It fails."""


class JsonApiCase(OfficeHttpCase):
    posts = ("customer_service_manager", "account_manager", "service_clerk")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        companies = cls.company + cls.company_b
        cls.boss = cls.make_holder(
            "director", groups="base.group_system", companies=companies
        )
        cls.newcomer = cls.make_user("newcomer", companies=companies)

    def setUp(self):
        super().setUp()
        # each test takes back the keys that it has made
        self.keys = {}
        # as a decorator of a class it would hide its tests
        self.enterContext(mute_logger("odoo.http"))

    def key_of(self, user):
        if user not in self.keys:
            keys = self.env["res.users.apikeys"].with_user(user).sudo()
            self.keys[user] = keys._generate(
                "rpc", "test", fields.Datetime.now() + timedelta(hours=12)
            )
        return self.keys[user]

    def ask(self, user, model, method, /, **params):
        """Status and body of the answer to a call with the user's key."""
        answer = self.url_open(
            f"/json/2/{model}/{method}",
            json=params,
            headers={"Authorization": f"bearer {self.key_of(user)}"},
        )
        return answer.status_code, answer.json()

    def assertDone(self, *call, **params):
        status, body = self.ask(*call, **params)
        self.assertEqual(status, 200, body)
        return body

    def assertRefused(self, *call, **params):
        """Refused by a rule, with a message for people, and not for a fault of the call."""
        status, body = self.ask(*call, **params)
        self.assertGreaterEqual(status, 400, body)
        self.assertTrue(body["name"].startswith("odoo.exceptions."), body)
        self.assertTrue(body["message"], body)
        return body["message"]


class TestJsonApiGenerated(JsonApiCase):
    """Every governed field and every guard of the registry."""

    def records(self):
        for name, vals in VALS.items():
            yield name, self.env[name].create(vals(self))

    def test_governed_fields(self):
        for name, record in self.records():
            for field in sorted(record._governed_names()):
                before = record[field]
                vals = {field: self.json_value(forged(record, field))}
                with self.subTest(field=f"{name}.{field}"):
                    self.assertRefused(
                        *(self.boss, name, "write"), ids=record.ids, vals=vals
                    )
                    record.invalidate_recordset([field])
                    self.assertEqual(record[field], before)

    def json_value(self, value):
        return str(value) if isinstance(value, date | datetime) else value

    def test_what_is_kept(self):
        """No key of the context lets anybody delete it."""
        self.key_of(self.boss)
        for guard, make in KEPT.items():
            with self.subTest(guard), Undone(self.env):
                record = make(self)
                self.assertRefused(
                    *(self.boss, record._name, "unlink"),
                    ids=record.ids,
                    context=SWITCHES,
                )
                self.assertTrue(record.exists())


class TestJsonApi(JsonApiCase):
    def test_ordinary_work(self):
        clerk = self.users["service_clerk"]
        [case] = self.assertDone(
            clerk, "mkt.complaint", "create", vals_list=[{"name": "Relay fails"}]
        )
        self.assertDone(
            clerk, "mkt.complaint", "write", ids=[case], vals={"user_id": clerk.id}
        )
        self.assertDone(clerk, "mkt.complaint", "action_acknowledge", ids=[case])
        [read] = self.assertDone(
            clerk, "mkt.complaint", "read", ids=[case], fields=["state"]
        )
        self.assertEqual(read["state"], "acknowledged")

    def test_cases_of_others(self):
        case = self.make_complaint(user_id=self.users["service_clerk"].id)
        call = "mkt.complaint", "read"
        for user in (self.users["account_manager"], self.newcomer):
            self.assertRefused(user, *call, ids=case.ids, fields=["name"])
        self.assertDone(
            self.users["service_clerk"], *call, ids=case.ids, fields=["name"]
        )

    def test_steps_are_checked(self):
        case = self.make_complaint(user_id=self.users["service_clerk"].id)
        for step in ("action_close", "action_decide", "action_respond"):
            self.assertRefused(
                self.users["service_clerk"], "mkt.complaint", step, ids=case.ids
            )
        self.assertEqual(case.state, "received")

    def test_nobody_appoints_themselves(self):
        for user in (self.boss, self.newcomer):
            vals = self.assignment_vals(user, "finance_manager")
            vals["date_from"] = str(vals["date_from"])
            self.assertRefused(user, "mkt.post.assignment", "create", vals_list=[vals])
        vals = self.assignment_vals(self.newcomer, "sales_manager")
        vals["date_from"] = str(vals["date_from"])
        self.assertDone(self.boss, "mkt.post.assignment", "create", vals_list=[vals])

    def test_mails_are_handed_in_by_the_gateway(self):
        for user in (self.newcomer, self.users["customer_service_manager"]):
            for model in ("mail.thread", "mkt.complaint", "res.partner"):
                self.assertRefused(
                    *(user, model, "message_process"),
                    model="mkt.post.assignment",
                    message=MAIL,
                )

    def test_secrets(self):
        customer = self.make_customer()
        case = self.make_complaint(partner_id=customer.id)
        for user in (self.boss, self.users["customer_service_manager"]):
            for method, params in (
                ("read", {"ids": case.ids, "fields": ["access_token"]}),
                ("search", {"domain": [["access_token", "=like", "a%"]]}),
                (
                    "export_data",
                    {"ids": case.ids, "fields_to_export": ["access_token"]},
                ),
                ("rating_apply", {"ids": case.ids, "rate": 5}),
            ):
                with self.subTest(user=user.login, method=method):
                    self.assertRefused(user, "mkt.complaint", method, **params)

    def test_another_company(self):
        stranger = self.make_holder("director", "stranger", companies=self.company_b)
        case = self.make_complaint()
        context = {"allowed_company_ids": (self.company + self.company_b).ids}
        for ctx in ({}, context):
            self.assertRefused(
                *(stranger, "mkt.complaint", "write"),
                ids=case.ids,
                vals={"name": "Ours"},
                context=ctx,
            )
        self.assertEqual(case.name, "Relay fails")

    def test_what_does_not_fit_is_answered_for_people(self):
        case = self.make_complaint()
        for params in (
            {"ids": ["x"], "vals": {"name": "A"}},
            {"ids": case.ids, "vals": {"user_id": "x"}},
            {"ids": case.ids, "vals": {"received_at": {"a": 1}}},
            {"ids": case.ids, "vals": {"no_field": 1}},
        ):
            with self.subTest(params=params):
                self.assertRefused(self.boss, "mkt.complaint", "write", **params)
        self.assertEqual(case.name, "Relay fails")

    def test_answered_in_the_language_of_the_call(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        clerk, context = self.users["service_clerk"], {"lang": "zh_CN"}
        key = self.key_of(clerk)
        login = [get_db_name(), clerk.id, key]
        case = self.make_complaint().id
        for number, vals, text in (
            (case, {"no_such": 1}, "什么都没有改变"),
            (2**31 - 1, {"name": "x"}, "记录不存在"),
        ):
            call = ["mkt.complaint", "write", [[number], vals], {"context": context}]
            params = {"service": "object", "method": "execute_kw"}
            answer = self.url_open(
                "/jsonrpc", json={"params": {**params, "args": login + call}}
            )
            self.assertIn(text, answer.json()["error"]["data"]["message"])
            said = self.assertRefused(
                *(clerk, "mkt.complaint", "write"),
                ids=[number],
                vals=vals,
                context=context,
            )
            self.assertIn(text, said)

    def test_over_xml_too(self):
        """Both versions of XML-RPC, which write the host's traceback into the answer."""
        self.env["res.lang"]._activate_lang("zh_CN")
        clerk, call = self.users["service_clerk"], ["mkt.complaint", "write"]
        login = [get_db_name(), clerk.id, self.key_of(clerk)]
        for path in ("/xmlrpc/2/object", "/xmlrpc/object"):
            for method, args in (
                ("execute", [*login, *call, "x", {"no_such": 1}]),
                ("execute_kw", [*login, *call, ["x"], {"context": {"lang": "zh_CN"}}]),
            ):
                body = dumps(tuple(args), method)
                answer = self.url_open(path, data=body).text
                with self.subTest(path=path, method=method):
                    is_chinese = method == "execute_kw"
                    self.assertIn(NOTHING[is_chinese], answer)
                    self.assertNotIn("Traceback", answer)
                    with self.assertRaises(Fault):
                        loads(answer)
        # calls of the host's models, and no calls at all, are the host's affair
        for body in (
            dumps((*login, "res.partner", "write", ["x"]), "execute_kw"),
            "<methodCall><params><param><value><int>x</int></value></param></params>"
            "</methodCall>",
        ):
            answer = self.url_open("/xmlrpc/2/object", data=body).text
            self.assertIn("Traceback", answer)

    def test_pages_that_refuse_are_headed_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.boss.lang = "zh_CN"
        self.authenticate(self.boss.login, self.boss.login)
        for path, code, heading in (
            ("payroll.xlsx?ids=1", 403, "无权访问"),
            ("study/0/answers.xlsx", 404, "找不到"),
        ):
            answer = self.url_open(f"/marketing_office/{path}")
            self.assertEqual(answer.status_code, code)
            self.assertIn(f"<title>{code} {heading}</title>", answer.text)

    def test_private_methods(self):
        case = self.make_complaint()
        for method in ("_set_state", "_accept", "message_new", "get_portal_url"):
            status, body = self.ask(self.boss, "mkt.complaint", method, ids=case.ids)
            self.assertGreaterEqual(status, 400, body)
        self.assertEqual(case.state, "received")
