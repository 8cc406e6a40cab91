from importlib.util import module_from_spec, spec_from_file_location

from odoo.tests import TransactionCase
from odoo.tools import SQL, file_path
from odoo.tools.translate import TranslationImporter

VERSION = "19.0.3.0.0"
FORMER = "从前的说法"
OWN = "本公司的说法"


class TestLabelsRenewed(TransactionCase):
    """An update brings the Chinese of labels that read otherwise now; one's own stays."""

    def setUp(self):
        super().setUp()
        fields = self.env["ir.model.fields"].with_context(lang="zh_CN")
        self.label = fields._get("mkt.kpi.value", "drift_label")
        self.choice = fields._get("mkt.kpi.value", "colour").selection_ids[1]
        self.records = {self.label: "field_description", self.choice: "name"}
        self.chinese = {r: r[column] for r, column in self.records.items()}

    def spell(self, record, words):
        """As an earlier version has installed it: no user has written it."""
        column = SQL.identifier(self.records[record])
        self.env.cr.execute(
            SQL(
                "UPDATE %(table)s SET %(column)s ="
                " jsonb_set(%(column)s, '{zh_CN}', to_jsonb(%(words)s::text))"
                " WHERE id = %(id)s",
                table=SQL.identifier(record._table),
                column=column,
                words=words,
                id=record.id,
            )
        )
        self.env.invalidate_all()

    def update(self):
        path = file_path(f"marketing_office/migrations/{VERSION}/pre-labels.py")
        spec = spec_from_file_location("migration_labels", path)
        script = module_from_spec(spec)
        spec.loader.exec_module(script)
        self.env.flush_all()
        script.migrate(self.env.cr, VERSION)
        # the host then adds what a language lacks, and no more
        names = {record.get_external_id()[record.id] for record in self.records}
        importer = TranslationImporter(self.env.cr, verbose=False)
        catalogue = file_path("marketing_office/i18n/zh_CN.po")
        importer.load_file(catalogue, "zh_CN", xmlids=names)
        importer.save()
        self.env.invalidate_all()

    def assertWords(self, words):
        self.assertEqual({r: r[c] for r, c in self.records.items()}, words)

    def test_former_words_are_renewed(self):
        for record in self.records:
            self.spell(record, FORMER)
        self.assertWords(dict.fromkeys(self.records, FORMER))
        self.update()
        self.assertWords(self.chinese)

    def test_own_words_stay(self):
        admin = self.env.ref("base.user_admin")
        for record, column in self.records.items():
            record.with_user(admin).update_field_translations(column, {"zh_CN": OWN})
        self.update()
        self.assertWords(dict.fromkeys(self.records, OWN))

    def test_what_screens_and_letters_say(self):
        """Unless somebody has written it, whom the record then names."""
        self.records = {
            self.env.ref(f"marketing_office.{name}").with_context(lang="zh_CN"): column
            for name, column in (
                ("mail_template_decided", "body_html"),
                ("mkt_period_menu", "name"),
                ("mkt_period_action", "name"),
            )
        }
        renewed = {record: record[column] for record, column in self.records.items()}
        admin = self.env.ref("base.user_admin")
        own = dict.fromkeys(self.records, FORMER)
        for user, words in ((admin, own), (self.env.user, renewed)):
            for record in self.records:
                self.spell(record, FORMER)
                self.env.cr.execute(
                    SQL(
                        "UPDATE %s SET write_uid = %s WHERE id = %s",
                        SQL.identifier(record._table),
                        user.id,
                        record.id,
                    )
                )
            self.update()
            self.assertWords(words)
