"""Calls that no screen makes: odd arguments for every public method, odd values for fields."""

import inspect

from .governed_records import VALS, forged

HUGE = 10**30
NUL = "a\0b"

ODD_IDS = (
    [],
    None,
    "x",
    [0],
    [-1],
    [2**31],
    [HUGE],
    [NUL],
    [None],
    [[1]],
    {"a": 1},
    999999,
    [999999],
    True,
)
ODD_VALUES = (
    None,
    "",
    NUL,
    -1,
    2**63,
    1e308,
    [],
    [None],
    {},
    {NUL: NUL},
    "no such value",
    [[1, 2]],
    True,
    HUGE,
)
# how many values forged_or_odd knows
TURNS = len(ODD_VALUES) + 1
# doors that refuse a governed field, whatever is to be put into it
REFUSING = {"create", "write", "web_save", "web_save of a new one", "copy"}


def office_models(env):
    """Names of the models that are the addon's, each a table or a view."""
    return sorted(
        name
        for name, model in env.registry.items()
        if name.startswith("mkt.") and not model._abstract
    )


def public_methods(env, name):
    """The methods that anybody may call: those of the addon first, then the host's."""
    model = env.registry[name]
    methods = {}
    for method in dir(model):
        function = getattr(model, method, None)
        bases = [base for base in model.mro() if method in vars(base)]
        if (
            method.startswith("_")
            or not inspect.isfunction(function)
            or any(getattr(vars(b)[method], "_api_private", False) for b in bases)
        ):
            continue
        methods[method] = any("marketing_office" in b.__module__ for b in bases)
    return sorted(methods, key=lambda m: (not methods[m], m))


def odd_calls(env, name, method):
    """Arguments of a call, for each odd value once: the records first, if it has any."""
    function = getattr(env.registry[name], method)
    takes_ids = not getattr(function, "_api_model", False)
    parameters = list(inspect.signature(function).parameters.values())[1:]
    named = [p.name for p in parameters if p.kind == p.KEYWORD_ONLY]
    count = sum(p.kind == p.POSITIONAL_OR_KEYWORD for p in parameters)
    if takes_ids:
        for ids in ODD_IDS:
            yield [ids, *([None] * count)], {}
    for value in ODD_VALUES:
        ids = [[999999]] if takes_ids else []
        if count or named:
            yield [*ids, *([value] * count)], dict.fromkeys(named, value)
    yield [], {}
    yield [[999999], *([1] * (count + 3))], {"no_such_parameter": 1}


def doors(case, name):
    """Each way for a value into a record: label, function of (record id, field, value).

    The functions give method, arguments and named arguments of a call.
    """
    given = VALS[name](case) if name in VALS else {}
    return {
        "create": lambda _id, field, value: (
            "create",
            [[{**given, field: value}]],
            {},
        ),
        "write": lambda id_, field, value: ("write", [[id_], {field: value}], {}),
        "web_save": lambda id_, field, value: (
            "web_save",
            [[id_], {field: value}],
            {"specification": {}},
        ),
        "web_save of a new one": lambda _id, field, value: (
            "web_save",
            [[], {**given, field: value}],
            {"specification": {}},
        ),
        "copy": lambda id_, field, value: ("copy", [[id_], {field: value}], {}),
        "load": lambda id_, field, value: (
            "load",
            [[".id", field], [[str(id_), str(value)]]],
            {},
        ),
        "name_create": lambda _id, field, value: (
            "name_create",
            ["New"],
            {"context": {f"default_{field}": value}},
        ),
        "onchange": lambda id_, field, value: (
            "onchange",
            [[id_], {field: value}, [field], {field: {}}],
            {},
        ),
    }


def forged_or_odd(record, name, turn):
    """A value that the field could have, then all odd ones, by turns."""
    return ODD_VALUES[turn - 1] if turn else forged(record, name)
