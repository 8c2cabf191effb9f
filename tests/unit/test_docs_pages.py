"""The documentation is true: every link leads somewhere, and every quotation from the screen is in the catalogs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tresen import __version__

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "protocol").rglob("*.md")])
GUIDES = [page for page in PAGES if {"howto", "tutorial"} & set(page.parts)]

COMPUTED = {
    "geplant für heute um 8:00, gesendet 9:12, weil kein Gerät an war": [
        "geplant für ${",
        "}, gesendet ${",
        "}, weil kein Gerät an war",
    ],
    "Brief, bis Ende 2032": ["Brief", "bis Ende"],
    "Heute nach Vereinbarung – öffnet morgen 6:00": ["nach Vereinbarung", "öffnet"],
    "Änderungen gelten nur für 2026": ["Änderungen gelten nur für"],
    "3 neue Nachrichten": ["neue Nachrichten"],
    "Heute 18 Uhr": ["Heute ${", "} Uhr"],
    "Morgen 8 Uhr": ["Morgen ${", "} Uhr"],
    "Montag 8 Uhr": ["Montag ${", "} Uhr"],
    "Vollständig durchsucht bis 3. März 2026": ["Vollständig durchsucht bis"],
}
"""Quotations that combine a sentence of the catalogs with a figure, and their parts."""
SEARCHED = ("strasse", "oeffnung", "Öffnung", "hochz", "torte", "Hochzeitstorte", "halb sieben")
OTHERS_WORDS = {
    "Wir öffnen {öffnung}.",
    "We open {opening}.",
    "in 40 Minuten",
    "to be on the safe side",
    *SEARCHED,
}
"""Quoted, but not from the screen: texts of owners, and sayings."""


def catalog(other: str) -> str:
    """All words of the web apps except those in the language `other`; the pieces of a sentence are joined."""
    files = [
        file
        for file in sorted((ROOT / "web").glob("*/src/**/*.ts"))
        if re.search(r"words|/i18n/|mistakes\.", file.as_posix())
        and not re.search(rf"[./]{other}\.", file.as_posix())
        and not file.name.endswith(".test.ts")
    ]
    words = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return (
        re.sub(r"['\"`]\s*\+\s*['\"`]", "", words)
        .replace("\\'", "'")
        .replace("\u00a0", " ")
        .replace("\u00ad", "")
    )


GERMAN, ENGLISH = catalog("en"), catalog("de")


def prose(page: Path) -> str:
    """The page on one line, without code and pictures."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"<img[^>]*>|!\[[^\]]*\]|`[^`\n]*`", "", text)
    return re.sub(r"\s+", " ", text)


def anchors(page: Path) -> set[str]:
    """The anchors of a page: headings, named as GitHub and most others name them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in [*re.findall(r"\]\(([^)\s]+)\)", text), *re.findall(r'<img src="([^"]+)"', text)]:
        target, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        file = page.parent / target if target else page
        assert file.exists(), link
        assert not anchor or anchor in anchors(file), link


def test_every_picture_is_shown_somewhere() -> None:
    shown = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [file.name for file in (ROOT / "docs" / "img").iterdir() if file.name not in shown] == []


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.name)
def test_what_is_quoted_is_on_the_screen(page: Path) -> None:
    """Names of buttons and sentences of the pages, word for word."""
    for quoted in re.findall(r'"([^"]+)"', prose(page)):
        if quoted not in OTHERS_WORDS:
            for part in COMPUTED.get(quoted, [quoted]):
                assert part in GERMAN or part in ENGLISH, quoted


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.name)
def test_a_translation_beside_a_name_is_the_english_interface(page: Path) -> None:
    """`"Jemanden einladen" (invite somebody)`: the second, in whatever case, is what the button says in English."""
    english = ENGLISH.lower()
    for german, translated in re.findall(r'(?:"|\*)([^"*]+?)(?:"|\*) \(([a-z][^);]*)\)', prose(page)):
        for part in translated.split(", ") if " → " in german else [translated]:
            assert part.lower() in english, (german, part)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_file_that_is_named_is_there(page: Path) -> None:
    """A path of this repository in backticks; `…/{a,b}` and `*` stand for several."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    named = re.findall(r"`((?:src/tresen|web|tests|protocol|docs|deploy|bench|examples)/[\w./*-]+)`", text)
    made = ("web_dist", "node_modules")
    missing = [path for path in named if not any(part in path for part in made) and not any(ROOT.glob(path))]
    assert missing == []


TOLD = [
    *(page for page in PAGES if page.name != "CHANGELOG.md" and "adr" not in page.parts),
    *(ROOT / "src").rglob("*.py"),
    *(each for each in (ROOT / "deploy").rglob("*") if each.is_file()),
]
"""What tells people, and machines, what to install. Changelog and decisions tell what was."""
INSTALLED = [
    (page.relative_to(ROOT).as_posix(), found)
    for page in TOLD
    for found in re.findall(r"pip install ([^\n`;,)]+)", page.read_text(encoding="utf-8", errors="replace"))
]
_VALUED = r"(^| )(-r|-c|--target|--root-user-action|--only-binary) \S+"
"""Options of pip that are followed by a value."""


def test_what_pip_is_told_to_install_can_be_installed() -> None:
    """No index has Tresen: a wheel file or a folder is named, never a bare name; extra and version are there."""
    extras = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"])
    assert {f"[{each}]" for each in ("client", "server")} <= set(re.findall(r"\[\w+\]", str(INSTALLED)))
    for page, words in INSTALLED:
        for each in re.sub(_VALUED, "", words).split():
            place, _, extra = each.strip("'\"\\").partition("[")
            assert not place or place[0] in "-/$" or place.endswith(".whl"), (page, words)
            assert not extra or set(extra.removesuffix("]").split(",")) <= extras, (page, words)
            version = re.match(r"(?:\./)?tresen-([^-]+)-", place)
            assert version is None or version[1] in {"VERSION", "$VERSION", "*", __version__}, (page, words)


def test_the_client_is_installed_in_one_place() -> None:
    """One page says how; the others lead there."""
    how = "releases.md#the-python-client-alone"
    assert [page for page, words in INSTALLED if "[client]" in words] == ["docs/reference/releases.md"]
    for page in (
        "README.md",
        "docs/howto/echo-bot.md",
        "docs/reference/examples.md",
        "docs/reference/python.md",
    ):
        assert how in (ROOT / page).read_text(encoding="utf-8"), page
