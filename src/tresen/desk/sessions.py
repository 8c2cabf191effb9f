"""The open sessions of this process: one per device (W9)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

from tresen.core.wire import CLOSE_NOT_WELCOME, CLOSE_REPLACED, Ring, encode
from tresen.errors import Refusal
from tresen.store.writer import Batch


class Line(Protocol):
    """One connection, as its senders see it. Frames are complete MessagePack frames."""

    @property
    def welcome(self) -> bool:
        """Whether the session is open. Others send to it only then."""

    def send(self, frame: bytes) -> None:
        """Send a frame. A reader that is too slow is disconnected (W4)."""

    def hint(self, frame: bytes) -> None:
        """Send a frame that may be lost: a reader that is slow does not get it, and is not disconnected for it (W6)."""

    def end(self, refusal: Refusal | None, code: int) -> None:
        """Say why, close with that code."""


class Watcher:
    """Learns which devices come and go, and what was committed. It overrides what concerns it."""

    def came(self, business: int, device: int) -> None:
        """A device said hello."""

    def left(self, business: int, device: int, *, goodbye: bool) -> None:
        """Its connection ended: `goodbye` if it said so, otherwise it broke off."""

    def shut_out(self, devices: Collection[int]) -> None:
        """Devices (internal keys) were revoked, and are about to be disconnected. `left` does not follow."""

    def absorb(self, batch: Batch) -> None:
        """A batch was committed."""


class Sessions:
    """Maps each connected device to its line and its business. `watchers` learn who comes and goes, and of commits."""

    def __init__(self) -> None:
        self._lines: dict[int, tuple[int, bool, Line]] = {}
        self.watchers: tuple[Watcher, ...] = ()
        self.drops = 0
        """How often devices were shut out."""

    def __contains__(self, device: int) -> bool:
        return device in self._lines

    def __len__(self) -> int:
        return len(self._lines)

    def join(self, business: int, device: int, staff: bool, line: Line) -> None:
        """A device said hello: its older connection ends with `replaced` (W9)."""
        before = self._lines.get(device)
        self._lines[device] = (business, staff, line)
        for watcher in self.watchers:
            watcher.came(business, device)
        if before is not None:
            before[2].end(Refusal("replaced", "this device connected again"), CLOSE_REPLACED)

    def leave(self, device: int, line: Line, *, goodbye: bool = True) -> None:
        """A connection ended, after a goodbye or without. If the device has another one by now, nothing happens."""
        held = self._lines.get(device)
        if held is not None and held[2] is line:
            del self._lines[device]
            for watcher in self.watchers:
                watcher.left(held[0], device, goodbye=goodbye)

    def drop(self, devices: Iterable[int]) -> None:
        """Disconnect revoked devices (internal keys) at once, with `revoked`."""
        self.drops += 1
        gone = list(devices)
        for watcher in self.watchers:
            watcher.shut_out(gone)
        for device in gone:
            held = self._lines.pop(device, None)
            if held is not None:
                held[2].end(Refusal("revoked", "this device was revoked"), CLOSE_NOT_WELCOME)

    def announce(self, batch: Batch) -> None:
        """[A2] A batch is durable: the watchers hear of it."""
        for watcher in self.watchers:
            watcher.absorb(batch)

    def ring(self, business: int, topic: str) -> None:
        """Tell the team of a business that something outside the log changed, such as `invites`."""
        frame = encode(Ring(topic))
        for of, staff, line in list(self._lines.values()):
            if of == business and staff and line.welcome:
                line.send(frame)
