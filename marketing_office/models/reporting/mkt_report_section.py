from odoo import api, fields, models
from odoo.tools import format_date, formatLang

from ...tools import chart as charts
from ...tools import narrative
from .mkt_report import WRITING
from .mkt_report_template import SECTIONS

LIGHTS = {"green": "#2e8b57", "amber": "#d98032", "red": "#c0392b"}


class ReportSection(models.Model):
    """A section of a report: frozen figures, and what the analyst says of them."""

    _name = "mkt.report.section"
    _description = "Section of a Report"
    _inherit = ["mkt.open.part.mixin"]
    _order = "report_id, sequence, id"
    _rec_name = "section"
    _governed = ("data", "written", "section", "sequence")
    _fixed_after_creation = ("report_id",)

    report_id = fields.Many2one(
        "mkt.report", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="report_id.company_id", store=True, index=True)
    report_state = fields.Selection(
        related="report_id.state", string="State of the Report", store=True
    )
    section = fields.Selection(SECTIONS, required=True, readonly=True)
    sequence = fields.Integer(readonly=True)
    narrative = fields.Text(
        "What It Means",
        help="Cite a figure by its name in double brackets: [[Sales revenue, ordered]],"
        " or [[Sales revenue, ordered|vs previous]]; also: target, achieved, vs last"
        " year.",
    )
    data = fields.Json(readonly=True, copy=False)
    written = fields.Json(
        "Figures as Cited",
        readonly=True,
        copy=False,
        help="For each sentence the figures with which it was written.",
    )
    moved_count = fields.Integer("Sentences to Check", compute="_compute_moved_count")
    content_html = fields.Html(
        "Figures and Tables", compute="_compute_content_html", sanitize=False
    )
    narrative_html = fields.Html(
        "Text with Its Figures", compute="_compute_narrative_html", sanitize=False
    )

    @api.depends("narrative", "written", "report_state")
    def _compute_moved_count(self):
        moved = self._moved()
        for section in self:
            section.moved_count = len(moved[section])

    @api.depends("narrative", "written", "report_state", "data")
    @api.depends_context("lang")
    def _compute_narrative_html(self):
        hint = self.env._("The figure has moved since this was written.")
        moved = self._moved()
        for report, sections in self.grouped("report_id").items():
            figures = report._figures()
            for section in sections:
                section.narrative_html = narrative.rendered(
                    section.narrative, figures, moved[section], hint
                )

    @api.depends("data")
    @api.depends_context("lang")
    def _compute_content_html(self):
        for section in self:
            section.content_html = self.env["ir.qweb"]._render(
                "marketing_office.report_section_content",
                {"section": section, "content": section._content()},
            )

    def write(self, vals):
        result = super().write(vals)
        if "narrative" in vals:
            self._note_figures()
            if not self.env.su:
                self.report_id._note_writer(self.env.user)
        return result

    def action_confirm_figures(self):
        """The analyst has read the sentences again: they hold with the figures of today."""
        self.check_access("write")
        self._check_part_open()
        # sudo: governed field; checked above
        self.sudo().written = False
        self._note_figures()

    def _note_figures(self):
        """Keep the figures with which new sentences are written; the others keep theirs."""
        for report, sections in self.grouped("report_id").items():
            figures = report._figures()
            for section in sections:
                # sudo: governed field, written by the system alone
                section.sudo().written = narrative.cited(
                    section.narrative, figures, section.written or {}
                )

    def _moved(self):
        """{section: its sentences whose figures have moved since they were written}."""
        moved = {}
        for report, sections in self.grouped("report_id").items():
            is_issued = report.state in ("submitted", "accepted")
            figures = {} if is_issued else report._figures()
            for section in sections:
                moved[section] = (
                    []
                    if is_issued
                    else narrative.moved(
                        section.narrative, figures, section.written or {}
                    )
                )
        return moved

    def _unknown_tags(self):
        return [
            tag
            for report, sections in self.grouped("report_id").items()
            for figures in [report._figures()]
            for section in sections
            for tag in narrative.unknown(section.narrative, figures)
        ]

    def _content(self):
        """Tables, charts and figures in the reader's language, as they were compiled."""
        data = self.data or {}
        lang = self.env.lang or "en_US"
        empty = {"figures": [], "tables": [], "charts": [], "notes": []}
        return empty | (data.get(lang) or next(iter(data.values()), {}))

    def _check_document_open(self):
        self.report_id._check_state(*WRITING)

    # ------------------------------------------------------------- showing

    def _title(self):
        return dict(self._fields["section"]._description_selection(self.env))[
            self.section
        ]

    def _definitions(self):
        """(indicator, formula) of all that the sections cite, each once."""
        figures = [
            figure for section in self for figure in section._content()["figures"]
        ]
        return list({f["name"]: f["formula"] or "" for f in figures}.items())

    def _figure_headings(self):
        values = self.env["mkt.kpi.value"]
        names = ("kpi_id", "value_label", "target_label", "achievement_label")
        names += ("previous_label", "last_year_label")
        return [
            *(values._fields[n]._description_string(self.env) for n in names),
            self.env._("Course"),
        ]

    def _plain_narrative(self):
        return narrative.plain(self.narrative, self.report_id._figures())

    def _cell_words(self, cell, type_):
        """A cell of a table as people read it."""
        if cell is None:
            return ""
        if isinstance(cell, str):
            return format_date(self.env, cell) if type_ == "date" else cell
        if type_ == "percent":
            return f"{formatLang(self.env, cell, digits=1)}%"
        if type_ == "money":
            return formatLang(
                self.env, cell, digits=self.report_id.currency_id.decimal_places
            )
        digits = 0 if float(cell).is_integer() else 2
        return formatLang(self.env, cell, digits=digits)

    def _svg(self, chart):
        points = chart["points"]
        if chart["kind"] == "waterfall":
            return charts.waterfall(points[0], points[1:-1], points[-1])
        return getattr(charts, chart["kind"])(points, chart["targets"])

    def _light_style(self, figure):
        return f"color: {LIGHTS[figure['colour']]}"

    def _sparkline(self, figure):
        return charts.sparkline(figure["course"])
