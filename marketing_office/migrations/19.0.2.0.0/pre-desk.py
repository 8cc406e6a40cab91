def migrate(cr, version):
    """The desk is a screen of its own: its cards come anew, and it takes over the address."""
    cr.execute(
        """
        DELETE FROM mkt_desk_card WHERE id IN (
            SELECT res_id FROM ir_model_data
            WHERE module = 'marketing_office' AND model = 'mkt.desk.card'
        )
        """
    )
    cr.execute(
        """
        DELETE FROM ir_model_data
        WHERE module = 'marketing_office' AND model = 'mkt.desk.card'
        """
    )
    cr.execute("UPDATE ir_act_window SET path = NULL WHERE path = 'desk'")
