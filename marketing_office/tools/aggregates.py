from odoo.tools import SQL


def weighted_average(model, name, weight, query):
    """SQL of a field's average in which each record weighs as much as another field says."""
    value = model._field_to_sql(model._table, name, query)
    weight = model._field_to_sql(model._table, weight, query)
    return SQL(
        "SUM(%s * %s) / NULLIF(SUM(%s) FILTER (WHERE %s IS NOT NULL), 0)",
        value,
        weight,
        weight,
        value,
    )
