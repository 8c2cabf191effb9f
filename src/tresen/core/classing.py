"""A retention class as staff signs it: its shape, and whether it counts (L9, S18). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import msgspec

from tresen.core.law.days import DAY_MS
from tresen.core.model import Number, Retention
from tresen.core.records import VERSION, Signed, decode_body, encode, verify
from tresen.core.sizes import HASH_BYTES
from tresen.errors import Refusal

CLASS_AHEAD_MS: Final = 600_000
"""A retention class is refused when its time is further ahead of the server's clock (S18)."""


class Classing(msgspec.Struct, frozen=True, array_like=True):
    """The body of a signed class (S18): the message at `pos` with this header hash has this class."""

    version: Number
    kind: str
    business: bytes
    conversation: bytes
    signer: bytes
    at_ms: Number
    class_: str
    pos: Number
    hash: bytes


def classing_body(
    business: bytes, conversation: bytes, signer: bytes, at_ms: int, class_: str, pos: int, hash_: bytes
) -> bytes:
    """The bytes that a device of the team signs, under `label("class")`, to give a message a retention class."""
    return encode(Classing(VERSION, "class", business, conversation, signer, at_ms, class_, pos, hash_))


def signed_in(given: object) -> Signed | None:
    """The signed class in an `act` or a `class` event; None where there is none, or what a later version has."""
    match given:
        case [bytes() as body, bytes() as signature]:
            return Signed(body, signature)
    return None


class Standing(NamedTuple):
    """A message's class, and since when it stands; None: nobody signed it."""

    class_: str
    since_ms: int | None


def stands(class_: str, signed_ms: int, stored_ms: int) -> Standing:
    """[S18] A signed class, since its signed time. A `chat` cannot stand since later than a day after it was stored.

    That bound is for `chat` alone: nobody signs a stored time, so it may never make a letter older than a `chat`.
    """
    return Standing(class_, min(signed_ms, stored_ms + DAY_MS) if class_ == Retention.CHAT else signed_ms)


def newest(before: Standing | None, given: Standing) -> Standing:
    """[L9, S18] Which of two counts, the latter being later in the log: what nobody signed takes no signed one's place."""
    if before is None or before.since_ms is None:
        return given
    return given if given.since_ms is not None and given.since_ms >= before.since_ms else before


def check_classing(
    signed: Signed, business: bytes, conversation: bytes, signers: Mapping[bytes, bytes]
) -> Classing:
    """[S18] Verify a class for a message of this conversation, signed by one of `signers` (device id → Ed25519 key).

    Raises:
        Refusal: `bad_record` for shape, version or conversation; `forbidden` for any other signer; `bad_signature`.
    """
    said = decode_body(signed.body, Classing, "class")
    if said.version != VERSION or said.kind != "class":
        raise Refusal("bad_record", "version and kind must be 1 and class")
    if said.business != business or said.conversation != conversation:
        raise Refusal("bad_record", "the class belongs to another conversation")
    if said.class_ not in tuple(Retention) or said.pos < 1 or len(said.hash) != HASH_BYTES:
        raise Refusal("bad_record", "a class is chat, letter or voucher, for a position and a header hash")
    ed = signers.get(said.signer)
    if ed is None:
        raise Refusal("forbidden", "the signer may not give classes here")
    verify(ed, "class", signed.body, signed.signature)
    return said
