"""The typing flags of one device: in each conversation one passes in two seconds, and the latest wins (W6)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeAlias

from tresen.core.bounds.rates import TYPING_SECONDS
from tresen.core.policy import Who
from tresen.desk.context import Context
from tresen.desk.feed import Feed, Follower
from tresen.store import queries

CONVERSATIONS: Final = 64
"""A device that types in more conversations within two seconds is not a person: the rest is dropped."""
Spawn: TypeAlias = Callable[[Coroutine[Any, Any, None]], object]


class TypingFlags:
    """Belongs to one connection of a device that follows the log."""

    def __init__(self, house: Context, feed: Feed, follower: Follower, who: Who, spawn: Spawn) -> None:
        self._house, self._feed, self._follower, self._who = house, feed, follower, who
        self._spawn = spawn
        self._timers: dict[bytes, asyncio.TimerHandle] = {}
        self._latest: dict[bytes, bool] = {}
        self._closed = False

    def say(self, conversation: bytes, on: bool) -> None:
        """A flag arrived. It passes at once, or waits until two seconds after the one before."""
        if conversation in self._timers:
            self._latest[conversation] = on
        elif len(self._timers) < CONVERSATIONS:
            loop = asyncio.get_running_loop()
            self._timers[conversation] = loop.call_later(TYPING_SECONDS, self._over, conversation)
            self._spawn(self._tell(conversation, on))

    def close(self) -> None:
        """Nothing more is passed on."""
        self._closed = True
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        self._latest.clear()

    def _over(self, conversation: bytes) -> None:
        del self._timers[conversation]
        on = self._latest.pop(conversation, None)
        if on is not None:
            self.say(conversation, on)

    async def _tell(self, conversation: bytes, on: bool) -> None:
        """[L7, L12] Nobody learns that a blocked customer types, nor that anybody types where all is erased."""
        business = self._who.business
        alive = await self._house.read(
            lambda connection: queries.takes_messages(connection, business, conversation)
        )
        if alive and not self._closed:
            self._feed.typing(self._follower, conversation, self._who.person, on)
