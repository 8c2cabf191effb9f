"""Changed bytes, and bytes from a malicious author, are refused, and nothing else happens (S4, S7, S10)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world.clock import NOON
from tests.world.depth import examples
from tests.world.signing import ANNA, Ledger, opening
from tresen.core import records
from tresen.core.chain import Chain, extend, fold
from tresen.core.conversation import first_devices
from tresen.core.erasing import check_command, erase_body
from tresen.core.records import CustomerDevice, Signed
from tresen.core.sizes import NONCE_BYTES
from tresen.errors import Refusal
from tresen.seal import box
from tresen.seal.customers import check_customer_devices
from tresen.seal.epoch import Recipients, make_epoch, open_epoch
from tresen.seal.erase import open_erase, read_tombstone, sign_erase
from tresen.seal.keys import DeviceKeys
from tresen.seal.message import Envelope, open_message, pad, seal_message, unpad
from tresen.seal.records import customer_device, sign_customer_devices
from tresen.seal.refused import Refused
from tresen.seal.team import TeamKey

AT_MS = NOON
KRAUSE, PAPER = DeviceKeys.generate(), DeviceKeys.generate()
LEDGER: Ledger = opening()
CHAIN: Chain = fold(None, LEDGER.records) or pytest.fail("no chain")
BUSINESS = CHAIN.business
LISTED = [customer_device(KRAUSE, False), customer_device(PAPER, True)]
DEVICES = sign_customer_devices(KRAUSE, BUSINESS, 1, None, AT_MS, LISTED)
CONVERSATION = records.conversation_id(DEVICES.body)
TEAM = TeamKey(BUSINESS, 1, box.new_key())
EPOCH = make_epoch(
    KRAUSE, BUSINESS, CONVERSATION, AT_MS,
    Recipients(1, bytes(32), TEAM.x, 1, records.record_hash(DEVICES.body), LISTED),
)  # fmt: skip
COMMAND = sign_erase(KRAUSE, BUSINESS, CONVERSATION, AT_MS, [(3, bytes(32))])
PROFILE = LEDGER.body("profile", ANNA, [{"name": "B", "hours": {"weekly": {}}, "n": [1, 2.5, None]}])
HEADER = records.Header(
    1,
    BUSINESS,
    CONVERSATION,
    1,
    EPOCH.key.hash,
    KRAUSE.id,
    1,
    1,
    None,
    0,
    None,
    True,
    None,
    None,
    None,
    AT_MS,
)
MESSAGE = seal_message(KRAUSE, EPOCH.key, HEADER, {"kind": "text", "text": "Ja"})
SIGNERS = {KRAUSE.id: KRAUSE.ed}
DEEP = b"\x91" * 20_000 + b"\xc0"
"""Nested deeper than any reader follows."""


def changes(data: bytes) -> Iterator[bytes]:
    """Each byte changed in turn, and the whole cut short or made longer."""
    for at in range(len(data)):
        yield data[:at] + bytes((data[at] ^ (1 << at % 8),)) + data[at + 1 :]
    yield data[:-1]
    yield data + b"\0"


def refuses(check: Callable[[], object]) -> None:
    with pytest.raises((Refused, Refusal)):
        check()


SIGNED: dict[str, tuple[Signed, Callable[[Signed], object]]] = {
    "a public record": (ANNA.signed(PROFILE), lambda it: extend(CHAIN, it)),
    "customer devices, to the server": (DEVICES, lambda it: first_devices(BUSINESS, it)),
    "customer devices, to a client": (DEVICES, lambda it: check_customer_devices(None, it)),
    "an erase command, to the server": (
        COMMAND,
        lambda it: check_command(it, BUSINESS, CONVERSATION, SIGNERS),
    ),
    "an erase command, to a client": (COMMAND, lambda it: open_erase(it, BUSINESS, CONVERSATION, SIGNERS)),
}


@pytest.mark.parametrize("name", SIGNED)
def test_no_signed_byte_can_change(name: str) -> None:
    """[S4, S17] Body and signature, byte by byte."""
    signed, check = SIGNED[name]
    check(signed)
    for body in changes(signed.body):
        refuses(lambda body=body: check(Signed(body, signed.signature)))  # type: ignore[misc]
    for signature in changes(signed.signature):
        refuses(lambda signature=signature: check(Signed(signed.body, signature)))  # type: ignore[misc]


@pytest.mark.parametrize("part", ["header", "slot", "ciphertext", "signature"])
def test_no_byte_of_a_message_can_change(part: str) -> None:
    """[S7] Header, slot, ciphertext and signature, byte by byte."""
    parts = {name: getattr(MESSAGE, name) for name in Envelope.__struct_fields__}
    for changed in changes(parts[part]):
        envelope = Envelope(**{**parts, part: changed})
        refuses(lambda envelope=envelope: open_message(envelope, KRAUSE.id, KRAUSE.ed, EPOCH.key))  # type: ignore[misc]


def test_no_byte_of_a_wrap_or_of_what_it_is_bound_to_can_change() -> None:
    """[S5, S6] The wraps to device and team, and the epoch record whose hash they carry."""
    wraps = dict(EPOCH.wraps)
    for opener in (KRAUSE, TEAM):
        assert open_epoch(opener, EPOCH.signed.body, wraps[opener.id]).key == EPOCH.key.key
        for wrapped in changes(wraps[opener.id]):
            refuses(lambda o=opener, w=wrapped: open_epoch(o, EPOCH.signed.body, w))  # type: ignore[misc]
        for body in changes(EPOCH.signed.body):
            refuses(lambda o=opener, b=body: open_epoch(o, b, wraps[o.id]))  # type: ignore[misc]


MUTATIONS = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 255), st.sampled_from("=+-")), min_size=1, max_size=6
)


def mutated(body: bytes, edits: list[tuple[int, int, str]]) -> bytes:
    for place, byte, how in edits:
        at = place % (len(body) + 1)
        new = b"" if how == "-" else bytes((byte,))
        body = body[:at] + new + body[at + (how != "+") :]
    return body


@settings(max_examples=examples(300))
@given(MUTATIONS)
def test_a_malicious_author(edits: list[tuple[int, int, str]]) -> None:
    """[S4, S17] Whatever an authorised signer signs is accepted or refused; no reader fails in any other way."""
    for check, body in (
        (lambda it: extend(CHAIN, ANNA.signed(it)), PROFILE),
        (lambda it: first_devices(BUSINESS, Signed(it, KRAUSE.sign("record", it))), DEVICES.body),
        (lambda it: check_customer_devices(None, Signed(it, KRAUSE.sign("record", it))), DEVICES.body),
        (
            lambda it: open_erase(Signed(it, KRAUSE.sign("erase", it)), BUSINESS, CONVERSATION, SIGNERS),
            COMMAND.body,
        ),
        (read_tombstone, msgspec.msgpack.encode((None, None, None, None, bytes(32), "erased", bytes(16), 3))),
        (unpad, pad(b"\x81\xa4kind\xa4text")),
    ):  # type: tuple[Callable[[bytes], object], bytes]
        try:
            check(mutated(body, edits))
        except (Refused, Refusal):
            continue


def test_server_and_client_agree_on_what_its_author_changed() -> None:
    """[S4] Every client believes what the server stores, byte by byte."""
    for body in changes(DEVICES.body):
        again = Signed(body, KRAUSE.sign("record", body))
        assert _passes(lambda it: first_devices(BUSINESS, it), again) == _passes(
            lambda it: _of(check_customer_devices(None, it)), again
        )


def _of(listed: Any) -> None:
    if listed.business != BUSINESS or len(listed.devices) > 16:
        raise Refusal("bad_record")


def _passes(check: Callable[[Signed], object], signed: Signed) -> bool:
    try:
        check(signed)
    except (Refused, Refusal):
        return False
    return True


def test_what_is_nested_without_end() -> None:
    """[S9, S10] A payload, a profile, a tombstone, an extra field: refused like anything that cannot be read."""
    payload = b"\x82\xa4kind\xa4text\xa4text" + b"\x91" * 5_000 + b"\xc0"
    sealed = _sealed(payload)
    refuses(lambda: open_message(sealed, KRAUSE.id, KRAUSE.ed, EPOCH.key))
    refuses(lambda: read_tombstone(DEEP))
    for body in (
        LEDGER.body("profile", ANNA, msgspec.Raw(b"\x91\x81\xa1n" + DEEP)),
        b"\x9a" + PROFILE[1:] + DEEP,
    ):
        refuses(lambda body=body: extend(CHAIN, ANNA.signed(body)))  # type: ignore[misc]
    command = b"\x98" + erase_body(BUSINESS, CONVERSATION, KRAUSE.id, AT_MS, None)[1:] + DEEP
    refuses(
        lambda: open_erase(Signed(command, KRAUSE.sign("erase", command)), BUSINESS, CONVERSATION, SIGNERS)
    )


def _sealed(payload: bytes) -> Envelope:
    """A message around exactly these bytes: its author's own program does not check them as ours does."""
    head, message_key = records.encode_header(HEADER), box.new_key()
    slot = box.lock(box.hkdf(EPOCH.key.key, records.label("slot")), message_key, records.header_hash(head))
    ciphertext = AESGCM(message_key).encrypt(bytes(NONCE_BYTES), pad(payload), head)
    signed = hashlib.sha256(head + slot + ciphertext).digest()
    return Envelope(head, slot, ciphertext, KRAUSE.sign("message", signed))


def test_a_device_that_nothing_can_be_sealed_to() -> None:
    """[S2, S4] A customer's would keep the team from writing, a member's would block every change of the team key."""
    x = b"\1" + bytes(31)
    odd = CustomerDevice(records.device_id(PAPER.ed, x), PAPER.ed, x, False)
    signed = sign_customer_devices(KRAUSE, BUSINESS, 1, None, AT_MS, [LISTED[0], odd])
    refuses(lambda: first_devices(BUSINESS, signed))
    refuses(lambda: check_customer_devices(None, signed))
    device = [records.device_id(ANNA.ed, x), "owner", 1, ANNA.ed, x]
    refuses(lambda: extend(CHAIN, ANNA.signed(LEDGER.body("device", ANNA, device))))
