"""`tresen hours FILE`: the JSON it prints, the words it prints, and the exit status for mistakes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer
from typer.testing import CliRunner

from tresen.cli.hours import hours

app = typer.Typer()
app.command("hours")(hours)

WORKDAY = [["06:00", "13:00"], ["14:00", "18:00"]]
BAKERY: dict[str, Any] = {
    "time_zone": "Europe/Berlin",
    "region": "DE-BE",
    "holidays": "closed",
    "weekly": {**dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), WORKDAY), "sat": [["06:00", "12:00"]]},
    "exceptions": [{"from": "2026-12-27", "to": "2027-01-02", "intervals": [], "note": "Betriebsferien"}],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "hours.json"
    path.write_text(json.dumps(BAKERY), encoding="utf-8")
    return path


class Ran(NamedTuple):
    exit_code: int
    stdout: str
    stderr: str


def run(*arguments: str | Path, given: bytes = b"") -> Ran:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=given)
    return Ran(result.exit_code, result.stdout, result.stderr)


def test_json_has_exactly_the_documented_shape(file: Path) -> None:
    result = run(file, "--at", "2026-12-23T18:30:00+01:00", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "open": False,
        "next_open": "2026-12-24T06:00:00+01:00",
        "next_close": None,
        "text": {"de": "Geschlossen – öffnet morgen um 6:00", "en": "Closed – opens tomorrow at 6:00"},
    }


def test_a_time_may_come_in_any_offset_or_without_one_in_the_zone_of_the_file(file: Path) -> None:
    outputs = {
        run(file, "--json", "--at", text).stdout
        for text in ("2026-11-24T10:00:00+01:00", "2026-11-24T09:00:00Z", "2026-11-24T10:00")
    }
    assert len(outputs) == 1
    assert json.loads(outputs.pop())["next_close"] == "2026-11-24T13:00:00+01:00"


def test_a_dash_reads_the_file_from_standard_input(file: Path) -> None:
    at = ("--at", "2026-12-23T18:30:00+01:00", "--json")
    assert run("-", *at, given=file.read_bytes()) == run(file, *at)
    wrong = run("-", given=b"[]")
    assert (wrong.exit_code, wrong.stderr.split(" ", 2)[:2]) == (2, ["-:", "file:"])


def test_without_a_time_it_says_what_is_now(file: Path) -> None:
    result = run(file, "--json")
    assert result.exit_code == 0
    assert isinstance(json.loads(result.stdout)["open"], bool)


def test_for_people_it_prints_both_languages_and_what_is_special_today(file: Path) -> None:
    result = run(file, "--at", "2026-12-28T10:00")
    assert result.stdout.splitlines() == [
        "de     Geschlossen – öffnet Montag, 4. Januar, um 6:00",
        "en     Closed – opens Monday, 4 January, at 6:00",
        "today  Betriebsferien",
    ]


def test_every_mistake_goes_to_stderr_with_file_and_place_and_status_2(file: Path) -> None:
    wrong = {**BAKERY, "time_zone": "Berlin", "weekly": {"mon": [["06:00", "13:00"], ["12:00", "25:00"]]}}
    file.write_text(json.dumps(wrong), encoding="utf-8")
    result = run(file)
    assert result.exit_code == 2
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert lines[0].startswith(f"{file}: time_zone: ")
    assert lines[1].startswith(f"{file}: weekly.mon[1]: ")
    assert len(lines) == 2


def test_with_json_mistakes_are_json_too_and_the_status_is_still_2(file: Path) -> None:
    file.write_text(json.dumps({**BAKERY, "weekly": {"mon": 1}}), encoding="utf-8")
    result = run(file, "--json")
    assert result.exit_code == 2
    assert json.loads(result.stdout) == {
        "errors": [
            {
                "at": "weekly.mon",
                "code": "intervals",
                "error": 'must be a list such as [["08:00","12:00"]], or [] for closed, not 1',
            }
        ]
    }


@pytest.mark.parametrize("at", ["tomorrow", "2026-13-01T00:00", "1969-01-01T00:00Z", "9999-12-31T23:59Z", ""])
def test_a_time_that_cannot_be_used_is_a_mistake_like_any_other(file: Path, at: str) -> None:
    result = run(file, "--json", "--at", at)
    assert result.exit_code == 2
    assert [error["at"] for error in json.loads(result.stdout)["errors"]] == ["--at"]


def test_a_file_that_is_missing_or_a_folder_is_a_mistake_and_no_traceback(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        result = run(path)
        assert result.exit_code == 2
        assert "cannot be read" in result.stderr
