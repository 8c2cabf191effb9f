"""The people of a business: it is set up, devices come and go, keys and profile are published (S3–S5)."""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import Connection

from tresen.core.chain import Chain, fold
from tresen.core.fields import HANDLE, HANDLE_CHARACTERS, FieldMistakes
from tresen.core.model import Kind, Role
from tresen.core.policy import Action, Who, require
from tresen.core.profile import parse_profile
from tresen.core.records import Device, Profile, PublicRecord, Signed, Team, back_room_id, decode, record_hash
from tresen.core.sizes import SECRET_BYTES, WRAP_BYTES
from tresen.desk.house import House
from tresen.desk.messages import sender
from tresen.errors import Refusal
from tresen.store import people, queries
from tresen.store.ledger import BODY_BYTES
from tresen.store.state import Business, Stored
from tresen.store.tx import Tx
from tresen.store.writer import Job

SETUP_MS: Final = 60 * 60 * 1000
"""How long a set-up secret is good."""
RECORDS: Final = 500
"""At most this many records in one request: a sheet that shuts out everybody names each person."""

_HANDLE: Final = re.compile(HANDLE)
RESERVED: Final = frozenset(
    {
        "about", "admin", "api", "app", "assets", "call", "calls", "chat", "dashboard", "datenschutz", "docs", "favicon",
        "files", "healthz", "help", "hilfe", "host", "impressum", "inbox", "index", "install", "legal", "live", "login",
        "logout", "manifest", "metrics", "privacy", "public", "readyz", "register", "risk", "robots", "security", "setup",
        "sign", "static", "statistics", "status", "support", "sw", "team", "tresen", "well-known", "widget", "www",
    }
)  # fmt: skip
"""Handles that are, or may become, addresses of the server's own."""

_encode = msgspec.msgpack.encode


class TeamWrap(NamedTuple):
    """Team key n, wrapped to a device (S5)."""

    n: int
    to: bytes
    wrap: bytes


class Outcome(NamedTuple):
    """Records are stored up to `rev`, the newest of them at `seq`."""

    rev: int
    seq: int


def check_handle(handle: str) -> None:
    """Raises `bad_request` unless it is a free choice of 3 to 40 lowercase letters, digits and single hyphens."""
    if not _HANDLE.fullmatch(handle) or len(handle) > HANDLE_CHARACTERS:
        raise Refusal(
            "bad_request", "handle: 3 to 40 lowercase letters and digits, with single hyphens between them"
        )
    if handle in RESERVED:
        raise Refusal("bad_request", "handle: this address is the server's own, choose another")


def hash_of(secret: bytes) -> bytes:
    """What the database keeps of a set-up secret."""
    return hashlib.sha256(secret).digest()


def new_secret() -> bytes:
    """A set-up secret nobody can guess."""
    return secrets.token_bytes(SECRET_BYTES)


def keep_setup(secret: bytes) -> Job[None]:
    """Makes a set-up secret good for one business within the hour; only its hash is stored."""
    return lambda tx: people.add_setup(tx, hash_of(secret), tx.now_ms + SETUP_MS)


async def new_setup(house: House) -> bytes:
    """A fresh set-up secret, as `keep_setup`."""
    secret = new_secret()
    await house.write(keep_setup(secret))
    return secret


def check_secret(source: Tx | Connection, secret: bytes, now_ms: int) -> people.Setup:
    """The set-up secret, if it is good for a business now. Raises `not_found`, `secret_used`, `secret_expired`."""
    setup = people.find_setup(source, hash_of(secret))
    if setup is None:
        raise Refusal("not_found", "secret: nobody handed this set-up link out here")
    if setup.used_ms is not None:
        raise Refusal(
            "secret_used", "this set-up link has created a business already: ask the host for another"
        )
    if setup.until_ms < now_ms:
        raise Refusal("secret_expired", "this set-up link was good for an hour: ask the host for another")
    return setup


async def set_up(
    house: House, secret: bytes, handle: str, records: Sequence[Signed], wraps: Sequence[TeamWrap]
) -> bytes:
    """[S3–S5] Create a business from its first records: sheet, owner, team key 1, profile. Returns its public id.

    The secret is used up in the transaction that creates the business.

    Raises:
        Refusal: `not_found` for an unknown secret, `secret_used`, `secret_expired`, `handle_taken`, `bad_request`,
            `bad_record`, `bad_signature`, `too_large`.
    """
    check_handle(handle)
    change = await asyncio.to_thread(_verified, None, records, wraps)
    _check_complete(change.after)
    generation = secrets.token_bytes(16)

    def job(tx: Tx) -> bytes:
        setup = check_secret(tx, secret, tx.now_ms)
        handle_taken, known = people.taken(tx, handle, change.after.business)
        if handle_taken:
            raise Refusal("handle_taken", "handle: another business has this address, choose another")
        if known:
            raise Refusal("bad_record", "this recovery sheet belongs to a business already: make a new one")
        _require_unlisted(tx, change.added)
        business = tx.add_business(change.after.business, handle, generation)
        tx.add_conversation(business, back_room_id(business.public_id), back_room=True)
        _store(tx, business, change)
        people.use_setup(tx, setup, business)
        return business.public_id

    return await house.write(job)


def _check_complete(chain: Chain) -> None:
    if not any(each.role == Role.OWNER for each in chain.staff()):
        raise Refusal("bad_record", "a business begins with an owner's device")
    if chain.team is None or chain.team.n != 1:
        raise Refusal("bad_record", "a business begins with team key 1")
    if chain.profile is None:
        raise Refusal("bad_record", "a business begins with a profile")


async def publish(house: House, who: Who, records: Sequence[Signed], wraps: Sequence[TeamWrap]) -> Outcome:
    """[S4, S5] Append public records, all or nothing; the same ones again return the first outcome (A4).

    Revoked devices are shut out at once.

    Raises:
        Refusal: `forbidden`, `stale_record` when other records came first, `bad_record`, `bad_signature`, `too_large`.
    """
    require(who, Action.PUBLISH)
    if not records:
        raise Refusal("bad_request", "records: at least one is needed")
    again = await house.read(lambda connection: _repeated(connection, who.business, records))
    if again is not None:
        return again
    before = await house.read(lambda connection: chain_of(connection, who.business))
    change = await asyncio.to_thread(_verified, before, records, wraps)

    def job(tx: Tx) -> tuple[Outcome, list[int]]:
        sender(tx, who)
        return append(tx, tx.business(who.business), change)

    outcome, gone = await house.write(job)
    house.shut_out(gone)
    return outcome


class Change(NamedTuple):
    """Verified records on top of `before`: what they make of it, and the wraps that go with them."""

    before: Chain | None
    after: Chain
    records: Sequence[Signed]
    wraps: Sequence[TeamWrap]

    @property
    def added(self) -> list[Device]:
        """The devices that the records list."""
        known = self.before.devices if self.before else {}
        return [each for id_, each in self.after.devices.items() if id_ not in known]

    @property
    def ended(self) -> frozenset[bytes]:
        """The devices that the records shut out."""
        return self.after.ended - (self.before.ended if self.before else frozenset())


def append(tx: Tx, business: Business, change: Change) -> tuple[Outcome, list[int]]:
    """Store verified records, unless others came first (`stale_record`). Also returns the devices that are shut out now."""
    if change.before is None or business.rev != change.before.rev:
        raise Refusal("stale_record", f"the next rev is {business.rev + 1}")
    _require_unlisted(tx, change.added)
    stored = _store(tx, business, change)
    gone = []
    for public_id in change.ended:
        device = tx.device_by_id(public_id)
        if device is not None and not device.revoked:
            tx.revoke_device(device)
            gone.append(device.id)
    return Outcome(stored.rev or 0, stored.seq), gone


def verified(before: Chain, records: Sequence[Signed], wraps: Sequence[TeamWrap]) -> Change:
    """[S4, S5] The records verified on top of `before`, and the wraps fitting them. Raises as `publish`."""
    return _verified(before, records, wraps)


def _verified(before: Chain | None, records: Sequence[Signed], wraps: Sequence[TeamWrap]) -> Change:
    if len(records) > RECORDS:
        raise Refusal("too_large", f"records: at most {RECORDS} at once")
    after = fold(before, records)
    if after is None:
        raise Refusal("bad_record", "records: a business begins with its sheet's record")
    change = Change(before, after, records, wraps)
    team_n = before.team.n if before and before.team else 0
    fresh = (after.team.n if after.team else 0) - team_n
    if fresh > 1:
        raise Refusal("bad_record", "records: one new team key at a time")
    if change.ended and not fresh and _leads_one(change):
        raise Refusal("bad_record", "records: who shuts a device out publishes a new team key with it")
    _check_wraps(change, everybody=bool(fresh))
    for signed in records:
        if len(_event_body(signed, change)) > BODY_BYTES:
            raise Refusal("too_large", f"a record has at most {BODY_BYTES} bytes, wraps included")
        _check_profile(signed)
    return change


def _leads_one(change: Change) -> bool:
    """[S5] Whether an owner or the sheet signed one of the records. Everybody else may sign no team key, and shuts out a
    device of their own at once all the same; the next owner's device that is there begins the new key."""
    signers = (change.after.devices[decode(each.body, PublicRecord).signer] for each in change.records)
    return any(each.role in (Role.OWNER, Role.SHEET) for each in signers)


def _check_profile(signed: Signed) -> None:
    """[S14] A profile is stored only when every field that is known here is good; unknown ones are left alone."""
    record = decode(signed.body, PublicRecord)
    if record.kind != "profile":
        return
    try:
        parse_profile(decode(record.payload, Profile).fields)
    except FieldMistakes as wrong:
        raise Refusal("bad_record", f"profile: {wrong.places()}") from None


def _check_wraps(change: Change, *, everybody: bool) -> None:
    """[S5] A new team key is wrapped to every reader, the current one to readers that are new; to nobody else."""
    after = change.after
    wanted = set(after.readers()) if everybody else {each.id for each in change.added} & after.readers()
    given = [each.to for each in change.wraps]
    if sorted(given) != sorted(wanted):
        missing, excess = len(wanted.difference(given)), len(given) - len(wanted.intersection(given))
        raise Refusal(
            "bad_record", f"team_wraps: {missing} devices lack theirs, {excess} are not to have one"
        )
    n = after.team.n if after.team else 0
    if any(each.n != n for each in change.wraps):
        raise Refusal("bad_record", f"team_wraps: n must be {n}")
    if any(len(each.wrap) != WRAP_BYTES for each in change.wraps):
        raise Refusal("bad_record", f"team_wraps: a wrap has {WRAP_BYTES} bytes")


def _require_unlisted(tx: Tx, added: Iterable[Device]) -> None:
    if any(tx.device_by_id(each.id) is not None for each in added):
        raise Refusal("bad_record", "a device belongs to one business: its keys are made for it")


def _event_body(signed: Signed, change: Change) -> bytes:
    """[L5] `[body, signature, wraps]`: a team record carries all new wraps, a device record the one to that device."""
    record = decode(signed.body, PublicRecord)
    wraps: list[tuple[bytes, bytes]] | None = None
    if record.kind == "team":
        wraps = [(each.to, each.wrap) for each in change.wraps]
    elif record.kind == "device" and change.before is not None:
        device = decode(record.payload, Device)
        wraps = [(each.to, each.wrap) for each in change.wraps if each.to == device.id] or None
    return _encode((signed.body, signed.signature, wraps))


def _store(tx: Tx, business: Business, change: Change) -> Stored:
    stored = Stored(None, tx.now_ms, business.seq, business.rev)
    listed = {}
    for signed in change.records:
        record = decode(signed.body, PublicRecord)
        if record.kind == "device":
            device = decode(record.payload, Device)
            listed[device.id] = tx.add_device(
                business, device.id, device.role, device.person, device.ed, device.x
            )
        signer = listed.get(record.signer) or tx.device_by_id(record.signer)
        body = _event_body(signed, change)
        stored = tx.append(business, Kind.RECORD, body, public=True, device=signer)
        if record.kind == "profile":
            tx.set_profile(business, record.rev, body)
        if record.kind == "team":
            team = decode(record.payload, Team)
            tx.add_team_key(business, team.n, record_hash(signed.body), team.x, record.rev)
    for wrap in change.wraps:
        to = listed.get(wrap.to) or tx.device_by_id(wrap.to)
        if to is not None:
            tx.add_team_wrap(business, wrap.n, to, wrap.wrap)
    return stored


def read_record(body: bytes) -> Signed:
    """The signed record in the body of a record event (L5)."""
    signed, signature, *_ = msgspec.msgpack.decode(body)
    return Signed(signed, signature)


def chain_of(connection: Connection, business: int) -> Chain:
    """The business's public chain as it is stored. Raises `unknown_business`."""
    stored = people.record_bodies(connection, business)
    chain = fold(None, (read_record(body) for _, body in stored))
    if chain is None:
        raise Refusal("unknown_business")
    return chain


def _repeated(connection: Connection, business: int, records: Sequence[Signed]) -> Outcome | None:
    """The outcome of exactly these records when they are stored already."""
    first = decode(records[0].body, PublicRecord).rev
    if first < 1:
        return None
    found = queries.records_after(connection, business, first - 1, len(records))
    if [read_record(event.body or b"") for event in found] != list(records):
        return None
    return Outcome(found[-1].rev or 0, found[-1].seq)


async def records_after(house: House, who: Who, rev: int) -> tuple[int, list[Signed]]:
    """[L2] The newest `rev` and the public records after that one, for anyone with a bearer."""
    require(who, Action.READ_RECORDS)

    def read(connection: Connection) -> tuple[int, list[Signed]]:
        found = people.record_bodies(connection, who.business, rev)
        newest = found[-1][0] if found else queries.head(connection, who.business)[1]
        return newest, [read_record(body) for _, body in found]

    return await house.read(read)


async def team_keys(house: House, who: Who) -> list[tuple[int, bytes]]:
    """[S5] The asker's own wraps of the team keys, by number."""
    require(who, Action.READ_TEAM_KEYS)
    return await house.read(lambda connection: people.wraps_for(connection, who.device))
