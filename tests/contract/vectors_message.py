"""Vectors: epochs, the back room and messages (S6–S8)."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec.structs import replace

from tests.contract.vectors_case import (
    ANNA,
    AT_MS,
    BEN,
    BUSINESS,
    CEM,
    KRAUSE,
    PAPER,
    SECOND,
    Case,
    accepted,
    fixed,
    flipped,
    private_of,
    refused,
)
from tests.contract.vectors_keys import Scenarios
from tests.contract.vectors_records import TEAM_1, TEAM_1_HASH, TEAM_2, TEAM_2_HASH, customer_records
from tresen.core import records
from tresen.core.records import CustomerDevices, Epoch, Header, label
from tresen.seal import box
from tresen.seal.epoch import EpochKey, MadeEpoch, Recipients, make_epoch
from tresen.seal.keys import DeviceKeys
from tresen.seal.message import Envelope, pad, seal_message
from tresen.seal.team import TeamKey

FIRST, SECOND_RECORD = customer_records()
CONVERSATION = records.conversation_id(FIRST.body)
CARD = records.digest("doc", b"card:" + CONVERSATION)[:16]


def recipients(team: TeamKey, team_hash: bytes, n: int) -> Recipients:
    """That team key, and Frau Krause's devices as record `n` lists them."""
    signed = (FIRST, SECOND_RECORD)[n - 1]
    devices = records.decode(signed.body, CustomerDevices).devices
    return Recipients(team.n, team_hash, team.x, n, records.record_hash(signed.body), devices)


def _make(signer: DeviceKeys, to: Recipients, before: EpochKey | None = None) -> MadeEpoch:
    return make_epoch(signer, BUSINESS, CONVERSATION, AT_MS, to, before)


ONE = _make(KRAUSE, recipients(TEAM_1, TEAM_1_HASH, 1))
TWO = _make(PAPER, recipients(TEAM_1, TEAM_1_HASH, 2), ONE.key)
THREE = _make(ANNA, recipients(TEAM_2, TEAM_2_HASH, 2), TWO.key)
LOST = make_epoch(
    SECOND,
    BUSINESS,
    CONVERSATION,
    AT_MS,
    recipients(TEAM_2, TEAM_2_HASH, 2),
    superseding=(3, THREE.key.hash),
)


def scenarios() -> Scenarios:
    """The files of this module."""
    return {
        "epoch": ("Epochs opened by wrap and by the epoch after.", ["S6"], _epochs()),
        "epoch-succession": ("One epoch after another.", ["S6"], _succession()),
        "back-room": ("The back room's conversation and keys.", ["L8", "S6"], _back_room()),
        "envelope": ("Messages opened, and every refusal.", ["S7", "S9", "S10"], _envelopes()),
    }


def _wrap(made: MadeEpoch, to: bytes) -> str:
    return dict(made.wraps)[to].hex()


def _key(key: EpochKey) -> dict[str, Any]:
    return {
        "business": key.business.hex(),
        "conversation": key.conversation.hex(),
        "n": key.n,
        "hash": key.hash.hex(),
        "key": key.key.hex(),
    }


def _as_device(keys: DeviceKeys, made: MadeEpoch) -> dict[str, Any]:
    return {**private_of(keys), "body": made.signed.body.hex(), "wrap": _wrap(made, keys.id)}


def _as_team(team: TeamKey, made: MadeEpoch) -> dict[str, Any]:
    return {
        "business": BUSINESS.hex(),
        "private": team.private.hex(),
        "n": team.n,
        "body": made.signed.body.hex(),
        "wrap": _wrap(made, team.id),
    }


def _changed(made: MadeEpoch, **fields: Any) -> bytes:
    return records.encode(msgspec.structs.replace(records.decode(made.signed.body, Epoch), **fields))


def _epochs() -> list[Case]:
    device, team, back = "open_epoch_as_device", "open_epoch_as_team", "open_previous_epoch"
    given, given_team = _as_device(KRAUSE, ONE), _as_team(TEAM_1, ONE)
    before = {"epoch": _key(TWO.key), "body": TWO.signed.body.hex(), "older_body": ONE.signed.body.hex()}
    wrong = _changed(ONE, commit=fixed("commit"))
    rewrapped = box.wrap(KRAUSE.x, ONE.key.key, _wrap_info(wrong, KRAUSE.id))
    unsealed = {
        "epoch": _key(LOST.key),
        "body": LOST.signed.body.hex(),
        "older_body": THREE.signed.body.hex(),
    }
    return [
        accepted("by the customer's device", device, given, _key(ONE.key)),
        accepted("by the return link", device, _as_device(PAPER, ONE), _key(ONE.key)),
        accepted("by the team", team, given_team, _key(ONE.key)),
        accepted("by the newest team", team, _as_team(TEAM_2, THREE), _key(THREE.key)),
        refused("another device", device, "cannot_open", {**given, **private_of(SECOND)}),
        refused("another team key", team, "cannot_open", {**given_team, "private": TEAM_2.private.hex()}),
        refused("another record", device, "cannot_open", {**given, "body": TWO.signed.body.hex()}),
        refused(
            "a flipped bit",
            device,
            "cannot_open",
            {**given, "wrap": flipped(bytes.fromhex(given["wrap"])).hex()},
        ),
        refused(
            "another key than committed",
            device,
            "wrong_commit",
            {**given, "body": wrong.hex(), "wrap": rewrapped.hex()},
        ),
        accepted("the epoch before", back, before, _key(ONE.key)),
        refused(
            "not the epoch before",
            back,
            "wrong_succession",
            {**before, "older_body": THREE.signed.body.hex()},
        ),
        refused("sealed under another key", back, "cannot_open", {**before, "epoch": _key(ONE.key)}),
        refused("nothing sealed inside", back, "cannot_open", unsealed),
    ]


def _wrap_info(body: bytes, to: bytes) -> bytes:
    n = records.u64(1)
    return label("epoch-wrap") + BUSINESS + CONVERSATION + n + records.record_hash(body) + to


def _succession() -> list[Case]:
    op = "check_epoch_succession"

    def given(before: MadeEpoch | None, body: bytes) -> dict[str, Any]:
        return {"before": before and before.signed.body.hex(), "body": body.hex()}

    def bad(name: str, before: MadeEpoch, reason: str = "wrong_succession", **fields: Any) -> Case:
        return refused(name, op, reason, given(before, _changed(TWO, **fields)))

    unchanged = _make(ANNA, recipients(TEAM_1, TEAM_1_HASH, 2), TWO.key)
    back = _make(ANNA, recipients(TEAM_1, TEAM_1_HASH, 1), TWO.key)
    older_team = _make(ANNA, recipients(TEAM_1, TEAM_1_HASH, 2), THREE.key)
    return [
        accepted("the first", op, given(None, ONE.signed.body)),
        accepted("a device more", op, given(ONE, TWO.signed.body)),
        accepted("a new team key", op, given(TWO, THREE.signed.body)),
        accepted("superseding one that could not be opened", op, given(THREE, LOST.signed.body)),
        refused("not the first", op, "wrong_succession", given(None, TWO.signed.body)),
        refused(
            "a first with something sealed inside",
            op,
            "wrong_succession",
            given(None, _changed(ONE, sealed_prev=bytes(60))),
        ),
        refused("nothing changed", op, "wrong_succession", given(TWO, unchanged.signed.body)),
        refused("back to fewer devices", op, "wrong_succession", given(TWO, back.signed.body)),
        refused("back to an older team key", op, "wrong_succession", given(THREE, older_team.signed.body)),
        refused("an epoch left out", op, "wrong_succession", given(ONE, THREE.signed.body)),
        bad("another number", ONE, n=3),
        bad("another epoch before", ONE, prev=fixed("prev")),
        bad("the same team number with another hash", ONE, team_hash=fixed("team")),
        bad("the same devices number with another hash", ONE, devices_n=1),
        bad("another conversation", ONE, "wrong_place", conversation=fixed("c", 16)),
        bad("another business", ONE, "wrong_place", business=fixed("b", 16)),
        bad("another version", ONE, "wrong_version", version=2),
        bad("another kind", ONE, "wrong_version", kind="team"),
    ]


def _back_room() -> list[Case]:
    def given(team: TeamKey) -> dict[str, Any]:
        return {"business": BUSINESS.hex(), "private": team.private.hex(), "n": team.n}

    team, place = TEAM_2, records.back_room_id(BUSINESS)
    epoch = EpochKey(BUSINESS, place, 2, TEAM_2_HASH, team.back_room())
    people = {"kind": "people", "names": {"1": "Anna", "2": "Ben", "3": "Cem"}}
    header = header_of(CEM, epoch, spoken=False, doc=records.document_id("people"))
    card = header_of(CEM, epoch, spoken=False, num=2, about=CONVERSATION, doc=CARD)
    return [
        accepted("team key 1", "back_room", given(TEAM_1)),
        accepted("team key 2", "back_room", given(TEAM_2), {"key": epoch.key.hex()}),
        opened("the people of the team", CEM, epoch, header, people),
        opened("a card", CEM, epoch, card, {"kind": "card", "name": "Sabine Krause"}),
        opened("the first version of a document", CEM, epoch, replace(header, replaces=0), people),
        opened("a version that replaces another", CEM, epoch, replace(card, replaces=2**53 - 1), people),
        _replacing_nothing(epoch, replace(header, doc=None, replaces=7), people),
    ]


def _replacing_nothing(epoch: EpochKey, header: Header, payload: dict[str, Any]) -> Case:
    envelope = by_hand(CEM, epoch, records.encode_header(header), pad(records.encode(payload)))
    return refused(
        "a message that is no document replaces none",
        "open_message",
        "malformed",
        given_of(envelope, CEM, epoch),
    )


def header_of(sender: DeviceKeys, epoch: EpochKey, **fields: Any) -> Header:
    """A first message's header, with these fields instead."""
    usual = {
        "version": 1,
        "business": epoch.business,
        "conversation": epoch.conversation,
        "epoch": epoch.n,
        "epoch_hash": epoch.hash,
        "device": sender.id,
        "counter": 1,
        "num": 1,
        "prev": None,
        "seen_pos": 0,
        "seen_hash": None,
        "spoken": True,
        "refers": None,
        "about": None,
        "doc": None,
        "at_ms": AT_MS,
    }
    return Header(**{**usual, **fields})


def given_of(envelope: Envelope, sender: DeviceKeys, epoch: EpochKey) -> dict[str, Any]:
    """The input of `open_message`."""
    return {
        "header": envelope.header.hex(),
        "slot": envelope.slot.hex(),
        "ciphertext": envelope.ciphertext.hex(),
        "signature": envelope.signature.hex(),
        "sender": sender.id.hex(),
        "sender_ed": sender.ed.hex(),
        "epoch": _key(epoch),
    }


def opened(name: str, sender: DeviceKeys, epoch: EpochKey, header: Header, payload: dict[str, Any]) -> Case:
    """A message that is opened."""
    envelope = seal_message(sender, epoch, header, payload)
    return accepted(name, "open_message", given_of(envelope, sender, epoch), {"payload": payload})


def by_hand(
    sender: DeviceKeys,
    epoch: EpochKey,
    header: bytes,
    padded: bytes,
    aad: bytes | None = None,
    slot_for: bytes | None = None,
) -> Envelope:
    """A message made by a sender that breaks the rules but signs what it sends."""
    key = box.new_key()
    slot = box.lock(box.hkdf(epoch.key, label("slot")), key, records.header_hash(slot_for or header))
    ciphertext = AESGCM(key).encrypt(bytes(12), padded, aad or header)
    return _signed(sender, header, slot, ciphertext)


def _signed(sender: DeviceKeys, header: bytes, slot: bytes, ciphertext: bytes) -> Envelope:
    part = hashlib.sha256(header + slot + ciphertext).digest()
    return Envelope(header, slot, ciphertext, sender.sign("message", part))


def _envelopes() -> list[Case]:
    epoch = ONE.key
    hello = {"kind": "text", "text": "Guten Morgen! Haben Sie morgen noch Schrippen?"}
    header = header_of(KRAUSE, epoch)
    answer = header_of(
        BEN,
        epoch,
        counter=7,
        num=3,
        prev=fixed("prev"),
        seen_pos=3,
        seen_hash=fixed("seen"),
        refers=(KRAUSE.id, 1),
    )
    return [
        opened("a customer's first message", KRAUSE, epoch, header, hello),
        opened(
            "an answer that refers to it", BEN, epoch, answer, {"kind": "text", "text": "Ja! 🥖", "by": "Ben"}
        ),
        opened(
            "a large counter and time",
            KRAUSE,
            epoch,
            header_of(KRAUSE, epoch, counter=2**40, at_ms=2**42),
            hello,
        ),
        opened("a text that fills 16 KiB", KRAUSE, epoch, header, {"kind": "text", "text": "a" * 16300}),
        opened("a kind not known yet", KRAUSE, epoch, header, {"kind": "poem", "lines": ["eins", "zwei"]}),
        _later(header, hello),
        *_flips(given_of(seal_message(KRAUSE, epoch, header, hello), KRAUSE, epoch)),
        *_misplaced(epoch, header, hello),
        *_misshapen(epoch, records.encode_header(header), records.encode(hello)),
    ]


def _later(header: Header, payload: dict[str, Any]) -> Case:
    longer = msgspec.msgpack.encode([*msgspec.msgpack.decode(records.encode(header)), "later"])
    envelope = by_hand(KRAUSE, ONE.key, longer, pad(records.encode(payload)))
    return accepted(
        "an unknown field at the header's end is ignored", "open_message", given_of(envelope, KRAUSE, ONE.key)
    )


def _flips(given: dict[str, Any]) -> list[Case]:
    return [
        refused(
            f"a flipped bit in the {part}",
            "open_message",
            "wrong_signature",
            {**given, part: flipped(bytes.fromhex(given[part])).hex()},
        )
        for part in ("header", "slot", "ciphertext", "signature")
    ] + [
        refused(
            "another sender's key", "open_message", "wrong_signature", {**given, "sender_ed": BEN.ed.hex()}
        )
    ]


def _misplaced(epoch: EpochKey, header: Header, payload: dict[str, Any]) -> list[Case]:
    def bad(name: str, reason: str, **fields: Any) -> Case:
        changed = msgspec.structs.replace(header, **fields)
        envelope = by_hand(KRAUSE, epoch, records.encode(changed), pad(records.encode(payload)))
        return refused(name, "open_message", reason, given_of(envelope, KRAUSE, epoch))

    return [
        bad("another version", "wrong_version", version=2),
        bad("names another device", "wrong_sender", device=BEN.id),
        bad("another business", "wrong_place", business=fixed("b", 16)),
        bad("pasted from another conversation", "wrong_place", conversation=fixed("c", 16)),
        bad("another epoch", "wrong_epoch", epoch=2),
        bad("another epoch's record", "wrong_epoch", epoch_hash=fixed("e")),
    ]


def _misshapen(epoch: EpochKey, header: bytes, payload: bytes) -> list[Case]:
    def bad(name: str, reason: str, envelope: Envelope) -> Case:
        return refused(name, "open_message", reason, given_of(envelope, KRAUSE, epoch))

    good = by_hand(KRAUSE, epoch, header, pad(payload))
    stranger = EpochKey(epoch.business, epoch.conversation, epoch.n, epoch.hash, fixed("other"))
    short = _signed(KRAUSE, header, good.slot[:-1], good.ciphertext)
    small = _signed(KRAUSE, header, good.slot, good.ciphertext[:-1])
    return [
        bad("a slot of another size", "malformed", short),
        bad("a ciphertext of another size", "malformed", small),
        bad("a header that is none", "malformed", by_hand(KRAUSE, epoch, b"\x91\x01", pad(payload))),
        bad("a slot under another epoch key", "cannot_open", by_hand(KRAUSE, stranger, header, pad(payload))),
        bad(
            "a slot for another header",
            "cannot_open",
            by_hand(KRAUSE, epoch, header, pad(payload), slot_for=b"x"),
        ),
        bad(
            "a ciphertext for another header",
            "cannot_open",
            by_hand(KRAUSE, epoch, header, pad(payload), aad=b"x"),
        ),
        bad(
            "padding without its mark",
            "wrong_padding",
            by_hand(KRAUSE, epoch, header, payload + bytes(256 - len(payload))),
        ),
        bad("a payload that is no map", "malformed", by_hand(KRAUSE, epoch, header, pad(b"\xa3abc"))),
        bad("a payload without a kind", "malformed", by_hand(KRAUSE, epoch, header, pad(b"\x81\xa1a\x01"))),
    ]
