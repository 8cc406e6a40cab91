from datetime import timedelta

from odoo import fields, models

from ...tools.control_check import ControlCheck

# an indicator that was not computed for so many days stands still
DAYS_OF_A_FIGURE = 2


class ControlOffice(models.Model):
    """Checks on posts, departments, meetings and figures."""

    _inherit = "mkt.control"

    check_name = fields.Selection(
        selection_add=[
            ("posts_held", "Posts That Are Held"),
            ("departments_staffed", "Departments with Somebody in Charge"),
            ("meetings_held", "Regular Meetings Held"),
            ("bulletins_read", "Bulletins Read"),
            ("figures_computed", "Indicators Computed"),
            ("targets_set", "Targets Set"),
        ]
    )

    def _check_posts_held(self, company, window):
        return ControlCheck(
            model="mkt.post",
            population=[("level", "=", "post")],
            observed=[("is_vacant", "=", False)],
            company=None,
            is_state=True,
        )

    def _check_departments_staffed(self, company, window):
        # sudo: which department a post belongs to is no secret
        posts = self.env["mkt.post"].sudo().search([("level", "=", "post")])
        in_charge = self.env["mkt.post.assignment"].sudo()
        heads = in_charge.search(
            [
                ("company_id", "=", company.id),
                ("is_active", "=", True),
                ("post_id.level", "=", "post"),
            ]
        )
        return ControlCheck(
            model="hr.department",
            population=[("id", "in", posts.department_id.ids)],
            observed=[("id", "in", heads.department_id.ids)],
            company=None,
            is_state=True,
        )

    def _check_meetings_held(self, company, window):
        return ControlCheck(
            model="mkt.meeting",
            population=[("state", "=", "held"), *window.days("date")],
            is_least=True,
        )

    def _check_bulletins_read(self, company, window):
        return ControlCheck(
            model="mkt.bulletin.receipt",
            population=[
                ("bulletin_id.is_must_read", "=", True),
                ("bulletin_id.state", "in", ("published", "expired")),
                *window.past_days("bulletin_id.read_by"),
            ],
            observed=[("read_at", "!=", False)],
        )

    def _check_figures_computed(self, company, window):
        fresh = window.stop_at - timedelta(days=DAYS_OF_A_FIGURE)
        return ControlCheck(
            model="mkt.kpi.run",
            population=[("kpi_id.active", "=", True)],
            observed=[("state", "=", "done"), ("run_at", ">=", fresh)],
            is_state=True,
        )

    def _check_targets_set(self, company, window):
        return ControlCheck(
            model="mkt.kpi.target",
            population=[
                ("scope", "=", "company"),
                *window.covers("date_from", "period_id.date_to"),
            ],
            is_least=True,
        )

    def _check_words(self):
        return super()._check_words() | {
            "posts_held": self.env._(
                "Posts of the office that have a holder today ÷ all posts; deputies alone"
                " do not count"
            ),
            "departments_staffed": self.env._(
                "Departments in which a holder of a post works today ÷ departments of"
                " the posts"
            ),
            "meetings_held": self.env._(
                "Regular meetings marked as held in the period"
            ),
            "bulletins_read": self.env._(
                "Receipts with a reading ÷ receipts of bulletins that all must have read"
                " by a day of the period that is past; withdrawn ones do not count"
            ),
            "figures_computed": self.env._(
                "Indicators computed without error in the last two days ÷ indicators in"
                " use"
            ),
            "targets_set": self.env._(
                "Targets of the company for a period that covers today; those of teams"
                " and persons do not count"
            ),
        }
