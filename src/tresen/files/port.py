"""What keeps whole sealed files, by names that the server draws (F8)."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Protocol

PIECE_BYTES = 256 * 1024
"""A file is read in such pieces. A transfer holds a few of them at most."""


class Files(Protocol):
    """Files are written once, whole, and never change. Names are 32 lower-case hex digits."""

    async def keep(self, name: str, staged: Path) -> None:
        """Take over a whole file; durable on return. Doing it again is harmless.

        Raises:
            OSError: it is not kept; `staged` is still there.
        """

    async def copy(self, source: str, name: str, size: int) -> None:
        """Keep the same `size` bytes under another name, too. Raises `OSError`."""

    async def size(self, name: str) -> int | None:
        """The bytes of a kept file, None when there is none. Raises `OSError` when that cannot be told."""

    def read(self, name: str, start: int, end: int) -> AsyncGenerator[bytes, None]:
        """The bytes from `start` up to `end`, in pieces. Raises `OSError`."""

    async def remove(self, name: str) -> None:
        """Remove a file; harmless when there is none. Raises `OSError`."""

    async def names(self) -> list[tuple[str, int, float]]:
        """Every kept file with its bytes and when it was written (seconds since 1970). Raises `OSError`."""

    async def close(self) -> None:
        """Nobody asks any more."""
