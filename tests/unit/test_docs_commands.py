"""The commands that the pages print: every block is run or says why not, and every command named exists as it is named."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any, Final

import pytest
import typer.main

from tests.world.printed import PAGES, ROOT, Block, all_blocks
from tresen.cli import build

RUNNER: Final = "".join(
    (ROOT / "tests" / "integration" / name).read_text(encoding="utf-8")
    for name in ("test_printed.py", "test_install.py")
)
REASONS: Final = {
    "builds for minutes",
    "needs a certificate that browsers trust",
    "needs a container engine and images from a registry",
    "needs a link of the reader's own, and goes on until it is stopped",
    "needs a person at the browser",
    "the demo goes on until it is stopped, and the tests would run themselves",
}
WORDS: Final = {"END", "BASE", "REPLACE", "SHA256SUMS"}
"""Names of files and of parts of them, which nobody replaces."""
PLACES: Final = {"--config", "--data", "--new-key"}
"""One of them says where the data is. `backup --new-key` needs none."""
_TYPED: Final = re.compile(r"(?:[A-Z_]+=\S+ |\./dev |docker compose .* run .*|[^\s=]*/)?tresen\s+(.+)$")
"""A command of Tresen's, and the words behind it."""
TRESEN: Final[Any] = typer.main.get_command(build())
DEV: Final = set(
    re.findall(r"^([a-z][a-z0-9 |]*)\)$", (ROOT / "dev").read_text(encoding="utf-8"), re.MULTILINE)
)
BLOCKS: Final = all_blocks()


def test_every_block_is_run_or_says_why() -> None:
    """No command stands in a page that nobody has typed: a test runs its page, or a mark has one of the known reasons."""
    assert len(BLOCKS) > 20
    for block in BLOCKS:
        where = f"{block.page}:{block.line}"
        if block.why_not is None:
            assert f'"{block.page}"' in RUNNER, f"{where}: no test runs it, and no mark says why"
        else:
            assert block.why_not in REASONS, f"{where}: {block.why_not}"


def test_a_reason_is_in_use() -> None:
    """A reason that no block needs goes from the list, so that it stays short."""
    assert {block.why_not for block in BLOCKS} - {None} == REASONS


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: f"{block.page}:{block.line}")
def test_no_placeholder_in_a_block(block: Block) -> None:
    """What the reader has to fill in is a variable that the page sets: a word to replace by hand is overlooked."""
    text = re.sub(r"#.*", "", block.script)
    assigned = set(re.findall(r"(?:^|\s)([A-Z][A-Z0-9_]*)=", text))
    words = set(re.findall(r"(?<![$\w{.-])[A-Z][A-Z0-9]{2,}(?:\.[A-Z0-9]+)*\b(?!=)", text))
    assert words - assigned - WORDS == set()


def inline() -> Iterator[tuple[str, str]]:
    """Commands between backticks, with their page."""
    for page in PAGES:
        name = page.relative_to(ROOT).as_posix()
        if name == "CHANGELOG.md" or name.startswith(("docs/adr/", "changes/")):
            continue  # these tell what was
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for found in re.findall(r"`([^`\n]+)`", text):
            yield name, found


def commands(text: str) -> Iterator[list[str]]:
    """The words of each `tresen …` in a text, without what stands before it."""
    for line in text.replace("\\|", "|").replace("runuser -u tresen -- ", "").splitlines():
        for part in re.split(r"\s*(?:&&|\|\||;|\s\||\s>\s*\S+)(?:\s+|$)", re.sub(r"(?:^|\s)#.*", "", line)):
            if found := _TYPED.match(part.strip()):
                yield shlex.split(found[1])


class Wrong(Exception):
    """What is wrong with a command."""


def wrong(words: list[str], *, whole: bool) -> str | None:
    """What is wrong with the words behind `tresen`; None if nothing is. A `whole` command lacks nothing it needs."""
    if any(each == "…" or each.startswith("[") for each in words):
        # The page leaves something out, or says that it can be left out.
        words, whole = [each.lstrip("[").rstrip("]") for each in words if each != "…"], False
    try:
        command, words = meant(words)
        if not {"--help", "-h"} & set(words):
            options, places = read(command, words)
            # A name in a sentence is no command to type: it becomes one with its first word or option.
            if whole or options or places:
                needs(command, options, places)
            if whole:
                needs_place(command, options)
    except Wrong as said:
        return str(said)
    return None


def needs_place(command: Any, options: set[str]) -> None:
    """Where the data is, of a command that works there."""
    if {"--config", "--data"} <= set(flags(command)) and not options & PLACES:
        raise Wrong("lacks --config or --data")


def meant(words: list[str]) -> tuple[Any, list[str]]:
    """The command that the first words name, `list|show` being several, and the words after them."""
    command: Any = TRESEN
    while hasattr(command, "commands") and words and not words[0].startswith("-"):
        names, words = words[0].split("|"), words[1:]
        if unknown := [each for each in names if each not in command.commands]:
            raise Wrong(f"no command {unknown[0]}")
        command = command.commands[names[0]]
    return command, words


def flags(command: Any) -> dict[str, Any]:
    """The options of a command, by each of their names."""
    options = [each for each in command.params if each.param_type_name == "option"]
    return {flag: each for each in options for flag in (*each.opts, *each.secondary_opts)}


def read(command: Any, words: list[str]) -> tuple[set[str], int]:
    """Which options are given, and how many words beside them."""
    known, options, places, at = flags(command), set[str](), 0, iter(words)
    for word in at:
        flag, equals, _ = word.partition("=")
        if not word.startswith("-") or word == "-":
            places += 1
        elif flag not in known:
            raise Wrong(f"no option {flag}")
        else:
            options.update(known[flag].opts)
            if not known[flag].is_flag and not equals and next(at, None) is None:
                raise Wrong(f"{flag} needs a value")
    return options, places


def needs(command: Any, options: set[str], places: int) -> None:
    """Neither too many words nor too few, and every option that must be given."""
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    if places > len(arguments):
        raise Wrong("too many words")
    if places < sum(each.required for each in arguments):
        raise Wrong("lacks a word")
    for flag, each in flags(command).items():
        if each.required and flag not in options:
            raise Wrong(f"lacks {flag}")


def test_every_command_in_a_block_is_whole() -> None:
    """`tresen business export` without `--config` asks nobody, and exports nothing: also where no test types it."""
    found = [(block, words) for block in BLOCKS for words in commands(block.script)]
    assert len(found) > 15
    assert [(b.page, b.line, words, told) for b, words in found if (told := wrong(words, whole=True))] == []


def test_every_command_in_a_sentence_exists() -> None:
    """Also in tables: its name, its options, and what it cannot do without."""
    found = [(page, words) for page, text in inline() for words in commands(text)]
    assert len(found) > 40
    assert [(page, words, told) for page, words in found if (told := wrong(words, whole=False))] == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("business export flora --to out", "lacks --config or --data"),
        ("business export flora --config a.toml", "lacks --to"),
        ("business export --to out --config a.toml", "lacks a word"),
        ("business exprot flora", "no command exprot"),
        ("doctor --confg a.toml", "no option --confg"),
        ("doctor here --config a.toml", "too many words"),
        ("backup --config", "--config needs a value"),
        ("backup --new-key", None),
        ("business export flora --to=out --data d", None),
    ],
)
def test_what_is_wrong_is_seen(typed: str, says: str | None) -> None:
    """The check itself: what it was made for does not pass it."""
    assert wrong(typed.split(), whole=True) == says


def test_every_command_of_dev_exists() -> None:
    """`./dev …`, in blocks and in sentences."""
    known = {each.strip() for names in DEV for each in names.split("|")}
    texts = [(block.page, block.script) for block in BLOCKS] + list(inline())
    named = [(page, each) for page, text in texts for each in re.findall(r"\./dev ([a-z0-9]+)", text)]
    assert len(named) > 20
    assert [(page, each) for page, each in named if each not in known] == []
