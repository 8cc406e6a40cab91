from odoo import api, fields, models
from odoo.tools import format_list


class SetupStep(models.Model):
    """What a company needs before the office works in it; rooms add steps as data.

    What a step still misses is told by the method `_missing_<code>`.
    """

    _name = "mkt.setup.step"
    _description = "Set-Up Step"
    _inherit = ["mkt.written.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, readonly=True, translate=True)
    code = fields.Char(required=True, readonly=True)
    sequence = fields.Integer(default=10)
    description = fields.Char(translate=True)
    action_id = fields.Many2one(
        "ir.actions.act_window", "Opens", required=True, ondelete="cascade"
    )
    missing = fields.Char("Still Missing", compute="_compute_missing")
    is_done = fields.Boolean(
        "Done", compute="_compute_missing", search="_search_is_done"
    )
    can_open = fields.Boolean(compute="_compute_can_open")

    _code_uniq = models.Constraint("UNIQUE(code)", "This step exists already.")

    @api.depends("code")
    @api.depends_context("company", "lang", "uid")
    def _compute_missing(self):
        for step in self:
            # sudo: whether a company is set up is told to all who may read the steps
            step.missing = getattr(step.sudo(), f"_missing_{step.code}")() or False
            step.is_done = not step.missing

    def _search_is_done(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [
            ("id", "in", self.search([("code", "!=", False)]).filtered("is_done").ids)
        ]

    @api.depends("action_id")
    @api.depends_context("uid")
    def _compute_can_open(self):
        for step in self:
            # sudo: what an action opens; whether the user may open it is asked below
            model = step.sudo().action_id.res_model
            step.can_open = self.env[model].has_access("read")

    def _missing_appoint(self):
        """The posts that nobody holds in the current company, in words."""
        vacant = self.env["mkt.post"].search(
            [("is_vacant", "=", True), ("level", "!=", "staff")]
        )
        return vacant and self.env._(
            "Vacant: %(posts)s", posts=format_list(self.env, vacant.mapped("name"))
        )

    def action_open(self):
        """The screen on which the step is done."""
        self.ensure_one()
        # sudo: the screen alone; what it shows is up to the reader's rights
        return self.sudo().action_id._get_action_dict()
