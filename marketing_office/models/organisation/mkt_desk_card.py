from odoo import api, fields, models
from odoo.tools.safe_eval import safe_eval


class DeskCard(models.Model):
    _name = "mkt.desk.card"
    _description = "Desk Card"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    post_ids = fields.Many2many(
        "mkt.post",
        string="Posts",
        help="Whose desk shows the card; empty: everybody's.",
    )
    action_id = fields.Many2one(
        "ir.actions.act_window", "Opens", required=True, ondelete="cascade"
    )
    domain = fields.Char(
        required=True,
        default="[]",
        help="Which records of the action count; `uid` is the reader.",
    )
    tone = fields.Selection(
        [
            ("info", "To Know"),
            ("success", "Good"),
            ("warning", "To Do"),
            ("danger", "Urgent"),
        ],
        required=True,
        default="info",
    )
    count = fields.Integer(compute="_compute_count")

    @api.depends_context("uid", "company", "allowed_company_ids")
    def _compute_count(self):
        for card in self:
            model = self.env[card._get_action().res_model]
            card.count = (
                model.search_count(card._get_domain())
                if model.has_access("read")
                else 0
            )

    def _get_action(self):
        # sudo: every member reads the actions of the cards on the desk
        return self.sudo().action_id

    def _get_domain(self):
        return safe_eval(self.domain, {"uid": self.env.uid})

    def action_open(self):
        """The window action of the card, on the records it counts."""
        self.ensure_one()
        action = self._get_action()._get_action_dict()
        return {
            **action,
            "domain": self._get_domain(),
            "context": {},
            "name": self.name,
            "display_name": self.name,
        }
