"""During a surge of new conversations a device must solve a proof of work: no third-party CAPTCHA, no identity check."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Final, NamedTuple, Protocol

from sqlalchemy import Connection

from tresen.core.bounds import puzzle
from tresen.core.bounds.rush import CALM, WINDOW_MS, Count, level, most, moved
from tresen.errors import Refusal
from tresen.store.begun import begun_per

VALID_SECONDS: Final = 120
USED: Final = 20_000
"""So many solved challenges are remembered until they end; beyond them a new one is asked for."""
_RECOUNT_MS: Final = 60 * 60 * 1000


class Solution(NamedTuple):
    """A challenge, and the numbers found for it."""

    challenge: bytes
    answers: bytes


class Reader(Protocol):
    """What counts the past: the house."""

    async def read(self, query: Callable[[Connection], list[tuple[int, int]]]) -> list[tuple[int, int]]: ...


class Rush:
    """Counts what begins at each business. In memory only: after a restart the last ten minutes count as calm."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._counts: dict[int, Count] = {}
        self._most: dict[int, tuple[int, int]] = {}
        self._used: dict[bytes, int] = {}

    async def admit(self, house: Reader, business: int, now_ms: int, solution: Solution | None) -> None:
        """Count one more conversation of that business.

        Raises:
            Refusal: `puzzle_due` during a rush, unless `solution` solves a challenge that was issued for this business, is
                still valid, and was not used before. Then it is not counted.
        """
        most_now = CALM
        if level(self._counts.get(business, Count()), now_ms) >= CALM:
            most_now = await self._most_of(house, business, now_ms)
        # Asked again: while the database was read others were admitted.
        if level(self._counts.get(business, Count()), now_ms) >= most_now:
            self._check(business, now_ms, solution)
        count = moved(self._counts.get(business, Count()), now_ms)
        self._counts[business] = count._replace(now=count.now + 1)

    def take_back(self, business: int) -> None:
        """What was admitted did not begin after all."""
        count = self._counts.get(business, Count())
        self._counts[business] = count._replace(now=max(0, count.now - 1))

    async def _most_of(self, house: Reader, business: int, now_ms: int) -> int:
        known = self._most.get(business)
        if known is None or now_ms - known[1] > _RECOUNT_MS:
            # What is going on now is not what the business had.
            past = (now_ms // WINDOW_MS - 1) * WINDOW_MS
            begun = await house.read(lambda connection: begun_per(connection, business, WINDOW_MS, past))
            known = self._most[business] = (most(begun), now_ms)
        return known[0]

    def _check(self, business: int, now_ms: int, solution: Solution | None) -> None:
        read = None if solution is None else puzzle.parse(solution.challenge)
        if solution is None or read is None:
            raise self._due(business, now_ms, "")
        challenge, tag = read
        now_s = now_ms // 1000
        while self._used and next(iter(self._used.values())) < now_s:
            del self._used[next(iter(self._used))]
        if not hmac.compare_digest(tag, self._tag(business, challenge)) or challenge.until_s < now_s:
            raise self._due(business, now_ms, "this challenge is not valid any longer")
        if challenge.nonce in self._used or len(self._used) >= USED:
            raise self._due(business, now_ms, "this challenge was used")
        if not puzzle.is_solution(solution.challenge, challenge.bits, solution.answers):
            raise self._due(business, now_ms, "this is not its solution")
        self._used[challenge.nonce] = challenge.until_s

    def _due(self, business: int, now_ms: int, why: str) -> Refusal:
        made = puzzle.Challenge(secrets.token_bytes(8), now_ms // 1000 + VALID_SECONDS, puzzle.BITS)
        whole = puzzle.untagged(made) + self._tag(business, made)
        text = urlsafe_b64encode(whole).rstrip(b"=").decode()
        return Refusal("puzzle_due", f"{text} {why}".rstrip())

    def _tag(self, business: int, challenge: puzzle.Challenge) -> bytes:
        data = business.to_bytes(8, "big") + puzzle.untagged(challenge)
        return hashlib.blake2b(data, key=self._secret, digest_size=16).digest()
