import ast
import unittest
from importlib import import_module
from pathlib import Path

TESTS = Path(__file__).parents[1]


class TestCollected(unittest.TestCase):
    def test_every_class_of_tests_is_one(self):
        """What a decorator has made a function of is passed over without a word."""
        for path in TESTS.rglob("test_*.py"):
            names = ".".join(
                (TESTS.name, *path.relative_to(TESTS).with_suffix("").parts)
            )
            module = import_module(names)
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.ClassDef):
                    self.assertIsInstance(getattr(module, node.name), type, names)
