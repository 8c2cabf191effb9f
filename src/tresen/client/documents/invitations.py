"""What the team remembers of its invitations, spread over documents by the invitation's id (L8, S21)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import msgspec

from tresen.client.connection.http import b64, unb64
from tresen.client.documents.merge import Document
from tresen.client.errors import WrongInput
from tresen.core import records
from tresen.core.sizes import ID_BYTES, NAME_CHARACTERS, SECRET_BYTES

KIND: Final = "invitations"
SHARDS: Final = 256
"""So many documents hold all invitations: few enough for the limit on documents, and each small."""
LINE_CHARACTERS: Final = 200
"""So much of the words is remembered: enough to tell one from another."""
_FIELD: Final = re.compile(r"invitation:([0-9a-f]{32})")


class Remembered(NamedTuple):
    """One invitation as the team that made it knows it. `line`: how its words begin; `to`: to whom, as somebody typed it.

    `card`: the conversation whose card it is meant for. `files`: name and size of each. `taken`: the conversation that
    answered it, once its card has what it takes over; nothing but `to` and the times stays then, and no secret.
    """

    secret: bytes
    digits: str
    line: str
    files: tuple[tuple[str, int], ...]
    by: str
    at_ms: int
    until_ms: int
    reply: bool
    to: str = ""
    card: bytes | None = None
    phone: str = ""
    email: str = ""
    taken: bytes | None = None

    def taken_by(self, conversation: bytes) -> Remembered:
        """What stays of it once that conversation answered: enough for the list to name it."""
        return Remembered(b"", "", "", (), "", self.at_ms, self.until_ms, True, self.to, taken=conversation)


def key_of(invitation: bytes) -> bytes:
    """The key of the document that has this invitation: the first byte of its id, as a number."""
    return invitation[0].to_bytes(ID_BYTES, "big")


def field_of(invitation: bytes) -> str:
    """The name of the field that says what is remembered of it."""
    return f"invitation:{invitation.hex()}"


def document(about: bytes | None, key: bytes | None) -> bytes | None:
    """The id of the document with that key. They are about no conversation: there is none yet."""
    return None if about is not None or key is None else records.entry_id(KIND, None, key)


def plain(_payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """No earlier client wrote invitations."""
    return {}


def shown(_document: Document) -> Mapping[str, Any]:
    """No earlier client reads invitations."""
    return {}


def written(said: Remembered) -> str:
    """The field's value."""
    if len(said.to) > NAME_CHARACTERS:
        raise WrongInput(f"to whom it goes is said in {NAME_CHARACTERS} characters at most")
    fields: dict[str, Any] = {"at_ms": said.at_ms, "until_ms": said.until_ms, "to": said.to}
    if said.taken is not None:
        return b64(records.encode(fields | {"taken": said.taken}))
    fields |= {
        "k": said.secret, "d": said.digits, "line": said.line, "files": [list(each) for each in said.files],
        "by": said.by, "reply": said.reply,
    }  # fmt: skip
    more = {"card": said.card, "phone": said.phone, "email": said.email}
    return b64(records.encode(fields | {name: value for name, value in more.items() if value}))


def remembered_in(document: Document) -> dict[bytes, Remembered]:
    """What the document says, by the invitations' ids. What is of another shape says nothing."""
    found: dict[bytes, Remembered] = {}
    for name, (value, _) in document.fields.items():
        field = _FIELD.fullmatch(name)
        said = _read(value) if field is not None and isinstance(value, str) else None
        if field is not None and said is not None:
            found[bytes.fromhex(field[1])] = said
    return found


class _Taken(msgspec.Struct):
    at_ms: int
    until_ms: int
    to: str
    taken: bytes | msgspec.UnsetType = msgspec.UNSET


class _Said(msgspec.Struct):
    k: bytes
    d: str
    line: str
    files: list[tuple[str, int]]
    by: str
    at_ms: int
    until_ms: int
    reply: bool
    to: str
    card: bytes | None = None
    phone: str = ""
    email: str = ""


def _read(value: str) -> Remembered | None:
    try:
        packed = unb64(value)
        over = msgspec.msgpack.decode(packed, type=_Taken)
        if over.taken is not msgspec.UNSET:
            left = Remembered(b"", "", "", (), "", over.at_ms, over.until_ms, True, over.to, taken=over.taken)
            return left if len(over.taken) == ID_BYTES else None
        said = msgspec.msgpack.decode(packed, type=_Said)
    except (ValueError, msgspec.MsgspecError):
        return None
    sound = len(said.k) == SECRET_BYTES and (said.card is None or len(said.card) == ID_BYTES)
    if not sound or not re.fullmatch(r"(?:[0-9]{6})?", said.d, re.ASCII):
        return None
    return Remembered(
        said.k, said.d, said.line, tuple(said.files), said.by, said.at_ms, said.until_ms, said.reply, said.to, said.card,
        said.phone, said.email,
    )  # fmt: skip
