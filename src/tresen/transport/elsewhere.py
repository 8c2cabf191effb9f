"""Detects requests for another host than `public_url` and logs it; signing in would otherwise fail without a reason."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from tresen.telemetry import log

EVERY_SECONDS: Final = 60.0
"""A line in the log at most so often, however many come."""


class Elsewhere:
    """Counts them, and says so in the log: in which part the address differs, never which one it was (A8)."""

    def __init__(self, public_url: str, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._public_url, self._monotonic = public_url, monotonic
        self._said = float("-inf")
        self._since = 0

    def came_by(self, origin: str) -> None:
        """A browser's page has this origin, and is refused."""
        self._say("origin", _differs(self._public_url, origin))

    def signed_otherwise(self) -> None:
        """A device that is known here signed its hello for another address, or with another key (W2)."""
        self._say("signature", "unknown")

    def _say(self, seen_in: str, differs: str) -> None:
        self._since += 1
        now = self._monotonic()
        if now - self._said < EVERY_SECONDS:
            return
        log().warning(
            "somebody came by another address than the public URL, and cannot get in",
            public_url=self._public_url,
            differs=differs,
            seen_in=seen_in,
            times=self._since,
        )
        self._said, self._since = now, 0


def _differs(public_url: str, origin: str) -> str:
    """Scheme, host or port; `other` for what is no address."""
    try:
        ours, theirs = urlsplit(public_url), urlsplit(origin)
        for name in ("scheme", "hostname", "port"):
            if getattr(ours, name) != getattr(theirs, name):
                return {"hostname": "host"}.get(name, name)
    except ValueError:
        pass
    return "other"
