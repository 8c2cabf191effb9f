"""An empty database at the newest version, made once per process and copied: migrating takes 50 ms of CPU each time."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from tests.world.clock import NOON
from tresen.store.database import FILE, Database


def lay(folder: Path) -> None:
    """Put an empty, migrated database into `folder`, unless a database is there already.

    What opens the folder still runs its own migration, which finds nothing to do. Tests of the migration itself
    (tests/contract/test_database.py) do not call this.
    """
    target = folder / FILE
    if not target.exists():
        target.write_bytes(_empty())
        target.chmod(0o600)


@cache
def _empty() -> bytes:
    folder = Path(tempfile.mkdtemp())
    try:
        database = Database(folder)
        database.migrate(NOON)
        database.close()
        return (folder / FILE).read_bytes()
    finally:
        shutil.rmtree(folder)
