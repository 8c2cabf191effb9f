"""Epochs: the key of a conversation for one set of recipients (S6)."""

from __future__ import annotations

from dataclasses import dataclass

from tresen.core import records
from tresen.core.records import CustomerDevice, Epoch, Signed, label, u64
from tresen.core.sizes import HASH_BYTES, ID_BYTES
from tresen.seal import box
from tresen.seal.keys import DeviceKeys
from tresen.seal.records import sign_record
from tresen.seal.refused import Refused
from tresen.seal.team import TeamKey


@dataclass(frozen=True)
class EpochKey:
    """An opened epoch: what it takes to seal and open messages in it."""

    business: bytes
    conversation: bytes
    n: int
    hash: bytes
    key: bytes


@dataclass(frozen=True)
class MadeEpoch:
    """A new epoch record, ready to be posted, and its key."""

    signed: Signed
    wraps: list[tuple[bytes, bytes]]
    key: EpochKey


@dataclass(frozen=True)
class Recipients:
    """The recipients of an epoch: the current team record and customer-devices record, by number and hash."""

    team_n: int
    team_hash: bytes
    team_x: bytes
    devices_n: int
    devices_hash: bytes
    devices: list[CustomerDevice]


def make_epoch(
    signer: DeviceKeys,
    business: bytes,
    conversation: bytes,
    at_ms: int,
    to: Recipients,
    before: EpochKey | None = None,
    superseding: tuple[int, bytes] | None = None,
) -> MadeEpoch:
    """The epoch after `before`; None: the first.

    A member that cannot open the current epoch gives its number and hash as `superseding` instead. What was sealed earlier
    then stays closed to newcomers.
    """
    last = (before.n, before.hash) if before else superseding
    n = last[0] + 1 if last else 1
    key = box.new_key()
    sealed = box.lock(_prev_lock(key), before.key, _place(business, conversation, n)) if before else None
    body = records.encode(
        Epoch(
            records.VERSION,
            "epoch",
            business,
            conversation,
            n,
            last[1] if last else None,
            signer.id,
            at_ms,
            to.team_n,
            to.team_hash,
            to.devices_n,
            to.devices_hash,
            _commit(key, business, conversation, n),
            sealed,
        )
    )
    opened = EpochKey(business, conversation, n, records.record_hash(body), key)
    team = (records.team_key_id(to.team_x), to.team_x)
    wraps = [
        (name, box.wrap(x, key, _wrap_info(opened, name)))
        for name, x in [team, *((device.id, device.x) for device in to.devices)]
    ]
    return MadeEpoch(sign_record(signer, body), wraps, opened)


def open_epoch(recipient: DeviceKeys | TeamKey, body: bytes, wrapped: bytes) -> EpochKey:
    """Open a verified epoch record by the wrap to `recipient`.

    Raises:
        Refused: `cannot_open`; `wrong_commit` when the key inside is not the one the record commits to.
    """
    epoch = records.decode(body, Epoch, "epoch")
    place = EpochKey(epoch.business, epoch.conversation, epoch.n, records.record_hash(body), b"")
    info = _wrap_info(place, recipient.id)
    return _committed(epoch, place.hash, recipient.unwrap(wrapped, info))


def open_previous(newer: EpochKey, newer_body: bytes, older_body: bytes) -> EpochKey:
    """Open the epoch before `newer`, from the key sealed in the newer record.

    Raises:
        Refused: `cannot_open` when none is sealed there or it does not open; `wrong_succession`; `wrong_commit`.
    """
    epoch = records.decode(newer_body, Epoch, "epoch")
    older = records.decode(older_body, Epoch, "epoch")
    older_hash = records.record_hash(older_body)
    if epoch.prev != older_hash or epoch.n != older.n + 1:
        raise Refused("wrong_succession", "not the epoch before")
    if epoch.sealed_prev is None:
        raise Refused("cannot_open", "this epoch superseded one that its maker could not open")
    place = _place(epoch.business, epoch.conversation, epoch.n)
    return _committed(older, older_hash, box.unlock(_prev_lock(newer.key), epoch.sealed_prev, place))


def check_succession(before_body: bytes | None, body: bytes) -> Epoch:
    """The rules of one epoch after another (S6): number, previous hash, recipients that only go forward and changed.

    Signatures, and the team and customer-devices records themselves, are checked by whoever holds those chains.

    Raises:
        Refused: `malformed`, `wrong_version`, `wrong_place` or `wrong_succession`.
        Refusal: `bad_record` when it cannot be read.
    """
    epoch = records.decode_body(body, Epoch, "epoch")
    ids = (epoch.business, epoch.conversation, epoch.signer)
    hashes = (epoch.team_hash, epoch.devices_hash, epoch.commit)
    if any(len(each) != ID_BYTES for each in ids) or any(len(each) != HASH_BYTES for each in hashes):
        raise Refused("malformed", "ids have 16 bytes, hashes 32")
    if epoch.version != records.VERSION or epoch.kind != "epoch":
        raise Refused("wrong_version", "not an epoch of version 1")
    if before_body is None:
        if epoch.n != 1 or epoch.prev is not None or epoch.sealed_prev is not None:
            raise Refused("wrong_succession", "the first epoch has the number 1 and nothing before it")
        return epoch
    before = records.decode(before_body, Epoch, "epoch")
    if (epoch.business, epoch.conversation) != (before.business, before.conversation):
        raise Refused("wrong_place", "an epoch of another conversation")
    if epoch.n != before.n + 1 or epoch.prev != records.record_hash(before_body):
        raise Refused("wrong_succession", "does not follow the epoch before")
    _check_recipients(before, epoch)
    return epoch


def _check_recipients(before: Epoch, epoch: Epoch) -> None:
    old = (before.team_n, before.devices_n)
    new = (epoch.team_n, epoch.devices_n)
    if new[0] < old[0] or new[1] < old[1]:
        raise Refused("wrong_succession", "recipients never go back")
    if new[0] == old[0] and epoch.team_hash != before.team_hash:
        raise Refused("wrong_succession", "the same team number with another hash")
    if new[1] == old[1] and epoch.devices_hash != before.devices_hash:
        raise Refused("wrong_succession", "the same customer-devices number with another hash")
    if new == old and epoch.sealed_prev is not None:
        raise Refused("wrong_succession", "a new epoch needs a changed recipient")


def _committed(epoch: Epoch, record_hash: bytes, key: bytes) -> EpochKey:
    if _commit(key, epoch.business, epoch.conversation, epoch.n) != epoch.commit:
        raise Refused("wrong_commit", "the key inside is not the one the epoch commits to")
    return EpochKey(epoch.business, epoch.conversation, epoch.n, record_hash, key)


def _place(business: bytes, conversation: bytes, n: int) -> bytes:
    return business + conversation + u64(n)


def _commit(key: bytes, business: bytes, conversation: bytes, n: int) -> bytes:
    return box.hkdf(key, label("commit") + _place(business, conversation, n))


def _prev_lock(key: bytes) -> bytes:
    return box.hkdf(key, label("epoch-prev"))


def _wrap_info(epoch: EpochKey, to: bytes) -> bytes:
    return label("epoch-wrap") + _place(epoch.business, epoch.conversation, epoch.n) + epoch.hash + to
