from odoo.exceptions import AccessError

from ..common import OfficeCase

# whom the host lets change and delete all types of activities
HOST_MANAGERS = "sales_team.group_sale_manager,project.group_project_manager"


class TestActivityTypes(OfficeCase):
    """The notices of all companies rest on the types of activities that the office ships."""

    posts = ("director", "sales_manager", "product_manager")

    def test_settings_keep_them(self):
        kind = self.env.ref("marketing_office.mail_activity_type_approval")
        manager = self.make_user("manager", groups=HOST_MANAGERS)
        for user in (manager, *self.users.values()):
            theirs = kind.with_user(user)
            for door in (
                lambda theirs=theirs: theirs.write({"name": "Later"}),
                lambda theirs=theirs: theirs.write({"active": False}),
                lambda theirs=theirs: theirs.write({"res_model": "res.partner"}),
                theirs.unlink,
            ):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    door()
        settings = self.make_user("settings", groups="base.group_system")
        kind.with_user(settings).delay_count = 3

    def test_others_are_the_hosts(self):
        manager = self.make_user("manager", groups=HOST_MANAGERS)
        kinds = self.env["mail.activity.type"].with_user(manager)
        kind = kinds.create({"name": "Fair"})
        kind.name = "Visit"
        kind.unlink()
        self.assertFalse(kind.exists())
