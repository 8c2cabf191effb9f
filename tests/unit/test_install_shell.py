"""What carries an installation out: a disk that is full or read-only is named, nothing is half-done, no link is followed."""

from __future__ import annotations

import errno
import grp
import os
import pwd
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.services import missing
from tresen.cli.installing import shell as carrying
from tresen.cli.installing.answers import Answers
from tresen.cli.installing.facts import Written
from tresen.cli.installing.shell import NotDone, Shell, alone, cause, kept_of, write
from tresen.cli.installing.steps import Emptied, File, Folder, Gone, Outcome, Planned

ANSWERS = Answers("chat.example.de")
ME, MINE = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name


@contextmanager
def without_room() -> Iterator[None]:
    """No file of this process may have a byte: what a full disk does, without a disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Root's own folder, here."""
    made = tmp_path / "state"
    monkeypatch.setattr(carrying, "STATE", str(made))
    return made


def own(path: Path, content: bytes = b"ours\n") -> Planned:
    return Planned(File(str(path), content, ME, MINE), Outcome.MADE)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk with /etc/x is full: make room there"),
        (errno.EDQUOT, "the disk with /etc/x is full: make room there"),
        (errno.EROFS, "the disk with /etc/x can only be read: mount it for writing"),
        (errno.EACCES, "/etc/x may not be written, not by root either: "),
        (errno.EPERM, "/etc/x may not be written, not by root either: "),
        (errno.EIO, "/etc/x: Input/output error"),
    ],
)
def test_the_cause_is_one_sentence(number: int, said: str) -> None:
    """With the place and what to do, whichever file of ours it was that could not be written."""
    error = OSError(number, os.strerror(number), "/etc/.x.tresen-part")
    assert cause(error, "/etc/x").startswith(said)
    assert "\n" not in cause(error, "/etc/x")
    assert "[Errno" not in cause(error, "")
    assert "/etc/.x.tresen-part" in cause(error, "")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """Where there is no room, what stood there stays, and nothing lies beside it."""
    file = tmp_path / "settings"
    file.write_bytes(b"theirs\n")
    with without_room(), pytest.raises(OSError, match="File too large"):
        write(File(str(file), b"x" * 100, ME, MINE))
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"settings": b"theirs\n"}


def test_no_room_for_the_notes(state: Path, tmp_path: Path) -> None:
    """It is said as any step's failure is, and the next run finds what an earlier one noted."""
    shell = Shell(Written(), lambda _: None)
    shell.remember(ANSWERS)
    before = (state / "installed.json").read_bytes()
    with without_room():
        with pytest.raises(NotDone, match="run the same command again"):
            shell.remember(ANSWERS)
        with pytest.raises(NotDone, match="run the same command again"):
            shell.settled()
        with pytest.raises(NotDone, match="run the same command again"):
            shell.carry_out(own(tmp_path / "x"))
    assert (state / "installed.json").read_bytes() == before


def test_what_a_package_laid_is_kept_whole(state: Path, tmp_path: Path) -> None:
    """A copy that broke off is none: the next run makes it anew. What Tresen wrote itself is never kept in its place."""
    file = tmp_path / "Caddyfile"
    file.write_bytes(b"Debian's\n")
    shell = Shell(Written(), lambda _: None)
    with without_room(), pytest.raises(NotDone):
        shell.carry_out(own(file))
    assert not kept_of(file).exists()
    shell.carry_out(own(file))
    killed = Shell(Written(), lambda _: None)  # its notes were not written any more
    killed.carry_out(own(file))
    assert kept_of(file).read_bytes() == b"Debian's\n"
    assert file.read_bytes() == b"ours\n"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder on another file system than the test's."""
    for each in ("/dev/shm", "/var/tmp"):
        if Path(each).is_dir() and Path(each).stat().st_dev != tmp_path.stat().st_dev:
            with TemporaryDirectory(dir=each) as made:
                yield Path(made)
            return
    missing("a second file system")


def test_what_a_package_laid_comes_back_from_another_disk(state: Path, elsewhere: Path) -> None:
    """/var is often a file system of its own: content, owner and mode are as they were, and nothing lies beside it."""
    file = elsewhere / "Caddyfile"
    file.write_bytes(b"Debian's\n")
    file.chmod(0o640)
    shell = Shell(Written(), lambda _: None)
    shell.carry_out(own(file))
    shell.carry_out(Planned(Gone(str(file), before=True), Outcome.REMOVED))
    assert {each.name: each.read_bytes() for each in elsewhere.iterdir()} == {"Caddyfile": b"Debian's\n"}
    assert file.stat().st_mode & 0o777 == 0o640
    assert not kept_of(file).exists()


def test_a_folder_is_not_made_through_a_link(state: Path, tmp_path: Path) -> None:
    """Somebody laid a link after it was looked at: what it leads to keeps owner and mode."""
    theirs = tmp_path / "theirs"
    theirs.mkdir(mode=0o755)
    (tmp_path / "backups").symlink_to(theirs)
    step = Folder(str(tmp_path / "backups"), ME, MINE, 0o700)
    with pytest.raises(NotDone, match="backups"):
        Shell(Written(), lambda _: None).carry_out(Planned(step, Outcome.MADE))
    assert theirs.stat().st_mode & 0o777 == 0o755
    made = step._replace(path=str(tmp_path / "new/backups"))
    Shell(Written(), lambda _: None).carry_out(Planned(made, Outcome.MADE))
    assert (tmp_path / "new/backups").stat().st_mode & 0o777 == 0o700


def test_an_owner_that_is_unknown_is_named(state: Path, tmp_path: Path) -> None:
    """As where the user has no group of its name: a sentence, and nothing half-written."""
    for step in (
        File(str(tmp_path / "x"), b"x", ME, "no-such-group"),
        Folder(str(tmp_path / "y"), ME, "no-such-group", 0o700),
    ):
        with pytest.raises(NotDone, match="no-such-group"):
            Shell(Written(), lambda _: None).carry_out(Planned(step, Outcome.MADE))
    assert {each.name for each in tmp_path.iterdir()} <= {"y", "state"}


def test_no_folder_is_emptied_through_a_link(state: Path, tmp_path: Path) -> None:
    """What it leads to is not Tresen's."""
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "file").touch()
    (tmp_path / "data").symlink_to(theirs)
    with pytest.raises(NotDone):
        Shell(Written(), lambda _: None).carry_out(Planned(Emptied(str(tmp_path / "data")), Outcome.REMOVED))
    assert (theirs / "file").exists()


def test_one_at_a_time(state: Path) -> None:
    """The second says so, and the first goes on. A folder that cannot be made is named as well."""
    with alone(), pytest.raises(NotDone, match="another tresen install"), alone():
        raise AssertionError
    with alone():
        pass
    state.rmdir()
    state.write_bytes(b"")
    with pytest.raises(NotDone, match="state"), alone():
        raise AssertionError
