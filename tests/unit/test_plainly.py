"""Whatever goes wrong in a command is one line that says what to do, and never a traceback, a value or a statement."""

from __future__ import annotations

import sqlite3
import sys

import pytest
from sqlalchemy.exc import OperationalError

from tresen.cli import main
from tresen.cli.plainly import one_line
from tresen.errors import Refusal
from tresen.store.migrations import Newer


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Permission denied", "/nowhere/tresen.db"), "runuser -u"),
        (
            FileNotFoundError(2, "No such file or directory", "/nowhere"),
            "/nowhere: No such file or directory",
        ),
        (OSError(28, "No space left on device"), "No space left on device"),
        (sqlite3.OperationalError("unable to open database file"), "runuser -u"),
        (sqlite3.DatabaseError("file is not a database"), "tresen doctor says why"),
        (
            OperationalError("SELECT secret", {"a": "canary"}, sqlite3.OperationalError("disk is full")),
            "disk is full",
        ),
        (ImportError("no", name="segno"), "(segno)"),
        (Newer("the database is newer"), "the database is newer"),
        (Refusal("bad_request", "handle: too short"), "handle: too short"),
        (KeyError("canary"), "a mistake of Tresen's: KeyError"),
    ],
)
def test_one_line(error: Exception, words: str) -> None:
    said = one_line(error)
    assert words in said
    assert "\n" not in said
    assert "canary" not in said


def test_no_traceback_reaches_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: object
) -> None:
    (sys.modules["pathlib"].Path(str(tmp_path)) / "tresen.db").write_bytes(
        b"no database at all, but long enough"
    )
    monkeypatch.setattr(sys, "argv", ["tresen", "sign", "sonnenschein", "--data", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) == 1
