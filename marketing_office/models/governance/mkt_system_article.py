from difflib import SequenceMatcher

from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.deletion import guards_deletion
from ...tools.text import title_of
from .mkt_system_version import CHANGES, SYSTEM_CHAPTERS


class SystemArticle(models.Model):
    """What a version says: an article, or the duties of a department or a post.

    It is drawn by the version, and never changed.
    """

    _name = "mkt.system.article"
    _description = "Article of a Version"
    _inherit = ["mkt.governed.mixin"]
    _order = "version_id desc, sequence, clause, id"
    _governed = (
        "version_id",
        "company_id",
        "article_id",
        "source",
        "clause",
        "chapter",
        "sequence",
        "name",
        "wording",
        "posts",
        "change",
        "previous_id",
    )

    version_id = fields.Many2one(
        "mkt.system.version", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    article_id = fields.Many2one(
        "mkt.article", index="btree_not_null", ondelete="restrict"
    )
    source = fields.Char("Record of the Organisation")
    clause = fields.Char()
    chapter = fields.Selection(SYSTEM_CHAPTERS, required=True)
    sequence = fields.Integer()
    name = fields.Char("Subject", required=True, translate=True)
    wording = fields.Text(required=True, translate=True)
    posts = fields.Char("Responsible Posts", translate=True)
    change = fields.Selection(CHANGES, required=True, default="new")
    is_gone = fields.Boolean(compute="_compute_is_gone")
    previous_id = fields.Many2one(
        "mkt.system.article", "As Before", index="btree_not_null", ondelete="restrict"
    )
    comparison = fields.Html(
        "Compared with the Version Before", compute="_compute_comparison"
    )

    @api.depends("clause", "name")
    def _compute_display_name(self):
        for line in self:
            line.display_name = title_of(line.clause, line.name)

    @api.depends("change")
    def _compute_is_gone(self):
        for line in self:
            line.is_gone = line.change == "gone"

    @api.depends("wording", "previous_id.wording", "change")
    @api.depends_context("lang")
    def _compute_comparison(self):
        for line in self:
            if line.change == "gone":
                line.comparison = Markup("<del>%s</del>") % line.wording
            elif line.change == "new":
                line.comparison = Markup("<ins>%s</ins>") % line.wording
            else:
                line.comparison = _compared(
                    line.previous_id.wording or "", line.wording or ""
                )

    def _key(self):
        """What stays the same from version to version."""
        return self.source or self.clause

    def _says(self):
        """What the article says in every language, as one text."""
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        return "|".join(
            f"{code}:{said.name}:{said.wording}:{said.posts or ''}"
            for code in sorted(languages)
            for said in [self.with_context(lang=code)]
        )

    @guards_deletion
    def _unlink_except_draft(self):
        if any(line.version_id.state != "draft" for line in self):
            raise UserError(self.env._("What was submitted stays as it is."))


def _compared(old, new):
    """The new text with what was taken out and put in marked."""
    parts = []
    for kind, a, b, c, d in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if kind in ("delete", "replace"):
            parts.append(Markup("<del>%s</del>") % old[a:b])
        if kind in ("insert", "replace"):
            parts.append(Markup("<ins>%s</ins>") % new[c:d])
        if kind == "equal":
            parts.append(escape(new[c:d]))
    return Markup("").join(parts)
