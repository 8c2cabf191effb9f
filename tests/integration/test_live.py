"""`/live` over real sockets: what a client sees, frame by frame (W1–W9)."""

import asyncio
import os

import msgspec
import pytest
from picows import WSHandshakeError, WSListener, WSMsgType, ws_connect

from tests.integration.conftest import PUBLIC_URL, Running
from tests.world.patience import PATIENCE
from tests.world.shop import Device, found
from tests.world.wire_client import WireClient
from tresen.core.model import Kind, Role
from tresen.core.policy import Action, may
from tresen.core.wire import (
    Act,
    Bearer,
    Behind,
    Challenge,
    Error,
    Events,
    Hello,
    Mark,
    Marks,
    Ring,
    Stored,
    Typing,
    TypingNow,
    encode,
)
from tresen.errors import Refusal
from tresen.seal.keys import DeviceKeys
from tresen.store.tx import Tx


async def test_said_stored_delivered_read(server: Running) -> None:
    """[W3, L2, L6] The whole path of a message and its ticks."""
    customer = await server.customer()
    krause = await server.enter(customer.device)
    anna = await server.enter(server.shop.owner)
    message = customer.message()
    krause.send(message)
    stored = await krause.take(Stored)
    assert stored == Stored(message.counter, 4, server.clock.now_ms(), None)
    (event,) = (await anna.take(Events)).events
    assert (event.conversation, event.pos, event.kind, event.counter) == (
        customer.conversation, 4, Kind.MESSAGE, message.counter,
    )  # fmt: skip
    assert event.seq is not None
    assert msgspec.msgpack.decode(event.body) == [
        message.header, message.slot, message.ciphertext, message.signature,
    ]  # fmt: skip
    for delivered, read in ((4, 0), (4, 4)):
        anna.send(Mark(customer.conversation, delivered, read))
        for line in (krause, anna):
            (row,) = (await line.take(Marks)).marks
            assert (row.party, row.delivered, row.read) == (1, delivered, read)
    anna.send(server.shop.message(server.shop.owner, customer.epoch.key))
    (answer,) = (await krause.take(Events)).events
    assert (answer.seq, answer.pos, answer.device) == (None, 5, server.shop.owner.keys.id)


async def test_order_after_hello(server: Running) -> None:
    """[wire] welcome, events, marks, ready; a customer always gets both rows, staff at the head none."""
    customer = await server.customer()
    krause = await server.enter(customer.device, cursor=1, rev=3)
    assert [type(frame) for frame in krause.seen] == [Events, Marks]
    events, marks = krause.seen
    assert isinstance(events, Events)
    assert isinstance(marks, Marks)
    assert [(each.rev, each.pos) for each in events.events] == [(4, None), (5, None), (None, 2), (None, 3)]
    assert [row.party for row in marks.marks] == [0, 1]
    assert krause.welcome is not None
    assert (krause.welcome.head, krause.welcome.rev, krause.welcome.last_counter) == (3, 5, 1)
    assert krause.welcome.conversation == customer.conversation
    anna = await server.enter(server.shop.owner)
    assert anna.seen == []
    assert anna.welcome is not None
    assert (anna.welcome.role, anna.welcome.person, anna.welcome.head) == ("owner", 1, 8)


async def test_public_records_reach_customers_without_the_teams_wraps(server: Running) -> None:
    """[L5] The team record's wraps are the team's."""
    customer = await server.customer()
    krause = await server.enter(customer.device, cursor=3, rev=4)
    anna = await server.enter(server.shop.owner, cursor=4)
    assert isinstance(krause.seen[0], Events)
    assert isinstance(anna.seen[0], Events)
    to_customer = msgspec.msgpack.decode(krause.seen[0].events[0].body)
    to_team = msgspec.msgpack.decode(anna.seen[0].events[0].body)
    assert to_customer[:2] == to_team[:2]
    assert to_customer[2] is None
    assert len(to_team[2]) == 2


async def test_own_commands_come_as_stored_in_log_order(server: Running) -> None:
    """[W3] Between the events of others, never as events."""
    customer = await server.customer()
    anna, ben = await server.enter(server.shop.owner), await server.enter(server.shop.member)
    epoch = customer.epoch.key
    for sender, line in [(server.shop.owner, anna), (server.shop.member, ben)] * 10:
        line.send(server.shop.message(sender, epoch))
    for line, me in ((anna, server.shop.owner.keys.id), (ben, server.shop.member.keys.id)):
        seqs: list[int | None] = []
        while len(seqs) < 20:
            frame = await line.next()
            if isinstance(frame, Stored):
                seqs.append(frame.seq)
            elif isinstance(frame, Events):
                assert me not in {event.device for event in frame.events}
                seqs += [event.seq for event in frame.events]
        assert seqs == list(range(9, 29))


async def test_the_same_message_again(server: Running) -> None:
    """[L4] Sent twice, over two connections: one event, one outcome."""
    customer = await server.customer()
    krause = await server.enter(customer.device)
    message = customer.message()
    krause.send(message)
    first = await krause.take(Stored)
    server.clock.advance(60_000)
    again = await server.enter(customer.device)
    again.send(message)
    assert await again.take(Stored) == first


@pytest.mark.parametrize("wrong", ["signature", "url", "challenge", "unknown", "length"])
async def test_who_cannot_prove_itself_is_turned_away(server: Running, wrong: str) -> None:
    """[W2, W9] An error frame and close 4003; nothing about the log is revealed."""
    customer = await server.customer()
    line = await server.connect()
    challenge = (await line.take(Challenge)).challenge
    device = Device(DeviceKeys.generate()) if wrong == "unknown" else customer.device
    hello = device.hello(PUBLIC_URL, challenge)
    if wrong == "signature":
        hello = msgspec.structs.replace(hello, signature=bytes(64))
    if wrong == "url":
        hello = device.hello("http://elsewhere", challenge)
    if wrong == "challenge":
        hello = device.hello(PUBLIC_URL, bytes(32))
    if wrong == "length":
        hello = msgspec.structs.replace(hello, device=b"short")
    line.send(hello)
    error = await line.take(Error)
    assert error.code == {"unknown": "unknown_device", "length": "bad_frame"}.get(wrong, "bad_signature")
    assert await line.closed() == 4003
    assert line.seen == []


async def test_nothing_before_hello(server: Running) -> None:
    """[W2] A command before the welcome ends the connection."""
    customer = await server.customer()
    line = await server.connect()
    await line.take(Challenge)
    line.send(customer.message())
    assert (await line.take(Error)).code == "not_welcome"
    assert await line.closed() == 4003


async def test_hello_must_come_within_five_seconds(server: Running) -> None:
    """[W2] A silent connection is closed with 4003. Nobody waits for five: `test_http_bounds` does, for many at once."""
    assert server.app.live.hello_seconds == 5
    server.app.live.hello_seconds = 0.05
    line = await server.connect()
    assert (await line.take(Error)).code == "not_welcome"
    assert await line.closed() == 4003


async def test_one_connection_per_device(server: Running) -> None:
    """[W9] A second hello of the same device closes the first with 4001."""
    first = await server.enter(server.shop.owner)
    second = await server.enter(server.shop.owner)
    assert (await first.take(Error)).code == "replaced"
    assert await first.closed() == 4001
    await server.customer()
    assert len((await second.take(Events)).events) == 3
    assert len(server.app.house.sessions) == 1


async def test_at_most_256_events_are_resumed(server: Running) -> None:
    """[W4] 256 behind: events. 257 behind: `behind` with head and rev, then live."""
    customer = await server.customer()
    krause = await server.enter(customer.device)
    for _ in range(256):
        krause.send(customer.message())
        await krause.take(Stored)
    anna = await server.enter(server.shop.owner, cursor=8)
    assert [type(frame) for frame in anna.seen if isinstance(frame, Behind)] == []
    events = [event.seq for frame in anna.seen if isinstance(frame, Events) for event in frame.events]
    assert events == list(range(9, 265))
    ben = await server.enter(server.shop.member, cursor=7)
    assert ben.seen == [Behind(264, 5)]
    krause.send(customer.message())
    assert [event.seq for event in (await ben.take(Events)).events] == [265]
    krause = await server.enter(customer.device, cursor=0, rev=0)
    assert isinstance(krause.seen[0], Behind)
    assert krause.seen[0] == Behind(260, 5)
    assert isinstance(krause.seen[1], Marks)


async def test_another_generation_starts_at_the_head(server: Running) -> None:
    """[L10] Cursors of another log mean nothing; the welcome names the current generation."""
    await server.customer()
    anna = await server.enter(server.shop.owner, cursor=1, generation=os.urandom(16))
    assert anna.seen == []
    assert anna.welcome is not None
    ben = await server.enter(server.shop.member, cursor=1, generation=anna.welcome.generation)
    assert isinstance(ben.seen[0], Events)


async def test_marks_changed_since_the_cursor(server: Running) -> None:
    """[L6] A resume sends the rows that moved at that head or later."""
    early, late = await server.customer(), await server.customer()
    anna = await server.enter(server.shop.owner)
    for customer in (early, late):
        anna.send(Mark(customer.conversation, 3, 0))
        await anna.take(Marks)
    assert anna.welcome is not None
    customer_line = await server.enter(late.device)
    customer_line.send(late.message())
    await customer_line.take(Stored)
    anna.send(Mark(late.conversation, 4, 4))
    await anna.take(Marks)
    ben = await server.enter(server.shop.member, cursor=anna.welcome.head + 1)
    rows = [row for frame in ben.seen if isinstance(frame, Marks) for row in frame.marks]
    assert [(row.conversation, row.delivered, row.read) for row in rows] == [(late.conversation, 4, 4)]


async def test_a_client_that_has_seen_what_is_not_there(server: Running) -> None:
    """[S7, S10] The server refuses a `seen_pos` beyond the head before anybody reads it; the head itself is fine."""
    customer = await server.customer()
    krause = await server.enter(customer.device)
    first = customer.device.prev[customer.conversation]
    krause.send(customer.message(seen_pos=4, seen_hash=first))
    assert (await krause.take(Error)).code == "header_mismatch"
    krause.send(customer.message(seen_pos=3, seen_hash=first))
    assert (await krause.take(Stored)).pos == 4


async def test_typing_reaches_the_others_and_is_not_stored(server: Running) -> None:
    """[W6] The team learns who types; the customer only that somebody does; nobody hears themselves."""
    customer = await server.customer()
    krause = await server.enter(customer.device)
    anna, ben = await server.enter(server.shop.owner), await server.enter(server.shop.member)
    anna.send(Typing(customer.conversation, True))
    assert await ben.take(TypingNow) == TypingNow(customer.conversation, 1, True)
    assert await krause.take(TypingNow) == TypingNow(customer.conversation, None, True)
    krause.send(Typing(None, False))
    assert await anna.take(TypingNow) == TypingNow(customer.conversation, None, False)
    assert krause.seen == [frame for frame in krause.seen if isinstance(frame, Marks)]


async def test_customers_hear_nothing_of_each_other(server: Running) -> None:
    """[I-6] Another customer's conversation, the back room and assignments stay the team's."""
    krause, yilmaz = await server.customer(), await server.customer()
    line, other = await server.enter(krause.device), await server.enter(yilmaz.device)
    anna = await server.enter(server.shop.owner)
    other.send(yilmaz.message())
    other.send(Mark(None, 4, 4))
    anna.send(server.shop.message(server.shop.owner, server.shop.back_room, spoken=False))
    anna.send(Act(server.shop.owner.next_counter(), krause.conversation, "assign", 2))
    anna.send(Typing(yilmaz.conversation, True))
    anna.send(Act(server.shop.owner.next_counter(), krause.conversation, "close"))
    (event,) = (await line.take(Events)).events
    assert (event.kind, event.conversation, event.seq) == (Kind.CLOSED, krause.conversation, None)
    assert [frame for frame in line.seen if not isinstance(frame, Marks)] == []


async def test_a_foreign_business_does_not_exist(server: Running) -> None:
    """[I-6] Staff of one business reach nothing of another on the same installation."""
    customer = await server.customer()
    other = await found(server.app.house, "andere")
    line = await server.enter(other.owner)
    line.send(Mark(customer.conversation, 3, 3))
    assert (await line.take(Error)).code == "unknown_conversation"
    line.send(Act(other.owner.next_counter(), customer.conversation, "close"))
    assert (await line.take(Error)).code == "unknown_conversation"
    message = other.message(other.owner, customer.epoch.key)
    line.send(message)
    error = await line.take(Error)
    assert (error.code, error.counter) == ("unknown_conversation", message.counter)
    krause = await server.enter(customer.device)
    krause.send(customer.message())
    await krause.take(Stored)
    assert line.seen == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xc1", "bad_frame"),
        (b"", "bad_frame"),
        (encode([42]), "unknown_frame"),
        (bytes(65_537), "too_large"),
    ],
)
async def test_a_bad_frame_is_answered_and_the_connection_stays(
    server: Running, data: bytes, code: str
) -> None:
    """[W1, A7] Unknown is answered, never fatal."""
    customer = await server.customer()
    krause = await server.enter(customer.device)
    krause.send_raw(data)
    error = await krause.take(Error)
    assert (error.counter, error.code) == (None, code)
    krause.send(customer.message())
    assert (await krause.take(Stored)).pos == 4


async def test_text_and_fragments(server: Running) -> None:
    """[W1] Frames are binary; a WebSocket message in several pieces is one frame."""
    customer = await server.customer()
    krause = await server.enter(customer.device)
    krause.transport.send(WSMsgType.TEXT, b"hallo")
    assert (await krause.take(Error)).code == "bad_frame"
    data = encode(customer.message())
    krause.transport.send(WSMsgType.BINARY, data[:500], fin=False)
    krause.transport.send(WSMsgType.CONTINUATION, data[500:900], fin=False)
    krause.transport.send(WSMsgType.CONTINUATION, data[900:])
    assert (await krause.take(Stored)).pos == 4


async def test_memory_for_one_frame_is_bounded(server: Running) -> None:
    """[W1, I-10] A frame far beyond the limit ends the connection; nobody else notices."""
    customer = await server.customer()
    krause, other = await server.enter(customer.device), await server.enter(server.shop.owner)
    krause.send_raw(bytes(300_000))
    assert await krause.closed() == 1009
    other.send(Mark(customer.conversation, 3, 3))
    assert (await other.take(Marks)).marks


async def test_a_slow_reader_is_shut_out(server: Running) -> None:
    """[W4] More than 1 MiB waiting: close 1013; the others go on, and the slow one loses nothing."""
    customer = await server.customer()
    krause, anna = await server.enter(customer.device), await server.enter(server.shop.owner)
    reading = anna.transport.underlying_transport
    reading.pause_reading()
    count = 0
    # By time, not by number: between goodbye and end passes a second, in which a fast machine stores thousands.
    async with asyncio.timeout(PATIENCE):
        while len(server.app.house.sessions) > 1:
            big = msgspec.structs.replace(customer.message(), ciphertext=os.urandom(16400))
            krause.send(big)
            await krause.take(Stored)
            count += 1
    reading.resume_reading()
    anna = await server.enter(server.shop.owner)
    assert anna.welcome is not None
    assert anna.welcome.head == 8 + count


async def test_a_revoked_device_is_disconnected_at_once(server: Running) -> None:
    """[W9] Its bearer ends with it; a new hello is refused."""
    line = await server.enter(server.shop.member)
    assert line.welcome is not None
    who = server.app.house.bearers.check(line.welcome.bearer)
    await server.app.house.write(lambda tx: tx.revoke_device(tx.device(who.device)))
    server.app.house.shut_out([who.device])
    assert (await line.take(Error)).code == "revoked"
    assert await line.closed() == 4003
    with pytest.raises(Refusal, match="not_welcome"):
        server.app.house.bearers.check(line.welcome.bearer)
    again = await server.connect()
    challenge = await again.take(Challenge)
    again.send(server.shop.member.hello(PUBLIC_URL, challenge.challenge))
    assert (await again.take(Error)).code == "revoked"


async def test_a_device_revoked_during_its_hello(server: Running) -> None:
    """[W9] Whenever the revocation falls, the session is refused or ended, never left open."""
    for moment in range(12):
        customer = await server.customer()
        line = await server.connect()
        challenge = await line.take(Challenge)
        line.send(customer.device.hello(PUBLIC_URL, challenge.challenge))
        for _ in range(moment):
            await asyncio.sleep(0)

        def revoke(tx: Tx, device: bytes = customer.device.keys.id) -> int:
            held = tx.device_by_id(device)
            assert held is not None
            tx.revoke_device(held)
            return held.id

        server.app.house.shut_out([await server.app.house.write(revoke)])
        assert await line.closed() == 4003
        assert [frame.code for frame in line.seen if isinstance(frame, Error)] == ["revoked"]


async def test_paper_and_auditors(server: Running) -> None:
    """[S2, A6] Paper gets a bearer and no feed; an auditor gets the feed but may send nothing."""
    customer = await server.customer()
    paper = await server.enter(customer.paper, cursor=0)
    auditor = await server.enter(server.shop.auditor)
    sheet = await server.enter(Device(server.shop.sheet))
    krause = await server.enter(customer.device)
    krause.send(customer.message())
    await krause.take(Stored)
    assert len((await auditor.take(Events)).events) == 1
    auditor.send(server.shop.message(server.shop.auditor, customer.epoch.key))
    assert (await auditor.take(Error)).code == "forbidden"
    paper.send(Mark(None, 3, 3))
    assert (await paper.take(Error)).code == "forbidden"
    assert paper.seen == []
    sheet.send(Typing(customer.conversation, True))
    assert (await sheet.take(Error)).code == "forbidden"
    assert sheet.seen == []
    assert not may(server.app.house.bearers.check(_bearer(paper)), Action.FOLLOW)
    assert server.app.house.bearers.check(_bearer(sheet)).role is Role.SHEET


def _bearer(line: WireClient) -> str:
    assert line.welcome is not None
    return line.welcome.bearer


async def test_a_ring_reaches_the_team(server: Running) -> None:
    """[wire] Something outside the log changed; customers do not hear of it."""
    customer = await server.customer()
    krause, anna = await server.enter(customer.device), await server.enter(server.shop.owner)
    server.app.house.sessions.ring(server.shop.key, "invites")
    assert await anna.take(Ring) == Ring("invites")
    krause.send(customer.message())
    await krause.take(Stored)
    assert Ring("invites") not in krause.seen


async def test_bearers_are_renewed_in_time(server: Running) -> None:
    """[W2] A `bearer` frame comes before the old bearer ends; both are valid until then."""
    anna = await server.enter(server.shop.owner)
    (line,) = server.app.live.lines
    line.look_after(asyncio.get_running_loop().time() + 14 * 60)
    fresh = await anna.take(Bearer)
    bearers = server.app.house.bearers
    assert bearers.check(fresh.bearer) == bearers.check(_bearer(anna))


async def test_other_paths_and_protocols_are_no_websocket(server: Running) -> None:
    """[W1] 404 elsewhere, 400 without the subprotocol."""
    for path, protocol, status in (("/other", "tresen.v1", 404), ("/live", "chat", 400)):
        with pytest.raises(WSHandshakeError) as refused:
            await ws_connect(
                WSListener,
                f"ws://127.0.0.1:{server.port}{path}",
                extra_headers={"Sec-WebSocket-Protocol": protocol},
                use_aiofastnet=False,
            )
        assert refused.value.response is not None
        assert refused.value.response.status == status


async def test_sixty_five_at_once(server: Running) -> None:
    """[W4] However many are sent at once, each is stored or refused with `too_many`; none is lost."""
    customer = await server.customer()
    krause = await server.enter(customer.device)
    messages = [customer.message() for _ in range(200)]
    for message in messages:
        krause.send(message)
    stored: set[int] = set()
    refused: set[int | None] = set()
    while len(stored) + len(refused) < 200:
        frame = await krause.next()
        if isinstance(frame, Stored):
            stored.add(frame.counter)
        elif isinstance(frame, Error):
            assert frame.code == "too_many"
            refused.add(frame.counter)
    assert stored | refused == {message.counter for message in messages}
    assert stored & refused == set()


async def test_hello_again_is_no_new_session(server: Running) -> None:
    """[W2] After the welcome a second hello is a bad frame."""
    anna = await server.enter(server.shop.owner)
    anna.send(Hello(server.shop.owner.keys.id, bytes(64)))
    assert (await anna.take(Error)).code == "bad_frame"
