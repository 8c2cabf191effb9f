"""Team keys: an X25519 key pair for each number, which opens the one before; wrapped to staff devices (S5)."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from tresen.core.records import label, team_key_id, u64
from tresen.seal import box
from tresen.seal.keys import DeviceKeys
from tresen.seal.refused import Refused


class TeamKey:
    """Team key `n` of a business, with its private part."""

    def __init__(self, business: bytes, n: int, private: bytes) -> None:
        self.business, self.n, self.private = business, n, private
        self._x = X25519PrivateKey.from_private_bytes(private)
        self.x = self._x.public_key().public_bytes_raw()
        self.id = team_key_id(self.x)

    @classmethod
    def first(cls, business: bytes) -> TeamKey:
        """A new key with the number 1."""
        return cls(business, 1, box.new_key())

    def next(self) -> tuple[TeamKey, bytes]:
        """The key after this one, and this one sealed under it: `sealed_prev` of the next team record."""
        after = TeamKey(self.business, self.n + 1, box.new_key())
        return after, box.lock(after._prev_lock(), self.private, self.business + u64(after.n))

    def previous(self, sealed_prev: bytes, x: bytes) -> TeamKey:
        """The key before this one; `x` is the public key that its own record names.

        Raises:
            Refused: `cannot_open`, or `wrong_succession` when the key inside is not the named one.
        """
        private = box.unlock(self._prev_lock(), sealed_prev, self.business + u64(self.n))
        before = TeamKey(self.business, self.n - 1, private)
        if before.x != x:
            raise Refused("wrong_succession", "the sealed team key is not the one its record names")
        return before

    def wrap_to(self, device: bytes, device_x: bytes, record_hash: bytes) -> bytes:
        """This key for one device; `record_hash` is the hash of team record n."""
        return box.wrap(device_x, self.private, _wrap_info(self.business, self.n, record_hash, device))

    @classmethod
    def unwrapped(
        cls, keys: DeviceKeys, business: bytes, n: int, record_hash: bytes, x: bytes, wrapped: bytes
    ) -> TeamKey:
        """The key that was wrapped to a device; `x` is the public key of team record n.

        Raises:
            Refused: `cannot_open`, or `wrong_commit` when the key inside is not the record's.
        """
        team = cls(business, n, keys.unwrap(wrapped, _wrap_info(business, n, record_hash, keys.id)))
        if team.x != x:
            raise Refused("wrong_commit", "the wrapped team key is not the one its record names")
        return team

    def unwrap(self, wrapped: bytes, info: bytes) -> bytes:
        """Open an HPKE wrap made for this team key.

        Raises:
            Refused: `cannot_open`.
        """
        return box.unwrap(self._x, wrapped, info)

    def back_room(self) -> bytes:
        """The back room's epoch key n (S6)."""
        return box.hkdf(self.private, label("backroom") + self.business + u64(self.n))

    def _prev_lock(self) -> bytes:
        return box.hkdf(self.private, label("team-prev"))


def _wrap_info(business: bytes, n: int, record_hash: bytes, device: bytes) -> bytes:
    return label("team-wrap") + business + u64(n) + record_hash + device
