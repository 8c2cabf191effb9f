"""protocol/threats.md says of every lie who notices it and what a person sees; each row is tried, each sentence is said."""

from __future__ import annotations

import dataclasses
import inspect
import re
from pathlib import Path
from types import ModuleType

import pytest

from tests.e2e import liar_stand
from tests.e2e import test_liar as browsers
from tests.e2e.liar_words import DE, EN, Words
from tests.integration import test_liar as python_client
from tests.liar import lies, making

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "protocol" / "threats.md").read_text().partition("## A server that lies")[2]
ROWS = dict(re.findall(r"^\| \*\*(.+?)\*\* \|(.+)\|$", TABLE, re.MULTILINE))
HOWTO = (ROOT / "docs" / "howto" / "warnings.md").read_text()
CATALOGS = "\n".join(path.read_text() for path in sorted((ROOT / "web").glob("*/src/**/*.ts")))


def told_by(*suite: ModuleType) -> set[str]:
    """The names of the lies that a suite tells, by its own words or through `making`."""
    source = "\n".join(map(inspect.getsource, suite))
    makers = [
        inspect.getsource(getattr(making, name)) for name in re.findall(r"\bmaking\.([a-z]\w+)", source)
    ]
    classes = re.findall(r"\blies\.([A-Z]\w+)", "\n".join([source, *makers]))
    return {getattr(lies, name).name for name in classes} & lies.every()


def test_every_lie_has_its_row_and_every_row_its_lie() -> None:
    """[S15] Every claim is tried, and every lie that is tried is on the page."""
    assert set(ROWS) == lies.every()
    assert len(re.findall(r"^\| \*\*", TABLE, re.MULTILINE)) == len(ROWS)


@pytest.mark.parametrize("suite", [(python_client,), (browsers, liar_stand)], ids=["python", "browsers"])
def test_every_row_is_tried_against_every_client(suite: tuple[ModuleType, ...]) -> None:
    """[S15] The Python client and both pages are told every lie of the table."""
    assert told_by(*suite) == set(ROWS)


@pytest.mark.parametrize("words", [DE, EN], ids=["de", "en"])
def test_the_browsers_are_asked_for_whole_sentences_of_the_catalogs(words: Words) -> None:
    """[S15] What the journeys look for is what the pages say, word for word, in both languages."""
    for field in dataclasses.fields(words):
        if field.name != "locale":
            assert f'"{getattr(words, field.name)}"' in CATALOGS, field.name


@pytest.mark.parametrize("name", ROWS)
def test_what_a_person_sees_is_what_the_pages_say(name: str) -> None:
    """[S15] The sentences of the table stand in the German catalogs, word for word."""
    for sentence in re.findall(r'"(.+?)"', ROWS[name]):
        assert sentence in CATALOGS, sentence


def test_the_how_to_explains_every_sentence() -> None:
    """[S15] What a person may read in one of the rows, docs/howto/warnings.md explains."""
    for row in ROWS.values():
        for sentence in re.findall(r'"(.+?)"', row):
            assert f"**{sentence}" in HOWTO, sentence


def test_the_how_to_says_what_the_pages_say() -> None:
    """[S15] What stands in bold at the beginning of a row is in the German catalogs, its translation in the English ones."""
    first = re.findall(r"^\| \*\*([^*]+)\*\*(?: \((?:while recovering; )?(.+?)\))? \|", HOWTO, re.MULTILINE)
    assert len(first) > 12
    for german, english in first:
        for part in [*german.split(" …"), english]:
            assert part.strip() in CATALOGS, part
