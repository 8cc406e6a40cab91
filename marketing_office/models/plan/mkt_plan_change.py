from markupsafe import Markup

from odoo import api, fields, models


class PlanChange(models.Model):
    """What a revision changes, for people to read."""

    _inherit = "mkt.plan"

    changes = fields.Html("What Changed", compute="_compute_changes", sanitize=False)

    @api.depends(
        "previous_id",
        "name",
        "strategy",
        "positioning",
        "segment_ids",
        "finding_ids",
        "goal_ids.kpi_id",
        "goal_ids.period_id",
        "goal_ids.target",
        "scheme_ids.name",
        "scheme_ids.kind",
        "scheme_ids.date_from",
        "scheme_ids.date_to",
        "scheme_ids.department_id",
        "scheme_ids.planned_cost",
        "scheme_ids.expected_result",
        "scheme_ids.product_tmpl_id",
        "scheme_ids.segment_id",
    )
    @api.depends_context("lang")
    def _compute_changes(self):
        row = Markup("<tr><th>%s</th><td>%s</td><td>%s</td></tr>")
        table = Markup(
            '<table class="table table-sm table-bordered"><thead>'
            "<tr><th>%s</th><th>%s</th><th>%s</th></tr></thead>%s</table>"
        )
        head = self.env._("Changed Item"), self.env._("Before"), self.env._("After")
        for plan in self:
            rows = [row % change for change in plan._changes()]
            plan.changes = rows and table % (*head, Markup().join(rows))

    def _changes(self):
        """Tuples of what it is about, the text before and the text now, where they differ."""
        old = self.previous_id
        if not old:
            return []
        none = self.env._("none")
        subjects = [
            *self._text_changes(old),
            *self._goal_changes(old),
            *self._scheme_changes(old),
        ]
        return [
            (subject, before or none, now or none)
            for subject, before, now in subjects
            if (before or "") != (now or "")
        ]

    def _text_changes(self, old):
        for name in ("name", "strategy", "positioning"):
            yield self._label(name), old[name], self[name]
        for name in ("segment_ids", "finding_ids"):
            yield (
                self._label(name),
                "、".join(sorted(old[name].mapped("display_name"))),
                "、".join(sorted(self[name].mapped("display_name"))),
            )

    def _goal_changes(self, old):
        before = {(goal.kpi_id, goal.period_id): goal for goal in old.goal_ids}
        now = {(goal.kpi_id, goal.period_id): goal for goal in self.goal_ids}
        for key in before | now:
            goals = before.get(key), now.get(key)
            subject = self.env._(
                "Goal: %(goal)s", goal=(goals[1] or goals[0]).display_name
            )
            yield subject, *(goal and goal.target_label for goal in goals)

    def _scheme_changes(self, old):
        now = {scheme.previous_id: scheme for scheme in self.scheme_ids}
        gone = [scheme for scheme in old.scheme_ids if scheme not in now]
        pairs = [(scheme.previous_id, scheme) for scheme in self.scheme_ids]
        for before, scheme in [*pairs, *((scheme, None) for scheme in gone)]:
            subject = self.env._("Scheme: %(scheme)s", scheme=(scheme or before).name)
            yield subject, *(each and each._summary() for each in (before, scheme))

    @api.model
    def _label(self, name):
        return self._fields[name]._description_string(self.env)
