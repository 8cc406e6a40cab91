import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .mkt_article import CHAPTERS

# what a version takes from the organisation's own records, each after its chapter
AFTER = {"department": 95, "post": 235}
SYSTEM_CHAPTERS = [
    *CHAPTERS[:2],
    ("unit", "Departments and Their Duties"),
    CHAPTERS[2],
    ("holder", "Posts and Their Duties"),
    *CHAPTERS[3:],
]
CHANGES = [
    ("new", "Added"),
    ("changed", "Changed"),
    ("same", "As Before"),
    ("gone", "Taken Out"),
]


class SystemVersion(models.Model):
    """The management system as it is in force: a snapshot of its articles, approved and signed.

    The Director and the leadership approve it. An approved version never changes; the
    next one is compared with it article by article.
    """

    _name = "mkt.system.version"
    _description = "Version of the Management System"
    _inherit = ["mkt.revision.mixin", "mail.thread"]
    _prepared_by = ("director", "marketing_manager")
    _finished = {"approved": (), "superseded": ()}
    _order = "version desc, id desc"
    _governed = ("line_ids", "digest", "approved_on")
    _fixed_after_creation = ("company_id",)
    _approval_content = ("name", "preamble", "effective_on")
    _is_one_in_force = True

    name = fields.Char(
        "Title", required=True, default=lambda self: self.env._("Management System")
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        "Prepared by",
        required=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    preamble = fields.Text(help="What stands before the articles.")
    effective_on = fields.Date(
        "In Force From", default=lambda self: self.env.company._mkt_today()
    )
    approved_on = fields.Date("Approved on", readonly=True, copy=False)
    previous_id = fields.Many2one(
        "mkt.system.version",
        "Version Before",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("superseded", "Superseded"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
    )
    line_ids = fields.One2many(
        "mkt.system.article", "version_id", "Articles", readonly=True
    )
    digest = fields.Char(
        "Fingerprint",
        readonly=True,
        copy=False,
        help="Of all articles as approved: the same text has the same fingerprint.",
    )
    new_count = fields.Integer("Added", compute="_compute_changes")
    changed_count = fields.Integer("Changed", compute="_compute_changes")
    gone_count = fields.Integer("Taken Out", compute="_compute_changes")
    signature_ids = fields.One2many("mkt.system.signature", "version_id", readonly=True)
    asked_count = fields.Integer("Asked to Sign", compute="_compute_coverage")
    signed_count = fields.Integer("Signed", compute="_compute_coverage")
    coverage = fields.Float(
        "Signed (%)", compute="_compute_coverage", digits=(16, 1), aggregator=None
    )
    can_sign = fields.Boolean(compute="_compute_can_sign")

    _in_force_uniq = models.UniqueIndex(
        "(company_id) WHERE state = 'approved'",
        "A version is in force already: revise it.",
    )
    _open_uniq = models.UniqueIndex(
        "(company_id) WHERE state IN ('draft', 'submitted')",
        "A version is being prepared already.",
    )

    @api.depends("name", "version")
    def _compute_display_name(self):
        for version in self:
            version.display_name = f"{version.name or ''} v{version.version}"

    @api.depends("line_ids.change")
    def _compute_changes(self):
        counts = {
            (version, change): count
            for version, change, count in self.env["mkt.system.article"]._read_group(
                [("version_id", "in", self.ids)], ["version_id", "change"], ["__count"]
            )
        }
        for version in self:
            for change in ("new", "changed", "gone"):
                version[f"{change}_count"] = counts.get((version, change), 0)

    @api.depends("signature_ids.given_at")
    def _compute_coverage(self):
        # sudo: how many have signed is no secret in the office
        rows = (
            self.env["mkt.system.signature"]
            .sudo()
            ._read_group(
                [("version_id", "in", self.ids), ("is_due", "=", True)],
                ["version_id"],
                ["__count", "given_at:count"],
            )
        )
        counts = {version.id: tuple(row) for version, *row in rows}
        for version in self:
            asked, signed = counts.get(version.id, (0, 0))
            version.asked_count, version.signed_count = asked, signed
            version.coverage = 100 * signed / asked if asked else 0

    @api.depends("state", "signature_ids.given_at")
    @api.depends_context("uid")
    def _compute_can_sign(self):
        mine = self.env["mkt.system.signature"].search(
            [
                ("version_id", "in", self.ids),
                ("user_id", "=", self.env.uid),
                ("given_at", "=", False),
            ]
        )
        for version in self:
            version.can_sign = (
                version.state == "approved" and version in mine.version_id
            )

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        # sudo: the articles of a draft are drawn by the system
        versions.sudo()._draw_articles()
        return versions

    # ------------------------------------------------------------- the snapshot

    def action_draw(self):
        """Take the articles as they are today into the draft, and compare them anew."""
        self.check_access("write")
        self._check_state("draft")
        self._check_may_prepare()
        # which articles it holds is decided by whoever draws them
        self._note_contribution()
        # sudo: the articles of a draft are governed; checked above
        self.sudo()._draw_articles()

    def _draw_articles(self):
        """The articles of the draft as they stand; called as superuser."""
        for version in self:
            version.line_ids.unlink()
            version._copy_lines(
                SQL(" UNION ALL ").join(
                    (
                        version._articles_to_copy(),
                        version._departments_to_copy(),
                        version._posts_to_copy(),
                    )
                )
            )
            version._compare()

    def _copy_lines(self, source):
        self.env.flush_all()
        # translations in all languages are copied as they are, which the ORM copies
        # only within a model
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO mkt_system_article (version_id, company_id, change,
                    article_id, source, clause, chapter, sequence, name, wording, posts,
                    create_uid, write_uid, create_date, write_date)
                SELECT %(version)s, %(company)s, 'new', said.*, %(uid)s, %(uid)s,
                    now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
                FROM (%(source)s) said
                """,
                version=self.id,
                company=self.company_id.id,
                source=source,
                uid=self.env.uid,
            )
        )
        self.invalidate_recordset(["line_ids"])

    def _articles_to_copy(self):
        """SQL: the articles in force in the company."""
        articles = self.env["mkt.article"]
        return SQL(
            """
            SELECT article.id, NULL, clause, chapter, article.sequence, article.name,
                wording, %(posts)s
            FROM mkt_article article WHERE article.id = ANY(%(ids)s)
            """,
            ids=articles.search(articles._domain_of(self.company_id)).ids,
            posts=self._names_of_posts(
                SQL(
                    "SELECT mkt_post_id FROM mkt_article_mkt_post_rel"
                    " WHERE mkt_article_id = article.id"
                )
            ),
        )

    def _departments_to_copy(self):
        """SQL: the company's departments that have duties, with their posts."""
        departments = self.env["hr.department"].search(
            [
                ("company_id", "in", [False, self.company_id.id]),
                ("mkt_duties", "!=", False),
            ]
        )
        return SQL(
            """
            (SELECT NULL::int, 'hr.department,' || department.id, NULL, 'unit',
                %(sequence)s, department.name, department.mkt_duties, %(posts)s
            FROM hr_department department WHERE department.id = ANY(%(ids)s)
            ORDER BY department.parent_path)
            """,
            sequence=AFTER["department"],
            ids=departments.ids,
            posts=self._names_of_posts(
                SQL("SELECT id FROM mkt_post WHERE department_id = department.id")
            ),
        )

    def _posts_to_copy(self):
        """SQL: the posts that have duties."""
        posts = self.env["mkt.post"].search([("duties", "!=", False)])
        return SQL(
            """
            (SELECT NULL::int, 'mkt.post,' || post.id, NULL, 'holder', %(sequence)s,
                post.name, post.duties, NULL::jsonb
            FROM mkt_post post WHERE post.id = ANY(%(ids)s)
            ORDER BY post.sequence, post.id)
            """,
            sequence=AFTER["post"],
            ids=posts.ids,
        )

    def _names_of_posts(self, ids):
        """SQL: the names of the posts in every language, as a translated field has them."""
        return SQL(
            """
            (SELECT jsonb_object_agg(lang, names) FROM (
                SELECT lang, string_agg(
                    COALESCE(post.name->>lang, post.name->>'en_US'), '、'
                    ORDER BY post.sequence, post.id
                ) AS names
                FROM unnest(%(langs)s) AS lang
                JOIN mkt_post post ON post.id IN (%(ids)s)
                GROUP BY lang
            ) held)
            """,
            langs=[code for code, _name in self.env["res.lang"].get_installed()],
            ids=ids,
        )

    def _compare(self):
        """Say of each article how it differs from the version before."""
        before = {
            line._key(): line for line in self._before().line_ids if not line.is_gone
        }
        now = {line._key(): line for line in self.line_ids}
        for key, line in now.items():
            old = before.get(key)
            line.change = (
                "new"
                if not old
                else "same"
                if line._says() == old._says()
                else "changed"
            )
            line.previous_id = old
        gone = [before[key].id for key in before.keys() - now.keys()]
        if gone:
            self._copy_gone(gone)

    def _copy_gone(self, ids):
        """Articles of the version before that the draft has no more, as they stood there."""
        self.env.flush_all()
        # as above: all languages at once
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO mkt_system_article (version_id, company_id, article_id,
                    source, clause, chapter, sequence, name, wording, posts, change,
                    previous_id, create_uid, write_uid, create_date, write_date)
                SELECT %(version)s, company_id, article_id, source, clause, chapter,
                    sequence, name, wording, posts, 'gone', id, %(uid)s, %(uid)s,
                    now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
                FROM mkt_system_article WHERE id = ANY(%(ids)s)
                """,
                version=self.id,
                ids=ids,
                uid=self.env.uid,
            )
        )
        self.invalidate_recordset(["line_ids"])

    def _before(self):
        return self.previous_id or self.search(
            [("company_id", "=", self.company_id.id), ("state", "=", "approved")]
        )

    # ------------------------------------------------------------- approval

    def _approval_kinds(self):
        return ["management_system"]

    def _approval_requesters(self):
        return super()._approval_requesters() | self.user_id

    def _check_submission(self):
        result = super()._check_submission()
        self._check_may_prepare()
        if not self.line_ids.filtered(lambda line: not line.is_gone):
            raise UserError(self.env._("The version has no article."))
        return result

    def _on_approved(self):
        self._supersede_previous()
        self.write(
            {
                "approved_on": self.company_id._mkt_today(),
                "digest": self._fingerprint(),
            }
        )
        self._ask_signatures(self.env["mkt.post.assignment"]._signers(self.company_id))

    def _fingerprint(self):
        """A digest of all that the articles say, in every language."""
        text = "\n".join(
            f"{line._key()}|{line._says()}"
            for line in self.line_ids.sorted(lambda line: line._key())
            if not line.is_gone
        )
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def action_revise(self, reason):
        revision = super().action_revise(reason)
        # sudo: compared anew, now that the version before it is known
        revision.sudo()._draw_articles()
        return revision

    # ------------------------------------------------------------- signing

    def _ask_signatures(self, users):
        """Whoever has not been asked yet is asked to sign; called as superuser."""
        signatures = self.env["mkt.system.signature"]
        for version in self:
            asked = version.signature_ids.user_id
            signatures |= signatures.create(
                [
                    {
                        "version_id": version.id,
                        "user_id": user.id,
                        "asked_on": version.company_id._mkt_today(),
                    }
                    for user in users - asked
                ]
            )
        return signatures

    def action_sign(self):
        """The reader has read the version and abides by it; once and for good."""
        self.ensure_one()
        self.check_access("read")
        self._check_state("approved")
        signature = self.env["mkt.system.signature"].search(
            [("version_id", "=", self.id), ("user_id", "=", self.env.uid)]
        )
        if not signature:
            raise UserError(self.env._("Whoever works in the office signs."))
        signature.action_sign()

    def action_view_signatures(self):
        """Who has signed, and who has not."""
        self.ensure_one()
        self.check_access("read")
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "marketing_office.mkt_system_signature_action"
            ),
            "domain": [("version_id", "=", self.id)],
            "context": {},
        }

    def action_view_changes(self):
        """The articles that differ from the version before."""
        self.ensure_one()
        self.check_access("read")
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "marketing_office.mkt_system_article_action"
            ),
            "domain": [("version_id", "=", self.id), ("change", "!=", "same")],
        }

    def _chapters(self):
        """The chapters of the printed version: (number, name, articles)."""
        lines = self.line_ids.filtered(lambda line: not line.is_gone)
        by_chapter = lines.grouped("chapter")
        labels = dict(lines._fields["chapter"]._description_selection(self.env))
        present = [key for key, _label in SYSTEM_CHAPTERS if key in by_chapter]
        return [
            (number, labels[key], by_chapter[key])
            for number, key in enumerate(present, 1)
        ]
