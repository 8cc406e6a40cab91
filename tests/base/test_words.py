"""What the screens say: titles, refusals, and the words of the Chinese catalogue."""

import re

from odoo.orm.table_objects import Index, UniqueIndex
from odoo.tests import TransactionCase

HAN = re.compile(r"[\u3400-\u9fff]")


def own_models(env):
    for name in sorted(env.registry):
        model = env[name]
        if model._original_module == "marketing_office" and not model._abstract:
            yield model


class TestWords(TransactionCase):
    def test_a_new_record_has_no_false_in_its_title(self):
        for model in own_models(self.env(context={"lang": "zh_CN"})):
            title = model.new({}).display_name or ""
            # what the host calls a record without a name of its own is no title of ours
            if title.startswith(f"{model._name},"):
                continue
            with self.subTest(model=model._name):
                self.assertNotRegex(title, r"False|None|^\s*·|·\s*$")

    def test_every_refusal_of_the_database_speaks_chinese(self):
        constraints = self.env["ir.model.constraint"].with_context(lang="zh_CN")
        seen = 0
        for name in sorted(self.env.registry):
            model = self.env[name]
            for full_name, rule in model._table_objects.items():
                plain = isinstance(rule, Index) and not isinstance(rule, UniqueIndex)
                if rule._module != "marketing_office" or plain:
                    continue
                seen += 1
                with self.subTest(model=name, rule=full_name):
                    reflected = constraints.search(
                        [("name", "=", full_name), ("model.model", "=", name)]
                    )
                    self.assertRegex(reflected.message or "", HAN)
        self.assertGreater(seen, 60)
