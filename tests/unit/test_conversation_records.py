"""A conversation's records: who may sign what, and what an epoch must agree with (S4, S6)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import msgspec
import pytest

from tresen.core.conversation import (
    EpochHead,
    Listed,
    TeamKey,
    first_devices,
    next_devices,
    next_epoch,
    read_devices,
)
from tresen.core.records import CustomerDevices, Epoch, Signed, encode, record_hash
from tresen.core.sizes import CUSTOMER_DEVICES
from tresen.errors import Refusal
from tresen.seal.epoch import EpochKey, MadeEpoch, Recipients, make_epoch
from tresen.seal.keys import DeviceKeys
from tresen.seal.records import customer_device, sign_customer_devices, sign_record
from tresen.seal.team import TeamKey as SealingKey

BUSINESS, NOW = b"b" * 16, 1_790_000_000_000
PHONE, PAPER, TABLET, STRANGER = (DeviceKeys.generate() for _ in range(4))
TEAM = SealingKey.first(BUSINESS)
TEAM_KEY = TeamKey(1, b"t" * 32, TEAM.x)
NONE = EpochHead(0, b"", 0, 0)


def first() -> Signed:
    listed = [customer_device(PHONE, False), customer_device(PAPER, True)]
    return sign_customer_devices(PHONE, BUSINESS, 1, None, NOW, listed)


def resigned(signed: Signed, by: DeviceKeys, shape: type[Any], **changed: object) -> Signed:
    record = msgspec.msgpack.decode(signed.body, type=shape)
    return sign_record(by, encode(msgspec.structs.replace(record, **changed)))


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        work()
    return refused.value.code


def test_the_first_record_names_the_conversation() -> None:
    """[S4] Its id is the truncated hash of the body; it lists phone and paper."""
    conversation, listed = first_devices(BUSINESS, first())
    assert len(conversation) == 16
    assert listed == read_devices(first())
    assert [(each.id, each.paper) for each in listed.devices] == [(PHONE.id, False), (PAPER.id, True)]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"n": 2}, "bad_record"),
        ({"prev": b"p" * 32}, "bad_record"),
        ({"version": 2}, "bad_record"),
        ({"kind": "epoch"}, "bad_record"),
        ({"business": b"x" * 16}, "bad_record"),
        ({"renew_by_ms": NOW + 91 * 86_400_000}, "bad_record"),
        ({"renew_by_ms": NOW - 1}, "bad_record"),
        ({"renew_by_ms": NOW}, "bad_record"),
        ({"devices": []}, "bad_record"),
        ({"devices": [customer_device(PHONE, False)] * 2}, "bad_record"),
        ({"devices": [customer_device(PHONE, False)] * (CUSTOMER_DEVICES + 1)}, "bad_record"),
        ({"devices": [customer_device(PAPER, True)]}, "bad_record"),
        ({"signer": STRANGER.id}, "bad_record"),
        ({"signer": PAPER.id}, "bad_signature"),
    ],
)
def test_a_first_record_that_is_refused(changed: dict[str, Any], code: str) -> None:
    """[S4] Every field is checked; the signer is one of the devices in it."""
    wrong = resigned(first(), PHONE, CustomerDevices, **changed)
    assert refusal(lambda: first_devices(BUSINESS, wrong)) == code


def test_a_device_id_belongs_to_its_keys() -> None:
    """[S2] Another id, or keys of another length."""
    for device in (
        replace_struct(customer_device(PHONE, False), id=b"i" * 16),
        replace_struct(customer_device(PHONE, False), x=STRANGER.x),
        replace_struct(customer_device(PHONE, False), ed=b""),
    ):
        wrong = resigned(first(), PHONE, CustomerDevices, devices=[device])
        assert refusal(lambda wrong=wrong: first_devices(BUSINESS, wrong)) == "bad_record"  # type: ignore[misc]


def replace_struct(struct: Any, **changed: object) -> Any:
    return msgspec.structs.replace(struct, **changed)


@pytest.mark.parametrize("place", [0, 20, -1])
def test_a_flipped_bit_is_refused(place: int) -> None:
    """[S4] In body or signature."""
    good = first()
    for field in ("body", "signature"):
        data = bytearray(getattr(good, field))
        data[place] ^= 1
        wrong = msgspec.structs.replace(good, **{field: bytes(data)})
        assert refusal(lambda wrong=wrong: first_devices(BUSINESS, wrong)) in {"bad_record", "bad_signature"}  # type: ignore[misc]


def second(by: DeviceKeys = PAPER, **changed: object) -> Signed:
    listed = [customer_device(keys, keys is PAPER) for keys in (PHONE, PAPER, TABLET)]
    good = sign_customer_devices(by, BUSINESS, 2, record_hash(first().body), NOW, listed)
    return resigned(good, by, CustomerDevices, **changed) if changed else good


def test_paper_adds_a_device() -> None:
    """[S13] The return link's device signs the next record."""
    listed = next_devices(BUSINESS, read_devices(first()), second())
    assert (listed.n, len(listed.devices)) == (2, 3)


@pytest.mark.parametrize(
    ("signed", "code"),
    [
        (second(n=1, prev=None), "stale_record"),
        (second(n=3), "bad_record"),
        (second(prev=b"p" * 32), "bad_record"),
        (second(TABLET), "bad_record"),
        (second(STRANGER), "bad_record"),
        (second(STRANGER, signer=PHONE.id), "bad_signature"),
    ],
)
def test_a_later_record_that_is_refused(signed: Signed, code: str) -> None:
    """[S4] Signed by a device in the one before; a number never goes down."""
    assert refusal(lambda: next_devices(BUSINESS, read_devices(first()), signed)) == code


@dataclass(frozen=True)
class Offer:
    """An epoch on offer, and what it is checked against."""

    made: MadeEpoch
    listed: Listed
    head: EpochHead = NONE
    team: TeamKey = TEAM_KEY
    signer: DeviceKeys = PHONE

    def check(self) -> EpochHead:
        key = self.made.key
        return next_epoch(
            BUSINESS, key.conversation, self.head, self.team, self.listed, self.signer.ed,
            self.made.signed, self.made.wraps,
        )  # fmt: skip

    def changed(self, **fields: object) -> "Offer":
        return replace(
            self, made=replace(self.made, signed=resigned(self.made.signed, self.signer, Epoch, **fields))
        )


def offer(before: EpochKey | None = None, devices: Signed | None = None, **more: Any) -> Offer:
    conversation, _ = first_devices(BUSINESS, first())
    listed = read_devices(devices or first())
    to = Recipients(1, TEAM_KEY.hash, TEAM.x, listed.n, listed.hash, list(listed.devices))
    return Offer(make_epoch(PHONE, BUSINESS, conversation, NOW, to, before, **more), listed)


def after_first(devices: Signed | None = None) -> Offer:
    opening = offer()
    return replace(offer(opening.made.key, devices), head=opening.check())


def test_the_first_epoch() -> None:
    """[S6] Bound to team record, customer devices and conversation; one wrap to the team and to each device."""
    made = offer()
    assert made.check() == EpochHead(1, record_hash(made.made.signed.body), 1, 1)
    assert len(made.made.wraps) == 3


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"version": 2}, "bad_record"),
        ({"kind": "team"}, "bad_record"),
        ({"business": b"x" * 16}, "bad_record"),
        ({"conversation": b"x" * 16}, "bad_record"),
        ({"n": 2}, "bad_record"),
        ({"prev": b"p" * 32}, "bad_record"),
        ({"team_n": 2}, "stale_record"),
        ({"team_hash": b"x" * 32}, "stale_record"),
        ({"devices_n": 2}, "stale_record"),
        ({"devices_hash": b"x" * 32}, "stale_record"),
        ({"commit": b"short"}, "bad_record"),
        ({"sealed_prev": bytes(60)}, "bad_record"),
    ],
)
def test_an_epoch_that_is_refused(fields: dict[str, Any], code: str) -> None:
    """[S6] Every field is checked against the log."""
    assert refusal(offer().changed(**fields).check) == code


def test_wraps_reach_exactly_the_recipients() -> None:
    """[S6] None missing, none extra, none of another size."""
    good = offer()
    wraps = list(good.made.wraps)
    for wrong in (
        wraps[:-1], [*wraps, wraps[0]], [*wraps, (STRANGER.id, bytes(80))], [*wraps[:-1], (STRANGER.id, bytes(80))],
        [*wraps[:-1], (wraps[-1][0], bytes(79))],
    ):  # fmt: skip
        assert refusal(replace(good, made=replace(good.made, wraps=wrong)).check) == "bad_record"


def test_a_new_epoch_for_a_new_recipient() -> None:
    """[S6] Customer devices changed: the epoch before is sealed under the new one."""
    changed = after_first(second())
    assert changed.check() == EpochHead(2, record_hash(changed.made.signed.body), 1, 2)


def test_no_new_epoch_without_reason() -> None:
    """[S6] An epoch is refused if nothing changed and the one before is sealed under it."""
    assert refusal(after_first().check) == "bad_record"


def test_superseding_what_cannot_be_opened() -> None:
    """[S6] `sealed_prev` is nil and n > 1."""
    opening = offer()
    head = opening.check()
    rescue = replace(offer(superseding=(head.n, head.hash)), head=head)
    assert rescue.check().n == 2


def test_one_successor_per_epoch() -> None:
    """[S6] The loser adopts the winner."""
    loser = after_first(second())
    winner = replace(loser, head=EpochHead(2, b"w" * 32, 1, 2))
    assert refusal(winner.check) == "epoch_taken"


def test_the_offering_device_signs() -> None:
    """[S6] With its own key."""
    assert refusal(replace(offer(), signer=STRANGER).check) == "bad_signature"
