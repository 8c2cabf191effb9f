"""A connection's rules: a frame in, an effect out (W1, W2, W4, S10)."""

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tresen.core.calls.signals import SignalHeader
from tresen.core.messages import Sender
from tresen.core.model import Role
from tresen.core.policy import Who
from tresen.core.records import Header
from tresen.core.session import (
    Check,
    End,
    PassOn,
    Phase,
    Reply,
    Session,
    StoreAct,
    StoreMark,
    StoreMessage,
    Tell,
)
from tresen.core.wire import FRAME_BYTES, IN_FLIGHT, Act, Frame, Hello, Mark, Send, Signal, Typing, encode

BUSINESS, DEVICE, CONVERSATION = b"b" * 16, b"d" * 16, b"c" * 16
HEADER = Header(
    1, BUSINESS, CONVERSATION, 1, b"h" * 32, DEVICE, 7, 1, None, 0, None, True, None, None, None, 0
)


def open_session(role: Role) -> Session:
    customer = role in (Role.CUSTOMER, Role.PAPER)
    session = Session()
    session.receive(encode(Hello(DEVICE, b"s" * 64)))
    who = Who(1, 1, role, 0, 1 if customer else None)
    session.welcome(Sender(who, BUSINESS, DEVICE, CONVERSATION if customer else None))
    return session


def message(counter: int = 7, **changed: object) -> Send:
    header = msgspec.structs.replace(HEADER, counter=counter, **changed)
    return Send(counter, encode(header), bytes(60), bytes(1040), bytes(64))


def signal(
    conversation: bytes | None = CONVERSATION, named: bytes = CONVERSATION, **changed: object
) -> Signal:
    header = SignalHeader(
        1, BUSINESS, named, 1, b"h" * 32, DEVICE, b"c" * 16, "ring", None, 1, 0, b"s" * 16, False, None
    )
    head = encode(msgspec.structs.replace(header, **changed))
    return Signal(conversation, head, bytes(272), bytes(64))


def refused(session: Session, frame: Frame | bytes) -> tuple[str, int | None]:
    effect = session.receive(frame if isinstance(frame, bytes) else encode(frame))
    assert isinstance(effect, Reply), effect
    return effect.frame.code, effect.frame.counter


def test_hello_is_checked_once_and_first() -> None:
    """[W2] Nothing else is accepted before; a second frame before the welcome ends the connection."""
    session = Session()
    assert session.receive(encode(Hello(DEVICE, b"s" * 64))) == Check(Hello(DEVICE, b"s" * 64))
    effect = session.receive(encode(message()))
    assert isinstance(effect, End)
    assert (effect.refusal.code, effect.code) == ("not_welcome", 4003)
    assert session.phase is Phase.CLOSED
    assert session.receive(encode(message())) is None


@pytest.mark.parametrize("data", [b"", b"\xc1", encode(Mark(None, 1, 1)), encode([99]), b"\x9f" * 40])
def test_anything_but_hello_ends_an_unknown_connection(data: bytes) -> None:
    """[W2] Before the welcome there is no error frame to retry by: the connection ends."""
    effect = Session().receive(data)
    assert isinstance(effect, End)
    assert effect.code == 4003


def test_a_message_is_stored() -> None:
    """[S7] Sizes and header fit: store it."""
    effect = open_session(Role.CUSTOMER).receive(encode(message()))
    assert effect == StoreMessage(message(), HEADER)


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (message(version=2), "header_mismatch"),
        (message(business=b"x" * 16), "header_mismatch"),
        (message(conversation=b"x" * 16), "header_mismatch"),
        (message(device=b"x" * 16), "header_mismatch"),
        (msgspec.structs.replace(message(), counter=8), "header_mismatch"),
        (message(counter=0), "bad_frame"),
        (msgspec.structs.replace(message(), slot=bytes(59)), "bad_frame"),
        (msgspec.structs.replace(message(), signature=bytes(63)), "bad_frame"),
        (msgspec.structs.replace(message(), ciphertext=bytes(1041)), "bad_frame"),
        (msgspec.structs.replace(message(), ciphertext=bytes(16401)), "too_large"),
        (msgspec.structs.replace(message(), header=b"\xc1"), "bad_frame"),
        (msgspec.structs.replace(message(), header=bytes(513)), "bad_frame"),
        (msgspec.structs.replace(message(), header=b"\x91" * 512), "bad_frame"),
        (message(at_ms=-1), "bad_frame"),
        (message(seen_pos=2**53), "bad_frame"),
        (message(refers=(DEVICE, 2**64 - 1)), "bad_frame"),
    ],
)
def test_a_message_that_cannot_be_is_refused_under_its_counter(frame: Send, code: str) -> None:
    """[S10, S9] The header is checked against the session; the error names the command."""
    assert refused(open_session(Role.CUSTOMER), frame) == (code, frame.counter)


@pytest.mark.parametrize("counter", [-1, 2**53])
def test_what_cannot_be_a_counter_names_no_command(counter: int) -> None:
    """[W1, L4] Numbers of the protocol are whole, from 0 to 2^53 - 1: a frame with another one cannot be read."""
    frame = msgspec.structs.replace(message(), counter=counter)
    assert refused(open_session(Role.CUSTOMER), frame) == ("bad_frame", None)


@pytest.mark.parametrize("size", [256, 1024, 4096, 16384])
def test_padded_sizes_are_accepted(size: int) -> None:
    """[S9] Payloads are padded to four sizes; a GCM tag comes on top."""
    frame = msgspec.structs.replace(message(), ciphertext=bytes(size + 16))
    assert isinstance(open_session(Role.MEMBER).receive(encode(frame)), StoreMessage)


def test_sixty_four_commands_in_flight() -> None:
    """[W4] The sixty-fifth is refused; an answer makes room; receipts do not count."""
    session = open_session(Role.MEMBER)
    for _ in range(IN_FLIGHT):
        assert isinstance(session.receive(encode(message())), StoreMessage)
    assert refused(session, message()) == ("too_many", 7)
    assert refused(session, Act(9, CONVERSATION, "close")) == ("too_many", 9)
    assert isinstance(session.receive(encode(Mark(CONVERSATION, 1, 1))), StoreMark)
    session.answered()
    assert isinstance(session.receive(encode(Act(9, CONVERSATION, "close"))), StoreAct)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "bad_frame"),
        (b"\xc1", "bad_frame"),
        (encode({"type": 1}), "bad_frame"),
        (encode([]), "bad_frame"),
        (encode(["send", 1]), "bad_frame"),
        (encode([True]), "bad_frame"),
        (encode([1, 7]), "bad_frame"),
        (encode([2, None, "x", 0]), "bad_frame"),
        (encode([5]), "unknown_frame"),
        (encode([64, b""]), "unknown_frame"),
        (encode(Hello(DEVICE, b"")), "bad_frame"),
        (bytes(FRAME_BYTES + 1), "too_large"),
        (b"\x91" * 2000, "bad_frame"),
    ],
)
def test_what_cannot_be_read_is_answered(data: bytes, code: str) -> None:
    """[W1, A7] An error frame, and the connection stays."""
    session = open_session(Role.CUSTOMER)
    assert refused(session, data) == (code, None)
    assert isinstance(session.receive(encode(message())), StoreMessage)


def test_unknown_trailing_fields_are_ignored() -> None:
    """[W1, A12] A newer client may say more."""
    session = open_session(Role.MEMBER)
    assert session.receive(encode([2, CONVERSATION, 3, 2, "later", {}])) == StoreMark(CONVERSATION, 3, 2)


@given(st.binary(max_size=200))
def test_no_bytes_break_a_session(data: bytes) -> None:
    """[W1, I-10] Any bytes: an effect, never an exception."""
    session = open_session(Role.OWNER)
    session.receive(data)
    assert isinstance(session.receive(encode(message())), StoreMessage)


def test_a_customer_need_not_name_the_conversation() -> None:
    """[wire] Receipts and typing of a customer concern the one conversation there is."""
    session = open_session(Role.CUSTOMER)
    assert session.receive(encode(Mark(None, 2, 1))) == StoreMark(CONVERSATION, 2, 1)
    assert session.receive(encode(Typing(None, True))) == Tell(CONVERSATION, True)
    assert isinstance(session.receive(encode(signal(conversation=None))), PassOn)
    assert refused(session, signal(conversation=b"x" * 16)) == ("unknown_conversation", None)
    assert refused(session, signal(named=b"x" * 16)) == ("header_mismatch", None)
    assert refused(session, Mark(b"x" * 16, 2, 1)) == ("unknown_conversation", None)
    assert refused(open_session(Role.MEMBER), Mark(None, 2, 1)) == ("bad_frame", None)


FRAMES: list[Callable[[], Frame]] = [
    message,
    lambda: Mark(CONVERSATION, 1, 1),
    lambda: Typing(CONVERSATION, True),
    lambda: Act(7, CONVERSATION, "assign", 2),
    lambda: Act(7, CONVERSATION, "close"),
    lambda: Act(7, CONVERSATION, "reopen"),
    lambda: Act(7, CONVERSATION, "block", True),
    signal,
]
ALLOWED = {
    Role.OWNER: [True] * 8,
    Role.MEMBER: [True] * 8,
    Role.AUDITOR: [False] * 8,
    Role.SHEET: [False] * 8,
    Role.PAPER: [False] * 8,
    Role.CUSTOMER: [True, True, True, False, False, False, False, True],
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("which", range(len(FRAMES)))
def test_every_frame_by_every_role(role: Role, which: int) -> None:
    """[A6] Who may say what."""
    effect = open_session(role).receive(encode(FRAMES[which]()))
    forbidden = isinstance(effect, Reply) and effect.frame.code == "forbidden"
    assert forbidden is not ALLOWED[role][which]


@pytest.mark.parametrize(
    "act",
    [Act(1, CONVERSATION, "erase"), Act(1, CONVERSATION, "block"), Act(1, CONVERSATION, "block", 1),
     Act(1, CONVERSATION, "assign", True), Act(1, CONVERSATION, "assign", -1), Act(0, CONVERSATION, "close"),
     Act(1, CONVERSATION, "class", ("letter", 0)), Act(1, CONVERSATION, "class", ("letter", 2**63))],
)  # fmt: skip
def test_an_act_that_cannot_be_is_refused(act: Act) -> None:
    """[wire] `assign` person or nil, `block` bool; counters from 1."""
    assert refused(open_session(Role.OWNER), act) == ("bad_frame", act.counter)


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (signal(version=2), "header_mismatch"),
        (signal(business=b"x" * 16), "header_mismatch"),
        (signal(device=b"x" * 16), "header_mismatch"),
        (signal(named=b"x" * 16), "header_mismatch"),
        (signal(kind="wave"), "bad_frame"),
        (signal(kind="offer"), "bad_frame"),
        (signal(to=DEVICE), "bad_frame"),
        (signal(person=2), "bad_frame"),
        (signal(n=0), "bad_frame"),
        (signal(call=b"c"), "bad_frame"),
        (signal(at_ms=-1), "bad_frame"),
        (msgspec.structs.replace(signal(), ciphertext=bytes(273)), "bad_frame"),
        (msgspec.structs.replace(signal(), ciphertext=bytes(16401)), "too_large"),
        (msgspec.structs.replace(signal(), signature=bytes(63)), "bad_frame"),
        (msgspec.structs.replace(signal(), header=bytes(513)), "bad_frame"),
        (msgspec.structs.replace(signal(), header=b"\xdc\x00\x0e" + signal().header[1:]), "bad_frame"),
        (msgspec.structs.replace(signal(), header=b"\x91" * 512), "bad_frame"),
    ],
)
def test_a_signal_that_cannot_be_is_refused(frame: Signal, code: str) -> None:
    """[C2] Sizes, shape and the session's own ids; a signal has no counter."""
    assert refused(open_session(Role.OWNER), frame) == (code, None)
    assert isinstance(open_session(Role.OWNER).receive(encode(signal())), PassOn)
