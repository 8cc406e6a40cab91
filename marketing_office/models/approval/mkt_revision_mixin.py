from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_list


class RevisionMixin(models.AbstractModel):
    """A document with approval whose approved version never changes.

    A revision is a new version in draft, which takes the place of the one before once
    it is approved. The document has `previous_id` and the state `superseded`; it says
    which posts prepare it (`_prepared_by`) and what all its versions are about
    (`_same_in_revisions`).
    """

    _name = "mkt.revision.mixin"
    _description = "Document with Versions"
    _inherit = ["mkt.approval.mixin"]
    _governed = ("version", "previous_id", "reason")
    _prepared_by = ()
    _same_in_revisions = ()
    # whether one of them alone is in force; a unique index stands behind it
    _is_one_in_force = False

    version = fields.Integer(readonly=True, default=1, copy=False)
    reason = fields.Char("Reason of the Revision", readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        documents._check_may_prepare()
        return documents

    def write(self, vals):
        same = [name for name in self._same_in_revisions if name in vals]
        # sudo: whether there is a version before it, whatever the user may read
        if same and any(document.previous_id for document in self.sudo()):
            labels = [self._fields[n]._description_string(self.env) for n in same]
            raise UserError(
                self.env._(
                    "%(document)s is a revision: it keeps the %(fields)s.",
                    document=self[:1].display_name,
                    fields=format_list(self.env, labels),
                )
            )
        return super().write(vals)

    def _check_may_prepare(self):
        """Raise AccessError unless the user holds a post that prepares such documents."""
        if self.env.su:
            return
        for company in self.company_id:
            # where no post is named, nobody prepares it: none would mean any
            if not self._prepared_by or not self.env.user._mkt_holds(
                company, *self._prepared_by
            ):
                # sudo: what kinds of documents and posts are called is no secret
                posts = self.env["mkt.post"].sudo()
                posts = posts.search([("code", "in", self._prepared_by)])
                kind = self.env["ir.model"]._get(self._name).sudo().name
                raise AccessError(
                    self.env._(
                        "%(document)s: prepared by %(posts)s alone. Ask one of them.",
                        document=kind,
                        posts=format_list(self.env, posts.mapped("name")),
                    )
                )

    # ------------------------------------------------------------- one in force

    def _check_submission(self):
        result = super()._check_submission()
        self._check_only_one()
        return result

    @api.model
    def _same_in_versions(self):
        """Names of what all versions of a document are about."""
        return "company_id", *self._same_in_revisions

    def _check_only_one(self):
        """Raise UserError where another document than the one revised is in force."""
        if not self._is_one_in_force:
            return
        # sudo: there is one alone, whatever the user may read
        document = self.sudo()
        about = document._convert_to_write(
            {name: document[name] for name in self._same_in_versions()}
        )
        other = document.search(
            Domain.AND(Domain(name, "=", value) for name, value in about.items())
            & Domain("state", "in", ("approved", "closed"))
            & Domain("id", "!=", document.previous_id.id),
            limit=1,
        )
        if other:
            raise UserError(
                self.env._(
                    "%(document)s is in force already: revise it.",
                    document=other.display_name,
                )
            )

    def _version_suffix(self):
        return f" v{self.version}" if self.version > 1 else ""

    # ------------------------------------------------------------- revision

    def action_revise(self, reason):
        """A new version in draft that replaces this one once it is approved."""
        self.check_access("write")
        self._check_state("approved")
        self._check_may_prepare()
        reason = self._check_reason(reason)
        # the partial unique index must see that this version is not open any more
        self.flush_recordset(["state"])
        # sudo: version and reason are governed; checked above
        revision = self.sudo().copy(self._revision_defaults())
        revision.write(
            {
                "version": self.version + 1,
                "previous_id": self.id,
                "reason": reason,
            }
        )
        return revision.with_env(self.env)

    def _revision_defaults(self):
        """What a revision does not take from the version before it."""
        return {}

    def action_open_revision(self):
        """The dialog that asks for the reason of a revision."""
        self.check_access("read")
        return self._open_reason("revise", self.env._("Revise"))

    def _check_previous_in_force(self):
        """Raise UserError where the version before this one has ended meanwhile."""
        if self.previous_id:
            self.previous_id._check_state("approved")

    def _supersede_previous(self):
        """The version before this one is out of force; called as superuser."""
        self._check_previous_in_force()
        if old := self.previous_id:
            old.state = "superseded"
            # the partial unique index must see the old version gone first
            old.flush_recordset(["state"])
