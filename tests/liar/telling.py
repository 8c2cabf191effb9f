"""One lie for each field of what a server tells: the frame, the event's body or the HTTP answer with one value changed.

`tell` is asked for every field by its name (`Welcome.rev`, `shapes.RowJson.state`) and returns what is told instead.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cache
from typing import Any, Final

import msgspec

from tests.liar import unsigned
from tests.liar.lie import Call, Json, Lie
from tresen.client.connection.http import b64, unevent
from tresen.core import events, model, wire
from tresen.core.erasing import Kept
from tresen.core.wire import Event

Tell = Callable[[str, Any], Any]
_EVENTS: Final = {
    "conversations.EventsJson.events", "conversations.BackRoomJson.documents", "conversations.DocumentJson.document",
    "shapes.RowJson.last",
}  # fmt: skip
"""Where events stand in answers, in base64url."""
_WORDS: Final = [
    [str(word) for word in each]
    for each in vars(model).values()
    if isinstance(each, type) and issubclass(each, StrEnum)
]


class FieldLie(Lie):
    """Retells every frame and answer through `tell`."""

    challenges = True

    def __init__(self, tell: Tell, name: str = "a field") -> None:
        self.name, self._tell = name, tell

    def frames(self, frame: wire.ServerFrame) -> list[wire.ServerFrame]:
        """The frame, retold."""
        return [typing.cast("wire.ServerFrame", _struct(frame, self._tell))]

    def answer(self, call: Call, body: Json) -> Json:
        """The answer, retold by the shape that its handler declares."""
        hint = _declared(call.method, call.path)
        return body if hint is None else typing.cast("Json", _json(body, hint, self._tell))


def instead(name: str, value: object) -> FieldLie:
    """The lie that tells `value` wherever that field is told."""
    return FieldLie(lambda field, true: value if field == name else true, f"{name} = {value!r:.60}")


def noting(seen: dict[str, Any]) -> FieldLie:
    """The truth; `seen` holds of each field that was told a value that says something, if one did."""

    def note(field: str, true: Any) -> Any:
        if not seen.get(field):
            seen[field] = true
        return true

    return FieldLie(note, "the truth, noted")


def values(true: object) -> Iterator[object]:
    """What may stand there instead: another word of its kind, a number ±1, none or huge, another id, nothing, swapped."""
    if isinstance(true, dict):
        yield {}
    elif isinstance(true, int) and not isinstance(true, bool):
        yield from (2**53 - 1, 0 if true else 1)
    elif isinstance(true, str) and true:
        yield from (words[words.index(true) - 1] for words in _WORDS if true in words)
        yield ("A" if true[0] != "A" else "B") + true[1:]
    elif isinstance(true, list | tuple) and len(true) > 1:
        yield [*true[1:], true[0]]
    if true is not None and not isinstance(true, bool):
        yield None
    yield from (each for each in unsigned.others(true) if each != true)


def _struct(told: msgspec.Struct, tell: Tell) -> msgspec.Struct:
    name = type(told).__name__
    changed: dict[str, Any] = {}
    for field, encoded in _fields(type(told)):
        true = getattr(told, field)
        value = _body(told, tell) if isinstance(told, Event) and field == "body" else _plain(true, tell)
        changed[field] = tell(f"{name}.{encoded.rstrip('_')}", value)
    return msgspec.structs.replace(told, **changed)


def _plain(value: Any, tell: Tell) -> Any:
    if isinstance(value, msgspec.Struct):
        return _struct(value, tell)
    if isinstance(value, list | tuple):
        return [_plain(each, tell) for each in value]
    return value


def _body(event: Event, tell: Tell) -> msgspec.Raw:
    read = events.read_body(event.kind, event.body)
    if read is None:
        return event.body
    parts = msgspec.msgpack.decode(event.body)
    shape = type(read)
    for place, (_, encoded) in enumerate(_fields(shape)[: len(parts)]):
        name = encoded.rstrip("_")
        if name == "kept":
            parts[place] = [_kept(row, tell) for row in parts[place]]
        parts[place] = tell(f"{shape.__name__}.{name}", parts[place])
    return msgspec.Raw(msgspec.msgpack.encode(parts))


def _kept(row: list[Any], tell: Tell) -> list[Any]:
    names = [encoded.rstrip("_") for _, encoded in _fields(Kept)]
    return [tell(f"Kept.{name}", each) for name, each in zip(names, row, strict=False)]


def _declared(method: str, path: str) -> Any:
    """What the handler of that call says that it answers."""
    return next(
        (hint for methods, pattern, hint in _calls() if method in methods and pattern.fullmatch(path)), None
    )


@cache
def _calls() -> list[tuple[frozenset[str], re.Pattern[str], Any]]:
    """Of every call its methods, the paths that it has, and what it answers."""
    return [
        (
            frozenset(map(str, handler.http_methods)),
            re.compile(unsigned.pattern(path)),
            unsigned.answered(handler),
        )
        for handler in unsigned.handlers()
        for path in handler.paths
    ]


@cache
def _hints(shape: type[msgspec.Struct]) -> dict[str, Any]:
    return typing.get_type_hints(shape)


@cache
def _fields(shape: type[msgspec.Struct]) -> tuple[tuple[str, str], ...]:
    """Of each field its name in Python and on the wire."""
    return tuple((each.name, each.encode_name) for each in msgspec.structs.fields(shape))


def _json(value: Any, hint: Any, tell: Tell) -> Any:
    if isinstance(value, list):
        inner = _within(hint)
        return [_json(each, inner, tell) for each in value]
    if not isinstance(value, dict):
        return value
    shape = next((each for each in _shapes(hint) if _fits(each, value)), None)
    if shape is None:
        return value
    hints, told = _hints(shape), dict(value)
    for field, encoded in _fields(shape):
        name = f"{shape.__module__.rpartition('.')[2]}.{shape.__name__}.{encoded.rstrip('_')}"
        true = value.get(encoded)
        inner = _texts(true, tell) if name in _EVENTS else _json(true, hints[field], tell)
        value_told = tell(name, inner)
        if (
            encoded in value or value_told is not None
        ):  # what is left out is told by nobody, until somebody does
            told[encoded] = b64(value_told) if isinstance(value_told, bytes) else value_told
    return told


def _texts(told: Any, tell: Tell) -> Any:
    if isinstance(told, list):
        return [_texts(each, tell) for each in told]
    return b64(msgspec.msgpack.encode(_struct(unevent(told), tell))) if told else told


def _within(hint: Any) -> Any:
    """What is in a list of that type, alone or as one of several."""
    if typing.get_origin(hint) in (list, tuple):
        return typing.get_args(hint)[0]
    return next((typing.get_args(each)[0] for each in typing.get_args(hint) if typing.get_args(each)), None)


def _shapes(hint: Any) -> Iterator[type[msgspec.Struct]]:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        yield hint
    for each in typing.get_args(hint):
        yield from _shapes(each)


def _fits(shape: type[msgspec.Struct], value: Json) -> bool:
    return value.keys() <= {encoded for _, encoded in _fields(shape)}
