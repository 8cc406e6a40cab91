from odoo import api, fields, models


class CoordinationMixin(models.AbstractModel):
    """A record about which one asks other posts and departments for something."""

    _name = "mkt.coordination.mixin"
    _description = "Record with Coordination Requests"

    mkt_coordination_count = fields.Integer(
        "Coordination Requests", compute="_compute_mkt_coordination_count"
    )
    mkt_open_coordination_count = fields.Integer(
        "Open Coordination Requests", compute="_compute_mkt_coordination_count"
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_mkt_coordination_count(self):
        """How many requests the reader may read, and how many of them are not finished."""
        requests = self.env["mkt.coordination"]
        counts, unfinished = {}, {}
        if requests.has_access("read"):
            rows = requests._read_group(
                [("about_model", "=", self._name), ("about_id", "in", self.ids)],
                ["about_id", "state"],
                ["__count"],
            )
            for number, state, count in rows:
                counts[number] = counts.get(number, 0) + count
                if state not in requests._finished_states():
                    unfinished[number] = unfinished.get(number, 0) + count
        for record in self:
            record.mkt_coordination_count = counts.get(record.id, 0)
            record.mkt_open_coordination_count = unfinished.get(record.id, 0)

    def action_mkt_ask_coordination(self):
        """An empty request about the record, in a dialog."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask for Coordination"),
            "res_model": "mkt.coordination",
            "views": [(False, "form")],
            "target": "new",
            "context": self._mkt_coordination_context(),
        }

    def action_mkt_view_coordinations(self):
        """The requests about the record."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Coordination Requests"),
            "res_model": "mkt.coordination",
            "views": [(False, "list"), (False, "form")],
            "domain": [("about_model", "=", self._name), ("about_id", "=", self.id)],
            "context": self._mkt_coordination_context(),
        }

    def _mkt_coordination_context(self):
        company = self["company_id"] if "company_id" in self._fields else None
        return {
            "default_about_model": self._name,
            "default_about_id": self.id,
            "default_company_id": (company or self.env.company).id,
        }
