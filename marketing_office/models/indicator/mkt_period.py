from odoo import models
from odoo.exceptions import UserError


class PeriodFreeze(models.Model):
    """Closing a period freezes its indicators; reopening keeps what had been frozen."""

    _inherit = "mkt.period"

    def action_view_values(self):
        """The figures of the period."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_kpi_value_action"
        )
        return action | {
            "name": self.display_name,
            "domain": [("period_id", "=", self.id)],
            "context": {"search_default_company_scope": 1},
        }

    def _before_close(self):
        for company, periods in self.grouped("company_id").items():
            runs = periods._compute_all(company)
            if failed := runs.filtered(lambda run: run.state == "failed"):
                raise UserError(
                    self.env._(
                        "These indicators could not be computed, mend or archive them "
                        "first: %(kpis)s",
                        kpis=", ".join(failed.kpi_id.mapped("name")),
                    )
                )
            values = self.env["mkt.kpi.value"].search(
                [("period_id", "in", periods.ids), ("frozen", "=", False)]
            )
            values.frozen = True
        return super()._before_close()

    def _after_reopen(self, reopenings):
        self.env["mkt.kpi.frozen"]._keep(reopenings)
        values = self.env["mkt.kpi.value"].search([("period_id", "in", self.ids)])
        values.frozen = False
        for company, periods in self.grouped("company_id").items():
            periods._compute_all(company)
        return super()._after_reopen(reopenings)

    def _compute_all(self, company):
        runs = self.env["mkt.kpi.run"]
        kpis = self.env["mkt.kpi"].search([("active", "=", True)])
        found = runs._all_runs(kpis, company)
        if found.try_lock_for_update() != found:
            raise UserError(
                self.env._("The figures are being computed at this moment: try again.")
            )
        found._compute_now()
        return found
