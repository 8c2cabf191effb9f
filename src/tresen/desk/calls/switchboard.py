"""The calls that go on in this process: passes signals on, rings devices, says every change, ends what nobody ends (C5–C8).

`core.calls.machine` decides; this carries out. Everything happens on the event loop. A ring and a handover read the
database first; what the same device signals meanwhile waits for them, so nothing overtakes.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Collection, Coroutine, Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from tresen.core.calls import machine
from tresen.core.calls.machine import Call, Phase, Seat, Step
from tresen.core.calls.rules import may_ring
from tresen.core.calls.signals import SignalHeader, SignalKind
from tresen.core.messages import Sender
from tresen.core.model import Kind, Party
from tresen.core.policy import Action, may
from tresen.core.session import PassOn
from tresen.core.sizes import SIGNAL_MS
from tresen.desk.calls import keeping, ringing, said
from tresen.desk.calls.names import Names
from tresen.desk.calls.ringing import Reached
from tresen.desk.context import Context
from tresen.desk.sessions import Line, Watcher
from tresen.errors import Refusal
from tresen.store.calls import Ringable
from tresen.store.writer import Batch

LOOK_SECONDS: Final = 0.25
"""So often it is looked whether something is due, while calls go on."""
WAITING: Final = 32
"""So many signals of one device may wait while its ring is stored."""
AGAIN_MS: Final = 5_000
"""An entry that could not be stored is tried again so long after."""
_ENDING: Final = frozenset({int(Kind.BLOCKED), int(Kind.ERASED), int(Kind.EXPIRED)})
Refused: TypeAlias = Callable[[Exception], None]
Wake: TypeAlias = Callable[[int, str], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Relay:
    """A TURN server that knows the same secret. `urls` are `turn:` and `turns:` addresses; empty: there is none."""

    urls: tuple[str, ...] = ()
    secret: str = ""

    def __repr__(self) -> str:
        return f"Relay(urls={self.urls!r})"


@dataclass(slots=True)
class Present:
    """A connected device that may call. `conversation` is None for the team's."""

    seat: Seat
    conversation: bytes | None
    line: Line


@dataclass(slots=True)
class Held:
    """A call that goes on. `placed`: it is stored, and may be heard of. `reached` are the devices at which it may ring.

    `signal` is the ring or handover, as it is passed on to a device that connects later.
    """

    call: Call
    business: int
    conversation: bytes
    place: int
    reached: frozenset[int]
    signal: bytes
    stranger: bool = False
    placed: bool = False


@dataclass(slots=True)
class _Post:
    sender: Sender
    effect: PassOn
    refused: Refused
    stranger: Callable[[], None]
    """Counts a stranger's ring for the address that it comes from. Raises `too_many`."""

    @property
    def signalled(self) -> bytes:
        """As it is passed on."""
        return said.signalled(self.effect.header, self.effect.signal)


@dataclass(slots=True)
class _Unstored:
    held: Held
    again_ms: int


class Switchboard(Watcher):
    """All calls of this process. `relay` may be none and knows devices by `names`; `wake` has a push service wake one."""

    def __init__(
        self, house: Context, relay: Relay, wake: Wake | None = None, names: Names | None = None
    ) -> None:
        self.house, self.relay, self.wake = house, relay, wake
        self.names = names or Names()
        self._held: dict[bytes, Held] = {}
        self._busy: dict[int, bytes] = {}
        self._here: dict[int, dict[int, Present]] = {}
        self._waiting: dict[int, deque[_Post]] = {}
        self._lately: dict[bytes, int] = {}
        self._unstored: list[_Unstored] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._stir = asyncio.Event()

    # Devices

    def join(self, sender: Sender, line: Line) -> list[bytes]:
        """[C8] A device is ready. Returns the frames that tell it of the calls that go on."""
        who = sender.who
        # A device that was shut out meanwhile will not be heard of again.
        if not may(who, Action.CALL) or who.device not in self.house.sessions:
            return []
        party = Party.TEAM if who.staff else Party.CUSTOMER
        seat = Seat(who.device, sender.device, who.person, party)
        self._here.setdefault(who.business, {})[who.device] = Present(seat, sender.conversation, line)
        frames: list[bytes] = []
        for held in self._calls_of(who.business, sender.conversation):
            rings = seat.device in held.reached and seat.device not in self._busy
            held.call = machine.come(held.call, seat, rings=rings and self._called(held, seat))
            if held.placed:
                frames.append(said.now(held.conversation, held.call))
                if seat.device in held.call.rings:
                    frames.append(held.signal)
        return frames

    def came(self, business: int, device: int) -> None:
        """A device connected: its older connection is over, and it joins anew."""
        self._leave(business, device)

    def left(self, business: int, device: int, *, goodbye: bool) -> None:
        """Its connection ended."""
        del goodbye
        self._leave(business, device)

    def _leave(self, business: int, device: int) -> None:
        here = self._here.get(business, {})
        present = here.pop(device, None)
        if present is None:
            return
        if not here:
            self._here.pop(business, None)
        now = self.house.clock.now_ms()
        for held in self._calls_of(business, present.conversation):
            held.call = machine.go(held.call, device, now)

    def shut_out(self, devices: Collection[int]) -> None:
        """[C5] Devices were revoked: a call with one of them ends."""
        for held in list(self._held.values()):
            if any(seat.device in devices for seat in held.call.seats):
                self._stop(held)
            held.reached -= frozenset(devices)
        for business, here in list(self._here.items()):
            for device in here.keys() & set(devices):
                self._leave(business, device)

    def absorb(self, batch: Batch) -> None:
        """[C5] Where the team blocked the customer, or everything was erased, a call ends."""
        if not self._held:
            return
        for event in batch.events:
            if event.kind in _ENDING and event.conversation in self._held and event.body:
                held = self._held[event.conversation]
                if said.ends(event.kind, event.body):
                    self._stop(held)

    def is_in_call(self, device: int, conversation: bytes, call: bytes) -> bool:
        """[C9] Whether that call rings at this device or has it. If not, it could be the one that it is about to make.

        Raises:
            Refusal: `call_busy` for a new call while another one goes on, `call_over` for one of others or one that ended.
        """
        held = self._held.get(conversation)
        if held is None:
            if device in self._busy:
                raise Refusal("call_over", "this device is in another call")
            if call in self._lately:
                raise Refusal("call_over", "this call has ended")
            return False
        if held.call.id != call and call not in self._lately:
            raise Refusal("call_busy", f"{said.b64(held.call.id)} a call goes on in this conversation")
        seats = {seat.device for seat in held.call.seats}
        if held.call.id != call or device not in (seats | held.call.rings):
            raise Refusal("call_over", "this device is not in that call")
        return True

    # Signals

    def post(self, sender: Sender, effect: PassOn, refused: Refused, stranger: Callable[[], None]) -> None:
        """[C2] A signal arrived. `refused` hears of it if it is; `stranger` counts a ring of one that found a place."""
        post = _Post(sender, effect, refused, stranger)
        waiting = self._waiting.get(sender.who.device)
        if waiting is not None:
            if len(waiting) < WAITING:
                waiting.append(post)
            else:
                refused(said.about(effect.header, Refusal("too_many", "1000 ms until the ring is stored")))
        elif _reads(effect.header):
            self._waiting[sender.who.device] = deque((post,))
            self._spawn(self._work_off(sender.who.device))
        else:
            self._try(post, self._hear, NOBODY_REACHED)

    async def _work_off(self, device: int) -> None:
        waiting = self._waiting[device]
        try:
            while waiting:
                await self._one(waiting[0])
                waiting.popleft()
        finally:
            del self._waiting[device]

    async def _one(self, post: _Post) -> None:
        header = post.effect.header
        try:
            if not _reads(header):
                self._hear(post, NOBODY_REACHED)
            elif header.kind == SignalKind.HANDOVER:
                await self._hand_over(post)
            else:
                await self._ring(post)
        except Exception as error:  # noqa: BLE001 - the answer to one signal never ends those behind it
            post.refused(said.about(header, error))

    def _try(self, post: _Post, action: Callable[[_Post, Reached], None], reached: Reached) -> None:
        try:
            action(post, reached)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong is the answer
            post.refused(said.about(post.effect.header, error))

    def _hear(self, post: _Post, reached: Reached) -> None:
        """A signal of a call that goes on."""
        header, who = post.effect.header, post.sender.who
        self.house.spending.signal(who)
        self._check_time(header)
        held = self._held.get(header.conversation)
        if held is None or held.call.id != header.call or held.business != who.business or not held.placed:
            raise Refusal("call_over", "there is no such call")
        seat = self._seat(post.sender)
        if (
            header.kind == SignalKind.ACCEPT
            and self._busy.get(who.device, header.conversation) != header.conversation
        ):
            raise Refusal("call_busy", "- this device is in another call")
        near = self._near(held, seat, reached)
        step = machine.hear(held.call, seat, header, self.house.clock.now_ms(), near)
        if header.kind == SignalKind.HANDOVER:
            held.reached = frozenset(each.device for each in reached.devices)
            held.signal = post.signalled
        self._follow(held, step, post.signalled)

    async def _ring(self, post: _Post) -> None:
        header, who, house = post.effect.header, post.sender.who, self.house
        before = self._held.get(header.conversation)
        if before is not None and before.call.id == header.call:
            self._hear(post, NOBODY_REACHED)
            return
        house.spending.signal(who)
        self._check_time(header)
        if header.call in self._lately:
            raise Refusal("call_over", "this call has ended")
        house.spending.ring(who, header.conversation)
        house.storage.require_room(staff=who.staff)
        now = house.clock.now_ms()
        reached = await house.read(
            lambda connection: ringing.reached(
                connection, who, header.conversation, bool(self.relay.urls), now
            )
        )
        held = self._place(post, reached)
        try:
            if reached.stranger:
                post.stranger()
                house.spending.stranger(who)
            await house.write(keeping.ring(who, header.conversation, held.call, house.quotas))
        except Exception:
            self._forget(held)
            raise
        held.placed = True
        if held.call.over:
            self._finish(held)
            return
        self._pass_on(held, held.call.rings, held.signal)
        self._tell(held)
        self._wake_away(held, reached.devices)

    def _place(self, post: _Post, reached: Reached) -> Held:
        """[C1, C7] The one call of this conversation, from now on. Raises `call_busy`."""
        header, who = post.effect.header, post.sender.who
        other = self._held.get(header.conversation)
        if other is not None:
            raise Refusal("call_busy", f"{said.b64(other.call.id)} a call goes on in this conversation")
        if who.device in self._busy:
            raise Refusal("call_busy", "- this device is in a call")
        if not who.staff and not may_ring(self._ringing(who.business), reached.stranger):
            raise Refusal("call_busy", "- as many calls ring there as may at once")
        here = self._here.get(who.business, {})
        there = [each.device for each in reached.devices if each.device in here]
        rings = frozenset(each for each in there if each not in self._busy)
        if there and not rings:
            raise Refusal("call_busy", "- everybody who could be rung is in a call")
        call = machine.begin(header, self._seat(post.sender), rings, self.house.clock.now_ms())
        everybody = frozenset(each.device for each in reached.devices)
        held = Held(
            call,
            who.business,
            header.conversation,
            reached.place,
            everybody,
            post.signalled,
            reached.stranger,
        )
        self._held[header.conversation] = held
        self._busy[who.device] = header.conversation
        self._stir.set()
        return held

    async def _hand_over(self, post: _Post) -> None:
        header, who, house = post.effect.header, post.sender.who, self.house
        person, now = header.person or 0, house.clock.now_ms()
        reached = await house.read(
            lambda connection: ringing.colleagues(connection, who, header.conversation, person, now)
        )
        self._hear(post, reached)

    # What follows

    def _follow(self, held: Held, step: Step, signal: bytes) -> None:
        before, held.call = held.call, step.call
        self._pass_on(held, step.to, signal)
        if held.call.over:
            self._finish(held)
            return
        if step.told:
            self._seat_all(held)
            self._tell(held)
        if before.answered_ms is None and held.call.answered_ms is not None:
            self._submit(keeping.taken(held.place, held.call))

    def _pass_on(self, held: Held, devices: Iterable[int], signal: bytes) -> None:
        here = self._here.get(held.business, {})
        for device in devices:
            present = here.get(device)
            if present is not None:
                present.line.send(signal)

    def _tell(self, held: Held) -> None:
        """[C8] Both parties hear of the phase, on every device that may call."""
        frame = said.now(held.conversation, held.call)
        for present in list(self._here.get(held.business, {}).values()):
            if present.conversation in (None, held.conversation):
                present.line.send(frame)

    def _seat_all(self, held: Held) -> None:
        """The devices of the call are busy, and no others with it."""
        for device in [each for each, where in self._busy.items() if where == held.conversation]:
            del self._busy[device]
        self._busy.update((seat.device, held.conversation) for seat in held.call.seats)

    def _stop(self, held: Held) -> None:
        held.call = machine.stop(held.call, self.house.clock.now_ms())
        if held.placed:
            self._finish(held)

    def _finish(self, held: Held) -> None:
        """It ended: everybody is told, and the log gets its entry."""
        self._forget(held)
        self._lately[held.call.id] = held.call.phase_ms + SIGNAL_MS
        self._tell(held)
        self._store(held)

    def _forget(self, held: Held) -> None:
        if self._held.get(held.conversation) is held:
            del self._held[held.conversation]
        for device in [each for each, where in self._busy.items() if where == held.conversation]:
            del self._busy[device]

    def _store(self, held: Held) -> None:
        def done(_: None, error: Exception | None) -> None:
            if error is not None:
                again = self.house.clock.now_ms() + AGAIN_MS
                self._unstored.append(_Unstored(held, again))
                self._stir.set()

        self._submit(keeping.over(held.business, held.place, held.call), done)

    def _submit(self, job: Any, done: Callable[[Any, Exception | None], None] | None = None) -> None:
        try:
            self.house.writer.submit(job, done)
        except Refusal:
            # The server stops: the row is still there, and becomes an entry at the next start.
            return

    def _wake_away(self, held: Held, devices: Iterable[Ringable]) -> None:
        """[C4, W12] Who is away and has a push service is woken."""
        here = self._here.get(held.business, {})
        for each in devices:
            if self.wake is not None and each.endpoint is not None and each.device not in here:
                self._spawn(self.wake(each.device, each.endpoint))

    # Time

    async def run(self) -> None:
        """Run until cancelled: end what is due, store again what could not be stored."""
        while True:
            await self._stir.wait()
            await asyncio.sleep(LOOK_SECONDS)
            self.look()
            if not (self._held or self._unstored or self._lately):
                self._stir.clear()

    def look(self) -> None:
        """What is due now."""
        now = self.house.clock.now_ms()
        for held in list(self._held.values()):
            before = held.call
            held.call = machine.pass_time(before, now)
            if held.call is before or not held.placed:
                continue
            if held.call.over:
                self._finish(held)
            else:
                self._tell(held)
        self._lately = {call: until for call, until in self._lately.items() if until > now}
        due = [each for each in self._unstored if each.again_ms <= now]
        self._unstored = [each for each in self._unstored if each.again_ms > now]
        for each in due:
            self._store(each.held)

    async def stop(self) -> None:
        """Finish what was begun."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # Inside

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _calls_of(self, business: int, conversation: bytes | None) -> list[Held]:
        if conversation is not None:
            held = self._held.get(conversation)
            return [] if held is None else [held]
        return [each for each in self._held.values() if each.business == business]

    def _ringing(self, business: int) -> list[bool]:
        """Of each customer's call that rings there now, whether it is a stranger's."""
        return [
            held.stranger
            for held in self._calls_of(business, None)
            if held.call.phase is Phase.RINGING and held.call.party is Party.CUSTOMER
        ]

    @staticmethod
    def _called(held: Held, seat: Seat) -> bool:
        """Whether the call rings at this side: at the called party, or at the team's while it is handed over."""
        if held.call.phase is Phase.HANDING:
            return seat.party is Party.TEAM and seat.person == held.call.handed_to
        return seat.party is not held.call.party

    def _near(self, held: Held, seat: Seat, reached: Reached) -> frozenset[int]:
        """Connected devices: of those reached, the ones in no call; where nobody was asked for, the same person's."""
        here = self._here.get(held.business, {})
        if reached is NOBODY_REACHED:
            return frozenset(each.seat.device for each in here.values() if each.seat.person == seat.person)
        near = frozenset(each.device for each in reached.devices if each.device in here)
        return near - self._busy.keys()

    @staticmethod
    def _seat(sender: Sender) -> Seat:
        who = sender.who
        return Seat(who.device, sender.device, who.person, Party.TEAM if who.staff else Party.CUSTOMER)

    def _check_time(self, header: SignalHeader) -> None:
        if abs(header.at_ms - self.house.clock.now_ms()) > SIGNAL_MS:
            raise Refusal("header_mismatch", "the time of the signal is not the server's")


NOBODY_REACHED: Final = Reached(0, ())


def _reads(header: SignalHeader) -> bool:
    """Whether the database is asked before this signal is heard."""
    return header.kind in (SignalKind.RING, SignalKind.HANDOVER)
