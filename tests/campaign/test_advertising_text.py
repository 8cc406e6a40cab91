"""How the words of materials are looked through."""

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.marketing_office.tools.advertising_text import (
    as_read,
    contains,
    sentences_with_figures,
    word_list,
)


class TestAdvertisingText(BaseCase):
    def says(self, text, word, allowed=""):
        return contains(as_read(text), word, word_list(allowed))

    def test_found(self):
        for text, word in (
            ("我们的产品最好", "最"),
            ("我们的产品 最 好", "最"),
            ("国\u200b家级实验室", "国家级"),
            ("国 家\n级 实验室", "国家级"),
            ("The BEST relay", "best"),
            ("Ｂｅｓｔ relay", "best"),
            ("最近上市，最受欢迎", "最"),
            ("国·家·级实验室", "国家级"),
            ("国.家-级实验室", "国家级"),
            ("国_家 ＿ 级实验室", "国家级"),
            ("国 - \u3164 - 家★级实验室", "国家级"),
            ("“国”家【级】实验室", "国家级"),
            ("国\u0336家\u0336级\u0336实验室", "国家级"),
            ("国<b>家</b>级实验室", "国家级"),
            ("国<span title='好'>家<br/>级</span>实验室", "国家级"),
            ("国&nbsp;家&#183;级实验室", "国家级"),
            ("<a国家级>", "国家级"),
            ("the b<i>es</i>t relay", "best"),
            ("国、家级实验室", "国家级"),
            ("我们是国，家，级品牌", "国家级"),
            ("国 、， 家级", "国家级"),
            ("品质国家、级！", "国家级"),
            ("销量全、国第、一", "全国第一"),
            ("行业唯，一", "唯一"),
            ("独一、无二", "独一无二"),
            ("品质独一，无二！", "独一无二"),
            ("独一 、 无二的品质", "独一无二"),
            ("国。家；级实验室", "国家级"),
            ("国！家：级", "国家级"),
            ("国\u200b、\ufeff家\u2060级实验室", "国家级"),
        ):
            with self.subTest(text=text):
                self.assertTrue(self.says(text, word, "最近、最后"))

    def test_not_found(self):
        for text, word in (
            ("最近上市", "最"),
            ("最 后三天", "最"),
            ("bestow", "best"),
            ("国家标准", "国家级"),
            ("服务国家，级别不限", "国家级"),
            ("服务国家。级别不限", "国家级"),
            ("最·近上市", "最"),
            ("不分国家、级别", "国家级"),
            ("热销全国、第一批到货", "全国第一"),
            ("服务全国，第一时间响应", "全国第一"),
            ("服务全国。第一，质量好；第二，交货快", "全国第一"),
            ("每个独一、无二次加工", "独一无二"),
            ("the be-st relay", "best"),
            ("", "最"),
        ):
            with self.subTest(text=text):
                self.assertFalse(self.says(text, word, "最近、最后"))

    def test_figures(self):
        text = "体积缩小30%。质保3.5年！好用。产能翻番；three. Up to 5.6 kA. 百分之百"
        self.assertEqual(
            sentences_with_figures(text),
            ["体积缩小30%", "质保3.5年", "产能翻番", "Up to 5.6 kA", "百分之百"],
        )
        self.assertEqual(sentences_with_figures("１００台\n１００台"), ["１００台"])
        self.assertEqual(sentences_with_figures("两成客户\n一家好公司"), ["两成客户"])

    def test_figures_in_other_writings(self):
        for text in ("第Ⅷ代", "ⅷ代", "㈠", "二〇二五", "停机减少一半", "过半客户", "½"):
            with self.subTest(text=text):
                self.assertEqual(sentences_with_figures(f"好用。{text}！"), [text])
        self.assertEqual(sentences_with_figures("百<b>分</b>之百"), ["百<b>分</b>之百"])

    def test_a_long_gap_takes_no_time(self):
        self.assertFalse(self.says("国" + " -" * 100_000 + "a", "国家级"))

    @given(st.text(), st.text(alphabet="最好国家级abc1 ", min_size=1), st.text())
    def test_a_word_with_chinese_letters_is_found_wherever_it_stands(
        self, before, word, after
    ):
        word = f"最{word}最"
        self.assertTrue(self.says(before + word + after, word))

    @given(st.text())
    def test_every_digit_stands_in_a_sentence(self, text):
        found = "".join(sentences_with_figures(text))
        digits = [c for c in text if c in "0123456789"]
        self.assertLessEqual(set(digits), set(found))
