from odoo import api, models


class IrAttachment(models.Model):
    """Whoever gives or takes a file of a document in draft has contributed to it."""

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        files = super().create(vals_list)
        if self._mkt_documents() & {vals.get("res_model") for vals in vals_list}:
            files._mkt_note_contribution()
        return files

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"res_model", "res_id", "raw", "datas"}:
            self._mkt_note_contribution()
        return result

    def unlink(self):
        self._mkt_note_contribution()
        return super().unlink()

    @api.model
    def _mkt_documents(self):
        """Names of the models whose records are approved."""
        return {
            name
            for name in self.env.registry.descendants(
                ["mkt.approval.mixin"], "_inherit"
            )
            if not self.env[name]._abstract
        }

    def _mkt_note_contribution(self):
        # sudo: which document a file belongs to; only a document of ours is asked more
        files = self.sudo().grouped("res_model")
        for model in self._mkt_documents() & files.keys():
            documents = self.env[model].browse(files[model].mapped("res_id"))
            documents.exists()._note_contribution()
