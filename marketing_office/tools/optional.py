"""Numbers that may be missing: no data is told from zero, wherever it is read.

The host's own number fields read an empty column as 0: over RPC, in its JSON API and in
exports. These read it as False, as the host's other fields do, and export an empty cell.
"""

from odoo import fields


def _is_missing(value):
    # 0 == False, yet it is a number
    return value is None or value is False or value == ""


class _Optional:
    # a search for 0 finds what is 0, a search for False what is missing
    falsy_value = None

    def convert_to_column(self, value, record, values=None, validate=True):
        if _is_missing(value):
            return None
        return super().convert_to_column(value, record, values, validate)

    def convert_to_column_insert(self, value, record, values=None, validate=True):
        if _is_missing(value):
            return None
        return super().convert_to_column_insert(value, record, values, validate)

    def convert_to_cache(self, value, record, validate=True):
        if _is_missing(value):
            return None
        return super().convert_to_cache(value, record, validate)

    def convert_to_record(self, value, record):
        return False if value is None else value

    def convert_to_export(self, value, record):
        return "" if _is_missing(value) else value


class OptionalFloat(_Optional, fields.Float):
    pass


class OptionalInteger(_Optional, fields.Integer):
    pass


class OptionalMonetary(_Optional, fields.Monetary):
    pass
