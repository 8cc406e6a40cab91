from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.private
    def mkt_companies(self, *codes):
        """Ids of the companies where the user holds one of these posts today (any post if none).

        Record rules call it: a group is valid in the whole database, an assignment
        in one company.
        """
        return list(dict.fromkeys(row["company_id"] for row in self._mkt_held(*codes)))

    def _mkt_holds(self, company, *codes):
        """Whether the user holds one of these posts today in the company."""
        return company.id in self.mkt_companies(*codes)

    def _mkt_posts(self):
        """The posts that the user holds today in the companies that are switched on."""
        held = self._mkt_held()
        posts = {
            r["post_id"] for r in held if r["company_id"] in self.env.companies.ids
        }
        return self.env["mkt.post"].browse(posts).sorted()

    @api.private
    def mkt_domain_of(self, field, attribute, *codes):
        """Domain: company and `field` are those of one of the user's assignments in force.

        `attribute` is the assignment's field that `field` is compared with; record
        rules call it where a company alone would show too much.
        """
        held = {}
        for row in self._mkt_held(*codes):
            held.setdefault(row["company_id"], set()).add(row[attribute])
        return list(
            Domain.OR(
                Domain("company_id", "=", company)
                & Domain(field, "in", [value for value in values if value])
                for company, values in held.items()
            )
        )

    @api.private
    def mkt_domain_of_people(self, *codes):
        """Domain: `user_id` works today in a department that the user manages by these posts.

        Whoever works in a department below it does so too.
        """
        managed = {}
        for row in self._mkt_held(*codes):
            managed.setdefault(row["company_id"], set()).add(row["department_id"])
        # sudo: who works where decides what the reader may see, whatever is open of that
        assignments = self.env["mkt.post.assignment"].sudo()
        return list(
            Domain.OR(
                Domain("company_id", "=", company)
                & Domain("user_id", "in", assignments._working_in(company, departments))
                for company, departments in managed.items()
            )
        )

    def _mkt_held(self, *codes):
        """The users' assignments in force today, of these posts, as rows."""
        rows = self.env.execute_query_dict(self._mkt_held_query())
        return [row for row in rows if not codes or row["code"] in codes]

    def _mkt_held_query(self):
        """SQL of the users' assignments in force today; what it reads is flushed."""
        # by plain SQL, for speed: every click asks for it, past the rights of the reader
        return SQL(
            """
            SELECT held.company_id, held.post_id, held.department_id,
                (SELECT code FROM mkt_post WHERE id = held.post_id) AS code
            FROM mkt_post_assignment held
            WHERE held.user_id = ANY(%(users)s) AND %(in_force)s
            ORDER BY held.id
            """,
            users=list(self.ids),
            in_force=self.env["mkt.post.assignment"]._in_force(SQL("held")),
        )
