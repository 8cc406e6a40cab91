"""Two callers ask for the next customer at the same instant: each has another one."""

from odoo.fields import Command

from ..concurrency import ConcurrencyCase

CUSTOMERS = 6


class TestTwoCallers(ConcurrencyCase):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.commit, self.tidy)
        self.list_id, self.callers = self.commit(self.prepare)

    def prepare(self, env):
        callers = env["res.users"].create(
            [
                {
                    "name": login,
                    "login": login,
                    "group_ids": [Command.set(env.ref("base.group_user").ids)],
                }
                for login in ("caller_one", "caller_two")
            ]
        )
        env["mkt.post.assignment"].create(
            [
                {
                    "user_id": caller.id,
                    "post_id": env.ref("marketing_office.post_sales_staff").id,
                    "department_id": env.ref("marketing_office.department_sales").id,
                }
                for caller in callers
            ]
        )
        customers = env["res.partner"].create(
            [
                {"name": f"Caller's customer {n}", "phone": f"+86 573 8333 000{n}"}
                for n in range(CUSTOMERS)
            ]
        )
        customers._mkt_record_basis(["phone"], "consent", "form")
        call_list = env["mkt.call.list"].create(
            {
                "name": "At the same instant",
                "user_id": callers[0].id,
                "caller_ids": [Command.set(callers.ids)],
                "domain": str([("id", "in", customers.ids)]),
            }
        )
        call_list.action_fill()
        call_list.action_start()
        return call_list.id, callers.ids

    def tidy(self, env):
        # what was called or begun is kept by the rules under test
        users = env["res.users"].search([("login", "like", "caller_")])
        partners = env["res.partner"].search([("name", "like", "Caller's customer")])
        for statement in (
            "DELETE FROM mkt_call_list WHERE name = 'At the same instant'",
            "DELETE FROM mkt_contact_basis WHERE source = 'form'",
        ):
            env.cr.execute(statement)
        env.cr.execute(
            "DELETE FROM mkt_post_assignment WHERE user_id = ANY(%s)", (users.ids,)
        )
        env["mkt.post.assignment"]._cron_sync_groups()
        env.invalidate_all()
        own = users.partner_id
        users.unlink()
        (partners | own).unlink()

    def next_partner(self, env):
        action = env["mkt.call.list"].browse(self.list_id).action_next()
        return env["mkt.call"].browse(action["res_id"]).partner_id.id

    def test_each_has_another_customer(self):
        found = self.together(
            self.next_partner, self.next_partner, user_ids=self.callers
        )
        self.assertEqual(len(set(found)), 2, found)
        self.assertTrue(all(isinstance(partner, int) for partner in found), found)
