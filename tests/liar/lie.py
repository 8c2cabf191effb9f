"""What a lie is: it may change records, events and numbers between server and client. The base class tells the truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from tresen.client.connection.http import (
    SignedWraps,
    b64,
    public,
    signed,
    signed_wraps,
    unevent,
    unpublic,
    unsigned,
    unsigned_wraps,
)
from tresen.core import wire
from tresen.core.records import Signed
from tresen.core.wire import Event

Json = dict[str, Any]
encode = msgspec.msgpack.encode


@dataclass(frozen=True)
class Call:
    """One HTTP call: its path without `/api/v1`, its JSON, and whose bearer it carried (None: nobody's)."""

    method: str
    path: str
    body: Json | None
    device: bytes | None


class Lie:
    """The truth. A lie overrides what it changes; `name` is its row in protocol/threats.md."""

    name = "the truth"
    challenges = False
    """Whether it is also asked about challenges, which are sent before it is known to whom."""

    # What most lies are about.

    def records(self, chain: list[Signed], after: int) -> list[Signed]:
        """The business's public records from `after` + 1 on."""
        return chain

    def keys(
        self, devices: list[Signed], epochs: list[SignedWraps]
    ) -> tuple[list[Signed], list[SignedWraps]]:
        """The records of one conversation."""
        return devices, epochs

    def events(self, events: Sequence[Event]) -> list[Event]:
        """Events in order: of a page, of the list's rows, or live."""
        return list(events)

    def head(self, head: int) -> int:
        """How far a conversation goes."""
        return head

    def welcome(self, welcome: wire.Welcome) -> wire.Welcome:
        """How a session begins."""
        return welcome

    # The frames and answers that hold them.

    def frames(self, frame: wire.ServerFrame) -> list[wire.ServerFrame]:
        """What is sent in place of a frame."""
        if isinstance(frame, wire.Events):
            told = self.events(frame.events)
            return [wire.Events(told)] if told else []
        if isinstance(frame, wire.Welcome):
            return [self.welcome(frame)]
        return [frame]

    def answer(self, call: Call, body: Json) -> Json:
        """What is answered in place of a JSON body."""
        if call.method != "GET":
            return body
        told = dict(body)
        if "records" in body:
            after = 0 if "business" in body else body["rev"] - len(body["records"])
            told["records"] = self._records(body["records"], after)
        if "epochs" in body:
            told |= self._keys(body)
        if isinstance(body.get("events"), list):
            told |= {"events": self._texts(body["events"]), "head": self.head(body["head"])}
        if "rows" in body:
            told["rows"] = [self._row(row) for row in body["rows"]]
        return self._row(told) if "last" in body else told

    def _keys(self, body: Json) -> Json:
        devices, epochs = self.keys(
            [unsigned(each) for each in body["devices"]],
            [unsigned_wraps(each) for each in body["epochs"]],
        )
        return {
            "devices": [signed(each) for each in devices],
            "epochs": [signed_wraps(each) for each in epochs],
        }

    def _records(self, chain: list[Json], after: int) -> list[Json]:
        return [public(each) for each in self.records([unpublic(each) for each in chain], after)]

    def _texts(self, texts: list[str]) -> list[str]:
        return [b64(encode(each)) for each in self.events([unevent(text) for text in texts])]

    def _row(self, row: Json) -> Json:
        told = self._texts([row["last"]]) if row["last"] else []
        return row | {"last": told[-1] if told else row["last"], "head": self.head(row["head"])}


def rewritten(event: Event, **fields: Any) -> Event:
    """An event with other fields; `body` as plain values."""
    if "body" in fields:
        fields["body"] = msgspec.Raw(encode(fields["body"]))
    return msgspec.structs.replace(event, **fields)
