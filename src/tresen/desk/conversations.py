"""A conversation begins, its customer's devices change, or its epoch does: records are verified, then stored together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from tresen.core import conversation as rules
from tresen.core.bounds.quotas import require_room
from tresen.core.conversation import EpochHead, Listed, TeamKey, Wraps
from tresen.core.guests import number_of, zone_of
from tresen.core.messages import (
    CurrentKeys,
    Sender,
    check_against_log,
    check_clock,
    check_number,
    check_seen,
    peek_header,
    read_header,
)
from tresen.core.model import Kind, Role
from tresen.core.policy import Action, Who, require_in
from tresen.core.records import CustomerDevice, Header, Signed, header_hash, record_hash
from tresen.core.wire import Send
from tresen.desk import replies
from tresen.desk.audit_trail import note
from tresen.desk.context import Context
from tresen.desk.guards import require_alive, require_quota, sender
from tresen.errors import Refusal
from tresen.store import queries
from tresen.store.state import Business, Conversation, Device, Stored
from tresen.store.tx import Tx

_encode = msgspec.msgpack.encode


class SealedEpoch(NamedTuple):
    """An epoch record and its wraps, which lie outside it (S6)."""

    signed: Signed
    wraps: Wraps


class Parts(NamedTuple):
    """A message's four parts as transmitted (S7)."""

    header: bytes
    slot: bytes
    ciphertext: bytes
    signature: bytes


class Begun(NamedTuple):
    """The conversation that was created: its public id, the first message's position and time, the log's generation."""

    conversation: bytes
    pos: int
    at_ms: int
    generation: bytes


FIRST_MESSAGE_POS = 3
"""Customer-devices is at 1, the epoch at 2, the first message at 3 (L2)."""


async def begin(house: Context, handle: str, devices: Signed, epoch: SealedEpoch, message: Parts) -> Begun:
    """[W8, S4, S6, L2] Create a conversation; the same first record again returns the first outcome (A4).

    Raises:
        Refusal: `unknown_business`, `not_open_yet` without a team key, `storage_full`, `business_full`, and whatever is
            wrong with records or message.
    """
    house.storage.require_room(staff=False)
    found = await house.read(lambda connection: queries.find_business(connection, handle))
    if found is None:
        raise Refusal("unknown_business", "nobody has that address here")
    key, business_id, generation = found
    conversation_id, listed = rules.first_devices(business_id, devices)
    send, header = _first_message(business_id, conversation_id, listed, message)

    def job(tx: Tx) -> Begun:
        known = tx.find_conversation(conversation_id)
        if known is not None:
            return Begun(conversation_id, FIRST_MESSAGE_POS, known.created_ms, generation)
        business = tx.business(key)
        require_new(tx, [each.id for each in listed.devices])
        require_room(house.quotas, 0, tx.stored_bytes(business), staff=False)
        first = EpochHead(0, b"", 0, 0)
        head = next_epoch(business, conversation_id, first, listed, _signer_in(listed, epoch.signed), epoch)
        keys = CurrentKeys(head.n, head.hash, head.team_n, head.devices_n, listed.n)
        check_against_log(header, keys, business, from_customer=True)
        check_clock(header, tx.now_ms)
        day_number = number_of(tx.now_ms, tx.newest_begun(business), zone_of(business.profile))
        conversation = tx.add_conversation(business, conversation_id, day_number=day_number)
        people = {
            each.id: tx.add_device(
                business, each.id, role(each.paper), 0, each.ed, each.x, conversation=conversation.id
            )
            for each in listed.devices
        }
        store_devices(tx, business, conversation, listed, devices, None)
        store_epoch(tx, business, conversation, head, epoch, people[rules.epoch_signer(epoch.signed)])
        author = people[header.device]
        answers = replies.due(tx, business, conversation) if header.spoken else ()
        stored = tx.append_message(business, conversation, author, send.counter, message, header.spoken)
        tx.note_said(conversation, author, header.num, header_hash(message.header))
        replies.append(tx, business, conversation, answers)
        return Begun(conversation_id, FIRST_MESSAGE_POS, stored.at_ms, generation)

    return await house.write(job)


def role(paper: bool) -> str:
    return (Role.PAPER if paper else Role.CUSTOMER).value


def _first_message(business: bytes, conversation: bytes, listed: Listed, parts: Parts) -> tuple[Send, Header]:
    header = peek_header(parts.header)
    author = next((each for each in listed.devices if each.id == header.device and not each.paper), None)
    if author is None:
        raise Refusal(
            "header_mismatch", "the first message comes from a device in the first record, not from paper"
        )
    send = Send(header.counter, *parts)
    check_number(header, 0, (None,))
    check_seen(header, 0)
    if header.blobs is not None:
        raise Refusal("blob_missing", "nothing can be carried into a conversation that is not there yet")
    nobody = Who(0, 0, Role.CUSTOMER, 0, 0)
    return send, read_header(Sender(nobody, business, author.id, conversation), send)


def _signer_in(listed: Listed, signed: Signed) -> bytes:
    named = rules.epoch_signer(signed)
    for each in listed.devices:
        if each.id == named:
            return each.ed
    raise Refusal("bad_record", "the epoch's signer is not listed")


def require_new(tx: Tx, devices: Sequence[bytes]) -> None:
    if any(tx.device_by_id(each) is not None for each in devices):
        raise Refusal("bad_record", "a device belongs to one conversation: it makes new keys for another")


def next_epoch(
    business: Business,
    conversation: bytes,
    head: EpochHead,
    listed: Listed,
    signer_ed: bytes,
    epoch: SealedEpoch,
) -> EpochHead:
    if business.team_n == 0:
        raise Refusal("not_open_yet", "the business has no team key yet")
    team = TeamKey(business.team_n, business.team_hash, business.team_x)
    return rules.next_epoch(
        business.public_id, conversation, head, team, listed, signer_ed, epoch.signed, epoch.wraps
    )


def store_devices(
    tx: Tx, business: Business, conversation: Conversation, listed: Listed, signed: Signed, by: Device | None
) -> Stored:
    body = _encode((signed.body, signed.signature, None))
    stored = tx.append(business, Kind.RECORD, body, conversation=conversation, device=by)
    tx.add_customer_devices(conversation, listed.n, listed.hash, stored.seq)
    return stored


def store_epoch(
    tx: Tx, business: Business, conversation: Conversation, head: EpochHead, epoch: SealedEpoch, by: Device
) -> Stored:
    body = _encode((epoch.signed.body, epoch.signed.signature, list(epoch.wraps)))
    stored = tx.append(business, Kind.RECORD, body, conversation=conversation, device=by)
    tx.add_epoch(conversation, head.n, head.hash, stored.seq, head.team_n, head.devices_n)
    return stored


def epoch_head(conversation: Conversation) -> EpochHead:
    return EpochHead(
        conversation.epoch_n, conversation.epoch_hash, conversation.epoch_team_n, conversation.epoch_devices_n
    )


async def add_epoch(house: Context, who: Who, conversation: bytes, epoch: SealedEpoch) -> Stored:
    """[S6] Store the one successor of an epoch, signed by the device that offers it. Repeating it returns the first outcome.

    Raises:
        Refusal: `epoch_taken` when another came first, `stale_record`, `bad_record`, `bad_signature`, `forbidden`,
            `unknown_conversation`, `conversation_erased`, `conversation_blocked`, `too_many` (W11), `storage_full`,
            `conversation_full`, `business_full`.
    """
    house.spending.record(who, conversation)
    house.storage.require_room(staff=who.staff)

    def job(tx: Tx) -> Stored:
        device = sender(tx, who)
        held = tx.conversation_by_id(who.business, conversation)
        require_in(who, Action.ADD_EPOCH, held.business_id, held.id, held.back_room)
        again = tx.record_outcome(held, "epoch", rules.epoch_number(epoch.signed))
        if again is not None and again[0] == record_hash(epoch.signed.body):
            return again[1]
        require_alive(held)
        if held.blocked and not who.staff:
            raise Refusal("conversation_blocked")
        business = tx.business(who.business)
        require_quota(tx, business, held, house.quotas, staff=who.staff)
        _require_signer(device, epoch.signed)
        listed = current_devices(tx, held)
        head = next_epoch(business, conversation, epoch_head(held), listed, device.ed, epoch)
        return store_epoch(tx, business, held, head, epoch, device)

    return await house.write(job)


async def add_devices(
    house: Context, who: Who, conversation: bytes, devices: Signed, epoch: SealedEpoch
) -> Stored:
    """[S4, S13] Store the next customer-devices record and the epoch for it, in one transaction.

    Devices that are no longer listed are disconnected at once. Repeating the records returns the first outcome.

    Raises:
        Refusal: `stale_record`, `epoch_taken`, `bad_record`, `bad_signature`, `forbidden`, `unknown_conversation`,
            `conversation_erased`, `too_many` (W11), `conversation_full`, `business_full`.

    A blocked customer may do it too: a lost device must not go on reading. For the same reason the quotas are the team's.
    """
    house.spending.record(who, conversation)

    def job(tx: Tx) -> tuple[Stored, list[int]]:
        device = sender(tx, who)
        held = tx.conversation_by_id(who.business, conversation)
        require_in(who, Action.ADD_DEVICES, held.business_id, held.id, held.back_room)
        business = tx.business(who.business)
        again = tx.record_outcome(held, "epoch", rules.epoch_number(epoch.signed))
        if again is not None and again[0] == record_hash(epoch.signed.body):
            return again[1], []
        require_alive(held)
        require_quota(tx, business, held, house.quotas, staff=True)
        before = current_devices(tx, held)
        listed = rules.next_devices(business.public_id, before, devices)
        known = {each.id for each in before.devices}
        added = [each for each in listed.devices if each.id not in known]
        signer_ed = _offered_by(device, added, epoch.signed)
        head = next_epoch(business, conversation, epoch_head(held), listed, signer_ed, epoch)
        require_new(tx, [each.id for each in added])
        for each in added:
            tx.add_device(business, each.id, role(each.paper), 0, each.ed, each.x, conversation=held.id)
        gone = shut_out(tx, known - {each.id for each in listed.devices})
        for _ in added:
            note(tx, business, "device_added", conversation=held)
        for _ in gone:
            note(tx, business, "device_removed", conversation=held)
        store_devices(tx, business, held, listed, devices, device)
        return store_epoch(tx, business, held, head, epoch, device), gone

    stored, gone = await house.write(job)
    house.shut_out(gone)
    return stored


def _offered_by(device: Device, added: Sequence[CustomerDevice], signed: Signed) -> bytes:
    """[S13] The key that signs the epoch: that of the device which offers it, or that of a new return link. With its
    signature, the link vouches for the conversation that it opens."""
    named = rules.epoch_signer(signed)
    link = next((each for each in added if each.paper and each.id == named), None)
    if link is not None:
        return link.ed
    _require_signer(device, signed)
    return device.ed


def _require_signer(device: Device, signed: Signed) -> None:
    if rules.epoch_signer(signed) != device.public_id:
        raise Refusal("bad_record", "an epoch is signed by the device that offers it")


def current_devices(tx: Tx, conversation: Conversation) -> Listed:
    body = tx.record_body(conversation, "customer-devices", conversation.devices_n)
    return rules.read_devices(Signed(*msgspec.msgpack.decode(body)[:2]))


def shut_out(tx: Tx, public_ids: set[bytes]) -> list[int]:
    gone = []
    for public_id in public_ids:
        device = tx.device_by_id(public_id)
        if device is not None and not device.revoked:
            tx.revoke_device(device)
            gone.append(device.id)
    return gone
