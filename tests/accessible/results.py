"""What the tests of accessibility found, kept in `results.json`.

`CI=1 python -m pytest --junitxml=RUN.xml FILES` (those of `CHECKED`) makes a run; `python -m tests.accessible.results
RUN.xml` keeps its results.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import msgspec

import tresen
from tresen.core.law.table.said import Said

KEPT: Final = Path(__file__).parent / "results.json"
CHECKED: Final[Mapping[str, Said]] = {
    "test_views": Said(
        "jede Ansicht, am Telefon und am Rechner, hell und dunkel: axe (WCAG 2.2 A und AA), Fokus, Titel, 320 px, doppelte"
        " Schrift",
        "every view, on a phone and a desktop, in light and dark: axe (WCAG 2.2 A and AA), focus, titles, 320 px, letters"
        " twice as large",
    ),
    "test_customer_views": Said(
        "die Seite der Kundin bei 400 %, und ganz ohne Zeiger",
        "the customer's page at 400 %, and all without a pointer",
    ),
    "test_focus": Said(
        "der Fokus geht nie an den Anfang der Seite verloren (2.4.3)",
        "the focus is never lost to the top of the page (2.4.3)",
    ),
    "test_message_menu": Said(
        "Nachrichten und ihr Menü mit der Tastatur (2.1.1, 4.1.2)",
        "messages and their menu by keyboard (2.1.1, 4.1.2)",
    ),
    "test_large_letters": Said("große Schrift (1.4.4)", "large letters (1.4.4)"),
    "test_small_screens": Said("kleine Bildschirme (1.4.4, 1.4.10)", "small screens (1.4.4, 1.4.10)"),
    "test_whole_words": Said("Wörter bleiben ganz (1.4.4)", "words stay whole (1.4.4)"),
}
"""Files of tests/e2e, and what they check, in German and English."""


class Area(msgspec.Struct, frozen=True):
    """How many tests of a file passed, failed, and were not run."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0


class Results(msgspec.Struct, frozen=True):
    """A run: its day, the version, and each file of `CHECKED` that was in it."""

    day: str
    version: str
    areas: dict[str, Area]
    failures: list[str] = []


def read(file: Path, day: str) -> Results:
    """The results in a JUnit file. Raises `ValueError` when none of the tests is in it."""
    counted = {name: [0, 0, 0] for name in CHECKED}
    failures = []
    for case in ET.parse(file).iter("testcase"):
        name = case.get("classname", "").rpartition(".")[2]
        if name not in CHECKED:
            continue
        bad = case.find("failure") is not None or case.find("error") is not None
        counted[name][1 if bad else 2 if case.find("skipped") is not None else 0] += 1
        if bad:
            failures.append(f"{name}: {case.get('name', '')}")
    if not any(sum(each) for each in counted.values()):
        raise ValueError("no test of accessibility is in this run")
    areas = {name: Area(*each) for name, each in counted.items() if sum(each)}
    return Results(day, tresen.__version__, areas, sorted(failures))


def kept() -> Results:
    """The results that the page is made from."""
    return msgspec.json.decode(KEPT.read_bytes(), type=Results)


def main() -> None:
    """Keep the results of a run."""
    found = read(Path(sys.argv[1]), dt.datetime.now(dt.UTC).date().isoformat())
    KEPT.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")


if __name__ == "__main__":
    main()
