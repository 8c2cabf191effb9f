"""Signed records that are younger than a backup come back as they were: keys and devices never go back (L10, S4–S6)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import msgspec

from tresen.core import conversation as rules
from tresen.core.chain import Chain
from tresen.core.conversation import EpochHead
from tresen.core.guests import number_of, zone_of
from tresen.core.model import Kind
from tresen.core.records import Device, PublicRecord, Published, Signed, Team, decode, record_hash
from tresen.desk.conversations import (
    SealedEpoch,
    current_devices,
    epoch_head,
    next_epoch,
    require_new,
    role,
    shut_out,
    store_devices,
    store_epoch,
)
from tresen.desk.shopfront.publish import set_profile, set_programs
from tresen.errors import Refusal
from tresen.store.backup.erasure_list import Entry
from tresen.store.state import Business, Conversation
from tresen.store.tx import Tx
from tresen.store.writer import Job

Wrap = tuple[bytes, bytes]


def signed_of(entry: Entry) -> Signed:
    """The record of an entry, with text and picture beside a profile."""
    body, signature, *_ = msgspec.msgpack.decode(entry.body)
    return Signed(body, signature) if entry.contents is None else Published(body, signature, *entry.contents)


def wraps_of(entry: Entry) -> list[Wrap]:
    """The wraps that came with the record."""
    found: list[Any] = msgspec.msgpack.decode(entry.body)[2] or []
    return [(to, wrap) for to, wrap in found]


def publishing(
    entry: Entry, business: int, before: Chain, after: Chain, later_wraps: Collection[Wrap]
) -> Job[None]:
    """Appends a verified public record that leads from `before` to `after`.

    `later_wraps` come with a team record of the list; a device record in front of it holds some of them already.
    """
    record = decode(signed_of(entry).body, PublicRecord)

    def job(tx: Tx) -> None:
        owner = tx.business(business)
        if record.rev != owner.rev + 1:
            raise Refusal("stale_record", f"the next rev is {owner.rev + 1}")
        wraps = wraps_of(entry)
        if record.kind == "device":
            device = decode(record.payload, Device)
            require_new(tx, [device.id])
            tx.add_device(owner, device.id, device.role, device.person, device.ed, device.x)
            wraps = [each for each in wraps if each not in later_wraps]
        tx.append(owner, Kind.RECORD, entry.body, public=True, device=tx.device_by_id(record.signer))
        set_programs(tx, before, after)
        if record.kind == "team":
            team = decode(record.payload, Team)
            tx.add_team_key(owner, team.n, record_hash(signed_of(entry).body), team.x, record.rev)
        if after.profile_rev > before.profile_rev and after.profile_is_whole:
            set_profile(tx, owner, after)
        for to, wrap in wraps:
            reader = tx.device_by_id(to)
            if reader is not None:
                tx.add_team_wrap(owner, owner.team_n, reader, wrap)
        for gone in after.ended - before.ended:
            revoked = tx.device_by_id(gone)
            if revoked is not None and not revoked.revoked:
                tx.revoke_device(revoked)

    return job


def listing(entry: Entry, business: int) -> Job[bool]:
    """Appends a conversation's own record, verified on top of those that are there. False: it is there already.

    A conversation that is younger than the backup begins again with its first record: its customer is known, and offers the
    words again. Refuses as `desk.conversations`.
    """

    def job(tx: Tx) -> bool:
        owner = tx.business(business)
        held = tx.find_conversation(entry.conversation or b"")
        signed = signed_of(entry)
        kind = msgspec.msgpack.decode(signed.body)[1]
        if kind == "customer-devices":
            return _list_devices(tx, owner, held, entry, signed)
        if held is None:
            raise Refusal("unknown_conversation")
        return _begin_epoch(tx, owner, held, SealedEpoch(signed, wraps_of(entry)))

    return job


def _list_devices(tx: Tx, owner: Business, held: Conversation | None, entry: Entry, signed: Signed) -> bool:
    given = rules.read_devices(signed)
    if held is not None and given.n <= held.devices_n:
        return False
    if held is None:
        conversation, listed = rules.first_devices(owner.public_id, signed)
        if conversation != entry.conversation:
            raise Refusal("bad_record", "the record begins another conversation")
        require_new(tx, [each.id for each in listed.devices])
        day_number = number_of(tx.now_ms, tx.newest_begun(owner), zone_of(owner.profile))
        held = tx.add_conversation(owner, conversation, day_number=day_number)
        added, gone = list(listed.devices), set[bytes]()
    else:
        before = current_devices(tx, held)
        listed = rules.next_devices(owner.public_id, before, signed)
        known = {each.id for each in before.devices}
        added = [each for each in listed.devices if each.id not in known]
        gone = known - {each.id for each in listed.devices}
        require_new(tx, [each.id for each in added])
    for each in added:
        tx.add_device(owner, each.id, role(each.paper), 0, each.ed, each.x, conversation=held.id)
    shut_out(tx, gone)
    by = None if entry.device is None else tx.device_by_id(entry.device)
    store_devices(tx, owner, held, listed, signed, by)
    return True


def _begin_epoch(tx: Tx, owner: Business, held: Conversation, epoch: SealedEpoch) -> bool:
    if rules.epoch_number(epoch.signed) <= held.epoch_n:
        return False
    signer = tx.device_by_id(rules.epoch_signer(epoch.signed))
    if signer is None:
        raise Refusal("unknown_device")
    before: EpochHead = epoch_head(held)
    listed = current_devices(tx, held)
    head = next_epoch(owner, held.public_id, before, listed, signer.ed, epoch)
    store_epoch(tx, owner, held, head, epoch, signer)
    return True
