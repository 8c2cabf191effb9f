"""Cleans large files in place: overwrites metadata, moves nothing, never loads the whole file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, Final, NamedTuple

_MOST: Final = 32 * 1024 * 1024
"""So much is overwritten at most: what describes a film has some megabytes."""


class Unreadable(Exception):
    """The file cannot be read part by part, so nothing can be said of what is in it."""


class Patch(NamedTuple):
    """What stands there instead."""

    at: int
    data: bytes


class Patching:
    """A file that is read here and there, and what is to be overwritten in it."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self.size = size
        self._file = file
        self._patches: list[Patch] = []
        self._written = 0

    def read(self, at: int, length: int) -> bytes:
        """So many bytes from there; fewer at the end. Raises `Unreadable`."""
        end = min(self.size, at + length)
        if end - at > _MOST:
            raise Unreadable("too large")
        self._file.seek(at)
        return self._file.read(max(0, end - at))

    def put(self, at: int, data: bytes) -> None:
        """Raises `Unreadable`."""
        self._written += len(data)
        if self._written > _MOST:
            raise Unreadable("too much")
        if data:
            self._patches.append(Patch(at, data))

    def blank(self, first: int, to: int) -> None:
        """Zeros from one place up to another, as far as the file goes. Raises `Unreadable`."""
        end = min(to, self.size)
        if end - first > _MOST:
            raise Unreadable("too much")
        if end > first:
            self.put(first, bytes(end - first))

    def done(self) -> tuple[Patch, ...]:
        """In order, none over another."""
        found, at = [], 0
        for patch in sorted(self._patches, key=lambda each: each.at):
            data = patch.data[max(0, at - patch.at) :]
            if data:
                at = patch.at + len(patch.data)
                found.append(Patch(at - len(data), data))
        return tuple(found)


def patched(data: bytes, at: int, patches: Iterable[Patch]) -> bytes:
    """A part of a file that begins at `at`, with what is written over it."""
    end = at + len(data)
    touching = [each for each in patches if each.at < end and each.at + len(each.data) > at]
    if not touching:
        return data
    made = bytearray(data)
    for each in touching:
        first, last = max(at, each.at), min(end, each.at + len(each.data))
        made[first - at : last - at] = each.data[first - each.at : last - each.at]
    return bytes(made)
