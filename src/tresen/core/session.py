"""One connection as a state machine: a frame in, an effect out. No socket, no clock (W1, W2, W4)."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final, TypeAlias

from msgspec import Struct

from tresen.core import policy
from tresen.core.calls.signals import SignalHeader, read_signal_header
from tresen.core.messages import Sender, check_counter, read_header
from tresen.core.model import Retention
from tresen.core.policy import Action
from tresen.core.records import Header
from tresen.core.sizes import WHOLE_MOST
from tresen.core.wire import (
    CLOSE_NOT_WELCOME,
    IN_FLIGHT,
    Act,
    ClientFrame,
    Error,
    Hello,
    Mark,
    Send,
    Signal,
    Typing,
    is_hello,
    read_client_frame,
)
from tresen.errors import Refusal

ACTS: Final = {
    "assign": Action.ASSIGN,
    "close": Action.CLOSE,
    "reopen": Action.REOPEN,
    "block": Action.BLOCK,
    "auto": Action.AUTO,
    "class": Action.CLASS,
}
_CLASSES: Final = frozenset(each.value for each in Retention)


class Phase(Enum):
    """The state of a connection."""

    CHALLENGED = auto()
    CHECKING = auto()
    OPEN = auto()
    CLOSED = auto()


class Check(Struct, frozen=True, gc=False):
    """Look up the device and verify its signature, then call `welcome` or `refuse`."""

    hello: Hello


class StoreMessage(Struct, frozen=True, gc=False):
    """Store the command, and call `answered` once it is durable or refused."""

    send: Send
    header: Header


class StoreAct(Struct, frozen=True, gc=False):
    """Store the command, and call `answered` once it is durable or refused."""

    act: Act


class StoreMark(Struct, frozen=True, gc=False):
    """Move the party's marks. The only answer is the marks that moved."""

    conversation: bytes
    delivered: int
    read: int


class Tell(Struct, frozen=True, gc=False):
    """Somebody is typing in that conversation (W6)."""

    conversation: bytes
    on: bool


class PassOn(Struct, frozen=True, gc=False):
    """Pass on a signal of a call (C2). Nothing answers it but a refusal."""

    signal: Signal
    header: SignalHeader


class Reply(Struct, frozen=True, gc=False):
    """Send this frame as the answer."""

    frame: Error


class End(Struct, frozen=True, gc=False):
    """Send the reason and close with this code."""

    refusal: Refusal
    code: int


Effect: TypeAlias = Check | StoreMessage | StoreAct | StoreMark | Tell | PassOn | Reply | End


class Session:
    """The rules of one connection. `sender` is None until it is open."""

    __slots__ = ("in_flight", "phase", "sender")

    def __init__(self) -> None:
        self.phase = Phase.CHALLENGED
        self.sender: Sender | None = None
        self.in_flight = 0

    def receive(self, data: bytes) -> Effect | None:
        """The effect that one frame asks for. None once the session is closed."""
        if self.phase is Phase.OPEN and self.sender is not None:
            return self._open(self.sender, data)
        if self.phase is Phase.CLOSED:
            return None
        if self.phase is not Phase.CHALLENGED:
            return self.refuse(Refusal("not_welcome", "nothing else may come before welcome"))
        try:
            hello = _hello(data)
        except Refusal as refusal:
            return self.refuse(refusal)
        self.phase = Phase.CHECKING
        return Check(hello)

    def overrun(self, data: bytes, refusal: Refusal) -> Reply:
        """The answer to a frame beyond what the device may send; nothing of it is done."""
        try:
            counter = getattr(read_client_frame(data), "counter", None)
        except Refusal:
            counter = None
        return Reply(error_frame(refusal, counter))

    def welcome(self, sender: Sender) -> None:
        """The device's signature is valid. From now on commands are accepted."""
        self.phase = Phase.OPEN
        self.sender = sender

    def refuse(self, refusal: Refusal) -> End:
        """The hello was wrong or late (W2, W9)."""
        self.phase = Phase.CLOSED
        return End(refusal, CLOSE_NOT_WELCOME)

    def close(self) -> None:
        """The connection is over. Frames that still arrive are ignored."""
        self.phase = Phase.CLOSED

    def answered(self) -> None:
        """A command was answered."""
        self.in_flight -= 1

    def _open(self, sender: Sender, data: bytes) -> Effect:
        frame = None
        try:
            frame = read_client_frame(data)
            return self._command(sender, frame)
        except Refusal as refusal:
            return Reply(error_frame(refusal, getattr(frame, "counter", None)))

    def _command(self, sender: Sender, frame: ClientFrame) -> Effect:
        if isinstance(frame, Send):
            policy.require(sender.who, Action.SEND)
            header = read_header(sender, frame)
            self._take_off()
            return StoreMessage(frame, header)
        if isinstance(frame, Mark):
            policy.require(sender.who, Action.MARK)
            return StoreMark(_conversation(sender, frame.conversation), frame.delivered, frame.read)
        if isinstance(frame, Act):
            _check_act(sender, frame)
            self._take_off()
            return StoreAct(frame)
        if isinstance(frame, Typing):
            policy.require(sender.who, Action.TYPE)
            return Tell(_conversation(sender, frame.conversation), frame.on)
        if isinstance(frame, Signal):
            policy.require(sender.who, Action.CALL)
            signal = read_signal_header(sender, frame.header, frame.ciphertext, frame.signature)
            if signal.conversation != _conversation(sender, frame.conversation):
                raise Refusal("header_mismatch", "the header names another conversation than the frame")
            return PassOn(frame, signal)
        raise Refusal("bad_frame", "hello was already sent")

    def _take_off(self) -> None:
        if self.in_flight >= IN_FLIGHT:
            raise Refusal("too_many", f"at most {IN_FLIGHT} commands may wait for their answer")
        self.in_flight += 1


def _hello(data: bytes) -> Hello:
    """The first frame. Raises `bad_frame` for a hello that is not what it should be, `not_welcome` for anything else."""
    frame = read_client_frame(data) if is_hello(data) else None
    if not isinstance(frame, Hello):
        raise Refusal("not_welcome", "the first frame is hello; nothing else may come before welcome")
    return frame


def error_frame(refusal: Refusal, counter: int | None = None) -> Error:
    """The `error` frame for a refusal (W7)."""
    return Error(counter, refusal.code, refusal.retryable, refusal.detail)


def _conversation(sender: Sender, named: bytes | None) -> bytes:
    """The conversation a frame is about. The team's frames must name it, a customer's need not."""
    if sender.conversation is not None:
        if named is not None and named != sender.conversation:
            raise Refusal("unknown_conversation")
        return sender.conversation
    if named is None:
        raise Refusal("bad_frame", "the team names the conversation")
    return named


def _check_act(sender: Sender, act: Act) -> None:
    check_counter(act.counter)
    action = ACTS.get(act.action)
    if action is None:
        raise Refusal("bad_frame", f"an act is one of {', '.join(ACTS)}")
    policy.require(sender.who, action)
    argument = act.argument
    if isinstance(argument, tuple) or action is Action.CLASS:
        _check_class(action, argument)
        return
    boolean = isinstance(argument, bool)
    if action in (Action.BLOCK, Action.AUTO) and not boolean:
        raise Refusal("bad_frame", f"{act.action} takes true or false")
    if action is Action.ASSIGN and (boolean or (argument is not None and not 0 <= argument <= WHOLE_MOST)):
        raise Refusal("bad_frame", "assign takes a person number or nil")


def _check_class(action: Action, argument: int | bool | tuple[str, int] | None) -> None:
    if action is not Action.CLASS:
        raise Refusal("bad_frame", f"{action.value} takes no list")
    if not isinstance(argument, tuple) or argument[0] not in _CLASSES or not 1 <= argument[1] <= WHOLE_MOST:
        raise Refusal("bad_frame", f"class takes one of {', '.join(Retention)} and a position")
