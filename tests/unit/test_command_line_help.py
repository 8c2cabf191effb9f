"""`tresen --help` and the help of every command: all of it explained, under one name, however it was started."""

from __future__ import annotations

import sys

import pytest
import typer.main
from typer.core import TyperGroup

from tresen.cli import build, main


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
    assert f"Usage: tresen {words}".rstrip() in capsys.readouterr().out
