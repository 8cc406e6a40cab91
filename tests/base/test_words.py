"""What the screens say: titles, refusals, and the words of the Chinese catalogue."""

import re

from lxml import etree

from odoo.orm.table_objects import Index, UniqueIndex
from odoo.tests import TransactionCase

from .test_translations import catalog_of

# what stands in a text without being read: tags, placeholders, expressions
PLACEHOLDER = re.compile(r"<[^>]*>|%\(\w+\)[+.\d]*[sfd]|%%|\{\{.*?\}\}|\{\w*\}")
HALF_WIDTH = re.compile(
    r"[\u3400-\u9fff]\s*[,;:!?]|[,;:!?]\s*[\u3400-\u9fff]"
    r"|[\u3400-\u9fff]\s*\(|\)\s*[\u3400-\u9fff]|\([\u3400-\u9fff]|[\u3400-\u9fff]\)"
)
# one word each: what is not said, but for these terms, whose word is the host's
NOT_SAID = {
    "审核": {},
    "取消": {
        "Discard",
        "%(request)s: post or cancel the bill %(bills)s first.",
    },
    "展览": {},
    "投入产出比": {},
    "营销办公室": {},
}

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

    def test_no_words_in_the_expressions_of_a_view(self):
        """Who collects the terms of a view reads its texts, not its expressions."""
        said = {"title", "aria-label", "placeholder", "alt", "data-tooltip"}
        views = self.env["ir.ui.view"].search([("key", "=like", "marketing_office.%")])
        views |= self.env["ir.ui.view"].search([("model", "=like", "mkt.%")])
        self.assertTrue(views)
        for view in views:
            for node in etree.fromstring(view.arch).iter(etree.Element):
                for name, value in node.items():
                    spoken = name.startswith("t-att") and name.split("-", 2)[-1] in said
                    if spoken or name in ("t-out", "t-esc"):
                        with self.subTest(view=view.name, attribute=name):
                            self.assertNotRegex(value, r"'[A-Z][a-z]+")

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

    # of the catalogue's thousands of terms only the wrong ones are named

    def test_chinese_punctuation_is_full_width(self):
        wrong = [
            entry.msgid
            for entry in catalog_of("zh_CN.po")
            if HALF_WIDTH.search(PLACEHOLDER.sub("", entry.msgstr))
        ]
        self.assertFalse(wrong)

    def test_one_word_for_one_thing(self):
        wrong = [
            (word, entry.msgid)
            for entry in catalog_of("zh_CN.po")
            for word, terms in NOT_SAID.items()
            if word in entry.msgstr and entry.msgid not in terms
        ]
        wrong += [
            entry.msgid
            for entry in catalog_of("zh_CN.po")
            if re.search("(?<!营销)事务处", entry.msgstr)
        ]
        self.assertFalse(wrong)

    def test_no_english_where_chinese_is_spoken(self):
        wrong = []
        for entry in catalog_of("zh_CN.po"):
            words = re.sub(PLACEHOLDER, "", entry.msgid)
            technical = re.fullmatch(r"[\w.]+(\(\))?|'%s_%s' % \(.*\)", words)
            is_said = re.search("[a-z]{3}", words) and not technical
            if is_said and not HAN.search(entry.msgstr):
                wrong.append(entry.msgid)
        self.assertFalse(wrong)

    def test_people_of_a_chinese_company_speak_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        company = self.env["res.company"].create(
            {"name": "厂", "country_id": self.env.ref("base.cn").id}
        )
        other = self.env["res.company"].create(
            {"name": "Plant", "country_id": self.env.ref("base.de").id}
        )
        for where, lang in ((company, "zh_CN"), (other, "en_US")):
            users = self.env["res.users"].with_context(lang="en_US").with_company(where)
            user = users.create({"name": "New", "login": f"new{where.id}"})
            self.assertEqual(user.lang, lang)
        chosen = users.with_company(company).create(
            {"name": "New", "login": "chosen", "lang": "en_US"}
        )
        self.assertEqual(chosen.lang, "en_US")
