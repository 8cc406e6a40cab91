from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tools import mute_logger

from ..common import OfficeHttpCase
from .market_case import MarketCase


class TestMarketSize(MarketCase):
    def test_a_second_person_validates(self):
        size = self.make_size()
        researcher = self.users["market_researcher"]
        with self.assertRaises(AccessError):
            size.with_user(researcher).action_validate()
        with self.assertRaises(AccessError):
            size.with_user(self.users["product_manager"]).action_validate()
        self.validate(size)
        self.assertEqual(size.state, "validated")
        self.assertEqual(size.validated_by_id, self.users["marketing_manager"])

    def test_who_changed_the_figure_does_not_validate_it(self):
        manager = self.users["marketing_manager"]
        for change in (
            {"size": 2000},
            {
                "share_ids": [
                    Command.create(
                        {
                            "competitor_id": self.rival.id,
                            "figure": 10,
                            "source": "Yearbook",
                        }
                    )
                ]
            },
        ):
            with self.subTest(change=change):
                size = self.make_size()
                size.with_user(manager).write(change)
                self.assertEqual(size.user_id, manager)
                with self.assertRaises(AccessError):
                    size.with_user(manager).action_validate()
                size.with_user(self.users["director"]).action_validate()

    def test_a_line_of_its_own_makes_its_author_too(self):
        size = self.make_size()
        manager = self.users["marketing_manager"]
        self.env["mkt.competitor.share"].with_user(manager).create(
            {
                "size_id": size.id,
                "competitor_id": self.rival.id,
                "figure": 10,
                "source": "Yearbook",
            }
        )
        with self.assertRaises(AccessError):
            size.with_user(manager).action_validate()

    def test_a_newer_figure_supersedes(self):
        old = self.validate(self.make_size())
        new = self.validate(self.make_size(size=2000))
        self.assertEqual(old.state, "superseded")
        self.assertEqual(old.superseded_by_id, new)
        self.assertEqual(old.size, 1000)
        other = self.validate(self.make_size(measure="volume"))
        self.assertEqual((new | other).mapped("state"), ["validated"] * 2)

    def test_one_in_force(self):
        self.validate(self.make_size())
        twin = self.make_size(size=2000)
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            twin.sudo().state = "validated"
            twin.flush_recordset()

    def test_validated_figures_stay(self):
        size = self.make_size(
            share_ids=[
                Command.create(
                    {
                        "competitor_id": self.rival.id,
                        "figure": 10,
                        "source": "Yearbook",
                    }
                )
            ]
        )
        self.validate(size)
        theirs = size.with_user(self.users["market_researcher"])
        line = theirs.share_ids
        for change in (
            lambda: theirs.write({"size": 3}),
            lambda: theirs.write({"method": "guess"}),
            lambda: theirs.unlink(),
            lambda: line.write({"figure": 3}),
            lambda: line.unlink(),
            lambda: line.copy({"competitor_id": self.make_competitor("Third").id}),
            lambda: size.with_user(self.users["director"]).action_validate(),
        ):
            with self.assertRaises(UserError):
                change()

    def test_sizes_are_above_zero(self):
        for vals in (
            {"size": 0},
            {"size": -5},
            {"served_size": -1},
            {"served_size": 1001},
        ):
            with (
                self.subTest(vals=vals),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self.make_size(**vals)

    def test_shares_within_the_whole(self):
        second = self.make_competitor("Second")

        def lines(*figures):
            return [
                Command.create(
                    {"competitor_id": rival.id, "source": "Yearbook", **figure}
                )
                for rival, figure in zip(self.rival + second, figures, strict=True)
            ]

        half = {"figure": 50}
        self.make_size(share_ids=lines(half, {"figure": 500, "given": "sales"}))
        with self.assertRaises(ValidationError):
            self.make_size(share_ids=lines(half, {"figure": 51}))
        with self.assertRaises(ValidationError):
            self.make_size(share_ids=lines(half, {"figure": 501, "given": "sales"}))
        size = self.make_size(share_ids=lines(half, {"figure": 500, "given": "sales"}))
        with self.assertRaises(ValidationError):
            # a smaller market makes the same sales a larger share
            size.with_user(self.users["market_researcher"]).size = 900
            self.env.flush_all()
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            self.make_size(share_ids=lines(half, {"figure": -1}))

    def test_own_sales_within_the_whole(self):
        self.make_order(amount=700)
        small = self.make_size(size=699)
        self.assertEqual(small.share_label, "100.14%")
        with self.assertRaises(UserError):
            self.validate(small)
        self.validate(self.make_size(size=700))
        rival = {"competitor_id": self.rival.id, "source": "Yearbook"}
        for figure, is_valid in ((30, True), (30.1, False)):
            size = self.make_size(
                share_ids=[Command.create({**rival, "figure": figure})]
            )
            if is_valid:
                self.validate(size)
            else:
                with self.assertRaises(UserError):
                    self.validate(size)

    def test_periods_within_each_other(self):
        """A year and its quarters each have a size in force; none counts twice."""
        self.make_order(amount=100)
        year = self.validate(self.make_size(self.period("year"), size=4000))
        quarter = self.validate(self.make_size())
        self.assertEqual((year | quarter).mapped("state"), ["validated"] * 2)
        self.assertEqual(self.share(year).share, 2.5)
        self.assertEqual(self.share(quarter).share, 10)

    def test_foreign_company(self):
        segment = self.env["mkt.segment"].create(
            {"name": "Elsewhere", "company_id": self.company_b.id}
        )
        period = self.period("quarter", company=self.company_b)
        for vals in ({"segment_id": segment.id}, {"period_id": period.id}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                self.env["mkt.market.size"].create(self.size_vals() | vals)


class TestMarketSizeRpc(OfficeHttpCase):
    """What the researcher reads where a figure cannot be."""

    posts = ("market_researcher",)

    def test_errors_are_clear(self):
        segment = self.env["mkt.segment"].create({"name": "All relays"})
        period = self.env["mkt.period"]._of(
            self.company, "quarter", self.company._mkt_today()
        )
        researcher = self.users["market_researcher"]
        self.authenticate(researcher.login, researcher.login)
        vals = {
            "segment_id": segment.id,
            "period_id": period.id,
            "size": 1000,
            "source": "Yearbook",
        }
        part = "The served market is a part of the market"
        for wrong, words in (
            ({"size": -5}, "The size of a market is more than zero."),
            ({"size": 0}, "The size of a market is more than zero."),
            ({"served_size": -1}, part),
            ({"served_size": 1001}, part),
        ):
            with self.subTest(wrong=wrong), mute_logger("odoo.http", "odoo.sql_db"):
                self.assertIn(words, self.error_of({**vals, **wrong}))
        self.assertFalse(self.error_of(vals))
        self.assertEqual(self.env["mkt.market.size"].search([]).size, 1000)

    def error_of(self, vals):
        """What the dialog of the web client says, if the size is refused."""
        call = {"model": "mkt.market.size", "method": "create", "args": [[vals]]}
        answer = self.url_open(
            "/web/dataset/call_kw",
            json={"jsonrpc": "2.0", "params": {**call, "kwargs": {}}},
        ).json()
        return answer.get("error", {}).get("data", {}).get("message")
