from odoo import api, fields, models


class Numbered(models.AbstractModel):
    """A document with a number from the sequence of its own company."""

    _name = "mkt.numbered.mixin"
    _description = "Numbered Document"
    _inherit = ["mkt.governed.mixin"]
    _governed = ("number",)

    number = fields.Char(
        compute="_compute_number", store=True, copy=False, index="trigram"
    )

    # company_id: a field that every document has from its creation on
    @api.depends("company_id")
    def _compute_number(self):
        # a form that is not yet saved uses up no number
        unnumbered = self.filtered(lambda d: d.id and not d.number)
        for document in self - unnumbered:
            document.number = document.number
        for company, documents in unnumbered.grouped("company_id").items():
            sequence = self._number_sequence(company)
            for document in documents:
                document.number = sequence and sequence.next_by_id()

    @api.model
    def _number_sequence(self, company):
        """The sequence that numbers the company's documents."""
        # sudo: numbers are given by the system, whoever enters the document
        sequences = self.env["ir.sequence"].sudo()
        return sequences.search(
            [
                ("code", "=", self._name),
                ("company_id", "in", [company.id, False]),
            ],
            order="company_id",
            limit=1,
        )
