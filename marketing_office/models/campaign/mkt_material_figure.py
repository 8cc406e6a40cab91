from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class MaterialFigure(models.Model):
    """A sentence of a material that names a figure, and what the figure rests on."""

    _name = "mkt.material.figure"
    _description = "Figure in a Promotional Material"
    _inherit = ["mkt.approval.part.mixin", "mkt.open.part.mixin"]
    _order = "id"
    _check_company_auto = True
    _approval_document = "material_id"
    _fixed_after_creation = ("material_id", "sentence")

    material_id = fields.Many2one(
        "mkt.material", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="material_id.company_id", store=True)
    material_state = fields.Selection(related="material_id.state")
    sentence = fields.Char("Sentence with a Figure", required=True)
    basis = fields.Selection(
        [
            ("finding", "A claim: rests on a finding"),
            ("offer", "Price or terms of the offer"),
            ("facts", "Date, place or contact"),
            ("product", "Type or technical data of the product"),
        ],
        "What the Figure Is",
    )
    finding_id = fields.Many2one(
        "mkt.finding",
        "Finding Cited",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('state', '=', 'validated'), ('company_id', '=', company_id)]",
    )

    @api.constrains("finding_id")
    def _check_finding(self):
        for line in self:
            # sudo: the finding's state decides, whatever the user may read
            finding = line.sudo().finding_id
            if finding and finding.state != "validated":
                raise ValidationError(
                    self.env._(
                        "%(finding)s is not validated: it cannot be cited.",
                        finding=finding.name,
                    )
                )

    def _check_document_open(self):
        # sudo: the state decides, whatever the user may read
        for material in self.sudo().material_id:
            if material.state != "draft":
                raise UserError(
                    self.env._(
                        "%(material)s has been submitted: withdraw it before you"
                        " change it.",
                        material=material.display_name,
                    )
                )

    def _check_basis(self):
        """Raise UserError where a figure rests on nothing."""
        for line in self:
            if not line.basis:
                raise UserError(
                    self.env._(
                        "“%(sentence)s”: say what the figure is.",
                        sentence=line.sentence,
                    )
                )
            if line.basis == "finding" and not line.finding_id:
                raise UserError(
                    self.env._(
                        "“%(sentence)s”: a claim with a figure cites a validated"
                        " finding. Choose it under “Finding Cited”.",
                        sentence=line.sentence,
                    )
                )
