from contextlib import suppress

from odoo.exceptions import AccessError

from ..common import OfficeCase, Undone
from ..governed_records import VALS, forged


class TestGovernedFieldsRefused(OfficeCase):
    """No door leads to a governed field, not even for those with the most rights."""

    posts = ()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = cls.make_holder(
            "director",
            groups="base.group_system",
            companies=cls.company + cls.company_b,
        )
        cls.newcomer = cls.make_user("newcomer", companies=cls.company + cls.company_b)
        mixin = cls.env.registry["mkt.governed.mixin"]
        cls.models = [
            model.with_user(cls.boss)
            for model in map(cls.env.__getitem__, cls.env.registry)
            if isinstance(model, mixin) and not model._abstract
        ]
        cls.records = {
            model: model.sudo().create(VALS[model._name](cls)).sudo(False)
            for model in cls.models
        }

    def test_every_model_is_tried(self):
        self.assertEqual({model._name for model in self.models}, set(VALS))

    def test_records_can_be_made_again(self):
        """What is attacked often needs more than one of them."""
        for model in self.models:
            with self.subTest(model=model._name), Undone(self.env):
                self.assertTrue(model.sudo().create(VALS[model._name](self)))

    def governed(self):
        """Model, a record of it and the name of a governed field, for each such field."""
        for model, record in self.records.items():
            for name in sorted(model._governed_names()):
                yield model, record, name

    def test_create(self):
        for model, record, name in self.governed():
            with self.subTest(field=f"{model._name}.{name}"):
                vals = {**VALS[model._name](self), name: forged(record, name)}
                with self.assertRaises(AccessError):
                    model.create(vals)

    def test_write(self):
        for model, record, name in self.governed():
            with self.subTest(field=f"{model._name}.{name}"):
                with self.assertRaises(AccessError):
                    record.write({name: forged(record, name)})

    def test_web_save(self):
        for model, record, name in self.governed():
            with self.subTest(field=f"{model._name}.{name}"):
                with self.assertRaises(AccessError):
                    record.web_save({name: forged(record, name)}, {})

    def test_onchange_stores_nothing(self):
        for model, record, name in self.governed():
            if not record.has_access("write"):
                continue  # no form of it can be changed at all
            with self.subTest(field=f"{model._name}.{name}"):
                before = record.sudo()[name]
                # a forged link to what the user may not read is refused at once
                with suppress(AccessError):
                    record.onchange({name: forged(record, name)}, [name], {name: {}})
                record.env.flush_all()
                record.invalidate_recordset()
                self.assertEqual(record.sudo()[name], before)

    def test_copy_default(self):
        for model, record, name in self.governed():
            with self.subTest(field=f"{model._name}.{name}"):
                with self.assertRaises(AccessError):
                    record.copy({name: forged(record, name)})

    def test_copy_data_leaves_them_out(self):
        for model, record, name in self.governed():
            with self.subTest(field=f"{model._name}.{name}"):
                self.assertNotIn(name, record.copy_data()[0])

    def test_default_of_the_context_is_ignored(self):
        for model, record, name in self.governed():
            with self.subTest(field=f"{model._name}.{name}"):
                context = {f"default_{name}": forged(record, name)}
                defaults = model.with_context(**context).default_get([name])
                self.assertEqual(defaults, model.default_get([name]))

    def test_import(self):
        for model, record, name in self.governed():
            with self.subTest(field=f"{model._name}.{name}"):
                before = record.sudo()[name]
                column = f"{name}/.id" if record._fields[name].relational else name
                value = forged(record, name)
                if isinstance(value, list):
                    value = value[0][1]
                result = model.load([".id", column], [[str(record.id), str(value)]])
                record.invalidate_recordset()
                self.assertFalse(result["ids"])
                self.assertEqual(record.sudo()[name], before)

    def test_fixed_after_creation(self):
        for model, record in self.records.items():
            for name in model._declared("_fixed_after_creation"):
                with self.subTest(model=model._name, field=name):
                    with self.assertRaises(AccessError):
                        record.write({name: forged(record, name)})

    def test_what_the_office_computes_on_records_of_the_host(self):
        """Whether a questionnaire is ours, or a lead won: rights and figures rest on it."""
        mixin = self.env.registry["mkt.governed.mixin"]
        fields = [
            (model, field)
            for model in map(self.env(user=self.boss).__getitem__, self.env.registry)
            for field in model._fields.values()
            if field.name.startswith("mkt_")
            and not (model._abstract or isinstance(model, mixin))
            and (field.compute and field.store and field.readonly)
        ]
        for model, field in fields:
            with self.subTest(field=str(field)), self.assertRaises(AccessError):
                model.create({field.name: False})
        lead = self.env["crm.lead"].create({"name": "Lathe"}).with_user(self.boss)
        self.assertIn((lead.browse(), lead._fields["mkt_is_won"]), fields)
        with self.assertRaises(AccessError):
            lead.mkt_is_won = True
