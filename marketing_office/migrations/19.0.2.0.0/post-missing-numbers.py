"""Numbers that were stored as 0 where there was nothing to measure become empty."""

MISSING = (
    ("survey_user_input", "mkt_csat", "mkt_has_csat IS NOT TRUE"),
    ("survey_user_input", "mkt_nps", "mkt_has_nps IS NOT TRUE"),
    ("survey_user_input", "mkt_nps_points", "mkt_has_nps IS NOT TRUE"),
    ("mkt_complaint", "hours_to_acknowledge", "acknowledged_at IS NULL"),
    ("mkt_complaint", "hours_to_resolve", "resolved_at IS NULL"),
)


def migrate(cr, version):
    for table, column, missing in MISSING:
        # names from the list above, nobody's input
        cr.execute(f"UPDATE {table} SET {column} = NULL WHERE {missing}")  # pylint: disable=sql-injection
