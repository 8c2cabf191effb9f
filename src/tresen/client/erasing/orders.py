"""Tombstones of the back room: the command that each of them names is in the log of another conversation (L7, L8)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from tresen.client.connection.http import Http
from tresen.client.connection.refusals import Then, then
from tresen.client.erasing.verify import Erasures
from tresen.client.errors import BrokenConversation
from tresen.client.trust.keyring import Keyring
from tresen.core.erasing import Expired
from tresen.core.model import Kind
from tresen.core.records import decode
from tresen.core.wire import Event
from tresen.errors import Refusal
from tresen.seal.erase import read_tombstone
from tresen.seal.refused import Refused

Place = tuple[bytes, int]
"""A conversation, and the position of an `erased` event in it."""


class Orders:
    """The `erased` events that tombstones of the back room name: read and verified when first named."""

    def __init__(
        self,
        http: Http,
        keys_of: Callable[[bytes], Awaitable[Keyring]],
        days: Callable[[int, int], int | None] = lambda _, __: None,
    ) -> None:
        """`keys_of` reads and verifies the records of a conversation; `days` is what a signed profile says (D3)."""
        self._http, self._keys_of, self._days = http, keys_of, days
        self._known: dict[Place, bool] = {}

    def stands(self, place: Place) -> bool:
        """At that place there is a command that verifies."""
        return self._known.get(place, False)

    async def learn(self, events: Iterable[Event]) -> None:
        """Read the commands that tombstones among these events of the back room name.

        Raises:
            OSError: the server cannot be reached.
            Refusal: one that may pass.
        """
        for event in events:
            place = named_by(event)
            if place is not None and not self._known.get(place):
                self._known[place] = await self._verified(place)

    async def _verified(self, place: Place) -> bool:
        conversation, pos = place
        try:
            keys = await self._keys_of(conversation)
            events, _ = await self._http.events(conversation, pos - 1, 1)
        except BrokenConversation:
            return False
        except Refusal as refusal:
            if then(refusal) is not Then.TOLD:
                raise
            return refusal.code == "forbidden"  # an auditor cannot verify what is sealed
        if any((event.kind, event.pos) == (Kind.EXPIRED, pos) for event in events):
            return self._expired(bytes(events[0].body), events[0].at_ms)
        signers = {id_: ed for epoch in keys.epochs for id_, ed in keys.erasers(epoch).items()}
        return any(
            (event.kind, event.pos) == (Kind.ERASED, pos)
            and Erasures(keys.business, conversation).apply(bytes(event.body), signers) is not None
            for event in events
        )

    def _expired(self, body: bytes, at_ms: int) -> bool:
        try:
            return self._days(decode(body, Expired).rev, at_ms) is not None
        except Refusal:
            return False


def named_by(event: Event) -> Place | None:
    """The place of the command that a tombstone names; None for what is no tombstone, or names none."""
    if event.kind != Kind.MESSAGE:
        return None
    try:
        _, _, conversation, pos = read_tombstone(bytes(event.body))
    except Refused:
        return None
    return None if conversation is None or pos is None else (conversation, pos)


def is_superseded(event: Event) -> bool:
    """A version of a document that another one replaced (L8)."""
    try:
        return read_tombstone(bytes(event.body))[1] == "superseded"
    except Refused:
        return False
