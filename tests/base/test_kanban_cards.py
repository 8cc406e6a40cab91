from lxml import etree

from odoo.tests import TransactionCase


class TestKanbanCards(TransactionCase):
    """What the web client cannot compile breaks a whole screen, on a telephone often."""

    def test_no_field_is_an_alternative_itself(self):
        views = self.env["ir.ui.view"].search(
            [("type", "=", "kanban"), ("model", "=like", "mkt.%")]
        )
        self.assertTrue(views)
        for view in views:
            with self.subTest(view=view.name):
                arch = etree.fromstring(view.arch)
                # the client copies the empty attribute of a widget into its code
                self.assertFalse(arch.findall(".//field[@t-else]"))

    def test_amounts_have_their_currency(self):
        """A card shows no symbol where the view does not load the currency."""
        views = self.env["ir.ui.view"].search(
            [("type", "=", "kanban"), ("model", "=like", "mkt.%")]
        )
        for view in views:
            model = self.env[view.model]
            nodes = etree.fromstring(view.get_combined_arch()).iter("field")
            names = {node.get("name") for node in nodes}
            for name in names:
                field = model._fields[name]
                if field.type == "monetary":
                    with self.subTest(view=view.name, field=name):
                        self.assertIn(field.get_currency_field(model), names)
