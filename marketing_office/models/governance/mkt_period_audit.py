from odoo import fields, models
from odoo.tools import format_date


class PeriodAudit(models.Model):
    """The audit record of a period: how the controls stood, and who did what."""

    _inherit = "mkt.period"

    def _audit(self):
        """What the printed record and the workbook hold; under the reader's rights."""
        self.ensure_one()
        company = ("company_id", "=", self.company_id.id)
        within = [("date_from", "<=", self.date_to), ("date_to", ">=", self.date_from)]
        results = self.env["mkt.control.result"].search(
            [company, *within], order="control_id, date_from"
        )
        # of a period within a longer one; a year does not belong to one of its months
        results = results.filtered(
            lambda r: (
                self.date_from <= r.date_from
                and r.date_to <= self.date_to
                or r.period_id == self
            )
        )
        evidence = self.env["mkt.control.evidence"].search(
            [
                company,
                ("state", "=", "valid"),
                ("dated_on", "<=", self.date_to),
                "|",
                ("dated_on", ">=", self.date_from),
                ("valid_until", ">=", self.date_from),
            ],
            order="dated_on, id",
        )
        exceptions = self.env["mkt.control.exception"].search(
            [
                company,
                ("state", "in", ("approved", "ended")),
                ("date_to", ">=", self.date_from),
                (
                    "submitted_at",
                    "<",
                    self._midnight(self.company_id, self._half_open()[1]),
                ),
            ],
            order="date_to, id",
        )
        return {
            "results": results,
            "evidence": evidence,
            "exceptions": exceptions,
            "deeds": self._deeds(results, evidence, exceptions),
        }

    def _deeds(self, results, evidence, exceptions):
        """Who did what in the period, day by day: {date, who, what}."""
        deeds = [
            (
                item.dated_on,
                item.user_id.name,
                self.env._("Evidence given: %s", item.name),
            )
            for item in evidence
            if self.date_from <= item.dated_on
        ]
        for item in exceptions:
            # sudo: whoever reads an exception reads who has decided on it
            for step in item.sudo().approval_step_ids.filtered("decided_at"):
                deeds.append(
                    (
                        step.decided_at.date(),
                        step.decided_by_id.name,
                        self.env._("Exception accepted: %s", item.control_id.name),
                    )
                )
        deeds += [
            (
                result.done_on,
                (result.owner_id or result.post_id).name,
                self.env._("Observed again: %s", result.control_id.name),
            )
            for result in results.filtered("done_on")
        ]
        start, stop = (self._midnight(self.company_id, d) for d in self._half_open())
        signatures = self.env["mkt.system.signature"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("given_at", ">=", start),
                ("given_at", "<", stop),
            ]
        )
        deeds += [
            (
                fields.Datetime.context_timestamp(self, item.given_at).date(),
                item.user_id.name,
                self.env._("Signed: %s", item.version_id.display_name),
            )
            for item in signatures
        ]
        within = [d for d in deeds if self.date_from <= d[0] <= self.date_to]
        return [
            {"date": format_date(self.env, day), "who": who, "what": what}
            for day, who, what in sorted(within, key=lambda deed: deed[0])
        ]

    def action_export_audit(self):
        """The audit record as a workbook."""
        return {
            "type": "ir.actions.act_url",
            "url": "/marketing_office/audit.xlsx?ids=" + ",".join(map(str, self.ids)),
            "target": "download",
        }
