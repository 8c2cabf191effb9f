"""Every field that a server tells, found in the code: of frames, of events and their bodies, and of HTTP answers.

A lie is generated for each: the field with another value that it might have. What of it is noticed, the tests find out
(`verdicts.json`, and the log's tests); what is not stands in the table of protocol/threats.md.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import typing
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final, get_args

import msgspec
from litestar.handlers import HTTPRouteHandler

from tresen.core import events, wire
from tresen.transport import api

DAY_MS: Final = 86_400_000
PAGE: Final = (Path(__file__).parents[2] / "protocol" / "threats.md").read_text()
TABLE: Final = PAGE.partition("## What is the server's claim")[2].partition("\n## ")[0]
WEB: Final = Path(__file__).parents[2] / "web" / "core" / "test" / "liar" / "told"
"""What the tests in TypeScript lie about; each of its files is compared there with what is told."""

Shape = type[msgspec.Struct]


def frames() -> dict[str, Shape]:
    """The server's frames, an event without its body, and a row of marks, by name."""
    return {each.__name__: each for each in (*get_args(wire.ServerFrame), wire.Event, wire.MarkRow)}


def bodies() -> dict[str, Shape]:
    """The bodies of events, and what stands in them."""
    return {each.__name__: each for each in _within(get_args(events.AnyBody))}


@cache
def handlers() -> list[HTTPRouteHandler]:
    """Of all HTTP calls."""
    modules = (
        importlib.import_module(f"{api.__name__}.{each.name}") for each in pkgutil.iter_modules(api.__path__)
    )
    return [
        each for module in modules for each in vars(module).values() if isinstance(each, HTTPRouteHandler)
    ]


def answered(handler: HTTPRouteHandler) -> Any:
    """The type of what a call answers."""
    return typing.get_type_hints(handler.fn).get("return")


def pattern(path: str) -> str:
    """A path of a call as a regular expression."""
    return re.sub(r"\{[^}]+\}", "[^/]+", path)


def answers() -> dict[str, Shape]:
    """What HTTP calls answer, and what stands in it."""
    found = [answered(each) for each in handlers()]
    return {named(shape): shape for shape in sorted(_within(found), key=str)}


def within(handler: HTTPRouteHandler) -> set[Shape]:
    """The shapes in what that call answers."""
    return _within([answered(handler)])


def named(shape: Shape) -> str:
    """How a shape of an answer is called here."""
    return f"{shape.__module__.rpartition('.')[2]}.{shape.__name__}"


def fields(shapes: Iterable[tuple[str, Shape]]) -> set[str]:
    """`Name.field` of each, as the field is called on the wire."""
    return {
        f"{name}.{each.encode_name.rstrip('_')}"
        for name, shape in shapes
        for each in msgspec.structs.fields(shape)
    }


def every() -> set[str]:
    """All of them."""
    return fields([*frames().items(), *bodies().items(), *answers().items()])


def claims() -> set[str]:
    """The fields that the table of the page lists."""
    found: set[str] = set()
    for row in re.findall(r"^\| (.+?) \|", TABLE, re.MULTILINE):
        for name, listed in re.findall(r"`([\w.]+)`: ((?:`\w+`(?:, |$)(?!:))+)", row):
            found |= {f"{name}.{field}" for field in re.findall(r"`(\w+)`(?!:)", listed)}
    return found


def web() -> set[str]:
    """The fields that the apps in TypeScript are lied to about. What they believe must be a claim, which is shown there."""
    return {name for each in sorted(WEB.glob("*.json")) for name in json.loads(each.read_text())}


def others(value: object) -> Iterator[object]:
    """Other values that might stand there: none of them has another shape."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
        yield max(0, value - 1) if value else 2
        if value > DAY_MS:
            yield value - 400 * DAY_MS
            yield value + 3 * DAY_MS
    elif isinstance(value, str):
        yield value + "x"
        yield ""
    elif isinstance(value, bytes) and value:
        yield bytes([value[0] ^ 1, *value[1:]])
        yield bytes(len(value))
    elif value is None:
        yield 1
        yield bytes(16)
    elif isinstance(value, list | tuple) and value:
        yield [*value[:-1]]
        for changed in others(value[0]):
            yield [changed, *value[1:]]


def _within(types: Iterable[Any]) -> set[Shape]:
    found: set[Shape] = set()
    waiting = list(types)
    while waiting:
        each = waiting.pop()
        if isinstance(each, type) and issubclass(each, msgspec.Struct):
            if each not in found:
                found.add(each)
                waiting += typing.get_type_hints(each).values()
        else:
            waiting += typing.get_args(each)
    return found
