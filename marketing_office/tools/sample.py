"""What a sample tells of those who were not asked."""

from math import sqrt

# of the normal distribution, for 95 of 100 samples
CERTAINTY = 1.96


def margin_of_error(count, spread=100):
    """How far the mean of so many answers is off at most, 95 times of 100; False for none.

    The answers lie within `spread`: nothing else is asked of how they are distributed.
    """
    return CERTAINTY * spread / 2 / sqrt(count) if count else False
