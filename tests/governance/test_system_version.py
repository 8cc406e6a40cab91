from odoo.exceptions import AccessError, UserError

from .governance_case import GovernanceCase


class TestSystemVersion(GovernanceCase):
    mail_disabled = False

    def draft(self, code="marketing_manager", **vals):
        versions = self.env["mkt.system.version"].with_user(self.users[code])
        return versions.create({"name": "Management System", **vals})

    def in_force(self, version):
        version.action_submit()
        while version.sudo().state == "submitted":
            code = version.sudo().next_post_id.code
            version.with_user(self.users[code]).action_approve()
        return version

    def line(self, version, clause):
        return version.line_ids.filtered(lambda line: line.clause == clause)

    def own_article(self, **vals):
        return self.env["mkt.article"].create(
            {
                "clause": "A-1",
                "name": "Fairs",
                "wording": "We go to two fairs.",
                "company_id": self.company.id,
                **vals,
            }
        )

    def test_a_draft_takes_the_articles_in_all_languages(self):
        version = self.draft()
        articles = self.env["mkt.article"].search([("is_in_force", "=", True)])
        self.assertEqual(len(version.line_ids.article_id), len(articles))
        for article in articles:
            line = self.line(version, article.clause)
            for lang in ("en_US", "zh_CN"):
                said, meant = (r.with_context(lang=lang) for r in (line, article))
                self.assertEqual(said.wording, meant.wording)
                self.assertEqual(said.name, meant.name)
                names = meant.post_ids.sorted().mapped("name")
                self.assertEqual(said.posts or "", "、".join(names))

    def test_director_and_leadership_approve(self):
        version = self.draft()
        version.action_submit()
        posts = version.sudo().approval_step_ids.post_id.mapped("code")
        self.assertEqual(posts, ["director", "leadership"])
        with self.assertRaises(AccessError):
            self.as_user(version, "leadership").action_approve()
        self.as_user(version, "director").action_approve()
        self.as_user(version, "leadership").action_approve()
        self.assertEqual(version.sudo().state, "approved")
        self.assertTrue(version.sudo().digest)

    def test_who_prepares(self):
        for code in ("sales_staff", "finance_manager", "leadership"):
            with self.subTest(code=code), self.assertRaises(AccessError):
                self.draft(code)

    def test_an_approved_version_stays(self):
        article = self.own_article()
        version = self.in_force(self.draft())
        article.wording = "We go to three fairs."
        line = self.line(version, "A-1")
        self.assertEqual(line.wording, "We go to two fairs.")
        for change in (
            lambda: version.write({"name": "Another"}),
            lambda: version.action_draw(),
            lambda: line.with_user(self.users["director"]).write({"wording": "x"}),
            lambda: line.unlink(),
        ):
            with self.assertRaises(UserError):
                change()

    def test_comparison(self):
        article = self.own_article()
        gone = self.own_article(clause="A-2", name="Old", wording="Nobody does this.")
        first = self.in_force(self.draft())
        article.wording = "We go to three fairs."
        gone.active = False
        self.own_article(clause="A-3", name="New", wording="From now on.")
        second = self.as_user(first, "marketing_manager").action_revise("Three fairs")
        changes = {
            line.clause: line.change
            for line in second.line_ids
            if line.change != "same"
        }
        self.assertEqual(changes, {"A-1": "changed", "A-2": "gone", "A-3": "new"})
        self.assertEqual((second.changed_count, second.gone_count), (1, 1))
        comparison = self.line(second, "A-1").comparison
        self.assertIn("<del>", comparison)
        self.assertIn("<ins>", comparison)
        self.assertEqual(second.version, 2)
        self.in_force(second)
        self.assertEqual(first.sudo().state, "superseded")
        self.assertNotEqual(first.sudo().digest, second.sudo().digest)

    def test_departments_and_posts_stand_with_their_duties(self):
        """From the organisation's own records, which a later version follows."""
        version = self.draft()
        departments = self.env["hr.department"].search([("mkt_duties", "!=", False)])
        posts = self.env["mkt.post"].search([("duties", "!=", False)])
        self.assertGreaterEqual(len(departments), 5)
        self.assertGreaterEqual(len(posts), 13)
        for chapter, records, duties in (
            ("unit", departments, "mkt_duties"),
            ("holder", posts, "duties"),
        ):
            lines = version.line_ids.filtered(
                lambda line, chapter=chapter: line.chapter == chapter
            )
            for lang in ("en_US", "zh_CN"):
                said = lines.with_context(lang=lang)
                meant = records.with_context(lang=lang)
                self.assertEqual(
                    {line.name: line.wording for line in said},
                    {record.name: record[duties] for record in meant},
                )
        sales = self.env.ref("marketing_office.department_sales")
        line = version.line_ids.filtered(
            lambda r: r.source == f"hr.department,{sales.id}"
        )
        self.assertIn(self.post("sales_manager").name, line.posts)
        titles = [title for _number, title, _lines in version._chapters()]
        self.assertIn("Departments and Their Duties", titles)
        self.assertIn("Posts and Their Duties", titles)

        self.in_force(version)
        sales.mkt_duties = "Sells, and settles what comes of it."
        self.post("sales_staff").duties = False
        second = self.as_user(version, "marketing_manager").action_revise("Sales")
        changes = {
            line.source: line.change
            for line in second.line_ids
            if line.change != "same"
        }
        staff = self.post("sales_staff").id
        self.assertEqual(
            changes,
            {f"hr.department,{sales.id}": "changed", f"mkt.post,{staff}": "gone"},
        )
        self.assertIn("leads the sales team", line.wording)

    def test_who_draws_the_articles_does_not_approve_them(self):
        version = self.draft()
        self.as_user(version, "director").action_draw()
        self.as_user(version, "marketing_manager").action_submit()
        with self.assertRaises(AccessError):
            self.as_user(version, "director").action_approve()
        self.assertEqual(version.sudo().next_post_id, self.post("leadership"))

    def test_a_translation_alone_is_a_change(self):
        article = self.own_article()
        first = self.in_force(self.draft())
        article.with_context(lang="zh_CN").wording = "每年参加两次展会。"
        second = self.as_user(first, "marketing_manager").action_revise("Chinese")
        self.assertEqual(self.line(second, "A-1").change, "changed")

    def test_everybody_signs_once(self):
        version = self.in_force(self.draft())
        self.assertEqual(
            version.sudo().signature_ids.user_id,
            self.env["mkt.post.assignment"]._members(self.company),
        )
        staff = self.as_user(version, "sales_staff")
        self.assertTrue(staff.can_sign)
        staff.action_sign()
        self.env.invalidate_all()
        self.assertFalse(staff.can_sign)
        with self.assertRaises(UserError):
            staff.action_sign()
        self.assertEqual(version.sudo().signed_count, 1)
        signature = version.sudo().signature_ids.filtered("given_at")
        self.assertEqual(signature.posts, self.post("sales_staff").name)
        with self.assertRaises(AccessError):
            self.as_user(
                version.sudo().signature_ids - signature, "director"
            ).action_sign()
        with self.assertRaises(AccessError):
            self.as_user(signature, "director").write({"given_at": False})

    def test_new_holders_are_asked_and_who_left_counts_no_more(self):
        version = self.in_force(self.draft())
        asked = version.sudo().asked_count
        newcomer = self.make_holder("service_clerk")
        with self.enter_registry_test_mode():
            self.env.ref(
                "marketing_office.ir_cron_chase_signatures"
            ).method_direct_trigger()
        self.env.invalidate_all()
        signatures = version.sudo().signature_ids
        self.assertIn(newcomer, signatures.user_id)
        self.assertEqual(version.sudo().asked_count, asked + 1)
        signature = signatures.filtered(lambda s: s.user_id == newcomer)
        self.assertEqual(signature.activity_ids.user_id, newcomer)
        self.assertEqual(signature.chased_on, self.today)
        newcomer.active = False
        self.env.invalidate_all()
        self.assertEqual(version.sudo().asked_count, asked)

    def test_chasing_once_a_day(self):
        version = self.in_force(self.draft())
        signatures = version.sudo().signature_ids
        with self.assertRaises(AccessError):
            self.as_user(signatures, "finance_manager").action_chase()
        self.as_user(signatures, "director").action_chase()
        number = len(signatures.activity_ids)
        self.assertEqual(number, len(signatures))
        self.as_user(signatures, "director").action_chase()
        self.assertEqual(len(signatures.activity_ids), number)

    def test_the_printed_version(self):
        version = self.in_force(self.draft(preamble="Whom this binds"))
        self.as_user(version, "sales_staff").action_sign()
        for lang, words in (("en_US", "Contents"), ("zh_CN", "责任岗位")):
            report = self.env["ir.actions.report"].with_context(lang=lang)
            html = report._render_qweb_html(
                "marketing_office.report_system_version", version.ids
            )[0].decode()
            self.assertIn(words, html)
            self.assertIn("II-4.4", html)
            self.assertIn("Whom this binds", html)
            self.assertIn("sales_staff", html)
