from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list

from ...tools.advertising_text import sentences_with_figures
from ...tools.text import title_of

# the states of campaigns in which materials are exchanged for newer ones
OPEN_CAMPAIGN = "draft", "submitted", "approved", "running"
MATERIAL_KINDS = [
    ("copy", "Advertising Copy"),
    ("poster", "Poster"),
    ("brochure", "Brochure"),
    ("video", "Video"),
    ("article", "Article or Post"),
    ("stand", "Exhibition Panel"),
    ("other", "Other Material"),
]


class Material(models.Model):
    """Words and files with which the office advertises, approved before they are used."""

    _name = "mkt.material"
    _description = "Promotional Material"
    _inherit = ["mkt.revision.mixin", "mail.thread", "mkt.coordination.mixin"]
    _prepared_by = ("promotion_manager", "marketing_manager", "director")
    _finished = {"approved": ("campaign_ids",), "superseded": (), "ended": ()}
    _order = "valid_until desc, name, version desc, id desc"
    _rec_names_search = ["name", "medium_id"]
    _check_company_auto = True
    _fixed_after_creation = ("company_id",)
    _approval_content = (
        "name",
        "kind",
        "brand_id",
        "medium_id",
        "user_id",
        "wording",
        "file_ids",
        "valid_until",
        "figure_ids",
    )
    _same_in_revisions = ("brand_id",)

    name = fields.Char("Material", required=True, tracking=True)
    kind = fields.Selection(MATERIAL_KINDS, required=True, default="copy", index=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    brand_id = fields.Many2one(
        "mkt.brand",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    strategy_id = fields.Many2one(
        "mkt.brand.strategy",
        "Brand Strategy in Force",
        compute="_compute_strategy_id",
        help="What the material is measured by.",
    )
    promise = fields.Text("Brand Promise", compute="_compute_strategy_id")
    messages = fields.Text("Key Messages", compute="_compute_strategy_id")
    medium_id = fields.Many2one(
        "utm.medium",
        "Channel",
        required=True,
        ondelete="restrict",
        help="Where the material is published.",
    )
    user_id = fields.Many2one(
        "res.users",
        "Prepared by",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        tracking=True,
    )
    wording = fields.Text(
        "Advertising Text",
        required=True,
        help="All that is read or heard: it is checked word by word.",
    )
    file_ids = fields.Many2many("ir.attachment", string="Files", copy=False)
    valid_until = fields.Date(
        required=True,
        index=True,
        tracking=True,
        help="The last day on which the material may be used.",
    )
    is_expired = fields.Boolean("Expired", compute="_compute_is_expired")
    campaign_ids = fields.Many2many(
        "mkt.campaign",
        "mkt_campaign_material_rel",
        "material_id",
        "campaign_id",
        "Campaigns",
        copy=False,
        check_company=True,
    )
    figure_ids = fields.One2many("mkt.material.figure", "material_id", copy=True)
    words_found = fields.Char(
        "Words to Look At",
        compute="_compute_words_found",
        help="Words of the material that the list of the company names.",
    )
    previous_id = fields.Many2one(
        "mkt.material", "Revision of", readonly=True, copy=False, index="btree_not_null"
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("superseded", "Superseded"),
            ("ended", "Withdrawn from Use"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
    )

    @api.depends("name", "version", "medium_id.display_name", "valid_until")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """Where materials are chosen, those of one title differ by channel and year."""
        for material in self:
            material.display_name = title_of(
                f"{material.name or ''}{material._version_suffix()}",
                material.medium_id.display_name,
                material.valid_until and str(material.valid_until.year),
            )

    @api.depends("valid_until", "company_id")
    def _compute_is_expired(self):
        for material in self:
            day = material.valid_until
            material.is_expired = bool(
                day and material.company_id and day < material.company_id._mkt_today()
            )

    @api.depends("brand_id")
    def _compute_strategy_id(self):
        for material in self:
            strategy = material.brand_id.strategy_id
            material.strategy_id = strategy
            material.promise = strategy.promise
            material.messages = strategy.messages

    @api.depends("name", "wording", "figure_ids.sentence", "company_id")
    def _compute_words_found(self):
        lists = {c: self._words_of(c) for c in self.company_id}
        for material in self:
            words = lists.get(material.company_id, self.env["mkt.advertising.word"])
            found = words._used_in(material._words_to_check())
            material.words_found = format_list(self.env, found.mapped("name"))

    @api.model
    def _words_of(self, company):
        # sudo: the list holds whoever prepares or reads the material
        words = self.env["mkt.advertising.word"].sudo()
        return words.search(words._domain_of(company))

    def _all_words(self):
        return "\n".join(filter(None, (self.name, self.wording)))

    def _words_to_check(self):
        """All that is said, and what somebody wrote down as a sentence with a figure."""
        # while the words are edited, their sentences are still those of the words saved
        drawn = sentences_with_figures(self._origin._all_words())
        written = [s for s in self.figure_ids.mapped("sentence") if s not in drawn]
        return "\n".join((self._all_words(), *written))

    # ------------------------------------------------------------- drawing up

    @api.model_create_multi
    def create(self, vals_list):
        materials = super().create(vals_list)
        for material in materials:
            material.file_ids._mkt_belong_to(material)
        materials._renew_figures()
        self.env["mkt.campaign"]._check_joining(materials._campaign_uses())
        return materials

    def write(self, vals):
        before = self._campaign_uses() if "campaign_ids" in vals else set()
        result = super().write(vals)
        if "campaign_ids" in vals:
            uses = self._campaign_uses() - before
            self.env["mkt.campaign"]._check_joining(uses)
        if "file_ids" in vals:
            for material in self:
                material.file_ids._mkt_belong_to(material)
        if vals.keys() & {"name", "wording"}:
            self._renew_figures()
        return result

    def _renew_figures(self):
        """A line for each sentence with a figure; what was said of one stays."""
        # sudo: the lines follow the words, which the user was let write
        for material in self.sudo():
            sentences = sentences_with_figures(material._all_words())
            lines = material.figure_ids
            lines.filtered(lambda line, s=sentences: line.sentence not in s).unlink()
            there = material.figure_ids.mapped("sentence")
            lines.create(
                [
                    {"material_id": material.id, "sentence": sentence}
                    for sentence in sentences
                    if sentence not in there
                ]
            )

    def _check_files_may_change(self):
        """Raise UserError where the files of the material stay as they are."""
        self.ensure_one()
        if self.state != "draft":
            raise UserError(
                self.env._(
                    "%(material)s was submitted with this file: it stays as it is.",
                    material=self.display_name,
                )
            )

    def _campaign_uses(self):
        """Pairs of campaign and material."""
        # sudo: what is used counts, whichever campaigns the user may read
        return {
            (campaign, material)
            for material in self.sudo()
            for campaign in material.campaign_ids
        }

    # ------------------------------------------------------------- approval

    def _approval_kinds(self):
        return ["material"]

    def _approval_requesters(self):
        return super()._approval_requesters() | self.user_id

    def _check_submission(self):
        result = super()._check_submission()
        self._check_may_prepare()
        self._check_content()
        return result

    def _check_content(self):
        """Raise UserError where the material may not be published as it is."""
        self._check_validity()
        self._check_words()
        self.figure_ids._check_basis()

    def _check_validity(self):
        if self.is_expired:
            raise UserError(
                self.env._(
                    "%(material)s: the last day of use is over.",
                    material=self.display_name,
                )
            )

    def _check_words(self):
        words = self._words_of(self.company_id).filtered(
            lambda word: word.treatment == "forbidden"
        )
        if found := words._used_in(self._words_to_check()):
            raise UserError(
                self.env._(
                    "%(material)s uses words that are forbidden in advertising:"
                    " %(words)s. Say it otherwise.",
                    material=self.display_name,
                    words=format_list(self.env, found.mapped("name")),
                )
            )

    def _on_approved(self):
        # the list of words may have grown since the material was submitted
        self._check_content()
        self._supersede_previous()

    def _after_approval(self, following, among):
        result = super()._after_approval(following, among)
        if self.state == "approved":
            self._take_place_in_campaigns()
        return result

    def _take_place_in_campaigns(self):
        """What used the version before uses this one; called as superuser."""
        open_campaigns = self.previous_id.campaign_ids.filtered(
            lambda campaign: campaign.state in OPEN_CAMPAIGN
        )
        self.previous_id.campaign_ids -= open_campaigns
        self.campaign_ids |= open_campaigns

    def _is_usable(self):
        return self.state == "approved" and not self.is_expired

    def _revision_defaults(self):
        return {"user_id": self.env.uid}

    # ------------------------------------------------------------- the end

    def action_end(self):
        """The material is not used any more, and nothing replaces it."""
        self.check_access("write")
        self._check_may_prepare()
        self._check_state("approved")
        self._set_state("ended")
