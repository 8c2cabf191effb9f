"""The law's documents follow the configuration: golden files, settings that change, risk figures, the complaints."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.world.papers import PLAIN, SHOP
from tresen.core.law import risk
from tresen.core.law.complaints import complaints
from tresen.core.law.document import Version, changes, markdown
from tresen.core.law.installation import LANGUAGES, Facts, Program
from tresen.core.law.names import LAW_DOCUMENTS
from tresen.core.law.written import written
from tresen.core.law.written.german import BASES, KEPT
from tresen.core.law.written.purposes import PURPOSES
from tresen.desk.law.documents import COLUMNS

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "data" / "law"

COLUMNS_SHOWN = [each for each in COLUMNS if each.table == "holds"]


@dataclass(frozen=True)
class Setting:
    """A setting that changes, and the documents that must say something else."""

    name: str
    facts: Facts
    documents: tuple[str, ...]


def _made(**changed: Any) -> Facts:
    return PLAIN._replace(installation=PLAIN.installation._replace(**changed))


def _shop(**changed: Any) -> Facts:
    return PLAIN._replace(shop=SHOP._replace(**changed))


PAPERS = ("notice", "records", "processing", "facts")
SETTINGS = (
    Setting("mail", _made(mail_host="mail.example.org"), (*PAPERS, "datamap", "works_council")),
    Setting("store", _made(store="s3.example.org"), (*PAPERS, "datamap")),
    Setting("backup", _made(backup="s3.example.org"), (*PAPERS, "datamap")),
    Setting("relay", _made(relay="turn.example.org:3478"), (*PAPERS, "datamap", "works_council")),
    Setting("direct", _shop(direct=True), (*PAPERS, "datamap", "works_council")),
    Setting("shared", _shop(shared=True), ("notice", "records", "facts", "dpia")),
    Setting("programs", _shop(programs=(Program("Öffnungszeiten", ai=True),)), (*PAPERS, "dpia")),
    Setting("proxy", _made(proxy=True), ("measures", "records", "processing", "facts")),
    Setting("days", _shop(chat_days=30), ("notice", "records", "dpia", "facts")),
    Setting("answers", _shop(greets=True), ("notice", "records", "dpia")),
    Setting("owner", _shop(owners=1), ("measures", "records", "processing")),
    Setting("contact", _made(security_contact="mailto:s@example.org"), ("measures", "records", "processing")),
    Setting("people", _shop(people=7), ("records", "dpia", "works_council")),
)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", LAW_DOCUMENTS)
def test_golden(name: str, lang: str) -> None:
    """[Art. 30] Each document in each language, word for word. A file that is not there is written, and fails once."""
    draft = written(name, PLAIN, lang, COLUMNS_SHOWN)
    made = markdown(draft, "1", "2", Version(1, 0, None, []))
    file = GOLDEN / f"{name}-{lang}.md"
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        file.write_text(made, encoding="utf-8")
        pytest.fail(f"wrote {file.name}: read it")
    assert made == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda each: each.name)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_setting_changes_what_it_concerns(setting: Setting, lang: str) -> None:
    """[Art. 30] Change a setting: these documents say something else, and what changed is told; the others stay."""
    changed = set()
    for name in LAW_DOCUMENTS:
        before = written(name, PLAIN, lang, COLUMNS).sections
        now = written(name, setting.facts, lang, COLUMNS).sections
        if before != now:
            changed.add(name)
            assert changes(before, now), name
            assert changes(now, before), name
        else:
            assert changes(before, now) == []
    assert changed == set(setting.documents)


def test_every_purpose_basis_and_time_limit_has_german_words() -> None:
    """What the tables say is read in German too, and no word is left over."""
    assert {each.purpose for each in COLUMNS} == set(PURPOSES)
    assert not [each for each in PURPOSES.items() if each[0] == each[1]]
    assert {each.basis for each in COLUMNS} == set(BASES)
    assert {each.kept for each in COLUMNS} == set(KEPT)


def test_the_data_map_names_every_column() -> None:
    """[Art. 5(1)(a-c)] Nothing that is stored is missing."""
    for lang in LANGUAGES:
        rows = [
            (section.heading, row[0])
            for section in written("datamap", PLAIN, lang, COLUMNS).sections
            if section.table is not None
            for row in section.table.rows
        ]
        assert rows == [(each.table, each.name) for each in COLUMNS]


def test_what_a_business_fills_in_is_no_markup() -> None:
    """A name with signs of Markdown stays a name, in one line of the table."""
    facts = _shop(name="# [A](javascript:x) | *B*\n## C")
    made = markdown(written("notice", facts, "de", COLUMNS_SHOWN), "1", "2", Version(1, 0, None, []))
    assert "\\# \\[A\\](javascript:x) \\| \\*B\\*" in made
    assert "\n## C" not in made


@pytest.mark.parametrize(
    ("turnover", "seed", "cap4", "cap5"),
    [
        (500_000, 20_000, 10_000_000, 20_000_000),
        (0, 0, 10_000_000, 20_000_000),
        (500_000_000, 20_000_000, 10_000_000, 20_000_000),
        (500_000_001, 20_000_000, 10_000_000, 20_000_000),
        (1_000_000_000, 40_000_000, 20_000_000, 40_000_000),
    ],
)
def test_the_articles_figure_and_the_caps(turnover: int, seed: int, cap4: int, cap5: int) -> None:
    """[Art. 83] 4 % of 500,000 € are 20,000 €; the maximum is the higher of a sum and a share."""
    assert risk.illustration(turnover) == seed
    assert [each.eur for each in risk.caps(turnover)] == [cap4, cap5]


def test_the_starting_amounts_of_the_guideline() -> None:
    """[EDPB 04/2022] Up to two million euros: 0.2 to 0.4 % of the starting range. Above nothing is claimed."""
    found = {(each.article, each.gravity): each[2:] for each in risk.starting(500_000)}
    assert found == {
        ("83(4)", "low"): (0, 4_000),
        ("83(4)", "medium"): (2_000, 8_000),
        ("83(4)", "high"): (4_000, 40_000),
        ("83(5)", "low"): (0, 8_000),
        ("83(5)", "medium"): (4_000, 16_000),
        ("83(5)", "high"): (8_000, 80_000),
    }
    assert risk.starting(2_000_000) == risk.starting(0)
    assert risk.starting(2_000_001) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_complaint_is_shown_by_tests_that_are_there(lang: str) -> None:
    """Twelve complaints, each with an answer and at least one test of this repository."""
    found = complaints(PLAIN, lang)
    assert len(found) == len({each.complaint for each in found}) == 12
    for each in found:
        assert each.answer
        assert each.tests
        for test in each.tests:
            path, _, name = test.partition("::")
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            named = {
                node.name
                for node in ast.walk(tree)
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            }
            assert not name or name in named, test
