"""Authorisation: who may do what is decided here and nowhere else (A6)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from tresen.core.model import RANK, Role
from tresen.core.programs import May, Program
from tresen.errors import Refusal


class Action(StrEnum):
    """Everything that needs a permission."""

    __hash__ = str.__hash__  # Enum's own is written in Python, and it is called twice per message

    SEND = "send"
    SEND_FILES = "send_files"
    """Carry files to the server, for messages to name (F5)."""
    READ_FILES = "read_files"
    """Read sealed files. Auditors have no key for them, so they get none (F5)."""
    MARK = "mark"
    TYPE = "type"
    CALL = "call"
    """Ring, take a call, and be rung (C1)."""
    ASSIGN = "assign"
    CLOSE = "close"
    REOPEN = "reopen"
    BLOCK = "block"
    AUTO = "auto"
    """Switch automatic answers off and on for one customer."""
    CLASS = "class"
    """Give a message a retention class (L9)."""
    ERASE = "erase"
    """Erase messages or a whole conversation by a signed command (L7)."""
    FOLLOW = "follow"
    """Receive the log, live and in pages."""
    READ_CONVERSATION = "read_conversation"
    READ_KEYS = "read_keys"
    ADD_EPOCH = "add_epoch"
    ADD_DEVICES = "add_devices"
    LIST = "list"
    READ_BACK_ROOM = "read_back_room"
    READ_RECORDS = "read_records"
    READ_TEAM_KEYS = "read_team_keys"
    PUBLISH = "publish"
    """Publish public records. The record chain decides which role each record needs (S4)."""
    INVITE = "invite"
    """Add a device: an owner for anybody, everybody else for their own person (S4). `require_invite` decides."""
    LIST_DEVICES = "list_devices"
    """See when the team's devices were last seen. `sees_devices_of` decides whose."""
    STATISTICS = "statistics"
    """See the figures of the whole team."""
    OBJECT = "object"
    """Object to being counted in them, or take that back (L14)."""
    CONDITION = "condition"
    """See how the installation is doing: disk, backups, the last check."""
    EDIT_PROFILE = "edit_profile"
    """Preview a profile before it is published."""
    NOTIFY = "notify"
    """Say whether this device is told of messages while it is away (W12)."""
    BE_MAILED = "be_mailed"
    """Give an e-mail address to be told of answers at, and take it back (W13)."""
    MY_DATA = "my_data"
    """See what the server holds about a conversation (Art. 15)."""
    TELL_EXPORT = "tell_export"
    """Say that a file of a conversation was made (D9)."""
    ASK = "ask"
    """Ask for what the law gives a customer, restrict a conversation (D7, D8)."""
    REGISTER = "register"
    """Read the register of requests (D8)."""
    ANSWER_REQUEST = "answer_request"
    """Say how far a request is. `require_step` decides who may take which step (D8)."""
    RETAIN = "retain"
    """Hold conversations, see what goes by itself (D1, D6)."""
    AUDIT = "audit"
    """Read the audit trail (D9)."""
    ACCOUNT = "account"
    """Read the documents from the running configuration, the risk check and the incident helper."""
    KEEP_PASSKEYS = "keep_passkeys"
    """Keep passkeys that open one's own return link, or another device of one's own person (S20)."""
    WRITE_FIRST = "write_first"
    """Make invitations, see what became of them, withdraw them (S21)."""
    KEEP_QUIET = "keep_quiet"
    """Set quiet hours and mute conversations, for one's own person (W12)."""


@dataclass(frozen=True, slots=True)
class Who:
    """An authenticated device: internal keys of business, device and, for customers, the conversation."""

    business: int
    device: int
    role: Role
    person: int
    conversation: int | None = None
    program: Program | None = None
    """What a member of the team is that is no person (S23)."""

    @property
    def staff(self) -> bool:
        """Whether the device belongs to the team; the sheet does."""
        return self.conversation is None


class Place(NamedTuple):
    """Where a program acts. A conversation is its internal key, and the person to whom it is assigned."""

    back_room: bool
    conversation: tuple[int, int | None] | None
    about: tuple[int, int | None] | None = None
    document: bool = False
    """It is a version of a document, and not that of the customer's card."""


_READ_METADATA = {
    Action.FOLLOW,
    Action.READ_CONVERSATION,
    Action.LIST,
    Action.READ_BACK_ROOM,
    Action.READ_RECORDS,
    Action.STATISTICS,
    Action.NOTIFY,
    Action.KEEP_QUIET,
}
_MEMBER = _READ_METADATA | {
    Action.SEND,
    Action.SEND_FILES,
    Action.READ_FILES,
    Action.MARK,
    Action.TYPE,
    Action.CALL,
    Action.ASSIGN,
    Action.CLOSE,
    Action.REOPEN,
    Action.BLOCK,
    Action.AUTO,
    Action.CLASS,
    Action.READ_KEYS,
    Action.ADD_EPOCH,
    Action.READ_TEAM_KEYS,
    Action.PUBLISH,
    Action.INVITE,
    Action.LIST_DEVICES,
    Action.TELL_EXPORT,
    Action.KEEP_PASSKEYS,
    Action.WRITE_FIRST,
    Action.REGISTER,
    Action.ANSWER_REQUEST,
}
_OWNER = _MEMBER | {
    Action.CONDITION,
    Action.EDIT_PROFILE,
    Action.ERASE,
    Action.MY_DATA,
    Action.RETAIN,
    Action.AUDIT,
    Action.ACCOUNT,
}
_PERMITTED: Final[dict[Role, frozenset[Action]]] = {
    Role.OWNER: frozenset(_OWNER),
    Role.MEMBER: frozenset(_MEMBER),
    # Auditors publish records about their own devices only, such as signing out a lost one (S4).
    Role.AUDITOR: frozenset(_READ_METADATA | {Action.INVITE, Action.LIST_DEVICES, Action.PUBLISH}),
    # When the sheet brings an owner back, the back room's documents tell it who is who (S5).
    Role.SHEET: frozenset(
        {
            Action.READ_RECORDS,
            Action.READ_TEAM_KEYS,
            Action.READ_BACK_ROOM,
            Action.PUBLISH,
            Action.LIST_DEVICES,
        }
    ),
    Role.CUSTOMER: frozenset(
        {
            Action.SEND,
            Action.SEND_FILES,
            Action.READ_FILES,
            Action.MARK,
            Action.TYPE,
            Action.CALL,
            Action.FOLLOW,
            Action.READ_CONVERSATION,
            Action.READ_KEYS,
            Action.ADD_EPOCH,
            Action.ADD_DEVICES,
            Action.ERASE,
            Action.READ_RECORDS,
            Action.OBJECT,
            Action.NOTIFY,
            Action.BE_MAILED,
            Action.MY_DATA,
            Action.TELL_EXPORT,
            Action.KEEP_PASSKEYS,
            Action.ASK,
        }
    ),
    Role.PAPER: frozenset({Action.READ_KEYS, Action.ADD_DEVICES, Action.READ_RECORDS}),
}


_PROGRAM: Final = frozenset({Action.READ_RECORDS, Action.LIST_DEVICES, Action.PUBLISH})
_PROGRAM_WITH: Final[dict[May, frozenset[Action]]] = {
    May.READ: frozenset(
        _READ_METADATA
        | {Action.READ_FILES, Action.READ_KEYS, Action.READ_TEAM_KEYS, Action.ADD_EPOCH, Action.MARK}
    ),
    May.DRAFT: frozenset({Action.SEND}),
    May.SEND: frozenset(
        {
            Action.SEND,
            Action.SEND_FILES,
            Action.TYPE,
            Action.ASSIGN,
            Action.CLOSE,
            Action.REOPEN,
            Action.CLASS,
        }
    ),
    May.NAMED: frozenset(),
}
"""[S23] What a program may do at most, by its rights; its role still bounds it. It invites nobody and shuts nobody out."""


def may(who: Who, action: Action) -> bool:
    """Whether this role, and if it is a program this program, may ever do that within its own business or conversation."""
    if action not in _PERMITTED[who.role]:
        return False
    return who.program is None or _has(who.program, action)


def _has(program: Program, action: Action) -> bool:
    return action in _PROGRAM or any(action in _PROGRAM_WITH[each] for each in program.may)


def require(who: Who, action: Action) -> None:
    """Raise `forbidden` unless the role may do that."""
    if action not in _PERMITTED[who.role]:
        raise Refusal("forbidden", f"the role {who.role.value} may not {action.value.replace('_', ' ')}")
    if who.program is not None and not may(who, action):
        raise Refusal("forbidden", f"this program may not {action.value.replace('_', ' ')}")


def require_program(program: Program | None, person: int, action: Action, place: Place) -> None:
    """[S23] Raise `forbidden` when a program goes beyond its rights in this conversation; persons pass.

    What it writes into the back room must concern a conversation: the team's own documents are not a program's.
    """
    if program is None:
        return
    if not _has(program, action):
        raise Refusal("forbidden", f"this program may not {action.value.replace('_', ' ')}")
    if action is Action.SEND:
        right = May.DRAFT if place.back_room else May.SEND
        if right not in program.may:
            raise Refusal("forbidden", f"this program may not {right.value}")
        if place.back_room and (place.about is None or not place.document):
            raise Refusal("forbidden", "a program writes into the back room only about a conversation")
    subject = place.about if place.back_room else place.conversation
    if May.NAMED in program.may and subject is not None and subject[1] != person:
        raise Refusal("forbidden", "this program is not named in that conversation")


def invites_for(who: Who, person: int) -> bool:
    """Whether this device sees and confirms invites for that person: owners for everybody, others for themselves."""
    return who.role == Role.OWNER or who.person == person


def sees_devices_of(who: Who, person: int) -> bool:
    """Whether this device sees when that person's devices were last seen: owners and the sheet see all, others their own."""
    return who.role in (Role.OWNER, Role.SHEET) or who.person == person


def require_step(who: Who, before: str, state: str) -> None:
    """[D8] Raise `forbidden` unless the device may set that state: a member only says that what was looked at was sent."""
    require(who, Action.ANSWER_REQUEST)
    if who.role != Role.OWNER and (before, state) not in (("looked", "answered"), ("answered", "answered")):
        raise Refusal("forbidden", "an owner decides about requests")


def require_invite(who: Who, person: int, role: Role) -> None:
    """[S4] Raise `forbidden` unless the device may add a device with that role for that person."""
    require(who, Action.INVITE)
    if who.role == Role.OWNER:
        return
    if who.person != person:
        raise Refusal("forbidden", f"the role {who.role.value} invites devices of its own person only")
    if RANK[role] > RANK[who.role]:
        raise Refusal("forbidden", f"the role {who.role.value} invites nobody with a higher role")


def require_in(who: Who, action: Action, business: int, conversation: int, back_room: bool) -> None:
    """Raise unless the role may do that in this conversation.

    A conversation of others does not exist for the caller: `unknown_conversation`, never `forbidden`.
    """
    if business != who.business or (who.conversation is not None and who.conversation != conversation):
        raise Refusal("unknown_conversation")
    require(who, action)
    if back_room and action in _NOT_IN_BACK_ROOM:
        raise Refusal("forbidden", f"nobody can {action.value.replace('_', ' ')} the back room")


_NOT_IN_BACK_ROOM = frozenset(
    {
        Action.CALL, Action.ASSIGN, Action.CLOSE, Action.REOPEN, Action.BLOCK, Action.AUTO, Action.ADD_EPOCH, Action.CLASS,
        Action.ERASE, Action.OBJECT, Action.MY_DATA, Action.TELL_EXPORT, Action.ASK, Action.RETAIN,
    }
)  # fmt: skip
