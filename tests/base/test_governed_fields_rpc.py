from odoo.tests.common import JsonRpcException

from ..common import OfficeHttpCase


class TestGovernedFieldsRpc(OfficeHttpCase):
    """The same through the door that a browser, or a script with a password, uses."""

    posts = ("customer_service_manager",)

    def setUp(self):
        super().setUp()
        self.complaint = self.make_complaint()
        login = self.users["customer_service_manager"].login
        self.authenticate(login, login)

    def assertRefused(self, method, *args, **kwargs):
        with self.assertRaises(JsonRpcException):
            self.call_kw("mkt.complaint", method, *args, **kwargs)

    def test_ordinary_field_can_be_written(self):
        ids = self.complaint.ids
        self.call_kw("mkt.complaint", "write", ids, {"name": "New subject"})
        self.assertEqual(self.complaint.name, "New subject")

    def test_write(self):
        for vals in ({"state": "closed"}, {"number": "KF-1"}, {"access_token": "x"}):
            with self.subTest(vals=vals):
                self.assertRefused("write", self.complaint.ids, vals)
        self.assertEqual(self.complaint.state, "received")

    def test_what_the_system_computes(self):
        computed = {
            "priority": "0",
            "deadline_at": "2099-01-01 00:00:00",
            "hours_to_resolve": 1,
            "rating_last_value": 5,
        }
        for name, value in computed.items():
            with self.subTest(name):
                # together with what it is computed from: else it is soon overwritten
                vals = {"severity": "3", "impact": "2", name: value}
                self.assertRefused("write", self.complaint.ids, vals)
                self.assertRefused("create", [{"name": "x", **vals}])

    def test_web_save(self):
        for ids in (self.complaint.ids, []):
            vals = {"name": "x", "state": "closed"}
            self.assertRefused("web_save", ids, vals, specification={})

    def test_create(self):
        self.assertRefused("create", [{"name": "x", "number": "KF-1"}])

    def test_default_in_the_context(self):
        context = {"default_state": "closed", "default_number": "KF-1"}
        [new] = self.call_kw(
            "mkt.complaint", "create", [{"name": "x"}], context=context
        )
        complaint = self.env["mkt.complaint"].browse(new)
        self.assertEqual(complaint.state, "received")
        self.assertNotEqual(complaint.number, "KF-1")

    def test_import(self):
        rows = [[str(self.complaint.id), "Closed"]]
        result = self.call_kw("mkt.complaint", "load", [".id", "state"], rows)
        self.assertFalse(result["ids"])
        self.assertEqual(self.complaint.state, "received")

    def test_private_methods(self):
        for method in ("_set_state", "_tell_customer", "_find_customer"):
            self.assertRefused(method, self.complaint.ids, "closed")

    def test_private_method_of_the_rules(self):
        with self.assertRaises(JsonRpcException):
            self.call_kw(
                "res.users", "mkt_companies", self.users["customer_service_manager"].ids
            )
