"""Amounts of money and other figures that people enter."""

# no office has more: what is above was mistyped
LARGEST = 10**12
# other figures, the sales of a whole market among them; above, cents would be lost
LARGEST_FIGURE = 10**15
# people, days, pieces; a little more no longer fits the database
LARGEST_COUNT = 10**9
