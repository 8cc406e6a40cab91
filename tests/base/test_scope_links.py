"""Who a record is about does not widen when what it names is deleted."""

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ..common import OfficeCase

# whose a record is, or where and when it holds: empty means all of them
SCOPES = {
    "crm.team",
    "hr.department",
    "mkt.complaint.cause",
    "mkt.kpi",
    "mkt.period",
    "mkt.post",
    "mkt.segment",
    "res.company",
    "resource.calendar",
}
# the person whose figure it is, or whose rights it is computed with
PERSONS = {"user_id", "author_id"}


class TestScopeLinks(OfficeCase):
    posts = ("director",)

    def scope_fields(self):
        for name, model in self.env.items():
            if model._abstract or model._transient or not model._auto:
                continue
            measured = "scope" in model._fields or name == "mkt.kpi"
            for field in model._fields.values():
                ours = set(field._modules) <= {"marketing_office"}
                if field.type != "many2one" or not field.store or not ours:
                    continue
                if field.related or field.name in ("create_uid", "write_uid"):
                    continue
                if field.comodel_name in SCOPES or (measured and field.name in PERSONS):
                    yield field

    def test_nothing_becomes_everybodys(self):
        found = list(self.scope_fields())
        self.assertGreater(len(found), 30)
        for field in found:
            with self.subTest(str(field)):
                self.assertIn(field.ondelete, ("restrict", "cascade"))

    def scoped(self, field, record):
        return self.env["mkt.kpi.target"].create(
            {
                "kpi_id": self.env.ref("marketing_office.kpi_sales_ordered").id,
                "period_id": self.env["mkt.period"]
                ._of(self.company, "month", self.company._mkt_today())
                .id,
                "target": 100,
                field: record.id,
            }
        )

    def measured(self):
        vals = {"name": "Measured", "company_id": self.company.id}
        return {
            "department_id": self.env["hr.department"].create(vals),
            "team_id": self.env["crm.team"].create(vals),
            "user_id": self.make_user("measured"),
        }

    @mute_logger("odoo.sql_db")
    def test_who_has_targets_is_archived_not_deleted(self):
        chinese = self.env["res.lang"]._activate_lang("zh_CN")
        for field, record in self.measured().items():
            # beside the company's own, with which it must not clash
            self.scoped("note", self.env["mkt.kpi"])
            target = self.scoped(field, record)
            with self.subTest(field), self.assertRaises(UserError) as caught:
                record.with_context(lang=chinese.code).unlink()
            self.assertIn("归档", str(caught.exception))
            record.action_archive()
            self.env.flush_all()
            self.env.invalidate_all()
            self.assertEqual(target[field], record)
            self.assertEqual(target.scope, field.removesuffix("_id"))
            self.env["mkt.kpi.target"].search([("scope", "=", "company")]).unlink()

    def test_who_has_none_is_deleted(self):
        for field, record in self.measured().items():
            with self.subTest(field):
                record.unlink()
                self.assertFalse(record.exists())
