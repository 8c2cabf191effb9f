"""What commands print cannot steer the terminal of whoever runs them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tresen.cli.options import fail
from tresen.cli.saying import plain
from tresen.cli.update_data import tables
from tresen.store.database import FILE
from tresen.store.migrations import HEAD

BAD = "\x1b]0;owned\x07\x1b[2J\u009b31m\u202egpj\r"


@given(st.text())
def test_nothing_printed_is_a_control_character(text: str) -> None:
    """Every character that is not visible is written out; the others, German ones and spaces too, are as they were."""
    shown = plain(text)
    assert all(each.isprintable() or each.isspace() for each in shown)
    assert not set(shown) & {*map(chr, range(32)), *map(chr, range(127, 160)), "\u2028", "\u2029", "\u202e"}
    assert plain("Bäckerei Groß\u00a0& Söhne 🥨") == "Bäckerei Groß\u00a0& Söhne 🥨"


def test_a_reason_keeps_its_lines_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    """A command's last words may quote a file of another user."""
    with pytest.raises(Exception, match="1"):
        fail(f"first {BAD}\nsecond")
    said = capsys.readouterr().err
    assert said.startswith("first \\x1b]0;owned\\x07\\x1b[2J\\x9b31m\\u202egpj\\r\nsecond\n")


@pytest.mark.parametrize("step", [HEAD, "0999", BAD, "0020\x1b[2J", "0020\n0021", "", "9" * 10_000])
def test_a_step_of_the_tables_is_a_name(tmp_path: Path, step: str) -> None:
    """What the service's user wrote in place of a step reaches nobody's terminal."""
    with closing(sqlite3.connect(tmp_path / FILE)) as raw, raw:
        raw.execute("CREATE TABLE alembic_version (version_num TEXT)")
        raw.execute("INSERT INTO alembic_version VALUES (?)", (step,))
    assert tables(tmp_path) == (step if step in (HEAD, "0999") else None)
