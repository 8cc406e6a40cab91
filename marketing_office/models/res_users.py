from odoo import api, fields, models
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

    def _mkt_held(self, *codes):
        """The users' assignments in force today, of these posts, as rows."""
        for model, names in (
            ("mkt.post.assignment", None),
            ("res.users", ["active"]),
            ("res.company", ["active", "resource_calendar_id"]),
            ("resource.calendar", ["tz"]),
        ):
            self.env[model].flush_model(names)
        # by plain SQL, for speed: every click asks for it, past the rights of the reader
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT held.company_id, held.post_id, held.department_id, post.code
                FROM mkt_post_assignment held
                JOIN mkt_post post ON post.id = held.post_id
                JOIN res_users person ON person.id = held.user_id AND person.active
                JOIN res_company company ON company.id = held.company_id
                    AND company.active
                LEFT JOIN resource_calendar calendar
                    ON calendar.id = company.resource_calendar_id
                WHERE held.user_id = ANY(%(users)s) AND (%(now)s AT TIME ZONE 'UTC'
                        AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date
                    BETWEEN held.date_from AND COALESCE(held.date_to, 'infinity')
                ORDER BY held.id
                """,
                users=list(self.ids),
                now=SQL("%s::timestamp", fields.Datetime.now()),
            )
        )
        return [row for row in rows if not codes or row["code"] in codes]
