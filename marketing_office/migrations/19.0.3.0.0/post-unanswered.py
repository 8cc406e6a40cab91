def migrate(cr, version):
    """Cases that are closed wait for no answer any more."""
    cr.execute(
        "UPDATE mkt_complaint SET acceptance = 'unanswered'"
        " WHERE acceptance = 'pending' AND state = 'closed'"
    )
    cr.execute(
        "UPDATE mkt_complaint_cycle SET acceptance = 'unanswered'"
        " WHERE acceptance = 'pending'"
    )
