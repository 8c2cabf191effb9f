"""Ids as they are given out: bytes that can be read aloud."""

from __future__ import annotations

from typing import Self


class Id(bytes):
    """The id of a conversation, a device, a note …: the 16 bytes of the protocol, shown as hex digits.

    Compares and hashes like the bytes; `str(id)` and f-strings give the digits, and `Id.read` takes them back.
    """

    @classmethod
    def read(cls, digits: str) -> Self:
        """The id with these hex digits. Raises ValueError when they are none."""
        return cls(bytes.fromhex(digits))

    def __str__(self) -> str:
        return self.hex()

    def __repr__(self) -> str:
        return f"Id({self.hex()!r})"

    def __format__(self, spec: str) -> str:
        return format(self.hex(), spec)


def id_or_none(value: bytes | None) -> Id | None:
    """As `Id`; None stays None."""
    return None if value is None else Id(value)
