"""Amounts of money that people enter."""

# no office has more: what is above was mistyped
LARGEST = 10**12
