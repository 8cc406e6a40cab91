import logging
import re
import traceback
from collections import Counter
from itertools import islice
from random import Random
from unittest.mock import patch

from odoo.tools import SQL, mute_logger

from ..common import OfficeHttpCase, Undone
from ..governed_records import VALS
from ..kept_records import KEPT
from ..odd_calls import (
    REFUSING,
    TURNS,
    doors,
    forged_or_odd,
    odd_calls,
    office_models,
    public_methods,
)

CLEAR = "odoo.exceptions."
LANG = "zh_CN"
# names of records may be English
NAME = re.compile(r"“[^”]*”")
ENGLISH = re.compile(r"\b[A-Za-z]+ [a-z]+ [a-z]+ [a-z]+\b")
# seconds after which a call has hung, even on a busy machine
HUNG = 60


class Tracebacks(logging.Handler):
    """What the server logs as an error of its own."""

    def __init__(self):
        super().__init__()
        self.found = []

    def emit(self, record):
        if record.exc_info:
            self.found.append(record.exc_info[1])

    def of_the_addon(self):
        """An error that the addon's own code has raised, if there is one."""
        for error in self.found:
            *_frames, last = traceback.extract_tb(error.__traceback__)
            if "/marketing_office/" in last.filename:
                return f"{error!r} in {last.filename}, line {last.lineno}"
        return None


class AttackCase(OfficeHttpCase):
    """Calls over the door of the browser and of scripts, by several kinds of users."""

    posts = ("customer_service_manager",)
    everything = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang(LANG)
        companies = cls.company + cls.company_b
        cls.boss = cls.make_holder(
            "director", groups="base.group_system", companies=companies
        )
        cls.newcomer = cls.make_user("newcomer", companies=companies)
        cls.kinds = (
            cls.boss,
            cls.users["customer_service_manager"],
            cls.make_user("without_post"),
            cls.make_portal_user(),
        )
        cls.env["res.users"].union(*cls.kinds).lang = LANG
        cls.counts = dict.fromkeys(("calls", "refused", "open", "unclear"), 0)

    def setUp(self):
        super().setUp()
        self.log = Tracebacks()
        logger = logging.getLogger("odoo.http")
        self.addCleanup(logger.setLevel, logger.level)
        logger.setLevel(logging.ERROR)
        self.startPatcher(patch.object(logger, "handlers", [self.log]))
        self.startPatcher(patch.object(logger, "propagate", False))

    def by_turns(self, attacks):
        """The attacks for each kind of user, of which each makes its share."""
        for number, user in enumerate(self.kinds):
            self.authenticate(user.login, user.login)
            for attack in self.share(number, attacks(Random(number))):
                yield user, attack

    def share(self, number, attacks):
        """Which of the attacks a kind of user makes."""
        return islice(attacks, number, None, len(self.kinds))

    def attack(self, model, method, args, kwargs, is_refused=False):
        """Make the call; where it fails, the answer must be one for people."""
        self.log.found.clear()
        self.counts["calls"] += 1
        # a command of the addon refuses by itself what does not fit; values that are none
        # at all, for the methods that every model has, are refused for it
        of_every_model = hasattr(self.env.registry["base"], method)
        error = self.error_of(model, method, args, kwargs)
        if error:
            self.counts["refused"] += 1
            blamed = None if of_every_model else self.log.of_the_addon()
            is_english = ENGLISH.search(NAME.sub("", error["message"]))
            if blamed or is_english or not error["name"].startswith(CLEAR):
                self.counts["unclear"] += 1
                self.fail(
                    f"not for people: {error['name']} {error['message']} {blamed or ''}"
                )
        elif is_refused:
            self.counts["open"] += 1
            self.fail("not refused")

    def error_of(self, model, method, args, kwargs):
        """What a client in Chinese is told, where the call fails."""
        context = {**kwargs.get("context", {}), "lang": LANG}
        params = {"model": model, "method": method, "args": args}
        response = self.opener.post(
            f"{self.base_url()}/web/dataset/call_kw/{model}/{method}",
            json={"params": {**params, "kwargs": {**kwargs, "context": context}}},
            timeout=HUNG,
        )
        response.raise_for_status()
        return response.json().get("error", {}).get("data")


class TestOddCalls(AttackCase):
    """Whatever is sent: refused clearly, and nothing changes.

    Models, methods and fields are those of the registry. Here each method gets some odd
    argument, and each model each door, by turns; `bench/run attack` tries all of it.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.models = office_models(cls.env)
        cls.records = {
            name: cls.env[name].create(vals(cls))
            for name, vals in VALS.items()
            if name in cls.models
        }

    @mute_logger("odoo.sql_db")
    def test_odd_arguments(self):
        def attacks(random):
            for model, method in self.methods():
                calls = list(odd_calls(self.env, model, method))
                if not self.everything:
                    calls = [random.choice(calls)]
                for args, kwargs in calls:
                    yield model, method, args, kwargs

        for user, (model, method, args, kwargs) in self.by_turns(attacks):
            with self.subTest(user=user.login, call=f"{model}.{method}{args}{kwargs}"):
                self.attack(model, method, args, kwargs)

    def methods(self):
        """Models and their methods; what models have in common with every fourth of them."""
        met = Counter()
        for model in self.models:
            for method in public_methods(self.env, model):
                function = getattr(self.env.registry[model], method)
                if self.everything or met[function] % 4 == 0:
                    yield model, method
                met[function] += 1

    @mute_logger("odoo.sql_db")
    def test_governed_fields_through_every_door(self):
        def attacks(random):
            for name, record in self.records.items():
                fields = sorted(record._governed_names())
                for field in fields if self.everything else fields[:1]:
                    for door in ways[name]:
                        one = [random.randrange(TURNS)]
                        for turn in range(TURNS) if self.everything else one:
                            yield record, field, door, turn

        ways = {name: doors(self, name) for name in self.records}
        before = self.state()
        for user, (record, field, door, turn) in self.by_turns(attacks):
            value = forged_or_odd(record, field, turn)
            call = record._name, *ways[record._name][door](record.id, field, value)
            with self.subTest(user=user.login, call=call):
                self.attack(*call, is_refused=door in REFUSING)
        self.assertEqual(self.changed(before), [])

    def state(self):
        """What the governed fields of all records are, as the database has them."""
        self.env.flush_all()
        state = {}
        for name, record in self.records.items():
            columns = ["id"] + [
                field
                for field in sorted(record._governed_names())
                if record._fields[field].store and record._fields[field].column_type
            ]
            self.env.cr.execute(
                SQL(
                    "SELECT %s FROM %s WHERE id = %s",
                    SQL(", ").join(map(SQL.identifier, columns)),
                    SQL.identifier(record._table),
                    record.id,
                )
            )
            state[name] = dict(zip(columns, self.env.cr.fetchone() or (), strict=False))
        return state

    def changed(self, before):
        self.env.invalidate_all()
        after = self.state()
        return [
            (name, field)
            for name, values in before.items()
            for field, value in values.items()
            if after[name].get(field) != value
        ]


class TestKeptRecords(AttackCase):
    """What a guard keeps is deleted by nobody, whatever the context of the call says."""

    @mute_logger("odoo.sql_db")
    def test_kept_records_are_not_deleted(self):
        def attacks(_random):
            for make in KEPT.values():
                for flag in (True, [1]):
                    yield make, {"_force_unlink": flag}

        for user, (make, context) in self.by_turns(attacks):
            with Undone(self.env):
                record = make(self)
                with self.subTest(user=user.login, record=record):
                    kwargs = {"context": context}
                    self.attack(record._name, "unlink", [record.ids], kwargs)
                    self.env.invalidate_all()
                    self.assertTrue(record.exists())


class TestFilesOfDocuments(AttackCase):
    """The host's own model of files, through which those of documents come and change."""

    def test_what_is_no_content(self):
        for user in self.kinds[:2]:
            self.authenticate(user.login, user.login)
            file = self.env["ir.attachment"].with_user(user).create({"name": "x"})
            for value in (5, [1], {"a": 1}, True):
                with self.subTest(user=user.login, value=value):
                    self.attack(
                        "ir.attachment", "write", [file.ids, {"raw": value}], {}
                    )

    def test_what_has_no_numbers_of_its_own(self):
        """The host raises a bare exception where a view is exported with its numbers."""
        self.authenticate(self.boss.login, self.boss.login)
        self.assertTrue(self.env.registry["mkt.budget.month"]._table_query)
        months = self.env["mkt.budget.month"].search([], limit=1)
        self.attack("mkt.budget.month", "export_data", [months.ids or [1], ["id"]], {})


class TestTracebacks(AttackCase):
    """The detector above sees what it is to see."""

    def test_an_error_of_the_host_is_seen_and_not_blamed(self):
        self.authenticate(self.boss.login, self.boss.login)
        self.attack("mkt.segment", "write", [[999999]], {})
        self.assertEqual([type(e) for e in self.log.found], [TypeError])
        self.assertIsNone(self.log.of_the_addon())
