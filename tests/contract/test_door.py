"""[interface] The first HTML says what the page says once it runs: hours, initials, shelf (web/chat/test/door.test.ts)."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tresen.core.hours import Words
from tresen.core.shopfront.door import door_line, initials, shelf
from tresen.core.shopfront.preview import HoursView

DOOR: dict[str, Any] = json.loads((Path(__file__).parent / "door.json").read_text())


def ms(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1000)


def spans(name: str) -> tuple[tuple[int, int], ...]:
    return tuple((ms(start), ms(end)) for start, end in DOOR[name])


HOURS = HoursView(
    open=False,
    changes_ms=None,
    text=Words("", ""),
    reason=None,
    intervals=spans("open"),
    appointments=spans("meets"),
    reasons=tuple((ms(start), ms(end), Words(**words)) for start, end, words in DOOR["reasons"]),
)


@pytest.mark.parametrize(("when", "german", "english"), DOOR["cases"])
def test_the_line_at_the_door(when: str, german: str, english: str) -> None:
    at = ms(when)
    lines = [door_line(HOURS, DOOR["zone"], language, at) for language in ("de", "en")]
    assert [line.text for line in lines] == [german, english]
    assert {line.open for line in lines} == {any(start <= at < end for start, end in HOURS.intervals)}


@pytest.mark.parametrize(("name", "letters"), DOOR["initials"])
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(("trade", "name", "front"), DOOR["shelves"])
def test_the_shelf(trade: str, name: str, front: str) -> None:
    assert shelf(trade, name) == front
