"""[BFSG] tests/e2e/views lists every view: what the code can show, some view of the list shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.e2e.views import ELSEWHERE, SAME, WALKS

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "web"
APPS = ("chat", "inbox", "setup", "ui")
PIECES = {
    "ui/Sheet",
    "ui/Menu",
    "ui/Plain",
    "inbox/erasing/Question",
    "inbox/later/LaterSheet",
    "chat/refusal/PlainPage",
}
"""What views are made of. They show nothing by themselves."""
_MADE = re.compile(
    r"<(?:Sheet|Menu|Plain|Question|LaterSheet)\b[^>]*?\s(?:(?:title|label)=\{([^}]*)\}|\{(title)\})"
)
_OWN = re.compile(
    r"<dialog\b|<\w+[^>]*\spopover[\s>=]|role=\"(?:dialog|alertdialog|listbox|toolbar|tabpanel)\""
)
_STOPS = {
    "chat": (WEB / "core/src/sync/connection.ts", "Stop"),
    "setup": (WEB / "core/src/setup/setup.ts", "SetupStop"),
}


def names_of(file: Path, union: str) -> list[str]:
    """The strings of a union type."""
    text = re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.DOTALL)
    found = re.search(rf"type {union} =(.*?);", text, re.DOTALL)
    assert found, f"{file.name} has no type {union}"
    return re.findall(r'"([\w-]+)"', found[1])


def surfaces() -> Iterator[str]:
    """Everything that opens over a page or takes its place, by file and, where a file has several, by its title."""
    for app in APPS:
        source = WEB / app / "src"
        for file in sorted(source.rglob("*.svelte")):
            name = f"{app}/{file.relative_to(source).with_suffix('')}"
            text = file.read_text()
            made = [title or short for title, short in _MADE.findall(text)]
            if name in PIECES:
                continue
            if made == ["titles[view]()"]:
                yield from (f"{name} {view}" for view in names_of(file, "View"))
            elif len(made) == 1:
                yield name
            else:
                yield from (f"{name} {title}" for title in made)
            if _OWN.search(text):
                yield f"{name} itself" if made else name


def pages() -> Iterator[str]:
    """What has an address, or stands where a page cannot be shown."""
    route = (WEB / "inbox/src/route.ts").read_text()
    listed = re.search(r"export const PAGES = \[(.*?)\]", route, re.DOTALL)
    assert listed
    yield from (f"page {name}" for name in re.findall(r'"(\w+)"', listed[1]))
    yield from ("plain home", "chat stop not_open")
    for app, (file, union) in _STOPS.items():
        yield from (f"{app} stop {name}" for name in names_of(file, union))
    for file_name, key, kind in (("de", "stops", "stop"), ("frame.de", "empty", "empty")):
        words = (WEB / f"inbox/src/i18n/{file_name}.ts").read_text()
        block = re.search(rf"\n  {key}: \{{\n(.*?)\n  \}},", words, re.DOTALL)
        assert block
        yield from (
            f"inbox {kind} {name}" for name in re.findall(r"^    (\w+): [\[{]", block[1], re.MULTILINE)
        )
    for step in sorted((WEB / "setup/src/steps").glob("*Step.svelte")):
        yield f"setup/steps/{step.stem}"


def listed() -> set[str]:
    """What the views of the list show."""
    return {mark for walk in WALKS for view in walk.views for mark in view.shows}


def test_the_list_has_every_view() -> None:
    """A new sheet, menu, page, step, empty list or refusal needs an entry in tests/e2e/views."""
    assert sorted({*surfaces(), *pages()} - listed() - set(ELSEWHERE) - set(SAME)) == []


def test_the_list_names_nothing_that_is_gone() -> None:
    """What a view shows exists: a surface, a page, or a component."""
    there = {*surfaces(), *pages()}
    names = {*listed(), *ELSEWHERE, *SAME}
    files = {name for name in names if (WEB / name.replace("/", "/src/", 1)).with_suffix(".svelte").exists()}
    assert sorted(names - there - files) == []
    assert set(SAME.values()) <= listed()


def test_what_is_looked_at_elsewhere_is() -> None:
    """Views that need a world of their own are looked at in the test that has it."""
    for mark, (file, words) in ELSEWHERE.items():
        folder = ROOT / "tests" / "e2e" if file.endswith(".py") else WEB
        assert words in (folder / file).read_text(), mark


def test_each_view_has_a_name_of_its_own() -> None:
    """Within its walk, so that a complaint leads to it."""
    for walk in WALKS:
        names = [view.name for view in walk.views]
        assert len(set(names)) == len(names), walk.name
