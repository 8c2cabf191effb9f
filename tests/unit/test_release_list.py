"""What `tresen update` believes of a release folder: exactly what the release key signed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from supply.release import sums
from tresen.cli.release_list import LIST, LOCK, SIGNATURE, NotSigned, order, read

KEY = Ed25519PrivateKey.generate()
SECRET = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
NAME = "tresen-1.2.0-py3-none-any.whl"


def public(key: Ed25519PrivateKey | X25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def sign(folder: Path) -> None:
    listed = sums(folder).encode()
    (folder / LIST).write_bytes(listed)
    (folder / SIGNATURE).write_bytes(KEY.sign(listed))


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A release as `./dev release` lays it out; what the files hold does not matter here."""
    (tmp_path / NAME).write_bytes(b"wheel")
    (tmp_path / LOCK).write_bytes(b"lock")
    sign(tmp_path)
    return tmp_path / NAME


def test_a_release_is_read(wheel: Path) -> None:
    """Version, wheel and lock file, as the list has them."""
    assert read(wheel, public(KEY)) == ("1.2.0", b"wheel", b"lock")


def _flip(name: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))

    return change


def _other_list(folder: Path) -> None:
    """An attacker's own list, with the old signature."""
    (folder / NAME).write_bytes(b"evil")
    (folder / LIST).write_text(sums(folder))


def _renamed(folder: Path) -> None:
    """An old release's list and files under a new name."""
    (folder / NAME).rename(folder / "tresen-1.1.0-py3-none-any.whl")
    sign(folder)
    (folder / "tresen-1.1.0-py3-none-any.whl").rename(folder / NAME)


def _two(folder: Path) -> None:
    (folder / "tresen-1.1.0-py3-none-any.whl").write_bytes(b"old")
    sign(folder)


def _without_lock(folder: Path) -> None:
    (folder / LOCK).unlink()
    sign(folder)
    (folder / LOCK).write_bytes(b"lock")


def _twice(folder: Path) -> None:
    listed = sums(folder) + f"{hashlib.sha256(b'evil').hexdigest()}  {NAME}\n"
    (folder / LIST).write_text(listed)
    (folder / SIGNATURE).write_bytes(KEY.sign(listed.encode()))


@pytest.mark.parametrize(
    "change",
    [
        *(_flip(each) for each in (NAME, LOCK, LIST, SIGNATURE)),
        *(lambda folder, each=each: (folder / each).unlink() for each in (LOCK, LIST, SIGNATURE)),
        _other_list,
        _renamed,
        _two,
        _without_lock,
        _twice,
    ],
)
def test_anything_else_is_refused(wheel: Path, change: Callable[[Path], None]) -> None:
    """One bit, a missing file, another list, another name, two wheels, a lock that nobody signed: none is a release."""
    change(wheel.parent)
    with pytest.raises(NotSigned):
        read(wheel, public(KEY))


def test_another_key_is_refused(wheel: Path) -> None:
    """A stranger's key, a key of another kind, and what is no key."""
    for key in (
        public(Ed25519PrivateKey.generate()),
        public(X25519PrivateKey.generate()),
        SECRET,
        b"",
        b"no key",
    ):
        with pytest.raises(NotSigned):
            read(wheel, key)


def test_versions_inorder() -> None:
    """As pip orders them: an update is told from a way back."""
    rising = [
        "0.9",
        "0.10.dev1",
        "0.10.dev2",
        "0.10a1",
        "0.10b1",
        "0.10rc1",
        "0.10rc2",
        "0.10",
        "0.10.post1",
        "0.10.1",
        "1",
    ]
    assert [order(each) for each in rising] == sorted(map(order, rising))
    assert len({str(order(each)) for each in rising}) == len(rising)
    assert order("1.0") == order("1") == order("1.0.0")
    with pytest.raises(NotSigned):
        order("newest")
