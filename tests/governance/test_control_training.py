from odoo.fields import Command

from .governance_case import GovernanceCase


class TestTrainingOfControls(GovernanceCase):
    """Who is in charge of a control that is not observed may have to learn for it."""

    assigned_since = "2026-01-01"

    def found(self):
        needs = self.env["mkt.training.need"]
        needs.create(needs._found_in_controls())
        return needs.search([("reason", "=", "control")])

    def test_a_need_for_who_is_in_charge_as_long_as_it_is_red(self):
        control = self.make_control()
        self.assertFalse(self.found())
        result = self.find(control)
        need = self.found()
        self.assertEqual(need.user_id, self.users["marketing_manager"])
        self.assertEqual(need.name, control.name)
        self.assertEqual(self.found(), need)
        # given up: the same red does not come again
        self.as_user(need, "marketing_manager").action_drop()
        self.assertEqual(self.found(), need)
        # another red later does
        need.sudo().dropped_on = self.past(3)
        result.red_on = self.past(2)
        self.assertEqual(len(self.found()), 2)

    def test_what_is_observed_needs_none(self):
        control = self.make_control()
        self.give_evidence(control)
        self.find(control)
        self.assertFalse(self.found())

    def test_the_needs_of_who_is_assigned(self):
        result = self.find(self.make_control())
        result.owner_id = self.users["finance_manager"]
        self.assertEqual(self.found().user_id, self.users["finance_manager"])

    def test_queries_do_not_grow_with_the_controls(self):
        def queries(number):
            controls = self.env["mkt.control"].create(
                [
                    {
                        "name": f"Control {number} {n}",
                        "kind": "confirmed",
                        "post_id": self.post("marketing_manager").id,
                        "company_id": self.company.id,
                        "article_ids": [Command.clear()],
                    }
                    for n in range(number)
                ]
            )
            self.compute(controls)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            found = self.env["mkt.training.need"]._found_in_controls()
            self.assertGreaterEqual(len(found), number)
            return self.cr.sql_log_count - before

        queries(1)
        few = queries(2)
        self.assertLessEqual(queries(20), few + 2)
