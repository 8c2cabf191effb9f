"""docs/reference/statistics.md defines every figure that somebody can see, each with an example."""

from __future__ import annotations

from pathlib import Path

import msgspec

from tresen.client.team.figures import Period
from tresen.core.statistics.figures import Figures
from tresen.transport.api.statistics import NowJson, StatisticsJson

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "statistics.md"


def defined() -> dict[str, tuple[str, str]]:
    """Definition and example by name."""
    found: dict[str, tuple[str, str]] = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            names, meaning, example = (cell.strip() for cell in line.strip("|").split("|"))
            found.update((name.strip("` "), (meaning, example)) for name in names.split(","))
    return found


def test_every_figure_has_a_definition_and_an_example() -> None:
    """And none is defined that does not exist."""
    shown = {*Figures.__struct_fields__, *(set(Period.__struct_fields__) - {"first", "last"})}
    shown |= {f"now.{name}" for name in NowJson.__struct_fields__}
    shown |= {"hours"} & set(StatisticsJson.__struct_fields__)
    said = defined()
    assert set(said) == shown
    assert [name for name, parts in said.items() if not all(parts)] == []


def test_the_protocol_names_what_the_answer_has() -> None:
    """[wire.md] Whoever reads the table knows the fields."""
    (row,) = [
        line
        for line in (PAGE.parents[2] / "protocol" / "wire.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| `GET /statistics")
    ]
    for each in msgspec.structs.fields(StatisticsJson):
        assert each.encode_name in row
