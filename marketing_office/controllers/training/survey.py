from odoo.fields import Command

from odoo.addons.survey.controllers.main import Survey


class TrainingSurvey(Survey):
    def _prepare_retry_additional_values(self, answer):
        """Who has failed a certification and takes it again takes it for the same row."""
        values = super()._prepare_retry_additional_values(answer)
        if rows := answer.mkt_attendance_ids.filtered("is_to_certify"):
            values["mkt_attendance_ids"] = [Command.set(rows.ids)]
        return values
