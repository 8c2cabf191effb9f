"""Messages: what is sealed opens again, and nothing else does."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tresen.core.records import Header
from tresen.core.sizes import PAYLOAD_BYTES
from tresen.seal.epoch import EpochKey
from tresen.seal.keys import DeviceKeys
from tresen.seal.message import Envelope, open_message, pad, seal_message, unpad
from tresen.seal.refused import Refused

SENDER = DeviceKeys(b"s" * 32, b"o" * 32)
EPOCH = EpochKey(b"b" * 16, b"c" * 16, 1, b"h" * 32, b"k" * 32)
HEADER = Header(
    version=1,
    business=EPOCH.business,
    conversation=EPOCH.conversation,
    epoch=EPOCH.n,
    epoch_hash=EPOCH.hash,
    device=SENDER.id,
    counter=1,
    num=1,
    prev=None,
    seen_pos=0,
    seen_hash=None,
    spoken=True,
    refers=None,
    about=None,
    doc=None,
    at_ms=1,
)
PAYLOAD = {"kind": "text", "text": "Haben Sie noch Schrippen?"}
SEALED = seal_message(SENDER, EPOCH, HEADER, PAYLOAD)
PARTS = ("header", "slot", "ciphertext", "signature")


@given(text=st.text(max_size=5000), by=st.text(max_size=40), counter=st.integers(1, 2**53 - 1))
def test_what_is_sealed_opens(text: str, by: str, counter: int) -> None:
    """[S7, S9] header and payload come back as they were sealed."""
    header = msgspec.structs.replace(HEADER, counter=counter)
    payload = {"kind": "text", "text": text, "by": by}
    envelope = seal_message(SENDER, EPOCH, header, payload)
    assert open_message(envelope, SENDER.id, SENDER.ed, EPOCH) == (header, payload)
    assert len(envelope.ciphertext) - 16 in PAYLOAD_BYTES


@given(part=st.sampled_from(PARTS), place=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_a_flipped_bit_is_refused(part: str, place: int, bit: int) -> None:
    """[S7] with a bit changed anywhere, an envelope is refused."""
    data = bytearray(getattr(SEALED, part))
    data[place % len(data)] ^= 1 << bit
    changed = msgspec.structs.replace(SEALED, **{part: bytes(data)})
    with pytest.raises(Refused):
        open_message(changed, SENDER.id, SENDER.ed, EPOCH)


@given(part=st.sampled_from(PARTS), cut=st.integers(1, 60))
def test_a_shortened_part_is_refused(part: str, cut: int) -> None:
    """[S7] bytes moved from one part to the next, or cut off, are refused."""
    changed = msgspec.structs.replace(SEALED, **{part: getattr(SEALED, part)[:-cut]})
    with pytest.raises(Refused):
        open_message(changed, SENDER.id, SENDER.ed, EPOCH)


def test_bytes_moved_between_parts_are_refused() -> None:
    """[S7] the signature covers the parts joined; their borders are fixed by size."""
    moved = Envelope(SEALED.header + SEALED.slot[:1], SEALED.slot[1:], SEALED.ciphertext, SEALED.signature)
    with pytest.raises(Refused, match="malformed"):
        open_message(moved, SENDER.id, SENDER.ed, EPOCH)


def test_every_sealing_has_its_own_key() -> None:
    """[S8] the same message sealed twice shares neither slot nor ciphertext."""
    again = seal_message(SENDER, EPOCH, HEADER, PAYLOAD)
    assert again.header == SEALED.header
    assert again.slot != SEALED.slot
    assert again.ciphertext != SEALED.ciphertext


@given(size=st.integers(0, 16383), fill=st.sampled_from([b"\0", b"\x80", b"a"]))
def test_padding_comes_off(size: int, fill: bytes) -> None:
    """[S9] any payload is padded to the next size and comes back whole."""
    padded = pad(fill * size)
    assert len(padded) == min(each for each in PAYLOAD_BYTES if each > size)
    assert unpad(padded) == fill * size


@given(data=st.binary(min_size=256, max_size=256).filter(lambda data: data[-1] not in (0, 0x80)))
def test_what_is_not_padded_is_refused(data: bytes) -> None:
    """[I-10, S9] bytes without the mark of padding are refused, whatever they are."""
    with pytest.raises(Refused, match="wrong_padding"):
        unpad(data)


@given(data=st.binary(max_size=400))
def test_a_strange_header_never_crashes(data: bytes) -> None:
    """[I-10] a signed header of any bytes is refused without a crash."""
    part = hashlib.sha256(data + SEALED.slot + SEALED.ciphertext).digest()
    envelope = Envelope(data, SEALED.slot, SEALED.ciphertext, SENDER.sign("message", part))
    with pytest.raises(Refused):
        open_message(envelope, SENDER.id, SENDER.ed, EPOCH)


@pytest.mark.parametrize("odd", [2.0, float("nan"), 2**53, {"__proto__": 1}])
def test_a_payload_that_no_client_would_read_is_never_sealed(odd: Any) -> None:
    """[S4] what two languages read differently is refused before sealing, not by the receivers."""
    with pytest.raises(Refused) as caught:
        seal_message(SENDER, EPOCH, HEADER, {"kind": "text", "text": "a", "odd": odd})
    assert caught.value.reason == "malformed"
