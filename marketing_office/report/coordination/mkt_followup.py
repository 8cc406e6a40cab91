from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.followup_part import FollowupPart
from ...tools.notification import notification

# the numbers of the rows of a part are those of its records, times this, plus its place
MOST_PARTS = 64


class Followup(models.Model):
    """The follow-up ledger: all that has an owner and a date, whatever its kind.

    Rooms add their records (`_followup_parts`, an option of `kind`, `_depends`). A reader
    finds the rows of the records that they may read: each part is searched as the reader.
    """

    _name = "mkt.followup"
    _description = "Follow-up Ledger"
    _auto = False
    _order = "is_done, due_on, id"
    _depends = {
        "mkt.coordination": [
            "name",
            "company_id",
            "owner_id",
            "deadline",
            "answered_on",
            "state",
        ],
        "mkt.followup.chase": ["kind", "res_id", "chased_on"],
    }

    # the words of the record in the reader's language
    name = fields.Char("Item", readonly=True, depends_context=("lang",))
    kind = fields.Selection(
        [("mkt.coordination", "Coordination Request")], readonly=True
    )
    res_id = fields.Many2oneReference("Number", model_field="kind", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    user_id = fields.Many2one("res.users", "Owner", readonly=True)
    promised_on = fields.Date("Promised on", readonly=True)
    due_on = fields.Date("Due", readonly=True)
    done_on = fields.Date("Done on", readonly=True)
    is_done = fields.Boolean("Done", readonly=True)
    is_late = fields.Boolean(
        "Late", readonly=True, help="Done after its day, or not done and past it."
    )
    chased_on = fields.Date("Last Chased on", readonly=True)

    @api.depends_context("lang")
    def _compute_display_name(self):
        return super()._compute_display_name()

    @property
    def _table_query(self):
        parts = [
            self._part_query(place, part)
            for place, part in enumerate(self._followup_parts())
            if self.env[part.model].has_access("read")
        ]
        today = self.env["res.company"]._mkt_day_of(
            SQL("%s::timestamp", fields.Datetime.now()), SQL("item.company_id")
        )
        return SQL(
            """
            SELECT item.*, item.done_on IS NOT NULL AS is_done,
                item.due_on < COALESCE(item.done_on, %(today)s) AS is_late,
                (SELECT MAX(chased_on) FROM mkt_followup_chase chase
                    WHERE chase.kind = item.kind AND chase.res_id = item.res_id
                ) AS chased_on
            FROM (%(parts)s) item
            """,
            today=today,
            parts=SQL(" UNION ALL ").join(parts) if parts else self._no_rows(),
        )

    @api.model
    def _followup_parts(self):
        """The kinds of records in the ledger; rooms add theirs at the end."""
        return [
            FollowupPart(
                model="mkt.coordination",
                owner="owner_id",
                due="deadline",
                done="answered_on",
                domain=[("state", "not in", ("declined", "withdrawn"))],
            )
        ]

    def _part_query(self, place, part):
        """SELECT of the rows of a part, as far as the reader may read its records."""
        records = self.env[part.model]
        query = records._search([*part.domain, (part.due, "!=", False)])

        def column(name):
            return records._field_to_sql(query.table, name, query)

        # what has no company belongs to every company, as in the host
        company = SQL("COALESCE(%s, %s)", column(part.company), self.env.company.id)
        owner = column(part.owner)
        if part.post:
            holder = self._holder(company, column(part.post))
            owner = SQL("COALESCE(%s, %s)", owner, holder)

        def day(name):
            if records._fields[name].type == "date":
                return column(name)
            return self.env["res.company"]._mkt_day_of(column(name), company)

        return query.select(
            SQL("%s * %s::bigint + %s AS id", column("id"), MOST_PARTS, place),
            SQL("replace(%s, %s, %s) AS name", part.words, "%s", column(part.name)),
            SQL("%s::varchar AS kind", part.model),
            SQL("%s AS res_id", column("id")),
            SQL("%s AS company_id", company),
            SQL("%s AS user_id", owner),
            SQL("%s AS promised_on", day(part.promised)),
            SQL("%s AS due_on", day(part.due)),
            SQL("%s AS done_on", day(part.done)),
        )

    @api.model
    def _holder(self, company, post):
        """SQL of the user who holds the post today, or stands in for the holder."""
        # sudo: who holds which post is no secret within the office
        in_force = (
            self.env["mkt.post.assignment"]
            .sudo()
            ._search([("is_active", "=", True)])
            .subselect()
        )
        return SQL(
            """
            (SELECT held.user_id FROM mkt_post_assignment held
                WHERE held.company_id = %s AND held.post_id = %s AND held.id IN %s
                ORDER BY held.role DESC, held.id LIMIT 1)
            """,
            company,
            post,
            in_force,
        )

    @api.model
    def _no_rows(self):
        return SQL(
            """
            SELECT NULL::bigint AS id, NULL::varchar AS name, NULL::varchar AS kind,
                NULL::integer AS res_id, NULL::integer AS company_id,
                NULL::integer AS user_id, NULL::date AS promised_on,
                NULL::date AS due_on, NULL::date AS done_on WHERE FALSE
            """
        )

    def action_open(self):
        """The record of the row."""
        self.ensure_one()
        record = self.env[self.kind].browse(self.res_id)
        record.check_access("read")
        return record._get_records_action()

    def get_formview_action(self, access_uid=None):
        """A row stands for its record."""
        return self.action_open()

    def action_chase(self):
        """Ask the owners for what is not done yet: one notice each, once a day for each item."""
        # the rows that the reader sees: whatever ids a client sends
        rows = self.search([("id", "in", self.ids), ("is_done", "=", False)])
        rows = rows.filtered(lambda r: r.user_id and r.user_id != self.env.user)
        if not rows:
            raise UserError(
                self.env._(
                    "There is nobody to chase: choose what is not done and is in the"
                    " hands of somebody else."
                )
            )
        fresh = rows._not_chased_today()
        if not fresh:
            raise UserError(
                self.env._(
                    "%(items)s: chased today already. Try again tomorrow, or talk to the"
                    " owner.",
                    items=", ".join(rows.mapped("name")),
                )
            )
        # sudo: who chases was let read the rows; the log is written by this step alone
        self.env["mkt.followup.chase"].sudo().create(
            [
                {
                    "kind": row.kind,
                    "res_id": row.res_id,
                    "name": row.name,
                    "company_id": row.company_id.id,
                    "user_id": row.user_id.id,
                    "chased_by_id": self.env.uid,
                    "chased_on": row.company_id._mkt_today(),
                }
                for row in fresh
            ]
        )
        fresh._tell_owners()
        return notification(
            self.env._(
                "%(count)s chased: %(owners)s",
                count=len(fresh),
                owners=", ".join(fresh.user_id.mapped("name")),
            )
        )

    def _not_chased_today(self):
        today = {company: company._mkt_today() for company in self.company_id}
        return self.filtered(lambda r: r.chased_on != today[r.company_id])

    def _tell_owners(self):
        """One message to each owner about all of theirs, and a note on each record."""
        self.env["mkt.reminder.mixin"]._tell_people(
            self.grouped("user_id"),
            "marketing_office.followup_chase_message",
            lambda env, rows: (
                env._("Please see to it: %(count)s items", count=len(rows)),
                {"rows": rows, "chaser": env.user.name},
            ),
        )
        note = self.env._("Chased by %s.", self.env.user.name)
        for kind, rows in self.grouped("kind").items():
            # sudo: a note on a record that the user may read
            records = self.env[kind].browse(rows.mapped("res_id")).sudo()
            if isinstance(records, self.env.registry["mail.thread"]):
                records._message_log_batch(bodies=dict.fromkeys(records.ids, note))
