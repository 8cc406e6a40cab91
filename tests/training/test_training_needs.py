from ..appraisal.appraisal_case import AppraisalMixin
from ..common import OfficeCase

WISH = (
    "学习大客户谈判技巧，\n以及数据分析方法。" + "最好安排在淡季，由外部讲师授课。" * 6
)


class TestNeedsOfAppraisals(AppraisalMixin, OfficeCase):
    """What was wished for in the talk is a need once the person has read the appraisal."""

    posts = ("director", "leadership", "marketing_manager", "sales_staff")

    def setUp(self):
        super().setUp()
        self.released = self.to_release(self.opened())
        self.mine = self.card(self.released, "sales_staff")
        judge = self.mine.with_user(self.mine.manager_id)
        judge.training_wishes = WISH

    def found(self):
        needs = self.env["mkt.training.need"]
        needs.create(needs._found())
        return needs.search([("reason", "=", "appraisal")])

    def read(self):
        self.mine.with_user(self.mine.user_id).action_acknowledge()

    def test_once_it_has_been_read(self):
        self.assertFalse(self.found())
        self.read()
        need = self.found()
        self.assertEqual(need.user_id, self.users["sales_staff"])
        self.assertEqual(need.note, WISH)
        self.assertEqual(len(need.name), 80)
        self.assertNotIn("\n", need.name)
        self.assertEqual(self.found(), need)
        need.with_user(self.users["sales_staff"]).action_drop()
        self.assertEqual(self.found(), need)

    def test_the_keeper_sees_the_wish_and_not_the_appraisal(self):
        self.read()
        need = self.found().with_user(self.users["marketing_manager"])
        self.assertEqual(need.note, WISH)
        self.assertFalse(self.mine.with_user(need.env.user).has_access("read"))
        self.assertNotIn("appraisal_id", need.fields_get())

    def test_nothing_was_wished_for(self):
        self.mine.with_user(self.mine.manager_id).training_wishes = " \n"
        self.read()
        self.assertFalse(self.found())
