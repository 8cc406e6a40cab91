import json

from odoo import api, fields, models
from odoo.tools import SQL


class ImportRun(models.TransientModel):
    """An import on its way in the background, and how far it has come.

    A record of its own: its progress is written while the import's transaction is open,
    and a row that both write would make that fail.
    """

    _name = "mkt.import.run"
    _description = "Import on Its Way"
    _transient_max_hours = 24

    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Integer(required=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    rows = fields.Text("What the File Says", readonly=True)
    row_count = fields.Integer("Rows", readonly=True)
    rows_written = fields.Integer(readonly=True)
    progress = fields.Float(compute="_compute_progress")
    is_begun = fields.Boolean(readonly=True)
    is_ended = fields.Boolean(readonly=True)

    @api.depends("row_count", "rows_written", "is_ended")
    def _compute_progress(self):
        for run in self:
            done = run.row_count if run.is_ended else run.rows_written
            run.progress = 100 * done / (run.row_count or 1)

    @api.model
    def _begin(self, dialog, rows):
        """Let the dialog's import of the rows go on in the background."""
        # sudo: the system alone writes runs; the dialog has checked who imports
        run = self.sudo().create(
            {
                "res_model": dialog._name,
                "res_id": dialog.id,
                "company_id": self.env.company.id,
                "rows": json.dumps(rows),
                "row_count": len(rows),
            }
        )
        self.env.ref("marketing_office.ir_cron_run_imports")._trigger()
        return run

    @api.model
    def _cron_run(self):
        """Do what waits, one import after the other."""
        waiting = self.search([("is_ended", "=", False)], order="id")
        commit_progress = self.env["ir.cron"]._commit_progress
        commit_progress(remaining=len(waiting))
        for run in waiting:
            run._run()
            if not commit_progress(1):
                break

    def _run(self):
        """Import, as whoever began it; what was interrupted is told, not done twice."""
        commit_progress = self.env["ir.cron"]._commit_progress
        dialog = self._dialog()
        was_begun = self.is_begun
        self.is_begun = True
        commit_progress()
        if not was_begun:
            dialog._import_in_background()
        else:
            # sudo: whoever may import no more is told that too
            dialog.sudo()._tell_interrupted()
        # rows and result are kept together, and only then the end of the run
        commit_progress()
        self.is_ended = True

    def _rows_of(self, dialog):
        """What the dialog's file says, where this run is the dialog's; else None."""
        if self and (self.res_model, self.res_id) == (dialog._name, dialog.id):
            return json.loads(self.rows)
        return None

    def _dialog(self):
        """The dialog, as the user who began the import sees it."""
        user = self.create_uid
        dialog = self.env[self.res_model].with_user(user).browse(self.res_id)
        return dialog.with_context(
            allowed_company_ids=self.company_id.ids, lang=user.lang, tz=user.tz
        )

    def _report_progress(self, written):
        """Show how far the import has come, while its transaction is still open."""
        with self.env.registry.cursor() as cr:
            cr.execute(
                SQL(
                    "UPDATE mkt_import_run SET rows_written = %s WHERE id = ANY(%s)",
                    written,
                    list(self.ids),
                )
            )
