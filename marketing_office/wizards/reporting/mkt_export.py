from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...tools.notification import notification

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
        "report_id",
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
    report_id = fields.Many2one(
        "ir.actions.report",
        "Document",
        readonly=True,
        help="Of the records, as PDF; without it the list is written.",
    )
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
        return self._in_background(
            self.env._(
                "%(count)s rows are being written: you get the file as a message.",
                count=total,
            )
        )

    @api.model
    def _print(self, report, record):
        """Action that has a long document made in the background, for who may read it."""
        record.ensure_one().check_access("read")
        # sudo: governed fields; checked above
        self.sudo().create(
            {
                "name": record.display_name,
                "model": record._name,
                "domain": [["id", "=", record.id]],
                "report_id": report.id,
                "user_id": self.env.uid,
                "state": "waiting",
                "total": 1,
            }
        )
        return self._in_background(
            self.env._(
                "%(name)s is being made: you get the file as a message.",
                name=record.display_name,
            )
        )

    @api.model
    def _in_background(self, message):
        # sudo: the job works for each asker with the asker's own rights
        self.env.ref("marketing_office.ir_cron_write_exports").sudo()._trigger()
        return notification(message, type="info", next=None)

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
            # made as the asker; here in the hands of the superuser that keeps it
            self.file_id = asker._made_file(progress).sudo()
        except (AccessError, UserError) as error:
            self.write({"state": "failed", "error": str(error)})
            return
        self.write({"state": "done", "written": self.total})
        self.env["mail.thread"].message_notify(
            partner_ids=user.partner_id.ids,
            subject=asker._file_name(),
            body=asker.env._("The file that you asked for is attached."),
            attachment_ids=self.file_id.ids,
        )

    def _made_file(self, progress):
        """The file as an attachment, made with the rights of the asker."""
        if self.report_id:
            records = self.env[self.model].search(self.domain)
            if not records:
                raise UserError(self.env._("There is nothing left to print."))
            # sudo: which document it is was checked when it was asked for
            name = self.report_id.sudo().report_name
            content, _kind = self.env["ir.actions.report"]._render_qweb_pdf(
                name, records.ids
            )
            return self._attach(f"{records._file_name()}.pdf", content)
        self._check_may_export()
        writer = self.env["mkt.detail.xlsx"]
        with (
            writer._written(self.model, self.domain, progress) as path,
            open(path, "rb") as file,
        ):
            return self._attach(f"{self._file_name()}.xlsx", file.read())

    def _attach(self, name, content):
        # sudo: the system hands its own file to the asker
        attachments = self.env["ir.attachment"].sudo()
        return attachments.create(
            {
                "name": name,
                "raw": content,
                "res_model": self._name,
                "res_id": self.id,
            }
        )
