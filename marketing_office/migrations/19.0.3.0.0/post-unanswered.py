def migrate(cr, version):
    """Cases that are closed wait for no answer any more."""
    for table in ("mkt_complaint", "mkt_complaint_cycle"):
        closed = " AND state = 'closed'" if table == "mkt_complaint" else ""
        cr.execute(
            f"UPDATE {table} SET acceptance = 'unanswered'"
            f" WHERE acceptance = 'pending'{closed}"
        )
