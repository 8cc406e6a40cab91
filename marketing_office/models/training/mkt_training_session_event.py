from datetime import UTC, datetime, time, timedelta

from pytz import timezone as pytz_timezone

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import ormcache

BEGINS_AT = time(9)


class TrainingSessionEvent(models.Model):
    """The host's event puts the session on the calendar; what counts is recorded here.

    Nothing that is entered at the host's registration desk is read.
    """

    _inherit = "mkt.training.session"

    def action_schedule(self):
        """Invite the participants, and put the sessions on the calendar of events."""
        self.check_access("write")
        self._check_state("planned")
        self._check_plan_approved()
        for session in self:
            if not session.participant_ids:
                raise UserError(
                    self.env._(
                        "%(session)s has no participants yet.", session=session.name
                    )
                )
        # sudo: the keeper of the training need not be one of the host's event users
        events = self.env["event.event"].sudo()
        for session in self.sudo():
            event = events.create(session._prepare_event())
            session.write({"state": "scheduled", "event_id": event.id})
            session._renew_attendance()
        self.env.registry.clear_cache()

    @api.model
    @ormcache()
    def _of_events(self):
        """{id of the host's event: id of its session}: to know other events at no cost."""
        # sudo: sessions that the caller may not read count too
        sessions = self.sudo().search([("event_id", "!=", False)])
        return {session.event_id.id: session.id for session in sessions}

    def _prepare_event(self):
        zone = self.company_id._mkt_zone()
        begins = pytz_timezone(zone).localize(
            datetime.combine(self.planned_on, BEGINS_AT)
        )
        begins = begins.astimezone(UTC).replace(tzinfo=None)
        return {
            "name": self.name,
            "company_id": self.company_id.id,
            "user_id": self.user_id.id,
            "organizer_id": self.company_id.partner_id.id,
            "address_id": self.company_id.partner_id.id,
            "date_tz": zone,
            "date_begin": begins,
            "date_end": begins + timedelta(hours=self.hours),
        }

    def action_open_event(self):
        """The host's event of the session."""
        self.ensure_one()
        self.check_access("read")
        self.event_id.check_access("read")
        return self.event_id._get_records_action()
