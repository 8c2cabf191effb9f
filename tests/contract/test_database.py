"""The database file: settings, migrations, and the copies set aside before them (S11)."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, insert, select
from sqlalchemy.exc import OperationalError

from tests.world.patience import PATIENCE
from tresen.store.database import FILE, KEPT, READERS, SET_ASIDE, Database
from tresen.store.migrations import HEAD
from tresen.store.migrations.run import configuration, upgrade
from tresen.store.schema import businesses, metadata
from tresen.store.sql import prepared
from tresen.store.unwritten import _CONVERSATION, _MARK, Unwritten


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Database(tmp_path).migrate(1)
    return tmp_path


def test_migrations_make_the_schema(tmp_path: Path) -> None:
    """The steps build exactly what `schema.py` declares."""
    with Database(tmp_path).writing.connect() as connection:
        upgrade(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_who_still_reads_while_the_database_closes_leaves_nothing_open(folder: Path) -> None:
    """A thread that reads goes on to its end; its connection is closed then, and so is one that is opened later."""
    database = Database(folder)
    with database.snapshot() as reading:
        raw = reading.connection.dbapi_connection
        database.close()
        assert reading.execute(select(businesses.c.handle)).all() == []
    with database.snapshot() as late:
        later = late.connection.dbapi_connection
    for each in (raw, later):
        assert isinstance(each, sqlite3.Connection)
        with pytest.raises(sqlite3.ProgrammingError, match="closed database"):
            each.execute("SELECT 1")


def test_a_reader_that_ends_in_the_moment_of_closing_leaves_nothing_open(folder: Path) -> None:
    """Its connection is given back after `close` has closed all that were: then the reader closes it."""
    database = Database(folder)
    event.listen(database.reading, "checkin", lambda *_: database.close())
    with database.snapshot() as reading:
        raw = reading.connection.dbapi_connection
    assert isinstance(raw, sqlite3.Connection)
    with pytest.raises(sqlite3.ProgrammingError, match="closed database"):
        raw.execute("SELECT 1")


def test_who_waits_to_read_while_the_database_closes_is_not_left_waiting(folder: Path) -> None:
    """More readers than connections: the next in turn reads as soon as one has ended, and leaves nothing open either."""
    database = Database(folder)
    raw: list[object] = []

    def read() -> None:
        with database.snapshot() as reading:
            raw.append(reading.connection.dbapi_connection)

    with ThreadPoolExecutor(READERS) as threads, ExitStack() as held:
        for _ in range(READERS):
            held.enter_context(database.snapshot())
        waiting = [threads.submit(read) for _ in range(READERS)]
        database.close()
        held.close()
        for reader in waiting:
            reader.result(timeout=PATIENCE)
    for each in raw:
        assert isinstance(each, sqlite3.Connection)
        with pytest.raises(sqlite3.ProgrammingError, match="closed database"):
            each.execute("SELECT 1")


def test_what_was_compiled_for_one_database_serves_another(tmp_path: Path) -> None:
    """[W3] Statements are compiled once in a process. Each database answers with its own rows, and is written alone."""
    folders = [tmp_path / name for name in ("first", "other")]
    for folder in folders:
        folder.mkdir()
    databases = [Database(folder) for folder in folders]
    known = select(businesses.c.handle).where(businesses.c.generation == b"now").order_by(businesses.c.id)
    for database, handle in zip(databases, ("krone", "linde"), strict=True):
        database.migrate(1)
        with database.writing.connect() as connection:
            row = {"public_id": handle.encode(), "handle": handle, "generation": b"now", "created_ms": 1}
            connection.execute(insert(businesses).values(row))
    engines = [engine for database in databases for engine in (database.writing, database.reading)]
    said = []
    for engine in engines:
        with engine.connect() as connection:
            said.append(connection.execute(known).scalars().all())
    assert said == [["krone"], ["krone"], ["linde"], ["linde"]]
    assert len({id(prepared(known, engine.dialect)) for engine in engines}) == 1
    assert len({engine.dialect for engine in engines}) == 1
    for database in databases:
        database.close()


def _described(file: Path) -> dict[str, object]:
    """The tables with their columns, keys and constraints, and the indexes, in whichever order they were made."""
    described: dict[str, object] = {}
    with closing(sqlite3.connect(file)) as database:
        for name, kind, sql in database.execute("SELECT name, type, sql FROM sqlite_master").fetchall():
            if kind == "table":
                columns = database.execute(f"PRAGMA table_xinfo({name})").fetchall()
                # A default that only a step needed, for the rows it found, is not compared.
                held = {(each[1], each[2], each[3], each[5], each[6]) for each in columns}
                words = ("WITHOUT ROWID", "AUTOINCREMENT", "CHECK (read <= delivered)")
                described[name] = (held, [word for word in words if word in sql])
            elif sql is not None:
                described[name] = " ".join(sql.replace('"', "").split())
        unique = "SELECT il.'unique', il.origin, ii.name FROM pragma_index_list(?) il, pragma_index_info(il.name) ii"
        for name in [each for each in described if isinstance(described[each], tuple)]:
            described[f"{name}: unique"] = set(database.execute(unique, (name,)))
            keys = f'SELECT "table", "from", "to" FROM pragma_foreign_key_list(\'{name}\')'
            described[f"{name}: foreign"] = set(database.execute(keys))
    return described


def test_a_new_database_is_as_the_steps_make_it(tmp_path: Path) -> None:
    """A first start takes the tables from `schema.py`, without Alembic; they equal those of the steps."""
    first, other = tmp_path / "first", tmp_path / "other"
    for each in (first, other):
        each.mkdir()
    assert Database(first).migrate(1) is True
    with Database(other).writing.connect() as connection:
        upgrade(connection)
    assert _described(first / FILE) == _described(other / FILE)
    versions = []
    for each in (first, other):
        with closing(sqlite3.connect(each / FILE)) as database:
            versions += database.execute("SELECT version_num FROM alembic_version").fetchall()
    assert versions == [(HEAD,), (HEAD,)]


def test_tables_without_a_version_are_not_taken_for_a_new_database(tmp_path: Path) -> None:
    """Whatever the file holds stays: the steps begin at the first, and fail where it is in their way."""
    with closing(sqlite3.connect(tmp_path / FILE)) as database:
        database.execute("CREATE TABLE businesses (id INTEGER)")
    with pytest.raises(OperationalError, match="already exists"):
        Database(tmp_path).migrate(1)
    with closing(sqlite3.connect(tmp_path / FILE)) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("businesses",)]


def test_head_is_the_newest_step(folder: Path) -> None:
    """`HEAD` lets a start without migrations skip loading Alembic; it must not lag behind."""
    with Database(folder).writing.connect() as connection:
        assert ScriptDirectory.from_config(configuration(connection)).get_heads() == [HEAD]


def test_nothing_to_do_the_second_time(folder: Path) -> None:
    """A start with nothing to migrate neither migrates nor copies."""
    assert Database(folder).migrate(2) is False
    assert not (folder / SET_ASIDE).exists()


def test_the_file_is_set_aside_before_a_migration(folder: Path) -> None:
    """[S11] The newest three copies are kept, each a whole database that nobody else can read."""
    for now in range(10, 15):
        with closing(sqlite3.connect(folder / FILE)) as database:
            database.execute("UPDATE alembic_version SET version_num = '0000'")
            database.execute(
                "INSERT INTO setups (secret_hash, created_ms, until_ms) VALUES (?, ?, 0)", (bytes([now]), now)
            )
            database.commit()
        with pytest.raises(Exception, match="0000"):
            Database(folder).migrate(now)
    copies = sorted((folder / SET_ASIDE).iterdir())
    assert [int(copy.stem) for copy in copies] == [12, 13, 14]
    assert len(copies) == KEPT
    with closing(sqlite3.connect(copies[-1])) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copy.execute("SELECT count(*) FROM setups").fetchone() == (5,)
    assert {copy.stat().st_mode & 0o777 for copy in copies} == {0o600}


def test_a_torn_copy_does_not_count(folder: Path) -> None:
    """[S11] The disk is full in the middle of the copy: nothing is left that looks like one, and nothing was migrated."""
    with closing(sqlite3.connect(folder / FILE)) as database:
        database.execute("UPDATE alembic_version SET version_num = '0000'")
        database.commit()
    code = (
        "import resource, signal, sys, pathlib; from tresen.store.database import Database; "
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536)); "
        "Database(pathlib.Path(sys.argv[1])).migrate(99)"
    )
    torn = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, check=False)
    assert torn.returncode == 1
    assert b"0000" not in torn.stderr
    assert list((folder / SET_ASIDE).glob("*.db")) == []
    with pytest.raises(Exception, match="0000"):
        Database(folder).migrate(100)
    assert [each.name for each in (folder / SET_ASIDE).iterdir()] == ["000000000000100.db"]


def test_a_database_that_cannot_be_read_now(folder: Path) -> None:
    """[S11] While its version is unknown the start fails; it never migrates without a copy."""
    with closing(sqlite3.connect(folder / FILE)) as written:
        written.execute("UPDATE alembic_version SET version_num = '0000'")
        written.commit()
    database, reads = Database(folder), []

    @event.listens_for(database.writing, "connect")
    def interrupted(connection: sqlite3.Connection, _: object) -> None:
        reads.append(connection)
        if len(reads) == 1:
            connection.set_progress_handler(lambda: 1, 1)

    with pytest.raises(OperationalError, match="interrupted"):
        database.migrate(99)
    assert len(reads) == 1


def test_copies_are_dropped_in_time(folder: Path) -> None:
    """[S11] Copies hold slots, so they live fourteen days at most, however few there are."""
    day = 24 * 60 * 60 * 1000
    database = Database(folder)
    for now in (1 * day, 10 * day):
        database._set_aside(now)
    for today, left in ((15, 2), (16, 1), (24, 1), (25, 0)):
        database.drop_old_copies(today * day)
        assert len(list((folder / SET_ASIDE).iterdir())) == left
    database.close()


def test_to_open_a_database_writes_nothing(folder: Path) -> None:
    """A start opens it several times: each that said again how the file is vacuumed would commit and wait for the disk."""
    database = Database(folder)
    with database.writing.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA auto_vacuum").scalar() == 2
        assert (folder / f"{FILE}-wal").stat().st_size == 0
    database.close()


def test_the_writer_syncs_and_overwrites(folder: Path) -> None:
    """[W3, S11] `synchronous=FULL`, write-ahead log, erased pages overwritten, foreign keys on."""
    with Database(folder).writing.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "temp_store")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "temp_store": 2,
    }


def test_readers_cannot_write(folder: Path) -> None:
    """One thread changes the database; everybody else's connections refuse to."""
    with (
        closing(Database(folder)) as database,
        database.snapshot() as connection,
        pytest.raises(OperationalError, match="readonly"),
    ):
        connection.exec_driver_sql("DELETE FROM events")


def test_the_database_is_its_users_alone(folder: Path) -> None:
    """The file is readable by its owner only."""
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600


def test_values_stand_where_the_statements_expect_them(folder: Path) -> None:
    """Rows are tuples: the changed columns in their order, then the keys."""
    with Database(folder).writing.connect() as connection:
        unwritten = Unwritten(connection.dialect)
        assert unwritten._update_mark.inputs == _places(_MARK, ("conversation_id", "party"))
        assert unwritten._update_conversation.inputs == _places(_CONVERSATION, ("id",))


def _places(changed: tuple[str, ...], keys: tuple[str, ...]) -> tuple[str, ...]:
    return (*(f"set_{name}" for name in changed), *(f"where_{name}" for name in keys))
