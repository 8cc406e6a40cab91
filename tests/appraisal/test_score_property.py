"""The functions behind every score, against an independent reference and their laws."""

from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.marketing_office.tools.appraisal import (
    MOST,
    grade_of,
    in_order,
    points,
    reweigh,
    score,
    split,
    worth,
)

from .reference import reference_points, reference_score

numbers = st.floats(-1e6, 1e6).map(lambda x: round(x, 2))


@st.composite
def triples(draw):
    """Floor, target and stretch in either direction, at least a hundredth apart."""
    found = sorted(draw(st.sets(numbers, min_size=3, max_size=3)))
    return tuple(found if draw(st.booleans()) else reversed(found))


lines = st.lists(
    st.tuples(
        st.floats(0.5, 100).map(lambda x: round(x, 1)),
        st.one_of(st.none(), numbers),
        triples(),
    ),
    min_size=1,
    max_size=8,
)


def points_of(found):
    return [None if v is None else points(v, *triple) for _w, v, triple in found]


class TestScoreProperty(BaseCase):
    @given(numbers, triples())
    def test_points_are_those_of_the_reference(self, value, triple):
        self.assertAlmostEqual(
            points(value, *triple), float(reference_points(value, *triple)), 6
        )

    @given(numbers, triples())
    def test_bounded(self, value, triple):
        self.assertTrue(0 <= points(value, *triple) <= MOST)

    @given(numbers, numbers, triples())
    def test_monotonic(self, one, other, triple):
        worse, better = sorted((one, other), reverse=triple[0] > triple[2])
        self.assertLessEqual(points(worse, *triple), points(better, *triple) + 1e-9)

    @given(triples(), st.sampled_from([0, 1, 2]))
    def test_no_jump_at_floor_target_and_stretch(self, triple, knot):
        span = min(abs(triple[1] - triple[0]), abs(triple[2] - triple[1]))
        near = span * 1e-6
        assume(triple[knot] + near != triple[knot])
        at = points(triple[knot], *triple)
        self.assertAlmostEqual(at, (0, 100, 120)[knot], 6)
        for side in (-near, near):
            self.assertAlmostEqual(points(triple[knot] + side, *triple), at, 2)

    @given(lines)
    def test_score_is_that_of_the_reference(self, found):
        expected = reference_score(found)
        got = score([weight for weight, _v, _t in found], points_of(found))
        if expected is None:
            self.assertIsNone(got)
        else:
            self.assertAlmostEqual(got, float(expected), 6)
            self.assertTrue(-1e-9 <= got <= MOST + 1e-9)

    @given(lines)
    def test_weights_that_count_add_up_to_100(self, found):
        has_data = [value is not None for _w, value, _t in found]
        weights = reweigh([weight for weight, _v, _t in found], has_data)
        self.assertAlmostEqual(sum(weights), 100 if any(has_data) else 0, 6)
        for weight, counts in zip(weights, has_data, strict=True):
            self.assertEqual(weight > 0, counts)

    @given(lines, st.randoms())
    def test_order_does_not_matter(self, found, random):
        shuffled = random.sample(found, len(found))
        one, other = (
            score([weight for weight, _v, _t in some], points_of(some))
            for some in (found, shuffled)
        )
        if one is None:
            self.assertIsNone(other)
        else:
            self.assertAlmostEqual(one, other, 6)

    @given(lines)
    def test_a_line_without_data_is_as_if_it_were_not_there(self, found):
        there = [line for line in found if line[1] is not None]
        assume(there)
        self.assertAlmostEqual(
            score([w for w, _v, _t in found], points_of(found)),
            score([w for w, _v, _t in there], points_of(there)),
            6,
        )

    @given(numbers, st.floats(0.01, 1000), st.floats(0, 100), triples())
    def test_one_step_more_is_worth_what_the_score_gains(
        self, value, step, weight, triple
    ):
        sign = 1 if triple[2] > triple[0] else -1
        gain = reference_points(value + sign * step, *triple) - reference_points(
            value, *triple
        )
        self.assertAlmostEqual(
            worth(value, step, weight, triple), float(gain * Fraction(weight) / 100), 4
        )

    @given(st.floats(0, 120), st.sets(st.floats(0, 120), max_size=6))
    def test_grade_is_the_highest_reached(self, reached, bounds):
        falling = sorted(bounds, reverse=True)
        place = grade_of(reached, falling)
        reachable = [bound for bound in falling if bound <= reached]
        self.assertEqual(
            None if place is None else falling[place], max(reachable, default=None)
        )

    @settings(max_examples=200)
    @given(
        st.integers(0, 10**9),
        st.lists(st.integers(0, 10**6), min_size=1, max_size=20),
    )
    def test_parts_add_up_to_the_last_coin(self, coins, shares):
        assume(sum(shares))
        amount = coins / 100
        parts = split(amount, shares, 2)
        self.assertEqual(sum(round(part * 100) for part in parts), coins)
        for part, share in zip(parts, shares, strict=True):
            exact = Fraction(coins * share, sum(shares))
            self.assertLess(abs(round(part * 100) - exact), 1)

    def test_what_leads_in_no_direction(self):
        for triple in ((1, 1, 2), (1, 3, 2), (3, 3, 3), (None, 1, 2), (1, 2, None)):
            self.assertFalse(in_order(*triple), triple)
        self.assertTrue(in_order(1, 2, 3))
        self.assertTrue(in_order(3, 2, 1))
