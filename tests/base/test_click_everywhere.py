"""Every menu, view and filter of the app opens in a browser without an error."""

from odoo.tests import HttpCase, new_test_user

from ..common import POSTS, prepare_assets

CLICK_EVERYWHERE = """
    odoo.loader.modules
        .get("@web/webclient/clickbot/clickbot_loader")
        .startClickEverywhere("marketing_office.menu_root");
"""


class TestClickEverywhere(HttpCase):
    allow_end_on_form = True

    @classmethod
    def setUpClass(cls):
        prepare_assets()
        super().setUpClass()

    def click_everywhere(self, login):
        self.browser_js(
            "/odoo",
            CLICK_EVERYWHERE,
            "odoo.isReady === true",
            login=login,
            timeout=600,
            success_signal="clickbot test succeeded",
        )

    def test_administrator_with_every_group(self):
        admin = self.env.ref("base.user_admin")
        admin.tour_enabled = False
        for group in POSTS:
            admin.group_ids |= self.env.ref(f"marketing_office.group_{group}")
        self.click_everywhere("admin")

    def test_director_in_chinese(self):
        new_test_user(
            self.env,
            login="click_director",
            groups="marketing_office.group_director",
            lang="zh_CN",
            tour_enabled=False,
        )
        self.click_everywhere("click_director")
