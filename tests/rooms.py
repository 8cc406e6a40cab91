"""A room of the addon never names a later one: what does is found here, without Odoo.

The rooms and their order are those of `models/__init__.py`. What a room defines
(models, fields, methods, xml-ids) belongs to it; an earlier room that mentions it, in
Python, SQL or XML, names a later one. `python tests/rooms.py` prints what does.
"""

import ast
import re
import sys
from collections import namedtuple
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree

ADDON = Path(__file__).parents[1] / "marketing_office"
# they gather what all rooms have: nothing in them belongs to one room
EXEMPT = {
    "__manifest__.py",
    "security/marketing_office_groups.xml",
    "data/ir_cron_data.xml",
    "views/marketing_office_menus.xml",
}
FOLDERS = "models", "views", "report", "wizards", "controllers", "data"
# names of the host's that a room uses for its own as well
HOST = {
    "account_id",
    "access_token",
    "author_id",
    "company_id",
    "currency_id",
    "email_from",
    "parent_id",
    "product_tmpl_id",
    "res_id",
    "res_model",
}
# columns that queries of one room make up, by names that are fields in another
COLUMNS = {"is_held", "is_open"}
WORD = re.compile(r"[A-Za-z_]\w*")
MODEL = re.compile(r"\bmkt(?:\.[a-z_]+)+")

Fault = namedtuple("Fault", "path line room named later")


class Addon:
    """The rooms of an addon, and what each of them defines."""

    def __init__(self, path):
        self.path = path
        init = ast.parse((path / "models/__init__.py").read_text(encoding="utf-8"))
        self.rooms = [
            alias.name
            for node in init.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        ]

    @cached_property
    def files(self):
        """(path, number of its room) of each file that belongs to a room."""
        found = []
        for path in sorted(self.path.rglob("*")):
            name = path.relative_to(self.path).as_posix()
            room = self._room(name)
            if path.suffix in (".py", ".xml") and room and name not in EXEMPT:
                found.append((path, self.rooms.index(room)))
        return found

    def astray(self):
        """Files that belong to a room and stand in none."""
        return [
            name
            for folder in (*FOLDERS, "security")
            for path in sorted((self.path / folder).rglob("*"))
            for name in [path.relative_to(self.path).as_posix()]
            if path.suffix in (".py", ".xml")
            and name not in EXEMPT
            and not self._room(name)
            and name != f"{folder}/__init__.py"
        ]

    def _room(self, name):
        folder, *rest = name.split("/")
        if folder in FOLDERS and len(rest) > 1:
            return rest[0] if rest[0] in self.rooms else None
        if folder == "security" and rest:
            room = rest[-1].removesuffix("_security.xml")
            return room if room in self.rooms else None
        return None

    @cached_property
    def parsed(self):
        """Path → syntax tree, or root element."""
        return {
            path: ast.parse(path.read_text(encoding="utf-8"))
            if path.suffix == ".py"
            else ElementTree.parse(path).getroot()
            for path, _room in self.files
        }

    # ------------------------------------------------------------- what is whose

    @cached_property
    def owners(self):
        """Kind of name → name → number of the room that defines it."""
        rooms = {"model": {}, "id": {}, "member": {}}
        hosts = HOST | COLUMNS
        for path, room in sorted(self.files, key=lambda file: file[1]):
            if path.parent.parent.name == "controllers":
                continue  # nobody calls them
            tree = self.parsed[path]
            names, of_host = defined_ids, set()
            if path.suffix == ".py":
                names, of_host = defined, set(carried_on(tree))
            for kind, name in names(tree):
                rooms[kind].setdefault(name, set()).add(room)
                # what carries on with a method that no earlier room has is the host's
                if name in of_host and room == min(rooms[kind][name]):
                    hosts.add(name)
        # what several rooms define is asked of all of them, and a word is just a word
        members = {
            name: found
            for name, found in rooms["member"].items()
            if len(found) == 1 and "_" in name.strip("_") and name not in hosts
        }
        return {
            kind: {name: min(found) for name, found in names.items()}
            for kind, names in (rooms | {"member": members}).items()
        }

    # ------------------------------------------------------------- who names whom

    def faults(self):
        """Where a room names a later one."""
        found = []
        for path, room in self.files:
            tree = self.parsed[path]
            mentions = mentioned if path.suffix == ".py" else mentioned_in_xml
            for line, name in mentions(tree):
                later = self._owner(name)
                if later is not None and later > room:
                    found.append(
                        Fault(
                            path.relative_to(self.path).as_posix(),
                            line,
                            self.rooms[room],
                            name,
                            self.rooms[later],
                        )
                    )
        return sorted(set(found))

    def _owner(self, mention):
        kind, name = mention
        if kind == "room":
            return self.rooms.index(name) if name in self.rooms else None
        return self.owners[kind].get(name)


# ------------------------------------------------------------- Python


def defined(tree):
    """(kind, name) of the models, fields and methods that a module defines."""
    for node in tree.body:
        if not isinstance(node, ast.ClassDef):
            continue
        for item in node.body:
            if isinstance(item, ast.FunctionDef):
                yield "member", item.name
            elif isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Name):
                name = item.targets[0].id
                if name == "_name":
                    yield from defined_model(node, ast.literal_eval(item.value))
                elif isinstance(item.value, ast.Call) and not name.startswith("_"):
                    yield "member", name


def defined_model(node, name):
    inherited = [
        ast.literal_eval(item.value)
        for item in node.body
        if isinstance(item, ast.Assign)
        and isinstance(item.targets[0], ast.Name)
        and item.targets[0].id == "_inherit"
    ]
    # a class that inherits the model of its own name adds to it
    if name not in [
        n for names in inherited for n in ([names] if isinstance(names, str) else names)
    ]:
        yield "model", name
        yield "model", name.replace(".", "_")


def carried_on(tree):
    """Names of the methods that call their super()."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(
            isinstance(call, ast.Attribute)
            and call.attr == node.name
            and isinstance(call.value, ast.Call)
            and isinstance(call.value.func, ast.Name)
            and call.value.func.id == "super"
            for call in ast.walk(node)
        ):
            yield node.name


def mentioned(tree):
    """(line, (kind, name)) of all that a module may name."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and ast.get_docstring(node)
    }
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.ImportFrom) and node.level:
            parts = (node.module or "").split(".")
            for name in [*parts, *(alias.name for alias in node.names)]:
                yield line, ("room", name)
        elif isinstance(node, ast.Attribute):
            yield line, ("member", node.attr)
        elif isinstance(node, ast.keyword) and node.arg:
            yield line, ("member", node.arg)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in docstrings:
                yield from in_text(line, node.value)


def in_text(line, text):
    """What a text names: models, tables, ids, and fields where it is a path or an expression."""
    for name in MODEL.findall(text):
        yield line, ("model", name)
    for name in WORD.findall(text):
        if name.startswith("mkt_"):
            yield line, ("model", name)
        yield line, ("id", name)
    # a sentence is for people
    if not re.search(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}", text):
        for name in WORD.findall(text):
            yield line, ("member", name)


# ------------------------------------------------------------- XML


def defined_ids(root):
    """(kind, name) of the records that a file of data defines."""
    for node in root.iter():
        name = node.get("id")
        if name and node.tag in ("record", "template", "menuitem") and "." not in name:
            yield "id", name


def mentioned_in_xml(root):
    """(line, (kind, name)) of all that a file of data may name; lines are not known."""
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        for key, value in node.attrib.items():
            if key == "ref" and "." in value and not value.startswith(ADDON.name):
                continue  # a record of the host's
            if key not in ("string", "title", "help", "placeholder", "id", "class"):
                yield from in_text(0, value)
            elif key == "id" and "." in value:
                yield from in_text(0, value)
        if node.text and node.tag in ("field", "value", "attribute"):
            yield from in_text(0, node.text)


def main():
    addon = Addon(ADDON)
    faults = addon.faults()
    for path, line, room, (_kind, name), later in faults:
        print(f"{path}:{line}: {room} names {name} of {later}")
    for path in addon.astray():
        print(f"{path}: in no room")
    return bool(faults or addon.astray())


if __name__ == "__main__":
    sys.exit(main())
