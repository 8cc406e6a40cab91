from psycopg2 import IntegrityError

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL, mute_logger

PEOPLE = "res.partner", "res.users"


class PrivacyLookupWizard(models.TransientModel):
    """What the office holds on a person, also what the host does not look for."""

    _inherit = "privacy.lookup.wizard"

    def _get_query(self):
        found = [super()._get_query(), self._mkt_numbers_query()]
        for model in self.env.registry:
            records = self.env[model]
            if not model.startswith("mkt.") or records._transient or not records._auto:
                continue
            # the host leaves out what goes with the contact: the person asks for it too
            found += [
                self._mkt_references_query(records, name)
                for name, field in records._fields.items()
                if field.comodel_name == "res.partner"
                and field.store
                and field.type == "many2one"
                and field.ondelete == "cascade"
            ]
        return SQL(" UNION ALL ").join(found)

    def _mkt_references_query(self, records, name):
        """SQL: records that name the person in the field."""
        return SQL(
            """
            SELECT %s AS res_model_id, id AS res_id, TRUE AS is_active FROM %s
            WHERE %s IN (SELECT id FROM indirect_references)
            """,
            self.env["ir.model"]._get_id(records._name),
            SQL.identifier(records._table),
            SQL.identifier(name),
        )

    def _mkt_numbers_query(self):
        """SQL: the person's numbers on the blacklist, which holds nothing but numbers."""
        return SQL(
            """
            SELECT %s AS res_model_id, id AS res_id, active AS is_active
            FROM phone_blacklist WHERE number IN (
                SELECT phone_sanitized FROM res_partner
                WHERE id IN (SELECT id FROM indirect_references)
            )
            """,
            self.env["ir.model"]._get_id("phone.blacklist"),
        )


class PrivacyLookupWizardLine(models.TransientModel):
    """Erasure deletes what may be deleted, and says of the rest why it stays."""

    _inherit = "privacy.lookup.wizard.line"

    def action_unlink_all(self):
        """Delete the records; those that must be kept stay, and the log says so."""
        kept = self.browse()
        # the contact comes last: what names it has gone by then
        for line in self.sorted(lambda line: line.res_model in PEOPLE):
            if not line.is_unlinked and not line._mkt_try_unlink():
                kept |= line
        if kept:
            self.env.user._bus_send(
                "simple_notification",
                {
                    "type": "warning",
                    "sticky": True,
                    "title": self.env._(
                        "%(count)s records must be kept", count=len(kept)
                    ),
                    "message": "\n".join(kept[:10].mapped("execution_details")),
                },
            )

    def _mkt_try_unlink(self):
        """Delete the record; False, and the reason in the log, where it must be kept."""
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self.action_unlink()
        except UserError as error:
            # the model refuses: law or the office's rules keep the record
            self._mkt_log_kept(str(error))
        except IntegrityError:
            self._mkt_log_kept(self.env._("Records that are kept name it."))
        return self.is_unlinked

    def _mkt_log_kept(self, reason):
        self.execution_details = self.env._(
            "Kept %(model)s #%(number)s: %(reason)s",
            model=self.res_model_id.name,
            number=self.res_id,
            reason=reason,
        )
