import hashlib

from odoo import api, fields, models
from odoo.tools import format_date, format_datetime

from ...tools.text import title_of


class ReportIssue(models.Model):
    """What is issued with a submitted report: cover, PDF, workbook, and the mail with them."""

    _inherit = "mkt.report"

    def _cover(self):
        """(label, words) of the cover: what, which version, who and when, how it was computed."""
        reader = self.env

        def moment(name):
            # where the company works: the files are made by nobody in particular
            zone = self.company_id._mkt_zone()
            return self[name] and format_datetime(reader, self[name], zone, "short")

        def label(name):
            return self._fields[name]._description_string(reader)

        # sudo: who drew the report up and decided on it stands on its cover
        people = self.sudo()
        return [
            (label("company_id"), people.company_id.name),
            (
                label("period_id"),
                title_of(
                    self.period_id.display_name,
                    f"{format_date(reader, self.date_from)}"
                    f" – {format_date(reader, self.date_to)}",
                ),
            ),
            (label("version"), str(self.version or reader._("Draft"))),
            (reader._("Drawn Up by"), people.user_id.name),
            (label("compiled_at"), moment("compiled_at")),
            (label("reviewed_by_id"), people.reviewed_by_id.name),
            (label("reviewed_at"), moment("reviewed_at")),
            (label("submitted_by_id"), people.submitted_by_id.name),
            (label("submitted_at"), moment("submitted_at")),
            (label("decided_by_id"), people.decided_by_id.name),
            (label("decided_at"), moment("decided_at")),
            (
                reader._("Figures"),
                reader._("frozen with the closed period")
                if self.is_frozen
                else reader._("of an open period: they may still move"),
            ),
            (label("content_hash"), self.content_hash or ""),
        ]

    def _file_name(self):
        """Name of the issued files, with period and version, as people file them."""
        label = self._fields["version"]._description_string(self.env)
        name = f"{self.display_name}_{label}{self.version}"
        return name.replace("/", "-").replace(" ", "_")

    @api.model
    def _cron_issue(self):
        """Make and mail the files of what was submitted, each report in a transaction."""
        waiting = self.search(
            [("state", "in", ("submitted", "accepted")), ("files_at", "=", False)]
        )
        progress = self.env["ir.cron"]._commit_progress
        left = progress(remaining=len(waiting))
        for number, report in enumerate(waiting, 1):
            if not left:
                return
            report.try_lock_for_update()._issue()
            left = progress(1, remaining=len(waiting) - number)

    def _issue(self):
        """Attach PDF and workbook of the version, and mail them; called as superuser."""
        for report in self:
            # the language of those who decide, whoever submitted
            leaders = self.env["mkt.post.assignment"]._holders(
                report.company_id, "leadership"
            )
            lang = leaders[:1].lang or report.user_id.lang
            files = report.with_context(lang=lang)._make_files()
            report.write(
                {
                    "file_ids": [*report.file_ids.ids, *files.ids],
                    "files_at": fields.Datetime.now(),
                }
            )
            people = leaders | report.user_id | report.submitted_by_id
            report.with_context(lang=lang).message_notify(
                partner_ids=people.partner_id.ids,
                subject=report.with_context(lang=lang)._file_name(),
                body=report.with_context(lang=lang).env._(
                    "The report has been submitted; PDF and workbook are attached."
                ),
                attachment_ids=files.ids,
            )

    def _make_files(self):
        self.ensure_one()
        pdf, _kind = self.env["ir.actions.report"]._render_qweb_pdf(
            "marketing_office.mkt_report_report", self.ids
        )
        workbook = self.env["mkt.report.xlsx"]._render(self)
        return self.env["ir.attachment"].create(
            [
                {
                    "name": f"{self._file_name()}.{ending}",
                    "raw": content,
                    "res_model": self._name,
                    "res_id": self.id,
                    "description": hashlib.sha256(content).hexdigest(),
                }
                for ending, content in (("pdf", pdf), ("xlsx", workbook))
            ]
        )

    def action_print_pdf(self):
        """The PDF of the reports; that of a year is long, and is sent when it is made."""
        self.check_access("read")
        report = self.env.ref("marketing_office.mkt_report_report")
        if len(self) == 1 and self.kind == "year":
            return self.env["mkt.export"]._print(report, self)
        return report.report_action(self, config=False)

    def action_export_xlsx(self):
        """The workbook of the report, as the reader may read it."""
        return {
            "type": "ir.actions.act_url",
            "url": f"/marketing_office/report.xlsx?report={self[:1].id}",
            "target": "self",
        }
