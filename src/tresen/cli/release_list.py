"""What a release folder holds, believed only under the release key: its signed list, the wheel and the lock file.

`supply/release.py` writes the folder; docs/reference/releases.md says what is in it.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LIST: Final = "SHA256SUMS"
SIGNATURE: Final = "SHA256SUMS.sig"
LOCK: Final = "requirements-server.lock"
PINNED: Final = "release.pem"
"""The release key's file in the virtual environment. Whoever may write there is root already."""
_LINE: Final = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9._+-]{1,200})")
_WHEEL: Final = re.compile(r"tresen-([0-9][A-Za-z0-9.!+]{0,60})-py3-none-any\.whl")
_LONGEST: Final = {LIST: 64 * 1024, SIGNATURE: 64, LOCK: 4 * 1024 * 1024}
_WHEEL_BYTES: Final = 256 * 1024 * 1024


class NotSigned(Exception):
    """The folder is no release under this key; the text says what is missing or wrong."""


class Release(NamedTuple):
    """The bytes that the list vouches for. What lies in the folder afterwards does not count."""

    version: str
    wheel: bytes
    lock: bytes


def version_in(wheel: Path) -> str:
    """The version that a wheel's name says. Raises `NotSigned` for another kind of file."""
    found = _WHEEL.fullmatch(wheel.name)
    if found is None:
        raise NotSigned(
            f"{wheel.name} is not named like a wheel of Tresen, such as tresen-1.1.0-py3-none-any.whl"
        )
    return found[1]


def read(wheel: Path, key: bytes) -> Release:
    """The release that a wheel lies in. Raises `NotSigned`."""
    version = version_in(wheel)
    listed = _bytes(wheel.with_name(LIST), _LONGEST[LIST])
    _verify(listed, _bytes(wheel.with_name(SIGNATURE), _LONGEST[SIGNATURE]), key)
    hashes = _hashes(listed)
    named = [name for name in hashes if _WHEEL.fullmatch(name)]
    if named != [wheel.name]:
        raise NotSigned(f"{LIST} is the list of {', '.join(named) or 'no wheel'}, not of {wheel.name}")
    return Release(
        version,
        _listed(wheel, hashes, _WHEEL_BYTES),
        _listed(wheel.with_name(LOCK), hashes, _LONGEST[LOCK]),
    )


def order(version: str) -> tuple[list[int], int, list[int]]:
    """How versions follow each other: 1.0.dev1, 1.0a1, 1.0rc1, 1.0, 1.0.post1, 1.1."""
    found = re.fullmatch(r"(\d+(?:\.\d+)*)(?:[.+!-]?([a-z]*)\.?(.*))?", version)
    if found is None:
        raise NotSigned(f"{version!r} is no version such as 1.1.0")
    release = [int(each) for each in found[1].split(".")]
    while release and release[-1] == 0:
        release.pop()
    stages = ("dev", "a", "b", "rc", "", "post")
    stage = stages.index(found[2]) if found[2] in stages else stages.index("")
    return release, stage, [int(each) for each in re.findall(r"\d+", found[3])]


def public_key(pem: bytes) -> Ed25519PublicKey:
    """The release key. Raises `NotSigned` for anything but a public Ed25519 key in PEM."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        found = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        found = None
    if not isinstance(found, Ed25519PublicKey):
        raise NotSigned("the release key must be an Ed25519 public key in PEM")
    return found


def _verify(listed: bytes, signature: bytes, key: bytes) -> None:
    from cryptography.exceptions import InvalidSignature

    public = public_key(key)
    try:
        public.verify(signature, listed)
    except InvalidSignature:
        raise NotSigned(f"{SIGNATURE} is not the release key's signature of {LIST}") from None


def _hashes(listed: bytes) -> dict[str, str]:
    found = dict[str, str]()
    for line in listed.decode(errors="replace").splitlines():
        said = _LINE.fullmatch(line)
        if said is None or said[2] in found:
            raise NotSigned(f"{LIST} is no list as sha256sum writes it")
        found[said[2]] = said[1]
    return found


def _listed(file: Path, hashes: dict[str, str], most: int) -> bytes:
    data = _bytes(file, most)
    if hashes.get(file.name) != hashlib.sha256(data).hexdigest():
        raise NotSigned(f"{file.name} is not the file that {LIST} names")
    return data


def _bytes(file: Path, most: int) -> bytes:
    try:
        with file.open("rb") as opened:
            data = opened.read(most + 1)
    except OSError as error:
        raise NotSigned(f"{file} cannot be read: {error.strerror}") from None
    if len(data) > most:
        raise NotSigned(f"{file.name} is longer than such a file can be")
    return data
