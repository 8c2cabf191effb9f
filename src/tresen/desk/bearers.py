"""The bearers that `welcome` issues for HTTP: valid for 15 minutes, held in memory only, gone with the process (W2)."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable
from typing import Final

from tresen.core.policy import Who
from tresen.core.wire import BEARER_SECONDS
from tresen.errors import Refusal

HELD: Final = 16
"""A device holds at most this many: it gets one each time it connects, and an older one may still be in use."""


class Bearers:
    """Which device holds which bearer. A monotonic clock measures their lifetime, not the time of day (I-11)."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._held: dict[str, tuple[Who, float]] = {}
        self._of: dict[int, list[str]] = {}

    def issue(self, who: Who) -> str:
        """Issue a bearer for that device. The newest ones it already holds stay valid until they expire."""
        bearer, now = secrets.token_urlsafe(32), self._monotonic()
        held = self._of.get(who.device, [])
        good = [old for old in held if self._held[old][1] > now]
        kept = good[-(HELD - 1) :]
        for old in set(held).difference(kept):
            del self._held[old]
        self._held[bearer] = (who, now + BEARER_SECONDS)
        self._of[who.device] = [*kept, bearer]
        return bearer

    def check(self, bearer: str) -> Who:
        """The device that holds a bearer. Raises `not_welcome` when the bearer is unknown or has expired."""
        held = self._held.get(bearer)
        if held is None or held[1] <= self._monotonic():
            raise Refusal("not_welcome", "the bearer is unknown or has expired: open /live again")
        return held[0]

    def drop(self, devices: Iterable[int]) -> None:
        """Invalidate all bearers of these devices (internal keys)."""
        for device in devices:
            for bearer in self._of.pop(device, ()):
                self._held.pop(bearer, None)

    def sweep(self) -> None:
        """Drop expired bearers."""
        now = self._monotonic()
        for device in [d for d, held in self._of.items() if all(self._held[b][1] <= now for b in held)]:
            self.drop([device])
