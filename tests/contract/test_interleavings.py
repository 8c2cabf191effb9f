"""Any interleaving of sending, repeating, marking, dropping and reconnecting leaves one log that everybody agrees on."""

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.world.clock import NOON
from tests.world.depth import examples
from tests.world.erase import command
from tests.world.house import PUBLIC_URL, Tape, opened
from tests.world.shop import Customer, Device, found
from tresen.clock import SettableClock
from tresen.core.model import Kind
from tresen.core.policy import Who
from tresen.core.records import header_hash
from tresen.core.session import Reply, Session, StoreAct, StoreMark, StoreMessage
from tresen.core.wire import Act, Behind, Events, Mark, MarkRow, Marks, Send, Stored, encode
from tresen.desk import messages, reading
from tresen.desk.erasing.command import erase
from tresen.desk.feed import Follower
from tresen.desk.welcome import CaughtUp, recognise, up_to_now
from tresen.store.state import Stored as Outcome

T = TypeVar("T")
CHALLENGE = b"?" * 32


@dataclass
class Client:
    """A device as its owner sees it: what it knows of the log, in the order it heard it."""

    device: Device
    staff: bool
    tape: Tape = field(default_factory=Tape)
    session: Session | None = None
    follower: Follower | None = None
    who: Who | None = None
    read_up_to: int = 0
    head: int = 0
    known: dict[int, tuple[bytes | None, int | None]] = field(default_factory=dict)
    marks: dict[tuple[bytes, int], MarkRow] = field(default_factory=dict)
    unanswered: dict[int, Send] = field(default_factory=dict)
    stored: dict[int, Stored] = field(default_factory=dict)
    sent: dict[int, Send] = field(default_factory=dict)

    def places(self) -> list[tuple[int, int]]:
        """Counter and position of each command that this device knows to be stored."""
        return [(counter, frame.pos) for counter, frame in self.stored.items() if frame.pos is not None]

    def listen(self, resuming: bool = False) -> None:
        """Take in what the tape holds, checking it on the way."""
        frames, self.tape.frames = self.tape.frames, []
        for frame in frames:
            if isinstance(frame, Events):
                for event in frame.events:
                    assert self.staff or event.seq is None, "[L2] a customer never learns seq"
                    own = event.device == self.device.keys.id and event.counter is not None
                    assert resuming or not own, "[W3] own commands come as stored"
                    self.learn(event.seq if self.staff else event.pos, event.device, event.counter)
            elif isinstance(frame, Stored):
                assert self.staff or frame.seq is None
                self.answered(frame)
            elif isinstance(frame, Marks):
                for row in frame.marks:
                    self.move(row)
            assert not isinstance(frame, Behind), "nobody falls that far behind here"

    def learn(self, number: int | None, device: bytes | None, counter: int | None) -> None:
        if number is None:
            return
        if number in self.known:
            assert self.known[number] == (device, counter), "[I-4] one number, one event"
            return
        assert number == self.head + 1, "[L1, L2, W3] events come in order, without gaps"
        self.known[number], self.head = (device, counter), number

    def answered(self, frame: Stored) -> None:
        first = self.stored.setdefault(frame.counter, frame)
        assert first == frame, "[L4] a command has one outcome"
        self.unanswered.pop(frame.counter, None)
        number = frame.seq if self.staff else frame.pos
        self.learn(number, self.device.keys.id, frame.counter)

    def move(self, row: MarkRow) -> None:
        before = self.marks.get((row.conversation, row.party))
        assert row.read <= row.delivered, "[L6] read implies delivered"
        if before is not None:
            assert (row.delivered, row.read) >= (before.delivered, before.read), "[L6, I-5] forward only"
            assert row.read >= before.read
        self.marks[row.conversation, row.party] = row


class Counter(RuleBasedStateMachine):
    """Two customers and two staff devices, talking, losing their connection, coming back."""

    clients: list[Client]

    @initialize()
    def open_shop(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.loop = asyncio.new_event_loop()
        self.clock = SettableClock(NOON)
        self.context = opened(self.folder, self.clock)
        self.world = self.run(self.context.__aenter__())
        self.house, self.feed = self.world.house, self.world.feed
        self.shop = self.run(found(self.house))
        self.customers = [self.shop.customer() for _ in range(2)]
        for customer in self.customers:
            self.run(customer.begin(self.house))
        self.clients = [Client(customer.device, staff=False) for customer in self.customers]
        self.clients += [Client(self.shop.owner, staff=True), Client(self.shop.member, staff=True)]
        for client in self.clients:
            self.connect(client)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def teardown(self) -> None:
        if not hasattr(self, "context"):
            return
        self.converge()
        self.run(self.context.__aexit__(None, None, None))
        self.loop.close()
        shutil.rmtree(self.folder)

    # What clients do

    def connect(self, client: Client) -> None:
        hello = client.device.hello(PUBLIC_URL, CHALLENGE, cursor=client.head, rev=5)
        known = self.run(recognise(self.house, self.feed, hello, CHALLENGE))
        client.who, client.tape, client.session = known.sender.who, Tape(), Session()
        client.session.receive(encode(hello))
        client.session.welcome(known.sender)
        client.follower = Follower(
            known.facts.business_id, known.facts.id, known.sender.conversation, client.tape
        )
        self.feed.follow(client.follower)
        missed: CaughtUp = self.run(up_to_now(self.house, self.feed, known, hello))
        for frame in missed.frames:
            client.tape.send(frame)
        client.listen(resuming=True)
        assert self.feed.go_live(client.follower, missed.seq, lambda: None)

    def customer_of(self, client: Client) -> Customer | None:
        return next((each for each in self.customers if each.device is client.device), None)

    def say(self, client: Client, frame: Send | Mark | Act) -> None:
        """Passes one frame through the session's rules to the writer, without waiting for the answer."""
        assert client.session is not None
        assert client.who is not None
        effect = client.session.receive(encode(frame))
        session, tape = client.session, client.tape

        def done(outcome: Outcome, error: Exception | None) -> None:
            session.answered()
            assert error is None, error
            if not outcome.first:
                seq = outcome.seq if client.staff else None
                tape.send(encode(Stored(counter, outcome.pos, outcome.at_ms, seq)))

        if isinstance(effect, StoreMessage):
            counter = effect.send.counter
            job = messages.send(client.who, effect.send, effect.header)
            self.house.writer.submit(job, done)
        elif isinstance(effect, StoreAct):
            counter = effect.act.counter
            self.house.writer.submit(messages.act(client.who, effect.act), done)
        elif isinstance(effect, StoreMark):
            receipt = messages.Receipt(effect.conversation, effect.delivered, effect.read)
            self.house.writer.submit(messages.mark(client.who, [receipt]))
        else:
            assert isinstance(effect, Reply), effect
            negative = isinstance(frame, Mark) and min(frame.delivered, frame.read) < 0
            assert effect.frame.code == ("bad_frame" if negative else "too_many")

    @rule(who=st.integers(0, 3), to=st.integers(0, 1))
    def send(self, who: int, to: int) -> None:
        client = self.clients[who]
        customer = self.customer_of(client) or self.customers[to]
        message = self.shop.message(client.device, customer.epoch.key)
        client.unanswered[message.counter] = client.sent[message.counter] = message
        self.say(client, message)

    @rule(who=st.integers(0, 3))
    def send_again(self, who: int) -> None:
        """Everything unanswered is sent once more, as after a reconnect."""
        client = self.clients[who]
        for message in list(client.unanswered.values())[:8]:
            self.say(client, message)

    @rule(
        who=st.integers(0, 3), to=st.integers(0, 1), delivered=st.integers(-2, 40), read=st.integers(-2, 40)
    )
    def mark(self, who: int, to: int, delivered: int, read: int) -> None:
        client = self.clients[who]
        named = self.customers[to].conversation if client.staff else None
        self.say(client, Mark(named, delivered, read))

    @rule(who=st.integers(2, 3), to=st.integers(0, 1), action=st.sampled_from(["close", "reopen", "assign"]))
    def act(self, who: int, to: int, action: str) -> None:
        client = self.clients[who]
        argument = 1 if action == "assign" else None
        self.say(client, Act(client.device.next_counter(), self.customers[to].conversation, action, argument))

    @rule(who=st.integers(0, 1), which=st.integers(0, 99))
    def erase(self, who: int, which: int) -> None:
        """[L7] A customer erases something of theirs; later repetitions of it still get their first outcome."""
        client = self.clients[who]
        client.listen()
        said = [(pos, client.sent[counter]) for counter, pos in client.places() if counter in client.sent]
        if not said:
            return
        pos, message = said[which % len(said)]
        customer = self.customer_of(client)
        assert customer is not None
        assert client.who is not None
        named = [(pos, header_hash(message.header))]
        signed = command(client.device, self.shop, customer.conversation, named, at_ms=which)
        outcome = self.run(erase(self.house, client.who, customer.conversation, signed))
        assert outcome == self.run(erase(self.house, client.who, customer.conversation, signed))
        client.unanswered[message.counter] = message

    @rule(who=st.integers(0, 3))
    def lose_the_line(self, who: int) -> None:
        """Everything in flight is lost; the device comes back with what it has."""
        client = self.clients[who]
        client.listen()
        client.tape.cut = True
        assert client.follower is not None
        self.feed.leave(client.follower)
        self.connect(client)

    @rule()
    def wait(self) -> None:
        """Waits until everything given so far is durable and announced."""
        self.run(self.house.write(lambda tx: tx.now_ms))

    @rule(ms=st.integers(-86_400_000, 86_400_000))
    def the_clock_jumps(self, ms: int) -> None:
        """[I-11] The clock affects display only."""
        self.clock.advance(ms)

    @invariant()
    def everybody_hears_in_order(self) -> None:
        for client in getattr(self, "clients", []):
            client.listen()

    # At the end

    def converge(self) -> None:
        self.wait()
        for client in self.clients:
            self.send_again(self.clients.index(client))
            self.wait()
            while client.unanswered:
                client.listen()
                self.send_again(self.clients.index(client))
                self.wait()
            client.listen()
        for client in self.clients:
            client.listen()
            self.equals_a_fresh_fetch(client)

    def equals_a_fresh_fetch(self, client: Client) -> None:
        assert client.who is not None
        if client.staff:
            page = self.run(reading.team_events(self.house, client.who, 0, 256))
            fetched = list(page.events)
            while len(fetched) < page.head:
                page = self.run(reading.team_events(self.house, client.who, len(fetched), 256))
                fetched += page.events
        else:
            customer = self.customer_of(client)
            assert customer is not None
            page = self.run(
                reading.history(
                    self.house, client.who, customer.conversation, before=None, after=0, limit=256
                )
            )
            fetched = list(page.events)
        place = 0 if client.staff else 3
        rows = [decode_row(event) for event in fetched]
        assert [row[place] for row in rows] == list(range(1, page.head + 1)), "[I-3] dense"
        assert client.head == page.head, "[I-4] everybody has everything"
        assert client.known == {row[place]: (row[6], row[7]) for row in rows if row[place] in client.known}
        ids = [(row[6], row[7]) for row in rows if row[4] == Kind.MESSAGE]
        assert len(ids) == len(set(ids)), "[I-2] a message id appears once"
        assert set(client.stored) <= {row[7] for row in rows if row[6] == client.device.keys.id}, "[I-1]"


def decode_row(event: bytes) -> list[Any]:
    row: list[Any] = msgspec.msgpack.decode(event)
    return row


TestCounter = Counter.TestCase
TestCounter.settings = settings(
    max_examples=examples(25), stateful_step_count=40, suppress_health_check=list(HealthCheck)
)
