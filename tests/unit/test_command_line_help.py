"""`tresen --help` and the help of every command: all of it explained, under one name, however it was started."""

from __future__ import annotations

import sys

import pytest
import typer.main
from typer.core import TyperGroup

from tresen import __version__
from tresen.build import build_of
from tresen.cli import build, main
from tresen.cli.man import page


def pages() -> dict[str, list[str]]:
    """For each command: its words, such as `business add`, and the options without a help text."""
    found: dict[str, list[str]] = {}

    def walk(command: object, words: str) -> None:
        params = getattr(command, "params", [])
        found[words] = [each.name for each in params if not getattr(each, "help", None)]
        if isinstance(command, TyperGroup):
            for name, inner in command.commands.items():
                walk(inner, f"{words} {name}".strip())

    walk(typer.main.get_command(build()), "")
    return found


PAGES = pages()


def test_every_option_is_explained() -> None:
    assert {words: bare for words, bare in PAGES.items() if bare} == {}
    assert {"serve", "doctor", "business add"} <= set(PAGES)


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("words", PAGES)
def test_help_is_there_by_either_flag_and_calls_itself_tresen(
    words: str, flag: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["__main__.py", *words.split(), flag])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert f"Usage: tresen {words}".rstrip() in said
    # Plain text: no frames, no type behind a switch, and what stands in brackets is not taken for markup.
    assert "<bool>" not in said
    assert said.isprintable() or all(each.isprintable() or each == "\n" for each in said)
    assert "│" not in said


def test_defaults_stand_in_the_help(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["tresen", "serve", "--help"])
    with pytest.raises(SystemExit):
        main()
    assert "[default: 127.0.0.1]" in " ".join(capsys.readouterr().out.split())


def test_the_man_page_has_every_command_and_option() -> None:
    """Made of the help itself; no line of it is a request that roff does not know."""
    said = page()
    groups = {words.split()[0] for words in PAGES if " " in words}
    for words in PAGES:
        if words and words not in groups:
            assert f".SS tresen {words}\n" in said
    assert ".B \\-\\-public\\-url\n" in said
    assert said.isascii()
    requests = {line.split()[0] for line in said.splitlines() if line.startswith((".", "'"))}
    assert requests <= {".TH", ".SH", ".SS", ".B", ".I", ".IR", ".RI", ".TP"}


def test_the_shell_completes_commands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (
        ("_TRESEN_COMPLETE", "complete_bash"),
        ("COMP_WORDS", "tresen bu"),
        ("COMP_CWORD", "1"),
    ):
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["tresen"])
    with pytest.raises(SystemExit):
        main()
    assert capsys.readouterr().out.split() == ["business"]


@pytest.mark.parametrize("words", [["version"], ["--version"]])
def test_the_version_names_the_build(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["tresen", *words])
    with pytest.raises(SystemExit):
        main()
    assert capsys.readouterr().out.startswith(f"tresen {__version__} (build {build_of()})")
