from odoo import models
from odoo.exceptions import UserError


class LinesImport(models.AbstractModel):
    """A dialog that takes the lines of a document in draft from a filled-in template.

    The document (the field `_document`) checks who may change its lines; what a model
    imports says what stands twice (`_doubles`) and writes the rows (`_write_lines`).
    """

    _name = "mkt.lines.import"
    _description = "Import of Lines"
    _inherit = ["mkt.xlsx.import", "mkt.reading.mixin"]

    _document = None

    def _doubles(self, rows):
        """In words, what stands in the file twice."""
        raise NotImplementedError

    def _write_lines(self, rows):
        """Write the lines that the rows say."""
        raise NotImplementedError

    def action_import(self):
        """Write the lines of every row; where one is faulty, tell which and write none."""
        self.ensure_one()
        document = self[self._document]
        document._check_may_change_lines()
        rows, problems = self._read()
        # a template may name every line there can be: those left empty say nothing
        rows = list(filter(None, rows))
        problems += self._doubles(rows)
        if not rows and not problems:
            problems = [self.env._("No row has an amount.")]
        if not problems:
            try:
                with self.env.cr.savepoint():
                    self._write_lines(rows)
            except UserError as error:
                problems = [str(error)]
        if problems:
            self.problems = self._shown(problems)
            return self._reopen()
        action = document._get_records_action()
        return self._warned(action) if self.left_out else action
