from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.knowledge_part import KnowledgePart
from .mkt_followup import MOST_PARTS


class Knowledge(models.Model):
    """One search over what the office has found out, answered and laid down.

    Rooms add their records (`_knowledge_parts`, an option of `kind`, `_depends`). A reader
    finds the rows of the records that they may read: each part is searched as the reader.
    """

    _name = "mkt.knowledge"
    _description = "Knowledge of the Office"
    _auto = False
    _order = "told_on desc, id desc"
    _depends = {
        "mkt.coordination": [
            "name",
            "company_id",
            "description",
            "answer",
            "confirmed_on",
            "state",
        ]
    }

    name = fields.Char("Subject", readonly=True)
    kind = fields.Selection([("mkt.coordination", "Accepted Answer")], readonly=True)
    res_id = fields.Many2oneReference("Number", model_field="kind", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    text = fields.Text(readonly=True)
    told_on = fields.Date("Known since", readonly=True)

    @property
    def _table_query(self):
        parts = [
            self._part_query(place, part)
            for place, part in enumerate(self._knowledge_parts())
            if self.env[part.model].has_access("read")
        ]
        return SQL(" UNION ALL ").join(parts) if parts else self._no_rows()

    @api.model
    def _knowledge_parts(self):
        """The kinds of records that are searched; rooms add theirs at the end."""
        return [
            KnowledgePart(
                model="mkt.coordination",
                name="name",
                texts=("description", "answer"),
                told_on="confirmed_on",
                domain=[("state", "=", "confirmed")],
            )
        ]

    def _part_query(self, place, part):
        """SELECT of the rows of a part, as far as the reader may read its records."""
        records = self.env[part.model]
        query = records._search(part.domain)

        def column(name):
            return records._field_to_sql(query.table, name, query)

        texts = SQL(", ").join(column(name) for name in part.texts)
        return query.select(
            SQL("%s * %s::bigint + %s AS id", column("id"), MOST_PARTS, place),
            SQL("%s AS name", column(part.name)),
            SQL("%s::varchar AS kind", part.model),
            SQL("%s AS res_id", column("id")),
            SQL("%s AS company_id", column(part.company)),
            SQL("CONCAT_WS(E'\\n', %s) AS text", texts),
            SQL("%s::date AS told_on", column(part.told_on)),
        )

    @api.model
    def _no_rows(self):
        return SQL(
            """
            SELECT NULL::bigint AS id, NULL::varchar AS name, NULL::varchar AS kind,
                NULL::integer AS res_id, NULL::integer AS company_id,
                NULL::text AS text, NULL::date AS told_on WHERE FALSE
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
