"""No two papers contradict each other, the table of facts, or say what no table can know, in sixteen configurations."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from tests.world.papers import CONFIGURATIONS, PLAIN, TOO_MUCH, contradictions, papers
from tresen.core.law.installation import LANGUAGES, Facts
from tresen.core.law.questions import QUESTIONS
from tresen.core.law.table import leaves
from tresen.core.law.table.kept import KEPT, OF_THE_SHOP
from tresen.core.law.table.kept_said import Kept
from tresen.core.law.table.leaves import LEAVES, By, Leaving, connects
from tresen.core.law.table.reads import READS, Reading
from tresen.core.law.table.said import Said
from tresen.store.schema import metadata

EVERYTHING = CONFIGURATIONS["everything"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("facts", CONFIGURATIONS.values(), ids=CONFIGURATIONS)
def test_papers_agree(facts: Facts, lang: str) -> None:
    """[Art. 5(1)(a), 12, 13] All papers of a configuration, read together."""
    assert contradictions(facts, lang) == []


def test_every_setting_is_on_and_off_somewhere() -> None:
    """The configurations are worth their name: each line is told in one, an optional one not in all."""
    lines: list[Leaving | Reading | Kept] = [*LEAVES, *READS, *KEPT]
    for each in lines:
        assert any(each.on(facts) for facts in CONFIGURATIONS.values()), each.setting
    assert {each.setting for each in lines if not each.on(PLAIN)} == {
        "mail",
        "relay",
        "direct",
        "store",
        "backup",
        "shared",
        "programs",
        "automatic",
        "calls",
    }


def test_every_table_of_the_database_is_told_once() -> None:
    """[Art. 30] What the database keeps belongs to one line of the table, or is about the shop."""
    told = Counter([*OF_THE_SHOP, *(name for each in KEPT for name in each.tables)])
    assert told == Counter(table.name for table in metadata.sorted_tables)


def test_the_server_connects_where_the_table_says() -> None:
    """Hosts of the configuration, and nothing else but what devices bring."""
    assert connects(PLAIN) == set()
    assert connects(EVERYTHING) == {"mail.example.org", "s3.example.org"}
    by_server = {each.setting for each in LEAVES if each.by is By.SERVER}
    assert by_server == {"push", "mail", "store"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_paper_that_denies_is_found(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reading can fail: without a line of the table in the papers, with a denial, with too much."""
    assert contradictions(EVERYTHING, lang) == []
    with monkeypatch.context() as patch:
        patch.setattr(leaves, "SOMEBODY", leaves.NOBODY)
        assert any("nobody, but" in each for each in contradictions(EVERYTHING, lang))
    with monkeypatch.context() as patch:
        patch.setattr("tresen.core.law.written.speech.recipients", lambda facts, lang: [])
        assert any("leaves out" in each for each in contradictions(PLAIN, lang))
    with monkeypatch.context() as patch:
        said = Said("ohne Übermittlung in Drittländer", "fully compliant; Art. 49(1)(a)")
        patch.setattr("tresen.core.law.table.where.PLACES", ((lambda facts: True, said),))
        assert any("too much" in each for each in contradictions(PLAIN, lang))


def test_the_sentences_of_before_are_too_much() -> None:
    """What papers once said, each a denial of something that was so, or a conclusion of law."""
    for said in (
        "Daten liegen auf diesem Server, ohne Übermittlung in Drittländer",
        "der Server verbindet sich nicht nach außen",
        "Es gibt keine Telefonnummern",
        "Eine Folgenabschätzung ist keine nötig",
        "gibt den Datenordner heraus",
        "nobody else reads",
    ):
        assert TOO_MUCH.search(said), said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_of_others_stay_names(lang: str) -> None:
    """A program's name with braces is printed, never filled in."""
    found = papers(EVERYTHING, lang)
    assert any("Helferlein {x}" in text for text in found["notice"])
    assert not [text for lines in found.values() for text in lines if "{mail}" in text or "{days}" in text]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.key)
def test_a_question_has_a_day_and_sources(question: object) -> None:
    """It asks, in both languages; its day is one of the calendar; each source is an address of a law or an authority."""
    found = next(each for each in QUESTIONS if each is question)
    assert found.asked.de.endswith("?")
    assert found.asked.en.endswith("?")
    assert dt.date.fromisoformat(found.day) >= dt.date(2026, 1, 1)
    assert found.sources
    hosts = {url.split("/")[2] for _, url in found.sources}
    assert hosts <= {"eur-lex.europa.eu", "www.edpb.europa.eu", "www.gesetze-im-internet.de"}
