"""Creates a one-time set-up link for a new business, with or without a running server."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import NamedTuple

from tresen.clock import SystemClock
from tresen.config import Settings
from tresen.desk.team.setup import SETUP_MS, new_secret, store_secret
from tresen.errors import Refusal
from tresen.seal.links import SetupLink
from tresen.store.backup.restoring import NotServable, require_restored
from tresen.store.database import Database
from tresen.store.writer import Writer


class Link(NamedTuple):
    """The link, and until when it is valid."""

    url: str
    until_ms: int


def make(settings: Settings) -> Link:
    """Create a link and store the hash of its secret.

    Raises:
        Refusal: the database cannot be written.
    """
    return asyncio.run(_make(settings))


async def _make(settings: Settings) -> Link:
    try:
        require_restored(settings.data)
    except NotServable as wrong:
        raise Refusal("internal", str(wrong)) from None
    clock = SystemClock()
    database = Database(settings.data)
    database.migrate(clock.now_ms())
    try:
        secret = new_secret()
        writer = Writer(database.writing, clock, lambda _: None)
        writer.start()
        try:
            await writer.run(store_secret(secret))
        finally:
            await writer.close()
        return Link(str(SetupLink(settings.public_url, secret)), clock.now_ms() + SETUP_MS)
    finally:
        database.close()


def write(file: Path, link: Link) -> None:
    """Write the link into a file for this user alone, replacing an older one."""
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(link.url + "\n")
