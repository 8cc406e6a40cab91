"""Who stands at the foot of a printed sheet."""

from odoo.tools import format_date


def signature(label, people, moment):
    """(what they did, their names, on which day), in the language of the people's record."""
    names = "、".join(people.mapped("name"))
    return label, names, moment and format_date(people.env, moment)
