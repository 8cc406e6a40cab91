from odoo import fields, models
from odoo.exceptions import AccessError

from ..customer.mkt_customer_standing import LIFECYCLES

CONTACT_KINDS = [("call", "Call"), ("visit", "Visit on Site"), ("message", "Message")]
PLANNERS = (
    "director",
    "marketing_manager",
    "sales_manager",
    "customer_service_manager",
)


class CarePlan(models.Model):
    """How often, and how, customers of a grade and a lifecycle are contacted.

    The plan that says more about a customer goes before one that says less: grade and
    lifecycle, the grade, the lifecycle, neither.
    """

    _name = "mkt.care.plan"
    _description = "Care Plan"
    _inherit = ["mkt.governed.mixin", "mail.thread"]
    _order = "sequence, id"
    _fixed_after_creation = ("company_id",)

    name = fields.Char("Care Plan", required=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    grade_id = fields.Many2one(
        "mkt.customer.grade",
        "Customer Grade",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="Empty: customers of every grade.",
    )
    lifecycle = fields.Selection(
        LIFECYCLES, tracking=True, help="Empty: customers in every stage of their life."
    )
    kind = fields.Selection(
        CONTACT_KINDS, "Kind of Contact", required=True, default="call", tracking=True
    )
    interval_days = fields.Integer(
        "Every (days)", required=True, default=30, tracking=True, aggregator=None
    )
    grace_days = fields.Integer(
        "Missed after (days)",
        required=True,
        default=14,
        tracking=True,
        aggregator=None,
        help="So many days after its date a contact that nobody has made is missed.",
    )
    steps = fields.Text(help="What is asked and done at the contact, step by step.")
    contact_ids = fields.One2many("mkt.care.contact", "plan_id", "Contacts")

    _one_for_each = models.UniqueIndex(
        "(company_id, COALESCE(grade_id, 0), COALESCE(lifecycle, '')) WHERE active",
        "There is a plan for this grade and lifecycle already: change that one.",
    )
    _interval_sensible = models.Constraint(
        "CHECK (interval_days BETWEEN 1 AND 1000)",
        "The contacts are between 1 and 1,000 days apart.",
    )
    _grace_sensible = models.Constraint(
        "CHECK (grace_days BETWEEN 1 AND 365)",
        "A contact is missed between 1 and 365 days after its date.",
    )

    def action_plan(self):
        """Plan the contacts that these plans ask for now, without waiting for the night."""
        self.check_access("write")
        for company in self.company_id:
            if not self.env.user._mkt_holds(company, *PLANNERS):
                raise AccessError(
                    self.env._(
                        "Contacts are planned by the managers of %(company)s.",
                        company=company.name,
                    )
                )
            # sudo: contacts are planned by this method alone; checked above
            self.env["mkt.care.contact"].sudo()._plan(company)
        return self.action_open_contacts()

    def action_open_contacts(self):
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_care_contact_action"
        )
        return {**action, "domain": [("plan_id", "in", self.ids)], "context": {}}
