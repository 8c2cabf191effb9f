"""Retention classes as this device knows them: signed by staff, or by the server's word alone (L9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tresen.core.classing import signed_in
from tresen.core.events import Classed
from tresen.core.model import Retention
from tresen.seal.classing import open_class
from tresen.seal.refused import Refused


class Classes:
    """The classes of one conversation's messages, by position.

    A class that nobody signed counts for keeping only: it never takes the place of a signed one. A signed one counts if it
    is not older than the one before.
    """

    def __init__(self, business: bytes, conversation: bytes) -> None:
        self._business, self._conversation = business, conversation
        self._signed: dict[int, tuple[int, str]] = {}
        self._said: dict[int, str] = {}

    def of(self, pos: int) -> str:
        """The class of the message at that position."""
        return self._signed[pos][1] if pos in self._signed else self._said.get(pos, Retention.CHAT)

    def take(self, said: Classed, writers: Mapping[bytes, bytes], hashes: Mapping[int, bytes]) -> None:
        """The body of a `class` event. `writers` may sign; `hashes` are the header hashes of the messages that are held."""
        given = signed_in(said.signed)
        if given is None:
            self._said[said.pos] = said.class_
            return
        try:
            signed = open_class(given, self._business, self._conversation, writers)
        except Refused:
            return
        held, before = hashes.get(signed.pos), self._signed.get(signed.pos)
        if held not in (None, signed.hash) or (before is not None and signed.at_ms < before[0]):
            return
        self._signed[signed.pos] = signed.at_ms, signed.class_

    def learn(self, kept: Iterable[tuple[int, str]]) -> None:
        """Positions and classes of what the server says that it keeps. What it leaves out stays known."""
        for pos, class_ in kept:
            self._said.setdefault(pos, class_)
