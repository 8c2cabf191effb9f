"""Reads and changes of passkeys (S20)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, delete, insert, select, update

from tresen.store.schema import businesses, devices, passkeys
from tresen.store.tx import Tx

_p, _d, _b = passkeys.c, devices.c, businesses.c


class Kept(NamedTuple):
    """A passkey of a device that was not shut out: id and address of its business, key, counter, wrap."""

    id: int
    business: bytes
    handle: str
    key: bytes
    counter: int
    wrap: bytes


class Shown(NamedTuple):
    """A passkey as its person sees it: the hash of its id, the paper device that it opens, since when it is there."""

    hash: bytes
    device: bytes
    added_ms: int


def find(source: Connection | Tx, hash_: bytes) -> Kept | None:
    """The passkey whose id has that hash, or None."""
    query = (
        select(_p.id, _b.public_id, _b.handle, _p.key, _p.counter, _p.wrap)
        .join(devices, _d.id == _p.device_id)
        .join(businesses, _b.id == _d.business_id)
        .where(_p.hash == hash_, _d.revoked_ms.is_(None))
    )
    row = source.execute(query).one_or_none()
    return None if row is None else Kept._make(row)


def count(tx: Tx, passkey: int, counter: int) -> None:
    """The passkey has signed so often."""
    tx.execute(update(passkeys).where(_p.id == passkey).values(counter=counter))


def keep(tx: Tx, device: int, hash_: bytes, key: bytes, wrap: bytes, most: int) -> None:
    """The passkey opens that paper device from now on, and nothing else. Beyond `most` of a device the oldest go."""
    tx.execute(delete(passkeys).where(_p.hash == hash_))
    row = {"device_id": device, "hash": hash_, "key": key, "counter": 0, "wrap": wrap, "added_ms": tx.now_ms}
    tx.execute(insert(passkeys).values(row))
    newest = select(_p.id).where(_p.device_id == device).order_by(_p.id.desc()).limit(most)
    tx.execute(delete(passkeys).where(_p.device_id == device, _p.id.not_in(newest)))


def lead(tx: Tx, of: Select[Any], device: int, wraps: Mapping[bytes, bytes]) -> None:
    """Each passkey that opened one of these devices opens that one from now on, by its new wrap."""
    for hash_, wrap in wraps.items():
        mine = (_p.hash == hash_, _p.device_id.in_(of))
        tx.execute(update(passkeys).where(*mine).values(device_id=device, wrap=wrap))


def owner_of(tx: Tx, hash_: bytes) -> int | None:
    """The paper device that this passkey opens, or None."""
    found: int | None = tx.execute(select(_p.device_id).where(_p.hash == hash_)).scalar()
    return found


def drop(tx: Tx, of: Select[Any]) -> None:
    """No passkey opens these devices any more."""
    tx.execute(delete(passkeys).where(_p.device_id.in_(of)))


def theirs(business: int, conversation: int | None, person: int) -> Select[Any]:
    """The devices of one customer, or of one person of the team."""
    query = select(_d.id).where(_d.business_id == business, _d.revoked_ms.is_(None))
    if conversation is not None:
        return query.where(_d.conversation_id == conversation)
    return query.where(_d.conversation_id.is_(None), _d.person == person)


def shown(connection: Connection, of: Select[Any]) -> list[Shown]:
    """The passkeys that open these devices, oldest first."""
    query = (
        select(_p.hash, _d.public_id, _p.added_ms)
        .join(devices, _d.id == _p.device_id)
        .where(_p.device_id.in_(of))
        .order_by(_p.id)
    )
    return [Shown._make(row) for row in connection.execute(query)]
