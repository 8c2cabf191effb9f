"""`tresen doctor` run by a user who does not own the data folder: it says so and makes its other checks."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tresen.cli.doctor import examine
from tresen.config import load
from tresen.datafolder import prepare_data

NOBODY = 65534


@contextmanager
def stranger(closed: Path) -> Iterator[None]:
    """This process may not look into `closed`: root becomes another user, any other user closes the folder."""
    root = os.geteuid() == 0
    closed.chmod(0o700 if root else 0)
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        closed.chmod(0o700)


@pytest.mark.parametrize("below", ["", "deeper/data"])
def test_a_folder_that_is_closed(tmp_path: Path, below: str) -> None:
    """Every check is made; data folder and database are reported in words, without a traceback."""
    data = tmp_path / "closed" / below
    prepare_data(data)
    (data / "tresen.db").touch()
    names = [each.name for each in examine({"data": str(data)})]  # loads what a stranger may not read later
    with stranger(tmp_path / "closed"):
        found = {each.name: each for each in examine({"data": str(data)})}
        assert load({"data": str(data)}, {}).data == data
    assert set(names) <= set(found)
    assert {name for name, each in found.items() if not each.good} >= {"data folder", "database"}
    for name in ("data folder", "database"):
        assert found[name].todo


def test_web_apps_that_this_user_may_not_read(tmp_path: Path) -> None:
    """Tresen in somebody's home: doctor says it in words, and makes its other checks."""
    (tmp_path / "home" / "chat").mkdir(parents=True)
    flags: dict[str, object] = {"data": str(tmp_path / "data")}
    names = [each.name for each in examine(flags)]
    with stranger(tmp_path / "home"):
        found = {each.name: each for each in examine(flags | {"web": str(tmp_path / "home")})}
    assert names == list(found)
    assert "cannot be read by this user" in found["web apps"].found
