import hashlib
import json

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from ...tools.notification import notification
from ...tools.report_content import frozen
from ..period.mkt_period import PERIOD_KINDS
from .mkt_report import TO_REVIEW, WRITING


class ReportCompile(models.Model):
    """Reports make themselves once their period is over; what people wrote stays."""

    _inherit = "mkt.report"

    @api.model_create_multi
    def create(self, vals_list):
        reports = super().create(vals_list)
        for report in reports:
            if not report.period_id.is_past:
                raise UserError(
                    self.env._(
                        "%(period)s is not over yet.",
                        period=report.period_id.display_name,
                    )
                )
        reports._ask_figures()
        return reports

    def action_compile(self):
        """Have the figures brought up to date; what the analyst wrote stays."""
        self.check_access("write")
        self._check_state(*WRITING)
        self._ask_figures()
        # the form says from now on how far it is
        return notification(
            self.env._(
                "The figures are being compiled: you get the workbook as a message."
            ),
            type="info",
        )

    def _ask_figures(self):
        """Put the reports before the scheduled action, which tells who has asked."""
        # sudo: governed fields; the caller was let create or change the reports
        self.sudo().write({"asked_by_id": self.env.uid, "sections_ready": 0})
        self.env.ref("marketing_office.ir_cron_compile_reports").sudo()._trigger()

    @api.model
    def _cron_compile(self):
        """Compile what people wait for, report on what is over, and renew what is open."""
        asked = self.search([("asked_by_id", "!=", False)], order="id")
        progress = self.env["ir.cron"]._commit_progress
        left = progress(remaining=len(asked))
        for report in asked:
            if not left:
                return
            report._compile_asked(progress)
            left = progress(1)
        self._compile_all_last()

    @api.model
    def _compile_all_last(self):
        """The last report of each kind in each company, each in a transaction."""
        companies = self.env["mkt.kpi.run"]._office_companies()
        wanted = [
            (company, kind)
            for company in companies
            for kind, _label in PERIOD_KINDS
            if self.env["mkt.report.template"]._sections_of(company, kind)
        ]
        progress = self.env["ir.cron"]._commit_progress
        left = progress(remaining=len(wanted))
        for number, (company, kind) in enumerate(wanted, 1):
            if not left:
                return
            self._compile_last(company, kind)
            left = progress(1, remaining=len(wanted) - number)

    @api.model
    def _compile_last(self, company, kind):
        """The report on the last period of the kind that is over: made, or brought up to date."""
        period = self.env["mkt.period"].search(
            [
                ("company_id", "=", company.id),
                ("kind", "=", kind),
                ("date_to", "<", company._mkt_today()),
            ],
            order="date_from desc",
            limit=1,
        )
        report = self.search([("period_id", "=", period.id)])
        if report.try_lock_for_update().filtered(
            lambda r: r.state in WRITING and r.is_outdated
        ):
            report._compile()
        analysts = self.env["mkt.post.assignment"]._responsible(
            company, "report_analyst", "director"
        )
        if period and not report and analysts:
            report = self.create(
                {
                    "company_id": company.id,
                    "period_id": period.id,
                    "user_id": analysts[0].id,
                }
            )
            report._compile_asked()
            report._remind({analysts[0]: report}, TO_REVIEW)
        return report

    def _compile_asked(self, commit=None):
        """Compile, and send the workbook to who has asked for it; called as superuser."""
        self.ensure_one()
        figures = self._compiled(commit and (lambda: commit(0)))
        # deleted meanwhile, or being written: the next run sees to it
        if not self.try_lock_for_update():
            return
        self.invalidate_recordset(["state"])
        # submitted meanwhile: it keeps what it says
        if self.state in WRITING:
            self._take(figures)
            self._tell_compiled()
        self.write({"asked_by_id": False, "sections_ready": 0})

    def _tell_compiled(self):
        user = self.asked_by_id
        # what the system itself made nobody waits for
        if user.id == SUPERUSER_ID or not user.active:
            return
        report = self.with_user(user).with_context(
            lang=user.lang, tz=user.tz, allowed_company_ids=user.company_ids.ids
        )
        if not report.has_access("read"):
            return
        files = []
        if user.has_group("base.group_allow_export"):
            workbook = report.env["mkt.report.xlsx"]._render(report)
            files = [(f"{report._file_name()}.xlsx", workbook)]
        self.env["mail.thread"].message_notify(
            partner_ids=user.partner_id.ids,
            subject=report._file_name(),
            body=report.env._("%s: the figures are compiled.", report.display_name),
            attachments=files,
        )
        user._bus_send(
            "simple_notification",
            {
                "type": "success",
                "message": report.env._(
                    "%s: the figures are compiled.", report.display_name
                ),
            },
        )

    def _compile(self):
        """Freeze the figures of each section of the template; called as superuser."""
        for report in self:
            report._take(report._compiled())

    def _compiled(self, commit=None):
        """{section: its data in each language}; `commit` is called after each section."""
        report = self.with_context(allowed_company_ids=self.company_id.ids)
        names = self.env["mkt.report.template"]._sections_of(self.company_id, self.kind)
        values = report._values()
        course = report._course(values.kpi_id)
        compiled = {}
        for number, name in enumerate(names, 1):
            content = getattr(report, f"_section_{name}")()
            its_values = values.filtered(
                lambda value, name=name: (
                    self._section_of(value.kpi_id) == name
                    # what has a target is a key indicator, and stands there too
                    or (name == "indicators" and value.has_target)
                )
            )
            compiled[name] = {
                lang: report._frozen(lang, content, its_values, course)
                for lang in self._languages()
            }
            if commit:
                self.sections_ready = 100 * number / len(names)
                commit()
        return compiled

    def _take(self, compiled):
        """Keep the figures, all sections at once; what people wrote stays."""
        there = {section.section: section for section in self.section_ids}
        # what was dropped from the template goes, unless somebody has written there
        unwanted = [s for name, s in there.items() if name not in compiled]
        self.section_ids.browse(s.id for s in unwanted if not s.narrative).unlink()
        for sequence, (name, data) in enumerate(compiled.items()):
            vals = {"sequence": sequence, "data": data}
            if name in there:
                there[name].write(vals)
            else:
                there[name] = self.env["mkt.report.section"].create(
                    {"report_id": self.id, "section": name, **vals}
                )
        self.compiled_at = fields.Datetime.now()

    def _frozen(self, lang, content, values, course):
        env = self.env(context={**self.env.context, "lang": lang})
        figures = self.with_env(env)._figure_rows(values.with_env(env), course)
        return frozen(content, env) | {"figures": figures}

    def _content_hash(self):
        """SHA-256 of all that the report says; the same figures and texts give the same."""
        content = [
            [section.section, section.data, section.narrative or ""]
            for section in self.section_ids
        ]
        text = json.dumps(content, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def _last_report(self):
        """The report of the same kind before this one that the leadership has decided on."""
        return self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("kind", "=", self.kind),
                ("date_from", "<", self.date_from),
                ("decided_at", "!=", False),
            ],
            limit=1,
        )
