from copy import deepcopy

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# more rows than these go on in the background: nobody waits at a screen for minutes
AT_ONCE = 1000


class BackgroundImport(models.AbstractModel):
    """An import that goes on by itself where the file is large.

    The file is read and checked at once, so that faults are told while the user is there;
    the rows are written in the background, all of them or none, with progress, and a
    message tells the end. What a model imports besides: `_checked_rows`, `_write_rows`.
    """

    _name = "mkt.background.import"
    _description = "Import in the Background"
    _inherit = ["mkt.xlsx.import", "mkt.reading.mixin"]
    # whoever comes back the next morning still finds the result
    _transient_max_hours = 24

    run_id = fields.Many2one("mkt.import.run", readonly=True, copy=False)
    progress = fields.Float(related="run_id.progress")
    is_done = fields.Boolean(readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_run(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_run(vals)
        return super().write(vals)

    def _check_run(self, vals):
        """Raise AccessError where a caller says which run is the dialog's."""
        if vals.get("run_id") and not self.env.su:
            raise AccessError(
                self.env._("An import begins by its button: no run can be given to it.")
            )

    def action_import(self):
        """Take over all rows of the file; where one is faulty, say which, and take none."""
        self._check_may_import()
        if self.run_id:
            return self._reopen()
        read = self._read()
        # checking changes the rows
        kept = deepcopy(read[0]) if len(read[0]) > AT_ONCE else None
        rows = self._checked_rows(*read)
        if not self.problems:
            if kept:
                # sudo: the system alone says which run it is
                self.sudo().run_id = self.env["mkt.import.run"]._begin(self, kept)
            else:
                self._take_over(rows)
        return self._reopen()

    def action_refresh(self):
        """How far the import has come."""
        self.ensure_one()
        return self._reopen()

    def _check_may_import(self):
        """Raise AccessError or UserError unless the user may import this."""
        raise NotImplementedError

    def _checked_rows(self, rows, problems):
        """What is to be written of the rows read; `problems` says what is wrong with them."""
        raise NotImplementedError

    def _write_rows(self, rows):
        """Write the rows, and tell the progress after each batch (`_report_progress`)."""
        raise NotImplementedError

    def _take_over(self, rows):
        """Write all of the rows, or say why that cannot be."""
        try:
            with self.env.cr.savepoint():
                self._write_rows(rows)
        except UserError as error:
            self.problems = str(error)
        self.is_done = not self.problems

    def _import_in_background(self):
        """Check again what may have changed since, and write; tell the user the end."""
        # sudo: whoever may import no more is told that too
        told = self.sudo()
        try:
            self._check_may_import()
            # sudo: the system alone keeps runs
            read = self.run_id.sudo()._rows_of(self)
            rows = self._checked_rows(read or [], [])
        except UserError as error:
            told.problems = str(error)
        if not told.problems:
            self._take_over(rows)
        told._tell_end()

    def _report_progress(self, written):
        if self.run_id:
            self.run_id._report_progress(written)

    def _tell_interrupted(self):
        """Tell that the server was stopped meanwhile, unless the end has been told."""
        if not self.is_done and not self.problems:
            self.problems = self.env._(
                "The import was interrupted. Nothing was imported: begin it again."
            )
            self._tell_end()

    def _tell_end(self):
        """Tell whoever imports that it has ended, and how."""
        subject = (
            self.env._("Not imported: %(file)s", file=self.file_name or "XLSX")
            if self.problems
            else self.env._("Imported: %(file)s", file=self.file_name or "XLSX")
        )
        user = self.env.user
        self.env["mail.thread"].message_notify(
            partner_ids=user.partner_id.ids,
            # who begins an import waits for this, though it is their own
            author_id=self.env.ref("base.partner_root").id,
            subject=subject,
            body=self.env["ir.qweb"]._render(
                "marketing_office.import_end_message",
                {"problems": self.problems, "result": self._result()},
            ),
        )
        user._bus_send(
            "simple_notification",
            {
                "type": "danger" if self.problems else "success",
                "message": subject,
                "sticky": True,
            },
        )

    def _result(self):
        """Labels and numbers of what was imported."""
        return {
            self._fields[name]._description_string(self.env): self[name]
            for name in self._counts()
        }

    def _counts(self):
        """Fields that say how much was imported."""
        raise NotImplementedError
