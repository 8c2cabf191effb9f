"""Files: how they are cut and padded, what a store may hold of them, which parts of one are there (F1–F7). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from tresen.core.bounds.quotas import TEAM_SHARE
from tresen.core.records import Header
from tresen.core.sizes import (
    BLOB_CHUNK_BYTES,
    BLOB_CHUNKS_AT_ONCE,
    BLOB_SEALED_BYTES,
    BLOBS_AT_ONCE,
    BLOBS_NAMED,
    ID_BYTES,
    TAG_BYTES,
)
from tresen.errors import Refusal

Range = tuple[int, int]
"""From a chunk to a chunk, both included."""


def padded(size: int) -> int:
    """[F1] Padmé: the size to which a file of `size` bytes is padded. At most 12 % more, and few sizes are left to tell."""
    if size < 2:
        return size
    exponent = size.bit_length() - 1
    free = exponent - exponent.bit_length()
    mask = (1 << free) - 1
    return (size + mask) & ~mask


def chunks_of(plain: int) -> int:
    """[F2] How many chunks a padded file has: at least one."""
    return max(1, -(-plain // BLOB_CHUNK_BYTES))


def sealed_bytes(size: int) -> int:
    """[F2] What a file of `size` bytes is when it is padded and sealed: what the server is told and counts."""
    plain = padded(size)
    return plain + TAG_BYTES * chunks_of(plain)


class Layout(NamedTuple):
    """[F2] How the sealed bytes of one file lie in it: so many `chunks`, all whole but the last."""

    bytes: int
    chunks: int

    @classmethod
    def of(cls, sealed: int) -> Layout:
        """The layout of a file of so many sealed bytes.

        Raises:
            Refusal: `bad_request` for a size that no padded file has (F1).
        """
        count = max(1, -(-sealed // BLOB_SEALED_BYTES))
        plain = sealed - TAG_BYTES * count
        if plain < 0 or chunks_of(plain) != count or padded(plain) != plain:
            raise Refusal("bad_request", "bytes: no padded and sealed file has this size")
        return cls(sealed, count)

    def size_of(self, n: int) -> int:
        """The sealed bytes of chunk `n`."""
        return BLOB_SEALED_BYTES if n < self.chunks - 1 else self.bytes - n * BLOB_SEALED_BYTES

    def run(self, first: int, size: int) -> int:
        """[F4] How many whole chunks `size` bytes from chunk `first` on are.

        Raises:
            Refusal: `bad_request`: no whole chunks, none at all, beyond the end, or more than may come at once.
        """
        if not 0 <= first < self.chunks:
            raise Refusal("bad_request", f"chunks of this file run from 0 to {self.chunks - 1}")
        start, last = first * BLOB_SEALED_BYTES, first + BLOB_CHUNKS_AT_ONCE
        count = -(-size // BLOB_SEALED_BYTES)
        whole = start + size == self.bytes or (size % BLOB_SEALED_BYTES == 0 and start + size < self.bytes)
        if not size or not whole or first + count > last:
            raise Refusal(
                "bad_request", f"1 to {BLOB_CHUNKS_AT_ONCE} whole chunks of this file are sent at once"
            )
        return count


def ranges(there: Iterable[int]) -> list[Range]:
    """[F4] These chunks as ranges, ascending."""
    made: list[Range] = []
    for n in sorted(there):
        if made and made[-1][1] == n - 1:
            made[-1] = (made[-1][0], n)
        else:
            made.append((n, n))
    return made


class FileQuotas(NamedTuple):
    """[F6] The most bytes of one file, and of the files of a conversation and of a business, as they are carried."""

    file: int
    conversation: int
    business: int


MIB: Final = 2**20
DEFAULT: Final = FileQuotas(100 * MIB, 1024 * MIB, 16384 * MIB)


class Left(NamedTuple):
    """[F6] What may still be sent, said before anything is."""

    file: int
    conversation: int
    business: int


def left(quotas: FileQuotas, conversation: int, business: int, *, staff: bool, back_room: bool) -> Left:
    """[F6] What this side may still store; the arguments are the bytes of the files that there are."""
    share = TEAM_SHARE if staff else 1
    of_business = max(0, int(quotas.business * share) - business)
    mine = of_business if back_room else max(0, int(quotas.conversation * share) - conversation)
    return Left(quotas.file, min(of_business, mine), of_business)


def require_size(most: int, sealed: int) -> None:
    """[F6] Call before all else: no pause helps a file that is too large. Raises `too_large`."""
    if sealed > sealed_bytes(most):
        raise Refusal("too_large", f"a file has at most {most} bytes")


def require_room(room: Left, sealed: int, under_way: int) -> None:
    """[F6] Call before a file is begun.

    Raises:
        Refusal: `too_large`, `conversation_full`, `business_full`, `too_many` for one under way too many.
    """
    require_size(room.file, sealed)
    if under_way >= BLOBS_AT_ONCE:
        raise Refusal("too_many", f"at most {BLOBS_AT_ONCE} files are under way at once")
    if sealed > room.business:
        raise Refusal("business_full", "the business must erase files or conversations to make room")
    if sealed > room.conversation:
        raise Refusal("conversation_full", "erase files of this conversation to make room")


def check_named(header: Header) -> None:
    """[F3] Call for a header that has `blobs`.

    Raises:
        Refusal: `header_mismatch` for an impossible list.
    """
    named = header.blobs or []
    if not 1 <= len(named) <= BLOBS_NAMED or len(set(named)) != len(named):
        raise Refusal("header_mismatch", f"a message names 1 to {BLOBS_NAMED} files, each once, or none")
    if any(len(each) != ID_BYTES for each in named):
        raise Refusal("header_mismatch", f"the id of a file has {ID_BYTES} bytes")
