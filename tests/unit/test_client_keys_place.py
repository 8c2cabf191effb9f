"""What can be a keys file: a plain file of one name that its user may write. Anything else is named, and left as it is."""

from __future__ import annotations

import os
import socket
from contextlib import closing
from pathlib import Path

import pytest

from tresen.client import KeysUnavailable, TresenError, WrongKeys
from tresen.client.command import keys
from tresen.client.connection.keyfile import KeyFile, Waiting


def put(path: Path, what: str) -> None:
    """Something that is no plain file."""
    if what == "fifo":
        os.mkfifo(path)
    else:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(str(path))


@pytest.mark.parametrize("what", ["fifo", "socket"])
def test_no_plain_file(tmp_path: Path, what: str) -> None:
    """[L4] A pipe would never answer: it is not opened, and nothing is laid beside it; by `tresen keys` neither."""
    put(tmp_path / "odd", what)
    with pytest.raises(WrongKeys, match="not a file, but a pipe"):
        KeyFile(tmp_path / "odd")
    with pytest.raises(WrongKeys, match="not a file, but a pipe"):
        keys(tmp_path / "new.keys", str(tmp_path / "odd"), None, print)
    assert [each.name for each in tmp_path.iterdir()] == ["odd"]


@pytest.mark.parametrize("path", ["a\0b", "a\ud800"])
def test_no_path(tmp_path: Path, path: str) -> None:
    """[L4] What no file can be called is an error of the client's own."""
    with pytest.raises(TresenError):
        KeyFile(tmp_path / path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_two_names(tmp_path: Path) -> None:
    """[L4] After a kill what waits lies in the file beside it, under the other name: it would be missed, and a counter used
    twice. By neither name it is opened, and nothing is changed, until one of them is gone."""
    one, two = tmp_path / "one.keys", tmp_path / "two.keys"
    file = KeyFile(one)
    file.enqueue(Waiting(b"c" * 16, 1, {"kind": "text", "text": "Brot"}))
    beside = one.with_name("one.keys-wal")
    left = beside.read_bytes()  # as after kill -9
    file.close()
    beside.write_bytes(left)
    os.link(one, two)
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    for path in (one, two):
        with pytest.raises(KeysUnavailable, match=r"2 names \(hard links\)"):
            KeyFile(path)
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before
    two.unlink()
    with closing(KeyFile(one)) as again:
        assert again.waiting() == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write every file")
@pytest.mark.parametrize("mode", [0o000, 0o400])
def test_a_file_that_this_user_may_not_write(tmp_path: Path, mode: int) -> None:
    """[L4] It says so, in words; nothing is laid beside it."""
    KeyFile(tmp_path / "some.keys").close()
    (tmp_path / "some.keys").chmod(mode)
    with pytest.raises(KeysUnavailable, match="may not read and write"):
        KeyFile(tmp_path / "some.keys")
    assert [each.name for each in tmp_path.iterdir()] == ["some.keys"]
