from odoo import SUPERUSER_ID
from odoo.tools import SQL

SCREENS = {
    "ir.actions.act_window": "name",
    "ir.ui.menu": "name",
    "ir.ui.view": "arch_db",
    "mail.template": "body_html",
    "mkt.setup.step": "name",
}
TABLES = {"ir.actions.act_window": "ir_act_window"}


def migrate(cr, version):
    """Labels that read otherwise now are translated anew: an update keeps former words.

    What people have written themselves stays theirs: the record names them.
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
    for model, column in SCREENS.items():
        cr.execute(
            SQL(
                """
                UPDATE %(table)s AS shown SET %(column)s = shown.%(column)s - 'zh_CN'
                FROM ir_model_data AS data
                WHERE data.module = 'marketing_office' AND data.model = %(model)s
                AND data.res_id = shown.id AND shown.write_uid = %(loader)s
                """,
                table=SQL.identifier(TABLES.get(model, model.replace(".", "_"))),
                column=SQL.identifier(column),
                model=model,
                loader=SUPERUSER_ID,
            )
        )
