from odoo import models


class PeriodControls(models.Model):
    """Results of controls freeze with their period, behind the figures they rest on."""

    _inherit = "mkt.period"

    def _before_close(self):
        result = super()._before_close()
        for company, periods in self.grouped("company_id").items():
            self._judge(company, periods)
        self._results().frozen = True
        return result

    def _after_reopen(self, reopenings):
        result = super()._after_reopen(reopenings)
        self._results().frozen = False
        for company, periods in self.grouped("company_id").items():
            self._judge(company, periods)
        return result

    def _results(self):
        return self.env["mkt.control.result"].search([("period_id", "in", self.ids)])

    def _judge(self, company, periods):
        controls = self.env["mkt.control"]
        controls = controls.search(controls._domain_of(company)).with_company(company)
        self.env["mkt.control.result"]._compute_periods(controls, periods)
