from typing import NamedTuple

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, ormcache

# so many records of a card are named one by one
MOST_OF_CARD = 8
# beyond that a desk does not count
MOST_COUNTED = 999


class Found(NamedTuple):
    """What a card is about: its most urgent records, and how many there are."""

    records: models.BaseModel
    count: int

    @property
    def label(self):
        return f"{MOST_COUNTED}+" if self.count > MOST_COUNTED else str(self.count)


class DeskCardLookup(models.Model):
    """Look up what all cards of a desk are about at once, with the reader's rights."""

    _inherit = "mkt.desk.card"

    def _readable(self):
        """The cards of what the reader may read, or change where that is asked."""
        return self.filtered(
            lambda card: card._get_model().has_access(
                "write" if card.is_for_writers else "read"
            )
        )

    def _look_up(self):
        """What each card is about, {card: Found}; a card to do names its records."""
        selects = [
            (card, card._select_urgent() if card.part == "todo" else card._select_any())
            for card in self
        ]
        # a card about nothing, whoever the reader, needs no query
        wanted = [(card, select) for card, select in selects if select]
        numbers = {}
        if wanted:
            # as columns of one row, which PostgreSQL plans in half the time of a UNION
            columns = SQL(", ").join(
                SQL("ARRAY(%s)", select) for _card, select in wanted
            )
            [row] = self.env.execute_query(SQL("SELECT %s", columns))
            numbers = {card: ids for (card, _), ids in zip(wanted, row, strict=True)}
        found = {}
        for card in self:
            ids = numbers.get(card, [])
            named = ids[:MOST_OF_CARD] if card.part == "todo" else []
            found[card] = Found(card._get_model().browse(named), len(ids))
        self._fetch_named(found)
        return found

    @api.model
    def _fetch_named(self, found):
        """Read at once what the desk names of the records, and nothing else."""
        names, ids = {}, {}
        for card, (records, _count) in found.items():
            if records:
                names.setdefault(records._name, {"display_name"}).add(card.due_field)
                ids.setdefault(records._name, []).extend(records.ids)
        for model, numbers in ids.items():
            self.env[model].browse(numbers).fetch(names[model] - {False})

    def _select_urgent(self):
        """SQL of the records, most urgent first; of one more than the desk counts."""
        order = f"{self.due_field}, id" if self.due_field else "create_date, id"
        return self._select_any(order)

    def _select_any(self, order=None):
        query = self._get_model()._search(
            self._get_optimized_domain(), order=order, limit=MOST_COUNTED + 1
        )
        return not query.is_empty() and query.select()

    def _get_optimized_domain(self):
        return self._optimize(self.res_model, self.domain)

    @api.model
    @ormcache("model", "domain", "self.env.uid")
    def _optimize(self, model, domain):
        # kept, since the text and the reader alone decide: reading it takes long
        return Domain(self._evaluate(domain)).optimize(self.env[model])
