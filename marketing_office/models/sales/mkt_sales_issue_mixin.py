from odoo import api, fields, models


class SalesIssueMixin(models.AbstractModel):
    """A record about which sales issues are raised."""

    _name = "mkt.sales.issue.mixin"
    _description = "Record with Sales Issues"
    # the issue's field that names the record
    _mkt_issue_field = None

    mkt_open_issue_count = fields.Integer(
        "Open Sales Issues", compute="_compute_mkt_open_issue_count"
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_mkt_open_issue_count(self):
        """How many issues the reader may read that are not yet solved."""
        issues, field, counts = self.env["mkt.sales.issue"], self._mkt_issue_field, {}
        if issues.has_access("read"):
            counts = dict(
                issues._read_group(
                    [(field, "in", self.ids), ("state", "in", ("open", "owned"))],
                    [field],
                    ["__count"],
                )
            )
        for record in self:
            record.mkt_open_issue_count = counts.get(record._origin, 0)

    def action_mkt_raise_issue(self):
        """An empty issue about the record, in a dialog."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Raise a Sales Issue"),
            "res_model": "mkt.sales.issue",
            "views": [[False, "form"]],
            "target": "new",
            "context": {f"default_{self._mkt_issue_field}": self.id},
        }

    def action_mkt_view_issues(self):
        """The issues about the record."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_sales_issue_action"
        )
        return {
            **action,
            "domain": [(self._mkt_issue_field, "=", self.id)],
            "context": {f"default_{self._mkt_issue_field}": self.id},
        }
