"""Vectors: signals of a call sealed, opened and refused; commitments, fingerprints and words (C2, C3, C6, C7)."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec.structs import replace

from tests.contract.vectors_case import (
    AT_MS,
    BEN,
    KRAUSE,
    Case,
    accepted,
    fixed,
    flipped,
    private_of,
    refused,
)
from tests.contract.vectors_keys import Scenarios
from tests.contract.vectors_message import ONE, given_of, header_of
from tresen.core import records
from tresen.core.calls.signals import SignalHeader, signal_hash
from tresen.core.records import label
from tresen.core.sizes import CALL_CANDIDATE_BYTES, CALL_CANDIDATES, NAME_CHARACTERS, SDP_BYTES
from tresen.seal import box
from tresen.seal.epoch import EpochKey
from tresen.seal.keys import DeviceKeys
from tresen.seal.message import pad, seal_message
from tresen.seal.signal import SealedSignal, seal_signal

CALL: Final = fixed("call", 16)
NONCE, OTHER = fixed("nonce", 16), fixed("other nonce", 16)
PRINT: Final = ":".join(f"{byte:02X}" for byte in fixed("fingerprint"))
SDP: Final = f"v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=fingerprint:sha-256 {PRINT}\r\n"
CANDIDATE: Final = "candidate:1 1 udp 41885439 192.0.2.7 49200 typ relay raddr 0.0.0.0 rport 0"
RING: Final = {"sdp": SDP, "relay": True, "commit": fixed("commit")}
EPOCH: Final = ONE.key


def scenarios() -> Scenarios:
    """The files of this module."""
    return {
        "signals": ("Signals of a call sealed, opened, and every refusal.", ["C2", "C3"], _signals()),
        "calls": ("Commitments, fingerprints and words of calls.", ["C6", "C7"], _calls()),
    }


def header(sender: DeviceKeys = KRAUSE, **fields: Any) -> SignalHeader:
    """A ring's header, with these fields instead."""
    usual = {
        "version": 1, "business": EPOCH.business, "conversation": EPOCH.conversation, "epoch": EPOCH.n,
        "epoch_hash": EPOCH.hash, "device": sender.id, "call": CALL, "kind": "ring", "to": None, "n": 1, "at_ms": AT_MS,
        "salt": fixed("salt", 16), "video": False, "person": None,
    }  # fmt: skip
    return SignalHeader(**{**usual, **fields})


def _values(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


def _given(signal: SealedSignal, sender: DeviceKeys, epoch: EpochKey = EPOCH) -> dict[str, Any]:
    opened = given_of(
        seal_message(sender, epoch, header_of(sender, epoch), {"kind": "text", "text": ""}), sender, epoch
    )
    parts = {name: getattr(signal, name).hex() for name in ("header", "ciphertext", "signature")}
    return {**parts, **{name: opened[name] for name in ("sender", "sender_ed", "epoch")}}


def _sealed(name: str, sender: DeviceKeys, head: SignalHeader, payload: dict[str, Any]) -> list[Case]:
    fields = {each: _values(getattr(head, each)) for each in head.__struct_fields__ if each != "version"}
    said = {each: _values(value) for each, value in payload.items()}
    signal = seal_signal(sender, EPOCH, head, payload)
    given = _given(signal, sender)
    out = {each: given[each] for each in ("header", "ciphertext", "signature")}
    made = {"header": fields, "payload": said, "epoch": given["epoch"], **private_of(sender)}
    return [
        accepted(f"{name}, sealed", "seal_signal", made, out),
        accepted(f"{name}, opened", "open_signal", given, {"header": fields, "payload": said}),
    ]


def by_hand(
    sender: DeviceKeys, head: bytes, padded: bytes, epoch: EpochKey = EPOCH, aad: bytes | None = None
) -> SealedSignal:
    """A signal made by a sender that breaks the rules but signs what it sends."""
    key = box.hkdf(epoch.key, label("signal") + signal_hash(head))
    ciphertext = AESGCM(key).encrypt(bytes(12), padded, head if aad is None else aad)
    return SealedSignal(head, ciphertext, sender.sign("signal", hashlib.sha256(head + ciphertext).digest()))


def _signals() -> list[Case]:
    to_ben: dict[str, Any] = {"to": BEN.id, "n": 2}
    return [
        *_sealed("a ring", KRAUSE, header(), RING),
        *_sealed("a ring of the team with video", BEN, header(BEN, video=True), {**RING, "relay": False, "by": "Ben"}),
        *_sealed("an accept", BEN, header(BEN, kind="accept", to=KRAUSE.id),
                 {"sdp": SDP, "relay": True, "nonce": NONCE, "by": "Ben"}),
        *_sealed("an accept of a call handed over", BEN, header(BEN, kind="accept", to=KRAUSE.id),
                 {"relay": True, "commit": fixed("commit")}),
        *_sealed("a decline", BEN, header(BEN, kind="decline", to=KRAUSE.id), {}),
        *_sealed("a cancel", KRAUSE, header(kind="cancel", n=2), {}),
        *_sealed("a hangup", KRAUSE, header(kind="hangup", n=2), {}),
        *_sealed("an offer", KRAUSE, header(kind="offer", **to_ben), {"sdp": SDP}),
        *_sealed("an answer", KRAUSE, header(kind="answer", **to_ben), {"sdp": SDP}),
        *_sealed("the first answer after a handover", KRAUSE, header(kind="answer", **to_ben), {"sdp": SDP, "nonce": NONCE}),
        *_sealed("candidates", KRAUSE, header(kind="ice", **to_ben), {"candidates": [CANDIDATE, CANDIDATE], "nonce": NONCE}),
        *_sealed("no more candidates", KRAUSE, header(kind="ice", **to_ben), {"candidates": []}),
        *_sealed("a handover", BEN, header(BEN, kind="handover", person=3), {}),
        *_sealed("the longest description", KRAUSE, header(), {**RING, "sdp": "v" * SDP_BYTES}),
        *_sealed("a kind of a later version", KRAUSE, header(kind="wave"), {}),
        _later(),
        *_flips(),
        *_misplaced(),
        *_misshapen(),
        *_payloads(),
    ]  # fmt: skip


def _later() -> Case:
    longer = records.encode([*_fields(header()), "later"])
    signal = by_hand(KRAUSE, longer, pad(records.encode({**RING, "later": 1})))
    out = {"payload": {"sdp": SDP, "relay": True, "commit": fixed("commit").hex()}}
    return accepted("fields of a later version are ignored", "open_signal", _given(signal, KRAUSE), out)


def _fields(head: SignalHeader) -> list[Any]:
    return [getattr(head, each) for each in head.__struct_fields__]


def _flips() -> list[Case]:
    given = _given(seal_signal(KRAUSE, EPOCH, header(), RING), KRAUSE)
    return [
        refused(f"a flipped bit in the {part}", "open_signal", "wrong_signature",
                {**given, part: flipped(bytes.fromhex(given[part])).hex()})
        for part in ("header", "ciphertext", "signature")
    ] + [refused("another key", "open_signal", "wrong_signature", {**given, "sender_ed": BEN.ed.hex()})]  # fmt: skip


def _misplaced() -> list[Case]:
    def bad(name: str, reason: str, **fields: Any) -> Case:
        signal = by_hand(KRAUSE, records.encode(header(**fields)), pad(records.encode(RING)))
        return refused(name, "open_signal", reason, _given(signal, KRAUSE))

    message = seal_message(KRAUSE, EPOCH, header_of(KRAUSE, EPOCH), {"kind": "text", "text": "?"})
    passed_off = SealedSignal(message.header, message.ciphertext, message.signature)
    return [
        bad("another version", "wrong_version", version=2),
        bad("names another device", "wrong_sender", device=BEN.id),
        bad("another business", "wrong_place", business=fixed("b", 16)),
        bad("another conversation", "wrong_place", conversation=fixed("c", 16)),
        bad("another epoch", "wrong_epoch", epoch=2),
        bad("another epoch's record", "wrong_epoch", epoch_hash=fixed("e")),
        refused(
            "a message passed off as a signal", "open_signal", "wrong_signature", _given(passed_off, KRAUSE)
        ),
    ]


def _misshapen() -> list[Case]:
    def bad(name: str, reason: str, signal: SealedSignal) -> Case:
        return refused(name, "open_signal", reason, _given(signal, KRAUSE))

    def shaped(name: str, **fields: Any) -> Case:
        return bad(name, "malformed", by_hand(KRAUSE, records.encode(header(**fields)), plain))

    head, plain = records.encode(header()), pad(records.encode(RING))
    good = by_hand(KRAUSE, head, plain)
    stranger = EpochKey(EPOCH.business, EPOCH.conversation, EPOCH.n, EPOCH.hash, fixed("other"))
    fields = _fields(header())
    long = b"\xdc\x00\x0e" + head[1:]
    return [
        bad("a ciphertext of another size", "malformed", replace(good, ciphertext=good.ciphertext[:-1])),
        bad("a short signature", "malformed", replace(good, signature=good.signature[:-1])),
        bad("a header that is none", "malformed", by_hand(KRAUSE, b"\x91\x01", plain)),
        bad("a header a field short", "malformed", by_hand(KRAUSE, records.encode(fields[:-1]), plain)),
        bad("a header with a length in a longer form", "malformed", by_hand(KRAUSE, long, plain)),
        bad("a header of more than 512 bytes", "malformed", by_hand(KRAUSE, records.encode([*fields, "x" * 400]), plain)),
        shaped("a short call", call=CALL[:-1]),
        shaped("a short salt", salt=b"salt"),
        shaped("a device that is no id", to=b"ben", kind="offer"),
        shaped("a ring to one device", to=BEN.id),
        shaped("an offer to nobody", kind="offer"),
        shaped("a ring that names a person", person=2),
        shaped("a handover to nobody", kind="handover"),
        shaped("numbered 0", n=0),
        shaped("numbered below zero", n=-1),
        bad("a signal under another epoch key", "cannot_open", by_hand(KRAUSE, head, plain, stranger)),
        bad("a ciphertext for another header", "cannot_open", by_hand(KRAUSE, head, plain, aad=b"x")),
        bad("padding without its mark", "wrong_padding", by_hand(KRAUSE, head, bytes(256))),
        bad("a payload that is no map", "malformed", by_hand(KRAUSE, head, pad(b"\x93\x01\x02\x03"))),
        bad("a payload that is not canonical", "malformed", by_hand(KRAUSE, head, pad(b"\xde\x00\x00"))),
    ]  # fmt: skip


def _payloads() -> list[Case]:
    def bad(name: str, kind: str, payload: dict[str, Any]) -> Case:
        to = BEN.id if kind in ("accept", "decline", "offer", "answer", "ice") else None
        head = records.encode(header(kind=kind, to=to))
        return refused(
            name,
            "open_signal",
            "malformed",
            _given(by_hand(KRAUSE, head, pad(records.encode(payload))), KRAUSE),
        )

    answer = {"sdp": SDP, "relay": True, "nonce": NONCE}
    return [
        *(
            bad(f"a ring without {name}", "ring", {each: RING[each] for each in RING if each != name})
            for name in RING
        ),
        bad("a ring whose description is empty", "ring", {**RING, "sdp": ""}),
        bad("a ring whose description is bytes", "ring", {**RING, "sdp": b"v=0"}),
        bad("a ring whose description is too long", "ring", {**RING, "sdp": "ü" * (SDP_BYTES // 2 + 1)}),
        bad("a ring that is relayed 1", "ring", {**RING, "relay": 1}),
        bad("a ring with a short commitment", "ring", {**RING, "commit": NONCE}),
        bad("a ring by nobody", "ring", {**RING, "by": ""}),
        bad("a ring by a name that is too long", "ring", {**RING, "by": "n" * (NAME_CHARACTERS + 1)}),
        bad("an accept that does not say how", "accept", {"sdp": SDP, "nonce": NONCE}),
        bad("an accept with a long nonce", "accept", {**answer, "nonce": NONCE + b"\0"}),
        bad("an accept with a short commitment", "accept", {"relay": True, "commit": NONCE}),
        bad("an offer without a description", "offer", {}),
        bad("an answer that is a number", "answer", {"sdp": 1}),
        bad("an answer with a nonce in words", "answer", {"sdp": SDP, "nonce": "nonce"}),
        bad("candidates that are one text", "ice", {"candidates": CANDIDATE}),
        bad("no candidates at all", "ice", {}),
        bad("a candidate that is a number", "ice", {"candidates": [CANDIDATE, 1]}),
        bad("too many candidates", "ice", {"candidates": ["c"] * (CALL_CANDIDATES + 1)}),
        bad("a candidate that is too long", "ice", {"candidates": ["c" * (CALL_CANDIDATE_BYTES + 1)]}),
        bad("candidates with a short nonce", "ice", {"candidates": [], "nonce": b"n"}),
    ]


def _calls() -> list[Case]:
    same = SDP + f"a=mid:0\r\na=fingerprint:sha-256 {PRINT.lower()}\r\n"
    words = {"call": CALL.hex(), "nonce": NONCE.hex(), "other": OTHER.hex(),
             "customer": fixed("fingerprint").hex(), "team": fixed("fingerprint of the team").hex()}  # fmt: skip
    exchanged = {**words, "customer": words["team"], "team": words["customer"]}
    return [
        accepted("a commitment", "commit_call", {"nonce": NONCE.hex()}),
        accepted("the words of a call", "words_of_call", words),
        accepted("the words if the sides were exchanged", "words_of_call", exchanged),
        accepted("the words with another nonce", "words_of_call", {**words, "nonce": OTHER.hex()}),
        accepted("the fingerprint of a description", "sdp_fingerprint", {"sdp": SDP},
                 {"fingerprint": fixed("fingerprint").hex()}),
        accepted("the same in each section, and small letters", "sdp_fingerprint", {"sdp": same},
                 {"fingerprint": fixed("fingerprint").hex()}),
        accepted("lines that end with a line feed", "sdp_fingerprint", {"sdp": SDP.replace("\r", "")},
                 {"fingerprint": fixed("fingerprint").hex()}),
        refused("no fingerprint", "sdp_fingerprint", "malformed", {"sdp": "v=0\r\n"}),
        refused("two fingerprints", "sdp_fingerprint", "malformed",
                {"sdp": SDP + f"a=fingerprint:sha-256 {':'.join(['AB'] * 32)}\r\n"}),
        refused("a fingerprint of SHA-1", "sdp_fingerprint", "malformed",
                {"sdp": f"v=0\r\na=fingerprint:sha-1 {':'.join(['AB'] * 20)}\r\n"}),
        refused("a second one of another hash", "sdp_fingerprint", "malformed",
                {"sdp": SDP + f"a=fingerprint:sha-1 {':'.join(['AB'] * 20)}\r\n"}),
        refused("a fingerprint that is too short", "sdp_fingerprint", "malformed",
                {"sdp": f"v=0\r\na=fingerprint:sha-256 {':'.join(['AB'] * 31)}\r\n"}),
        refused("a fingerprint inside another line", "sdp_fingerprint", "malformed",
                {"sdp": f"v=0\r\ns=a=fingerprint:sha-256 {PRINT}\r\n"}),
    ]  # fmt: skip
