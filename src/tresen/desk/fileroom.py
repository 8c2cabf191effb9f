"""What the use cases of files work with: where files lie, how many there may be, and how many move at once."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tresen.core.bounds.rates import too_many
from tresen.core.files import DEFAULT, FileQuotas
from tresen.core.policy import Who
from tresen.errors import Refusal
from tresen.files.folder import Folder
from tresen.files.places import Threads
from tresen.files.port import Files
from tresen.files.staging import Staging

STAGING_FOLDER: Final = "uploads"
"""Files under way, inside the data folder. On the same disk as `FILES_FOLDER`: a rename moves them there."""
FILES_FOLDER: Final = "files"
"""Whole files, inside the data folder."""
OF_DEVICE: Final = 8
"""So many transfers of one device run at once."""
OF_CUSTOMERS: Final = 96
"""So many transfers of customers run at once. Each holds a few pieces of a file in memory, 2 MiB at most."""
OF_ALL: Final = 128
"""So many of both sides: the team is never kept out by customers."""
BUSY_SECONDS: Final = 1.0
"""After so long one may try again."""


class Transfers:
    """Counts what moves just now. Nobody is kept waiting: who comes too many is told to come again."""

    def __init__(self) -> None:
        self._devices: Counter[int] = Counter()
        self._customers = self._all = 0

    @contextlib.contextmanager
    def one(self, who: Who) -> Iterator[None]:
        """[F6] Count a transfer as long as it runs. Raises `too_many`."""
        customer = not who.staff
        if self._devices[who.device] >= OF_DEVICE:
            raise too_many("transfer of this device", BUSY_SECONDS)
        if self._all >= OF_ALL or (customer and self._customers >= OF_CUSTOMERS):
            raise too_many("transfer", BUSY_SECONDS)
        self._devices[who.device] += 1
        self._customers += customer
        self._all += 1
        try:
            yield
        finally:
            self._customers -= customer
            self._all -= 1
            self._devices[who.device] -= 1
            if not self._devices[who.device]:
                del self._devices[who.device]


@dataclass(frozen=True, slots=True)
class FileRoom:
    """One installation's files."""

    store: Files
    staging: Staging
    threads: Threads
    quotas: FileQuotas = DEFAULT
    transfers: Transfers = field(default_factory=Transfers)

    @classmethod
    def of(cls, data: Path, quotas: FileQuotas = DEFAULT, store: Files | None = None) -> FileRoom:
        """In the data folder; with `store`, whole files go there."""
        threads = Threads()
        kept = Folder(data / FILES_FOLDER, threads) if store is None else store
        return cls(kept, Staging(data / STAGING_FOLDER), threads, quotas)

    async def close(self) -> None:
        """Wait for what is being written."""
        await self.store.close()
        self.threads.close()


def failed(error: OSError) -> Refusal:
    """What a failure of the disk or of the store is to whoever asked. Its words may name paths: they are not passed on."""
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Refusal("storage_full", "the server's disk is full")
    return Refusal("internal", "the files cannot be reached just now")
