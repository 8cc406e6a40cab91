from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _mkt_superior(self):
        """Who stands above the user in each company, {company: user id}; as superuser.

        The manager of the employee record; without one the Director, and above the
        Director the leadership.
        """
        self.ensure_one()
        superiors = {}
        assignments = self.env["mkt.post.assignment"]
        for company in self._mkt_held().company_id:
            employee = self.employee_ids.filtered(
                lambda e, company=company: e.company_id == company
            )
            above = employee.parent_id.user_id.filtered("active")
            for code in ("director", "leadership"):
                above = above or assignments._holders(company, code)
                above -= self
            superiors[company] = above[:1].id
        return superiors
