"""Brings a restored copy up to the erasure list, as one server would have stored it, entry after entry (L7, L10)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, delete, select, update

from tresen.core.chain import Chain, fold
from tresen.core.model import Kind
from tresen.core.records import PublicRecord, decode
from tresen.desk.audit_trail import note
from tresen.desk.context import Context
from tresen.desk.erasing.slices import finish, finish_all
from tresen.desk.restoring.erasures import expiring, obeying
from tresen.desk.restoring.records import listing, publishing, signed_of, wraps_of
from tresen.desk.shopfront.publish import chain_of
from tresen.desk.statistics.counting import count
from tresen.errors import Refusal
from tresen.store import queries
from tresen.store.backup.erasure_list import RESTORED, Entry
from tresen.store.schema import businesses, invites, noted, push_news, setups
from tresen.store.tx import Tx


class Replayed(NamedTuple):
    """How many messages were erased again, how many records came back, and how many entries could not be replayed."""

    erased: int
    records: int
    left: int


async def replay(house: Context, entries: Sequence[Entry]) -> Replayed:
    """Carry out what the list has and the copy lacks, in the list's order. Doing it twice changes nothing more.

    Raises:
        Refusal: `storage_full`, `internal`: the database cannot be written.
    """
    await finish_all(house)
    known = await house.read(_businesses)
    chains: dict[bytes, Chain] = {}
    stopped = _without_contents(entries)
    later = {wrap for entry in entries if _is_public(entry, "team") for wrap in wraps_of(entry)}
    erased = records = left = 0
    for at, entry in enumerate(entries):
        if entry.kind == RESTORED:
            continue
        if entry.business not in known:
            left += 1  # the whole business is younger than the backup
            continue
        key, generation = known[entry.business]
        try:
            if entry.kind in (Kind.ERASED, Kind.EXPIRED):
                erased += await _erase(house, entry, key, same_log=entry.generation == generation)
            elif entry.conversation is not None:
                records += await house.write(listing(entry, key))
            elif at >= stopped.get(entry.business, len(entries)):
                left += 1
            else:
                records += await _publish(house, entry, key, chains, later)
        except Refusal as refusal:
            if refusal.code in ("storage_full", "internal", "shutting_down"):
                raise
            left += 1
    await count(house)
    return Replayed(erased, records, left)


async def begin_generation(house: Context) -> dict[bytes, tuple[bytes, int]]:
    """[L10] Give every log a new generation, once nothing is replayed any more: its name, and the log's head, by business.

    Offers that were open when the copy was made are withdrawn: some were taken since, and each is good once.
    """

    def job(tx: Tx) -> dict[bytes, tuple[bytes, int]]:
        made: dict[bytes, tuple[bytes, int]] = {}
        for key, public_id in tx.execute(select(businesses.c.id, businesses.c.public_id)).all():
            generation = secrets.token_bytes(16)
            tx.execute(update(businesses).where(businesses.c.id == key).values(generation=generation))
            note(tx, tx.business(key), "restored")
            made[public_id] = generation, tx.business(key).seq
        tx.execute(delete(invites))
        tx.execute(delete(setups).where(setups.c.used_ms.is_(None)))
        tx.execute(delete(push_news))
        tx.execute(delete(noted))
        return made

    return await house.write(job)


async def _erase(house: Context, entry: Entry, business: int, *, same_log: bool) -> int:
    again = obeying if entry.kind == Kind.ERASED else expiring
    gone, unfinished = await house.write(again(entry, business, same_log=same_log))
    if unfinished is not None:
        found = await house.read(
            lambda connection: queries.find_conversation(connection, business, entry.conversation or b"")
        )
        if found is not None:
            await finish(house, business, found[0], unfinished)
    return gone


async def _publish(
    house: Context, entry: Entry, business: int, chains: dict[bytes, Chain], later: set[tuple[bytes, bytes]]
) -> int:
    before = chains.get(entry.business)
    if before is None:
        before = await house.read(lambda connection: chain_of(connection, business))
    record = decode(signed_of(entry).body, PublicRecord)
    if record.rev <= before.rev:
        return 0
    after = fold(before, [signed_of(entry)])
    if after is None:
        raise Refusal("bad_record")
    await house.write(publishing(entry, business, before, after, later))
    chains[entry.business] = after
    return 1


def _without_contents(entries: Sequence[Entry]) -> dict[bytes, int]:
    """Where a business's public records end for us: at a newest profile whose text the list does not have.

    Nobody could verify that profile, so the records before it are all that can be shown.
    """
    newest: dict[bytes, int] = {}
    for at, entry in enumerate(entries):
        if _is_public(entry, "profile"):
            newest[entry.business] = at
    return {entries[at].business: at for at in newest.values() if entries[at].contents is None}


def _is_public(entry: Entry, kind: str) -> bool:
    if entry.kind != Kind.RECORD or entry.conversation is not None:
        return False
    return decode(signed_of(entry).body, PublicRecord).kind == kind


def _businesses(connection: Connection) -> Mapping[bytes, tuple[int, bytes]]:
    b = businesses.c
    return {
        public_id: (key, generation)
        for key, public_id, generation in connection.execute(select(b.id, b.public_id, b.generation))
    }
