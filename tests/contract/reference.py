"""`docs/reference/python.md`: the Python client's reference, from its own signatures and docstrings.

An own generator, because the page is to be read where all other pages are: as Markdown, in the tree, compared by a test.
What pdoc and its like make is a site of its own, with scripts, and shows the modules that are nobody's business.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any, Final, get_args

import tresen.client as api
from tresen.client.documents.cards import Cards
from tresen.client.documents.labelling import Labels
from tresen.client.documents.quickreplies import QuickReplies
from tresen.client.household.devices import Devices
from tresen.client.team.chat import StaffChat
from tresen.client.team.conversations import Conversations
from tresen.client.team.invites import Invites
from tresen.client.team.notes import Notes
from tresen.client.team.people import Team
from tresen.client.team.records import Records
from tresen.client.team.schedule import Schedule

ROOMS: Final[dict[str, type]] = {
    "customer.devices": Devices,
    "staff.conversations": Conversations,
    "staff.cards": Cards,
    "staff.labels": Labels,
    "staff.quick_replies": QuickReplies,
    "staff.notes": Notes,
    "staff.scheduled": Schedule,
    "staff.chat": StaffChat,
    "staff.team": Team,
    "owner.records": Records,
    "owner.invites": Invites,
}
"""What hangs on the three faces."""
FACES: Final = (api.Customer, api.Staff, api.Owner, api.Client)

HEAD: Final = """\
# The Python client

Written by `./dev generate` from the docstrings: edit those. What stands here one may rely on; modules, attributes and calls
that do not are the client's workings and change without notice. All of it is imported from `tresen.client`.
[Ten programs](examples.md) show it at work. What travels between client and server is in
[protocol/](../../protocol/wire.md); the server describes its HTTP calls as OpenAPI, at `/api/v1/openapi.json` of each
installation.

`pip install 'tresen[client]'` installs the client and nothing of the server.
"""


def python_reference() -> str:
    """The page."""
    named = [getattr(api, name) for name in api.__all__]
    errors = [each for each in named if _is_error(each)]
    values = [each for each in named if inspect.isclass(each) and each not in FACES and not _is_error(each)]
    parts = [HEAD, "## Whom one is\n", *(_class(each, each.__name__) for each in FACES)]
    parts += ["## What hangs on them\n", *(_class(each, place) for place, each in ROOMS.items())]
    parts += ["## Values\n", *(_class(each, each.__name__) for each in values)]
    unions = [name for name in api.__all__ if get_args(getattr(api, name))]
    parts += [f"### `{name}`\n\nOne of {_names(getattr(api, name))}.\n" for name in unions]
    parts += ["## Errors\n", _errors(errors)]
    return "\n".join(parts)


def _names(union: object) -> str:
    return ", ".join(f"`{each.__name__}`" for each in get_args(union))


def _is_error(each: object) -> bool:
    return inspect.isclass(each) and issubclass(each, Exception)


def _class(each: type, heading: str) -> str:
    lines = [f"### `{heading}`\n", _text(each.__doc__)]
    fields = list(_fields(each))
    if fields:
        lines.append("```python\n" + "\n".join(fields) + "\n```\n")
    for name, member in vars(each).items():
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


def _fields(each: type) -> Iterator[str]:
    """A value's fields with their types."""
    if dataclasses.is_dataclass(each):
        yield from (f"{field.name}: {_plain(field.type)}" for field in dataclasses.fields(each))
    elif issubclass(each, tuple) or hasattr(each, "__struct_fields__"):
        own = inspect.get_annotations(each)
        yield from (f"{name}: {_plain(kind)}" for name, kind in own.items())


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
    return "\n".join(
        f"### `{each.__name__}`\n\nunder {_bases(each)}\n\n{_text(each.__doc__)}" for each in order
    )


def _bases(each: type) -> str:
    return ", ".join(f"`{base.__name__}`" for base in each.__bases__)
