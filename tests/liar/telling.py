"""One lie for each field of what a server tells: the frame, the event's body or the HTTP answer with one value changed.

`tell` is asked for every field by its name (`Welcome.rev`, `shapes.RowJson.state`) and returns what is told instead.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any, Final

import msgspec
from litestar.handlers import HTTPRouteHandler

from tests.liar import unsigned
from tests.liar.lie import Call, Json, Lie
from tresen.client.connection.http import b64, unevent
from tresen.core import events, model, wire
from tresen.core.erasing import Kept
from tresen.core.wire import Event

Tell = Callable[[str, Any], Any]
_EVENTS: Final = {"conversations.EventsJson.events", "shapes.RowJson.last"}
"""Where events stand in answers, in base64url."""
_WORDS: Final = [
    [str(word) for word in each]
    for each in vars(model).values()
    if isinstance(each, type) and issubclass(each, StrEnum)
]


class FieldLie(Lie):
    """Retells every frame and answer through `tell`."""

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
    for field in msgspec.structs.fields(told):
        true = getattr(told, field.name)
        value = _body(told, tell) if isinstance(told, Event) and field.name == "body" else _plain(true, tell)
        changed[field.name] = tell(f"{name}.{field.encode_name.rstrip('_')}", value)
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
    for place, field in enumerate(msgspec.structs.fields(shape)[: len(parts)]):
        name = field.encode_name.rstrip("_")
        if name == "kept":
            parts[place] = [_kept(row, tell) for row in parts[place]]
        parts[place] = tell(f"{shape.__name__}.{name}", parts[place])
    return msgspec.Raw(msgspec.msgpack.encode(parts))


def _kept(row: list[Any], tell: Tell) -> list[Any]:
    names = [each.encode_name.rstrip("_") for each in msgspec.structs.fields(Kept)]
    return [tell(f"Kept.{name}", each) for name, each in zip(names, row, strict=False)]


def _declared(method: str, path: str) -> Any:
    """What the handler of that call says that it answers."""
    for handler in unsigned.handlers():
        pattern = (re.sub(r"\{[^}]+\}", "[^/]+", each) for each in handler.paths)
        if method in handler.http_methods and any(re.fullmatch(each, path) for each in pattern):
            return _hint(handler)
    return None


def _hint(handler: HTTPRouteHandler) -> Any:
    return typing.get_type_hints(handler.fn).get("return")


def _json(value: Any, hint: Any, tell: Tell) -> Any:
    if isinstance(value, list):
        inner = _within(hint)
        return [_json(each, inner, tell) for each in value]
    if not isinstance(value, dict):
        return value
    shape = next((each for each in _shapes(hint) if _fits(each, value)), None)
    if shape is None:
        return value
    hints, told = typing.get_type_hints(shape), dict(value)
    for field in msgspec.structs.fields(shape):
        if field.encode_name not in value:
            continue
        name = f"{shape.__module__.rpartition('.')[2]}.{shape.__name__}.{field.encode_name.rstrip('_')}"
        true = value[field.encode_name]
        inner = _texts(true, tell) if name in _EVENTS else _json(true, hints[field.name], tell)
        value_told = tell(name, inner)
        told[field.encode_name] = b64(value_told) if isinstance(value_told, bytes) else value_told
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
    names = {each.encode_name for each in msgspec.structs.fields(shape)}
    return value.keys() <= names
