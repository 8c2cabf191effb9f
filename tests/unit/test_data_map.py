"""The schema is the data map: nothing is stored without purpose, legal basis and retention (GDPR 5)."""

import pytest
from sqlalchemy import Column, Integer, MetaData, Table

from tresen.store.datamap import BASIS, PURPOSE, RETENTION
from tresen.store.schema import metadata

COLUMNS = [column for table in metadata.sorted_tables for column in table.columns]


def undeclared(table: Table) -> list[str]:
    return [
        f"{table.name}.{column.name}: {entry}"
        for column in table.columns
        for entry in (PURPOSE, BASIS, RETENTION)
        if not str(column.info.get(entry, "")).strip()
    ]


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: str(table.name))
def test_every_column_declares_itself(table: Table) -> None:
    """A column without purpose, basis and retention is refused."""
    assert undeclared(table) == []


def test_a_bare_column_is_refused() -> None:
    """The check above can fail."""
    table = Table("stray", MetaData(), Column("ip", Integer))
    assert undeclared(table) == ["stray.ip: purpose", "stray.ip: basis", "stray.ip: retention"]


def test_a_legal_basis_is_a_norm() -> None:
    """Each basis is an article of the GDPR."""
    assert {column.info[BASIS] for column in COLUMNS if "Art. " not in column.info[BASIS]} == set()


def test_no_address_and_no_user_agent_has_a_column() -> None:
    """[A8] Addresses and user agents are stored nowhere."""
    names = {column.name for column in COLUMNS}
    assert not {name for name in names if {"ip", "address", "agent", "peer", "host"} & set(name.split("_"))}


def test_big_tables_have_no_index_on_random_ids() -> None:
    """[A] Integer keys inside: events, slots and marks are indexed by numbers only."""
    for name in ("events", "slots", "marks", "mark_steps", "retention", "abouts"):
        table = metadata.tables[name]
        indexed = {column for index in table.indexes for column in index.columns} | set(
            table.primary_key.columns
        )
        assert {column.name for column in indexed if column.type.python_type is not int} == set()
