def migrate(cr, version):
    """Labels that read otherwise now are translated anew: an update keeps former words.

    What people have written themselves, which alone names a user, stays theirs.
    """
    cr.execute(
        r"""
        UPDATE ir_model_fields
        SET field_description = field_description - 'zh_CN', help = help - 'zh_CN'
        WHERE (model LIKE 'mkt.%' OR name LIKE 'mkt\_%') AND write_uid IS NULL
        """
    )
    cr.execute(
        r"""
        UPDATE ir_model_fields_selection AS choice SET name = choice.name - 'zh_CN'
        FROM ir_model_fields AS field
        WHERE field.id = choice.field_id AND choice.write_uid IS NULL
        AND (field.model LIKE 'mkt.%' OR field.name LIKE 'mkt\_%')
        """
    )
