"""A conversation begins, its customer's devices change, or its epoch does: records are verified, then stored together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from tresen.core import conversation as rules
from tresen.core.bounds.quotas import require_room
from tresen.core.conversation import EpochHead, Listed, TeamKey, Wraps
from tresen.core.files import check_named
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
from tresen.desk import invitations, passkeys, replies
from tresen.desk.audit_trail import note
from tresen.desk.context import Context
from tresen.desk.guards import require_alive, require_quota, sender
from tresen.desk.invitations import Answering, Judged
from tresen.errors import Refusal
from tresen.store import queries
from tresen.store.begun import said_at_once
from tresen.store.state import EPOCH_POS, Business, Conversation, Device, Stored
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
    """The conversation that was created: its public id, the newest position and its time, the log's generation."""

    conversation: bytes
    pos: int
    at_ms: int
    generation: bytes


class _First(NamedTuple):
    """The message that a conversation begins with, as transmitted, and its checked header."""

    parts: Parts
    header: Header


class _Start(NamedTuple):
    """All that a conversation begins with, and the invitation that it answers (S21)."""

    id: bytes
    listed: Listed
    devices: Signed
    epoch: SealedEpoch
    first: _First | None
    answering: Answering | None


FIRST_MESSAGE_POS = EPOCH_POS + 1
"""Customer-devices is at 1, the epoch at `EPOCH_POS`, the first message behind it (L2)."""


async def begin(
    house: Context,
    handle: str,
    devices: Signed,
    epoch: SealedEpoch,
    message: Parts | None,
    answering: Answering | None = None,
) -> Begun:
    """[W8, S4, S6, L2] Create a conversation; the same first record again returns the first outcome (A4).

    Without a `message`, a file can be carried before the message that brings it (F3). Until something is said or somebody
    calls, no list has the conversation (W5). `pos` is the epoch's then, also when it is
    repeated later.

    Raises:
        Refusal: `unknown_business`, `not_open_yet` without a team key, `storage_full`, `business_full`, and whatever is
            wrong with records or message.
    """
    return (await begin_once(house, handle, devices, epoch, message, answering))[0]


async def begin_once(
    house: Context,
    handle: str,
    devices: Signed,
    epoch: SealedEpoch,
    message: Parts | None,
    answering: Answering | None = None,
) -> tuple[Begun, bool]:
    """As `begin`; also whether the conversation is new. `answering`: the invitation that it answers (S21)."""
    house.storage.require_room(staff=False)
    found = await house.read(lambda connection: queries.find_business(connection, handle))
    if found is None:
        raise Refusal("unknown_business", "nobody has that address here")
    key, business_id, generation = found
    conversation_id, listed = rules.first_devices(business_id, devices)
    if answering is not None and message is None:
        raise Refusal("bad_request", "message: an invitation is answered with a message")
    first = None
    if message is not None:
        first = _first_message(business_id, conversation_id, listed, message, brings=answering is not None)
    start = _Start(conversation_id, listed, devices, epoch, first, answering)

    def job(tx: Tx) -> tuple[int, int, bool] | Judged:
        known = tx.find_conversation(conversation_id)
        if known is None:
            return _begun(tx, house, tx.business(key), start)
        pos = FIRST_MESSAGE_POS if said_at_once(tx, known) else EPOCH_POS
        return pos, known.created_ms, False

    outcome = await house.write(job)
    if isinstance(outcome, Judged):
        if outcome.ended:
            await invitations.ended(house)
        raise outcome.refusal
    pos, at_ms, new = outcome
    if new and answering is not None:
        await invitations.ended(house)
    return Begun(conversation_id, pos, at_ms, generation), new


def _begun(tx: Tx, house: Context, business: Business, start: _Start) -> tuple[int, int, bool] | Judged:
    """Position and time of the newest event. A refusal that is returned keeps what was counted of the invitation."""
    listed, epoch, first = start.listed, start.epoch, start.first
    invitation = None
    if start.answering is not None and first is not None:
        found = invitations.answerable(tx, business, start.answering, first.header.blobs or [])
        if isinstance(found, Judged):
            return found
        invitation = found
    require_new(tx, [each.id for each in listed.devices])
    require_room(house.quotas, 0, tx.stored_bytes(business), staff=False)
    head = next_epoch(
        business, start.id, EpochHead(0, b"", 0, 0), listed, _signer_in(listed, epoch.signed), epoch
    )
    if first is not None:
        keys = CurrentKeys(head.n, head.hash, head.team_n, head.devices_n, listed.n)
        check_against_log(first.header, keys, business, from_customer=True)
        check_clock(first.header, tx.now_ms)
    day_number = number_of(tx.now_ms, tx.newest_begun(business), zone_of(business.profile))
    conversation = tx.add_conversation(business, start.id, day_number=day_number)
    people = {
        each.id: tx.add_device(
            business, each.id, role(each.paper), 0, each.ed, each.x, conversation=conversation.id
        )
        for each in listed.devices
    }
    store_devices(tx, business, conversation, listed, start.devices, None)
    store_epoch(tx, business, conversation, head, epoch, people[rules.epoch_signer(epoch.signed)])
    if first is None:
        return EPOCH_POS, tx.now_ms, True
    seq = _say_first(tx, business, conversation, people[first.header.device], first)
    if invitation is not None:
        invitations.taken(tx, business, invitation, conversation, seq)
    return FIRST_MESSAGE_POS, tx.now_ms, True


def _say_first(tx: Tx, business: Business, conversation: Conversation, author: Device, first: _First) -> int:
    parts, header = first.parts, first.header
    answers = replies.due(tx, business, conversation) if header.spoken else ()
    stored = tx.append_message(business, conversation, author, header.counter, parts, header.spoken)
    tx.note_said(conversation, author, header.num, header_hash(parts.header))
    replies.append(tx, business, conversation, answers)
    return stored.seq


def role(paper: bool) -> str:
    return (Role.PAPER if paper else Role.CUSTOMER).value


def _first_message(
    business: bytes, conversation: bytes, listed: Listed, parts: Parts, *, brings: bool
) -> _First:
    """The message, checked as far as that needs no log. `brings`: it may name the files of an invitation (F3)."""
    header = peek_header(parts.header)
    author = next((each for each in listed.devices if each.id == header.device and not each.paper), None)
    if author is None:
        raise Refusal(
            "header_mismatch", "the first message comes from a device in the first record, not from paper"
        )
    send = Send(header.counter, *parts)
    check_number(header, 0, (None,))
    check_seen(header, 0)
    if header.blobs is not None and brings:
        check_named(header)
    elif header.blobs is not None:
        raise Refusal("blob_missing", "nothing can be carried into a conversation that is not there yet")
    nobody = Who(0, 0, Role.CUSTOMER, 0, 0)
    return _First(parts, read_header(Sender(nobody, business, author.id, conversation), send))


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
    house: Context,
    who: Who,
    conversation: bytes,
    devices: Signed,
    epoch: SealedEpoch,
    wraps: Mapping[bytes, bytes] = MappingProxyType({}),
) -> Stored:
    """[S4, S13] Store the next customer-devices record and the epoch for it, in one transaction.

    Devices that are no longer listed are disconnected at once. `wraps`: passkeys that follow the return link (S20).
    Repeating the records returns the first outcome.

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
        if wraps:
            passkeys.follow(tx, who, [each.id for each in listed.devices if each.paper], known, wraps)
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
