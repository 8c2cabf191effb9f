"""Where the program lies that `tresen install` gives to root's timers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.services import missing
from tresen.cli.installing.look import is_roots


@pytest.fixture
def program(tmp_path: Path) -> Path:
    if os.geteuid() != 0:
        missing("root alone gives files away")
    file = tmp_path / "bin" / "tresen"
    file.parent.mkdir()
    file.write_text("#!/bin/sh\n")
    return file


def test_a_program_that_is_roots_is_taken(program: Path) -> None:
    """Also below a folder such as /tmp, where nobody exchanges what is another's."""
    assert is_roots(program)


def test_a_program_that_another_user_could_exchange_is_none(program: Path) -> None:
    """A file, folder or link of theirs, and a folder that all may write to: root would run what they put there."""
    os.chown(program, 1000, 1000)
    assert not is_roots(program)
    os.chown(program, 0, 0)
    os.chown(program.parent, 1000, 1000)
    assert not is_roots(program)
    os.chown(program.parent, 0, 0)
    program.parent.chmod(0o777)
    assert not is_roots(program)
    program.parent.chmod(0o755)
    link = program.with_name("link")
    link.symlink_to(program)
    assert is_roots(link)
    os.chown(link, 1000, 1000, follow_symlinks=False)
    assert not is_roots(link)
