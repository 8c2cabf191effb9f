"""Reads and changes of invitations: made, found, opened, ended, forgotten (S21)."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from tresen.core.model import InvitationState as State
from tresen.store import files
from tresen.store.schema import businesses, conversations, invitation_seals, invitations
from tresen.store.state import Business, Conversation
from tresen.store.tx import Tx, inserted_key

_i, _s = invitations.c, invitation_seals.c
_TWO_DAYS_MS: Final = 2 * 24 * 60 * 60 * 1000


class Row(NamedTuple):
    """An invitation as stored. `size`: of what is sealed, with files. `conversation`: which answered, until it is erased."""

    id: int
    business: int
    public_id: bytes
    state: State
    until_ms: int
    lock: bytes
    digits: bool
    tries: int
    size: int
    reply: bool
    made_ms: int
    opened_ms: int | None
    conversation: bytes | None


class New(NamedTuple):
    """What a device of the team hands over (S21)."""

    public_id: bytes
    lock: bytes
    sealed: bytes
    until_ms: int
    digits: bool
    reply: bool


_COLUMNS: Final = (
    _i.id, _i.business_id, _i.public_id, _i.state, _i.until_ms, _i.lock, _i.digits, _i.tries, _i.bytes, _i.reply,
    _i.made_ms, _i.opened_ms, conversations.c.public_id,
)  # fmt: skip
_ROWS: Final = (
    select(*_COLUMNS)
    .select_from(invitations)
    .outerjoin(
        conversations, (conversations.c.id == _i.conversation_id) & conversations.c.erased_ms.is_(None)
    )
)


def _row(row: Any) -> Row:
    key, business, public_id, state, until_ms, lock, digits, tries, *more = row
    return Row(key, business, public_id, State(state), until_ms, lock, bool(digits), tries, *more)


def find(source: Connection | Tx, business: int, public_id: bytes) -> Row | None:
    """The business's invitation with that id, or None."""
    row = source.execute(_ROWS.where(_i.business_id == business, _i.public_id == public_id)).one_or_none()
    return None if row is None else _row(row)


def sealed_of(source: Connection | Tx, key: int) -> bytes | None:
    """What is sealed of it; None: nothing any more."""
    found: bytes | None = source.execute(select(_s.sealed).where(_s.id == key)).scalar()
    return found


def page(connection: Connection, business: int, start: int, limit: int) -> tuple[int, list[Row]]:
    """How many are known, and some of them, the newest first."""
    total = connection.execute(
        select(func.count()).select_from(invitations).where(_i.business_id == business)
    ).scalar_one()
    query = _ROWS.where(_i.business_id == business).order_by(_i.id.desc()).offset(start).limit(limit)
    return total, [_row(row) for row in connection.execute(query)]


def lately(source: Connection | Tx, business: int, now_ms: int) -> list[int]:
    """When those of the last two days were made, whatever became of them."""
    query = select(_i.made_ms).where(_i.business_id == business, _i.made_ms > now_ms - _TWO_DAYS_MS)
    return [made for (made,) in source.execute(query)]


def open_bytes(tx: Tx, business: int) -> tuple[int, int]:
    """How many are open, swept or not, and how many bytes are sealed in them."""
    query = (
        select(func.count(), func.coalesce(func.sum(func.length(_s.sealed)), 0))
        .select_from(invitations)
        .join(invitation_seals, _s.id == _i.id)
        .where(_i.business_id == business, _i.state == State.OPEN.value)
    )
    count, size = tx.execute(query).one()
    return count, size


def add(tx: Tx, business: Business, new: New, found: list[files.Blob]) -> int:
    """Keep it, with its files, which nobody else can name from now on."""
    inserted = tx.execute(insert(invitation_seals).values(business_id=business.id, sealed=new.sealed))
    key = inserted_key(inserted)
    row = {
        "id": key, "business_id": business.id, "public_id": new.public_id, "lock": new.lock, "digits": new.digits,
        "reply": new.reply, "state": State.OPEN.value, "tries": 0, "made_ms": tx.now_ms, "until_ms": new.until_ms,
        "bytes": len(new.sealed) + sum(each.bytes for each in found),
    }  # fmt: skip
    tx.execute(insert(invitations).values(row))
    files.invite(tx, found, key)
    return key


def opened(tx: Tx, key: int) -> None:
    """It was opened; only the first time is noted."""
    tx.execute(update(invitations).where(_i.id == key, _i.opened_ms.is_(None)).values(opened_ms=tx.now_ms))


def tried(tx: Tx, key: int, tries: int) -> None:
    """So often wrong digits were given."""
    tx.execute(update(invitations).where(_i.id == key).values(tries=tries))


def end(
    tx: Tx,
    row: Row,
    state: State,
    *,
    ended_ms: int | None = None,
    answered: tuple[Conversation, int] | None = None,
) -> None:
    """[A10] It is over: what was sealed goes, and its files, unless they move into the conversation that answered, to the
    message at that `seq`."""
    tx.execute(update(invitation_seals).where(_s.id == row.id).values(sealed=None))
    said: dict[str, Any] = {"state": state.value, "ended_ms": tx.now_ms if ended_ms is None else ended_ms}
    if answered is None:
        files.drop_invited(tx, row.business, row.id)
    else:
        conversation, seq = answered
        files.move_invited(tx, row.id, conversation, seq)
        said["conversation_id"] = conversation.id
    tx.execute(update(invitations).where(_i.id == row.id).values(said))


def due(connection: Connection, now_ms: int) -> list[tuple[int, bytes]]:
    """Business and id of each that is open and whose time is over."""
    query = select(_i.business_id, _i.public_id).where(_i.state == State.OPEN.value, _i.until_ms <= now_ms)
    return [tuple(row) for row in connection.execute(query)]


def forget_ended(tx: Tx, before_ms: int) -> None:
    """Nobody is told any more what became of those that ended before. Their ids stay on the erasure list (L10)."""
    tx.execute(delete(invitations).where(_i.ended_ms < before_ms))


def business_of(tx: Tx, public_id: bytes) -> int | None:
    """The business with that public id, or None."""
    found: int | None = tx.execute(
        select(businesses.c.id).where(businesses.c.public_id == public_id)
    ).scalar()
    return found
