"""Answers of the HTTP API in the shared vectors: JSON read into named values by the server's own shapes (W8)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec

from tests.contract.frame_ops import plain
from tresen.client.connection.http import unb64
from tresen.core.sizes import WHOLE_MOST
from tresen.core.wire import MarkRow, read_event
from tresen.seal.refused import Refused
from tresen.transport.api import conversations, erasing, invites, notifications, publish, shapes, team

Values = dict[str, Any]


def _bin(text: str) -> str:
    return unb64(text).hex()


def _signed(record: shapes.SignedJson) -> Values:
    return {"body": _bin(record.body), "signature": _bin(record.signature)}


def _epoch(epoch: shapes.EpochJson) -> Values:
    wraps = [{"to": _bin(each.to), "wrap": _bin(each.wrap)} for each in epoch.wraps]
    return {"body": _bin(epoch.body), "signature": _bin(epoch.signature), "wraps": wraps}


def _event(text: str) -> Any:
    return plain(read_event(bytes.fromhex(_bin(text))))


def _mark(text: str) -> MarkRow:
    return msgspec.msgpack.decode(bytes.fromhex(_bin(text)), type=MarkRow)


def _kept(kept: list[erasing.KeptJson]) -> list[Values]:
    return [{"pos": each.pos, "class": each.class_, "until_ms": each.until_ms} for each in kept]


def _row(row: shapes.RowJson) -> Values:
    marks = {mark.party: {"delivered": mark.delivered, "read": mark.read} for mark in map(_mark, row.marks)}
    none = {"delivered": 0, "read": 0}
    return {
        "conversation": row.conversation,
        "state": row.state,
        "assigned": row.assigned,
        "auto_off": row.auto_off,
        "erased": row.erased_ms is not None,
        "created_ms": row.created_ms,
        "day_number": row.day_number,
        "last_ms": row.last_ms,
        "head": row.head,
        "unread": row.unread,
        "asked_ms": row.asked_ms,
        "answered_ms": row.answered_ms,
        "customer": marks.get(0, none),
        "team": marks.get(1, none),
        "last_pos": 0 if row.last is None else _event(row.last)["pos"],
    }


_READERS: Final[dict[str, tuple[Any, Callable[[Any], Any]]]] = {
    "records": (publish.RecordsJson, lambda it: [_signed(each) for each in it.records]),
    "events": (conversations.EventsJson, lambda it: [_event(each) for each in it.events]),
    "marks": (
        conversations.MarksJson,
        lambda it: {"marks": [plain(_mark(each)) for each in it.marks], "next": it.next},
    ),
    "versions": (
        conversations.BackRoomJson,
        lambda it: {"events": [_event(each) for each in it.documents], "next": it.next},
    ),
    "version": (conversations.DocumentJson, lambda it: it.document and _event(it.document)),
    "keys": (
        conversations.KeysJson,
        lambda it: {"devices": [*map(_signed, it.devices)], "epochs": [*map(_epoch, it.epochs)]},
    ),
    "removal": (conversations.Removal, lambda it: [_signed(each) for each in it.devices]),
    "team_keys": (
        publish.TeamKeysJson,
        lambda it: [{"n": each.n, "wrap": _bin(each.wrap)} for each in it.wraps],
    ),
    "stored": (conversations.StoredJson, lambda it: {"pos": it.pos, "at_ms": it.at_ms}),
    "erasure": (
        erasing.ErasedJson,
        lambda it: {
            "pos": it.pos,
            "at_ms": it.at_ms,
            "erased": [list(each) for each in it.erased],
            "kept": _kept(it.kept),
        },
    ),
    "kept": (erasing.KeptMessagesJson, lambda it: {"erased_ms": it.erased_ms, "kept": _kept(it.kept)}),
    "seen_devices": (
        team.SeenDevicesJson,
        lambda it: [{"id": each.id, "seen_day": each.seen_day} for each in it.devices],
    ),
    "notifications": (
        notifications.NotificationsJson,
        lambda it: {
            "key": it.key,
            "push": it.push,
            "quiet": it.quiet and msgspec.to_builtins(it.quiet),
            "spans": [list(each) for each in it.quiet_intervals],
            "muted": it.muted,
            "mail": it.mail and msgspec.to_builtins(it.mail),
            "rings": it.rings,
            "endpoint": it.endpoint,
            "unconfirmed": it.unconfirmed,
        },
    ),
    "offer": (
        invites.OfferJson,
        lambda it: {
            "handle": it.handle,
            "state": it.state,
            "commitment": it.commitment,
            "nonce": it.nonce and _bin(it.nonce),
        },
    ),
    "page": (
        conversations.ListPage,
        lambda it: {"total": it.total, "counts": it.counts, "rows": [_row(each) for each in it.rows]},
    ),
    "row": (shapes.RowJson, _row),
}


def _check_whole(value: object) -> None:
    """The server's shapes take any integer, because it writes them itself; clients take only the protocol's."""
    if isinstance(value, int) and not 0 <= value <= WHOLE_MOST:
        raise ValueError("not a number of the protocol")
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _check_whole(each)


def read_answer(given: Values) -> Any:
    """The answer to a call, as a client reads it."""
    shape, read = _READERS[given["of"]]
    try:
        answer = msgspec.convert(given["answer"], shape)
        _check_whole(given["answer"])
        return {"read": read(answer)}
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise Refused("malformed", str(error)) from None


OPERATIONS: Final[dict[str, Callable[[Values], Values]]] = {"read_answer": read_answer}
