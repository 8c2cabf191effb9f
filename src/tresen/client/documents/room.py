"""The back room as far as this device needs it: the team's names, and documents one by one (L8, S9)."""

from __future__ import annotations

from typing import Any

from tresen.client.connection.connector import Connector
from tresen.client.connection.http import Http, unevent
from tresen.client.connection.keyfile import Waiting
from tresen.client.connection.outbox import Outbox
from tresen.client.conversation.message import Message
from tresen.client.conversation.opening import MessageReader
from tresen.client.trust.business import Business
from tresen.client.trust.keyring import BackRoomKeys
from tresen.client.trust.teamkeys import TeamKeys
from tresen.clock import Clock
from tresen.core import records
from tresen.core.model import Kind, Party
from tresen.core.wire import Event


class BackRoom:
    """`names`: the team's names by person number, as last read."""

    def __init__(
        self,
        http: Http,
        connector: Connector,
        outbox: Outbox,
        business: Business,
        team_keys: TeamKeys,
        clock: Clock,
    ) -> None:
        self.http, self.connector = http, connector
        self._outbox, self._business, self._clock = outbox, business, clock
        self._team_keys = team_keys
        self.names: dict[int, str] = {}

    def open(self, event: Event) -> Message | None:
        """One document outside its log: signature and membership are verified, its place is not. None for other events."""
        if event.kind != Kind.MESSAGE:
            return None
        keys = BackRoomKeys(self._business.records, self._team_keys)
        return MessageReader(keys, Party.TEAM).read(event, 0, lambda *_: None)

    async def read_names(self) -> None:
        """Read the documents that this device works with. Raises OSError, Refusal."""
        answer = await self.http.get("/back-room")
        for document in answer["documents"]:
            self.take(unevent(document))

    def take(self, event: Event) -> None:
        """A version of a document: the names are needed to sign with, others are not held."""
        message = self.open(event)
        if message is not None and message.kind == "people" and message.trouble is None:
            names = message.payload.get("names")
            if isinstance(names, dict):
                self.names = {
                    int(number): str(name) for number, name in names.items() if str(number).isdecimal()
                }

    async def write_names(self, names: dict[int, str]) -> None:
        """Write the team's names. Durable on return."""
        payload = {"kind": "people", "names": {str(person): name for person, name in names.items()}}
        await self.write(records.document_id("people"), payload)
        self.names = dict(names)

    async def write(self, doc: bytes, payload: dict[str, Any], about: bytes | None = None) -> None:
        """Write a version of a document. Durable on return; raises as `Outbox.send`."""
        room = self._business.back_room
        waiting = Waiting(room, self._clock.now_ms(), payload, spoken=False, doc=doc, about=about)
        await self._outbox.send(waiting)
