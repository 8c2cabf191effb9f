"""`docs/reference/python.md`: the Python client's reference, from its own signatures and docstrings.

An own generator, because the page is to be read where all other pages are: as Markdown, in the tree, compared by a test.
What pdoc and its like make is a site of its own, with scripts, and shows the modules that are nobody's business.
"""

from __future__ import annotations

import ast
import dataclasses
import enum
import inspect
import re
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any, Final, Union, get_args, get_origin

import msgspec

import tresen.client as api

FACES: Final = (api.Customer, api.Staff, api.Owner, api.Client)
EXPORTED: Final[dict[str, Any]] = {name: getattr(api, name) for name in sorted(api.__all__)}

HEAD: Final = """\
# The Python client

Written by `./dev generate` from what `tresen.client` exports, and from its docstrings: edit those. What stands here one may
rely on; modules, attributes and calls that do not are the client's workings and change without notice. All of it is imported
from `tresen.client`, and every type that a signature names stands here with all its fields.
[Eleven programs](examples.md) show it at work. What travels between client and server is in
[protocol/](../../protocol/wire.md); the server describes its HTTP calls as OpenAPI, at `/api/v1/openapi.json` of each
installation. How to install it: [the client alone](releases.md#the-python-client-alone).

## Whose word it is

Signed or sealed by whoever said it, and verified here before it is given out: texts, files and their names, reactions,
cards, labels, notes, quick replies, the profile with its opening hours (`hours()`), and who is of the team with which
devices. Of these a program may send on what was meant for who gets it. Of a former chat it is verified who of the team
brought it in; what it says nobody signed.

**The server's word, which nobody signed**: `at_ms` and every other time of the server; `Marks`; who is typing; what a list
shows beside the names (`unread`, `state`, `asked_ms`, order and counts); who closed, assigned or blocked; everything of a
`Call` but what is said in it; `statistics` and `law`; the answer of `Customer.ask`; `held` in a data package; `FileRoom`;
`Notifications`; the state of an invitation; `seen` of a `TeamDevice`; `detail` of a `Refusal`. A program may go by it: the
server could as well be silent. It should not say it to a customer in the name of the business, for the team signs what it
sends.
The whole list, with what a lie can do, is [the server's claim](../../protocol/threats.md#what-is-the-servers-claim).
"""


def python_reference() -> str:
    """The page."""
    rooms = _rooms()
    classes = [each for each in EXPORTED.values() if inspect.isclass(each) and each not in FACES]
    errors = [each for each in classes if issubclass(each, Exception)]
    values = [each for each in classes if each not in errors and each not in rooms.values()]
    parts = [HEAD, "## Whom one is\n", *(_class(each, each.__name__) for each in FACES)]
    parts += ["## What hangs on them\n", *(_class(each, place) for place, each in rooms.items())]
    parts += ["## Values\n", *(_class(each, each.__name__) for each in values)]
    parts += ["## Names of types\n"]
    rest = {name: each for name, each in EXPORTED.items() if not inspect.isclass(each)}
    calls = {name: each for name, each in rest.items() if inspect.isfunction(each)}
    parts += [_alias(name, each) for name, each in rest.items() if name not in calls]
    parts += ["## Calls\n"]
    parts += [
        f"### `{name}`\n\n```python\n{_signature(name, call)}\n```\n\n{_text(call.__doc__)}"
        for name, call in calls.items()
    ]
    parts += ["## Errors\n", _errors(errors)]
    return "\n".join(parts)


def _rooms() -> dict[str, type]:
    """What hangs on the faces, by where it hangs: their attributes that are exported classes."""
    found: dict[str, type] = {}
    for face in (api.Client, api.Customer, api.Staff, api.Owner):
        for name, annotation in inspect.get_annotations(face).items():
            if not name.startswith("_") and inspect.isclass(EXPORTED.get(annotation)):
                found[f"{face.__name__.lower()}.{name}"] = EXPORTED[annotation]
    return found


def _alias(name: str, meant: object) -> str:
    """A name of a type: what it stands for, and what the string under its definition says."""
    definition, text = _written(name, api)
    if get_origin(meant) in (Union, types.UnionType):
        said = f"One of {_names(meant)}."
    else:
        said = f"```python\n{name} = {definition}\n```"
    return f"### `{name}`\n\n{said}\n" + (f"\n{_text(text)}" if text else "")


def _written(name: str, module: types.ModuleType) -> tuple[str, str | None]:
    """The definition of a name, where its module or the one that it takes it from has it, and the string under it."""
    body = ast.parse(inspect.getsource(module)).body
    for node, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.ImportFrom) and any(each.name == name for each in node.names):
            return _written(name, sys.modules[str(node.module)])
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if (
            isinstance(node, ast.Assign | ast.AnnAssign)
            and isinstance(target, ast.Name)
            and target.id == name
        ):
            text = after.value.value if _is_text(after) else None  # type: ignore[union-attr]
            return ast.unparse(node.value or target).replace("'", '"'), text
    raise LookupError(name)


def _is_text(node: ast.stmt | None) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _names(union: object) -> str:
    return ", ".join(f"`{each.__name__}`" for each in get_args(union))


def _class(each: type, heading: str) -> str:
    kind = "" if heading == each.__name__ else f"A `{each.__name__}`. "
    lines = [f"### `{heading}`\n", kind + _text(each.__doc__)]
    fields = list(_fields(each))
    if fields:
        lines.append("```python\n" + "\n".join(fields) + "\n```\n")
    for name, member in _members(each):
        if name.startswith("_") and name != "__call__":
            continue
        what = member.__func__ if isinstance(member, classmethod) else member
        if isinstance(what, property):
            lines.append(
                f"**`{name}`** → `{_plain(what.fget.__annotations__['return'])}`: {_text(what.fget.__doc__)}"
            )
        elif inspect.isfunction(what):
            called = (
                heading
                if name == "__call__"
                else f"{each.__name__ if heading == each.__name__ else heading}.{name}"
            )
            lines.append(f"```python\n{_signature(called, what)}\n```\n\n{_text(what.__doc__)}")
    return "\n".join(lines)


def _members(each: type) -> Iterator[tuple[str, Any]]:
    """Its own calls and properties, and those of its bases that have no place on the page themselves."""
    seen: set[str] = set()
    for base in each.__mro__:
        if base is each or (base.__module__.startswith("tresen.") and base not in EXPORTED.values()):
            for name, member in vars(base).items():
                if name not in seen:
                    seen.add(name)
                    yield name, member


def _fields(each: type) -> Iterator[str]:
    """A value's fields with their types, and what they are if they are left out."""
    if issubclass(each, enum.Enum):
        yield from (f"{one.name} = {_shown(one.value)}" for one in each)
        return
    said: dict[str, object] = {}
    for base in reversed(each.__mro__):
        said |= inspect.get_annotations(base) if base.__module__.startswith("tresen.") else {}
    for name, usual in _usual(each, said):
        yield f"{name}: {_plain(said[name])}{'' if usual is inspect.Parameter.empty else f' = {_shown(usual)}'}"


def _usual(each: type, said: dict[str, object]) -> Iterator[tuple[str, object]]:
    """The names of a value's fields, each with what it is if it is left out."""
    none = inspect.Parameter.empty
    if dataclasses.is_dataclass(each):
        for field in dataclasses.fields(each):
            made = field.default_factory() if callable(field.default_factory) else none
            yield field.name, made if field.default is dataclasses.MISSING else field.default
    elif issubclass(each, msgspec.Struct):
        for info in msgspec.structs.fields(each):
            yield info.name, none if info.default is msgspec.NODEFAULT else info.default
    elif issubclass(each, tuple):
        defaults = getattr(each, "_field_defaults", {})
        yield from ((name, defaults.get(name, none)) for name in getattr(each, "_fields", ()))
    elif issubclass(each, dict | Exception) or each in FACES:
        rooms = _rooms().values()
        yield from (
            (name, none)
            for name, kind in said.items()
            if not name.startswith("_") and EXPORTED.get(str(kind)) not in rooms
        )


def _shown(usual: object) -> str:
    return repr(usual).replace("'", '"')


def _signature(called: str, what: Callable[..., Any]) -> str:
    """One line, or a parameter a line where it would be too long."""
    signature = inspect.signature(what)
    given: list[str] = []
    for each in signature.parameters.values():
        if each.name not in {"self", "cls"}:
            if each.kind is each.KEYWORD_ONLY and "*" not in given:
                given.append("*")
            given.append(_parameter(each))
    awaited, streamed = inspect.iscoroutinefunction(what), inspect.isasyncgenfunction(what)
    begin = "await " if awaited else "async for … in " if streamed else ""
    end = f" -> {_plain(signature.return_annotation)}"
    line = f"{begin}{called}({', '.join(given)}){end}"
    if len(line) <= 110:
        return line
    return "\n".join([f"{begin}{called}(", *(f"    {each}," for each in given), f"){end}"])


def _parameter(each: inspect.Parameter) -> str:
    stars = "*" if each.kind is each.VAR_POSITIONAL else "**" if each.kind is each.VAR_KEYWORD else ""
    said = "" if each.annotation is each.empty else f": {_plain(each.annotation)}"
    if each.default is each.empty:
        return f"{stars}{each.name}{said}"
    usual = "…" if callable(each.default) else repr(each.default).replace("'", '"')
    return f"{each.name}{said} = {usual}"


def _plain(annotation: object) -> str:
    """A type as it is written."""
    if not isinstance(annotation, str):
        annotation = str(
            getattr(annotation, "__forward_arg__", None) or getattr(annotation, "__name__", annotation)
        )
    return annotation.replace("'", '"')


def _text(doc: str | None) -> str:
    """A docstring as Markdown: what it raises becomes a list."""
    plain = inspect.cleandoc(doc or "")
    out: list[str] = []
    for line in plain.splitlines():
        if re.fullmatch(r"Raises:", line):
            out.append("Raises:\n")
        elif (found := re.fullmatch(r"    ([A-Z][A-Za-z, ]*): (.*)", line)) and any(
            "Raises" in each for each in out
        ):
            out.append(f"- `{found[1].replace(', ', '`, `')}`: {found[2]}")
        else:
            out.append(
                line.strip() if out and out[-1].startswith("- ") and line.startswith("        ") else line
            )
    return "\n".join(out) + "\n"


def _errors(errors: list[type]) -> str:
    """One base, and who stands under whom."""
    order = sorted(errors, key=lambda each: [base.__name__ for base in reversed(each.__mro__)])
    return "\n".join(_error(each) for each in order)


def _error(each: type) -> str:
    heading, _, rest = _class(each, each.__name__).partition("\n\n")
    return f"{heading}\n\nunder {_bases(each)}\n\n{rest}"


def _bases(each: type) -> str:
    return ", ".join(f"`{base.__name__}`" for base in each.__bases__)
