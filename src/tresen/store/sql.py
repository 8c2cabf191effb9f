"""SQLAlchemy Core statements that are compiled once and run on the driver's cursor, without a layer per call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, Final, Protocol

from sqlalchemy import (
    ColumnElement,
    Connection,
    Dialect,
    Table,
    Update,
    bindparam,
    func,
    select,
    update,
)
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.sql import ClauseElement


class OneDialect(SQLiteDialect_pysqlite):
    """Every database here is SQLite with the same settings, so what was compiled for one holds for all of them."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))


class Prepared:
    """A statement of Core as the driver's SQL text.

    `inputs` names the parameters to give, in the order of the text. Values that the statement holds are filled in.
    """

    def __init__(
        self, statement: ClauseElement, dialect: Dialect, columns: Sequence[str] | None = None
    ) -> None:
        compiled: Any = statement.compile(dialect=dialect, column_keys=list(columns) if columns else None)
        self.text = str(compiled)
        names: list[str] = list(compiled.positiontup or ())
        held: dict[str, Any] = {name: value for name, value in compiled.params.items() if value is not None}
        self.inputs = tuple(name for name in names if name not in held)
        self._names = names
        self._held = held
        self._places = None if not held else [(name in held, held.get(name)) for name in names]

    def one(self, cursor: Any, *values: Any) -> tuple[Any, ...] | None:
        """The first row, or None."""
        row: tuple[Any, ...] | None = cursor.execute(self.text, self._fill(values)).fetchone()
        return row

    def all(self, cursor: Any, *values: Any) -> list[tuple[Any, ...]]:
        """All rows."""
        rows: list[tuple[Any, ...]] = cursor.execute(self.text, self._fill(values)).fetchall()
        return rows

    def run(self, cursor: Any, given: Mapping[str, Any]) -> Any:
        """Run it with parameters by name, for statements that name one in several places; the driver's cursor."""
        values = {**self._held, **given}
        return cursor.execute(self.text, [values[name] for name in self._names])

    def many(self, cursor: Any, rows: Sequence[tuple[Any, ...]]) -> None:
        """Run once per row in one call; only for statements that hold no values of their own."""
        cursor.executemany(self.text, rows)

    def _fill(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        if self._places is None:
            return values
        given = iter(values)
        return tuple(value if held else next(given) for held, value in self._places)


class Rows:
    """A statement that takes whole rows after `VALUES`, many of them at once.

    The driver gives up the interpreter's lock at every statement and waits for it afterwards. With a statement per row the
    writer would wait once per row for the event loop.
    """

    MOST: Final = 32
    """The most rows in one statement. Fewer go in powers of two, so that few statements have to be prepared."""

    def __init__(
        self, statement: ClauseElement, dialect: Dialect, columns: Sequence[str] | None = None
    ) -> None:
        head, rest = Prepared(statement, dialect, columns).text.split("VALUES ", 1)
        row = rest[: rest.index(")") + 1]
        tail = rest[len(row) :]
        self.width = row.count("?")
        self._texts = {
            2**n: f"{head}VALUES {', '.join([row] * 2**n)}{tail}" for n in range(self.MOST.bit_length())
        }

    def write(self, cursor: Any, rows: Sequence[tuple[Any, ...]]) -> None:
        """Run it for these rows, each with its values in the order of the statement."""
        at, count = 0, len(rows)
        while at < count:
            size = min(self.MOST, 1 << ((count - at).bit_length() - 1))
            cursor.execute(self._texts[size], tuple(chain.from_iterable(rows[at : at + size])))
            at += size


@cache
def prepared(statement: ClauseElement, dialect: Dialect, columns: tuple[str, ...] = ()) -> Prepared:
    """The statement as it was compiled the first time. For statements that a module holds: it is never forgotten."""
    return Prepared(statement, dialect, columns)


@cache
def rows(statement: ClauseElement, dialect: Dialect, columns: tuple[str, ...] = ()) -> Rows:
    """The same for a statement that takes whole rows."""
    return Rows(statement, dialect, columns)


def update_row(table: Table, keys: Sequence[str], changed: Sequence[str]) -> Update:
    """An UPDATE for `Prepared.many`: each row holds the changed columns, then the keys, in these orders."""
    return (
        update(table)
        .where(*(table.c[name] == bindparam(f"where_{name}") for name in keys))
        .values({name: bindparam(f"set_{name}") for name in changed})
    )


class Job(Protocol):
    """The writer's transaction, as a prepared statement sees it."""

    dialect: Dialect

    def fetch(self, statement: Prepared, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The rows of a SELECT."""

    def change(self, statement: Prepared, given: Mapping[str, Any]) -> int:
        """Run what changes rows; the key of the row that an INSERT added."""


class Query:
    """A SELECT of Core that runs often: compiled at the first call, then run on the driver's cursor.

    Building a statement and finding it in SQLAlchemy's cache takes ten times as long as running it. Rows hold the driver's
    values: a boolean is 0 or 1.
    """

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._prepared: Prepared | None = None

    def prepared(self, dialect: Dialect) -> Prepared:
        """The statement, compiled once."""
        if self._prepared is None:
            self._prepared = Prepared(self._statement, dialect)
        return self._prepared

    def all(self, source: Connection | Job, **given: Any) -> list[tuple[Any, ...]]:
        """All rows; parameters by name."""
        if not isinstance(source, Connection):
            return source.fetch(self.prepared(source.dialect), given)
        cursor = source.connection.cursor()
        try:
            rows: list[tuple[Any, ...]] = self.prepared(source.dialect).run(cursor, given).fetchall()
            return rows
        finally:
            cursor.close()

    def one(self, source: Connection | Job, **given: Any) -> tuple[Any, ...] | None:
        """The first row, or None."""
        rows = self.all(source, **given)
        return rows[0] if rows else None


class Change:
    """An INSERT, UPDATE or DELETE of Core that runs often, compiled at the first call; parameters by name.

    `columns` are those that an INSERT gives, or an UPDATE sets; without them they stand in the statement.
    """

    def __init__(self, statement: ClauseElement, *columns: str) -> None:
        self._statement = statement
        self._columns = columns

    def run(self, tx: Job, **given: Any) -> int:
        """Run it inside the writer's transaction; the key of the row that an INSERT added."""
        return tx.change(prepared(self._statement, tx.dialect, self._columns), given)


def one_of(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Holds for rows whose whole number is in a list, for statements that are compiled once: given as JSON under `name`."""
    given = func.json_each(bindparam(name)).table_valued("value")
    return column.in_(select(given.c.value))
