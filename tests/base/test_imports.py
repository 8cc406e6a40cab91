"""What people send, for each import that there is: the rows, or a message that names the fault."""

import base64
from datetime import date

from odoo.exceptions import UserError

from ..common import OfficeCase, Undone
from .import_cells import workbook

YEAR = date(2026, 1, 1)
# cells that no column can read, whatever it holds
UNREADABLE = {
    "#N/A": "“#N/A” is an error of a formula",
    "#REF!": "“#REF!” is an error of a formula",
    "=A9*2": "the value of the formula is not in the file",
}


class TestImports(OfficeCase):
    """Every import, generated from the registry; the cells of each kind stand in its room."""

    posts = (
        *("director", "sales_manager", "sales_staff", "market_researcher"),
        "promotion_manager",
    )
    assigned_since = YEAR

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.company.country_id = cls.env.ref("base.cn")
        cls.env["mkt.period"]._generate(cls.company)
        year = cls.env["mkt.period"]._of(cls.company, "year", YEAR)
        cls.env["mkt.segment"].create({"name": "Looms"})
        cls.env["product.category"].create({"name": "Cabinets"})
        campaign = cls.env["mkt.campaign"].create(
            {
                "name": "Fair",
                "department_id": cls.env.ref("marketing_office.department_office").id,
                "date_from": "2026-01-01",
                "date_to": "2026-12-31",
                "state": "approved",
                "utm_campaign_id": cls.env["utm.campaign"].create({"title": "Fair"}).id,
            }
        )
        plan = (
            cls.env["mkt.sales.plan"]
            .with_user(cls.users["sales_manager"])
            .create({"name": "Plan", "period_id": year.id, "allocate_by": "even"})
        )
        budget = cls.env["mkt.budget"].create(
            {
                "period_id": year.id,
                "department_id": cls.env.ref("marketing_office.department_office").id,
            }
        )
        # who imports, what the dialog is told, a good row, and what comes of it
        cls.imports = [
            (
                "mkt.customer.import",
                "sales_manager",
                {},
                {"name": "华东厂", "contact_name": "王芳"},
                "res.partner",
            ),
            (
                "mkt.campaign.import",
                "promotion_manager",
                {"campaign_id": campaign.id},
                {"contact_name": "王芳", "phone": "139 1234 5678"},
                "crm.lead",
            ),
            (
                "mkt.market.import",
                "market_researcher",
                {"kind": "observation"},
                {"date": YEAR, "kind": "Price", "name": "Relay", "price": 12.5},
                "mkt.observation",
            ),
            (
                "mkt.market.import",
                "market_researcher",
                {"kind": "size"},
                {
                    **{"segment_id": "Looms", "period_id": year.code},
                    **{"measure": "By Value", "size": 5, "source": "Yearbook"},
                },
                "mkt.market.size",
            ),
            (
                "mkt.sales.plan.import",
                "sales_manager",
                {"plan_id": plan.id},
                {"kind": "Product Category", "name": "Cabinets", "target": 5},
                "mkt.sales.plan.line",
            ),
            (
                "mkt.budget.import",
                "director",
                {"budget_id": budget.id},
                {"category_id": "Travel", "planned": 5},
                "mkt.budget.line",
            ),
            (
                "mkt.calendar.import",
                "director",
                {},
                {"kind": "Make-up Workday", "date_from": date(2031, 9, 28)},
                "mkt.makeup.workday",
            ),
        ]

    def each(self):
        """For each import: a function that loads rows below a heading, labels, a good row.

        The function returns the dialog, and the records that have come of the rows.
        """
        for model, post, vals, good, found in self.imports:
            dialogs = self.env[model].with_user(self.users[post])

            def load(*rows, _dialogs=dialogs, _vals=vals, _found=found, **options):
                before = self.env[_found].search([])
                dialog = _dialogs.create({**_vals, "file": workbook(*rows, **options)})
                dialog.action_import()
                return dialog, self.env[_found].search([]) - before

            with self.subTest(model=model, **vals):
                yield load, dialogs.create(vals), good

    def test_every_import_is_here(self):
        mixin = self.env.registry["mkt.xlsx.import"]
        there = {
            name
            for name, model in self.env.registry.items()
            if issubclass(model, mixin) and not model._abstract
        }
        self.assertEqual({model for model, *_others in self.imports}, there)

    def test_columns_in_any_order_and_language(self):
        """Titles above and columns that nobody knows are told, and read by none."""
        for load, dialog, good in self.each():
            for lang in ("en_US", "zh_CN"):
                labels = dialog.with_context(lang=lang)._labels()
                names = list(reversed(good))
                heading = [labels[name] for name in names]
                with self.subTest(lang=lang), Undone(self.env):
                    loaded, new = load(
                        ["2026 list"],
                        ["序号", *heading],
                        [7, *(good[name] for name in names)],
                        ["序号", *heading],
                    )
                    self.assertFalse(loaded.problems)
                    self.assertTrue(new)
                    self.assertIn("序号", loaded.left_out)
                    self.assertIn("2026 list", loaded.left_out)

    def test_columns_that_are_missing_are_named(self):
        for load, dialog, good in self.each():
            labels = dialog._labels()
            for name in good.keys() & dialog._missing_columns({}):
                others = [other for other in good if other != name]
                with self.subTest(column=name), Undone(self.env):
                    with self.assertRaisesRegex(UserError, labels[name]):
                        load([labels[n] for n in others], [good[n] for n in others])

    def test_a_column_that_stands_twice_is_refused(self):
        for load, dialog, good in self.each():
            labels = dialog._labels()
            heading = [labels[name] for name in good]
            again = dialog.with_context(lang="zh_CN")._labels()[next(iter(good))]
            with self.assertRaisesRegex(UserError, again), Undone(self.env):
                load([*heading, again], [*good.values(), "x"])

    def test_cells_that_nobody_can_read_in_each_column(self):
        for load, dialog, good in self.each():
            labels = dialog._labels()
            for name, label in labels.items():
                for cell, message in UNREADABLE.items():
                    row = {**good, name: cell}
                    with self.subTest(column=label, cell=cell), Undone(self.env):
                        loaded, new = load(
                            [labels[column] for column in row],
                            [good.get(column) for column in row],
                            list(row.values()),
                        )
                        self.assertRegex(
                            loaded.problems, f"Row 3: {label}: .*{message}"
                        )
                        self.assertFalse(new)

    def test_cells_merged_over_rows(self):
        """As if the row had been written out twice, whatever that means to the import."""

        def merge(book):
            for column in range(1, book.active.max_column + 1):
                place = dict.fromkeys(("start_column", "end_column"), column)
                book.active.merge_cells(start_row=2, end_row=3, **place)

        for load, dialog, good in self.each():
            labels = dialog._labels()
            heading = [labels[name] for name in good]
            row, results = list(good.values()), []
            for second, prepare in ((row, None), ([None] * len(row), merge)):
                with Undone(self.env):
                    loaded, new = load(heading, row, second, prepare=prepare)
                    results.append((loaded.problems, len(new)))
            self.assertEqual(*results)
            self.assertTrue(any(results[0]))

    def test_what_is_no_workbook(self):
        for (model, post, vals, *_others), (_load, _dialog, _good) in zip(
            self.imports, self.each(), strict=True
        ):
            for content in (b"", b"PK\x03\x04 damaged", b"name,city\nx,y"):
                file = base64.b64encode(content)
                dialog = self.env[model].with_user(self.users[post])
                with self.assertRaises(UserError), self.cr.savepoint():
                    dialog.create({**vals, "file": file}).action_import()
