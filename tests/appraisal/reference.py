"""Points, weights and scores worked out another way: exact fractions between knots."""

from fractions import Fraction


def reference_points(value, floor, target, stretch):
    """Points by walking along the knots of the line, in exact fractions."""
    knots = [
        (Fraction(floor), Fraction(0)),
        (Fraction(target), Fraction(100)),
        (Fraction(stretch), Fraction(120)),
    ]
    reached = Fraction(value)
    if knots[0][0] > knots[-1][0]:
        knots = [(-x, y) for x, y in knots]
        reached = -reached
    reached = min(max(reached, knots[0][0]), knots[-1][0])
    for (left, low), (right, high) in zip(knots, knots[1:], strict=False):
        if left <= reached <= right:
            share = (reached - left) / (right - left)
            return low * (1 - share) + high * share
    raise AssertionError("outside all knots")


def reference_score(lines):
    """Score of lines (weight, value or None, triple): what has no value is not there."""
    there = [
        (Fraction(weight), reference_points(value, *triple))
        for weight, value, triple in lines
        if value is not None
    ]
    if not there:
        return None
    return sum(w * p for w, p in there) / sum(w for w, _p in there)
