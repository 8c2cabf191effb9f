"""What a passkey's answer says (S20; WebAuthn Level 3, 7.2), read and compared without looking at its signature. Pure."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import msgspec

from tresen.core.records import label
from tresen.core.sizes import NONCE_BYTES, SECRET_BYTES, TAG_BYTES
from tresen.errors import Refusal

WRAP: Final = NONCE_BYTES + SECRET_BYTES + TAG_BYTES
"""A paper device's secret under a passkey's output."""
CREDENTIAL_MOST: Final = 1023
"""The longest id of a passkey (WebAuthn, 5.1.3)."""
KEY_MOST: Final = 600
"""The longest public key: RSA with 4096 bits takes 550 bytes."""
CLIENT_MOST: Final = 2048
AUTHENTICATOR_MOST: Final = 2048
SIGNATURE_MOST: Final = 600
PASSKEYS_MOST: Final = 4
"""So many passkeys open one paper device: one for each keeper of passkeys that a person may have."""
_FIXED: Final = 37
_PRESENT, _VERIFIED = 0x01, 0x04


class Assertion(NamedTuple):
    """What a browser hands over: id of the passkey, the browser's own words as JSON, the authenticator's, the signature."""

    credential: bytes
    client: bytes
    authenticator: bytes
    signature: bytes


class Said(NamedTuple):
    """The challenge that was answered, and how often the passkey has signed (0: it does not count)."""

    challenge: bytes
    counter: int


class _Client(msgspec.Struct):
    type: str
    challenge: str
    origin: str
    crossOrigin: bool = False  # noqa: N815 - WebAuthn's name


def passkey_hash(credential: bytes) -> bytes:
    """What the server keeps of a passkey's id."""
    return hashlib.sha256(label("passkey-id") + credential).digest()


def read_assertion(assertion: Assertion, public_url: str) -> Said:
    """[S20] What was answered, if it was asked by this server's own page and the person was verified.

    Raises:
        Refusal: `passkey_refused`; the detail says why.
    """
    try:
        client = msgspec.json.decode(assertion.client, type=_Client)
        challenge = base64.urlsafe_b64decode(client.challenge + "=" * (-len(client.challenge) % 4))
    except (msgspec.DecodeError, UnicodeDecodeError, binascii.Error, ValueError):
        raise Refusal("passkey_refused", "the browser's words cannot be read") from None
    if client.type != "webauthn.get":
        raise Refusal("passkey_refused", "this is no answer to a challenge")
    if client.origin != public_url or client.crossOrigin:
        raise Refusal("passkey_refused", "another site's page asked for it")
    said = assertion.authenticator
    if len(said) < _FIXED:
        raise Refusal("passkey_refused", "the authenticator's words are cut off")
    if said[:32] != hashlib.sha256((urlsplit(public_url).hostname or "").encode()).digest():
        raise Refusal("passkey_refused", "the passkey belongs to another site")
    if not said[32] & _PRESENT or not said[32] & _VERIFIED:
        raise Refusal("passkey_refused", "the authenticator did not verify the person")
    return Said(challenge, int.from_bytes(said[33:_FIXED], "big"))


def signed_bytes(assertion: Assertion) -> bytes:
    """What the passkey has signed."""
    return assertion.authenticator + hashlib.sha256(assertion.client).digest()


def counts_on(before: int, now: int) -> bool:
    """Whether the counter went on. One that stands still was copied, unless the passkey does not count at all."""
    return now > before or (now == 0 and before == 0)
