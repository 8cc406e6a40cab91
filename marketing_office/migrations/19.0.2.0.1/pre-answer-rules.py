"""Who reads answers to the office's surveys is said in code: its records of rules go."""


def migrate(cr, version):
    cr.execute(
        """
        DELETE FROM ir_rule USING ir_model_data known, ir_model model
        WHERE known.module = 'marketing_office' AND known.model = 'ir.rule'
            AND known.res_id = ir_rule.id AND model.id = ir_rule.model_id
            AND model.model IN ('survey.user_input', 'survey.user_input.line')
        """
    )
    cr.execute(
        """
        DELETE FROM ir_model_data
        WHERE module = 'marketing_office' AND model = 'ir.rule'
            AND NOT EXISTS (SELECT FROM ir_rule WHERE ir_rule.id = res_id)
        """
    )
