from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import SQL, format_list

from .mkt_complaint import KINDS, OPEN_STATES

DUPLICATE_DAYS = 30


class ComplaintMerge(models.Model):
    """Cases that tell of the same matter: suggested, and merged into one."""

    _inherit = "mkt.complaint"
    _governed = ("merged_into_id",)

    merged_into_id = fields.Many2one(
        "mkt.complaint",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_user",
    )
    duplicate_count = fields.Integer(
        "Possible Duplicates", compute="_compute_duplicate_count"
    )

    def _compute_duplicate_count(self):
        for complaint in self:
            complaint.duplicate_count = len(complaint._duplicates())

    def _duplicates(self):
        """Recent cases of the same customer about the same order, product or subject."""
        self.ensure_one()
        customer = self.partner_id.commercial_partner_id
        if not self.id or not (customer or self.email_from):
            return self.browse()
        if customer:
            same_customer = Domain("partner_id", "child_of", customer.ids)
        else:
            same_customer = Domain("email_from", "=ilike", self.email_from)
        same_matter = Domain.OR(
            [
                Domain("order_id", "=", self.order_id.id or -1),
                Domain("product_id", "=", self.product_id.id or -1),
                Domain.custom(to_sql=self._similar_subject_sql),
            ]
        )
        return self.search(
            same_customer
            & same_matter
            & Domain("id", "!=", self.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("merged_into_id", "=", False)
            & Domain(
                "received_at", ">=", self.received_at - timedelta(days=DUPLICATE_DAYS)
            ),
            limit=20,
        )

    def _similar_subject_sql(self, model, alias, query):
        # pg_trgm, which the host installs where it makes the database itself
        subject = model._field_to_sql(alias, "name", query)
        same = SQL("lower(%s) = lower(%s)", subject, self.name or "")
        if not self.env.registry.has_trigram:
            return same
        # where the database's locale is C, trigrams know no Chinese
        return SQL("(%s OR similarity(%s, %s) >= 0.4)", same, subject, self.name or "")

    def action_view_duplicates(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Possible Duplicates"),
            "res_model": self._name,
            "view_mode": "list,form",
            "domain": [("id", "in", (self | self._duplicates()).ids)],
        }

    def action_merge(self, target):
        """Merge open cases into the open case `target` (of the same customer and company).

        Messages, attachments, followers and clocks move; the target keeps the time of
        the case that has waited longest.
        """
        sources = self - target
        # a decision that the customer was told is not merged away
        sources._check_step(*(set(OPEN_STATES) - {"decided"}))
        target._check_step(*OPEN_STATES)
        if not sources:
            raise UserError(self.env._("Choose at least two cases."))
        if len((sources | target).partner_id.commercial_partner_id) > 1:
            raise UserError(self.env._("Only cases of the same customer are merged."))
        if len((sources | target).company_id) > 1:
            raise UserError(self.env._("Only cases of the same company are merged."))
        # each kind has guards and time limits of its own: a lesser kind must not get
        # the case round them
        kinds = [kind for kind, _label in KINDS]
        gravest = max((sources | target).mapped("kind"), key=kinds.index)
        if target.kind != gravest:
            raise UserError(
                self.env._(
                    "Keep the gravest case: disputes come before complaints,"
                    " complaints before service requests."
                )
            )
        # sudo: the log and the clocks of cases whose access was checked above
        sources.sudo()._move_to(target.sudo())
        return target

    def _move_to(self, target):
        now = fields.Datetime.now()
        target._end_pause(now, "user")
        self._end_pause(now, "user")
        target.clock_ids._take_over(self.clock_ids, now)
        self._move_log(target)
        target.message_subscribe(partner_ids=self.message_partner_ids.ids)
        target.corrective_action_ids = [
            Command.link(action.id) for action in self.corrective_action_ids
        ]
        if not target.partner_id:
            target.partner_id = self.partner_id[:1]
        self._set_state(
            "cancelled",
            merged_into_id=target.id,
            closed_at=now,
            cancel_reason=self.env._("Merged into %(case)s", case=target.number),
        )
        self._end_work("void")
        target._message_log(
            body=self.env._(
                "Merged: %(cases)s", cases=format_list(self.env, self.mapped("number"))
            )
        )

    def _move_log(self, target):
        messages = self.env["mail.message"].search(
            [("model", "=", self._name), ("res_id", "in", self.ids)]
        )
        attachments = self.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )
        messages.write({"res_id": target.id})
        attachments.write({"res_id": target.id})
