from datetime import date

from odoo.exceptions import AccessError, UserError

from .sales_case import SalesCase


class TestSalesProposal(SalesCase):
    """From below: everybody proposes their own target while the plan is in draft."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sell(300, date(2025, 4, 1), cls.seller)
        cls.plan = cls.make_plan(1000)
        cls.plan.action_ask_proposals()
        cls.proposals = cls.env["mkt.sales.proposal"]

    def proposal(self, user=None):
        user = user or self.seller
        return self.proposals.with_user(user).search(
            [("plan_id", "=", self.plan.id), ("user_id", "=", user.id)]
        )

    def hand_in(self, amount, user=None):
        mine = self.proposal(user)
        mine.write({"amount": amount, "note": "Two plants in spring"})
        mine.action_hand_in()
        return mine

    def test_kept_when_the_manager_allocates(self):
        mine = self.proposal()
        self.assertEqual((mine.state, mine.sold_before), ("asked", 300))
        self.hand_in(350)
        self.assertEqual(mine.state, "handed_in")
        line = self.line(self.plan, self.seller)
        self.assertEqual((line.target, line.is_kept), (350, True))
        self.plan.action_allocate()
        self.assertEqual(line.target, 350)
        self.assertEqual(self.line(self.plan, self.other).target, 650)

    def test_the_difference_is_shown(self):
        self.hand_in(350)
        self.hand_in(250, self.other)
        line = self.line(self.plan, self.seller)
        self.assertEqual((line.proposed, line.off_proposal), (350, 0))
        company = self.line(self.plan)
        self.assertEqual((company.proposed, company.off_proposal), (600, 400))
        self.assertEqual(company.remainder, 0)
        # what the two propose is less than the company shall sell: it is not lost
        self.assertEqual(self.line(self.plan, self.team, "team").remainder, 400)
        line.write({"is_kept": False})
        self.plan.action_allocate()
        self.assertEqual((line.target, line.off_proposal), (750, 400))
        self.assertEqual(line.proposed, 350)

    def test_bounds_make_room(self):
        self.line(self.plan, self.seller).write({"floor": 400, "stretch": 600})
        self.hand_in(350)
        line = self.line(self.plan, self.seller)
        self.assertEqual((line.floor, line.target, line.stretch), (350, 350, 600))

    def test_own_ones_only(self):
        theirs = self.proposal(self.other)
        with self.assertRaises(AccessError):
            theirs.with_user(self.seller).read(["amount"])
        for user in (self.seller, self.manager, self.users["director"]):
            with self.assertRaises(AccessError):
                theirs.with_user(user).amount = 1
            with self.assertRaises(AccessError):
                theirs.with_user(user).action_hand_in()
        self.assertEqual(theirs.with_user(self.manager).state, "asked")
        with self.assertRaises(AccessError):
            self.proposals.with_user(self.seller).create(
                {"line_id": self.line(self.plan, self.seller).id}
            )
        with self.assertRaises(AccessError):
            self.proposal().line_id = self.line(self.plan, self.other)
        with self.assertRaises(AccessError):
            self.line(self.plan, self.seller).with_user(self.seller).target = 5

    def test_who_asks(self):
        for code in ("sales_staff", "finance_manager", "leadership"):
            with self.assertRaises(AccessError):
                self.plan.with_user(self.users[code]).action_ask_proposals()
        with self.assertRaises(UserError):
            self.plan.action_ask_proposals()
        self.assertEqual((self.plan.asked_count, self.plan.unasked_count), (2, 0))

    def test_step_by_step(self):
        mine = self.proposal()
        with self.assertRaises(UserError):
            mine.action_hand_in()
        with self.assertRaises(UserError):
            mine.action_take_back()
        self.hand_in(350)
        with self.assertRaises(UserError):
            mine.amount = 1
        with self.assertRaises(UserError):
            mine.action_hand_in()
        mine.action_take_back()
        self.assertEqual((mine.state, mine.handed_in_on), ("asked", False))
        self.assertIs(self.line(self.plan, self.seller).proposed, False)
        self.hand_in(0)
        self.assertEqual(self.line(self.plan, self.seller).target, 0)

    def test_nothing_changes_once_the_plan_is_submitted(self):
        self.hand_in(350)
        mine, theirs = self.proposal(), self.proposal(self.other)
        self.plan.action_allocate()
        self.plan.action_submit()
        for step in (mine.action_take_back, theirs.action_hand_in):
            with self.assertRaises(UserError):
                step()
        with self.assertRaises(UserError):
            theirs.amount = 5

    def test_who_proposes_does_not_approve(self):
        """An own target that went into the plan is a part in what is decided."""
        director = self.users["director"]
        line = self.plan.line_ids.create(
            {"plan_id": self.plan.id, "kind": "person", "user_id": director.id}
        )
        self.plan.action_ask_proposals()
        self.hand_in(100, director)
        self.assertEqual(line.target, 100)
        self.plan.action_allocate()
        self.plan.action_submit()
        with self.assertRaises(UserError):
            self.plan.with_user(director).action_approve()

    def test_a_revision_asks_anew(self):
        self.hand_in(350)
        self.plan.action_allocate()
        self.approve(self.plan)
        revision = self.plan.action_revise("The market has grown")
        self.assertEqual(revision.asked_count, 0)
        revision.action_ask_proposals()
        self.assertEqual(revision.asked_count, 2)
        self.assertEqual(self.line(self.plan, self.seller).proposed, 350)
