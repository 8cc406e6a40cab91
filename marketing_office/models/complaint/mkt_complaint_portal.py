from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...tools.customer_link import for_customer, is_for_customer
from ...tools.customer_secret import without_secrets


class ComplaintPortal(models.Model):
    """The customer's page of a case, and the links that lead to it.

    Whoever has the token of a link may answer or rate for the customer. The system
    writes it into the e-mails to the customer; what colleagues read, render, send or
    search has links that work for those alone who may sign in.
    """

    _inherit = "mkt.complaint"
    access_token = fields.Char(groups=fields.NO_ACCESS)
    rating_ids = fields.One2many(groups=fields.NO_ACCESS)
    # the host searches messages through this field without their rules: customers
    # would find out what internal notes say
    website_message_ids = fields.One2many(groups="base.group_user")

    # the empty form that the case was written on: sent twice, it makes one case
    portal_form = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)

    _portal_form_uniq = models.UniqueIndex(
        "(portal_form) WHERE portal_form IS NOT NULL",
        "This form has been sent already: its case is in your list.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            # an e-mail that opens a case may quote one of ours
            self._leave_out_secrets(vals, "description")
        return super().create(vals_list)

    def _message_create(self, values_list):
        # customers quote the e-mails sent to them, and colleagues read the answers
        for values in values_list:
            self._leave_out_secrets(values, "body")
        return super()._message_create(values_list)

    @api.model
    def _leave_out_secrets(self, vals, name):
        html = vals.get(name)
        if isinstance(html, str):
            vals[name] = without_secrets(html)

    def _compute_access_url(self):
        for complaint in self:
            complaint.access_url = f"/my/complaints/{complaint.id}"

    def _for_customer(self):
        """The cases as the e-mails to their customers show them, with tokens."""
        # sudo: what comes of it goes to the customer, whoever causes the e-mail
        return for_customer(self.sudo())

    @api.model
    def _gives_tokens(self):
        # customers with a login see their own cases alone
        return self.env.user.share or is_for_customer(self.env)

    def _portal_ensure_token(self):
        if not self._gives_tokens():
            return ""
        # sudo: nobody reads the field; who gets its value is decided above
        return super(ComplaintPortal, self.sudo())._portal_ensure_token()

    def _sign_token(self, pid):
        if not self._gives_tokens():
            return ""
        # sudo: as above
        return super(ComplaintPortal, self.sudo())._sign_token(pid)

    def _rating_get_access_token(self, partner=None):
        if not self._gives_tokens():
            return ""
        return super()._rating_get_access_token(partner)

    def _get_share_url(self, *args, share_token=True, pid=None, **kwargs):
        gives = self._gives_tokens()
        return super()._get_share_url(
            *args,
            share_token=share_token and gives,
            pid=pid if gives else None,
            **kwargs,
        )

    @api.private
    def get_portal_url(self, *args, **kwargs):
        return super().get_portal_url(*args, **kwargs)

    def _notify_get_recipients_groups(self, *args, **kwargs):
        # for the button of the e-mail to the customer
        return super(
            ComplaintPortal, self._for_customer()
        )._notify_get_recipients_groups(*args, **kwargs)

    def rating_apply(self, *args, **kwargs):
        if not self.env.su:
            raise AccessError(self.env._("Only the customer rates a case."))
        return super().rating_apply(*args, **kwargs)

    def rating_send_request(self, *args, **kwargs):
        if not self.env.su:
            raise AccessError(
                self.env._(
                    "The customer is asked for a rating when the case is closed, in an"
                    " e-mail that nobody else gets."
                )
            )
        return super().rating_send_request(*args, **kwargs)
