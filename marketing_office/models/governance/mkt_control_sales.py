from odoo import fields, models

from ...tools.control_check import ControlCheck, in_force


class ControlSales(models.Model):
    """Checks on sales plans, sales issues and training."""

    _inherit = "mkt.control"

    check_name = fields.Selection(
        selection_add=[
            ("sales_plan_in_force", "Sales Plan in Force"),
            ("sales_issues_solved", "Sales Issues Solved"),
            ("training_held", "Training Sessions Held"),
            ("training_recorded", "Training Sessions Carried Out"),
        ]
    )

    def _check_sales_plan_in_force(self, company, window):
        return in_force("mkt.sales.plan", window)

    def _check_sales_issues_solved(self, company, window):
        return ControlCheck(
            model="mkt.sales.issue",
            population=[
                ("state", "!=", "dropped"),
                *window.past_days("deadline"),
            ],
            observed=[("state", "=", "solved")],
        )

    def _check_training_held(self, company, window):
        return ControlCheck(
            model="mkt.training.session",
            population=[("state", "=", "held"), *window.days("planned_on")],
            is_least=True,
        )

    def _check_training_recorded(self, company, window):
        return ControlCheck(
            model="mkt.training.session",
            population=[
                ("state", "!=", "cancelled"),
                ("plan_state", "=", "approved"),
                *window.past_days("planned_on"),
            ],
            observed=[("state", "=", "held")],
        )

    def _check_words(self):
        return super()._check_words() | {
            "sales_plan_in_force": self.env._(
                "Approved sales plans whose period covers today"
            ),
            "sales_issues_solved": self.env._(
                "Issues solved by now ÷ sales issues due in the period and past their"
                " day; dropped ones do not count"
            ),
            "training_held": self.env._(
                "Training sessions held, with attendance recorded, planned for a day of"
                " the period"
            ),
            "training_recorded": self.env._(
                "Sessions held by now ÷ sessions of approved training plans whose day"
                " lies in the period and is past; cancelled ones do not count"
            ),
        }
