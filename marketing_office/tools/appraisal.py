"""The one place where a scorecard's points, weights and score are worked out.

All functions are pure: they know no records, and `tests/appraisal` computes the same
another way.

A line gives no points at its floor and below, 100 at its target and 120 at its stretch and
beyond; in between the points grow in a straight line, so that there is no jump anywhere.
Where less is better, the floor is the largest of the three.
"""

FULL = 100.0
MOST = 120.0


def in_order(floor, target, stretch):
    """Whether the three lead in one direction, as points need it."""
    if None in (floor, target, stretch):
        return False
    return floor < target < stretch or floor > target > stretch


def points(value, floor, target, stretch):
    """Points from 0 to 120 of a value; the three are in order."""
    if floor > target:
        value, floor, target, stretch = -value, -floor, -target, -stretch
    if value <= floor:
        return 0.0
    if value < target:
        return FULL * (value - floor) / (target - floor)
    if value < stretch:
        return FULL + (MOST - FULL) * (value - target) / (stretch - target)
    return MOST


def reweigh(weights, has_data):
    """Weights of the lines with data that again add up to 100; the others weigh 0.

    Without any data all weigh 0.
    """
    pairs = list(zip(weights, has_data, strict=True))
    total = sum(weight for weight, counts in pairs if counts)
    if not total:
        return [0.0 for _pair in pairs]
    return [FULL * weight / total if counts else 0.0 for weight, counts in pairs]


def score(weights, line_points):
    """The weighted points, 0 to 120; None where no line has any.

    The points of a line without data are None.
    """
    again = reweigh(weights, [found is not None for found in line_points])
    if not any(again):
        return None
    parts = zip(again, line_points, strict=True)
    return sum(weight * (found or 0.0) for weight, found in parts) / FULL


def worth(value, step, weight, triple):
    """What one step more would have added to the score, for a line of that weight.

    The step leads towards the stretch; a weight is one of those that add up to 100.
    """
    floor, _target, stretch = triple
    better = value + step if stretch > floor else value - step
    return weight * (points(better, *triple) - points(value, *triple)) / FULL


def grade_of(score_reached, bounds):
    """The place of the highest bound that the score reaches, of bounds in falling order."""
    for place, bound in enumerate(bounds):
        if score_reached >= bound:
            return place
    return None


def split(amount, shares, digits):
    """The amount cut by the shares, in the smallest coins, without remainder.

    The coins left over go to the largest rests, and among equal ones to the first.
    """
    total = sum(shares)
    coins = round(amount * 10**digits)
    if not shares or total <= 0:
        return [0.0 for _share in shares]
    exact = [coins * share / total for share in shares]
    given = [int(part) for part in exact]
    by_rest = sorted(
        range(len(shares)), key=lambda place: (given[place] - exact[place], place)
    )
    for place in by_rest[: coins - sum(given)]:
        given[place] += 1
    return [part / 10**digits for part in given]
