from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, ormcache


class ResCompany(models.Model):
    _inherit = "res.company"

    def init(self):
        """A company made while the addon is not loaded begins with the defaults as well."""
        for name, field in self._fields.items():
            if name.startswith("mkt_") and field.store and field.default:
                self.env.cr.execute(
                    SQL(
                        "ALTER TABLE res_company ALTER COLUMN %s SET DEFAULT %s",
                        SQL.identifier(name),
                        field.default(self),
                    )
                )
        return super().init()

    def cache_invalidation_fields(self):
        # record rules name the assignments in force on the company's day
        return super().cache_invalidation_fields() | {"resource_calendar_id"}

    def _mkt_today(self):
        """Today's date where the company works: in the time zone of its working calendar."""
        self.ensure_one()
        return fields.Date.context_today(self.with_context(tz=self._mkt_zone()))

    @ormcache("self.id")
    def _mkt_zone(self):
        """Name of the time zone of the company's working calendar."""
        # sudo: the calendar may belong to a company the user has not switched on
        return self.sudo().resource_calendar_id.tz or "UTC"

    @api.model
    def _mkt_active(self):
        """The companies that work; as superuser."""
        # sudo: which companies there are, and which day it is there, is no secret
        return self.sudo().browse(self._mkt_active_ids())

    @api.model
    @ormcache()
    def _mkt_active_ids(self):
        # kept: the host forgets what it keeps where companies come and go
        return tuple(self.sudo().search([("active", "=", True)]).ids)

    def _mkt_today_domain(self, matches):
        """Domain over records of the companies: `matches(today)` where each works."""
        return Domain.OR(
            Domain("company_id", "in", same.ids) & matches(day)
            for day, same in self.grouped(lambda company: company._mkt_today()).items()
        )

    @api.model
    def _mkt_day_of(self, moment, company):
        """SQL of the day in a company (SQL of its id) at a moment (SQL, naive UTC)."""
        self.flush_model(["resource_calendar_id"])
        self.env["resource.calendar"].flush_model(["tz"])
        return SQL(
            """
            (SELECT (%s AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(
                (SELECT tz FROM resource_calendar WHERE id = resource_calendar_id), 'UTC'
            ))::date FROM res_company WHERE id = %s)
            """,
            moment,
            company,
        )
