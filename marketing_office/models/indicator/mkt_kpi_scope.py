from odoo import api, fields, models

from ...tools.kpi_calendar import COMPANY, DEPARTMENT, TEAM, USER


class KpiScope(models.AbstractModel):
    """Whose figure: of the company in a period, or of a department, team or person there."""

    _name = "mkt.kpi.scope"
    _description = "Scope of an Indicator"
    _check_company_auto = True

    kpi_id = fields.Many2one(
        "mkt.kpi", string="Indicator", required=True, index=True, ondelete="restrict"
    )
    period_id = fields.Many2one(
        "mkt.period", required=True, index=True, ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one(
        "hr.department",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    team_id = fields.Many2one(
        "crm.team",
        string="Sales Team",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    user_id = fields.Many2one(
        "res.users", string="Person", index="btree_not_null", ondelete="restrict"
    )
    scope = fields.Selection(
        [
            (COMPANY, "Company"),
            (DEPARTMENT, "Department"),
            (TEAM, "Sales Team"),
            (USER, "Person"),
        ],
        compute="_compute_scope",
        store=True,
        precompute=True,
        required=True,
    )

    _one_scope = models.Constraint(
        "CHECK (num_nonnulls(department_id, team_id, user_id) <= 1)",
        "Name a department, a sales team or a person, not several of them.",
    )
    _scope_uniq = models.UniqueIndex(
        "(kpi_id, period_id, COALESCE(department_id, 0), COALESCE(team_id, 0),"
        " COALESCE(user_id, 0))",
        "There is one already for this indicator, period and scope.",
    )

    @api.depends("department_id", "team_id", "user_id")
    def _compute_scope(self):
        for record in self:
            record.scope = record._scope_key()[0]

    def _scope_key(self):
        """Kind of scope and id of the department, team or person (0: the company)."""
        for scope, record in (
            (DEPARTMENT, self.department_id),
            (TEAM, self.team_id),
            (USER, self.user_id),
        ):
            if record:
                return scope, record.id
        return COMPANY, 0

    def _scope_name(self):
        record = self.department_id or self.team_id or self.user_id or self.company_id
        return record.display_name
