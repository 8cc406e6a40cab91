import os

from tests.base.test_odd_calls import TestOddCalls


class TestAttack(TestOddCalls):
    everything = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        part = os.environ.get("MODELS", "")
        cls.models = [name for name in cls.models if part in name]
        cls.records = {n: r for n, r in cls.records.items() if n in cls.models}
        cls.addClassCleanup(lambda: print(f"\n{cls.counts}"))


# only the whole of it is tried here
del TestOddCalls
