"""The reference of the hours file is true: its examples are good files, and the outputs it shows are what is printed."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tresen.core.hours import HoursMistakes, answer, hours_from_json, parse_hours, regions

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "hours-file.md").read_text(encoding="utf-8")
EXAMPLES = [block for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL) if "time_zone" in block]
BAKERY: dict[str, Any] = json.loads(EXAMPLES[0])


def console(command: str) -> list[str]:
    """The output that the page shows for a command."""
    [block] = re.findall(rf"```console\n\$ {re.escape(command)}\n(.*?)```", PAGE, re.DOTALL)
    return str(block).splitlines()


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_reference_is_a_good_file(example: str) -> None:
    hours_from_json(example.encode())


def test_the_example_prints_what_the_reference_says() -> None:
    at = datetime.fromisoformat("2026-12-23T18:30:00+01:00")
    found = msgspec.json.encode(answer(parse_hours(BAKERY), round(at.timestamp() * 1000))).decode()
    assert console(f"tresen hours bakery.json --at {at.isoformat()} --json") == [found]


def test_the_mistakes_read_as_the_reference_shows_them() -> None:
    wrong = {
        **BAKERY,
        "time_zone": "Europe/Berln",
        "weekly": {"mon": [["06:00", "13:00"], ["12:00", "18:00"]]},
        "exceptions": [{"from": "2027-01-03", "to": "2027-01-02", "intervals": []}],
    }
    with pytest.raises(HoursMistakes) as caught:
        parse_hours(wrong)
    lines = [f"wrong.json: {one.at}: {one.error}" for one in caught.value.mistakes]
    assert console("tresen hours wrong.json") == lines


def test_the_reference_lists_every_region() -> None:
    assert set(re.findall(r"`((?:DE|AT|CH)(?:-[\w ]+)?)`", PAGE)) == set(regions())
