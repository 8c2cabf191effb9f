"""What the team's client does with what comes in."""

from __future__ import annotations

from collections.abc import Callable

from tresen.client.connection.http import Http
from tresen.client.documents.room import BackRoom
from tresen.client.team.inbox import Inbox
from tresen.client.trust.business import Business
from tresen.client.trust.teamkeys import TeamKeys
from tresen.core import wire
from tresen.core.model import Kind

Listener = Callable[[wire.ServerFrame | None], None]
"""Told each frame after it was dealt with, and None when the resume is complete."""


class TeamSide:
    """Follows the whole log by `seq`; conversations are read when somebody asks for them."""

    by_seq = True

    def __init__(
        self, http: Http, business: Business, team_keys: TeamKeys, room: BackRoom, inbox: Inbox
    ) -> None:
        self._http, self._business, self._team_keys = http, business, team_keys
        self._room, self._inbox = room, inbox
        self._seq: int | None = None
        self._listeners: list[Listener] = []

    def tell(self, listener: Listener) -> None:
        """Have this told each frame, too."""
        self._listeners.append(listener)

    def cursor(self) -> int | None:
        """The newest event that was taken."""
        return self._seq

    def begin_generation(self) -> None:
        """Forget the versions of documents."""
        self._room.begin_generation()

    async def on_welcome(self, welcome: wire.Welcome) -> None:
        """Read team keys and names."""
        await self._team_keys.read(self._http)
        await self._room.read_names()
        if self._seq is None:
            self._seq = welcome.head

    async def on_event(self, event: wire.Event) -> None:
        """A document of the back room, or a message of some conversation."""
        self._seq = event.seq or self._seq
        if event.kind != Kind.MESSAGE:
            return
        if event.conversation == self._business.back_room:
            self._room.take(event)
        else:
            self._inbox.on_message(event)

    def on_frame(self, frame: wire.ServerFrame) -> None:
        """Another head to resume from, when too much came at once."""
        if isinstance(frame, wire.Behind):
            self._seq = frame.head
        for listener in self._listeners:
            listener(frame)

    async def on_ready(self) -> None:
        """What arrived while nobody was connected is delivered now."""
        self._inbox.on_ready()
        for listener in self._listeners:
            listener(None)
