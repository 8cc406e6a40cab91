from odoo import api, fields, models
from odoo.fields import Domain


class TrainingNeed(models.Model):
    """Who is in charge of a control that is not observed may have to learn for it."""

    _inherit = "mkt.training.need"
    _governed = ("control_result_id",)

    reason = fields.Selection(
        selection_add=[("control", "Control Not Observed")],
        ondelete={"control": "set default"},
    )
    control_result_id = fields.Many2one(
        "mkt.control.result",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups=fields.NO_ACCESS,
    )

    @api.model
    def _found(self):
        return super()._found() + self._found_in_controls()

    @api.model
    def _found_in_controls(self):
        """A need for each person in charge of what is red now, unless they have one."""
        results = self.env["mkt.control.result"].search(
            [
                ("state", "=", "not_observed"),
                ("done_on", "=", False),
                ("deadline", "!=", False),
            ]
        )
        known = {
            (need.user_id, need.control_result_id.control_id, need.company_id): need
            for need in self.search(
                Domain("control_result_id.control_id", "in", results.control_id.ids),
                order="id",
            )
        }
        found = {}
        for result, users in results._asked_people().items():
            for user in users:
                key = user, result.control_id, result.company_id
                if not known.get(key, self)._covers(result):
                    found[key] = self._of_control(result, user)
        return list(found.values())

    def _covers(self, result):
        """Whether the need still stands, or was settled after the control turned red."""
        settled = self.met_on or self.dropped_on
        return bool(self) and (
            not settled or not result.red_on or settled >= result.red_on
        )

    def _of_control(self, result, user):
        # read by those who plan trainings too: in the language of the company
        lang = result.company_id.partner_id.lang or user.lang
        words = result.with_context(lang=lang)
        return {
            "name": words.control_id.name,
            "note": words.env._(
                "Found: %(figure)s. To be reached: %(bound)s.",
                figure=words.figure_label,
                bound=words.bound_label,
            )
            if words.bound_label
            else False,
            "company_id": result.company_id.id,
            "user_id": user.id,
            "reason": "control",
            "control_result_id": result.id,
        }
