from odoo.exceptions import UserError

from ..common import OfficeCase, Undone
from ..governed_records import VALS

OPENING = ("action_open_", "action_view_")


class TestOpenActions(OfficeCase):
    """What only opens another screen tells strangers nothing, not even that it is there."""

    posts = ("director",)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = cls.users["director"]
        cls.newcomer = cls.make_user("newcomer")
        cls.stranger = cls.make_user("without_post")

    def test_strangers_are_refused(self):
        tried = 0
        for model, vals in VALS.items():
            names = [n for n in dir(self.env[model]) if n.startswith(OPENING)]
            if not names:
                continue
            with Undone(self.env):
                record = self.env[model].create(vals(self))
                theirs = record.with_user(self.stranger)
                if theirs.has_access("read"):
                    continue
                for name in names:
                    tried += 1
                    with (
                        self.subTest(model=model, method=name),
                        self.assertRaises(UserError),
                    ):
                        getattr(theirs, name)()
        self.assertGreater(tried, 50)
