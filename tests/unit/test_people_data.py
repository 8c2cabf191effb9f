"""The page for the works council says what the tables say, and no report has a person in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import msgspec
from sqlalchemy import Table

from tresen.client.team.figures import Statistics
from tresen.core.law.table.kept import OF_PEOPLE
from tresen.core.statistics.figures import Figures
from tresen.store.datamap import BASIS, PURPOSE, RETENTION
from tresen.store.schema import metadata
from tresen.transport.api.statistics import StatisticsJson

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "people-data.md"
COLUMNS: Final = {"device_id", "assigned", "by_device", "person", "spoken_by"}
"""What leads to a person of the team."""
OF_CONVERSATIONS: Final = {"blobs", "commands", "events", "conversations", "list_counts", "mails"}
"""Their rows are about conversations, with a person or device in one column. All other tables that have such a column are
about people, with everything in their rows."""
PERSONAL: Final = {
    "person",
    "people",
    "staff",
    "member",
    "device",
    "name",
    "role",
    "assigned",
    "employee",
    "by_whom",
}


def test_the_page_says_what_the_tables_say() -> None:
    """Each column about a person of the team, with its purpose, basis and retention, word for word."""
    said = {
        cells[0].strip("` "): [cell.strip() for cell in cells[1:4]]
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith("| `")
        for cells in [line.strip("|").split("|")]
    }
    wanted = {
        f"{table.name}.{column.name}": [column.info[key] for key in (PURPOSE, BASIS, RETENTION)]
        for table in metadata.sorted_tables
        for column in table.columns
        if column.name in COLUMNS or (table.name not in OF_CONVERSATIONS and _names_somebody(table))
    }
    assert said == wanted


def test_the_sheet_for_the_works_council_names_the_same_tables() -> None:
    """Page and sheet agree on which tables are about people."""
    wanted = {
        table.name
        for table in metadata.sorted_tables
        if table.name not in OF_CONVERSATIONS and _names_somebody(table)
    }
    assert set(OF_PEOPLE) == wanted


def _names_somebody(table: Table) -> bool:
    to_devices = {key.column.table.name for column in table.columns for key in column.foreign_keys}
    return "devices" in to_devices or any(column.name in COLUMNS for column in table.columns)


def names(schema: Any) -> set[str]:
    """All names of fields in a JSON schema."""
    if isinstance(schema, dict):
        own = set(schema.get("properties", {}))
        return own.union(*(names(each) for each in schema.values()), set())
    if isinstance(schema, list):
        return set().union(*(names(each) for each in schema), set())
    return set()


def test_no_report_has_a_person_in_it() -> None:
    """§ 87 BetrVG: neither what the server answers, nor what the client gives, nor what a file holds names a person."""
    for kind in (StatisticsJson, Statistics, Figures):
        found = names(msgspec.json.schema(kind)) | names(msgspec.json.schema(kind).get("$defs", {}))
        found |= {
            field
            for each in msgspec.json.schema(kind)["$defs"].values()
            for field in each.get("properties", {})
        }
        assert "sent" in found
        assert not {name for name in found if PERSONAL & {name, *name.split("_")}}
