from odoo import api, fields, models
from odoo.fields import Command


class PostAssignmentChannels(models.Model):
    """Channels of departments and roles of posts follow the assignments, both ways.

    The host subscribes the people of a department to its channel, and leaves them there
    for good; who has gone leaves it here.
    """

    _inherit = "mkt.post.assignment"

    @api.model
    def _cron_sync_channels(self):
        """Who works in a department is in its channel, who holds a post has its role."""
        in_force = self.search([("is_active", "=", True)])
        lang = self.env.company.partner_id.lang
        for post, held in in_force.grouped("post_id").items():
            post.with_context(lang=lang)._sync_role(held.user_id)
        vacant = self.env["mkt.post"].search(
            [("role_id", "!=", False), ("id", "not in", in_force.post_id.ids)]
        )
        vacant.role_id.user_ids = [Command.clear()]
        past = self.search([("department_id", "!=", False)]) - in_force
        gone = {d: ended.user_id for d, ended in past.grouped("department_id").items()}
        here = in_force.grouped("department_id")
        for department in in_force.department_id | past.department_id:
            users = here[department].user_id if department in here else None
            department.with_context(lang=lang)._mkt_sync_channel(
                users or self.env["res.users"],
                gone.get(department, self.env["res.users"]),
            )
        self.env["ir.cron"]._commit_progress(len(in_force))


class Post(models.Model):
    _inherit = "mkt.post"
    _governed = ("role_id",)

    role_id = fields.Many2one(
        "res.role",
        "Role to Mention",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="Mentioned in a message, it tells everybody who holds the post.",
    )

    def _sync_role(self, users):
        """The post's role has these users and no others; called as superuser."""
        if not self.role_id:
            roles = self.env["res.role"]
            self.role_id = roles.search([("name", "=", self.name)]) or roles.create(
                {"name": self.name}
            )
        if self.role_id.user_ids != users:
            self.role_id.user_ids = [Command.set(users.ids)]


class Department(models.Model):
    _inherit = "hr.department"

    mkt_channel_id = fields.Many2one(
        "discuss.channel",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups=fields.NO_ACCESS,
    )

    def _mkt_sync_channel(self, here, gone):
        """Who is here is in the department's channel, who has gone is not; as superuser."""
        if not self.mkt_channel_id:
            if not here:
                return
            self.mkt_channel_id = self.env["discuss.channel"].create(
                {
                    "name": self.name,
                    "channel_type": "channel",
                    "subscription_department_ids": [Command.set(self.ids)],
                }
            )
        channel = self.mkt_channel_id
        members = channel.channel_member_ids.partner_id
        if new := here.partner_id - members:
            channel._add_members(partners=new, post_joined_message=False)
        # who is employed in the department stays, as in the host
        gone -= here | self.member_ids.user_id
        for partner in gone.partner_id & members:
            channel._action_unfollow(partner, post_leave_message=False)
