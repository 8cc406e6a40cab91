from ast import literal_eval

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

NUMBERS = ("integer", "float", "monetary")


class KpiCheck(models.Model):
    """What a definition may say: fields that suit, conditions that are data, no circle."""

    _inherit = "mkt.kpi"

    @api.constrains("numerator_id", "denominator_id", "base_id")
    def _check_no_cycle(self):
        for kpi in self:
            if kpi in kpi._all_bases():
                raise ValidationError(
                    self.env._("%(kpi)s cannot be defined by itself.", kpi=kpi.name)
                )

    @api.constrains(
        "kind",
        "source_model",
        "function",
        "source_field",
        "date_field",
        "user_field",
        "team_field",
        "domain",
    )
    def _check_source(self):
        for kpi in self.filtered(lambda k: k.kind == "aggregate"):
            kpi._check_field(kpi.date_field, ("date", "datetime"))
            kpi._check_field(kpi.user_field, ("many2one",), "res.users")
            kpi._check_field(kpi.team_field, ("many2one",), "crm.team")
            kpi._check_measured()
            kpi._check_domain()

    def _check_measured(self):
        if self.function == "count" or not self.source_field:
            return
        if "." in self.source_field:
            raise ValidationError(
                self.env._("Measure a field of the documents themselves.")
            )
        if self.function == "distinct":
            self._check_field(self.source_field)
        elif self.function == "share":
            self._check_field(self.source_field, ("boolean",))
        else:
            field = self._check_field(self.source_field, NUMBERS)
            self._check_currency(field)

    def _check_currency(self, field):
        """Amounts of several currencies cannot be added up as they stand."""
        model = self.env[self.source_model]
        if field.type != "monetary" or "currency_rate" in model._fields:
            return
        currency = model._fields[field.get_currency_field(model)]
        if not currency.related or "company_id" not in currency.related:
            raise ValidationError(
                self.env._(
                    "%(field)s is in the currency of each document: "
                    "choose the amount in the company's currency.",
                    field=field._description_string(self.env),
                )
            )

    def _check_field(self, path, types=None, comodel=None):
        """The field at the end of the path, which must suit and be kept in the database."""
        if not path:
            return None
        model = self.env[self.source_model]
        *hops, last = path.split(".")
        for name in hops:
            hop = model._fields.get(name)
            if not hop or hop.type != "many2one" or not hop._description_searchable:
                self._refuse_field(path)
            model = self.env[hop.comodel_name]
        field = model._fields.get(last)
        suits = (
            field
            and len(hops) <= 1
            and (field.store or field.related)
            and field.type not in ("one2many", "many2many", "binary", "html")
            and (not types or field.type in types)
            and (not comodel or field.comodel_name == comodel)
        )
        if not suits:
            self._refuse_field(path)
        return field

    def _refuse_field(self, path):
        raise ValidationError(
            self.env._(
                "%(kpi)s: the field %(field)s does not suit here.",
                kpi=self.name,
                field=path,
            )
        )

    def _check_domain(self):
        try:
            Domain(self._parsed_domain()).validate(self.env[self.source_model])
        except (
            ValueError,
            TypeError,
            SyntaxError,
            KeyError,
            MemoryError,
            RecursionError,
        ) as error:
            raise ValidationError(
                self.env._("%(kpi)s: this condition is not valid.", kpi=self.name)
            ) from error

    def _parsed_domain(self):
        """The condition as data: nothing in it is ever executed."""
        return literal_eval(self.domain or "[]")
