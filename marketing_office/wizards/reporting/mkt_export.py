from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

# more rows than these are written in the background
MOST_AT_ONCE = 20_000


class Export(models.TransientModel):
    """A list that somebody takes away in full: at once, or in the background if it is long."""

    _name = "mkt.export"
    _description = "Export of a List"
    _inherit = ["mkt.governed.mixin"]
    _order = "id desc"
    _transient_max_hours = 24
    _governed = (
        "name",
        "model",
        "domain",
        "user_id",
        "state",
        "total",
        "written",
        "file_id",
        "error",
    )

    name = fields.Char("List", readonly=True)
    model = fields.Char(readonly=True)
    domain = fields.Json("Condition", readonly=True)
    user_id = fields.Many2one("res.users", "Asked by", readonly=True)
    state = fields.Selection(
        [
            ("ready", "Ready"),
            ("waiting", "Waiting"),
            ("done", "Done"),
            ("failed", "Failed"),
        ],
        readonly=True,
        default="ready",
    )
    total = fields.Integer("Rows", readonly=True)
    written = fields.Integer("Rows Written", readonly=True)
    progress = fields.Float("Written (%)", compute="_compute_progress")
    file_id = fields.Many2one("ir.attachment", readonly=True)
    error = fields.Text(readonly=True)

    @api.depends("total", "written")
    def _compute_progress(self):
        for export in self:
            export.progress = 100 * export.written / export.total if export.total else 0

    @api.model
    def _export(self, records):
        """Action that gives the reader the list in full; a server action calls it."""
        self._check_may_export()
        model = records._name
        records.check_access("read")
        domain = Domain("id", "in", records.ids)
        asked = self.env.context.get("active_domain")
        if asked is not None and len(records) >= MOST_AT_ONCE:
            # the web client names no more records than these
            domain = Domain(asked)
        total = self.env[model].search_count(domain)
        is_long = total > MOST_AT_ONCE
        # sudo: governed fields; checked above
        export = self.sudo().create(
            {
                "name": self.env["ir.model"]._get(model).sudo().name,
                "model": model,
                "domain": list(domain),
                "user_id": self.env.uid,
                "state": "waiting" if is_long else "ready",
                "total": total,
            }
        )
        if not is_long:
            return {
                "type": "ir.actions.act_url",
                "url": f"/marketing_office/export/{export.id}.xlsx",
                "target": "self",
            }
        self.env.ref("marketing_office.ir_cron_write_exports").sudo()._trigger()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._(
                    "%(count)s rows are being written: you get the file as a message.",
                    count=total,
                ),
            },
        }

    @api.model
    def _check_may_export(self):
        if not self.env.user.has_group("base.group_allow_export"):
            raise AccessError(
                self.env._(
                    "You are not allowed to export data: ask an administrator for the"
                    " right."
                )
            )

    def _file_name(self):
        today = fields.Date.context_today(self)
        return f"{self.name}_{today.isoformat()}".replace("/", "-").replace(" ", "_")

    @api.model
    def _cron_write(self):
        """Write the lists that wait, each in a transaction and as who asked for it."""
        waiting = self.search([("state", "=", "waiting")], order="id")
        progress = self.env["ir.cron"]._commit_progress
        left = progress(remaining=len(waiting))
        for number, export in enumerate(waiting, 1):
            if not left:
                return
            export._write_file(
                lambda row, export=export: export._note_progress(row, progress)
            )
            left = progress(1, remaining=len(waiting) - number)

    def _note_progress(self, row, commit):
        """Show how far it is, to the asker and to the scheduled action."""
        self.written = row
        commit()
        if row % MOST_AT_ONCE == 0:
            message = self.env._(
                "%(name)s: %(written)s of %(total)s rows",
                name=self.name,
                written=row,
                total=self.total,
            )
            self.user_id._bus_send(
                "simple_notification", {"type": "info", "message": message}
            )

    def _write_file(self, progress=None):
        """The file as the asker may read it, and a message with it; called as superuser."""
        self.ensure_one()
        user = self.user_id
        asker = self.with_user(user).with_context(
            lang=user.lang, tz=user.tz, allowed_company_ids=user.company_ids.ids
        )
        try:
            asker._check_may_export()
            writer = asker.env["mkt.detail.xlsx"]
            with writer._written(self.model, self.domain, progress) as path:
                self.file_id = self._attach(path, asker._file_name())
        except (AccessError, UserError) as error:
            self.write({"state": "failed", "error": str(error)})
            return
        self.write({"state": "done", "written": self.total})
        self.env["mail.thread"].message_notify(
            partner_ids=user.partner_id.ids,
            subject=asker._file_name(),
            body=asker.env._("The list that you asked for is attached."),
            attachment_ids=self.file_id.ids,
        )

    def _attach(self, path, name):
        with open(path, "rb") as file:
            return self.env["ir.attachment"].create(
                {
                    "name": f"{name}.xlsx",
                    "raw": file.read(),
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )
