from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import email_normalize

from ...tools.mail_reader import addresses_in


class MailAlias(models.Model):
    """An address of cases: whom it trusts, and whether its company can number cases."""

    _inherit = "mail.alias"

    mkt_trusted = fields.Text(
        "Trusted Senders",
        help="Addresses or domains, one a line, that may write as often as they like and by"
        " machine: web forms, marketplaces, call centres.",
    )

    def _mkt_trusts(self, sender):
        """Whether the sender of an e-mail is one of the trusted, by address or domain."""
        address = email_normalize(sender) or next(
            iter(addresses_in([sender or ""])), ""
        )
        trusted = (self.mkt_trusted or "").lower().replace(",", "\n").split()
        domain = address.rpartition("@")[2]
        return bool(address) and bool({address, domain, f"@{domain}"} & set(trusted))

    def _mkt_company(self):
        """The company whose cases come by this address; none: that of the mailbox."""
        companies = self.env["res.company"]
        try:
            company_id = literal_eval(self.alias_defaults or "{}").get("company_id")
        except (ValueError, SyntaxError, AttributeError):
            # the host says itself what is wrong with the default values
            return companies
        if isinstance(company_id, int):
            companies = companies.browse(company_id).exists()
        return companies

    @api.constrains("alias_model_id", "alias_defaults")
    def _mkt_check_numbers(self):
        for alias in self:
            if alias.alias_model_id.model != "mkt.complaint":
                continue
            for company in alias._mkt_company():
                if not self.env["mkt.complaint"]._number_sequence(company):
                    raise ValidationError(
                        self.env._(
                            "%(company)s has no sequence of case numbers: create one with"
                            " the code %(code)s in Settings, Technical, Sequences.",
                            company=company.name,
                            code="mkt.complaint",
                        )
                    )
