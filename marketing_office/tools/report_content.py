"""What a section of a report shows, before it is frozen in each language."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from odoo.models import BaseModel
from odoo.tools.translate import LazyGettext


class FieldLabel(NamedTuple):
    """The label of a field, as a heading."""

    model: str
    name: str


class Choice(NamedTuple):
    """What a record has chosen in a Selection, as the reader's language says it."""

    record: BaseModel
    name: str


@dataclass
class Table:
    """`columns` are (heading, type) with the types text, date, money, number, integer, percent.

    Headings and cells may be texts to translate, field labels, choices and records; None
    is an empty cell. `has_total` says that the last row adds up the others.
    """

    title: object
    columns: list
    rows: list
    has_total: bool = False


@dataclass
class Chart:
    """A chart of `tools.chart` by its name; the points are (name, number)."""

    kind: str
    title: object
    points: list
    targets: list = field(default_factory=list)


@dataclass
class Content:
    """Tables, charts and notes of a section, and the indicators whose figures it shows."""

    kpis: object = None
    tables: list = field(default_factory=list)
    charts: list = field(default_factory=list)
    notes: list = field(default_factory=list)


def frozen(value, env):
    """The value as plain data, in the language of the environment."""
    match value:
        case LazyGettext():
            return env._(value)
        case FieldLabel(model, name):
            return env[model]._fields[name]._description_string(env)
        case Choice(record, name):
            options = dict(record._fields[name]._description_selection(env))
            return options.get(record[name])
        case BaseModel():
            # sudo: a report tells names to whoever may read it
            names = value.sudo().with_env(value.env(context=env.context, su=True))
            return ", ".join(names.mapped("display_name")) or None
        case Table() | Chart() | Content():
            return {
                name: frozen(part, env)
                for name, part in vars(value).items()
                if name != "kpis"
            }
        case dict():
            return {name: frozen(part, env) for name, part in value.items()}
        case list() | tuple():
            return [frozen(part, env) for part in value]
        case date():
            return value.isoformat()
        case _:
            return value
