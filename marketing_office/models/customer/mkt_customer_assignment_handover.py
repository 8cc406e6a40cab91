from odoo import api, fields, models
from odoo.fields import Domain

from .mkt_customer_standing_pool import REMINDER

# customers that one message names
MOST_NAMED = 50


class CustomerAssignmentHandover(models.Model):
    """What is open with customers goes with them."""

    _inherit = "mkt.customer.assignment"

    is_to_hand_over = fields.Boolean(
        compute="_compute_is_to_hand_over",
        search="_search_is_to_hand_over",
        help="Whoever has the customer has left the office, or does so within two weeks.",
    )

    @api.depends("date_from", "date_to", "user_id", "company_id", "is_merged")
    def _compute_is_to_hand_over(self):
        orphaned = self.search([("id", "in", self.ids), ("is_to_hand_over", "=", True)])
        for assignment in self:
            assignment.is_to_hand_over = assignment in orphaned

    def _search_is_to_hand_over(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: which colleagues stay in the office is no secret inside it
        tenures = self.env["mkt.post.assignment"].sudo()
        companies = tenures.env["res.company"].search([("active", "=", True)])
        leaving = Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain("user_id", "not in", tenures._staying(company).ids)
            for company in companies
        )
        return (
            leaving & Domain("is_merged", "=", False) & Domain(self._running_domain())
        )

    def action_open_handover(self):
        """The dialog that hands the chosen customers over."""
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Hand Over Customers"),
            "res_model": "mkt.customer.handover",
            "views": [[False, "form"]],
            "target": "new",
            "context": {
                "default_assignment_ids": self.ids,
                "default_company_id": self.company_id[:1].id,
            },
        }

    def _hand_over(self, user):
        """Hand the customers to the user, or without one to the pool, with what is open.

        Called as superuser, for what has been checked. Who gets them is told by whoever
        calls, once of all of them.
        """
        # the host would write of each customer, each activity and each document
        quiet = self.with_context(
            mail_auto_subscribe_no_notify=True, mail_activity_quick_update=True
        )
        quiet._standings()._forget_reminders(REMINDER)
        activities = quiet._open_contacts()
        documents = quiet._open_documents()
        if user:
            quiet._hand_to(user)
        else:
            for company, theirs in quiet.grouped("company_id").items():
                theirs._end_by("released", company._mkt_today())
        activities.user_id = user or self.env.user
        for records in documents.values():
            if records:
                records.user_id = user

    def _message_auto_subscribe_notify(self, partner_ids, template):
        # of what is handed over one message tells, however many customers there are
        one_by_one = self.filtered(lambda a: a.origin != "handed_over")
        return super(
            CustomerAssignmentHandover, one_by_one
        )._message_auto_subscribe_notify(partner_ids, template)

    def _tell_new_holder(self, user, contact_count):
        """Tell the user of the customers that have come from colleagues, in one message.

        Called as superuser.
        """
        self.env["mkt.reminder.mixin"]._tell_people(
            {user: self._standings()},
            "marketing_office.customer_handover_message",
            lambda env, standings: (
                env._("Customers handed over to you: %(count)s", count=len(standings)),
                {
                    "standings": standings[:MOST_NAMED],
                    "rest": len(standings[MOST_NAMED:]),
                    "giver": self.env.user.name,
                    "contact_count": contact_count,
                },
            ),
        )

    def _open_contacts(self):
        """Activities of the holders with their customers, and on what is open with them."""
        domains = [
            Domain("res_model", "=", model) & Domain("res_id", "in", records.ids)
            for model, records in {
                **self._open_documents(),
                "res.partner": self._people(),
                "mkt.customer.standing": self._standings(),
            }.items()
        ]
        return self.env["mail.activity"].search(
            Domain("user_id", "in", self.user_id.ids) & Domain.OR(domains)
        )

    def _count_open_contacts(self):
        """How many contacts with these customers are planned; later rooms add theirs."""
        return len(self._open_contacts())

    def _open_documents(self):
        """The holders' documents that are open with their customers, {model: records}.

        Later rooms add theirs.
        """
        people = Domain("partner_id", "in", self._people().ids)
        holders = Domain("user_id", "in", self.user_id.ids)
        companies = Domain("company_id", "in", [*self.company_id.ids, False])
        return {
            "crm.lead": self.env["crm.lead"].search(
                people & holders & companies & Domain("won_status", "=", "pending")
            ),
            "sale.order": self.env["sale.order"].search(
                people & holders & companies & Domain("state", "in", ("draft", "sent"))
            ),
        }

    def _people(self):
        return self.env["res.partner"].search(
            [("commercial_partner_id", "in", self.partner_id.ids)]
        )

    def _standings(self):
        return self.env["mkt.customer.standing"].search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("company_id", "in", self.company_id.ids),
            ]
        )
