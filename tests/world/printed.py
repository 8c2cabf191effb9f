"""What the pages print as commands: fenced blocks of a shell, and the marks on those that no test runs."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.world.machine import Done, Machine

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = sorted(
    page
    for folder in ("docs", "deploy", "examples", "protocol", "web", "supply", "bench", "tests")
    for page in (ROOT / folder).rglob("*.md")
    if not {"node_modules", "data"} & set(page.parts)
) + sorted(ROOT.glob("*.md"))
"""All pages; a fenced block of a shell is either run or marked, wherever it stands."""
_BLOCK: Final = re.compile(
    r"(?:^[ \t]*<!-- (?P<mark>[^\n]*?) -->\n)?"
    r"^(?P<indent>[ \t]*)```(?P<language>sh|bash|shell|console)\n(?P<text>.*?)^(?P=indent)```[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_NOT_RUN: Final = "not run: "


@dataclass(frozen=True)
class Block:
    """A fenced block of a shell: its page, where it stands, what it says, and why it is not run, if it is not."""

    page: str
    line: int
    language: str
    text: str
    why_not: str | None

    @property
    def script(self) -> str:
        """What a reader types: of a `console` block the lines behind `$ `, of others everything."""
        if self.language != "console":
            return self.text
        return "".join(f"{line[2:]}\n" for line in self.text.splitlines() if line.startswith("$ "))

    @property
    def shown(self) -> list[str]:
        """What a `console` block says is printed."""
        return [line for line in self.text.splitlines() if self.language == "console" and line[:2] != "$ "]


def blocks(page: Path) -> Iterator[Block]:
    """The blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    for found in _BLOCK.finditer(text):
        mark = found["mark"] or ""
        why_not = mark.removeprefix(_NOT_RUN) if mark.startswith(_NOT_RUN) else None
        line = text.count("\n", 0, found.start("language")) + 1
        name = page.relative_to(ROOT).as_posix()
        yield Block(name, line, found["language"], textwrap.dedent(found["text"]), why_not)


def all_blocks() -> list[Block]:
    """The blocks of all pages."""
    return [block for page in PAGES for block in blocks(page)]


def run_blocks(page: str) -> list[Block]:
    """The blocks of a page that a test runs."""
    return [block for block in blocks(ROOT / page) if block.why_not is None]


def given(text: str, values: Mapping[str, str]) -> str:
    """A script with the reader's own values: each line `NAME=…` that begins it says which the page asks for."""
    for name, value in values.items():
        text, changed = re.subn(rf"(^|\s){name}=\S+", rf"\g<1>{name}={value}", text, flags=re.MULTILINE)
        assert changed, f"the page asks for no {name}"
    return text


def follow(
    machine: Machine,
    page: str,
    *,
    online: bool = False,
    typed: str = "",
    values: Mapping[str, str] | None = None,
    env: Mapping[str, str] | None = None,
    part: slice = slice(None),
) -> list[Done]:
    """Type what a page prints, block by block, in root's home. Commands that fail end it, and are named.

    `tresen doctor` may find that nobody outside reaches the server: there is no outside.
    """
    found = []
    for block in run_blocks(page)[part]:
        done = machine.run(given(block.script, values or {}), typed=typed, online=online, env=env)
        wrong = [each for each in done.failed if not re.match(r"1 .*\btresen doctor\b", each)]
        assert wrong == [], f"{page}:{block.line}: {wrong}\n{done.out[-3000:]}\n{machine.logs()}"
        found.append(done)
    assert found, page
    return found
