"""Open connections and the bytes of requests under way: how many one address may have, and how many all together."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from tresen.telemetry import TOLD_SECONDS, log
from tresen.transport.limits import Address, Network, Peers, Scope, address_of, share

ALL_BYTES: Final = 64 * 1024 * 1024
"""The requests that are being read and answered hold at most this much memory in all."""
BODY_BYTES: Final = 48 * 1024 * 1024
"""A body that is still coming is refused above this: the rest is for requests without one, and for short ones."""
ADDRESS_BYTES: Final = 8 * 1024 * 1024
"""At most this much of it belongs to one address."""
RESERVED_FILES: Final = 200
"""Open files that connections leave alone: the database's, those of uploads and of what the server itself asks elsewhere."""


class Refused(Protocol):
    """Counts what was refused."""

    def shut(self, reason: str) -> None: ...


class Place(NamedTuple):
    """Whose connection it is: an address, or None for a trusted proxy, which speaks for many."""

    share: bytes | None
    entered: bool = True


NOWHERE: Final = Place(None, entered=False)
"""Of a connection that is not counted yet, or no longer."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long a peer may take, in seconds."""

    headers: float = 10.0
    """From the connection, or from the first byte of a later request, to the end of its headers; an upgrade is a request."""
    body: float = 20.0
    """From the end of the headers to the end of the body."""
    stalled: float = 20.0
    """Without taking a byte of the answer."""


class Connections:
    """Counts connections and bytes per address. Nothing is kept of an address without an open connection (A8)."""

    def __init__(
        self,
        per_address: int,
        trusted: Iterable[Network],
        meters: Refused,
        monotonic: Callable[[], float],
        most: int,
    ) -> None:
        """`per_address` connections may come from one address, `most` in all."""
        self._per_address = per_address
        self._most = most
        self._all = 0
        self._trusted = tuple(trusted)
        self._peers = Peers(self._trusted)
        self._salt = secrets.token_bytes(16)
        self._meters = meters
        self._monotonic = monotonic
        self._open: dict[bytes, int] = {}
        self._bytes: dict[bytes, int] = {}
        self._all_bytes = 0
        self._told: dict[str, float] = {}
        self.deadlines = Deadlines()

    @property
    def held(self) -> int:
        """The bytes of all requests under way."""
        return self._all_bytes

    def addresses(self) -> int:
        """How many addresses are remembered."""
        return len(self._open.keys() | self._bytes.keys())

    def place(self, host: str | None) -> Place:
        """Whose a connection from that host is."""
        return self._place(address_of(host or ""))

    def payer(self, scope: Scope) -> Place:
        """[A8] Who pays for a request: the address that a trusted proxy names, or that of the connection."""
        return self._place(self._peers.of(scope))

    def _place(self, address: Address | None) -> Place:
        if address is not None and any(address in network for network in self._trusted):
            return Place(None)
        return Place(hashlib.blake2b(share(address), key=self._salt, digest_size=12).digest())

    def enter(self, place: Place) -> bool:
        """Count one more connection; False when the address has as many as it may. It is counted either way."""
        self._all += 1
        if place.share is None:
            return True
        count = self._open.get(place.share, 0) + 1
        self._open[place.share] = count
        return count <= self._per_address

    def leave(self, place: Place) -> None:
        """A connection that entered is gone."""
        self._all -= place.entered
        _take(self._open, place.share, 1)

    def is_full(self) -> bool:
        """Whether there are more connections than files for them: the next could not even be refused."""
        return self._all > self._most

    def hold(self, place: Place, size: int) -> bool:
        """Count bytes of a request under way; False when that is too much. They are counted either way."""
        self._all_bytes += size
        mine = 0
        if place.share is not None:
            mine = self._bytes[place.share] = self._bytes.get(place.share, 0) + size
        return self._all_bytes <= ALL_BYTES and mine <= ADDRESS_BYTES

    def has_room(self, place: Place) -> bool:
        """Whether more of a body may come from there."""
        mine = 0 if place.share is None else self._bytes.get(place.share, 0)
        return self._all_bytes <= BODY_BYTES and mine <= ADDRESS_BYTES

    def release(self, place: Place, size: int) -> None:
        """Bytes that were held are free again."""
        self._all_bytes -= size
        _take(self._bytes, place.share, size)

    def shut(self, reason: str) -> None:
        """A connection was shut because of its own behaviour: count it, and log the reason now and then, no address."""
        self._meters.shut(reason)
        now = self._monotonic()
        if now - self._told.get(reason, -TOLD_SECONDS) >= TOLD_SECONDS:
            self._told[reason] = now
            log().warning("connection_shut", reason=reason)


def _take(counts: dict[bytes, int], key: bytes | None, count: int) -> None:
    if key is None or not count:
        return
    left = counts.get(key, 0) - count
    if left > 0:
        counts[key] = left
    else:
        counts.pop(key, None)
