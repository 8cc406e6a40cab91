from odoo import api, models
from odoo.fields import Domain
from odoo.tools import ormcache


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model
    def default_get(self, fields):
        """Whoever is made in a Chinese company speaks Chinese, whatever its maker speaks."""
        defaults = super().default_get(fields)
        if (
            "lang" in fields
            and "default_lang" not in self.env.context
            and self.env.company.country_id.code == "CN"
            and self.env["res.lang"]._get_data(code="zh_CN")
        ):
            defaults["lang"] = "zh_CN"
        return defaults

    @api.private
    def mkt_companies(self, *codes):
        """Ids of the companies where the user holds one of these posts today (any post if none).

        Record rules call it: a group is valid in the whole database, an assignment
        in one company.
        """
        return self._mkt_held(*codes).company_id.ids

    def _mkt_holds(self, company, *codes):
        """Whether the user holds one of these posts today in the company."""
        return company.id in self.mkt_companies(*codes)

    def _mkt_posts(self):
        """The posts that the user holds today in the companies that are switched on."""
        held = self._mkt_held()
        open_here = held.filtered(lambda a: a.company_id in self.env.companies)
        return open_here.post_id.with_env(self.env).sorted()

    @api.private
    def mkt_domain_of(self, field, attribute, *codes):
        """Domain: company and `field` are those of one of the user's assignments in force.

        `attribute` is the assignment's field that `field` is compared with; record
        rules call it where a company alone would show too much.
        """
        held = self._mkt_held(*codes).grouped("company_id")
        return list(
            Domain.OR(
                Domain("company_id", "=", company.id)
                & Domain(field, "in", assignments[attribute].ids)
                for company, assignments in held.items()
            )
        )

    @api.private
    def mkt_domain_of_people(self, *codes):
        """Domain: `user_id` works today in a department that the user manages by these posts.

        Whoever works in a department below it does so too.
        """
        return list(
            Domain.OR(
                Domain("company_id", "=", company.id)
                & Domain(
                    "user_id",
                    "in",
                    managing._working_in(company.id, set(managing.department_id.ids)),
                )
                for company, managing in self._mkt_held(*codes)
                .grouped("company_id")
                .items()
            )
        )

    def _mkt_held(self, *codes):
        """The users' assignments in force today, of these posts; as superuser."""
        # sudo: what people hold decides what they may do, whatever they may read of it
        assignments = self.env["mkt.post.assignment"].sudo()
        in_force = assignments.browse(self._mkt_held_ids())
        return in_force.filtered(lambda a: not codes or a.post_id.code in codes)

    @ormcache("tuple(self._ids)", "tuple(self.env['resource.calendar']._mkt_days())")
    def _mkt_held_ids(self):
        # kept as long as the record rules that ask for it are
        assignments = self.env["mkt.post.assignment"].sudo()
        found = assignments.search([("user_id", "in", self.ids)], order="id")
        in_force = found._in_force(found.company_id)
        return tuple(found.filtered_domain(in_force).ids)
