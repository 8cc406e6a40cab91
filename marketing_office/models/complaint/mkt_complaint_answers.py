from difflib import SequenceMatcher

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

# from "so so" on: the customer could live with it
CONTENT = 3
COMPARED = 200
SHOWN = 3
# how much the same product tells, beside a subject that is the same letter by letter
SAME_PRODUCT = 0.3
LEAST = 0.3


class ComplaintAnswers(models.Model):
    """Answers that worked: what customers with a similar matter could live with."""

    _inherit = "mkt.complaint"

    def _answers_that_worked(self):
        """The closed cases most similar to this one whose answers their customers took.

        The likeness of two subjects is that of `difflib`, which knows every language.
        """
        self.ensure_one()
        about_this = Domain.custom(to_sql=self._like_subject_sql)
        if self.product_id:
            about_this |= Domain("product_id", "=", self.product_id.id)
        closed = self.search(
            Domain("company_id", "=", self.company_id.id)
            & Domain("state", "=", "closed")
            & Domain("kind", "=", self.kind)
            & Domain("response", "!=", False)
            & Domain("id", "!=", self._origin.id)
            & (
                Domain("acceptance", "=", "accepted")
                | Domain("rating_last_value", ">=", CONTENT)
            )
            & about_this,
            order="closed_at desc, id desc",
            limit=COMPARED,
        )
        likeness = {case: self._likeness(case) for case in closed}
        alike = [case for case in closed if likeness[case] >= LEAST]
        likest = sorted(alike, key=likeness.get, reverse=True)[:SHOWN]
        return self.browse().union(*likest)

    def _likeness(self, other):
        ratio = SequenceMatcher(None, self.name.lower(), other.name.lower()).ratio()
        same = bool(self.product_id) and self.product_id == other.product_id
        return ratio + SAME_PRODUCT * same

    def _like_subject_sql(self, model, alias, query):
        subject = model._field_to_sql(alias, "name", query)
        if self.env.registry.has_trigram:
            return SQL("%s %% %s", subject, self.name or "")
        # without trigrams, all of the kind are compared, the last of them
        return SQL("TRUE")
