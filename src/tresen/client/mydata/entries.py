"""A conversation's log as the data package has it (protocol/schema/my-data.json)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

import msgspec

from tresen.client.connection.http import b64
from tresen.client.conversation.message import Message
from tresen.core.events import Switched, read_body
from tresen.core.model import Kind
from tresen.core.wire import Event

Json = dict[str, Any]
_PLAIN: Final = {
    Kind.RECORD: "record",
    Kind.CLOSED: "closed",
    Kind.REOPENED: "reopened",
    Kind.CALL: "call",
    Kind.EXPIRED: "expired",
}
OPENS: Final = "key"
"""The field of a file that opens it: it does not go into the package, the opened file does."""


def entry(event: Event, message: Message | None, kept: Mapping[int, tuple[str, int]]) -> Json:
    """One event; `message` is what this device made of it, if it shows it. `kept`: class and end by position (L9)."""
    pos = event.pos or 0
    said: Json = {
        "pos": pos,
        "at_ms": event.at_ms if message is None else message.at_ms,
        "type": _PLAIN.get(Kind(event.kind), "other") if _is_known(event.kind) else "other",
    }
    if event.kind == Kind.MESSAGE and message is not None:
        said |= _message(message)
    elif event.kind == Kind.AUTO:
        said["type"] = "automatic"
        if message is not None and message.content is not None:
            said |= {"name": str(message.payload.get("name", "")), "text": message.text}
    elif event.kind == Kind.BLOCKED:
        said["type"] = _blocked(event)
    elif event.kind == Kind.ERASED:
        said |= {"type": "erased", "whole": _is_whole(event)}
    if pos in kept:
        said["class"], said["until_ms"] = kept[pos]
    return said


def _is_known(kind: int) -> bool:
    return kind in Kind._value2member_map_


def _message(message: Message) -> Json:
    if message.kind == "erased":
        return {"type": "gone"}
    said: Json = {"type": "message", "from": "customer" if message.ours else "team"}
    if message.by is not None:
        said["by"] = message.by
    if message.device is not None and message.counter:
        said |= {"device": b64(message.device), "counter": message.counter}
    if message.refers is not None:
        said["refers"] = f"{b64(message.refers[0])}.{message.refers[1]}"
    if message.trouble is not None:
        said["trouble"] = message.trouble
    if message.payload:
        # What it answers is said in its own words, without the secret of the link and the keys of the files.
        said["payload"] = plain(
            {name: each for name, each in message.payload.items() if name != "invitation"}
        )
        if message.invitation is not None:
            said["invitation"] = {
                "at_ms": message.invitation.at_ms,
                "by": message.invitation.by,
                "text": message.invitation.text,
                "files": [],
            }
    elif message.trouble is None:
        said["trouble"] = "unreadable"
    return said


def plain(value: Any) -> Any:
    """A payload as JSON: bytes as base64url, without the keys that open files."""
    if isinstance(value, bytes):
        return b64(value)
    if isinstance(value, Mapping):
        return {
            str(name): plain(each) for name, each in value.items() if not (name == OPENS and "blob" in value)
        }
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def _blocked(event: Event) -> str:
    with suppress(msgspec.DecodeError, ValueError):
        body = read_body(event.kind, event.body)
        if isinstance(body, Switched) and not body.on:
            return "unblocked"
    return "blocked"


def _is_whole(event: Event) -> bool:
    try:
        return bool(msgspec.msgpack.decode(msgspec.msgpack.decode(event.body)[0])[6] is None)
    except (msgspec.DecodeError, ValueError, IndexError, TypeError):
        return False
