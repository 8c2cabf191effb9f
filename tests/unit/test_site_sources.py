"""The site's sources: what front pages name is there, and how Sphinx is shown what a forge shows."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

from supply.site import reading, tidy
from tests.unit.test_docs_pages import anchors

ROOT = Path(__file__).parents[2]
FRONT = ROOT / "docs" / "site" / "pages"
TEMPLATES = sorted(FRONT.rglob("*.html"))
BOTH = sorted(page.name for page in (FRONT / "de").glob("*.html"))


def named(page: Path, call: str) -> list[str]:
    """The first argument of each call in a template, in order."""
    return re.findall(rf'\b{call}\("([^"]+)"', page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", TEMPLATES, ids=lambda page: page.relative_to(FRONT).as_posix())
def test_what_a_front_page_names_is_there(page: Path) -> None:
    """Pages of the documentation with their anchors, and pictures in both lights."""
    for name in named(page, "doc"):
        path, _, anchor = name.partition("#")
        file = ROOT / f"{path}.md"
        assert file.is_file(), name
        assert not anchor or anchor in anchors(file), name
    pictures = [*named(page, "picture"), *re.findall(r'dark="([^"]+)"', page.read_text(encoding="utf-8"))]
    assert [name for name in pictures if not (ROOT / "docs" / "img" / f"{name}.webp").is_file()] == []


def test_both_languages_say_the_same() -> None:
    """The same pages, with the same headings' levels, links into the documentation, pictures and figures."""
    assert sorted(page.name for page in (FRONT / "en").glob("*.html")) == BOTH
    for name in BOTH:
        shape = []
        for language in ("de", "en"):
            page = FRONT / language / name
            text = page.read_text(encoding="utf-8")
            tags = re.findall(r"<(h[1-6]|li|tr|td|dd|p|pre|figure)\b", text)
            shape.append((tags, named(page, "doc"), named(page, "picture"), re.findall(r"<code[^>]*>", text)))
        assert shape[0] == shape[1], name


def test_every_page_is_listed_once() -> None:
    """A page of the documentation has its place in the sidebar, a new one too."""
    listed = [page for pages in reading.contents(ROOT).values() for page in pages]
    assert len(listed) == len(set(listed))
    for folder in ("docs/howto", "docs/reference", "docs/explanation", "docs/tutorial"):
        for page in (ROOT / folder).glob("*.md"):
            assert page.relative_to(ROOT).with_suffix("").as_posix() in listed, page
    assert {page.stem for page in ROOT.glob("*.md")} <= set(listed)
    assert [page for page in listed if not (ROOT / f"{page}.md").is_file()] == []


def test_links_to_folders_lead_to_their_readme(tmp_path: Path) -> None:
    """As on a forge. A folder without one leads nowhere; pictures, anchors and other links stay as they are."""
    for folder in ("with", "without"):
        (tmp_path / folder).mkdir()
    (tmp_path / "with" / "README.md").touch()
    text = "[a](with/) [b](without) [c](page.md#d) [e](https://x.example/with/) ![f](with) [g](#with)"
    assert reading.forge_links(text, tmp_path) == (
        "[a](with/README.md) b [c](page.md#d) [e](https://x.example/with/) ![f](with) [g](#with)"
    )


def test_remarks_for_tests_are_not_shown(tmp_path: Path) -> None:
    """And of a picture in two lights, the one that every reader knows."""
    code, shown = "```sh\necho\n```\n", '<img src="l.webp" alt="a">'
    text = f'<!-- not run: why -->\n{code}<picture>\n  <source srcset="d.webp">\n  {shown}\n</picture>\n'
    assert reading.as_sphinx_reads(text, tmp_path / "page.md") == f"{code}{shown}\n"


@pytest.mark.parametrize("dark", [False, True])
def test_the_documentation_has_the_colours_of_the_apps(dark: bool) -> None:
    """Each of Furo's variables is a value of the tokens for that light, not for print, and no two-light value."""
    tokens = ROOT / "web" / "ui" / "src" / "styles" / "tokens.css"
    colours = reading.colours(tokens, dark=dark)
    assert set(colours) == set(reading.COLOURS)
    assert not [value for value in colours.values() if "light-dark" in value]
    assert colours["color-background-secondary"] == ("#1a1410" if dark else "#f5f1ea")


def test_a_policy_names_what_is_inline_and_no_more() -> None:
    """Scripts and styles of the page by their hashes, in no order of their own; what a page fetches is its site's."""
    page = '<meta charset="utf-8"><style>a{}</style><script>one()</script><script>two()</script><p style="opacity: 50%">'
    guarded = tidy.guarded(page)
    policy = re.search(r'content="([^"]+)"', guarded)
    assert policy is not None
    parts = dict(part.split(" ", 1) for part in policy[1].split("; "))

    def named_by(*texts: str) -> str:
        hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts]
        return " ".join(["'self'", *(f"'sha256-{each}'" for each in sorted(hashes))])

    assert parts["script-src"] == named_by("one()", "two()")
    assert parts["style-src"] == named_by("a{}")
    assert parts["default-src"] == "'none'"
    assert "style=" not in guarded
