from odoo import api, models
from odoo.fields import Command


class PostAssignmentGroups(models.Model):
    """Access groups and record rules follow the assignments in force."""

    _inherit = "mkt.post.assignment"

    @api.model_create_multi
    def create(self, vals_list):
        assignments = super().create(vals_list)
        assignments._forget_rules()
        assignments._sync_groups(assignments.user_id)
        return assignments

    def write(self, vals):
        result = super().write(vals)
        self._forget_rules()
        self._sync_groups(self.user_id)
        return result

    def unlink(self):
        result = super().unlink()
        self._forget_rules()
        return result

    @api.model
    def _sync_groups(self, users):
        """Give each user exactly the post groups that today's assignments call for."""
        # sudo: a Director who is no ERP administrator changes groups here, and only
        # groups of the fixed table of posts can be reached
        table = self.env["mkt.post"]._access_groups()
        desk = self.env.ref("marketing_office.mkt_desk_action")
        due = dict(
            self.sudo()._read_group(
                [("user_id", "in", users.ids), ("is_active", "=", True)],
                ["user_id"],
                ["post_id:recordset"],
            )
        )
        for user in users.sudo():
            expected = due[user].group_id if user in due else table.browse()
            held = user.group_ids & table
            commands = [Command.link(group.id) for group in expected - held]
            commands += [Command.unlink(group.id) for group in held - expected]
            if commands:
                user.write({"group_ids": commands})
            if expected and not user.action_id:
                # who has no other home begins the day at the desk
                user.action_id = desk.id

    @api.model
    def _forget_rules(self):
        """What people hold is cached, and so are the record rules that name it."""
        self.env.registry.clear_cache()

    @api.model
    def _cron_sync_groups(self):
        """Start and end the groups of assignments as the days pass, in every time zone."""
        groups = self.env["mkt.post"]._access_groups()
        users = self.env["res.users"].with_context(active_test=False)
        held = users.search([("group_ids", "in", groups.ids)])
        self._sync_groups(held | self.search([("is_active", "=", True)]).user_id)
