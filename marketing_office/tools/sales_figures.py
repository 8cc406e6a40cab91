"""What was sold, summed up for the lines of a sales plan."""


class SalesFigures:
    """Sums of rows (segment, user, team, category, channel, amount).

    Each line asks for its own scope; amounts are rounded once, so that what belongs to
    none of a line's parts is the exact rest.
    """

    def __init__(self, rows, calendar, category_paths, currency):
        self._currency = currency
        self._sums = sums = {}
        for segment, user, team, category, channel, amount in rows:
            keys = [("company", 0)]
            if user:
                keys.append(("person", user))
                keys += [("department", d) for d in calendar.departments(segment, user)]
            if team:
                keys.append(("team", team))
            if category:
                keys += [("category", c) for c in category_paths.get(category, ())]
            if channel:
                keys.append(("channel", channel))
            for key in keys:
                sums[key] = sums.get(key, 0.0) + (amount or 0.0)

    def actual(self, line):
        return self._currency.round(self._sums.get(line._scope(), 0.0))

    def unattributed(self, line, parts):
        """What was sold in the line's scope and in none of its parts."""
        rest = self.actual(line) - sum(self.actual(part) for part in parts)
        return self._currency.round(rest)
