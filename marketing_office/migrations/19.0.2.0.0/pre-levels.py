def migrate(cr, version):
    """The levels of cases become those of one ladder, of which market signals are a part."""
    cr.execute("ALTER TABLE mkt_sla_level RENAME COLUMN percent TO reached_at")
    cr.execute("ALTER TABLE mkt_sla_level ADD COLUMN subject varchar DEFAULT 'case'")
    cr.execute("ALTER TABLE mkt_sla_level ALTER COLUMN subject DROP DEFAULT")
