"""Floods on `/live` against default settings, and the crowds that must not notice the bounds (W6, W11)."""

from __future__ import annotations

import asyncio
import fcntl
import socket
import sys
import termios
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.integration.conftest import PUBLIC_URL, Running
from tests.world.clock import NOON
from tests.world.database import lay
from tests.world.shop import Customer, found
from tests.world.waited import Stopwatch
from tests.world.wire_client import WireClient
from tresen.app import running
from tresen.clock import SettableClock
from tresen.config import Settings
from tresen.core.bounds.rates import TYPING_SECONDS
from tresen.core.wire import Act, Error, Hello, Mark, Stored, Typing, TypingNow, encode
from tresen.desk.rates import CUSTOMERS

FLOOD = 20_016
HEAD_BYTES = 6
"""What a client's WebSocket frame costs beside its contents."""


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Running]:
    """A server as `tresen serve` runs it by default."""
    clock = SettableClock(NOON)
    lay(tmp_path)
    async with running(Settings(data=tmp_path, public_url=PUBLIC_URL, port=0), clock) as (app, port):
        server = Running(app, port, clock, await found(app.house))
        yield server
        await asyncio.gather(*(line.close() for line in server.lines))


async def answers(line: WireClient, until: int) -> list[Stored | Error]:
    """The next `count` answers to commands."""
    found: list[Stored | Error] = []
    while len(found) < until:
        frame = await line.next()
        assert frame is not None, line.code
        if isinstance(frame, Stored | Error):
            found.append(frame)
    return found


def wait_ms(error: Error) -> int:
    """How long the server asks to wait."""
    assert (error.code, error.retryable) == ("too_many", True), error
    return int(error.detail.split(" ")[0])


def standing_still(server: Running) -> list[float]:
    """The buckets fill by this time alone, which the test moves."""
    now = [1_000.0]
    server.app.house.spending._monotonic = lambda: now[0]
    return now


async def count(server: Running) -> int:
    """How many events are stored."""
    found = await server.app.house.read(
        lambda db: db.exec_driver_sql("select count(*) from events").scalar_one()
    )
    return int(found)


async def said(server: Running, customer: Customer, line: WireClient) -> float:
    """How long another customer's message takes."""
    watch = Stopwatch()
    line.send(customer.message())
    await line.take(Stored)
    return watch.seconds()


async def test_twenty_thousand_messages_from_one_socket(shop: Running) -> None:
    """[W11] The burst is stored and no more; every frame is answered, nobody is cut off, others go on."""
    krause, yilmaz = await shop.customer(), await shop.customer()
    flood, calm = await shop.enter(krause.device), await shop.enter(yilmaz.device)
    before = await count(shop)
    standing_still(shop)
    message = krause.message()
    small = encode(message)
    stop = asyncio.Event()

    async def pour() -> int:
        sent = 0
        while not stop.is_set() and sent < FLOOD:
            for _ in range(100):
                flood.send_raw(small if sent else encode(message))
                sent += 1
            await asyncio.sleep(0)
        return sent

    pouring = asyncio.create_task(pour())
    slowest = max([await said(shop, yilmaz, calm) for _ in range(20)])
    stop.set()
    await pouring
    assert slowest < 1
    assert await count(shop) - before <= 20 + CUSTOMERS.commands.burst
    assert flood.code is None


async def test_waiting_as_told_loses_nothing(shop: Running) -> None:
    """[W11, L4] Beyond the burst each message is refused with the time to wait, and passes after it."""
    customer = await shop.customer()
    line = await shop.enter(customer.device)
    now = standing_still(shop)
    messages = [customer.message() for _ in range(CUSTOMERS.commands.burst + 2)]
    stored, refused = [], 0
    for message in messages:
        while True:
            line.send(message)
            [answer] = await answers(line, 1)
            if isinstance(answer, Stored):
                stored.append(answer.counter)
                break
            assert answer.counter == message.counter
            refused += 1
            wait = wait_ms(answer)
            assert 0 < wait <= 1000
            now[0] += wait / 1000
    assert stored == [message.counter for message in messages]
    assert refused == 2


@pytest.mark.parametrize(
    "frame",
    [
        Mark(None, 1, 1),
        Typing(None, True),
        Act(1, bytes(16), "close"),
        Hello(bytes(16), bytes(64)),
        [5],
        "bad",
    ],
    ids=lambda frame: type(frame).__name__,
)
async def test_every_kind_of_frame_is_counted(shop: Running, frame: object) -> None:
    """[W11] 5,000 frames of any kind: beyond the burst each is answered `too_many`, and the connection stays."""
    customer = await shop.customer()
    line = await shop.enter(customer.device)
    for _ in range(5_000):
        line.send(frame)
    refused = 0
    while refused < 200:
        answer = await line.next()
        assert answer is not None, line.code
        refused += isinstance(answer, Error) and answer.code == "too_many"
    assert line.code is None


async def test_frames_beyond_the_bound_are_not_even_read(shop: Running) -> None:
    """[W11] The server stops reading: a flood stays in the sender's and the kernel's buffers, and others are served."""
    krause, yilmaz = await shop.customer(), await shop.customer()
    flood, calm = await shop.enter(krause.device), await shop.enter(yilmaz.device)
    anna = await shop.enter(shop.shop.owner)
    typing = encode(Typing(None, True))
    begun = asyncio.get_running_loop().time()
    # Masked with zeros, a thousand at once: Python 3.13 counts all that waits again at each write.
    thousand = (bytes([0x82, 0x80 | len(typing), 0, 0, 0, 0]) + typing) * 1000
    for _ in range(564):
        flood.transport.underlying_transport.write(thousand)
    for _ in range(10):
        await said(shop, yilmaz, calm)
    sent = 564_000 * (len(typing) + HEAD_BYTES)
    assert taken(shop, flood, sent) < sent / 100
    told = [frame for frame in await drain(anna) if isinstance(frame, TypingNow)]
    passed = asyncio.get_running_loop().time() - begun
    assert len(told) <= 2 + passed // TYPING_SECONDS


def taken(server: Running, line: WireClient, sent: int) -> int:
    """How many of the bytes sent on that line, which runs in this process, the server has read from its socket."""
    flooding = line.transport.underlying_transport
    own: socket.socket = flooding.get_extra_info("socket")
    [held] = [
        each
        for each in (one._socket.get_extra_info("socket") for one in server.app.live.lines)
        if each.getpeername() == own.getsockname()
    ]
    waiting = (
        flooding.get_write_buffer_size() + queued(own, termios.TIOCOUTQ) + queued(held, termios.FIONREAD)
    )
    return sent - waiting


def queued(held: socket.socket, which: int) -> int:
    """The bytes in the kernel's buffer: not yet taken over by the other side (TIOCOUTQ), or not yet read (FIONREAD)."""
    answer = fcntl.ioctl(held.fileno(), which, bytes(4))
    return int.from_bytes(answer, sys.byteorder)


async def drain(line: WireClient) -> list[object]:
    """Everything pushed until nothing more comes."""
    found: list[object] = []
    while True:
        try:
            found.append(await asyncio.wait_for(line.next(), 0.3))
        except TimeoutError:
            return found


async def test_typing_passes_once_in_two_seconds(shop: Running) -> None:
    """[W6] Of a hundred flags the first passes at once and the latest after two seconds."""
    customer = await shop.customer()
    line, anna = await shop.enter(customer.device), await shop.enter(shop.shop.owner)
    begun = asyncio.get_running_loop().time()
    for n in range(100):
        line.send(Typing(None, n % 2 == 0))
    assert (await anna.take(TypingNow)).on is True
    assert (await anna.take(TypingNow)).on is False
    assert asyncio.get_running_loop().time() - begun >= TYPING_SECONDS - 0.1
    assert [frame for frame in anna.seen if isinstance(frame, TypingNow)] == []


@pytest.mark.parametrize("state", ["blocked", "erased"])
async def test_blocked_and_erased_conversations_have_no_typing(shop: Running, state: str) -> None:
    """[W6, L7, L12] A blocked customer's flags reach nobody, nor those in an erased conversation."""
    customer = await shop.customer()
    line, anna = await shop.enter(customer.device), await shop.enter(shop.shop.owner)
    if state == "blocked":
        anna.send(Act(shop.shop.owner.next_counter(), customer.conversation, "block", True))
        await anna.take(Stored)
    else:
        await shop.app.house.write(
            lambda tx: tx.end_conversation(tx.conversation_by_id(1, customer.conversation), gone=True)
        )
    line.send(Typing(None, True))
    anna.send(Typing(customer.conversation, True))
    assert [f for f in [*await drain(anna), *await drain(line)] if isinstance(f, TypingNow)] == []


async def test_a_slow_reader_is_not_cut_off_by_typing(shop: Running) -> None:
    """[W4, W6] A client that does not read gets no flags, and its buffer does not grow."""
    customer = await shop.customer()
    ben = await shop.enter(shop.shop.member)
    ben.transport.underlying_transport.pause_reading()
    [slow] = [line for line in shop.app.live.lines if line.welcome]
    frame = encode(TypingNow(customer.conversation, None, True))
    for _ in range(564_000):
        slow.hint(frame)
    assert slow._socket.get_write_buffer_size() < 128 * 1024
    ben.transport.underlying_transport.resume_reading()
    assert ben.code is None


async def test_two_hundred_customers_behind_one_wifi(shop: Running) -> None:
    """[W11] Each writes, marks and types as people do; nothing is refused."""
    customers = [await shop.customer() for _ in range(200)]
    lines = [await shop.enter(each.device) for each in customers]

    async def chat(customer: Customer, line: WireClient) -> None:
        for n in range(5):
            line.send(Typing(None, True))
            line.send(customer.message())
            line.send(Mark(None, 3 + n, 3 + n))
            await line.take(Stored)

    await asyncio.gather(*(chat(*each) for each in zip(customers, lines, strict=True)))
    assert [f for line in lines for f in line.seen if isinstance(f, Error)] == []


async def test_thirty_pupils_who_write_at_once(shop: Running) -> None:
    """[W11] Twenty lines in a row from each of thirty devices are stored at once."""
    pupils = [await shop.customer() for _ in range(30)]
    lines = [await shop.enter(each.device) for each in pupils]
    for _ in range(20):
        for pupil, line in zip(pupils, lines, strict=True):
            line.send(pupil.message())
    for line in lines:
        assert all(isinstance(each, Stored) for each in await answers(line, 20))


async def test_a_bot_that_answers_twenty_customers_a_second(shop: Running) -> None:
    """[W11] What a program does that marks, answers and closes twenty conversations a second, for five seconds: said all at
    once, nothing of it is refused."""
    customers = [await shop.customer() for _ in range(20)]
    bot = await shop.enter(shop.shop.member)
    device = shop.shop.member
    answered = 0
    for _ in range(5):
        for customer in customers:
            conversation = customer.conversation
            bot.send(Mark(conversation, 3, 3))
            bot.send(Typing(conversation, True))
            bot.send(shop.shop.message(device, customer.epoch.key))
            bot.send(Act(device.next_counter(), conversation, "close"))
        for answer in await answers(bot, 40):
            assert isinstance(answer, Stored), answer
            answered += 1
    assert answered == 200
