"""The bearers that a welcome hands out for HTTP: held in memory only, 15 minutes each, gone with the process (W2)."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable
from typing import Final

from tresen.core.policy import Who
from tresen.core.wire import BEARER_SECONDS
from tresen.errors import Refusal

HELD: Final = 16
"""A device holds at most so many at a time: each time it connects it gets one, and an old one may still be in use."""


class Bearers:
    """Who holds which bearer. Their life is measured by a clock that never jumps, not by the time of day (I-11)."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._held: dict[str, tuple[Who, float]] = {}
        self._of: dict[int, list[str]] = {}

    def issue(self, who: Who) -> str:
        """A new bearer for that device; the newest ones it holds stay good until they end."""
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
        """The device behind a bearer. Raises `not_welcome` when it is unknown or has ended."""
        held = self._held.get(bearer)
        if held is None or held[1] <= self._monotonic():
            raise Refusal("not_welcome", "the bearer is unknown or has ended: open /live again")
        return held[0]

    def drop(self, devices: Iterable[int]) -> None:
        """End all bearers of these devices (internal keys)."""
        for device in devices:
            for bearer in self._of.pop(device, ()):
                self._held.pop(bearer, None)

    def sweep(self) -> None:
        """Forget those that have ended."""
        now = self._monotonic()
        for device in [d for d, held in self._of.items() if all(self._held[b][1] <= now for b in held)]:
            self.drop([device])
