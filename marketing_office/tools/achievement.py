"""How much of a target is reached: one definition for all figures, plans and reports."""


def achieved(value, target, is_less_better=False):
    """Percent of the target that is reached, never less than 0; None without a target.

    Where less is better, nothing at all is 200 %, and twice the target or more is 0 %.
    A target of zero or less is met or not: no share of it can be told.
    """
    if target is None or target is False or target <= 0:
        return None
    ratio = value / target
    return max(0.0, round(100 * (2 - ratio if is_less_better else ratio), 6))
