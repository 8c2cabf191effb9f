"""`python -m tests.world.dying_backup take|put FOLDER TIMES`: a backup or a restore that is killed in every step.

A step is the function that changes files on the disk. Each is killed TIMES times: before one of its changes, or right after.
After each kill the folders are looked at, and what was killed is done again. It prints how often each step was killed.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from tests.world.clock import NOON
from tresen.backup.choose import choose
from tresen.backup.folder import PARTS, BackupFolder
from tresen.backup.put import put, require_empty
from tresen.backup.take import take
from tresen.backup.trial import compare
from tresen.clock import SettableClock
from tresen.core.backups import Part
from tresen.store.backup.restoring import is_restoring
from tresen.store.ledger import Ledger

CALLS = ("fsync", "rename", "replace", "unlink", "mkdir", "rmdir", "open", "ftruncate")
LATER = NOON + 1000


class Steps:
    """Counts the changes of files that this package's code makes, by the function that makes them."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.kill_at = -1
        self.after = False

    def watch(self) -> None:
        """From here on every change is seen."""
        for name in CALLS:
            setattr(os, name, self._watched(getattr(os, name)))
        # What is replayed into a database goes to the disk with each commit, inside SQLite.
        Ledger.commit = self._watched(Ledger.commit, "replay")  # type: ignore[method-assign]

    def _watched(self, call: Callable[..., Any], name: str | None = None) -> Callable[..., Any]:
        def watched(*args: Any, **named: Any) -> Any:
            step = name or _step()
            if step is None:
                return call(*args, **named)
            number = len(self.seen)
            self.seen.append(step)
            if number == self.kill_at and not self.after:
                os.kill(os.getpid(), signal.SIGKILL)
            outcome = call(*args, **named)
            if number == self.kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return outcome

        return watched


def _step() -> str | None:
    """The function of `tresen.backup` that is at work, without its helpers."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_name
        if "tresen/backup/" in frame.f_code.co_filename and name not in (
            "_place",
            "_write",
            "_file",
            "sync",
            "write",
            "remove",
            "settle",
            "lay",
            "make",
            "held",
        ):
            return f"{Path(frame.f_code.co_filename).stem}.{name}"
        frame = frame.f_back
    return None


def in_child(work: Callable[[], None], kill_at: int = -1, *, after: bool = False) -> list[str] | None:
    """Do the work in a process of its own; the steps it took, or None if it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        steps = Steps()
        steps.kill_at, steps.after = kill_at, after
        steps.watch()
        work()
        os.write(writing, json.dumps(steps.seen).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return None
    assert status == 0, "it failed instead of being killed"
    return list(json.loads(told))


def plan(steps: list[str], times: int) -> list[tuple[str, int, bool]]:
    """For each step: at which of its changes, and whether before or after it, so many times."""
    places: dict[str, list[int]] = {}
    for at, step in enumerate(steps):
        places.setdefault(step, []).append(at)
    planned = []
    for step, held in places.items():
        spread = (
            [held[number * len(held) // times] for number in range(times)] if len(held) >= times else held
        )
        planned += [(step, spread[n % len(spread)], bool(n // len(spread) % 2)) for n in range(times)]
    return planned


def whole(backups: Path) -> int:
    """Every set of content opens with slots and all of its parts; how many there are."""
    folder = BackupFolder(backups)
    sets = folder.sets(Part.CONTENT)
    assert not folder.damaged
    for each in sets:
        chosen = choose(folder, None, each.made_ms, None, lost=True)
        for half, contents in ((Part.CONTENT, chosen.contents), (Part.SLOTS, chosen.slots)):
            for table in contents.tables:
                for name in table.parts:
                    folder.get(half, name, None)
    return len(sets)


def tidy(backups: Path) -> None:
    """Nothing lies there that no set needs."""
    folder = BackupFolder(backups)
    for half in Part:
        needed = {name for each in folder.sets(half) for name in each.names}
        assert {file.name for file in (backups / half / PARTS).glob("*/*")} == needed
    assert not list(backups.rglob("*.part"))


def take_dying(base: Path, times: int) -> Counter[str]:
    """`base` holds `data`, and `backups` with one set."""
    here = base / "trial"

    def fresh() -> None:
        shutil.rmtree(here, ignore_errors=True)
        shutil.copytree(base / "backups", here)

    def work() -> None:
        take(base / "data", BackupFolder(here), base / "tresen.erasures", LATER, 1)

    fresh()
    steps = in_child(work)
    assert steps is not None
    killed: Counter[str] = Counter()
    for step, at, after in plan(steps, times):
        fresh()
        assert in_child(work, at, after=after) is None
        killed[step] += 1
        assert whole(here) >= 1
        work()
        assert whole(here) >= 1
        tidy(here)
    return killed


def put_dying(base: Path, times: int) -> Counter[str]:
    """`base` holds `backups` and the erasure list of a server that is lost."""
    here = base / "restored"

    def chosen() -> Any:
        return choose(BackupFolder(base / "backups"), None, None, base / "tresen.erasures", lost=False)

    def work() -> None:
        require_empty(here, here / "tresen.erasures")
        put(
            BackupFolder(base / "backups"),
            chosen(),
            None,
            here,
            here / "tresen.erasures",
            SettableClock(LATER),
        )

    def fresh() -> None:
        shutil.rmtree(here, ignore_errors=True)
        here.mkdir()

    fresh()
    steps = in_child(work)
    assert steps is not None
    killed: Counter[str] = Counter()
    for step, at, after in plan(steps, times):
        fresh()
        assert in_child(work, at, after=after) is None
        killed[step] += 1
        if (here / "tresen.db").exists() and not is_restoring(here):
            compare(here, chosen())
        else:
            assert is_restoring(here) or not list(here.iterdir())
            assert in_child(work) is not None
            compare(here, chosen())
        assert not is_restoring(here)
    return killed


if __name__ == "__main__":
    does = {"take": take_dying, "put": put_dying}[sys.argv[1]]
    sys.stdout.write(json.dumps(does(Path(sys.argv[2]), int(sys.argv[3]))) + "\n")
