from odoo import models
from odoo.fields import Domain

from ...tools.kpi_source import KpiMeasure, KpiSource


class KpiSources(models.Model):
    """The documents behind an indicator: what its figures and its drill-down come from.

    A room adds a built-in measure to the Selection, and a method `_measure_<measure>`
    that returns its KpiMeasure.
    """

    _inherit = "mkt.kpi"

    def _get_measure(self):
        """The KpiMeasure of a built-in indicator; None for the others."""
        if self.kind != "builtin" or not self.measure:
            return None
        return getattr(self, f"_measure_{self.measure}")()

    def _source(self):
        """The documents measured, or None where there are none."""
        if measure := self._get_measure():
            return measure.source
        if self.kind != "aggregate":
            return None
        company = "company_id" in self.env[self.source_model]._fields
        return KpiSource(
            model=self.source_model,
            function=self.function,
            measured=self.source_field or None,
            date=self.date_field,
            domain=self._parsed_domain(),
            user=self.user_field or None,
            team=self.team_field or None,
            company="company_id" if company else None,
        )

    def _measure_sales_ordered(self):
        return KpiMeasure(
            self.env._(
                "Untaxed amount of confirmed orders, by the day of confirmation, "
                "each at its own exchange rate"
            ),
            source=self._revenue("ordered", function="sum", measured="amount"),
        )

    def _measure_sales_invoiced(self):
        return KpiMeasure(
            self.env._(
                "Untaxed amount of posted customer invoices less credit notes, "
                "by invoice date, in the company's currency"
            ),
            source=self._revenue("invoiced", function="sum", measured="amount"),
        )

    def _measure_repeat_purchase(self):
        return KpiMeasure(
            self.env._(
                "Customers with two or more confirmed orders in the period ÷ "
                "customers with at least one"
            ),
            source=self._revenue(
                "ordered", function="repeat", measured="partner_id", document="order_id"
            ),
        )

    def _revenue(self, basis, **measured):
        return KpiSource(
            model="mkt.revenue",
            date={"ordered": "ordered_at", "invoiced": "invoice_date"}[basis],
            domain=[("basis", "=", basis)],
            context={"mkt_revenue_basis": basis},
            user="user_id",
            team="team_id",
            **measured,
        )

    # ------------------------------------------------------------- in SQL

    def _reader(self, source, company):
        """The model as the author may read it in the company; built-in measures read all."""
        model = self.env[source.model]
        if self.kind == "aggregate" and self.author_id:
            # a definition tells no more than its author may read
            model = model.with_user(self.author_id)
        else:
            # sudo: built-in measures and those that come with the addon count all
            model = model.sudo()
        return model.with_context(
            allowed_company_ids=[company.id],
            active_test=not self.include_archived,
            **source.context,
        )

    def _company_domain(self, source, company):
        if not source.company:
            return Domain.TRUE
        field = self.env[source.model]._fields[source.company]
        optional = (
            source.company == "company_id"
            and not field.required
            and field.store
            and self.env[source.model]._auto
        )
        # a document without a company belongs to every company, as in the host
        companies = [company.id, False] if optional else [company.id]
        return Domain(source.company, "in", companies)

    def _documents_domain(self, source, company):
        domain = Domain(source.domain) & self._company_domain(source, company)
        if source.also_of:
            domain &= Domain(source.also_of, "=", company.id)
        return domain
