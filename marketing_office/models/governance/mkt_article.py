from odoo import api, fields, models

from ...tools.text import title_of

CHAPTERS = [
    ("duty", "Duties of the Office"),
    ("department", "Departments"),
    ("post", "Posts"),
    ("workflow", "Workflows"),
    ("measure", "Management Measures"),
    ("indicator", "Appraisal Indicators"),
]


class Article(models.Model):
    """A clause of the management system: what it says, who does it, and where.

    The addon ships the clauses for every company; a company adapts, adds and retires
    its own. What is in force is a version (`mkt.system.version`), drawn from these.
    """

    _name = "mkt.article"
    _description = "Article of the Management System"
    _inherit = ["mkt.shared.mixin"]
    _order = "sequence, clause, id"
    _rec_names_search = ["clause", "name"]

    clause = fields.Char(required=True, index=True)
    name = fields.Char("Subject", required=True, translate=True)
    chapter = fields.Selection(CHAPTERS, required=True, default="duty")
    sequence = fields.Integer(default=1000)
    wording = fields.Text(required=True, translate=True)
    active = fields.Boolean(default=True)
    # a company with rules of its own is not deleted with them
    company_id = fields.Many2one(ondelete="restrict")
    post_ids = fields.Many2many("mkt.post", string="Responsible Posts")
    menu_ids = fields.Many2many(
        "ir.ui.menu",
        string="Where It Is Done",
        domain="[('action', '!=', False)]",
        help="The screens on which the posts do what the article says.",
    )
    control_ids = fields.Many2many("mkt.control", string="Controls")
    shared_id = fields.Many2one(
        "mkt.article",
        "Adapted From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    adapted_ids = fields.One2many(
        "mkt.article", "shared_id", context={"active_test": False}
    )

    _clause_uniq = models.UniqueIndex(
        "(clause, COALESCE(company_id, 0))", "There is an article with this number."
    )

    @api.depends("clause", "name")
    def _compute_display_name(self):
        for article in self:
            article.display_name = title_of(article.clause, article.name)

    def action_view_controls(self):
        """The controls that show whether the article is observed."""
        self.ensure_one()
        self.check_access("read")
        return self.control_ids._get_records_action(name=self.display_name)

    def action_view_results(self):
        """What the controls have found, period by period."""
        self.ensure_one()
        self.check_access("read")
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "marketing_office.mkt_control_result_action"
            ),
            "name": self.display_name,
            "domain": [("control_id", "in", self.control_ids.ids)],
            "context": {},
        }
