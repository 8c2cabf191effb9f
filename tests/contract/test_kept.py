"""What commercial law retains is skipped, listed, and erased when due; the list of conversations follows (L7, L9)."""

import asyncio
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select, update

from tests.contract.test_erasing import erased_seqs, furnished, noted, spoken
from tests.world.clock import NOON, travel
from tests.world.depth import seeds
from tests.world.erase import act, bodies, erase, id_of, log, say, target, who
from tests.world.house import Opened, opened
from tests.world.patience import PATIENCE
from tests.world.shop import Customer, Shop, found
from tresen.clock import SettableClock
from tresen.core.model import Kind
from tresen.core.wire import Send
from tresen.desk import messages, reading, upkeep
from tresen.desk.erasing.kept import KeptMessages, kept
from tresen.desk.messages import Receipt
from tresen.errors import Refusal
from tresen.store import listing
from tresen.store.database import SET_ASIDE
from tresen.store.schema import conversations, events
from tresen.store.state import Stored

BERLIN_2033 = int(datetime(2032, 12, 31, 23, tzinfo=UTC).timestamp() * 1000)
BERLIN_2035 = int(datetime(2034, 12, 31, 23, tzinfo=UTC).timestamp() * 1000)
"""The tests' clock is in 2026: letters until the end of 2032, vouchers until the end of 2034, in Berlin."""


async def classed(house: Opened, customer: Customer, class_: str, **fields: Any) -> tuple[Stored, Send]:
    said = await spoken(house, customer, **fields)
    await act(house.house, customer.shop.member, customer.conversation, "class", (class_, said[0].pos))
    return said


async def keeping(house: Opened, customer: Customer) -> KeptMessages:
    asking = await who(house.house, customer.device)
    return await kept(house.house, asking, customer.conversation)


async def listed(house: Opened, shop: Shop) -> dict[str, tuple[int, list[bytes]]]:
    """Every filter's number and rows; the numbers must be those of the rows."""
    owner = await who(house.house, shop.owner)
    found_ = {}
    for filter_ in listing.FILTERS:
        page = await reading.conversations(house.house, owner, filter_, 0, 100)
        assert page.total == len(page.rows)
        found_[filter_] = (page.total, [row.conversation for row in page.rows])
    return found_


async def test_kept_and_erased_when_due(open_house: Opened) -> None:
    """[L7, L9] Exactly the due items go, each with a further event of the same command; a second run changes nothing."""
    shop, customer = await furnished(open_house)
    letter = await classed(open_house, customer, "letter")
    await spoken(open_house, customer)
    voucher = await classed(open_house, customer, "voucher")
    there = [(letter[0].pos, "letter", BERLIN_2033), (voucher[0].pos, "voucher", BERLIN_2035)]
    assert [
        (each.pos, each.class_, each.until_ms) for each in (await keeping(open_house, customer)).kept
    ] == there
    outcome = await erase(open_house.house, customer)
    assert [(each.pos, each.class_, each.until_ms) for each in outcome.kept] == there
    assert (await keeping(open_house, customer)).erased_ms == open_house.clock.now_ms()
    assert (await listed(open_house, shop))["closed"] == (1, [customer.conversation])
    for at_ms, gone, left in (
        (BERLIN_2033 - 1, [], there),
        (BERLIN_2033, [(letter[0].pos,) * 2], there[1:]),
        (BERLIN_2035 - 1, [], there[1:]),
        (BERLIN_2035, [(voucher[0].pos,) * 2], []),
    ):
        await travel(open_house.house, open_house.clock, at_ms)
        said = len(bodies(open_house))
        length = len(await log(open_house.house, shop))
        assert await upkeep.sweep(open_house.house) == len(gone)
        new = bodies(open_house)[said:]
        assert [each.erased for each in new] == ([gone] if gone else [])
        assert {each.body for each in new} <= {bodies(open_house)[0].body}
        assert len(await log(open_house.house, shop)) == length + len(new)
        kept = (await keeping(open_house, customer)).kept
        assert [(each.pos, each.class_, each.until_ms) for each in kept] == left
        length = len(await log(open_house.house, shop))
        assert await upkeep.sweep(open_house.house) == 0
        assert len(await log(open_house.house, shop)) == length
    assert (await listed(open_house, shop))["closed"] == (0, [])
    assert await erase(open_house.house, customer) == outcome


async def test_one_that_fails_keeps_no_other(open_house: Opened) -> None:
    """[I-12, L7] A command that can no longer be read is reported as a failure, after everything else due is erased."""
    shop, broken = await furnished(open_house)
    await classed(open_house, broken, "letter")
    await erase(open_house.house, broken)
    good = shop.customer()
    await good.begin(open_house.house)
    letter = await classed(open_house, good, "letter")
    await erase(open_house.house, good)
    first = next(each for each in await log(open_house.house, shop) if each.kind == Kind.ERASED)
    spoil = update(events).where(events.c.seq == first.seq).values(body=b"\xc1")
    await open_house.house.write(lambda tx: tx.execute(spoil).rowcount)
    await travel(open_house.house, open_house.clock, BERLIN_2033)
    with pytest.raises(Refusal, match="internal"):
        await upkeep.sweep(open_house.house)
    assert bodies(open_house)[-1].erased == [(letter[0].pos,) * 2]
    assert (await keeping(open_house, good)).kept == []


async def test_what_fails_once_is_done_the_next_time(open_house: Opened) -> None:
    """[L7] Any fault, such as a folder in place of a file, is reported; the next run erases what is due."""
    _, customer = await furnished(open_house)
    letter = await classed(open_house, customer, "letter")
    await erase(open_house.house, customer)
    aside = open_house.house.database.folder / SET_ASIDE
    (aside / "notes.db").mkdir(parents=True)
    (aside / f"{1:015d}.db").mkdir()
    told: asyncio.Queue[Exception] = asyncio.Queue()
    work = asyncio.get_running_loop().create_task(upkeep.keep_up(open_house.house, told.put_nowait, 0))
    async with asyncio.timeout(PATIENCE):
        assert isinstance(await told.get(), OSError)
        await travel(open_house.house, open_house.clock, BERLIN_2033)
        while (await keeping(open_house, customer)).kept or bodies(open_house)[-1].erased != [
            (letter[0].pos,) * 2
        ]:
            await told.get()
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)


async def test_what_is_asked_for_later_is_not_touched_before(open_house: Opened) -> None:
    """[L9] A letter outlives its time until somebody asks to erase it; then it is not retained."""
    shop, customer = await furnished(open_house)
    letter = await classed(open_house, customer, "letter")
    await travel(open_house.house, open_house.clock, BERLIN_2033)
    assert await upkeep.sweep(open_house.house) == 0
    assert await erased_seqs(open_house, shop) == set()
    outcome = await erase(open_house.house, customer, [target(*letter)])
    assert (outcome.erased, outcome.kept) == ([(letter[0].pos,) * 2], [])


async def test_back_to_chat(open_house: Opened) -> None:
    """[L9] Lifting the class erases what a command asked for meanwhile, under that command, and nothing else."""
    shop, customer = await furnished(open_house)
    asked = await classed(open_house, customer, "letter")
    other = await classed(open_house, customer, "voucher")
    about = await noted(open_house, shop, about=customer.conversation, refers=id_of(asked[1]))
    outcome = await erase(open_house.house, customer, [target(*asked)])
    assert (outcome.erased, [each.pos for each in outcome.kept]) == ([], [asked[0].pos])
    assert await erased_seqs(open_house, shop) == {about[0].seq}
    for said in (asked, other):
        await act(open_house.house, shop.owner, customer.conversation, "class", ("chat", said[0].pos))
    assert await erased_seqs(open_house, shop) == {asked[0].seq, about[0].seq}
    assert [each.erased for each in bodies(open_house)] == [[], [(asked[0].pos,) * 2]]
    assert len({each.body for each in bodies(open_house)}) == 1
    assert (await keeping(open_house, customer)).kept == []


async def test_retained_messages_of_an_erased_conversation_can_be_released(open_house: Opened) -> None:
    """[L7, L9] What is retained of an erased conversation can be released, never reclassed; then no list has it."""
    shop, customer = await furnished(open_house)
    letter = await classed(open_house, customer, "letter")
    await erase(open_house.house, customer)
    with pytest.raises(Refusal, match="conversation_erased"):
        await act(open_house.house, shop.owner, customer.conversation, "class", ("voucher", letter[0].pos))
    assert (await listed(open_house, shop))["closed"][0] == 1
    await act(open_house.house, shop.owner, customer.conversation, "class", ("chat", letter[0].pos))
    assert await listed(open_house, shop) == dict.fromkeys(listing.FILTERS, (0, []))
    assert bodies(open_house)[-1].erased == [(letter[0].pos,) * 2]


async def test_another_class(open_house: Opened) -> None:
    """[L9] A letter becomes a voucher: the longer time counts, also if erasing was asked for before."""
    shop, customer = await furnished(open_house)
    said = await classed(open_house, customer, "letter")
    await erase(open_house.house, customer, [target(*said)])
    await act(open_house.house, shop.owner, customer.conversation, "class", ("voucher", said[0].pos))
    await travel(open_house.house, open_house.clock, BERLIN_2033)
    assert await upkeep.sweep(open_house.house) == 0
    await travel(open_house.house, open_house.clock, BERLIN_2035)
    assert await upkeep.sweep(open_house.house) == 1
    assert await erased_seqs(open_house, shop) == {said[0].seq}


async def test_only_messages_have_a_class(open_house: Opened) -> None:
    """[L9, I-10] Records, positions that are not there, erased messages: `not_found`, and nothing is stored."""
    shop, customer = await furnished(open_house)
    said = await spoken(open_house, customer)
    await erase(open_house.house, customer, [target(*said)])
    length = len(await log(open_house.house, shop))
    for pos in (1, 2, 99, said[0].pos, said[0].pos + 1):  # type: ignore[operator]
        with pytest.raises(Refusal, match="not_found"):
            await act(open_house.house, shop.owner, customer.conversation, "class", ("letter", pos))
    with pytest.raises(Refusal, match="forbidden"):
        await act(open_house.house, shop.auditor, customer.conversation, "class", ("letter", 3))
    with pytest.raises(Refusal, match="forbidden"):
        await act(open_house.house, customer.device, customer.conversation, "class", ("letter", 3))
    assert len(await log(open_house.house, shop)) == length


async def test_class_is_the_teams(open_house: Opened) -> None:
    """[L5, L9] The event has a `seq` and no `pos`; the same command again stores nothing."""
    shop, customer = await furnished(open_house)
    stored = await act(open_house.house, shop.owner, customer.conversation, "class", ("letter", 3))
    (event,) = (event for event in await log(open_house.house, shop) if event.kind == Kind.CLASS)
    assert (event.pos, event.body, stored.pos) == (None, b"\x92\xa6letter\x03", None)
    shop.owner.counter -= 1
    again = await act(open_house.house, shop.owner, customer.conversation, "class", ("letter", 3))
    assert again == msgspec.structs.replace(stored, first=False)


async def test_the_row_follows(open_house: Opened) -> None:
    """[L6, W5] Unread and last message are found anew, also after a restart of the server."""
    shop, customer = await furnished(open_house)
    old = await spoken(open_house, customer)
    open_house.clock.advance(60_000)
    new = await spoken(open_house, customer)
    owner = await who(open_house.house, shop.owner)
    before = await reading.conversation(open_house.house, owner, customer.conversation)
    await erase(open_house.house, customer, [target(*new)])
    row = await reading.conversation(open_house.house, owner, customer.conversation)
    assert (before.unread, row.unread) == (3, 2)
    assert row.last_ms == before.last_ms - 60_000
    assert row.last != before.last
    await open_house.house.write(messages.mark(owner, [Receipt(customer.conversation, 3, 3)]))
    await erase(open_house.house, customer, [target(*old)], at_ms=2)
    row = await reading.conversation(open_house.house, owner, customer.conversation)
    assert row.unread == 0
    assert (await listed(open_house, shop))["unread"][0] == 0


@pytest.mark.parametrize("seed", seeds(4))
async def test_lists_and_counters_agree(tmp_path: Path, seed: int) -> None:
    """[W5, L7] However messages are sent, read, closed, assigned, classed and erased, the numbers are those of the rows.

    A restarted server finds the same.
    """
    chance = random.Random(seed)
    clock = SettableClock(NOON)
    async with opened(tmp_path, clock) as house:
        shop = await found(house.house)
        customers = [shop.customer() for _ in range(6)]
        for customer in customers:
            await customer.begin(house.house)
        for _ in range(60):
            customer = chance.choice(customers)
            clock.advance(chance.choice((0, 1000, int(timedelta(days=300) / timedelta(milliseconds=1)))))
            await happen(house, chance, shop, customer)
            await listed(house, shop)
        await upkeep.sweep(house.house)
        before = await rows(house), await listed(house, shop)
    async with opened(tmp_path, clock) as house:
        for customer in customers:
            await house.house.write(
                lambda tx, id_=customer.conversation: tx.recall(tx.conversation_by_id(shop.key, id_))  # type: ignore[misc]
            )
        assert (await rows(house), await listed(house, shop)) == before


async def rows(house: Opened) -> list[tuple[Any, ...]]:
    c = conversations.c
    query = select(c.id, c.closed, c.waits, c.unread, c.assigned, c.last_seq, c.erased_ms)
    return await house.house.read(lambda connection: [tuple(row) for row in connection.execute(query)])


async def happen(house: Opened, chance: random.Random, shop: Shop, customer: Customer) -> None:
    what = chance.choice((talk, talk, talk, run, run, wipe, wipe))
    try:
        await what(house, chance, shop, customer)
    except Refusal as refusal:
        if refusal.code not in ("conversation_erased", "not_found"):
            raise


async def talk(house: Opened, chance: random.Random, shop: Shop, customer: Customer) -> None:
    if chance.random() < 0.3:
        pos = chance.randrange(3, 9)
        reader = await who(house.house, shop.member)
        await house.house.write(messages.mark(reader, [Receipt(customer.conversation, pos, pos)]))
        return
    await say(house.house, shop, chance.choice([customer.device, shop.member]), customer.epoch.key)


async def run(house: Opened, chance: random.Random, shop: Shop, customer: Customer) -> None:
    class_: tuple[str, Any] = (
        "class",
        (chance.choice(("letter", "voucher", "chat")), chance.randrange(3, 9)),
    )
    others: list[tuple[str, Any]] = [("close", None), ("reopen", None), ("assign", 1), ("assign", None)]
    action, argument = chance.choice([class_] * 3 + others)
    await act(house.house, shop.owner, customer.conversation, action, argument)


async def wipe(house: Opened, chance: random.Random, shop: Shop, customer: Customer) -> None:
    if chance.random() < 0.3:
        await upkeep.sweep(house.house)
        return
    events = await log(house.house, shop)
    here = [each for each in events if each.conversation == customer.conversation and each.header is not None]
    targets = None
    if here and chance.random() < 0.7:
        event = chance.choice(here)
        message = Send(0, event.header or b"", b"", b"", b"")
        targets = [target(Stored(event.pos, 0, event.seq), message)]
    await erase(house.house, customer, targets, at_ms=chance.randrange(2**40))
