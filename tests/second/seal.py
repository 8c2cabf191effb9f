"""protocol/seal.md by hand: labels, keys, HPKE base mode (RFC 9180), records, messages."""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

pack = msgspec.msgpack.encode
unpack = msgspec.msgpack.decode
SIZES: Final = (256, 1024, 4096, 16384)
_KEM: Final = b"KEM" + (0x0020).to_bytes(2, "big")
_SUITE: Final = b"HPKE" + b"".join(each.to_bytes(2, "big") for each in (0x0020, 0x0001, 0x0002))
_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def label(purpose: str) -> bytes:
    return b"tresen/v1/" + purpose.encode() + b"\0"


def u64(number: int) -> bytes:
    return number.to_bytes(8, "big")


def digest(purpose: str, *parts: bytes) -> bytes:
    return hashlib.sha256(label(purpose) + b"".join(parts)).digest()


def _extract(salt: bytes, key: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), key, "sha256")


def _expand(key: bytes, info: bytes, size: int) -> bytes:
    out, last = b"", b""
    while len(out) < size:
        last = hmac.digest(key, last + info + bytes([len(out) // 32 + 1]), "sha256")
        out += last
    return out[:size]


def hkdf(secret: bytes, info: bytes) -> bytes:
    return _expand(_extract(b"", secret), info, 32)


def from_crockford(text: str, size: int) -> bytes:
    value = 0
    for letter in text.upper().replace("-", "").replace("O", "0").replace("I", "1").replace("L", "1"):
        value = value << 5 | _CROCKFORD.index(letter)
    return (value >> len(text) * 5 - size * 8).to_bytes(size, "big")


def to_crockford(data: bytes) -> str:
    letters = -(-len(data) * 8 // 5)
    value = int.from_bytes(data, "big") << letters * 5 - len(data) * 8
    return "".join(_CROCKFORD[value >> 5 * n & 31] for n in reversed(range(letters)))


@dataclass
class Device:
    """Ed25519 and X25519, and the id that follows from them (S2)."""

    sign_key: Ed25519PrivateKey
    open_key: X25519PrivateKey

    @classmethod
    def new(cls) -> Device:
        return cls(Ed25519PrivateKey.generate(), X25519PrivateKey.generate())

    @classmethod
    def paper(cls, secret: bytes) -> Device:
        return cls(
            Ed25519PrivateKey.from_private_bytes(hkdf(secret, label("paper-sign"))),
            X25519PrivateKey.from_private_bytes(hkdf(secret, label("paper-open"))),
        )

    @property
    def ed(self) -> bytes:
        return self.sign_key.public_key().public_bytes_raw()

    @property
    def x(self) -> bytes:
        return self.open_key.public_key().public_bytes_raw()

    @property
    def id(self) -> bytes:
        return digest("device", self.ed, self.x)[:16]

    def signed(self, body: list[Any]) -> tuple[bytes, bytes]:
        data = pack(body)
        return data, self.sign_key.sign(label("record") + data)


def verify(ed: bytes, what: bytes, signature: bytes) -> None:
    Ed25519PublicKey.from_public_bytes(ed).verify(signature, what)


def record_hash(body: bytes) -> bytes:
    return digest("record", body)


def _labeled_extract(suite: bytes, salt: bytes, name: bytes, key: bytes) -> bytes:
    return _extract(salt, b"HPKE-v1" + suite + name + key)


def _labeled_expand(suite: bytes, key: bytes, name: bytes, info: bytes, size: int) -> bytes:
    return _expand(key, size.to_bytes(2, "big") + b"HPKE-v1" + suite + name + info, size)


def _aead(shared: bytes, enc: bytes, to: bytes, info: bytes) -> tuple[AESGCM, bytes]:
    prk = _labeled_extract(_KEM, b"", b"eae_prk", shared)
    secret = _labeled_expand(_KEM, prk, b"shared_secret", enc + to, 32)
    context = b"\0" + _labeled_extract(_SUITE, b"", b"psk_id_hash", b"")
    context += _labeled_extract(_SUITE, b"", b"info_hash", info)
    prk = _labeled_extract(_SUITE, secret, b"secret", b"")
    key = _labeled_expand(_SUITE, prk, b"key", context, 32)
    return AESGCM(key), _labeled_expand(_SUITE, prk, b"base_nonce", context, 12)


def wrap(to: bytes, info: bytes, plain: bytes) -> bytes:
    mine = X25519PrivateKey.generate()
    enc = mine.public_key().public_bytes_raw()
    aead, nonce = _aead(mine.exchange(X25519PublicKey.from_public_bytes(to)), enc, to, info)
    return enc + aead.encrypt(nonce, plain, b"")


def unwrap(device: Device, info: bytes, sealed: bytes) -> bytes:
    enc = sealed[:32]
    shared = device.open_key.exchange(X25519PublicKey.from_public_bytes(enc))
    aead, nonce = _aead(shared, enc, device.x, info)
    return aead.decrypt(nonce, sealed[32:], b"")


def boxed(key: bytes, plain: bytes, bound: bytes) -> bytes:
    """nonce ‖ AES-256-GCM."""
    nonce = os.urandom(12)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound)


def unboxed(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    return AESGCM(key).decrypt(sealed[:12], sealed[12:], bound)


@dataclass
class Epoch:
    """An epoch whose key is known (S6)."""

    n: int
    hash: bytes
    key: bytes


@dataclass
class Sealed:
    """A message as it travels (S7)."""

    header: bytes
    slot: bytes
    ciphertext: bytes
    signature: bytes

    @property
    def hash(self) -> bytes:
        return digest("header", self.header)


def seal(device: Device, epoch: Epoch, header: list[Any], payload: dict[str, Any]) -> Sealed:
    head = pack(header)
    hash_ = digest("header", head)
    key = os.urandom(32)
    slot = boxed(hkdf(epoch.key, label("slot")), key, hash_)
    plain = pack(payload) + b"\x80"
    plain += bytes(next(size for size in SIZES if size >= len(plain)) - len(plain))
    ciphertext = AESGCM(key).encrypt(bytes(12), plain, head)
    signature = device.sign_key.sign(label("message") + hashlib.sha256(head + slot + ciphertext).digest())
    return Sealed(head, slot, ciphertext, signature)


def open_(ed: bytes, epoch: Epoch, sealed: Sealed) -> dict[str, Any]:
    whole = hashlib.sha256(sealed.header + sealed.slot + sealed.ciphertext).digest()
    verify(ed, label("message") + whole, sealed.signature)
    key = unboxed(hkdf(epoch.key, label("slot")), sealed.slot, sealed.hash)
    plain = AESGCM(key).decrypt(bytes(12), sealed.ciphertext, sealed.header)
    payload: dict[str, Any] = unpack(plain.rstrip(b"\0").removesuffix(b"\x80"))
    return payload
