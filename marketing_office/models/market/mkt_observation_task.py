from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ObservationTask(models.Model):
    """An observation may bring in what is to be collected in a period."""

    _inherit = "mkt.observation"

    task_id = fields.Many2one(
        "mkt.gathering.task",
        "Collected for",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('company_id', '=', company_id), ('date_from', '<=', date),"
        " ('date_to', '>=', date)]",
        help="What is collected regularly: the observation is from its period.",
    )

    @api.onchange("task_id")
    def _onchange_task_id(self):
        for name in ("kind", "competitor_id", "segment_id"):
            if asked := self.task_id[name]:
                self[name] = asked

    @api.constrains(
        "task_id", "date", "kind", "competitor_id", "segment_id", "company_id"
    )
    def _check_task(self):
        for observation in self.filtered("task_id"):
            task = observation.task_id
            if not task.date_from <= observation.date <= task.date_to:
                raise ValidationError(
                    self.env._(
                        "%(task)s: what is collected was observed in its period.",
                        task=task.display_name,
                    )
                )
            if any(
                task[name] and task[name] != observation[name]
                for name in ("kind", "competitor_id", "segment_id")
            ):
                raise ValidationError(
                    self.env._(
                        "%(task)s: something else is collected. Look at the kind, the"
                        " competitor and the segment.",
                        task=task.display_name,
                    )
                )
