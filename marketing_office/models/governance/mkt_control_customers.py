from datetime import timedelta

from odoo import fields, models

from ...tools.control_check import ControlCheck

# hours within which who writes to the office hears from it
HOURS_TO_ACKNOWLEDGE = 24


class ControlCustomers(models.Model):
    """Checks on customers, sales, cases and satisfaction."""

    _inherit = "mkt.control"

    check_name = fields.Selection(
        selection_add=[
            ("care_kept", "Customer Contacts Made When Due"),
            ("customers_in_hands", "Customers with an Account Manager"),
            ("calls_made", "Calls Made"),
            ("contracts_signed", "Contracts Signed"),
            ("opportunities_followed", "Opportunities with a Next Step"),
            ("orders_confirmed", "Orders Confirmed"),
            ("channel_agreements", "Channel Partners under Agreement"),
            ("cases_acknowledged", "Cases Acknowledged"),
            ("disputes_in_time", "Disputes within the Statutory Limit"),
            ("corrective_actions_done", "Corrective Actions Done"),
            ("satisfaction_asked", "Satisfaction Surveys Sent"),
        ]
    )

    def _check_care_kept(self, company, window):
        return ControlCheck(
            model="mkt.care.contact",
            population=[
                ("state", "!=", "cancelled"),
                *window.past_days("deadline"),
            ],
            observed=[("state", "=", "done")],
        )

    def _check_customers_in_hands(self, company, window):
        return ControlCheck(
            model="mkt.customer.standing",
            population=[("lifecycle", "in", ("new", "active"))],
            observed=[("user_id", "!=", False)],
            is_state=True,
        )

    def _check_calls_made(self, company, window):
        return ControlCheck(
            model="mkt.call", population=window.moments("called_at"), is_least=True
        )

    def _check_contracts_signed(self, company, window):
        return ControlCheck(
            model="mkt.contract", population=window.days("signed_on"), is_least=True
        )

    def _check_opportunities_followed(self, company, window):
        return ControlCheck(
            model="crm.lead",
            population=[
                ("type", "=", "opportunity"),
                ("active", "=", True),
                ("won_status", "=", "pending"),
                ("user_id", "!=", False),
            ],
            observed=[("activity_ids.date_deadline", ">=", window.last_day)],
            is_state=True,
        )

    def _check_orders_confirmed(self, company, window):
        return ControlCheck(
            model="sale.order",
            population=[("state", "=", "sale"), *window.moments("date_order")],
            is_least=True,
        )

    def _check_channel_agreements(self, company, window):
        return ControlCheck(
            model="mkt.channel.partner",
            population=[("active", "=", True)],
            observed=[("has_agreement", "=", True)],
            is_state=True,
        )

    def _check_cases_acknowledged(self, company, window):
        due = window.now - timedelta(hours=HOURS_TO_ACKNOWLEDGE)
        return ControlCheck(
            model="mkt.complaint",
            population=[
                ("state", "!=", "cancelled"),
                *window.moments("received_at"),
                ("received_at", "<", due),
            ],
            observed=[("acknowledged_at", "!=", False)],
        )

    def _check_disputes_in_time(self, company, window):
        return ControlCheck(
            model="mkt.complaint",
            population=[
                ("kind", "=", "dispute"),
                ("state", "!=", "cancelled"),
                ("dispute_accepted_on", "!=", False),
                "|",
                ("dispute_ended_on", "=", False),
                "&",
                *window.days("dispute_ended_on"),
            ],
            observed=[
                "|",
                ("dispute_ended_on", "!=", False),
                "|",
                ("statutory_deadline_at", "=", False),
                ("statutory_deadline_at", ">=", window.now),
            ],
            is_state=True,
        )

    def _check_corrective_actions_done(self, company, window):
        return ControlCheck(
            model="mkt.corrective.action",
            population=window.past_days("due_date"),
            observed=[("state", "!=", "open")],
        )

    def _check_satisfaction_asked(self, company, window):
        return ControlCheck(
            model="mkt.satisfaction.wave",
            population=window.covers("period_id.date_from", "period_id.date_to"),
            is_least=True,
            is_state=True,
        )

    def _check_words(self):
        return super()._check_words() | {
            "care_kept": self.env._(
                "Contacts made ÷ contacts of care plans due in the period and past"
                " their day; cancelled ones do not count"
            ),
            "customers_in_hands": self.env._(
                "Customers who have an account manager ÷ new and active customers;"
                " prospects, dormant and lost ones do not count"
            ),
            "calls_made": self.env._(
                "Customers of call lists who were last called in the period"
            ),
            "contracts_signed": self.env._("Contracts signed in the period"),
            "opportunities_followed": self.env._(
                "Opportunities with an activity for today or later ÷ open opportunities"
                " in somebody's hands"
            ),
            "orders_confirmed": self.env._("Sales orders confirmed in the period"),
            "channel_agreements": self.env._(
                "Channel partners with an agreement in force ÷ channel partners"
            ),
            "cases_acknowledged": self.env._(
                "Cases acknowledged by now ÷ cases received in the period; those of the"
                " last 24 hours and cancelled ones do not count"
            ),
            "disputes_in_time": self.env._(
                "Files that the forum has terminated, or whose statutory deadline is to"
                " come ÷ disputes before a forum, with those terminated in the period;"
                " cancelled ones do not count"
            ),
            "corrective_actions_done": self.env._(
                "Actions carried out by now ÷ corrective actions due in the period and"
                " past their day"
            ),
            "satisfaction_asked": self.env._(
                "Surveys drawn for a period that covers today"
            ),
        }
