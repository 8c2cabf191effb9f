"""The list of hashes of a build: which bytes stand at which address of a server that runs exactly that code.

`web/build.py` writes the list beside the apps. Nothing in it depends on when or where it was built.
"""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import Annotated, Final

import msgspec

# What reads keys in PEM is loaded by `check` alone (1 MiB): a server reads the list, and verifies nothing.

NAME: Final = "hashes.json"
"""The list's name in the folder of the built apps."""
SIGNATURE_SUFFIX: Final = ".sig"
_LABEL: Final = b"tresen/v1/hashes\0"


class BadList(ValueError):
    """A list, its signature or a key cannot be used; the text says what would be right."""


class Entry(msgspec.Struct, frozen=True):
    """What must come from an address: so many bytes with that SHA-256, in hexadecimal."""

    bytes: Annotated[int, msgspec.Meta(ge=0, le=64 * 1024 * 1024)]
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class Hashes(msgspec.Struct, frozen=True):
    """`files` by their path on the server. `/{handle}` stands for every business's page, which are all the same bytes."""

    version: str
    build: str
    files: Annotated[
        dict[Annotated[str, msgspec.Meta(pattern=r"^/[A-Za-z0-9._/{}-]*$")], Entry],
        msgspec.Meta(min_length=1),
    ]


def read(data: bytes) -> Hashes:
    """The list. Raises `BadList`."""
    try:
        return msgspec.json.decode(data, type=Hashes)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadList(f"this is no list of hashes: {error}") from None


def check(data: bytes, signature: bytes, key: bytes) -> None:
    """Raises `BadList` unless `signature` is the one of the public Ed25519 key in PEM over the list."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        public = load_pem_public_key(key)
    except ValueError:
        public = None
    if not isinstance(public, Ed25519PublicKey):
        raise BadList("the key must be an Ed25519 public key in PEM")
    try:
        public.verify(base64.b64decode(signature.strip(), validate=True), _LABEL + data)
    except (InvalidSignature, binascii.Error, ValueError):
        raise BadList("the signature does not belong to this list and this key") from None


def installed() -> Path:
    """The list of the package that runs this."""
    return Path(__file__).parent / "web_dist" / NAME
