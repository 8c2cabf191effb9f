"""Two versions on one data folder: an older program leaves a newer folder as it is, and an upgrade survives kill −9."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command

from tests.world.bakery import bakery
from tests.world.loaded import TRESEN, run
from tresen.store.database import FILE, SET_ASIDE, Database
from tresen.store.migrations import HEAD
from tresen.store.migrations.run import configuration

LATER = "9999"
EARLIER = "0015"
COMMANDS = (
    ("serve", "--port", "0"),
    ("doctor",),
    ("compact",),
    ("stats", "sonnenschein"),
    ("sign", "sonnenschein"),
    ("business", "list"),
    ("business", "add"),
    ("business", "show", "sonnenschein"),
    ("business", "rename", "sonnenschein", "linde"),
    ("business", "remove", "sonnenschein", "--yes-remove", "sonnenschein"),
    ("audit", "verify"),
    ("law", "retention", "sonnenschein"),
)
MEMORY = ("tresen.lock", "tresen.db-wal", "tresen.db-shm", "tresen.reading", "tresen.checked")
"""Files that hold nothing of the business: locks, the log of a database that is open, what doctor found."""


def held(folder: Path) -> dict[str, str]:
    """Every file with a hash of its bytes."""
    return {
        str(each.relative_to(folder)): hashlib.sha256(each.read_bytes()).hexdigest()
        for each in sorted(folder.rglob("*"))
        if each.is_file() and each.name not in MEMORY
    }


async def later(tmp_path: Path) -> Path:
    """The bakery's folder, as a later version left it."""
    async with bakery(tmp_path) as shop, await shop.customer() as krause:
        await krause.send("Guten Tag")
    data = tmp_path / "data"
    with closing(sqlite3.connect(data / FILE)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = ?", (LATER,))
        raw.commit()
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return data


async def test_an_older_program_leaves_a_newer_folder_as_it_is(tmp_path: Path) -> None:
    """[A12] Every command refuses with one line that says why; no byte of the folder changes, no backup is written."""
    data = await later(tmp_path)
    before, backups = held(data), tmp_path / "backups"
    more = (("backup", "--to", backups), ("business", "export", "sonnenschein", "--to", tmp_path / "out"))
    wrong = []
    for words in (*COMMANDS, *more):
        done = await asyncio.to_thread(run, TRESEN, *words, "--data", data)
        said = done.stdout + done.stderr
        refused = done.returncode == 1 and f"changed by a newer version of Tresen (tables {LATER}" in said
        if not refused or "Traceback" in said or held(data) != before:
            wrong.append((words, done.returncode, said))
    assert wrong == []
    assert not backups.exists()
    assert not (tmp_path / "out").exists()


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A folder of an earlier version, with a business in it."""
    folder = tmp_path / "earlier"
    folder.mkdir()
    database = Database(folder)
    with database.writing.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        command.upgrade(configuration(connection), EARLIER)
        row = (b"p" * 16, "sonnenschein", b"g" * 16, 7)
        words = "INSERT INTO businesses (public_id, handle, generation, created_ms) VALUES (?, ?, ?, ?)"
        connection.exec_driver_sql(words, row)
        connection.exec_driver_sql("COMMIT")
    database.close()
    return folder


def _state(file: Path) -> tuple[str, object]:
    with closing(sqlite3.connect(file)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        at = raw.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        return str(at), raw.execute("SELECT handle, created_ms FROM businesses").fetchall()


def test_an_upgrade_killed_at_every_statement(earlier: Path, tmp_path: Path) -> None:
    """[A12] It is done whole or not at all; the next start finishes it; the copy set aside is the database from before."""
    rows, step, ended = [("sonnenschein", 7)], 0, False
    while not ended:
        assert step < 2_000
        folder = tmp_path / str(step)
        shutil.copytree(earlier, folder)
        done = run("tests.world.dying_upgrade", folder, step)
        ended = done.stdout == "done\n"
        assert ended or done.returncode != 0, done.stderr
        at, found = _state(folder / FILE)
        assert (at in (EARLIER, HEAD), found) == (True, rows), step
        for copy in (folder / SET_ASIDE).glob("*.db"):
            assert _state(copy) == (EARLIER, rows)
        database = Database(folder)
        assert database.migrate(2_000) == (at != HEAD)
        database.close()
        assert _state(folder / FILE) == (HEAD, rows)
        shutil.rmtree(folder)
        step += 1 if step < 12 or ended else 7
    assert step > 20
