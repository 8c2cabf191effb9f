"""Frames and events in the shared vectors: bytes to named values and back (W1, L5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, get_args

import msgspec

from tresen.core import wire
from tresen.core.classing import signed_in
from tresen.core.events import CallErased, Tombstone, read_body
from tresen.seal.refused import Refused

Values = dict[str, Any]

CLIENT_FRAMES: Final = {each.__name__.lower(): each for each in get_args(wire.ClientFrame)}
SERVER_NAMES: Final = {
    wire.Challenge: "challenge",
    wire.Welcome: "welcome",
    wire.Stored: "stored",
    wire.Events: "events",
    wire.Marks: "marks",
    wire.Behind: "behind",
    wire.TypingNow: "typing_now",
    wire.Error: "error",
    wire.Bearer: "bearer",
    wire.Ring: "ring",
    wire.Ready: "ready",
    wire.Signalled: "signalled",
    wire.CallNow: "call_now",
}


_SAID: Final[dict[type, tuple[str, ...]]] = {
    Tombstone: ("header_hash", "reason", "conversation", "pos"),
    CallErased: ("call", "outcome"),
}
"""Of what was emptied, the fields that still say something."""


def plain(value: object) -> Any:
    """Structs as maps by field, bytes as hex, all else as JSON has it."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, msgspec.Raw):
        return plain(msgspec.msgpack.decode(value))
    if isinstance(value, msgspec.Struct):
        named = _SAID.get(type(value)) or [each for each in value.__struct_fields__ if each != "language"]
        shown = (name for name in named if name != "signed" or signed_in(getattr(value, name)))
        return {name.rstrip("_"): plain(getattr(value, name)) for name in shown}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def read_frame(given: Values) -> Values:
    """What the server sends, as a client reads it."""
    try:
        frame = wire.read_server_frame(bytes.fromhex(given["bytes"]))
    except ValueError as error:
        raise Refused("malformed", str(error)) from None
    return {"type": "unknown"} if frame is None else {"type": SERVER_NAMES[type(frame)], **plain(frame)}


def hear_frame(given: Values) -> Values:
    """What a client sends, as the server reads it."""
    frame = wire.read_client_frame(bytes.fromhex(given["bytes"]))
    return {"type": type(frame).__name__.lower(), **plain(frame)}


def write_frame(given: Values) -> Values:
    """What a client sends, as the client writes it."""
    fields = dict(given)
    kind = CLIENT_FRAMES[fields.pop("type")]
    for name in _BYTES & fields.keys():
        fields[name] = fields[name] and bytes.fromhex(fields[name])
    if fields.get("known") is not None:
        fields["known"] = (fields["known"][0], bytes.fromhex(fields["known"][1]))
    if "signed" in fields:
        fields["signed"] = [bytes.fromhex(each) for each in fields["signed"]]
    return {"bytes": wire.write_client_frame(kind(**fields)).hex()}


_BYTES: Final = {"device", "signature", "generation", "header", "slot", "ciphertext", "conversation"}


def read_event(given: Values) -> Values:
    """An event, its body read by its kind."""
    try:
        event = wire.read_event(bytes.fromhex(given["bytes"]))
        body = read_body(event.kind, event.body)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise Refused("malformed", str(error)) from None
    return {**plain(event), "body": plain(body)}


OPERATIONS: Final[dict[str, Callable[[Values], Values]]] = {
    "read_frame": read_frame,
    "hear_frame": hear_frame,
    "write_frame": write_frame,
    "read_event": read_event,
}
