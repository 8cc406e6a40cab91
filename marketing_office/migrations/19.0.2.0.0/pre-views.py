def migrate(cr, version):
    """The case of an expense request moves from its form to a view that extends it.

    What campaigns add stands beside the case, so the form cannot be renewed while that
    view of the version before is there; it comes back with the views of campaigns.
    """
    cr.execute(
        """
        WITH gone AS (
            DELETE FROM ir_model_data WHERE module = 'marketing_office'
            AND name = 'mkt_expense_request_view_form_campaign' RETURNING res_id
        )
        DELETE FROM ir_ui_view WHERE id IN (SELECT res_id FROM gone)
        """
    )
