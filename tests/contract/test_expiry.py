"""Conversations are over by the profile's days: exactly what is due goes, by a clock that is believed (D1–D7)."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from tests.contract.test_erased_bytes import seen, windows
from tests.contract.test_erasing import furnished, noted, spoken
from tests.contract.test_kept import BERLIN_2033, BERLIN_2035, classed, keeping
from tests.world.clock import NOON, travel
from tests.world.depth import seeds
from tests.world.erase import erase, log, who
from tests.world.expiring import BEGINS_DAYS, DAYS, expiries, pass_days, publish
from tests.world.house import Opened, opened
from tests.world.shop import Customer, Shop
from tresen.clock import SettableClock
from tresen.core.events import Tombstone, read_message
from tresen.core.law.days import DAY_MS
from tresen.core.law.trail import Line, first_wrong
from tresen.core.law.watch import HOUR_MS
from tresen.core.model import Kind
from tresen.desk import upkeep
from tresen.desk.law import holds, requests
from tresen.desk.law.holds import Report, report_of
from tresen.desk.statistics.counting import count, rebuild
from tresen.errors import Refusal
from tresen.store import audit, profiles
from tresen.store.schema import statistics_days


async def report(house: Opened, shop: Shop) -> Report:
    now = house.clock.now_ms()
    return await house.house.read(lambda connection: report_of(connection, shop.key, now))


async def left_of(house: Opened, shop: Shop) -> list[Tombstone]:
    """The tombstones of the log."""
    found = [
        read_message(event.body)
        for event in await log(house.house, shop)
        if event.kind == Kind.MESSAGE and event.body is not None
    ]
    return [each for each in found if isinstance(each, Tombstone)]


async def other(house: Opened, shop: Shop) -> Customer:
    made = shop.customer()
    await made.begin(house.house)
    return made


async def test_travel_to_2033_and_2035(open_house: Opened) -> None:
    """[D1, L9] Chat after 90 days, a letter on 1 January 2033, a voucher on 1 January 2035, and nothing a millisecond early;
    a second run changes nothing; the report counts."""
    shop, customer = await furnished(open_house)
    await publish(open_house, shop)
    letter = await classed(open_house, customer, "letter")
    voucher = await classed(open_house, customer, "voucher")
    await spoken(open_house, customer)
    await noted(open_house, shop, about=customer.conversation)
    kept = [(letter[0].pos, "letter", BERLIN_2033), (voucher[0].pos, "voucher", BERLIN_2035)]
    for at_ms, gone, left in (
        (NOON + DAYS * DAY_MS - 1, [], []),
        (NOON + DAYS * DAY_MS, [(3, 3), (6, 6)], kept),
        (BERLIN_2033 - 1, [], kept),
        (BERLIN_2033, [(letter[0].pos,) * 2], kept[1:]),
        (BERLIN_2035 - 1, [], kept[1:]),
        (BERLIN_2035, [(voucher[0].pos,) * 2], []),
    ):
        await travel(open_house.house, open_house.clock, at_ms)
        said, length = len(expiries(open_house)), len(await log(open_house.house, shop))
        assert await upkeep.sweep(open_house.house) == bool(gone)
        new = expiries(open_house)[said:]
        assert [each.erased for each in new] == ([gone] if gone else [])
        assert {each.rev for each in new} <= {1}
        assert len(await log(open_house.house, shop)) == length + len(new)
        if left or at_ms == BERLIN_2035:
            stays = (await keeping(open_house, customer)).kept
            assert [(each.pos, each.class_, each.until_ms) for each in stays] == left
        length = len(await log(open_house.house, shop))
        assert await upkeep.sweep(open_house.house) == 0
        assert len(await log(open_house.house, shop)) == length
    words = {each.reason for each in await left_of(open_house, shop)}
    assert words == {"expired"}
    last = (await report(open_house, shop)).last
    assert last is not None
    assert (last.conversations, last.messages, last.letters) == (0, 0, 1)


async def test_exactly_the_due_ones_go(open_house: Opened) -> None:
    """[D1] By the days of the profile, counted from the last word of either side; a new word puts it off."""
    shop, first = await furnished(open_house)
    await publish(open_house, shop, 40)
    await pass_days(open_house, 20)
    second = await other(open_house, shop)
    await pass_days(open_house, 19)
    await spoken(open_house, first, by=shop.member)
    await pass_days(open_house, 21)
    assert (await report(open_house, shop)).due == 2
    assert await upkeep.sweep(open_house.house) == 1
    assert (await keeping(open_house, second)).erased_ms == open_house.clock.now_ms()
    assert (await keeping(open_house, first)).erased_ms is None
    with pytest.raises(Refusal, match="conversation_erased"):
        await spoken(open_house, second)
    await spoken(open_house, first)
    found = (await report(open_house, shop)).last
    assert found is not None
    assert (found.conversations, found.messages) == (1, 1)


async def test_an_update_surprises_nobody(open_house: Opened) -> None:
    """[D5] What was due before goes 30 days after the server first knew the rule."""
    shop, _ = await furnished(open_house)
    open_house.clock.advance(1000 * DAY_MS)
    await publish(open_house, shop)
    await pass_days(open_house, BEGINS_DAYS - 0.01)
    assert await upkeep.sweep(open_house.house) == 0
    await pass_days(open_house, 0.01)
    assert await upkeep.sweep(open_house.house) == 1


async def test_a_clock_that_jumps_ahead_and_back_erases_nothing_early(open_house: Opened) -> None:
    """[D4] Neither chat nor a letter, whether by itself or by a command that came meanwhile; the report says it waits."""
    shop, customer = await furnished(open_house)
    await publish(open_house, shop)
    letter = await classed(open_house, customer, "letter")
    lost = await other(open_house, shop)
    kept = await classed(open_house, lost, "letter")
    await pass_days(open_house, BEGINS_DAYS)
    before = open_house.clock.now_ms()
    open_house.clock.set(BERLIN_2035 + DAY_MS)
    assert await upkeep.sweep(open_house.house) == 0
    assert (await report(open_house, shop)).waits_until_ms == BERLIN_2035 + 4 * DAY_MS
    # A command now: the letter stays, because its time is not over by a clock that is believed.
    outcome = await erase(open_house.house, lost)
    assert [(each.pos, each.class_) for each in outcome.kept] == [(kept[0].pos, "letter")]
    open_house.clock.advance(2 * DAY_MS)
    assert await upkeep.sweep(open_house.house) == 0
    open_house.clock.set(before + 1000)
    assert await upkeep.sweep(open_house.house) == 0
    assert (await report(open_house, shop)).waits_until_ms is None
    assert (await keeping(open_house, customer)).erased_ms is None
    assert [each.pos for each in (await keeping(open_house, customer)).kept] == [letter[0].pos]
    # What is due by the right clock still goes.
    await pass_days(open_house, DAYS)
    assert await upkeep.sweep(open_house.house) == 1


async def test_1970_does_not_shorten_the_thirty_days(open_house: Opened) -> None:
    """[D5] A machine without a battery starts at 1970 once: nothing goes before the thirty days are over."""
    shop, _ = await furnished(open_house)
    open_house.clock.advance(1000 * DAY_MS)
    await publish(open_house, shop)
    begins = (await report(open_house, shop)).begins_ms
    right = open_house.clock.now_ms()
    open_house.clock.set(1_000_000)
    assert await upkeep.sweep(open_house.house) == 0
    open_house.clock.set(right + HOUR_MS)
    while open_house.clock.now_ms() < begins:
        assert await upkeep.sweep(open_house.house) == 0
        open_house.clock.advance(DAY_MS)
    assert (await report(open_house, shop)).begins_ms == begins
    assert await upkeep.sweep(open_house.house) == 1


async def test_a_server_that_slept_for_years_goes_on_after_three_days(open_house: Opened) -> None:
    """[D4] A clock that stands is believed, and what fell due meanwhile goes."""
    shop, _ = await furnished(open_house)
    await publish(open_house, shop)
    await pass_days(open_house, BEGINS_DAYS)
    open_house.clock.set(BERLIN_2033)
    assert await upkeep.sweep(open_house.house) == 0
    for _ in range(2):
        open_house.clock.advance(DAY_MS)
        assert await upkeep.sweep(open_house.house) == 0
    open_house.clock.advance(DAY_MS)
    assert await upkeep.sweep(open_house.house) == 1


async def test_a_hold_and_a_restriction_keep(open_house: Opened) -> None:
    """[D6, D7] While either lasts nothing goes by itself; a hold that is over ends by itself and is written down."""
    shop, held = await furnished(open_house)
    await publish(open_house, shop)
    restricted = await other(open_house, shop)
    owner = await who(open_house.house, shop.owner)
    until = NOON + 100 * DAY_MS
    await holds.hold(open_house.house, owner, held.conversation, "dispute", until)
    theirs = await who(open_house.house, restricted.device)
    await requests.restrict(open_house.house, theirs, restricted.conversation, on=True)
    await pass_days(open_house, 95)
    assert await upkeep.sweep(open_house.house) == 0
    await pass_days(open_house, 5)
    assert await upkeep.sweep(open_house.house) == 1
    await requests.restrict(open_house.house, theirs, restricted.conversation, on=False)
    assert await upkeep.sweep(open_house.house) == 1

    def words(connection: object) -> list[str]:
        lines = [Line(*row) for row in audit.every(connection, shop.key)]  # type: ignore[arg-type]
        assert first_wrong(lines) is None
        return [each.what for each in lines]

    told = await open_house.house.read(words)
    assert told == [
        "hold",
        "request",
        "restricted",
        "hold_ended",
        "expired",
        "request_state",
        "unrestricted",
        "expired",
    ]


async def test_a_held_letter_stays_whoever_asked(open_house: Opened) -> None:
    """[D6, AO § 147(3)] A command takes the chat; the letter outlives its time until the hold ends."""
    shop, customer = await furnished(open_house)
    await publish(open_house, shop)
    letter = await classed(open_house, customer, "letter")
    owner = await who(open_house.house, shop.owner)
    await holds.hold(open_house.house, owner, customer.conversation, "assessment", None)
    await erase(open_house.house, customer)
    await travel(open_house.house, open_house.clock, BERLIN_2033)
    assert await upkeep.sweep(open_house.house) == 0
    await holds.let_go(open_house.house, owner, customer.conversation)
    assert await upkeep.sweep(open_house.house) == 1
    assert open_house.batches[-1].events or letter


async def test_a_long_conversation_goes_in_slices(open_house: Opened) -> None:
    """[D1, L7] More than one event of the log empties: all tombstones name the event that lists them."""
    shop, customer = await furnished(open_house)
    await publish(open_house, shop)
    for _ in range(150):
        await spoken(open_house, customer)
    await pass_days(open_house, DAYS)
    assert await upkeep.sweep(open_house.house) == 1
    [said] = expiries(open_house)
    assert said.erased == [(3, 153)]
    left = await left_of(open_house, shop)
    assert (len(left), {each.pos for each in left}, {each.reason for each in left}) == (
        151,
        {154},
        {"expired"},
    )


async def test_the_text_that_an_expiry_names_stays(open_house: Opened) -> None:
    """[D2, S14] Another profile is published: the text by which the conversation went can still be read."""
    shop, _ = await furnished(open_house)
    await publish(open_house, shop, 30)
    await pass_days(open_house, 31)
    assert await upkeep.sweep(open_house.house) == 1
    await publish(open_house, shop, 60)
    text = await open_house.house.read(
        lambda connection: profiles.content(connection, shop.key, bytes([30] * 32))
    )
    assert text is not None
    assert msgspec.msgpack.decode(text)["retention"] == {"chat_days": 30}


@pytest.mark.parametrize("seed", seeds(12))
async def test_no_byte_is_left(tmp_path: Path, seed: int) -> None:
    """[D1, A10] Any mixture of conversations: of those that are over neither ciphertext nor slot is in any file."""
    chance = random.Random(seed)
    async with opened(tmp_path, SettableClock(NOON)) as house:
        shop, customer = await furnished(house)
        await publish(house, shop)
        people = [customer, *[await other(house, shop) for _ in range(chance.randint(1, 4))]]
        said = {
            at: [(await spoken(house, each))[1] for _ in range(chance.randint(1, 30))]
            for at, each in enumerate(people)
        }
        await pass_days(house, 50)
        alive = {at for at in said if chance.random() < 0.5}
        for at in alive:
            said[at].append((await spoken(house, people[at]))[1])
        await pass_days(house, 41)
        assert await upkeep.sweep(house.house) == len(people) - len(alive)
        gone = [each for at, messages in said.items() if at not in alive for each in messages]
        assert seen(tmp_path, {each for one in gone for each in windows(one)}) == set()
        still = [each for at in alive for each in said[at]]
        assert bool(seen(tmp_path, {each for one in still for each in windows(one)})) == bool(still)


async def test_figures_stay_and_can_be_counted_again(open_house: Opened) -> None:
    """[D1, L14] What was counted stays but for the times of receipts; counting everything again gives the same."""
    shop, customer = await furnished(open_house)
    await publish(open_house, shop)
    await spoken(open_house, customer)
    await spoken(open_house, customer, by=shop.member)
    await count(open_house.house)

    def plain(connection: object) -> dict[int, bytes]:
        query = select(statistics_days.c.day, statistics_days.c.counts).order_by(statistics_days.c.day)
        return {row[0]: row[1] for row in connection.execute(query)}  # type: ignore[attr-defined]

    before = await open_house.house.read(plain)
    await pass_days(open_house, DAYS)
    assert await upkeep.sweep(open_house.house) == 1
    await count(open_house.house)
    after = await open_house.house.read(plain)
    assert after == before
    await rebuild(open_house.house)
    assert await open_house.house.read(plain) == after
