"""The WebSocket `/live`: reads frames, carries out effects, sends frames. picows on the port that uvicorn serves (W1)."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Coroutine
from typing import Any, Final

from picows import WSFrame, WSListener, WSMsgType, WSTransport, WSUpgradeRequest

from tresen.core.bounds.rates import too_many
from tresen.core.policy import Who
from tresen.core.session import (
    Check,
    Effect,
    End,
    PassOn,
    Phase,
    Reply,
    Session,
    StoreAct,
    StoreMark,
    StoreMessage,
    Tell,
    error_frame,
)
from tresen.core.wire import (
    BEARER_SECONDS,
    CHALLENGE_BYTES,
    CLOSE_SLOW,
    FRAME_BYTES,
    HELLO_SECONDS,
    SLOW_READER_BYTES,
    SUBPROTOCOL,
    Bearer,
    Challenge,
    Hello,
    Ready,
    Stored,
    Welcome,
    encode,
)
from tresen.desk import messages
from tresen.desk.feed import Feed, Follower
from tresen.desk.files.sweep import remove_replaced
from tresen.desk.messages import Receipt
from tresen.desk.rates import Spent
from tresen.desk.seen import note_seen
from tresen.desk.services import Services
from tresen.desk.typing import TypingFlags
from tresen.desk.welcome import CaughtUp, Known, catch_up, recognise, up_to_now
from tresen.errors import Refusal
from tresen.telemetry import Meters, log
from tresen.transport.elsewhere import Elsewhere
from tresen.transport.rings import Rings
from tresen.transport.upgrade import Upgrade, let_in, turned_away

PATH: Final = b"/live"
MARKS_WAITING: Final = 256
"""The receipts of one turn of the loop become one job of at most so many."""
MARK_JOBS: Final = 64
"""So many jobs of receipts may wait for one connection. Later receipts become one row for each conversation until then."""
MARKS_HELD: Final = 4096
"""The most conversations whose receipts wait in this way."""
QUIET_SECONDS: Final = 40.0
"""The server pings after so long without a byte. After three times that it takes the line for dead."""
BEARER_RENEWED: Final = BEARER_SECONDS * 0.8
SWEEP_SECONDS: Final = 15.0
GOODBYE_SECONDS: Final = 1.0
HOLD_LEAST: Final = 0.1
HOLD_MOST: Final = 1.0
"""For at least and at most so many seconds nothing is read from a device that sends more frames than it may."""
HINT_BYTES: Final = 64 * 1024
"""A reader for whom more than this waits gets no typing flags."""
BINARY: Final = WSMsgType.BINARY
CLOSE: Final = WSMsgType.CLOSE


class Live:
    """All connections of this process."""

    def __init__(self, services: Services, feed: Feed, meters: Meters, rings: Rings) -> None:
        self.house, self.calls, self.feed, self.meters = services.context, services.calls, feed, meters
        self.rings = rings
        self.lines: set[Connection] = set()
        self.draining = False
        self.hello_seconds: float = HELLO_SECONDS
        self._elsewhere = Elsewhere(self.house.public_url)
        self._sweeper: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin to look after idle connections and ageing bearers."""
        self._sweeper = asyncio.get_running_loop().create_task(self._sweep())

    async def stop(self) -> None:
        """Tell every session, and close all connections with 1001."""
        self.draining = True
        if self._sweeper is not None:
            self._sweeper.cancel()
        for line in list(self.lines):
            line.end(Refusal("shutting_down", "the server stops; connect again in a moment"), 1001)

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run a connection's work; the task is held until it is done."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def signed_otherwise(self) -> None:
        """A known device's hello does not verify: most likely its links name another address than the public URL."""
        self._elsewhere.signed_otherwise()

    async def _sweep(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            self.house.bearers.sweep()
            self.house.spending.sweep()
            now = loop.time()
            for line in list(self.lines):
                line.look_after(now)

    def accept(self, request: WSUpgradeRequest) -> Upgrade | None:
        """The answer to an upgrade: 404 on other paths, 403 from another site's page (browsers send Origin, programs do
        not), 400 without the subprotocol, 503 while draining."""
        if request.path.partition(b"?")[0] != PATH:
            return None
        if self.draining:
            return turned_away(503, b"shutting down")
        origin = request.headers.get("Origin", self.house.public_url)
        if origin != self.house.public_url:
            self._elsewhere.came_by(origin)
            return turned_away(403, b"this is the page of another site")
        offered = request.headers.get("Sec-WebSocket-Protocol", "")
        if SUBPROTOCOL not in [part.strip() for part in offered.split(",")]:
            return turned_away(400, b"subprotocol tresen.v1 expected")
        return let_in(SUBPROTOCOL, Connection(self))


class Connection(WSListener):
    """One connection: it carries out what its `Session` decides. The feed reaches it as a `Line`."""

    __slots__ = (
        "_address", "_bearer_at", "_challenge", "_device", "_follower", "_goodbye", "_held_back", "_hello_timer", "_live",
        "_loop", "_mark_jobs", "_marks", "_parts", "_seen", "_seen_day", "_session", "_socket", "_spent", "_transport",
        "_typing",
    )  # fmt: skip

    def __init__(self, live: Live) -> None:
        self._live = live
        self._loop = asyncio.get_running_loop()
        self._session = Session()
        self._challenge = secrets.token_bytes(CHALLENGE_BYTES)
        self._transport: WSTransport | None = None
        self._follower: Follower | None = None
        self._device: int | None = None
        self._hello_timer: asyncio.TimerHandle | None = None
        self._marks: dict[bytes, Receipt] = {}
        self._parts: bytearray | None = None
        self._seen = self._loop.time()
        self._bearer_at, self._mark_jobs, self._goodbye = 0.0, 0, False
        self._seen_day: int | None = None
        self._spent: Spent | None = None
        self._held_back: asyncio.TimerHandle | None = None
        self._typing: TypingFlags | None = None

    # picows calls these

    def on_ws_connected(self, transport: WSTransport) -> None:
        """[W2, A8] Open with the challenge; five seconds for the answer. The request is forgotten at once."""
        self._transport = transport
        self._address = self._live.rings.address_of(transport)
        del transport.request.headers, transport.request.path, transport.response.headers
        self._socket = transport.underlying_transport
        self._live.lines.add(self)
        self._hello_timer = self._loop.call_later(self._live.hello_seconds, self._too_late)
        self.send(encode(Challenge(self._challenge)))

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """[W1] Binary messages are frames. Everything else belongs to the WebSocket protocol."""
        self._seen = self._loop.time()
        kind = frame.msg_type
        if self._spent is not None:
            wait = self._spent.frame(self._seen)
            if wait:
                self._hold_back(wait)
                if kind is BINARY and frame.fin and self._parts is None:
                    overrun = too_many("frame", wait)
                    self._carry_out(self._session.overrun(frame.get_payload_as_bytes(), overrun))
                    return
        if kind is BINARY and frame.fin and self._parts is None:
            self._act(frame.get_payload_as_bytes())
        elif kind is CLOSE:
            self._goodbye = True
            transport.send_close(frame.get_close_code())
            transport.disconnect()
        elif kind in (WSMsgType.BINARY, WSMsgType.CONTINUATION):
            self._collect(frame)
        elif kind is WSMsgType.TEXT:
            self._refuse(Refusal("bad_frame", "frames are binary"))

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        """The connection ended, on either side."""
        del transport
        self._session.close()
        self._live.lines.discard(self)
        if self._typing is not None:
            self._typing.close()
        for timer in (self._hello_timer, self._held_back):
            if timer is not None:
                timer.cancel()
        if self._follower is not None:
            self._live.feed.leave(self._follower)
        if self._device is not None:
            self._live.house.sessions.leave(self._device, self, goodbye=self._goodbye)
        if self._session.sender is not None:
            self._live.meters.sessions -= 1
        self._transport = None

    # The feed and the registry call these

    def send(self, frame: bytes) -> None:
        """Send a frame; a reader too slow for it is shut out (W4)."""
        if self._transport is None:
            return
        self._transport.send(BINARY, frame)
        if self._socket.get_write_buffer_size() > SLOW_READER_BYTES:
            self.end(Refusal("slow_reader", "more than 1 MiB was waiting"), CLOSE_SLOW)

    def hint(self, frame: bytes) -> None:
        """Send a frame that may be lost. Whoever is slow to read gets none (W6)."""
        if self._transport is not None and self._socket.get_write_buffer_size() <= HINT_BYTES:
            self._transport.send(BINARY, frame)

    @property
    def welcome(self) -> bool:
        """Whether the session is open. Others send to it only then."""
        return self._session.phase is Phase.OPEN

    def end(self, refusal: Refusal | None, code: int) -> None:
        """Send the reason, then close with that code."""
        transport = self._transport
        if transport is None or transport.is_close_frame_sent:
            return
        self._session.close()
        if refusal is not None:
            transport.send(WSMsgType.BINARY, encode(error_frame(refusal)))
            self._live.meters.refused(refusal.code)
        transport.send_close(code, None if refusal is None else refusal.code.encode())  # type: ignore[arg-type]
        self._loop.call_later(GOODBYE_SECONDS, transport.disconnect, False)

    def look_after(self, now: float) -> None:
        """Ping a quiet connection, drop a dead one, renew a bearer before it ends (W2)."""
        transport = self._transport
        if transport is None:
            return
        if now - self._seen > 3 * QUIET_SECONDS:
            transport.disconnect(False)
        elif now - self._seen > QUIET_SECONDS:
            transport.send_ping()
        sender = self._session.sender
        if (
            sender is not None
            and self._session.phase is Phase.OPEN
            and now - self._bearer_at > BEARER_RENEWED
        ):
            self._bearer_at = now
            until = self._live.house.clock.now_ms() + BEARER_SECONDS * 1000
            self.send(encode(Bearer(self._live.house.bearers.issue(sender.who), until)))
            self._live.spawn(self._note_seen(sender.who))

    # Inside

    def _collect(self, frame: WSFrame) -> None:
        """Collect a message that arrives in several WebSocket frames, up to the largest size of a frame of ours."""
        if self._parts is None:
            self._parts = bytearray()
        if len(self._parts) <= FRAME_BYTES:
            self._parts += frame.get_payload_as_bytes()
        if frame.fin:
            whole, self._parts = bytes(self._parts), None
            self._act(whole)

    def _hold_back(self, wait: float) -> None:
        """Stop reading until the device may send again: what it sends meanwhile waits at its own side."""
        if self._held_back is None:
            self._socket.pause_reading()
            pause = min(max(wait, HOLD_LEAST), HOLD_MOST)
            self._held_back = self._loop.call_later(pause, self._read_on)

    def _read_on(self) -> None:
        self._held_back = None
        if self._transport is not None:
            self._socket.resume_reading()

    def _act(self, data: bytes) -> None:
        try:
            self._carry_out(self._session.receive(data))
        except Refusal as refusal:
            self._refuse(refusal)

    def _carry_out(self, effect: Effect | None) -> None:
        if isinstance(effect, StoreMessage):
            self._store(effect)
        elif isinstance(effect, StoreMark):
            self._mark(effect)
        elif isinstance(effect, StoreAct):
            self._store(effect)
        elif isinstance(effect, PassOn):
            self._pass_on(effect)
        elif isinstance(effect, Reply):
            self._live.meters.refused(effect.frame.code)
            self.send(encode(effect.frame))
        elif isinstance(effect, Check):
            self._live.spawn(self._greet(effect.hello))
        elif isinstance(effect, End):
            self.end(effect.refusal, effect.code)
        elif effect is not None:
            self._type(effect)

    def _type(self, effect: Tell) -> None:
        """[W6] Pass a flag on. Only a device that follows the log has flags, and only from its first one on."""
        sender, follower, live = self._session.sender, self._follower, self._live
        if self._typing is None and sender is not None and follower is not None:
            self._typing = TypingFlags(live.house, live.feed, follower, sender.who, live.spawn)
        if self._typing is not None:
            self._typing.say(effect.conversation, effect.on)

    def _pass_on(self, effect: PassOn) -> None:
        """[C2] A signal of a call."""
        sender = self._session.sender
        if sender is not None:
            self._live.rings.pass_on(self._live.calls, sender, effect, self._address, self._refuse)

    def _store(self, effect: StoreMessage | StoreAct) -> None:
        sender = self._session.sender
        if sender is None:
            return
        if isinstance(effect, StoreMessage):
            counter, conversation = effect.send.counter, effect.header.conversation
            house = self._live.house
            job = messages.send(sender.who, effect.send, effect.header, house.quotas, house.gone)
        else:
            counter, conversation = effect.act.counter, effect.act.conversation
            job = messages.act(sender.who, effect.act)

        def done(stored: Any, error: Exception | None) -> None:
            self._session.answered()
            if error is not None:
                self._refuse(error, counter)
            elif not stored.first:
                seq = stored.seq if sender.who.staff else None
                self.send(encode(Stored(counter, stored.pos, stored.at_ms, seq)))
            if error is None and isinstance(effect, StoreMessage) and effect.header.doc is not None:
                self._live.spawn(remove_replaced(self._live.house))

        try:
            if isinstance(effect, StoreMessage):
                self._live.house.storage.require_room(staff=sender.who.staff)
            if self._spent is not None:
                self._live.house.spending.command(self._spent, sender.who, conversation)
            self._live.house.writer.submit(job, done)
        except Refusal as refusal:
            done(None, refusal)

    def _mark(self, effect: StoreMark) -> None:
        """Receipts that arrive together become one job. A later one of the same conversation includes the earlier.

        Receipts beyond their rate are not refused: they wait, and more of them become one job.
        """
        waiting = self._marks.get(effect.conversation)
        delivered, read = effect.delivered, effect.read
        if waiting is not None:
            delivered, read = max(delivered, waiting.delivered), max(read, waiting.read)
        elif not self._marks:
            wait = 0.0 if self._spent is None else self._spent.mark(self._seen)
            self._loop.call_later(wait, self._store_marks) if wait else self._loop.call_soon(
                self._store_marks
            )
        if waiting is None and len(self._marks) >= MARKS_HELD:
            raise Refusal("too_many", "receipts arrive faster than they can be stored")
        self._marks[effect.conversation] = Receipt(effect.conversation, delivered, read)
        if len(self._marks) >= MARKS_WAITING:
            self._store_marks()

    def _store_marks(self) -> None:
        """Those that find no job now go with the next that is free."""
        sender = self._session.sender
        if not self._marks or sender is None or self._mark_jobs >= MARK_JOBS:
            return
        marks = list(self._marks.values())[:MARKS_WAITING]
        for each in marks:
            del self._marks[each.conversation]
        self._mark_jobs += 1

        def done(refused: list[Refusal] | None, error: Exception | None) -> None:
            self._mark_jobs -= 1
            self._store_marks()
            for refusal in refused or ():
                self._refuse(refusal)
            if error is not None:
                self._refuse(error)

        try:
            self._live.house.writer.submit(messages.mark(sender.who, marks), done)
        except Refusal as refusal:
            done(None, refusal)

    def _refuse(self, error: Exception, counter: int | None = None) -> None:
        if not isinstance(error, Refusal):
            error = Refusal("internal")
        if error.code == "internal":
            log().error("command failed", reason=error.detail)
        self._live.meters.refused(error.code)
        self.send(encode(error_frame(error, counter)))

    def _too_late(self) -> None:
        if self._session.phase in (Phase.CHALLENGED, Phase.CHECKING):
            self._carry_out(self._session.refuse(Refusal("not_welcome", "hello did not come within 5 s")))

    async def _greet(self, hello: Hello) -> None:
        """[W2, W4] From hello to ready. A failure ends this connection and no other."""
        try:
            known = await recognise(self._live.house, self._live.feed, hello, self._challenge)
            self._seen_day = await note_seen(self._live.house, known.sender.who, known.facts.seen_day)
            await self._open(known, hello)
        except Refusal as refusal:
            if refusal.code == "bad_signature":
                self._live.signed_otherwise()
            self._carry_out(self._session.refuse(refusal))
        except Exception as error:  # noqa: BLE001 - one bad session never takes others along (I-12)
            log().error("hello failed", reason=type(error).__name__)
            self._carry_out(self._session.refuse(Refusal("internal")))

    async def _note_seen(self, who: Who) -> None:
        """A session that lasts over midnight counts for both days."""
        self._seen_day = await note_seen(self._live.house, who, self._seen_day)

    def _expected(self) -> bool:
        """Whether the connection still waits for its welcome. It may have ended while the database was read."""
        return self._transport is not None and self._session.phase is Phase.CHECKING

    async def _open(self, known: Known, hello: Hello) -> None:
        house, sender = self._live.house, known.sender
        who = sender.who
        follower = Follower(who.business, who.device, sender.conversation, self)
        if not self._expected():
            return
        self._device = who.device
        house.sessions.join(who.business, who.device, who.staff, self)
        if known.follows:
            self._live.feed.follow(follower)
            self._follower = follower
        missed = await up_to_now(house, self._live.feed, known, hello)
        if not self._expected():
            return
        self._session.welcome(sender)
        self._spent = house.spending.device(who)
        self._live.meters.sessions += 1
        if self._hello_timer is not None:
            self._hello_timer.cancel()
            self._hello_timer = None
        self._say_welcome(known, missed)
        for frame in missed.frames:
            self.send(frame)
        if not known.follows:
            self.send(encode(Ready()))
        else:
            await self._go_live(follower, known, missed)

    def _say_welcome(self, known: Known, missed: CaughtUp) -> None:
        house, facts, who = self._live.house, known.facts, known.sender.who
        self._bearer_at = self._loop.time()
        now = house.clock.now_ms()
        until = now + BEARER_SECONDS * 1000
        place = (facts.business, facts.conversation, facts.generation, missed.head, missed.rev)
        bearer = house.bearers.issue(who)
        session = (facts.counter, bearer, until, now, missed.head_hash)
        self.send(encode(Welcome(facts.role, facts.person, *place, *session)))

    async def _go_live(self, follower: Follower, known: Known, missed: CaughtUp) -> None:
        """Usually memory holds what came since the catch-up. Otherwise catch up again from there."""
        feed, house = self._live.feed, self._live.house

        def ready() -> None:
            for frame in self._live.calls.join(known.sender, self):
                self.send(frame)
            self.send(encode(Ready()))

        while not feed.go_live(follower, missed.seq, ready):
            again = Hello(b"", b"", known.facts.generation, missed.head, missed.rev)
            missed = await catch_up(house, known, again)
            if self._transport is None:
                return
            for frame in missed.frames:
                self.send(frame)
