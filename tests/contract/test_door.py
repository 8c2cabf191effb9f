"""[interface] The first HTML says what the page says once it runs: hours, initials, shelf (web/chat/test/door.test.ts)."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tresen.core.hours import Words
from tresen.core.shopfront.door import door_line, initials, shelf
from tresen.core.shopfront.firstpage import WORDS
from tresen.core.shopfront.preview import HoursView
from tresen.core.shopfront.spoken import Spoken, spoken_to
from tresen.core.shopfront.today import today_drawn, today_words

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
    lines = [door_line(HOURS, DOOR["zone"], Spoken(language), at) for language in ("de", "en")]
    assert [line.text for line in lines] == [german, english]
    assert {line.open for line in lines} == {any(start <= at < end for start, end in HOURS.intervals)}


@pytest.mark.parametrize(("when", "line", "today"), DOOR["twelve"])
def test_twelve_hours(when: str, line: str, today: str) -> None:
    """[interface] Where the reader's English has twelve hours, the first HTML has too."""
    at, spoken = ms(when), Spoken("en", twelve=True)
    assert door_line(HOURS, DOOR["zone"], spoken, at).text == line
    assert today_words(HOURS, DOOR["zone"], spoken, at) == today


@pytest.mark.parametrize(("when", "german", "english", "drawn"), DOOR["today"])
def test_today(when: str, german: str, english: str, drawn: list[str]) -> None:
    """[interface] Today's hours in words, and as shares of a line: stretches first, then where now is."""
    at = ms(when)
    words = [today_words(HOURS, DOOR["zone"], Spoken(language), at) for language in ("de", "en")]
    assert words == [german, english]
    line = today_drawn(HOURS, DOOR["zone"], at)
    shares = [] if line is None else [*(part for each in line.stretches for part in each), line.now]
    assert [f"{100 * share:.2f}" for share in shares if share is not None] == drawn


@pytest.mark.parametrize("region", DOOR["full_day"])
def test_regions_that_count_24_hours(region: str) -> None:
    assert spoken_to(f"en-{region}".encode()) == Spoken("en")
    assert spoken_to(f"en-Latn-{region.lower()},en;q=0.9".encode()) == Spoken("en")


def test_all_other_regions_count_twelve() -> None:
    """[interface] As the browsers' own tables say (web/chat/test/door.test.ts); plain English is that of America."""
    letters = [chr(ord("A") + number) for number in range(26)]
    regions = {one + other for one in letters for other in letters} | {"001", "150"}
    for region in regions - set(DOOR["full_day"]):
        assert spoken_to(f"en-{region}".encode()) == Spoken("en", twelve=True), region


@pytest.mark.parametrize(
    ("accepted", "spoken"),
    [
        ("", Spoken("de")),
        ("*", Spoken("de")),
        ("de-AT,en-US;q=0.7", Spoken("de")),
        ("en", Spoken("en", twelve=True)),
        ("en-US,en;q=0.9", Spoken("en", twelve=True)),
        ("en-GB,en;q=0.9", Spoken("en")),
        ("EN-us", Spoken("en", twelve=True)),
        ("fr-FR,fr;q=0.8", Spoken("en")),
        ("fr, en-AU;q=0.5, en-GB;q=0.4", Spoken("en", twelve=True)),
        ("en-x-gb", Spoken("en", twelve=True)),
        ("\xff,;;q=", Spoken("en")),
    ],
)
def test_how_a_reader_is_spoken_to(accepted: str, spoken: Spoken) -> None:
    """[interface] By the languages that the browser names, as the page itself decides."""
    assert spoken_to(accepted.encode("latin-1")) == spoken


def test_the_words_of_the_counter() -> None:
    """[interface] What the server writes of the page's own words is what the page says."""
    assert {language: words._asdict() for language, words in WORDS.items()} == DOOR["words"]


@pytest.mark.parametrize(("name", "letters"), DOOR["initials"])
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(("trade", "name", "front"), DOOR["shelves"])
def test_the_shelf(trade: str, name: str, front: str) -> None:
    assert shelf(trade, name) == front
