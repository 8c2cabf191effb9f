"""Set-up secrets, invites, and public records with their wraps: rare changes to who belongs to a team."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Select, delete, false, func, insert, select, update

from tresen.core.model import Role
from tresen.core.programs import Program, stored_program
from tresen.store.schema import (
    businesses,
    devices,
    events,
    former_handles,
    invites,
    setups,
    team_wraps,
)
from tresen.store.state import Business
from tresen.store.tx import Tx


class Setup(NamedTuple):
    """A set-up secret: until when it is good, and when it was used."""

    id: int
    until_ms: int
    used_ms: int | None


class Invite(NamedTuple):
    """An invite, with the business it leads to (S12).

    `by` made it and is bound by `commitment` to its `nonce`; `ed`, `x`, `mac` and `answer_nonce` are those of the answer.
    """

    id: int
    public_id: bytes
    business_id: int
    business: bytes
    handle: str
    person: int
    role: str
    state: str
    until_ms: int
    ed: bytes | None
    x: bytes | None
    mac: bytes | None
    by: bytes | None
    commitment: bytes | None
    nonce: bytes | None
    answer_nonce: bytes | None


KEPT_MS: Final = 24 * 60 * 60 * 1000
"""How long an ended invite stays, so that the holder of the link learns why it does nothing."""


def forget_ended(tx: Tx) -> None:
    """Remove invites, and set-up secrets that nobody used, a day after they ended."""
    before = tx.now_ms - KEPT_MS
    tx.execute(delete(invites).where(invites.c.until_ms < before))
    tx.execute(delete(setups).where(setups.c.used_ms.is_(None), setups.c.until_ms < before))


def add_setup(tx: Tx, secret_hash: bytes, until_ms: int) -> None:
    """Keep a set-up secret's hash; what ended is removed."""
    forget_ended(tx)
    row = {"secret_hash": secret_hash, "created_ms": tx.now_ms, "until_ms": until_ms}
    tx.execute(insert(setups).values(row))


def find_setup(source: Tx | Connection, secret_hash: bytes) -> Setup | None:
    """The set-up secret with that hash, or None."""
    c = setups.c
    query = select(c.id, c.until_ms, c.used_ms).where(c.secret_hash == secret_hash)
    row = source.execute(query).one_or_none()
    return None if row is None else Setup(*row)


def use_setup(tx: Tx, setup: Setup, business: Business) -> None:
    """The secret created this business and is good for nothing more."""
    values = {"used_ms": tx.now_ms, "business_id": business.id}
    tx.execute(update(setups).where(setups.c.id == setup.id).values(values))


def write_nothing(tx: Tx) -> None:
    """Change no row. It fails whenever any other change would fail."""
    tx.execute(update(setups).where(false()).values(used_ms=None))


def taken(tx: Tx, handle: str, public_id: bytes) -> tuple[bool, bool]:
    """Whether another business has or had that handle, and whether one has that public id."""
    b, f = businesses.c, former_handles.c
    found = list(
        tx.execute(select(b.handle, b.public_id).where((b.handle == handle) | (b.public_id == public_id)))
    )
    former = tx.execute(select(f.business_id).where(f.handle == handle)).first() is not None
    return former or any(row[0] == handle for row in found), any(row[1] == public_id for row in found)


def rename(tx: Tx, business: int, old: str, new: str) -> None:
    """Give a business another address. The old one leads to it for good: it stands on signs, and browsers keep by it."""
    f = former_handles.c
    tx.execute(delete(former_handles).where(f.handle == new, f.business_id == business))
    tx.execute(insert(former_handles).values(handle=old, business_id=business))
    tx.execute(update(businesses).where(businesses.c.id == business).values(handle=new))


def former(tx: Tx | Connection, handle: str) -> int | None:
    """The business whose address this was."""
    f = former_handles.c
    found: int | None = tx.execute(select(f.business_id).where(f.handle == handle)).scalar()
    return found


def record_bodies(
    connection: Connection, business: int, after: int = 0, most: int | None = None
) -> list[tuple[int, bytes]]:
    """[L2] `rev` and event body of the business's public records after that `rev`, in order, at most so many."""
    e = events.c
    query = select(e.rev, e.body).where(e.business_id == business, e.rev > after).order_by(e.rev).limit(most)
    return [(rev, body) for rev, body in connection.execute(query)]


def record_event(tx: Tx, business: Business, rev: int) -> tuple[bytes, int] | None:
    """Event body and `seq` of a public record, or None."""
    e = events.c
    row = tx.execute(select(e.body, e.seq).where(e.business_id == business.id, e.rev == rev)).one_or_none()
    return None if row is None else (row[0], row[1])


def wraps_for(connection: Connection, device: int) -> list[tuple[int, bytes]]:
    """[S5] The team keys wrapped to a device, by number."""
    w = team_wraps.c
    query = (
        select(w.n, w.wrap)
        .join(devices, (devices.c.id == w.device_id) & (devices.c.business_id == w.business_id))
        .where(w.device_id == device)
        .order_by(w.n)
    )
    return [(n, wrap) for n, wrap in connection.execute(query)]


def mark_seen(tx: Tx, device: int, day: int) -> None:
    """A device (internal key) was here on that day (days since 1970); days do not go back."""
    d = devices.c
    earlier = d.seen_day.is_(None) | (d.seen_day < day)
    tx.execute(update(devices).where(d.id == device, earlier).values(seen_day=day))


def seen_days(connection: Connection, business: int) -> list[tuple[bytes, int, int | None]]:
    """Public id, person and day last seen of the team's active devices, the sheet among them, as they joined."""
    d = devices.c
    query = (
        select(d.public_id, d.person, d.seen_day)
        .where(d.business_id == business, d.conversation_id.is_(None), d.revoked_ms.is_(None))
        .order_by(d.id)
    )
    return [(public_id, person, day) for public_id, person, day in connection.execute(query)]


def team_facts(connection: Connection, business: int) -> tuple[str, int, int, int]:
    """Handle, since when it is there, the number of owners' devices and that of people of a business."""
    b, d = businesses.c, devices.c
    row = connection.execute(select(b.handle, b.created_ms).where(b.id == business)).one()
    query = select(d.role, d.person).where(
        d.program.is_(None),
        d.business_id == business,
        d.conversation_id.is_(None),
        d.revoked_ms.is_(None),
        d.role != Role.SHEET.value,
    )
    team = connection.execute(query).all()
    owners = sum(each.role == Role.OWNER.value for each in team)
    return row[0], row[1], owners, len({each.person for each in team})


def has_others(connection: Connection, business: int) -> bool:
    """Whether the server has another business too."""
    query = select(businesses.c.id).where(businesses.c.id != business).limit(1)
    return connection.execute(query).first() is not None


def programs(connection: Connection, business: int) -> list[Program]:
    """[S23] The members of the team that are programs, in the order in which they joined, each name once."""
    d = devices.c
    query = select(d.program).where(d.business_id == business, d.program.is_not(None), d.revoked_ms.is_(None))
    found = [stored_program(column) for (column,) in connection.execute(query.order_by(d.id))]
    return list({each.name: each for each in found if each is not None}.values())


def add_invite(
    tx: Tx,
    business: Business,
    public_id: bytes,
    person: int,
    role: str,
    until_ms: int,
    by: int,
    commitment: bytes,
) -> None:
    """Keep a new invite; what ended is removed."""
    forget_ended(tx)
    row = {
        "public_id": public_id,
        "business_id": business.id,
        "person": person,
        "role": role,
        "state": "open",
        "created_ms": tx.now_ms,
        "until_ms": until_ms,
        "by_device": by,
        "commitment": commitment,
    }
    tx.execute(insert(invites).values(row))


def count_invites(tx: Tx, business: int) -> int:
    """How many of the business's invites are good at the moment."""
    i = invites.c
    where = (i.business_id == business) & (i.until_ms >= tx.now_ms) & (i.state != "confirmed")
    return int(tx.execute(select(func.count()).select_from(invites).where(where)).scalar_one())


def _invites() -> Select[Any]:
    i, b = invites.c, businesses.c
    return (
        select(
            i.id, i.public_id, i.business_id, b.public_id, b.handle, i.person, i.role, i.state, i.until_ms, i.ed, i.x,
            i.mac, devices.c.public_id, i.commitment, i.nonce, i.answer_nonce,
        )
        .join(businesses, b.id == i.business_id)
        .outerjoin(devices, devices.c.id == i.by_device)
    )  # fmt: skip


def find_invite(source: Tx | Connection, public_id: bytes) -> Invite | None:
    """The invite of that public id, of whichever business, or None."""
    row = source.execute(_invites().where(invites.c.public_id == public_id)).one_or_none()
    return None if row is None else Invite(*row)


def invites_of(connection: Connection, business: int) -> list[Invite]:
    """The business's invites, oldest first."""
    i = invites.c
    query = _invites().where(i.business_id == business).order_by(i.created_ms, i.id)
    return [Invite(*row) for row in connection.execute(query)]


def answer_invite(tx: Tx, invite: Invite, ed: bytes, x: bytes, nonce: bytes, mac: bytes) -> None:
    """The new device has answered."""
    values = {"state": "answered", "ed": ed, "x": x, "answer_nonce": nonce, "mac": mac}
    tx.execute(update(invites).where(invites.c.id == invite.id).values(values))


def reveal_nonce(tx: Tx, invite: Invite, nonce: bytes) -> None:
    """The inviting device has told its part of the four words."""
    tx.execute(update(invites).where(invites.c.id == invite.id).values({"nonce": nonce}))


def drop_invite(tx: Tx, invite: Invite) -> None:
    """Remove an invite that was taken back."""
    tx.execute(delete(invites).where(invites.c.id == invite.id))


def confirm_invite(tx: Tx, invite: Invite) -> None:
    """Mark the invite as confirmed. The device's keys are in its record now, so the invite forgets the code."""
    values = {"state": "confirmed", "mac": None}
    tx.execute(update(invites).where(invites.c.id == invite.id).values(values))
