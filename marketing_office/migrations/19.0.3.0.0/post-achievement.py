def migrate(cr, version):
    """A reached share is never less than nothing, also where it was computed before."""
    cr.execute("UPDATE mkt_kpi_value SET achievement = 0 WHERE achievement < 0")
