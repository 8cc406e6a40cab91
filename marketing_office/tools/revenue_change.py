"""Why revenue moved: what it was and what it is, apart into parts that add up exactly."""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

# parts of customers, then parts of what kept customers bought
NEW, LOST, WON_BACK = "new", "lost", "won_back"
PRICE, QUANTITY, MIX, APART = "price", "quantity", "mix", "apart"
# stands for all customers who were kept, where their cells come added up
KEPT = -1
PARTS = (NEW, LOST, WON_BACK, PRICE, QUANTITY, MIX, APART)


class Cell(NamedTuple):
    """What a customer bought of a product before and now; amounts and quantities exact.

    `unit` is the unit of reference in which the quantities are; `is_before` and `is_now`
    say whether there were documents at all, `is_earlier` whether the customer ever had
    any before now outside the time compared with.
    """

    customer: int | None
    product: int | None
    unit: int | None
    before: Decimal
    now: Decimal
    quantity_before: Decimal
    quantity_now: Decimal
    is_before: bool
    is_now: bool
    is_earlier: bool


class Move(NamedTuple):
    """One part for one customer, or for one product; amounts in the smallest money."""

    part: str
    customer: int | None
    product: int | None
    before: int
    now: int
    quantity_before: Decimal
    quantity_now: Decimal
    change: int


class Change(NamedTuple):
    """All amounts in the smallest money: now less before is the sum of the moves."""

    before: int
    now: int
    moves: list


def why_moved(cells, places=2):
    """The change between the two times, and the moves that add up to it exactly."""
    cells = sorted(cells, key=lambda c: (c.customer or 0, c.product or 0, c.unit or 0))
    before = _in_money([cell.before for cell in cells], places)
    now = _in_money([cell.now for cell in cells], places)
    standing = _standing(cells)
    customers, products = defaultdict(_Sum), defaultdict(_Sum)
    for cell, was, has in zip(cells, before, now, strict=True):
        part = standing[cell.customer]
        if part:
            customers[part, cell.customer].add(cell, was, has)
        else:
            products[cell.product, cell.unit].add(cell, was, has)
    moves = [
        Move(part, customer, None, *total.amounts, *total.quantities, total.change)
        for (part, customer), total in customers.items()
    ]
    return Change(sum(before), sum(now), moves + _moves_of_kept(products, places))


def in_order(moves):
    """Part by part, the largest move of each first."""
    return sorted(moves, key=lambda m: (PARTS.index(m.part), -abs(m.change)))


class _Sum:
    def __init__(self):
        self.exact = [Decimal(0), Decimal(0)]
        self.amounts = [0, 0]
        self.quantities = [Decimal(0), Decimal(0)]

    def add(self, cell, before, now):
        self.exact[0] += cell.before
        self.exact[1] += cell.now
        self.amounts[0] += before
        self.amounts[1] += now
        self.quantities[0] += cell.quantity_before
        self.quantities[1] += cell.quantity_now

    @property
    def change(self):
        return self.amounts[1] - self.amounts[0]

    def is_comparable(self):
        """Whether each amount has a quantity, so that there is a price."""
        return all(
            quantity > 0 or (quantity == 0 and amount == 0)
            for quantity, amount in zip(self.quantities, self.exact, strict=True)
        )


def _in_money(amounts, places):
    """The amounts in the smallest money, each off by less than one; the sum is exact."""
    scale = Decimal(10) ** places
    running, done, parts = Decimal(0), 0, []
    for amount in amounts:
        running += amount
        upto = int((running * scale).to_integral_value(ROUND_HALF_UP))
        parts.append(upto - done)
        done = upto
    return parts


def _standing(cells):
    """{customer: the part of a customer who came or went, None for who was kept}."""
    seen = defaultdict(lambda: [False, False, False])
    for cell in cells:
        flags = seen[cell.customer]
        for place, flag in enumerate((cell.is_before, cell.is_now, cell.is_earlier)):
            flags[place] |= flag
    standing = {}
    for customer, (before, now, earlier) in seen.items():
        if before:
            standing[customer] = None if now else LOST
        else:
            standing[customer] = WON_BACK if earlier else NEW
    return standing


def _moves_of_kept(products, places):
    comparable = {
        key: total
        for key, total in products.items()
        if None not in key and total.is_comparable()
    }
    growth = _growth_by_unit(comparable)
    moves = []
    for key, total in products.items():
        parts = {APART: total.change}
        if key in comparable:
            parts = _price_quantity_mix(total, growth[key[1]], 10**places)
        moves += [
            Move(part, None, key[0], *total.amounts, *total.quantities, change)
            for part, change in parts.items()
            if change
        ]
    return moves


def _growth_by_unit(comparable):
    """{unit: by how much all its quantities together have grown, 0 from nothing}."""
    quantities = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for (_product, unit), total in comparable.items():
        for place in (0, 1):
            quantities[unit][place] += total.quantities[place]
    return {
        unit: Fraction(now) / Fraction(before) - 1 if before else Fraction(0)
        for unit, (before, now) in quantities.items()
    }


def _price_quantity_mix(total, growth, scale):
    """(p1 − p0) · q1; the old amount times the growth of all quantities; mix is the rest."""
    before, now = (Fraction(amount) * scale for amount in total.exact)
    quantity_before, quantity_now = map(Fraction, total.quantities)
    price = 0
    if quantity_before and quantity_now:
        price = round(now - before * quantity_now / quantity_before)
    quantity = round(before * growth)
    return {
        PRICE: price,
        QUANTITY: quantity,
        MIX: total.change - price - quantity,
    }
