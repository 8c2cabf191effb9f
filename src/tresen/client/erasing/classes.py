"""Retention classes as this device knows them: signed by staff, or by the server's word alone (L9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tresen.core.classing import Standing, newest, signed_in, stands
from tresen.core.events import Classed
from tresen.core.model import Retention
from tresen.seal.classing import open_class
from tresen.seal.refused import Refused


class Classes:
    """The classes of one conversation's messages, by position.

    A class that nobody signed counts for keeping only: it never takes the place of a signed one. Of two signed ones
    the newer one counts (S18).
    """

    def __init__(self, business: bytes, conversation: bytes) -> None:
        self._business, self._conversation = business, conversation
        self._known: dict[int, Standing] = {}

    def of(self, pos: int) -> str:
        """The class of the message at that position."""
        return self._known[pos].class_ if pos in self._known else Retention.CHAT

    def take(
        self, said: Classed, stored_ms: int, writers: Mapping[bytes, bytes], hashes: Mapping[int, bytes]
    ) -> None:
        """The body of a `class` event, in the log's order. `writers` may sign; `hashes`: the headers that are held."""
        given = signed_in(said.signed)
        if given is None:
            self._learn(said.pos, Standing(said.class_, None))
            return
        try:
            signed = open_class(given, self._business, self._conversation, writers)
        except Refused:
            return
        if hashes.get(signed.pos) in (None, signed.hash):
            self._learn(signed.pos, stands(signed.class_, signed.at_ms, stored_ms))

    def learn(self, kept: Iterable[tuple[int, str]]) -> None:
        """Positions and classes of what the server says that it keeps. What it leaves out stays known."""
        for pos, class_ in kept:
            self._known.setdefault(pos, Standing(class_, None))

    def _learn(self, pos: int, given: Standing) -> None:
        self._known[pos] = newest(self._known.get(pos), given)
