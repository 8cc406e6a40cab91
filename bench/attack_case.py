import os

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
        cls.addClassCleanup(lambda: print(f"\n{cls.counts}"))

    def share(self, number):
        return self.part - 1, self.parts


# only the whole of it is tried here
del TestOddCalls
