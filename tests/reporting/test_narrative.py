from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from odoo.addons.marketing_office.tools import narrative

FIGURES = {
    ("sales", "value"): (120, "¥120"),
    ("sales", "last_year"): (4.5, "+4.5%"),
    ("销售额", "value"): (120, "¥120"),
}
ANY = st.text("[]|ab销。.\n <&", max_size=40)


class TestNarrative(TestCase):
    def test_tags_become_figures(self):
        text = (
            "Orders reached [[Sales]], [[ sales | vs last year ]]. 销售额为[[销售额]]。"
        )
        self.assertEqual(
            narrative.plain(text, FIGURES), "Orders reached ¥120, +4.5%. 销售额为¥120。"
        )
        self.assertEqual(narrative.unknown(text, FIGURES), [])

    def test_a_name_that_is_no_figure_is_told(self):
        text = "Orders [[Slaes]] and [[Sales|colour]]."
        self.assertEqual(
            narrative.unknown(text, FIGURES), ["[[Slaes]]", "[[Sales|colour]]"]
        )

    def test_only_the_sentence_whose_figure_moved_is_marked(self):
        text = "Up to [[sales]]. Growth [[sales|同比]]. It was 3.5 in May."
        written = narrative.cited(text, FIGURES, {})
        self.assertEqual(narrative.moved(text, FIGURES, written), [])
        now = FIGURES | {("sales", "value"): (130, "¥130")}
        self.assertEqual(narrative.moved(text, now, written), ["Up to [[sales]]."])
        shown = narrative.rendered(text, now, ["Up to [[sales]]."], "moved")
        self.assertEqual(shown.count("<mark"), 1)
        self.assertIn("¥130", shown.split("</mark>")[0])

    def test_a_rewritten_sentence_takes_todays_figure(self):
        written = narrative.cited("Up to [[sales]].", FIGURES, {})
        now = FIGURES | {("sales", "value"): (130, "¥130")}
        text = "Up to [[sales]]. Finally [[sales]]."
        written = narrative.cited(text, now, written)
        self.assertEqual(narrative.moved(text, now, written), ["Up to [[sales]]."])

    def test_numbers_with_a_point_are_no_ends(self):
        self.assertEqual(
            narrative.sentences("It was 3.5 now. 好。再来！"),
            [["It was 3.5 now.", " 好。", "再来！"]],
        )

    @given(ANY)
    def test_nothing_written_is_lost_or_becomes_markup(self, text):
        shown = narrative.rendered(text, FIGURES)
        words = fragment_fromstring(shown, create_parent="div").text_content()
        written = "".join(line for line in text.splitlines() if line.strip())
        plain = "".join(narrative.plain(text, FIGURES).splitlines())
        self.assertEqual(words, plain)
        if not narrative.TAG.search(text):
            self.assertEqual(words.strip(), written.strip())

    @given(ANY)
    def test_what_was_just_written_has_not_moved(self, text):
        written = narrative.cited(text, FIGURES, {})
        self.assertEqual(narrative.moved(text, FIGURES, written), [])
