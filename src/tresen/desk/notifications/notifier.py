"""Sends push signals to disconnected devices, at most one per absence, off the message path (W12)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from enum import StrEnum
from typing import Final, NamedTuple, Protocol

import msgspec
from sqlalchemy import Connection

from tresen.core.hours import Hours
from tresen.core.model import Kind
from tresen.core.notifications.quiet import Quiet, quiet_spans, quiet_until
from tresen.core.notifications.reached import FOLLOWED_MS, Look, came, looked, signalled
from tresen.core.shopfront.profile import TIME_ZONE, profile_if_good
from tresen.desk.context import Context
from tresen.desk.sessions import Watcher
from tresen.errors import Refusal
from tresen.store import noted, profiles, push
from tresen.store.noted import Way
from tresen.store.push import Due, Wish
from tresen.store.tx import Tx
from tresen.store.writer import Batch

SOON_MS: Final = 3_000
"""Messages of this time are told together, and whoever is looking has read them by then."""
TOGETHER_SECONDS: Final = 1.0
LOOK_SECONDS: Final = 60
"""Connections that broke off are noticed by then at the latest."""
RETURN_MS: Final = 30_000
"""After a start nobody is told before: as long as a client waits at most before it connects again."""
TRIES: Final = 6
AGAIN_MS: Final = 30_000
"""After the first failure; each later wait is twice as long."""
LONGEST_MS: Final = 60 * 60 * 1000
AT_ONCE: Final = 8
_MESSAGE: Final = int(Kind.MESSAGE)


class Outcome(StrEnum):
    """What a push service said: it took the signal, the subscription is over, or not now."""

    TAKEN = "taken"
    GONE = "gone"
    LATER = "later"


class Delivery(NamedTuple):
    """What became of a signal; `wait_ms` is how long the push service asked to wait."""

    outcome: Outcome
    wait_ms: int = 0


class Carrier(Protocol):
    """Brings signals without content to push services."""

    @property
    def key(self) -> str:
        """The public key by which push services recognise this server, as browsers are given it."""

    async def signal(self, endpoint: str, now_ms: int) -> Delivery:
        """Ask the push service to wake that browser."""

    async def close(self) -> None:
        """Let connections go."""


class Notifier(Watcher):
    """Knows which devices want to be told, notes after each commit what was said, and tells those that are away."""

    def __init__(self, house: Context, carrier: Carrier, report: Callable[[Exception], None]) -> None:
        self._house, self.carrier, self._report = house, carrier, report
        self._watched: dict[int, set[int]] = {}
        self._said: dict[int, int] = {}
        self._begun = False
        self._from_ms = 0
        self._back: set[int] = set()
        self._seen: set[int] = set()
        self._wake = asyncio.Event()
        self._calls = asyncio.Semaphore(AT_ONCE)

    # Called on the event loop, and as cheap as can be where nobody wants to be told

    def absorb(self, batch: Batch) -> None:
        """Note the messages of a commit, if anybody of their business wants to be told of any."""
        if not self._watched:
            return
        for event in batch.events:
            if event.kind == _MESSAGE and event.business_id in self._watched:
                self._said[event.business_id] = event.seq
                self._wake.set()

    def came(self, business: int, device: int) -> None:
        """A device connected: it is told over its connection, and its absence is over."""
        if device in self._watched.get(business, ()):
            self._back.add(device)
            self._wake.set()

    def left(self, business: int, device: int, *, goodbye: bool) -> None:
        """A connection ended. One that broke off may belong to a phone that slept, and what came last was not seen."""
        if device in self._watched.get(business, ()):
            if goodbye:
                self._seen.add(device)
            self._wake.set()

    def watch(self, business: int, device: int) -> None:
        """This device wants to be told."""
        self._watched.setdefault(business, set()).add(device)

    # The loop

    async def run(self) -> None:
        """Run until cancelled. A failure is reported; what was due is tried again."""
        while True:
            try:
                if not self._begun:
                    await self.begin()
                await self.step()
            except Exception as error:  # noqa: BLE001 - if this loop ended, nobody would ever be told again
                if isinstance(error, Refusal) and error.code == "shutting_down":
                    return
                self._report(error)
            await self._rest()

    async def begin(self) -> None:
        """Take up what the process before left: whom to watch for, and what was said that it did not note.

        Who was connected to it comes back first.
        """
        for business, device in await self._house.read(push.subscribed):
            self.watch(business, device)
        watched = list(self._watched)
        behind = await self._house.read(lambda connection: noted.behind(connection, watched, Way.PUSH))
        for business, seq in behind.items():
            self._said[business] = max(seq, self._said.get(business, 0))
        if self._watched:
            self._from_ms = self._house.clock.now_ms() + RETURN_MS
        self._begun = True

    async def _rest(self) -> None:
        now = self._house.clock.now_ms()
        wait = float(LOOK_SECONDS)
        if self._watched:
            due = await self._house.read(lambda connection: push.next_due(connection, now))
            next_ms = min(
                each for each in (due, self._from_ms, now + LOOK_SECONDS * 1000) if each and each > now
            )
            wait = (next_ms - now) / 1000
        try:
            await asyncio.wait_for(self._wake.wait(), max(0.05, wait))
        except TimeoutError:
            return
        # What comes together is looked at together: under load this must not read without a pause.
        await asyncio.sleep(TOGETHER_SECONDS)

    async def step(self) -> None:
        """Note what was said, then tell everybody for whom it is time."""
        self._wake.clear()
        if not self._watched:
            return
        await self._note_visits()
        if await self._house.read(push.stale):
            await self._house.write(push.forget_read)
        if self._said:
            await self._note_said()
        await self._look()
        if self._house.clock.now_ms() >= self._from_ms:
            await self._tell()

    async def _note_visits(self) -> None:
        back, self._back = self._back, set()
        seen, self._seen = self._seen, set()
        if not back and not seen:
            return
        try:
            await self._house.write(lambda tx: push.back(tx, back, seen, came))
        except Exception:
            self._back |= back
            self._seen |= seen
            raise

    async def _note_said(self) -> None:
        """Read on in the logs, and write down in one transaction who is to be told and how far they were read."""
        said = dict(self._said)
        now = self._house.clock.now_ms()

        def read(connection: Connection) -> list[tuple[Wish, int]]:
            spoken = [
                each
                for business, until in said.items()
                for each in noted.unread(connection, business, Way.PUSH, until)
            ]
            leave = Peace(connection, now)
            return [
                (wish, leave.until(wish.business, wish.person) or now + SOON_MS)
                for wish in push.wishes(connection, spoken)
            ]

        due = await self._house.read(read)

        def job(tx: Tx) -> None:
            push.want(tx, due)
            for business, until in said.items():
                noted.note(tx, business, Way.PUSH, until)

        await self._house.write(job)
        for business, until in said.items():
            if self._said.get(business) == until:
                del self._said[business]

    async def _look(self) -> None:
        """Count the signals that nobody followed within a day. Once more is told what was told of first."""
        now = self._house.clock.now_ms()
        found = await self._house.read(lambda connection: push.unanswered(connection, now - FOLLOWED_MS))
        looks = [
            (each, *looked(each.reach, now, waits=each.waits))
            for each in found
            if each.device not in self._house.sessions
        ]
        changes = [each for each in looks if each[1] != each[0].reach or each[2] is not Look.NOTHING]
        if not changes:
            return

        def job(tx: Tx) -> None:
            for (device, before, _), reach, look in changes:
                push.set_reach(tx, device, before, reach)
                if look is Look.AGAIN:
                    push.tell_again(tx, device)
                elif look is Look.END:
                    push.unsubscribe(tx, [device])

        await self._house.write(job)

    async def _tell(self) -> None:
        now = self._house.clock.now_ms()

        def read(connection: Connection) -> list[tuple[Due, int | None]]:
            leave = Peace(connection, now)
            return [(each, leave.until(each.business, each.person)) for each in push.due(connection, now)]

        away = [each for each in await self._house.read(read) if each[0].device not in self._house.sessions]
        for at in range(0, len(away), AT_ONCE):
            await asyncio.gather(
                *(self._tell_one(each, quiet, now) for each, quiet in away[at : at + AT_ONCE])
            )

    async def _tell_one(self, due: Due, quiet: int | None, now: int) -> None:
        if quiet is not None:
            # The quiet hours were longer than could be seen when it was noted.
            await self._house.write(lambda tx: push.put_off(tx, due.device, now, quiet, due.tries))
            return
        try:
            answer = await self.carrier.signal(due.endpoint, now)
        except Exception as error:  # noqa: BLE001 - one address must not keep all others from being told
            self._report(error)
            answer = Delivery(Outcome.LATER)
        if answer.outcome is Outcome.TAKEN:
            await self._house.write(lambda tx: push.told(tx, due.device, now, signalled))
        elif answer.outcome is Outcome.GONE or due.tries + 1 >= TRIES:
            await self._house.write(lambda tx: push.unsubscribe(tx, [due.device]))
        else:
            pause = min(LONGEST_MS, max(answer.wait_ms, AGAIN_MS << due.tries))
            await self._house.write(lambda tx: push.put_off(tx, due.device, now, now + pause, due.tries + 1))

    async def wake(self, device: int, endpoint: str) -> None:
        """[C4] Somebody calls: wake this device now. What is noted of messages stays as it is."""
        async with self._calls:
            answer = await self.carrier.signal(endpoint, self._house.clock.now_ms())
        if answer.outcome is Outcome.GONE:
            await self._house.write(lambda tx: push.unsubscribe(tx, [device]))


class Peace:
    """Until when people are left in peace, at an instant; each business's hours are read once."""

    def __init__(self, connection: Connection, now_ms: int) -> None:
        self._connection, self._now_ms = connection, now_ms
        self._hours: dict[int, tuple[Hours | None, str]] = {}

    def spans(self, business: int, quiet: Quiet) -> list[tuple[int, int]]:
        """The quiet times of the last 24 hours and the next 14 days."""
        if business not in self._hours:
            self._hours[business] = self._hours_of(business)
        return quiet_spans(quiet, *self._hours[business], self._now_ms)

    def until(self, business: int, person: int | None) -> int | None:
        """When the quiet time of this person ends that holds now, or None."""
        if person is None:
            return None
        chosen = stored_quiet(push.quiet_of(self._connection, business, person))
        return quiet_until(self.spans(business, chosen), self._now_ms)

    def _hours_of(self, business: int) -> tuple[Hours | None, str]:
        contents = profiles.newest_contents(self._connection, business)
        profile = None if contents is None else profile_if_good(msgspec.msgpack.decode(contents.text))
        return (None, TIME_ZONE) if profile is None else (profile.hours, profile.time_zone)


def stored_quiet(stored: str | None) -> Quiet:
    """Quiet hours as they are stored; what a person never chose is the time outside the opening hours."""
    return Quiet() if stored is None else msgspec.json.decode(stored, type=Quiet)
