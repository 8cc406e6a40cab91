"""Parts of a change of revenue, whatever the data: an independent slow reckoning beside."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from unittest import TestCase

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.marketing_office.tools.revenue_change import PARTS, Cell, why_moved

AMOUNTS = st.decimals(-10_000, 10_000, places=6)
QUANTITIES = st.decimals(-50, 50, places=3)


@st.composite
def cells(draw):
    """What customers bought; the unit belongs to the product, `is_earlier` to the customer."""
    units = draw(st.lists(st.sampled_from([None, 1, 2]), min_size=5, max_size=5))
    earlier = draw(st.lists(st.booleans(), min_size=7, max_size=7))
    pairs = st.tuples(st.integers(0, 6), st.integers(0, 4))
    found = []
    for customer, product in draw(st.lists(pairs, max_size=20, unique=True)):
        is_before, is_now = draw(
            st.sampled_from([(True, True), (True, False), (False, True)])
        )
        amounts = [
            draw(AMOUNTS) if there else Decimal(0) for there in (is_before, is_now)
        ]
        quantities = [
            draw(QUANTITIES) if there else Decimal(0) for there in (is_before, is_now)
        ]
        # some have no customer, some no product
        found.append(
            Cell(
                customer or None,
                product or None,
                units[product] if product else None,
                *amounts,
                *quantities,
                is_before,
                is_now,
                earlier[customer],
            )
        )
    return found


def cents(amount):
    return int((amount * 100).to_integral_value(ROUND_HALF_UP))


class TestWhyMoved(TestCase):
    @settings(deadline=None, max_examples=300)
    @given(cells())
    def test_parts_add_up_to_the_cent(self, found):
        change = why_moved(found)
        self.assertEqual(
            change.before, cents(sum((c.before for c in found), Decimal(0)))
        )
        self.assertEqual(change.now, cents(sum((c.now for c in found), Decimal(0))))
        self.assertEqual(
            change.now - change.before, sum(move.change for move in change.moves)
        )

    @settings(deadline=None, max_examples=300)
    @given(cells())
    def test_parts_are_the_slow_reckoning(self, found):
        """Each part within a cent for each cell of it, since only whole cents are given."""
        expected = dict.fromkeys(PARTS, Fraction(0))
        for part, amount in slowly(found):
            expected[part] += amount
        for part in PARTS:
            got = sum(m.change for m in why_moved(found).moves if m.part == part)
            self.assertAlmostEqual(got, expected[part] * 100, delta=2 * len(found) + 2)

    @given(cells())
    def test_who_came_and_went_has_no_product(self, found):
        for move in why_moved(found).moves:
            of_customer = move.part in ("new", "lost", "won_back")
            self.assertFalse(of_customer and move.product)
            self.assertFalse(not of_customer and move.customer)

    def test_one_of_each(self):
        change = why_moved(
            [
                cell(1, 1, 0, 500, 0, 5, is_before=False),
                cell(2, 1, 300, 0, 3, 0, is_now=False),
                cell(3, 1, 0, 200, 0, 2, is_before=False, is_earlier=True),
                # 10 at 100 before, 12 at 110 now; 10 at 10 before, 18 at 10 now
                cell(4, 1, 1000, 1320, 10, 12),
                cell(4, 2, 100, 180, 10, 18),
                cell(4, None, 50, 70, 0, 0),
            ]
        )
        parts = {part: 0 for part in PARTS}
        for move in change.moves:
            parts[move.part] += move.change
        self.assertEqual(
            parts,
            {
                "new": 50000,
                "lost": -30000,
                "won_back": 20000,
                # (110 − 100) · 12
                "price": 12000,
                # 20 pieces became 30: half of 1100 more at the old mix
                "quantity": 55000,
                # 320 + 80 moved, 120 by price and 550 by quantity
                "mix": -27000,
                "apart": 2000,
            },
        )

    def test_quantities_of_other_units_stay_apart(self):
        """Twice the pieces at the same kilograms: each grows by its own unit."""
        change = why_moved(
            [
                cell(1, 1, 1000, 2000, 10, 20, unit=1),
                cell(1, 2, 500, 500, 700, 700, unit=2),
            ]
        )
        self.assertEqual(
            [(m.part, m.change) for m in change.moves], [("quantity", 100000)]
        )


def cell(customer, product, before, now, old, new, unit=1, **flags):
    flags = {"is_before": True, "is_now": True, "is_earlier": False} | flags
    numbers = map(Decimal, (before, now, old, new))
    return Cell(customer, product, product and unit, *numbers, **flags)


def slowly(found):
    """(part, amount) as the definition says it, customer by customer, product by product."""
    kept = []
    for cell_ in found:
        theirs = [c for c in found if c.customer == cell_.customer]
        before = any(c.is_before for c in theirs)
        if before and any(c.is_now for c in theirs):
            kept.append(cell_)
        elif before:
            yield "lost", Fraction(cell_.now - cell_.before)
        elif any(c.is_earlier for c in theirs):
            yield "won_back", Fraction(cell_.now - cell_.before)
        else:
            yield "new", Fraction(cell_.now - cell_.before)

    def total(product, name):
        return Fraction(sum(getattr(c, name) for c in kept if c.product == product))

    def has_price(product):
        return product and all(
            total(product, quantity) > 0
            or total(product, quantity) == total(product, amount) == 0
            for amount, quantity in (
                ("before", "quantity_before"),
                ("now", "quantity_now"),
            )
        )

    units = {c.product: c.unit for c in kept}
    priced = [p for p in units if has_price(p) and units[p]]
    for product in units:
        before, now = total(product, "before"), total(product, "now")
        if product not in priced:
            yield "apart", now - before
            continue
        q0, q1 = total(product, "quantity_before"), total(product, "quantity_now")
        same = [p for p in priced if units[p] == units[product]]
        all_before = sum(total(p, "quantity_before") for p in same)
        all_now = sum(total(p, "quantity_now") for p in same)
        price = (now / q1 - before / q0) * q1 if q0 and q1 else 0
        quantity = before * (all_now / all_before - 1) if all_before else 0
        yield "price", price
        yield "quantity", quantity
        yield "mix", now - before - price - quantity
