import babel.dates

from odoo import api, models
from odoo.tools.misc import get_lang

# how the host's granularities are written, in the order of the reader's language
SKELETONS = {"day": "yMMMd", "month": "yMMMM", "quarter": "yQQQ", "year": "y"}


class Base(models.AbstractModel):
    _inherit = "base"

    @api.model
    def _has_field_access(self, field, operation):
        """What the office computes and stores on the host's records is set by nobody.

        The host refuses it on the screen only.
        """
        if (
            operation == "write"
            and field.name.startswith("mkt_")
            and (field.compute and field.store and field.readonly)
            and not self.env.su
        ):
            return False
        return super()._has_field_access(field, operation)

    def _web_read_group_groupby_formatter(self, groupby_spec, values):
        """Days, months, quarters and years of groups as the language writes them.

        The host puts the month before the year in every language.
        """
        label_of = super()._web_read_group_groupby_formatter(groupby_spec, values)
        name, _colon, granularity = groupby_spec.partition(":")
        # fields of other records come here once more, by their own names
        field = self._fields.get(name)
        if granularity not in SKELETONS or not field or field.type == "many2one":
            return label_of
        locale = get_lang(self.env).code

        def named(value):
            label, domain = label_of(value)
            if value:
                words = babel.dates.format_skeleton(
                    SKELETONS[granularity], value, locale=locale
                )
                label = label[0], words
            return label, domain

        return named
