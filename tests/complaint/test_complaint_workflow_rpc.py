import inspect

from odoo.tests.common import JsonRpcException

from ..common import OfficeHttpCase

REASON = {"action_cancel", "action_pause", "action_refuse", "action_reopen"}
# these only open another screen, or a file of what the reader may read
HARMLESS = {
    "action_export_xlsx",
    "action_mkt_ask_coordination",
    "action_mkt_view_coordinations",
    "action_open_corrective_action",
    "action_view_duplicates",
    "action_view_expense_requests",
}


class TestComplaintWorkflowRpc(OfficeHttpCase):
    """The server refuses every step to a post without the right, not only the screen."""

    posts = ("service_clerk", "finance_manager")

    def actions(self):
        model = type(self.env["mkt.complaint"])
        own = {
            name
            for name, method in inspect.getmembers(model, inspect.isfunction)
            if name.startswith("action_") and "marketing_office" in method.__module__
        }
        return own - HARMLESS

    def test_every_step_is_refused(self):
        case = self.make_complaint(user_id=self.users["service_clerk"].id)
        other = self.make_complaint(user_id=self.users["service_clerk"].id)
        login = self.users["finance_manager"].login
        self.authenticate(login, login)
        before = case.read()[0]
        for action in sorted(self.actions()):
            arguments = ["because"] if action in REASON else []
            if action == "action_merge":
                arguments = [other.id]
            with self.subTest(action=action), self.assertRaises(JsonRpcException):
                self.call_kw("mkt.complaint", action, case.ids, *arguments)
        case.invalidate_recordset()
        self.assertEqual(case.read()[0], before)

    def test_reader_may_read(self):
        case = self.make_complaint()
        login = self.users["finance_manager"].login
        self.authenticate(login, login)
        [values] = self.call_kw("mkt.complaint", "read", case.ids, ["name"])
        self.assertEqual(values["name"], case.name)

    def test_handler_may_act(self):
        case = self.make_complaint(user_id=self.users["service_clerk"].id)
        login = self.users["service_clerk"].login
        self.authenticate(login, login)
        self.call_kw("mkt.complaint", "action_acknowledge", case.ids)
        self.assertEqual(case.state, "acknowledged")
