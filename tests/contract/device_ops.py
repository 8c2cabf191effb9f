"""Vector operations: what a conversation says about devices that join and leave (S4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tresen.client.connection.keyfile import KeyFile
from tresen.client.conversation.entries import with_team
from tresen.client.conversation.message import Message
from tresen.client.ids import Id
from tresen.client.trust.changes import device_change as change_of
from tresen.client.trust.public import PublicRecords
from tresen.core import records
from tresen.core.records import CustomerDevices, PublicRecord, Signed

Values = dict[str, Any]

_ID = bytes(16)


def device_change(given: Values) -> Values:
    """Two customer-devices records, one after the other."""
    before, after = (
        records.decode(bytes.fromhex(given[name]), CustomerDevices) for name in ("before", "body")
    )
    change = change_of(before.devices, after.devices)
    return {"change": None if change is None else change._asdict()}


def team_changes(given: Values) -> Values:
    """A public chain, and the messages of a conversation, each by its time."""
    signed = [
        Signed(bytes.fromhex(each["body"]), bytes.fromhex(each["signature"])) for each in given["records"]
    ]
    business = records.decode(signed[0].body, PublicRecord).business
    with TemporaryDirectory() as folder:
        file = KeyFile(Path(folder) / "keys")
        public = PublicRecords(file, business, None)
        public.take(signed)
        file.close()
    entries = with_team(_messages(given["messages"]), _ID, given["since_ms"], public.changes)
    return {
        "changes": [each._asdict() for each in public.changes],
        "entries": [{"rev": each.payload["rev"]} if each.kind == "team" else each.at_ms for each in entries],
    }


def _messages(times: Iterable[int]) -> list[Message]:
    return [Message(Id(_ID), at, at_ms, "text", False, None, None) for at, at_ms in enumerate(times, 1)]


OPERATIONS: dict[str, Callable[[Values], Values]] = {
    "device_change": device_change,
    "team_changes": team_changes,
}
