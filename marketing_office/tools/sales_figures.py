"""What was sold, summed up for the lines of a sales plan."""

# by what a sale was explained: a named customer, an opportunity, or nothing
EXPLAINED = "customer", "pipeline", None


class SalesFigures:
    """Sums of rows (segment, user, team, category, channel, explained by, amount).

    Each line asks for its own scope; amounts are rounded once, so that what belongs to
    none of a line's parts is the exact rest.
    """

    def __init__(self, rows, calendar, category_paths, currency):
        self._currency = currency
        self._sums = {}
        for segment, user, team, category, channel, source, amount in rows:
            keys = [("company", 0), ("person", user), ("team", team)]
            keys += [("department", d) for d in calendar.departments(segment, user)]
            keys += [("category", c) for c in category_paths.get(category, ())]
            keys.append(("channel", channel))
            for key in keys:
                if key[1] is not None:
                    sums = self._sums.setdefault(key, dict.fromkeys(EXPLAINED, 0.0))
                    sums[source] += amount or 0.0

    def actual(self, line):
        return self._currency.round(sum(self._of(line).values()))

    def unattributed(self, line, parts):
        """What was sold in the line's scope and in none of its parts."""
        rest = self.actual(line) - sum(self.actual(part) for part in parts)
        return self._currency.round(rest)

    def explained(self, line):
        """What the line sold by what explained it beforehand; the parts add up to its actual."""
        sums = self._of(line)
        named = {source: self._currency.round(sums[source]) for source in EXPLAINED[:2]}
        rest = self.actual(line) - sum(named.values())
        return {**named, None: self._currency.round(rest)}

    def _of(self, line):
        return self._sums.get(line._scope(), dict.fromkeys(EXPLAINED, 0.0))
