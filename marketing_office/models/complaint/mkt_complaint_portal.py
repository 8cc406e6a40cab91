from odoo import api, fields, models


class ComplaintPortal(models.Model):
    """The customer's page of a case.

    Whoever has its token may answer for the customer: colleagues send links with the
    token in e-mails to the customer, and never see one.
    """

    _inherit = "mkt.complaint"
    _governed = ("portal_form",)

    access_token = fields.Char(groups=fields.NO_ACCESS)
    # the empty form that the case was written on: sent twice, it makes one case
    portal_form = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)

    _portal_form_uniq = models.UniqueIndex(
        "(portal_form) WHERE portal_form IS NOT NULL",
        "This form has been sent already: its case is in your list.",
    )

    def _compute_access_url(self):
        for complaint in self:
            complaint.access_url = f"/my/complaints/{complaint.id}"

    def _portal_ensure_token(self):
        # sudo: for the link in an e-mail to the customer
        return super(ComplaintPortal, self.sudo())._portal_ensure_token()

    def _sign_token(self, pid):
        # sudo: for the link in an e-mail to the customer
        return super(ComplaintPortal, self.sudo())._sign_token(pid)

    def _get_share_url(self, *args, share_token=True, **kwargs):
        # the host's dialog to share a record would show the token
        share_token = share_token and (self.env.su or self.env.user.share)
        return super()._get_share_url(*args, share_token=share_token, **kwargs)

    @api.private
    def get_portal_url(self, *args, **kwargs):
        return super().get_portal_url(*args, **kwargs)
