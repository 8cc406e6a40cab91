"""An amount cut into parts without remainder."""

from odoo.tools import float_round


def cut(whole, weights, digits):
    """The amount by weights, one part for each; the parts add up to the amount.

    The whole is cut at the bound of each part: what is rounded in one part is made good
    in the next. Without any weight nothing is given.
    """
    total = sum(weights)
    shares, given, reached = [], 0.0, 0.0
    for weight in weights:
        reached += weight
        upto = float_round(
            whole * reached / total if total else 0.0, precision_digits=digits
        )
        shares.append(float_round(upto - given, precision_digits=digits))
        given = upto
    return shares
