"""A database as rows: read in one state while the server writes, and written into an empty file again.

Rows, not pages: free space and overwritten bytes never reach a backup, and slots can lie by themselves (S11).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, TypeAlias

import msgspec

from tresen.errors import Refusal

_encode: Final = msgspec.msgpack.Encoder().encode
_decode: Final = msgspec.msgpack.Decoder(list[list[Any]]).decode

Row: TypeAlias = Sequence[Any]
_CREATES: Final = re.compile(r"CREATE\s+(TABLE|(UNIQUE\s+)?INDEX)\s", re.IGNORECASE)


class Shape(msgspec.Struct, frozen=True):
    """A table: the statement that creates it, its columns, and those by which its rows are known and ordered.

    `arrival`: the rows lie in the order in which they came, as erasing needs it (ADR 10).
    """

    name: str
    sql: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    arrival: bool


def shapes(connection: sqlite3.Connection) -> tuple[list[Shape], list[str]]:
    """All tables by name, and the statements that create their indexes."""
    found = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    tables = [_shape(connection, name, sql) for name, sql in found]
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'").fetchone():
        # It comes into being with the tables that count in it.
        tables.append(Shape("sqlite_sequence", "", ("name", "seq"), ("name",), arrival=False))
    indexes = connection.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
    )
    return tables, [sql for (sql,) in indexes]


def _shape(connection: sqlite3.Connection, name: str, sql: str) -> Shape:
    info = connection.execute(f"PRAGMA table_info({_quoted(name)})").fetchall()
    columns = tuple(row[1] for row in info)
    key = tuple(row[1] for row in sorted((row for row in info if row[5]), key=lambda row: row[5])) or columns
    whole_number = len(key) == 1 and any(row[1] == key[0] and row[2].upper() == "INTEGER" for row in info)
    arrival = "WITHOUT ROWID" not in sql.upper() and not whole_number
    return Shape(name, sql, columns, key, arrival)


def parts(
    connection: sqlite3.Connection, shape: Shape, ends: Callable[[bytes, int], bool]
) -> Iterator[tuple[bytes, int]]:
    """The rows of a table in parts, each with their number. `ends(key, size)`: a part ends with the row of that key."""
    order = "rowid" if shape.arrival else ", ".join(map(_quoted, shape.key))
    names = ", ".join(map(_quoted, shape.columns))
    at = [shape.columns.index(each) for each in shape.key]
    rows: list[bytes] = []
    size = 0
    for row in connection.execute(f"SELECT {names} FROM {_quoted(shape.name)} ORDER BY {order}"):  # noqa: S608
        rows.append(_encode(row))
        size += len(rows[-1])
        if ends(_encode([row[each] for each in at]), size):
            yield _packed(rows), len(rows)
            rows, size = [], 0
    if rows:
        yield _packed(rows), len(rows)


def _packed(rows: list[bytes]) -> bytes:
    return b"\xdd" + len(rows).to_bytes(4, "big") + b"".join(rows)


def unpacked(part: bytes) -> list[list[Any]]:
    """The rows of a part. Raises `Refusal` (`bad_request`) for what is none."""
    try:
        return _decode(part)
    except msgspec.DecodeError:
        raise Refusal("bad_request", "a part of a table cannot be read") from None


def create(connection: sqlite3.Connection, statements: Iterable[str]) -> None:
    """Create tables or indexes. Raises `Refusal` (`bad_request`) for a statement that does anything else."""
    for sql in statements:
        if _CREATES.match(sql) is None:
            raise Refusal("bad_request", "a backup may create tables and indexes, and nothing else")
        connection.execute(sql)


def fill(connection: sqlite3.Connection, shape: Shape, rows: Iterable[Row]) -> None:
    """Write rows into a table. The counters of `sqlite_sequence` are set, whatever filling other tables made of them."""
    if shape.name == "sqlite_sequence":
        connection.execute("DELETE FROM sqlite_sequence")
    names, places = ", ".join(map(_quoted, shape.columns)), ", ".join("?" * len(shape.columns))
    connection.executemany(f"INSERT INTO {_quoted(shape.name)} ({names}) VALUES ({places})", rows)  # noqa: S608


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
