from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .mkt_customer_assignment import GIVERS


class CustomerStandingSteps(models.Model):
    """What people decide about a customer, and what stands behind each figure."""

    _inherit = "mkt.customer.standing"

    quotation_count = fields.Integer("Quotations", compute="_compute_document_counts")
    opportunity_count = fields.Integer(
        "Opportunities", compute="_compute_document_counts"
    )
    holder_count = fields.Integer("Holders", compute="_compute_document_counts")
    basis_count = fields.Integer("Statements", compute="_compute_document_counts")

    @api.depends("partner_id", "company_id")
    @api.depends_context("uid")
    def _compute_document_counts(self):
        counts = {
            "quotation_count": self._count_documents(
                "sale.order", [("state", "in", ("draft", "sent"))]
            ),
            "opportunity_count": self._count_documents(
                "crm.lead", [("won_status", "=", "pending")]
            ),
            "holder_count": self._count_documents("mkt.customer.assignment", []),
            "basis_count": self._count_documents("mkt.contact.basis", []),
        }
        for standing in self:
            for name, found in counts.items():
                standing[name] = found.get(standing, 0)

    def _count_documents(self, model, domain):
        """How many documents each customer has that the reader may read, {standing: count}."""
        documents = self.env[model]
        if not documents.has_access("read"):
            return {}
        groups = documents._read_group(
            [
                ("partner_id.commercial_partner_id", "in", self.partner_id.ids),
                ("company_id", "in", [*self.company_id.ids, False]),
                *domain,
            ],
            ["partner_id", "company_id"],
            ["__count"],
        )
        found = {}
        for partner, company, count in groups:
            key = partner.commercial_partner_id, company
            found[key] = found.get(key, 0) + count
        none = self.env["res.company"]
        return {
            standing: found.get((standing.partner_id, standing.company_id), 0)
            + found.get((standing.partner_id, none), 0)
            for standing in self
        }

    # ------------------------------------------------------------- grade

    def _judge(self, grade, potential, reason):
        """Give the customers a grade by hand, which the rules then leave alone."""
        self._check_may_judge()
        reason = self._check_reason(reason)
        if potential < 0:
            raise UserError(self.env._("The potential is not negative."))
        # sudo: governed fields; who may has been checked
        self.sudo().write(
            {
                "grade_id": grade.id,
                "is_grade_judged": bool(grade),
                "grade_reason": reason,
                "potential": potential,
            }
        )

    def action_follow_rules(self):
        """Let the rules give the grade again, from the next computation on."""
        self._check_may_judge()
        # sudo: governed fields; who may has been checked
        self.sudo().write({"is_grade_judged": False, "grade_reason": False})

    def _check_may_judge(self):
        self.check_access("read")
        companies = set(self.env.user.mkt_companies(*GIVERS))
        for company in self.company_id:
            if company.id not in companies:
                raise AccessError(
                    self.env._(
                        "The grade of a customer is judged by the Director, the Marketing"
                        " Manager and the Sales Manager of %(company)s.",
                        company=company.name,
                    )
                )

    def action_open_grading(self):
        """The dialog in which a manager judges the grade."""
        self.check_access("read")
        self._check_may_judge()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Judge the Grade"),
            "res_model": "mkt.customer.grading",
            "views": [[False, "form"]],
            "target": "new",
            "context": {"default_standing_ids": self.ids},
        }

    # ------------------------------------------------------------- behind the figures

    def action_open_contact(self):
        """The host's contact."""
        self.ensure_one()
        self.check_access("read")
        return self.partner_id._get_records_action()

    def action_open_orders(self):
        """The confirmed orders."""
        self.check_access("read")
        name = self.env._("Orders")
        return self._open_documents("sale.order", name, [("state", "=", "sale")])

    def action_open_revenue(self):
        """The lines of orders that the revenue adds up."""
        self.check_access("read")
        name = self.env._("Revenue")
        domain = [
            ("basis", "=", "ordered"),
            ("date", ">", self.company_id._mkt_today() - timedelta(days=365)),
        ]
        action = self._open_documents("mkt.revenue", name, domain)
        return {**action, "context": {"mkt_revenue_basis": "ordered"}}

    def action_open_quotations(self):
        """Quotations that wait for an answer."""
        self.check_access("read")
        name = self.env._("Quotations")
        domain = [("state", "in", ("draft", "sent"))]
        return self._open_documents("sale.order", name, domain)

    def action_open_opportunities(self):
        """Leads and opportunities that are neither won nor lost."""
        self.check_access("read")
        name = self.env._("Opportunities")
        domain = [("won_status", "=", "pending")]
        return self._open_documents("crm.lead", name, domain)

    def action_open_holders(self):
        """In whose hands the customer was, and is."""
        self.check_access("read")
        name = self.env._("History of Holders")
        return self._open_documents("mkt.customer.assignment", name, [])

    def action_open_basis(self):
        """What the customer's people have stated about being contacted."""
        self.check_access("read")
        name = self.env._("Contact Basis")
        return self._open_documents("mkt.contact.basis", name, [])

    def action_record_basis(self):
        """The dialog that records a consent or a refusal."""
        self.ensure_one()
        return self.partner_id.action_mkt_open_statement()

    def action_export_xlsx(self):
        """Download the customers as a workbook that the import takes again."""
        return self.env["mkt.customer.export"]._of(self)

    def _open_documents(self, model, name, domain):
        """The customer's documents of the model in this company, those of its contacts too."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": f"{self.display_name} · {name}",
            "res_model": model,
            "views": [[False, "list"], [False, "form"]],
            "domain": [
                ("partner_id", "child_of", self.partner_id.id),
                ("company_id", "in", [self.company_id.id, False]),
                *domain,
            ],
        }
