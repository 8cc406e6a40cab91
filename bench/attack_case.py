import os
import time
from random import Random

from tests.base.test_odd_calls import TestOddCalls


class TestAttack(TestOddCalls):
    everything = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        models = os.environ.get("MODELS", "")
        cls.models = [name for name in cls.models if models in name]
        cls.records = {n: r for n, r in cls.records.items() if n in cls.models}
        cls.part, cls.parts = map(int, os.environ.get("PART", "1/1").split("/"))
        cls.counts = {"of": 0} | cls.counts

    def setUp(self):
        super().setUp()
        self.faults = []
        begin = time.monotonic()
        self.counts.update(dict.fromkeys(self.counts, 0))

        def told():
            seconds = round(time.monotonic() - begin)
            print(f"\n{self._testMethodName}: {self.counts}, {seconds} seconds")
            self.assertEqual(self.faults, [])

        self.addCleanup(told)

    def share(self, number, attacks):
        drawn = Random(f"part {number}")
        for attack in attacks:
            self.counts["of"] += 1
            if drawn.randrange(self.parts) == self.part - 1:
                yield attack

    def attack(self, *call, **options):
        # the next ones are made all the same
        try:
            super().attack(*call, **options)
        except AssertionError as fault:
            self.faults.append(call)
            print(f"\n{self.env.uid} {call}: {fault}")


# only the whole of it is tried here
del TestOddCalls
