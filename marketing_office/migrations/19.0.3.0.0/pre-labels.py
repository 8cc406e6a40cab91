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
    # what the superuser has loaded, and nobody has changed
    cr.execute(
        """
        UPDATE mail_template AS template SET body_html = body_html - 'zh_CN'
        FROM ir_model_data AS data
        WHERE data.module = 'marketing_office' AND data.model = 'mail.template'
        AND data.res_id = template.id AND template.write_uid = 1
        """
    )
