"""What the lies in TypeScript are made from: the shape of every HTTP answer and of every event's body, as values of JSON.

A type is `count`, `text`, `base64url`, `flag`, `date`, `{"words": […]}`, the name of a shape, or one of these in
`{"list": …}`, `{"null": …}`, `{"map": …}` or `{"row": […]}`.
"""

from __future__ import annotations

import datetime as dt
import re
import types
import typing
from typing import Any, Final, Literal, Union

import msgspec

from tests.liar import unsigned
from tresen.core import events
from tresen.core.model import Kind

_TWO: Final = {Kind.MESSAGE: (events.Sealed, events.Tombstone), Kind.CALL: (events.Called, events.CallErased)}
_SIMPLE: Final = {int: "count", str: "text", bool: "flag", dt.date: "date"}
_WITHIN: Final = {list: "list", tuple: "list", dict: "map"}


def answers() -> dict[str, str]:
    """The shape that each call answers, by method and path."""
    found: dict[str, str] = {}
    for handler in unsigned.handlers():
        shape = _shape_in(typing.get_type_hints(handler.fn).get("return"))
        if shape is None:
            continue
        for path in handler.paths:
            plain = re.sub(r"\{(\w+):\w+\}", r"{\1}", path)
            found |= {f"{method} {plain}": _named(shape) for method in handler.http_methods - {"OPTIONS"}}
    return dict(sorted(found.items()))


def shapes() -> dict[str, dict[str, Any]]:
    """The fields of each shape with their types."""
    return {name: _fields(shape) for name, shape in unsigned.answers().items()}


def kinds() -> dict[str, list[str]]:
    """The bodies that each kind of event may have. Where there are two, the second is what is left of the first."""
    found = {str(int(kind)): [shape.__name__] for kind, shape in events._SHAPES.items()}
    for kind, pair in _TWO.items():
        found[str(int(kind))] = [each.__name__ for each in pair]
    return dict(sorted(found.items(), key=lambda each: int(each[0])))


def bodies() -> dict[str, list[str]]:
    """The fields of each body in their order, and of what stands in it."""
    return {
        name: [each.encode_name.rstrip("_") for each in msgspec.structs.fields(shape)]
        for name, shape in sorted(unsigned.bodies().items())
    }


def _fields(shape: type[msgspec.Struct]) -> dict[str, Any]:
    hints = typing.get_type_hints(shape, include_extras=True)
    return {each.encode_name.rstrip("_"): _type(hints[each.name]) for each in msgspec.structs.fields(shape)}


def _type(hint: Any) -> Any:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is None:
        return _SIMPLE[hint] if hint in _SIMPLE else _named(hint)
    if origin is typing.Annotated:
        return "base64url" if inner[0] is str else _type(inner[0])
    if origin in (Union, types.UnionType):
        (left,) = (each for each in inner if each is not type(None))
        return {"null": _type(left)}
    if origin is tuple and inner[-1] is not Ellipsis:
        return {"row": [_type(each) for each in inner]}
    return {"words": list(inner)} if origin is Literal else {_WITHIN[origin]: _type(inner[origin is dict])}


def _shape_in(hint: Any) -> type[msgspec.Struct] | None:
    """The shape that is answered, also in a `Response` of it."""
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return hint
    found = [_shape_in(each) for each in typing.get_args(hint)]
    return next((each for each in found if each is not None), None)


def _named(shape: type[msgspec.Struct]) -> str:
    return f"{shape.__module__.rpartition('.')[2]}.{shape.__name__}"
