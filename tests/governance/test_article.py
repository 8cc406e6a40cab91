from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .governance_case import GovernanceCase

# every clause of both documents
CLAUSES = {
    *(f"I-2.{n}" for n in range(1, 9)),
    "II-1",
    *(f"I-3.{n}" for n in range(1, 9)),
    *(f"II-2.{n}" for n in range(1, 7)),
    *(f"I-4.{n}" for n in range(1, 9)),
    *(f"II-3.{n}" for n in range(1, 7)),
    *(f"I-5.{n}" for n in range(1, 8)),
    *(f"II-4.{n}" for n in range(1, 5)),
}


class TestArticle(GovernanceCase):
    def articles(self):
        return self.env["mkt.article"].search([("company_id", "=", False)])

    def test_every_clause_is_an_article(self):
        self.assertEqual(set(self.articles().mapped("clause")), CLAUSES)

    def test_every_article_is_complete_in_both_languages(self):
        for article in self.articles():
            chinese = article.with_context(lang="zh_CN")
            with self.subTest(clause=article.clause):
                self.assertTrue(article.post_ids)
                self.assertTrue(article.menu_ids)
                self.assertTrue(article.control_ids)
                for name in ("name", "wording"):
                    self.assertNotEqual(article[name], chinese[name], name)

    def test_every_screen_says_which_articles_apply(self):
        root = self.env.ref("marketing_office.menu_root")
        menus = self.env["ir.ui.menu"].search([("id", "child_of", root.id)])
        named = self.articles().menu_ids
        for menu in menus.filtered("action"):
            with self.subTest(menu=menu.complete_name):
                self.assertIn(menu, named)

    def test_articles_here(self):
        articles = self.as_user(self.env["mkt.article"], "sales_staff")
        action = self.env.ref("marketing_office.mkt_plan_action")
        here = articles.get_articles_here(action.id, "mkt.plan")
        self.assertEqual([a["clause"] for a in here], ["I-2.1", "I-4.2"])
        # a record opened from elsewhere
        here = articles.get_articles_here(False, "mkt.plan")
        self.assertEqual([a["clause"] for a in here], ["I-2.1", "I-4.2"])
        self.assertEqual(articles.get_articles_here(False, "res.country"), [])

    def test_who_reads_no_results_is_told_nothing(self):
        action = self.env.ref("marketing_office.mkt_plan_action")
        article = self.env.ref("marketing_office.article_i_2_1")
        stranger = article.with_user(self.make_user("stranger"))
        self.assertEqual(stranger.get_articles_here(action.id, "mkt.plan"), [])
        groups = "base.group_user,base.group_system"
        keeper = article.with_user(self.make_user("keeper", groups=groups))
        self.assertEqual(keeper.get_articles_here(action.id, "mkt.plan"), [])
        # who keeps the articles opens them all the same
        self.assertEqual(keeper.observance, "no_data")
        self.assertFalse(keeper.control_ids.result_id)
        self.assertTrue(keeper.get_board()["chapters"])

    def test_a_click_leads_to_the_screen(self):
        article = self.env.ref("marketing_office.article_i_2_1")
        menu = article.menu_ids[:1].with_user(self.users["marketing_manager"])
        self.assertEqual(menu.action_mkt_open()["res_model"], "mkt.plan")

    def test_the_company_adapts_and_retires(self):
        shared = self.env.ref("marketing_office.article_i_2_1")
        theirs = self.as_user(shared, "director")
        with self.assertRaises(AccessError):
            theirs.wording = "Otherwise"
        copy = theirs.browse(theirs.action_adapt()["res_id"])
        copy.wording = "Our plans are for two years."
        self.assertEqual(copy.control_ids, shared.control_ids)
        in_force = self.env["mkt.article"].search([("is_in_force", "=", True)])
        self.assertIn(copy.sudo(), in_force)
        self.assertNotIn(shared, in_force)
        copy.action_archive()
        in_force = self.env["mkt.article"].search([("is_in_force", "=", True)])
        self.assertNotIn("I-2.1", in_force.mapped("clause"))

    def test_the_company_adds_its_own(self):
        values = {"clause": "A-1", "name": "Fairs", "wording": "We go there."}
        own = self.as_user(self.env["mkt.article"], "marketing_manager").create(values)
        self.assertEqual(own.company_id, self.company)
        with self.assertRaises(AccessError):
            self.as_user(self.env["mkt.article"], "member").create(
                {**values, "clause": "A-2"}
            )
        with self.assertRaises(UserError):
            own.wording = "\u200b"

    @mute_logger("odoo.sql_db")
    def test_a_number_stands_once(self):
        values = {"clause": "A-1", "name": "Fairs", "wording": "We go there."}
        self.env["mkt.article"].create(values)
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env["mkt.article"].create(values)

    def test_the_worst_control_says_how_it_stands(self):
        first, second = self.make_control(), self.make_control(name="Another")
        article = self.env["mkt.article"].create(
            {
                "clause": "A-1",
                "name": "Fairs",
                "wording": "We go there.",
                "control_ids": (first + second).ids,
            }
        )
        self.assertEqual(article.observance, "no_data")
        self.compute(first + second)
        self.env.invalidate_all()
        self.assertEqual(article.observance, "not_observed")
        self.give_evidence(first)
        self.env.invalidate_all()
        self.assertEqual(article.observance, "not_observed")
        self.give_evidence(second)
        self.env.invalidate_all()
        self.assertEqual(article.observance, "observed")

    def test_the_board(self):
        self.make_meeting()
        self.compute()
        articles = self.as_user(self.env["mkt.article"], "director")
        board = articles.get_board()
        shown = [a for chapter in board["chapters"] for a in chapter["articles"]]
        self.assertEqual({a["clause"] for a in shown}, CLAUSES)
        self.assertEqual(sum(s["count"] for s in board["states"]), len(CLAUSES))
        controls = {c["id"]: c for a in shown for c in a["controls"]}
        meetings = controls[self.control("meetings_held").id]
        self.assertEqual(meetings["state"], "observed")
        self.assertEqual(meetings["figure"], "1")
        self.assertEqual(sum(k["count"] for k in board["kinds"]), len(controls))
        with self.assertRaises(AccessError):
            articles.with_user(self.make_user("stranger")).get_board()
