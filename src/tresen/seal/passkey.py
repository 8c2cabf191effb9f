"""A paper device's secret under what a passkey computes (S20): the server keeps the wrap and cannot open it."""

from __future__ import annotations

import hashlib
from typing import Final, NamedTuple

from tresen.core.records import label
from tresen.core.sizes import ID_BYTES, KEY_BYTES, SECRET_BYTES
from tresen.seal import box
from tresen.seal.refused import Refused

KINDS: Final = {"customer": 1, "staff": 2}
_HANDLE: Final = 1 + 2 * ID_BYTES


class Place(NamedTuple):
    """What a passkey opens, as the authenticator keeps it: `subject` is the conversation's id, or `subject_of` a person."""

    kind: str
    business: bytes
    subject: bytes

    @property
    def handle(self) -> bytes:
        """WebAuthn's user handle: one for each place, so that a new passkey replaces the old one where both are kept."""
        return bytes([KINDS[self.kind]]) + self.business + self.subject


def read_handle(handle: bytes) -> Place:
    """The reverse of `Place.handle`. Raises `Refused` `malformed`."""
    kind = next((name for name, number in KINDS.items() if handle[:1] == bytes([number])), None)
    if kind is None or len(handle) != _HANDLE:
        raise Refused("malformed", "this passkey is not one of Tresen's")
    return Place(kind, handle[1 : 1 + ID_BYTES], handle[1 + ID_BYTES :])


def subject_of(person: int) -> bytes:
    """The subject that stands for a person of the team."""
    return person.to_bytes(ID_BYTES, "big")


def prf_input(kind: str) -> bytes:
    """What the passkey computes with. No place is in it: it is asked before anybody knows which passkey is chosen."""
    return hashlib.sha256(label("passkey") + bytes([KINDS[kind]])).digest()


def _key(output: bytes, place: Place) -> bytes:
    if len(output) != KEY_BYTES:
        raise Refused("malformed", f"a passkey's output has {KEY_BYTES} bytes")
    return box.hkdf(output, label("passkey-wrap") + place.handle)


def _context(place: Place, credential: bytes) -> bytes:
    return label("passkey-wrap") + place.handle + hashlib.sha256(credential).digest()


def wrap(output: bytes, place: Place, credential: bytes, secret: bytes) -> bytes:
    """The secret, for the passkey with that output and id alone."""
    if len(secret) != SECRET_BYTES:
        raise Refused("malformed", f"a paper device's secret has {SECRET_BYTES} bytes")
    return box.lock(_key(output, place), secret, _context(place, credential))


def unwrap(output: bytes, place: Place, credential: bytes, wrapped: bytes) -> bytes:
    """The reverse of `wrap`. Raises `Refused` `cannot_open` when passkey, place or bytes differ."""
    return box.unlock(_key(output, place), wrapped, _context(place, credential))
