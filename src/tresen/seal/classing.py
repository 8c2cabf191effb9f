"""Retention classes as a client signs and verifies them (S18). The server's own check is `core.classing.check_classing`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tresen.core.classing import Classing, check_classing, classing_body
from tresen.core.records import Signed, decode_body
from tresen.errors import Refusal
from tresen.seal.keys import DeviceKeys
from tresen.seal.refused import Refused

_WHY: Final = {"forbidden": "wrong_sender", "bad_signature": "wrong_signature"}


def sign_class(
    keys: DeviceKeys, business: bytes, conversation: bytes, at_ms: int, class_: str, pos: int, hash_: bytes
) -> Signed:
    """The class of the message at `pos`, whose header has this hash."""
    body = classing_body(business, conversation, keys.id, at_ms, class_, pos, hash_)
    return Signed(body, keys.sign("class", body))


def open_class(
    signed: Signed, business: bytes, conversation: bytes, signers: Mapping[bytes, bytes]
) -> Classing:
    """The class, if it concerns this conversation and one of `signers` (device id → Ed25519 key) signed it.

    Raises:
        Refused: `malformed`, `wrong_version`, `wrong_place`, `wrong_sender`, `wrong_signature`.
    """
    try:
        said = decode_body(signed.body, Classing, "class")
    except Refusal:
        raise Refused("malformed", "a class that cannot be read") from None
    if (said.version, said.kind) != (1, "class"):
        raise Refused("wrong_version", "not a class of version 1")
    if (said.business, said.conversation) != (business, conversation):
        raise Refused("wrong_place", "a class for another conversation")
    try:
        return check_classing(signed, business, conversation, signers)
    except Refusal as refusal:
        raise Refused(_WHY.get(refusal.code, "malformed"), refusal.detail) from None
