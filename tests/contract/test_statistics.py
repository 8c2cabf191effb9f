"""Statistics equal a slow recount of the raw log, whatever happens and whenever is counted (L14)."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from tests.world.clock import MINUTE, at
from tests.world.depth import examples
from tests.world.erase import act, erase, say, target, who
from tests.world.house import Opened, opened
from tests.world.profile import AWAY, BAKERY, GREETING, HOURS
from tests.world.shop import Customer, Shop, found
from tresen.clock import SettableClock
from tresen.core.calls.machine import Reason, Seat, begin
from tresen.core.calls.signals import SignalHeader
from tresen.core.hours import Hours, state_at
from tresen.core.model import NEVER, Kind, Party
from tresen.core.shopfront.profile import parse_profile
from tresen.core.statistics import counts
from tresen.core.statistics.calendar import hours_part
from tresen.core.statistics.counts import (
    ANSWER,
    CALL_LENGTH,
    CALLS,
    CALLS_ANSWERED,
    CALLS_RECEIVED,
    CLOSED_UNANSWERED,
    DELIVERY,
    READING,
    REQUESTS,
    STEPS_S,
    Plain,
)
from tresen.core.statistics.counts import (
    HOURS as BY_HOUR,
)
from tresen.desk import messages
from tresen.desk.calls import keeping
from tresen.desk.messages import Receipt
from tresen.desk.statistics import look
from tresen.desk.statistics.counting import count, rebuild
from tresen.desk.statistics.objection import object_
from tresen.desk.statistics.report import Asked, statistics
from tresen.errors import Refusal
from tresen.store import profiles, schema
from tresen.store import statistics as store
from tresen.store.statistics import Now
from tresen.store.tx import Tx

Counts = dict[tuple[int, int], int]
AUTUMN, SPRING = at("2026-10-24 22:30"), at("2027-03-27 23:10")


class Story:
    """A bakery whose figures are counted, and the hours it ever published."""

    def __init__(self, house: Opened, shop: Shop) -> None:
        self.house, self.shop = house, shop
        self.customers: list[Customer] = []
        self.said: list[list[Any]] = []
        self.hours: list[tuple[int, str, Hours | None]] = []
        self.compared: set[int] = set()

    @classmethod
    async def begin(cls, house: Opened) -> Story:
        return cls(house, await found(house.house))

    async def play(self, op: str, which: int, n: int) -> None:
        if op == "arrive" or not self.customers:
            customer = self.shop.customer()
            await customer.begin(self.house.house)
            self.customers.append(customer)
            self.said.append([])
            return
        at_ = which % len(self.customers)
        try:
            await getattr(self, f"_{op}")(at_, n)
        except Refusal as refusal:
            if refusal.code not in {"conversation_erased", "conversation_blocked", "not_found"}:
                raise

    async def _ask(self, at_: int, n: int) -> None:
        customer = self.customers[at_]
        made = await say(self.house.house, self.shop, customer.device, customer.epoch.key, spoken=n % 5 > 0)
        self.said[at_].append(made)

    async def _answer(self, at_: int, n: int) -> None:
        customer, device = self.customers[at_], (self.shop.owner, self.shop.member)[n % 2]
        self.said[at_].append(await say(self.house.house, self.shop, device, customer.epoch.key))

    async def _mark(self, at_: int, n: int) -> None:
        customer = self.customers[at_]
        device = self.shop.member if n % 7 == 0 else customer.device
        last = max((stored.pos or 0 for stored, _ in self.said[at_]), default=0) if n % 3 else n % 12
        receipt = Receipt(customer.conversation, last, last - n % 4 if last > 3 else 0)
        await self.house.house.write(messages.mark(await who(self.house.house, device), [receipt]))

    async def _close(self, at_: int, n: int) -> None:
        conversation = self.customers[at_].conversation
        await act(self.house.house, self.shop.owner, conversation, ("close", "reopen")[n % 3 == 0])

    async def _block(self, at_: int, n: int) -> None:
        conversation = self.customers[at_].conversation
        await act(self.house.house, self.shop.owner, conversation, "block", n % 3 == 0)

    async def _keep(self, at_: int, n: int) -> None:
        conversation = self.customers[at_].conversation
        await act(self.house.house, self.shop.owner, conversation, "class", ("letter", 3))

    async def _erase(self, at_: int, n: int) -> None:
        said = self.said[at_]
        whole = n % 4 == 0 or not said
        targets = None if whole else [target(*said[n % len(said)])]
        await erase(self.house.house, self.customers[at_], targets, at_ms=self.house.clock.now_ms() + n)

    async def _object(self, at_: int, n: int) -> None:
        customer = self.customers[at_]
        device = await who(self.house.house, customer.device)
        await object_(self.house.house, device, customer.conversation, n % 2 == 0)

    async def _call(self, at_: int, n: int) -> None:
        customer, clock = self.customers[at_], self.house.clock
        device = await who(self.house.house, (customer.device, self.shop.owner)[n % 2])
        party = (Party.CUSTOMER, Party.TEAM)[n % 2]
        seat = Seat(device.device, bytes(16), device.person, party)
        name, nothing = n.to_bytes(16, "big"), bytes(16)
        head = SignalHeader(
            1, nothing, nothing, 1, bytes(32), nothing, name, "ring", None, 1, 0, nothing, n % 3 > 0, None
        )
        call = begin(head, seat, frozenset(), clock.now_ms())
        place = await self.house.house.write(keeping.ring(device, customer.conversation, call))
        answered = clock.now_ms() + 3_000 if n % 5 else None
        over = replace(
            call, answered_ms=answered, phase_ms=clock.now_ms() + 3_000 + n * 40_000,
            reason=Reason.MISSED if answered is None else Reason.HUNG_UP,
        )  # fmt: skip
        await self.house.house.write(keeping.over(self.shop.key, place, over))

    async def _note(self, at_: int, n: int) -> None:
        await say(self.house.house, self.shop, self.shop.owner, self.shop.back_room)

    async def _wait(self, at_: int, n: int) -> None:
        steps = (1, 7, 45, 180, 60 * 14, 60 * 30, -50, 0)
        self.house.clock.advance(steps[n % len(steps)] * MINUTE + n * 137)

    async def _jump(self, at_: int, n: int) -> None:
        self.house.clock.set((AUTUMN, SPRING)[n % 2])

    async def _count(self, at_: int, n: int) -> None:
        await count(self.house.house, looks=1 + n % 5)

    async def _rebuild(self, at_: int, n: int) -> None:
        await rebuild(self.house.house)

    async def _publish(self, at_: int, n: int) -> None:
        zone = ("Europe/Berlin", "Europe/London", "Asia/Kolkata")[n % 3]
        hours: Any = {**HOURS, "time_zone": zone} if n % 4 else None
        if hours and n % 2:
            hours["weekly"] = {"mon": [["09:00", "12:00"]], "sun": [["01:00", "05:00"]]}
        fields = {**BAKERY, "hours": hours, "time_zone": zone, "greeting": GREETING}
        fields["away"] = AWAY if hours else {"when": "off"}
        profile, text = parse_profile(fields), msgspec.msgpack.encode(fields)

        def job(tx: Tx) -> int:
            business = tx.business(self.shop.key)
            stored = tx.append(business, Kind.RECORD, msgspec.msgpack.encode((b"", b"", None)), public=True)
            profiles.set_profile(tx, business, stored.rev or 0, (text[:16] + bytes([n]), text), None)
            store.keep_hours(tx, business, hours_part(text))
            return stored.seq

        seq = await self.house.house.write(job)
        self.hours.append((seq, profile.time_zone, profile.hours))


def published(story: Story, seq: int) -> tuple[str, Hours | None]:
    known = [each for each in story.hours if each[0] < seq]
    return known[-1][1:] if known else ("Europe/Berlin", None)


def day_of(story: Story, seq: int, at_ms: int) -> tuple[int, int]:
    zone = ZoneInfo(published(story, seq)[0])
    shown = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone)
    return shown.toordinal(), shown.hour


def waited(hours: Hours | None, from_ms: int, until_ms: int) -> int:
    """The opening time in between, by walking from one change to the next."""
    if hours is None:
        return max(until_ms - from_ms, 0)
    total = 0
    while from_ms < until_ms:
        state = state_at(hours, from_ms)
        end = min(until_ms, state.changes_at or until_ms)
        total += end - from_ms if state.open else 0
        from_ms = end
    return total


def slow_step(milliseconds: int) -> int:
    return max(n for n, step in enumerate(STEPS_S) if step * 1000 <= max(milliseconds, 0))


def recount_call(found: Counter[tuple[int, int]], day: int, body: list[Any]) -> None:
    found[day, CALLS] += 1
    if body[6] == "erased":
        return
    _, _, party, _, answered, ended = body[:6]
    found[day, CALLS_RECEIVED] += party == 0
    found[day, CALLS_ANSWERED] += party == 0 and answered is not None
    if answered is not None:
        found[day, CALL_LENGTH + slow_step(ended - answered)] += 1


def recount(connection: Connection, story: Story) -> tuple[Counts, Now]:  # noqa: C901, PLR0912 - one place, to be compared
    """The definitions, word for word, from the raw tables: counts by day, and what is open and waits at this moment."""
    e, c, s, m, o = (
        schema.events.c, schema.conversations.c, schema.mark_steps.c, schema.marks.c, schema.objections.c,
    )  # fmt: skip
    found: Counter[tuple[int, int]] = Counter()
    waiting, open_ = [], 0
    for one in connection.execute(select(schema.conversations).where(c.back_room.is_(False))).all():
        upto = connection.execute(select(o.upto_seq).where(o.conversation_id == one.id)).scalar() or 0
        open_ += not one.closed and one.waits >= 0 and upto != NEVER
        asked = None
        marks = connection.execute(
            select(m.delivered, m.read).where(m.conversation_id == one.id, m.party == 0)
        ).one()
        steps = connection.execute(
            select(s.delivered, s.read, s.at_ms)
            .where(s.conversation_id == one.id, s.party == 0)
            .order_by(s.id)
        ).all()
        query = select(schema.events).where(e.conversation_id == one.id, e.seq > upto, e.pos.is_not(None))
        for line in connection.execute(query.order_by(e.seq)).all():
            day, hour = day_of(story, line.seq, line.at_ms)
            found[day, Plain.NEW] += line.pos == 3
            if line.kind == Kind.CALL:
                recount_call(found, day, msgspec.msgpack.decode(line.body))
                continue
            erased = line.spoken_by is not None and line.spoken_by < 0
            side = line.spoken_by if not erased else -1 - line.spoken_by
            found[day, Plain.CLOSED] += line.kind == Kind.CLOSED
            found[day, Plain.REOPENED] += line.kind == Kind.REOPENED
            found[day, Plain.AUTOMATIC] += line.kind == Kind.AUTO
            found[day, Plain.RECEIVED] += side == 0
            found[day, Plain.SENT] += side == 1
            if line.kind == Kind.CLOSED and asked is not None:
                found[day_of(story, asked.seq, asked.at_ms)[0], CLOSED_UNANSWERED] += 1
                asked = None
            if side == 1:
                found[day, Plain.DELIVERED] += marks.delivered >= line.pos
                found[day, Plain.READ] += marks.read >= line.pos
            if erased or side is None:
                continue
            if side == 0:
                found[day, BY_HOUR + hour] += 1
                if asked is None:
                    found[day, REQUESTS] += 1
                    asked = line
                continue
            if asked is not None:
                wait = waited(published(story, asked.seq)[1], asked.at_ms, line.at_ms)
                found[day_of(story, asked.seq, asked.at_ms)[0], ANSWER + slow_step(wait)] += 1
                asked = None
            if one.erased_ms is None:
                for kind, name in ((DELIVERY, "delivered"), (READING, "read")):
                    first = next((step for step in steps if getattr(step, name) >= line.pos), None)
                    if first is not None:
                        found[day, kind + slow_step(first.at_ms - line.at_ms)] += 1
        if asked is not None and not one.closed and not one.blocked:
            waiting.append(asked.at_ms)
    now = Now(open_, len(waiting), min(waiting, default=None))
    return {key: n for key, n in found.items() if n}, now


def counted(connection: Connection) -> Counts:
    query = select(schema.statistics_days.c.day, schema.statistics_days.c.counts)
    return {
        (day, code): n for day, held in connection.execute(query) for code, n in counts.decode(held).items()
    }


async def compare(story: Story, house: Opened | None = None) -> None:
    opened_ = house or story.house
    assert await count(opened_.house)
    slow, now = await opened_.house.read(lambda connection: recount(connection, story))
    assert await opened_.house.read(counted) == slow
    story.compared |= {code for _, code in slow}
    assert await opened_.house.read(lambda connection: store.now(connection, story.shop.key)) == now


OPS = (
    "arrive", "ask", "ask", "ask", "answer", "answer", "answer", "mark", "mark", "mark", "close", "close", "block", "keep",
    "erase", "object", "call", "call", "note", "wait", "wait", "wait", "jump", "count", "rebuild", "publish",
)  # fmt: skip
STORY = st.lists(
    st.tuples(st.sampled_from(OPS), st.integers(0, 5), st.integers(0, 40)), min_size=10, max_size=60
)


async def tell(ops: list[tuple[str, int, int]], folder: Path) -> set[int]:
    """Returns which counts there were to compare."""
    (folder / "a").mkdir()
    (folder / "b").mkdir()
    async with opened(folder / "a", SettableClock(AUTUMN)) as house:
        story, known = await Story.begin(house), 0
        for n, op in enumerate(ops):
            await story.play(*op)
            if n == len(ops) // 2:
                backup(folder / "a", folder / "b")
                known = len(story.hours)
        await compare(story)
        before = await house.house.read(counted)
        await rebuild(house.house)
        assert await house.house.read(counted) == before
        last = house.clock.now_ms()
    async with opened(folder / "a", SettableClock(last)) as again:
        await compare(story, again)
    async with opened(folder / "b", SettableClock(last)) as restored:
        story.hours = story.hours[:known]
        await compare(story, restored)
    return story.compared


def backup(folder: Path, to: Path) -> None:
    (file,) = folder.glob("*.db")
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(to / file.name)) as target_:
        source.backup(target_)


@given(ops=STORY)
@settings(deadline=None, max_examples=examples(25), suppress_health_check=list(HealthCheck))
def test_every_sum_equals_a_slow_recount(ops: list[tuple[str, int, int]]) -> None:
    """Any history: sends, marks, closes, erasures, automatic answers, objections, clock jumps, restarts, a restored copy."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(look, "SOME", 4)
        asyncio.run(tell(ops, Path(folder)))


def test_what_is_compared_is_not_empty(tmp_path: Path) -> None:
    """Each count occurs at the end of one of eight histories, durations as well: the property says something of all."""
    found_: set[int] = set()
    for seed in range(8):
        random = Random(seed)
        ops = [(random.choice(OPS), random.randrange(6), random.randrange(41)) for _ in range(70)]
        (tmp_path / str(seed)).mkdir()
        found_ |= asyncio.run(tell(ops, tmp_path / str(seed)))
    assert found_ >= {*Plain, REQUESTS, CLOSED_UNANSWERED, CALLS, CALLS_RECEIVED, CALLS_ANSWERED}
    assert {code // 1000 * 1000 for code in found_ if code >= ANSWER} == {
        ANSWER, DELIVERY, READING, CALL_LENGTH,
    }  # fmt: skip
    assert any(BY_HOUR <= code < BY_HOUR + 24 for code in found_)


async def bakery(house: Opened) -> tuple[Story, Customer]:
    story = await Story.begin(house)
    await story.play("arrive", 0, 0)
    await count(house.house)
    return story, story.customers[0]


def test_erased_bit_by_bit_and_then_as_a_whole(tmp_path: Path) -> None:
    """Counted again in small looks, what was delivered between two erasures is counted as at first."""
    ops = [("arrive", 0, 0)] * 3 + [
        ("ask", 0, 0), ("erase", 0, 1), ("arrive", 0, 0), ("answer", 0, 0), ("arrive", 0, 0), ("mark", 0, 1),
        ("erase", 0, 0),
    ]  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(look, "SOME", 4)
        asyncio.run(tell(ops, tmp_path))


async def test_a_message_costs_the_statistics_nothing(open_house: Opened) -> None:
    """[ADR 40] Its transaction writes no row of them: they are counted afterwards, from the log."""
    story = await Story.begin(open_house)
    for op in ("arrive", "ask", "answer", "mark", "close"):
        await story.play(op, 0, 1)
    tables = (schema.statistics_days, schema.statistics_conversations, schema.statistics_cursors)

    def rows(connection: Connection) -> int:
        return sum(len(connection.execute(select(table)).all()) for table in tables)

    assert await open_house.house.read(rows) == 0
    await count(open_house.house)
    assert await open_house.house.read(counted) != {}


async def test_a_conversation_is_new_once_something_is_there(open_house: Opened) -> None:
    """[L14, W5] One that was created without a message is in no list, and no statistics: it is new with its first event."""
    story = await Story.begin(open_house)
    customer = story.shop.customer()
    await customer.begin(open_house.house, empty=True)
    await count(open_house.house)
    assert await open_house.house.read(counted) == {}
    open_house.clock.advance(24 * 60 * MINUTE)
    await say(open_house.house, story.shop, customer.device, customer.epoch.key)
    await count(open_house.house)
    day = day_of(story, 0, open_house.clock.now_ms())[0]
    found = await open_house.house.read(counted)
    assert {key: n for key, n in found.items() if key[1] in (Plain.NEW, Plain.RECEIVED)} == {
        (day, Plain.NEW): 1,
        (day, Plain.RECEIVED): 1,
    }
    await compare(story)


async def test_erasing_leaves_the_plain_counts(open_house: Opened) -> None:
    """[L7] What could single a person out goes with the conversation; that somebody wrote on that day stays."""
    story, customer = await bakery(open_house)
    open_house.clock.advance(10 * MINUTE)
    await story.play("answer", 0, 0)
    await story.play("mark", 0, 8)
    await compare(story)
    await erase(open_house.house, customer, None)
    codes = Counter(code for _, code in await open_house.house.read(counted))
    assert set(codes) == {Plain.NEW, Plain.RECEIVED, Plain.SENT, Plain.DELIVERED, Plain.READ}
    await compare(story)


async def test_who_objects_is_in_no_figure(open_house: Opened) -> None:
    """[L14, Art. 21] Nothing of the customer counts from then on, what was before too; taken back, what comes counts."""
    story, customer = await bakery(open_house)
    await story.play("answer", 0, 0)
    device = await who(open_house.house, customer.device)
    assert await open_house.house.read(counted) != {}
    await object_(open_house.house, device, customer.conversation, True)
    assert await open_house.house.read(counted) == {}
    await story.play("ask", 0, 1)
    await count(open_house.house)
    assert await open_house.house.read(counted) == {}
    assert await open_house.house.read(lambda c: store.objected_upto(c, 2)) == NEVER
    await object_(open_house.house, device, customer.conversation, False)
    open_house.clock.advance(180 * MINUTE)
    await story.play("ask", 0, 1)
    await compare(story)
    assert {code for _, code in await open_house.house.read(counted)} >= {Plain.RECEIVED, REQUESTS}


async def test_an_objection_waits_for_one_look(open_house: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """[L14] However much is still to be counted: what was counted of the customer is out at the answer."""
    story, customer = await bakery(open_house)
    await story.play("arrive", 1, 0)
    for n in range(60):
        await story.play(("ask", "answer")[n % 2], n % 3, 1)
    await compare(story)
    monkeypatch.setattr(look, "SOME", 2)
    await open_house.house.write(store.clear)
    assert not await count(open_house.house, looks=5)
    recounting = asyncio.create_task(count(open_house.house))
    device = await who(open_house.house, customer.device)
    await object_(open_house.house, device, customer.conversation, True)
    assert not recounting.done()
    settled = select(schema.objections.c.settled)
    assert await open_house.house.read(lambda c: c.execute(settled).scalars().all()) == [True]
    await recounting
    await compare(story)


async def test_every_wait_counts(open_house: Opened) -> None:
    """What follows the team's last word waits, however soon it comes; closed without an answer, nobody waits any more."""
    story, _ = await bakery(open_house)
    for op in ("answer", "ask", "ask", "answer", "ask", "close"):
        open_house.clock.advance(MINUTE)
        await story.play(op, 0, 1)
    await compare(story)
    asked = await statistics(open_house.house, await who(open_house.house, story.shop.owner), Asked())
    found_ = asked.total.figures
    assert (found_.requests, found_.answered, found_.closed_unanswered, asked.now.waiting) == (3, 2, 1, 0)


@pytest.mark.parametrize("before", ["block", "erase"])
async def test_a_blocked_or_erased_customer_objects(open_house: Opened, before: str) -> None:
    """[L14, Art. 21] Neither is shut out of objecting; the plain counts that erasing leaves go, too."""
    story, customer = await bakery(open_house)
    await story.play("answer", 0, 0)
    await story.play(before, 0, 0)
    await compare(story)
    assert await open_house.house.read(counted) != {}
    await object_(open_house.house, await who(open_house.house, customer.device), customer.conversation, True)
    assert await open_house.house.read(counted) == {}
    assert await open_house.house.read(lambda c: store.now(c, story.shop.key)) == Now(0, 0, None)
