"""Public records of a business: they are appended, read again, and the team's keys with them (S4, S5, L2)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from tresen.core.chain import Chain, fold
from tresen.core.contents import Contents, banner_in, without_superseded
from tresen.core.law.days import chat_days
from tresen.core.model import Kind, Role
from tresen.core.policy import Action, Who, require
from tresen.core.records import (
    Device,
    ProfileHashes,
    PublicRecord,
    Published,
    Signed,
    Team,
    decode,
    read_profile,
    record_hash,
)
from tresen.core.shopfront.publication import Publication, TeamWrap, read_record, verify_publication
from tresen.core.statistics.calendar import hours_part
from tresen.desk.audit_trail import note
from tresen.desk.context import Context
from tresen.desk.guards import sender
from tresen.errors import Refusal
from tresen.store import people, profiles, queries, statistics
from tresen.store.ledger import BODY_BYTES
from tresen.store.state import Business, Stored
from tresen.store.tx import Tx


class Outcome(NamedTuple):
    """Records are stored up to `rev`; the newest of them has this `seq`."""

    rev: int
    seq: int


async def publish(house: Context, who: Who, records: Sequence[Signed], wraps: Sequence[TeamWrap]) -> Outcome:
    """[S4, S5] Append public records, all or nothing. Repeating the same records returns the first outcome (A4).

    Devices that the records revoke are disconnected at once.

    Raises:
        Refusal: `forbidden`, `stale_record` when other records came first, `bad_request` without a record, `bad_record`,
            `bad_signature`, `too_large`, `too_many` for devices that a person lists who is no owner.
    """
    require(who, Action.PUBLISH)
    if not records:
        raise Refusal("bad_request", "records: at least one is needed")
    again = await house.read(lambda connection: _repeated(connection, who.business, records))
    if again is not None:
        return again
    before = await house.read(lambda connection: chain_of(connection, who.business))
    publication = await asyncio.to_thread(verify_publication, before, records, wraps, house.clock.now_ms())
    check_sizes(publication)
    if who.role not in (Role.OWNER, Role.SHEET):
        for _ in publication.added:
            house.spending.listed(who)

    def job(tx: Tx) -> tuple[Outcome, list[int]]:
        by = sender(tx, who)
        if by.program is not None:
            _require_own(publication, by.person)
        return append(tx, tx.business(who.business), publication)

    outcome, revoked = await house.write(job)
    house.shut_out(revoked)
    return outcome


async def records_after(house: Context, who: Who, rev: int) -> tuple[int, list[Signed]]:
    """[L2] The newest `rev` and the public records after the given one, for anyone with a bearer."""
    require(who, Action.READ_RECORDS)

    def read(connection: Connection) -> tuple[int, list[Signed]]:
        found = people.record_bodies(connection, who.business, rev)
        newest = found[-1][0] if found else queries.head(connection, who.business)[1]
        return newest, with_contents(connection, who.business, [read_record(body) for _, body in found])

    return await house.read(read)


async def team_keys(house: Context, who: Who) -> list[tuple[int, bytes]]:
    """[S5] The wraps of the team keys for the caller's device, by number. Raises `forbidden`."""
    require(who, Action.READ_TEAM_KEYS)
    return await house.read(lambda connection: people.wraps_for(connection, who.device))


def chain_of(connection: Connection, business: int) -> Chain:
    """The business's public chain as stored. Raises `unknown_business`."""
    stored = (read_record(body) for _, body in people.record_bodies(connection, business))
    # Every record was verified when it was stored, so superseded profiles need not be verified again.
    chain = fold(None, with_contents(connection, business, without_superseded(stored, None)), gaps=True)
    if chain is None:
        raise Refusal("unknown_business")
    return chain


def with_contents(connection: Connection, business: int, records: list[Signed]) -> list[Signed]:
    """The newest records of a chain, with text and picture beside the last profile among them, if it holds their hashes.

    The last profile of the newest records is the published one, so its contents are stored.
    """
    for at in range(len(records) - 1, -1, -1):
        record = decode(records[at].body, PublicRecord)
        if record.kind != "profile":
            continue
        contents = profiles.newest_contents(connection, business)
        if contents is not None and isinstance(read_profile(record.payload), ProfileHashes):
            beside = Published(records[at].body, records[at].signature, *contents)
            return [*records[:at], beside, *records[at + 1 :]]
        break
    return records


def _require_own(publication: Publication, person: int) -> None:
    """[S23] A program adds and removes its own devices and signs nothing else, whatever its role. Raises `forbidden`."""
    kinds = {decode(signed.body, PublicRecord).kind for signed in publication.records}
    touched = {each.id for each in publication.added} | publication.ended
    own = all(publication.after.devices[each].person == person for each in touched)
    # What an owner lists inherits no mark.
    own = own and all(publication.after.program(each.id) is not None for each in publication.added)
    if not own or not kinds <= {"device", "revoke"}:
        raise Refusal("forbidden", "a program signs for its own devices alone")


def check_sizes(publication: Publication) -> None:
    """Each record fits into an event, wraps included; so do text and picture of a profile. Raises `too_large`."""
    if any(len(publication.event_body(signed)) > BODY_BYTES for signed in publication.records):
        raise Refusal("too_large", f"a record has at most {BODY_BYTES} bytes, wraps included")
    given = (each for each in publication.records if isinstance(each, Published))
    if any(len(each.text or b"") + len(each.picture or b"") > BODY_BYTES for each in given):
        raise Refusal("too_large", f"text and picture of a profile have at most {BODY_BYTES} bytes together")


def append(tx: Tx, business: Business, publication: Publication) -> tuple[Outcome, list[int]]:
    """Store verified records. Also returns the devices (internal keys) that they revoke.

    Raises:
        Refusal: `stale_record` when other records came first, `bad_record` when a device is listed elsewhere.
    """
    if publication.before is None or business.rev != publication.before.rev:
        raise Refusal("stale_record", f"the next rev is {business.rev + 1}")
    require_unlisted(tx, publication.added)
    stored = store_publication(tx, business, publication)
    revoked = []
    for public_id in publication.ended:
        device = tx.device_by_id(public_id)
        if device is not None and not device.revoked:
            tx.revoke_device(device)
            revoked.append(device.id)
    return Outcome(stored.rev or 0, stored.seq), revoked


def require_unlisted(tx: Tx, added: Iterable[Device]) -> None:
    """No device that is added is known to this server already. Raises `bad_record`."""
    if any(tx.device_by_id(each.id) is not None for each in added):
        raise Refusal("bad_record", "a device belongs to one business: it makes new keys for another")


def store_publication(tx: Tx, business: Business, publication: Publication) -> Stored:
    """Write records, devices, profile, team key and wraps; returns where the last record is stored."""
    stored = Stored(None, tx.now_ms, business.seq, business.rev)
    listed = {}
    for signed in publication.records:
        record = decode(signed.body, PublicRecord)
        if record.kind == "device":
            device = decode(record.payload, Device)
            listed[device.id] = tx.add_device(
                business, device.id, device.role, device.person, device.ed, device.x
            )
        signer = listed.get(record.signer) or tx.device_by_id(record.signer)
        body = publication.event_body(signed)
        stored = tx.append(business, Kind.RECORD, body, public=True, device=signer)
        if record.kind == "team":
            team = decode(record.payload, Team)
            tx.add_team_key(business, team.n, record_hash(signed.body), team.x, record.rev)
    set_programs(tx, publication.before, publication.after)
    before_rev = publication.before.profile_rev if publication.before else 0
    if publication.after.profile_rev > before_rev:
        set_profile(tx, business, publication.after)
    _account(tx, business, publication)
    for wrap in publication.wraps:
        to = listed.get(wrap.to) or tx.device_by_id(wrap.to)
        if to is not None:
            tx.add_team_wrap(business, wrap.n, to, wrap.wrap)
    return stored


def set_programs(tx: Tx, before: Chain | None, after: Chain) -> None:
    """[S23] What the records say anew of devices that are programs'."""
    known = {} if before is None else before.programs
    for public_id, said in after.programs.items():
        device = None if known.get(public_id) == said else tx.device_by_id(public_id)
        if device is not None:
            tx.set_program(device, after.program(public_id))


def _account(tx: Tx, business: Business, publication: Publication) -> None:
    """[D9] What the records did, in the trail: by whom each was signed; a revoked device is named by its own record."""
    before = publication.before
    for signed in publication.records:
        record = decode(signed.body, PublicRecord)
        what = {"device": "device_added", "revoke": "device_removed", "team": "team_key"}.get(record.kind)
        if before is None or (what is None and record.kind != "profile"):
            continue
        signer = publication.after.devices.get(record.signer)
        person = None if signer is None or signer.role == Role.SHEET else signer.person
        note(tx, business, what or "profile", person=person)
        days = chat_days(before.profile), chat_days(publication.after.profile)
        if what is None and days[0] != days[1]:
            note(tx, business, "retention", person=person)
    if before is None:
        note(tx, business, "set_up")


def set_profile(tx: Tx, business: Business, after: Chain) -> None:
    text, picture = Contents.of(after.profile or {})
    text_hash, picture_hash = Contents(text, picture).hashes
    beside = None if picture is None or picture_hash is None else (picture_hash, picture)
    profiles.set_profile(tx, business, after.profile_rev, (text_hash, text), beside, banner_in(text))
    statistics.keep_hours(tx, business, hours_part(text))


def _repeated(connection: Connection, business: int, records: Sequence[Signed]) -> Outcome | None:
    """The first outcome if exactly these records are already stored."""
    first = decode(records[0].body, PublicRecord).rev
    if first < 1:
        return None
    found = queries.records_after(connection, business, first - 1, len(records))
    stored = [read_record(event.body or b"") for event in found]
    if stored != [Signed(each.body, each.signature) for each in records]:
        return None
    return Outcome(found[-1].rev or 0, found[-1].seq)
