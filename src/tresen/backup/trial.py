"""Compares a restored folder with the backup it was made of, as `tresen backup --test` does."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tresen.backup.choose import Chosen
from tresen.backup.folder import BadBackup
from tresen.store.database import FILE


def compare(data: Path, chosen: Chosen) -> None:
    """Every event that the backup says it holds is there, and every message that is not erased has its slot.

    Raises:
        BadBackup: something is missing.
    """
    wanted = {table.shape.name: table.rows for table in chosen.contents.tables}
    with closing(sqlite3.connect(data / FILE)) as raw:
        for log in chosen.contents.logs:
            if log.business in chosen.removed:
                continue
            found = raw.execute(
                "SELECT count(*) FROM events JOIN businesses b ON b.id = business_id WHERE b.public_id = ? AND seq <= ?",
                (log.business, log.head),
            ).fetchone()[0]
            if found != log.head:
                raise BadBackup(f"a log has {found} events instead of {log.head}")
        count = raw.execute("SELECT count(*) FROM events").fetchone()[0]
        if count < wanted["events"] and not chosen.removed:
            raise BadBackup(f"{count} events came back of {wanted['events']}")
        closed = raw.execute(
            "SELECT count(*) FROM events e LEFT JOIN slots s ON s.business_id = e.business_id AND s.seq = e.seq"
            " WHERE e.kind = 1 AND e.header IS NOT NULL AND s.slot IS NULL"
        ).fetchone()[0]
        if closed:
            raise BadBackup(f"{closed} messages have no slot: they would never open")
