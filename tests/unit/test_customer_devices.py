"""Which changes of a customer's devices are valid: each rule by itself, and all over random changes (S4)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tresen.core.conversation import Listed, next_devices
from tresen.core.records import CustomerDevice, Signed, change_fault, record_hash
from tresen.errors import Refusal
from tresen.seal.customers import check_customer_devices
from tresen.seal.keys import DeviceKeys
from tresen.seal.records import customer_device, sign_customer_devices, sign_record
from tresen.seal.refused import Refused

BUSINESS, NOW = b"b" * 16, 1_790_000_000_000
KEYS = [DeviceKeys.generate() for _ in range(6)]
PHONE, TABLET, LAPTOP = (customer_device(keys, False) for keys in KEYS[:3])
LINK, NEW_LINK, OTHER_LINK = (customer_device(keys, True) for keys in KEYS[3:])
BY_ID = {
    each.id: keys
    for each, keys in zip((PHONE, TABLET, LAPTOP, LINK, NEW_LINK, OTHER_LINK), KEYS, strict=True)
}
BEFORE = (PHONE, TABLET, LINK)


def as_other_kind(device: CustomerDevice) -> CustomerDevice:
    return msgspec.structs.replace(device, paper=not device.paper)


@pytest.mark.parametrize(
    ("signer", "after"),
    [
        pytest.param(LINK, (*BEFORE, LAPTOP), id="the link adds a device"),
        pytest.param(LINK, (*BEFORE, NEW_LINK), id="the link adds a link"),
        pytest.param(PHONE, (*BEFORE, LAPTOP), id="a device adds one"),
        pytest.param(PHONE, BEFORE, id="nothing changes"),
        pytest.param(PHONE, (PHONE, TABLET, NEW_LINK), id="a new link"),
        pytest.param(PHONE, (PHONE, TABLET), id="no link at all"),
        pytest.param(PHONE, (PHONE, NEW_LINK), id="a device out, a new link"),
        pytest.param(TABLET, (TABLET, NEW_LINK), id="the first device out"),
        pytest.param(PHONE, (PHONE,), id="all others out"),
        pytest.param(PHONE, (PHONE, LAPTOP, NEW_LINK), id="one out, one in"),
    ],
)
def test_a_valid_change(signer: CustomerDevice, after: Sequence[CustomerDevice]) -> None:
    """[S4] The order of the list does not matter."""
    assert change_fault(BEFORE, signer, after) is None
    assert change_fault(BEFORE, signer, after[::-1]) is None


@pytest.mark.parametrize(
    ("signer", "after", "fault"),
    [
        pytest.param(LINK, (PHONE, LINK), "may only add", id="the link removes a device"),
        pytest.param(LINK, (PHONE, TABLET, NEW_LINK), "may only add", id="the link replaces itself"),
        pytest.param(PHONE, (TABLET, NEW_LINK), "stays listed", id="the signer leaves"),
        pytest.param(PHONE, (NEW_LINK,), "stays listed", id="nobody is left"),
        pytest.param(PHONE, (PHONE, LINK), "return link", id="a device out, the link stays"),
        pytest.param(PHONE, (PHONE, LINK, NEW_LINK), "return link", id="the old link stays beside a new one"),
        pytest.param(
            PHONE, (PHONE, as_other_kind(TABLET), LINK), "cannot change between", id="a device becomes a link"
        ),
        pytest.param(
            PHONE, (PHONE, TABLET, as_other_kind(LINK)), "cannot change between", id="a link becomes a device"
        ),
    ],
)
def test_an_invalid_change(signer: CustomerDevice, after: Sequence[CustomerDevice], fault: str) -> None:
    """[S4] The words say which rule is broken."""
    assert fault in (change_fault(BEFORE, signer, after) or "")


def record(before: Signed, n: int, signer: CustomerDevice, after: Sequence[CustomerDevice]) -> Signed:
    return sign_customer_devices(BY_ID[signer.id], BUSINESS, n, record_hash(before.body), NOW, list(after))


EVERYBODY = (PHONE, TABLET, LAPTOP, LINK, NEW_LINK, OTHER_LINK)
some = st.lists(st.sampled_from(EVERYBODY), min_size=1, unique_by=lambda each: each.id)


@given(some, some, st.data())
def test_server_and_client_agree_on_every_change(
    before: list[CustomerDevice], after: list[CustomerDevice], data: st.DataObject
) -> None:
    """[S4, S10] And what both accept preserves what the rules protect."""
    signer = data.draw(st.sampled_from(before))
    first = sign_record(
        BY_ID[signer.id], sign_customer_devices(BY_ID[signer.id], BUSINESS, 1, None, NOW, before).body
    )
    second = record(first, 2, signer, after)
    taken = change_fault(before, signer, after) is None
    assert taken is server_takes(before, first, second) is client_takes(first, second)
    if not taken:
        return
    stays = {each.id for each in after}
    assert signer.id in stays
    removed = [each for each in before if each.id not in stays]
    assert not (signer.paper and removed)
    if any(not each.paper for each in removed):
        assert all(each.id not in stays for each in before if each.paper)


def server_takes(before: list[CustomerDevice], first: Signed, second: Signed) -> bool:
    try:
        next_devices(BUSINESS, Listed(1, record_hash(first.body), tuple(before)), second)
    except Refusal as refusal:
        return refusal.code != "bad_record"
    return True


def client_takes(first: Signed, second: Signed) -> bool:
    try:
        check_customer_devices(first, second)
    except Refused as refused:
        return refused.reason != "wrong_sender"
    return True


def test_the_signature_is_checked_as_well() -> None:
    """[S4] A valid change with somebody else's signature is refused for the signature."""
    first = sign_customer_devices(KEYS[0], BUSINESS, 1, None, NOW, list(BEFORE))
    right = record(first, 2, PHONE, (PHONE, NEW_LINK))
    forged = sign_record(KEYS[1], right.body)
    with pytest.raises(Refusal, match="bad_signature"):
        next_devices(BUSINESS, Listed(1, record_hash(first.body), BEFORE), forged)
