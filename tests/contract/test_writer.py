"""The writer: one transaction for all waiting jobs, answers after the commit, refusals that change nothing (A2, L1, W3)."""

import asyncio
import sqlite3
import threading
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from tests.world.clock import NOON
from tests.world.house import Opened, opened
from tests.world.patience import PATIENCE
from tests.world.shop import Customer, Shop, found
from tresen.clock import SettableClock
from tresen.core.messages import peek_header
from tresen.core.model import Kind, Party, Role
from tresen.core.policy import Who
from tresen.core.records import Header
from tresen.core.wire import Act, Send
from tresen.desk import messages
from tresen.errors import Refusal
from tresen.store.schema import conversations, events, slots
from tresen.store.state import Stored
from tresen.store.tx import Tx

Rows = list[tuple[Any, ...]]


async def furnished(house: Opened) -> tuple[Shop, Customer, Who]:
    shop = await found(house.house)
    customer = shop.customer()
    await customer.begin(house.house)
    return shop, customer, await who(house, customer.device.keys.id)


async def who(house: Opened, public_id: bytes) -> Who:
    def job(tx: Tx) -> Who:
        device = tx.device_by_id(public_id)
        assert device is not None
        return Who(device.business_id, device.id, Role(device.role), device.person, device.conversation_id)

    return await house.house.write(job)


def sending(customer: Customer, sender: Who, **fields: Any) -> Callable[[Tx], Stored]:
    message = customer.message(**fields)
    return messages.send(sender, message, header_of(message))


def header_of(message: Send) -> Header:
    return peek_header(message.header)


async def log_of(house: Opened, business: int) -> Rows:
    def read(connection: Any) -> Rows:
        query = select(events.c.seq, events.c.pos, events.c.kind, events.c.counter).order_by(events.c.seq)
        return [tuple(row) for row in connection.execute(query.where(events.c.business_id == business))]

    return await house.house.read(read)


async def test_numbers_are_dense_and_in_commit_order(open_house: Opened) -> None:
    """[L1, L2] Waiting jobs get seq and pos without gaps, in the order in which they were submitted."""
    shop, customer, sender = await furnished(open_house)
    jobs = [open_house.house.write(sending(customer, sender)) for _ in range(150)]
    stored = await asyncio.gather(*jobs)
    assert [each.pos for each in stored] == list(range(4, 154))
    assert [row[0] for row in await log_of(open_house, shop.key)] == list(range(1, stored[-1].seq + 1))
    assert len(open_house.batches) < 150


async def test_the_answer_follows_the_announcement_and_the_commit(open_house: Opened) -> None:
    """[A2, W3, L3] Whoever is told "stored" finds it on disk through another connection."""
    shop, customer, sender = await furnished(open_house)
    seen = []

    def done(stored: Any, error: Exception | None) -> None:
        assert error is None
        on_disk = sqlite3.connect(open_house.house.database.file)
        seen.append(on_disk.execute("SELECT max(seq) FROM events").fetchone()[0] >= stored.seq)
        on_disk.close()
        seen.append(any(each.seq == stored.seq for batch in open_house.batches for each in batch.events))

    for _ in range(20):
        open_house.house.writer.submit(sending(customer, sender), done)
    await open_house.house.write(lambda tx: tx.business(shop.key).seq)
    assert seen == [True] * 40


async def test_a_refused_job_changes_nothing(open_house: Opened) -> None:
    """[L4, I-10] A job that raises after a change leaves nothing behind, and the other jobs stand."""
    shop, customer, sender = await furnished(open_house)
    before = await log_of(open_house, shop.key)

    def spoilt(tx: Tx) -> None:
        sending(customer, sender)(tx)
        conversation = tx.conversation_by_id(shop.key, customer.conversation)
        tx.set_state(conversation, closed=True)
        tx.add_device(tx.business(shop.key), b"x" * 16, "member", 9, b"", b"")
        raise Refusal("bad_request", "spoilt")

    good = [open_house.house.write(sending(customer, sender)) for _ in range(3)]
    bad = open_house.house.write(spoilt)
    more = [open_house.house.write(sending(customer, sender)) for _ in range(3)]
    outcomes = await asyncio.gather(*good, bad, *more, return_exceptions=True)
    assert [type(each) for each in outcomes] == [Stored] * 3 + [Refusal] + [Stored] * 3
    after = await log_of(open_house, shop.key)
    assert len(after) == len(before) + 6
    assert [row[0] for row in after] == list(range(1, len(after) + 1))

    def state(tx: Tx) -> tuple[bool, bool]:
        conversation = tx.conversation_by_id(shop.key, customer.conversation)
        return conversation.closed, tx.device_by_id(b"x" * 16) is None

    assert await open_house.house.write(state) == (False, True)


async def test_many_spoilt_jobs_do_not_stop_the_good_ones(open_house: Opened) -> None:
    """[I-12] One bad command never blocks others, however many there are."""
    _, customer, sender = await furnished(open_house)

    def spoilt(tx: Tx) -> None:
        sending(customer, sender)(tx)
        raise ValueError("a mistake of ours")

    jobs: list[Any] = []
    for _ in range(60):
        jobs += [open_house.house.write(spoilt), open_house.house.write(sending(customer, sender))]
    outcomes = await asyncio.gather(*jobs, return_exceptions=True)
    assert {type(each) for each in outcomes[1::2]} == {Stored}
    assert {getattr(each, "code", None) for each in outcomes[::2]} == {"internal"}


async def test_the_same_command_again_has_the_first_outcome(open_house: Opened) -> None:
    """[L4, A4] The same id twice stores once; a counter that another command used is refused; a free one is new."""
    shop, customer, sender = await furnished(open_house)
    send = sending(customer, sender)
    first = await open_house.house.write(send)
    open_house.clock.advance(5000)
    again = await open_house.house.write(send)
    assert again == msgspec.structs.replace(first, first=False)
    other = shop.customer()
    await other.begin(open_house.house)
    owner = await who(open_house, shop.owner.keys.id)
    counter = shop.owner.next_counter()
    in_one = shop.message(shop.owner, customer.epoch.key, counter)
    in_other = shop.message(shop.owner, other.epoch.key, counter)
    await open_house.house.write(messages.send(owner, in_one, header_of(in_one)))
    with pytest.raises(Refusal, match="counter_used"):
        await open_house.house.write(messages.send(owner, in_other, header_of(in_other)))
    late = sending(customer, sender, counter=customer.device.counter + 10)
    await open_house.house.write(late)
    skipped = sending(customer, sender, counter=customer.device.counter + 5)
    assert (await open_house.house.write(skipped)).first


class Fault:
    """Makes the writer's connection fail at the n-th commit from now, like a full or broken disk."""

    def __init__(self, error: str) -> None:
        self.left: int | None = None
        self._error = error

    def wrap(self, tx: Tx) -> None:
        commit = tx.commit

        def failing() -> None:
            if self.left == 0:
                self.left = None
                raise sqlite3.OperationalError(self._error)
            if self.left is not None:
                self.left -= 1
            commit()

        tx.commit = failing  # type: ignore[method-assign]


@pytest.mark.parametrize(
    ("error", "code"),
    [("database or disk is full", "storage_full"), ("disk I/O error", "internal")],
)
async def test_a_failed_commit_acknowledges_nothing(open_house: Opened, error: str, code: str) -> None:
    """[W3, I-1] Disk full or broken at the commit: nobody is told "stored", nothing is announced, and the writer goes on."""
    shop, customer, sender = await furnished(open_house)
    fault = Fault(error)
    await open_house.house.write(fault.wrap)
    before = await log_of(open_house, shop.key)
    announced = len(open_house.batches)
    fault.left = 0
    lost = await asyncio.gather(
        *(open_house.house.write(sending(customer, sender)) for _ in range(5)), return_exceptions=True
    )
    assert [getattr(each, "code", None) for each in lost] == [code] * 5
    assert all(isinstance(each, Refusal) and each.retryable for each in lost)
    assert await log_of(open_house, shop.key) == before
    assert len(open_house.batches) == announced
    stored = await open_house.house.write(sending(customer, sender))
    assert stored.seq == before[-1][0] + 1


async def outcome_of(work: Awaitable[Stored]) -> Stored | Refusal:
    try:
        return await work
    except Refusal as refusal:
        return refusal


async def test_a_real_full_disk(open_house: Opened) -> None:
    """[W3] The database may not grow: `storage_full`; once it may, the same command is stored."""
    shop, customer, sender = await furnished(open_house)

    def limit(pages: int | None) -> Callable[[Tx], None]:
        def job(tx: Tx) -> None:
            cursor: Any = tx._cursor
            now = cursor.execute("PRAGMA page_count").fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count={now if pages is not None else 1073741823}")

        return job

    await open_house.house.write(limit(0))
    send = sending(customer, sender)
    outcome: Stored | Refusal = await outcome_of(open_house.house.write(send))
    while isinstance(outcome, Stored):
        send = sending(customer, sender)
        outcome = await outcome_of(open_house.house.write(send))
    assert outcome.code == "storage_full"
    stored = await open_house.house.write(send)
    assert stored.first
    rows = await log_of(open_house, shop.key)
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    assert len(rows) == stored.seq


async def test_a_cancelled_waiter_does_not_undo_its_job(open_house: Opened) -> None:
    """The job is stored all the same."""
    shop, customer, sender = await furnished(open_house)
    task = asyncio.ensure_future(open_house.house.write(sending(customer, sender)))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await open_house.house.write(lambda tx: tx.business(shop.key).seq)
    assert (await log_of(open_house, shop.key))[-1][1] == 4


async def test_closing_finishes_the_queue(tmp_path: Path) -> None:
    """Jobs accepted before the end are stored and answered; later ones are refused with `shutting_down`."""
    answers: list[bool] = []
    async with opened(tmp_path, SettableClock(NOON)) as house:
        _, customer, sender = await furnished(house)
        for _ in range(300):
            house.house.writer.submit(
                sending(customer, sender), lambda stored, error: answers.append(error is None)
            )
        await house.house.writer.close()
        assert answers == [True] * 300
        with pytest.raises(Refusal, match="shutting_down"):
            house.house.writer.submit(sending(customer, sender))


async def test_everything_is_as_before_after_a_restart(tmp_path: Path) -> None:
    """[I-1] Heads, marks, unread, keys and counters come back from disk as memory had them."""
    async with opened(tmp_path, SettableClock(NOON)) as house:
        shop, customer, sender = await furnished(house)
        for _ in range(5):
            await house.house.write(sending(customer, sender))
        owner = await who(house, shop.owner.keys.id)
        await house.house.write(messages.mark(owner, [messages.Receipt(customer.conversation, 6, 5)]))

        def look(tx: Tx) -> list[Any]:
            return [
                replace(tx.business(shop.key), automatic=None),
                tx.conversation_by_id(shop.key, customer.conversation),
                tx.device(sender.device),
            ]

        before = await house.house.write(look)
    async with opened(tmp_path, SettableClock(NOON + 1)) as house:
        assert await house.house.write(look) == before
        assert before[1].unread == [6, 7, 8]


async def test_unread_is_the_teams_mark(open_house: Opened) -> None:
    """[L6] Spoken customer messages past the team's `read`; the team's own messages and unspoken ones do not count."""
    shop, customer, sender = await furnished(open_house)
    owner = await who(open_house, shop.owner.keys.id)
    await open_house.house.write(sending(customer, sender, spoken=False))
    answer = shop.message(shop.owner, customer.epoch.key)
    await open_house.house.write(messages.send(owner, answer, header_of(answer)))
    await open_house.house.write(sending(customer, sender))

    async def row() -> tuple[int, int]:
        def read(connection: Any) -> tuple[int, int]:
            c = conversations.c
            found = connection.execute(
                select(c.unread, c.waits).where(c.public_id == customer.conversation)
            ).one()
            return found[0], found[1]

        return await open_house.house.read(read)

    assert await row() == (2, 1)
    await open_house.house.write(messages.mark(owner, [messages.Receipt(customer.conversation, 9, 9)]))
    assert await row() == (0, 0)


async def test_a_message_reopens_a_closed_conversation(open_house: Opened) -> None:
    """[L11] The `reopened` event is stored right before the message, in the same transaction."""
    shop, customer, sender = await furnished(open_house)
    owner = await who(open_house, shop.owner.keys.id)
    close = Act(shop.owner.next_counter(), customer.conversation, "close")
    await open_house.house.write(messages.act(owner, close))
    await open_house.house.write(sending(customer, sender))
    kinds = [(row[2], row[1]) for row in (await log_of(open_house, shop.key))[-3:]]
    assert kinds == [(Kind.CLOSED, 4), (Kind.REOPENED, 5), (Kind.MESSAGE, 6)]
    assert {each.kind for each in open_house.batches[-1].events} == {Kind.REOPENED, Kind.MESSAGE}


async def test_a_blocked_customer_may_read_but_not_write(open_house: Opened) -> None:
    """[L12] `conversation_blocked` for the customer; the team may still write; unblocked, it goes on."""
    shop, customer, sender = await furnished(open_house)
    owner = await who(open_house, shop.owner.keys.id)

    def block(on: bool) -> Any:
        return messages.act(owner, Act(shop.owner.next_counter(), customer.conversation, "block", on))

    await open_house.house.write(block(True))
    send = sending(customer, sender)
    with pytest.raises(Refusal, match="conversation_blocked"):
        await open_house.house.write(send)
    await open_house.house.write(messages.mark(sender, [messages.Receipt(customer.conversation, 3, 3)]))
    answer = shop.message(shop.owner, customer.epoch.key)
    await open_house.house.write(messages.send(owner, answer, header_of(answer)))
    await open_house.house.write(block(False))
    assert (await open_house.house.write(send)).first


async def test_a_document_supersedes_the_one_before(open_house: Opened) -> None:
    """[L8, S11] The old version's header, slot and ciphertext are gone in the transaction that stores the new one."""
    shop, customer, _ = await furnished(open_house)
    owner = await who(open_house, shop.owner.keys.id)

    async def store(**fields: Any) -> Stored:
        message = shop.message(shop.owner, shop.back_room, doc=b"D" * 16, spoken=False, **fields)
        return await open_house.house.write(messages.send(owner, message, header_of(message)))

    first = await store(about=customer.conversation)
    second = await store(about=customer.conversation)

    def read(connection: Any) -> Rows:
        e = events.c
        query = select(e.seq, e.header, e.ciphertext, e.signature, slots.c.slot).outerjoin(
            slots, (slots.c.seq == e.seq) & (slots.c.business_id == e.business_id)
        )
        return [tuple(row) for row in connection.execute(query.where(e.seq.in_([first.seq, second.seq])))]

    gone, there = sorted(await open_house.house.read(read))
    assert gone[1:] == (None, None, None, None)
    assert None not in there
    with pytest.raises(Refusal, match="unknown_conversation"):
        await store(about=b"?" * 16)


async def test_a_message_needs_the_current_epoch(open_house: Opened) -> None:
    """[W7, S10] Another epoch, another hash, or a newer team record: `stale_epoch`; nothing is stored."""
    shop, customer, sender = await furnished(open_house)
    for fields in ({"epoch": 2}, {"epoch_hash": b"x" * 32}):
        with pytest.raises(Refusal, match="stale_epoch"):
            await open_house.house.write(sending(customer, sender, **fields))
    for fields in ({"doc": b"D" * 16}, {"about": customer.conversation}):
        with pytest.raises(Refusal, match="header_mismatch"):
            await open_house.house.write(sending(customer, sender, **fields))
    await open_house.house.write(
        lambda tx: tx.add_team_key(tx.business(shop.key), 2, b"n" * 32, b"x" * 32, 6)
    )
    with pytest.raises(Refusal, match="stale_epoch"):
        await open_house.house.write(sending(customer, sender))


async def test_a_revoked_device_is_refused(open_house: Opened) -> None:
    """[W9] From the very transaction that revokes it."""
    _, customer, sender = await furnished(open_house)
    await open_house.house.write(lambda tx: tx.revoke_device(tx.device(sender.device)))
    with pytest.raises(Refusal, match="revoked"):
        await open_house.house.write(sending(customer, sender))
    with pytest.raises(Refusal, match="revoked"):
        await open_house.house.write(messages.mark(sender, [messages.Receipt(customer.conversation, 3, 3)]))


async def test_marks_of_others_conversations_do_not_move(open_house: Opened) -> None:
    """[I-6, L6] One refused receipt does not hold up the others."""
    shop, customer, _ = await furnished(open_house)
    owner = await who(open_house, shop.owner.keys.id)
    wanted = [messages.Receipt(b"?" * 16, 3, 3), messages.Receipt(customer.conversation, 3, 3)]
    refused = await open_house.house.write(messages.mark(owner, wanted))
    assert [each.code for each in refused] == ["unknown_conversation"]
    (change,) = open_house.batches[-1].marks
    assert (change.party, change.delivered, change.read) == (Party.TEAM, 3, 3)


async def test_assigning_needs_somebody_of_the_team(open_house: Opened) -> None:
    """[L5] A person number, or nobody."""
    shop, customer, _ = await furnished(open_house)
    owner = await who(open_house, shop.owner.keys.id)

    async def assign(person: int | None) -> Stored:
        command = Act(shop.owner.next_counter(), customer.conversation, "assign", person)
        return await open_house.house.write(messages.act(owner, command))

    assert (await assign(2)).pos is None
    await assign(None)
    with pytest.raises(Refusal, match="not_found"):
        await assign(77)


async def test_the_writer_outlives_a_lost_database(open_house: Opened) -> None:
    """[I-12, W3] Without a connection waiting jobs are refused; the writer goes on once there is one."""
    _, customer, sender = await furnished(open_house)
    fault = Fault("disk I/O error")
    await open_house.house.write(fault.wrap)
    fault.left = 0
    file = open_house.house.database.file
    with pytest.raises(Refusal, match="internal"):
        await open_house.house.write(sending(customer, sender))
    away = file.rename(file.with_suffix(".away"))
    file.mkdir()
    for _ in range(3):
        with pytest.raises(Refusal, match="internal"):
            await open_house.house.write(sending(customer, sender))
    file.rmdir()
    away.rename(file)
    assert (await open_house.house.write(sending(customer, sender))).pos == 4


async def test_what_comes_during_a_batch_is_the_next_one(open_house: Opened) -> None:
    """[A2, W3] The thread is woken once per batch: jobs of several turns of the loop wait for it and are one commit."""
    _, customer, sender = await furnished(open_house)
    written = len(open_house.batches)
    begun, go_on = threading.Event(), threading.Event()
    first = sending(customer, sender)

    def slow(tx: Tx) -> Stored:
        begun.set()
        go_on.wait(PATIENCE)
        return first(tx)

    answers = [asyncio.ensure_future(open_house.house.write(slow))]
    await asyncio.to_thread(begun.wait, PATIENCE)
    for _ in range(5):
        answers.append(asyncio.ensure_future(open_house.house.write(sending(customer, sender))))
        await asyncio.sleep(0)
    go_on.set()
    stored = await asyncio.gather(*answers)
    assert [each.pos for each in stored] == list(range(stored[0].pos or 0, (stored[0].pos or 0) + 6))
    assert [len(batch.events) for batch in open_house.batches[written:]] == [1, 5]


async def test_a_listener_that_fails_does_not_hold_up_the_others(open_house: Opened) -> None:
    """[I-12] The loop reports its failure; the answers of the same batch arrive."""
    _, customer, sender = await furnished(open_house)
    reported: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: reported.append(context["exception"]))

    def broken(stored: Any, error: Exception | None) -> None:
        raise LookupError

    open_house.house.writer.submit(sending(customer, sender), broken)
    assert (await open_house.house.write(sending(customer, sender))).pos == 5
    assert [type(each) for each in reported] == [LookupError]


async def test_a_clock_that_is_put_right_makes_no_time_run_back(tmp_path: Path) -> None:
    """[D10] Back by ten minutes at most, times stand still until the clock has caught up; back by more, it counts."""
    clock = SettableClock(10**12)
    async with opened(tmp_path, clock=clock) as house:

        async def now() -> int:
            return await house.house.write(lambda tx: tx.now_ms)

        told = []
        for step in (0, -1, -600_000 + 1, 0, 1_200_000, -600_001):
            clock.advance(step)
            told.append(await now() - 10**12)
        assert told == [0, 0, 0, 0, 600_000, -1]
