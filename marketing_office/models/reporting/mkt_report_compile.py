import hashlib
import json

from odoo import api, fields, models
from odoo.exceptions import UserError

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
        # sudo: figures are written by the system; the user was let create the report
        reports.sudo()._compile()
        return reports

    def action_compile(self):
        """Bring the figures up to date; what the analyst wrote stays."""
        self.check_access("write")
        self._check_state(*WRITING)
        # sudo: figures are governed; checked above
        self.sudo()._compile()

    @api.model
    def _cron_compile(self):
        """Report on what is over, and bring drafts up to date, each in a transaction."""
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
            report._remind({analysts[0]: report}, TO_REVIEW)
        return report

    def _compile(self):
        """Freeze the figures of each section of the template; called as superuser."""
        for report in self:
            report.with_context(
                allowed_company_ids=report.company_id.ids
            )._compile_sections()
            report.compiled_at = fields.Datetime.now()

    def _compile_sections(self):
        names = self.env["mkt.report.template"]._sections_of(self.company_id, self.kind)
        there = {section.section: section for section in self.section_ids}
        values = self._values()
        course = self._course(values.kpi_id)
        # what was dropped from the template goes, unless somebody has written there
        unwanted = [s for name, s in there.items() if name not in names]
        self.section_ids.browse(s.id for s in unwanted if not s.narrative).unlink()
        for sequence, name in enumerate(names):
            content = getattr(self, f"_section_{name}")()
            its_values = values.filtered(
                lambda value, name=name: (
                    self._section_of(value.kpi_id) == name
                    # what has a target is a key indicator, and stands there too
                    or (name == "indicators" and value.has_target)
                )
            )
            vals = {
                "sequence": sequence,
                "data": {
                    lang: self._frozen(lang, content, its_values, course)
                    for lang in self._languages()
                },
            }
            if name in there:
                there[name].write(vals)
            else:
                there[name] = self.env["mkt.report.section"].create(
                    {"report_id": self.id, "section": name, **vals}
                )

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
