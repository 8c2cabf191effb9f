"""What each file of tests costs: recorded in durations.json, used to begin with the longest, and compared with each run.

Processor time is counted, of this process and of all that it started: on a busy machine the clock says little. A yardstick,
run between the files, says how quick the processor is at this moment: on a slower one a folder may take as much more. Beyond
a tenth of that it is named at the end of the run, which refuses nothing: another machine is no fault of a change.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import statistics
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest

RECORD: Final = Path(__file__).with_name("durations.json")
GROWS: Final = 0.10
"""How much more than recorded a folder may take before it is named."""
_TICK: Final = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_ROOT: Final = Path(__file__).parents[1]


@dataclass
class File:
    """Seconds of the processor and of the clock, and how many cases there were."""

    cpu: float = 0.0
    wall: float = 0.0
    cases: int = 0

    def add(self, other: File) -> None:
        self.cpu += other.cpu
        self.wall += other.wall
        self.cases += other.cases


@dataclass
class Spent:
    """What a run took, by file, and each of its yardsticks in seconds."""

    files: dict[str, File] = field(default_factory=dict)
    yards: list[float] = field(default_factory=list)

    def add(self, name: str, file: File) -> None:
        self.files.setdefault(name, File()).add(file)

    def folders(self) -> dict[str, File]:
        """The sums, by folder under tests/."""
        sums: dict[str, File] = {}
        for name, file in self.files.items():
            sums.setdefault(folder_of(name), File()).add(file)
        return sums

    @property
    def yard(self) -> float:
        return statistics.median(self.yards)


def folder_of(name: str) -> str:
    return name.split("/")[1]


def overspent(recorded: Mapping[str, Any], spent: Spent) -> list[str]:
    """A sentence for each folder that ran whole and took more than its share."""
    found = []
    for folder, now in spent.folders().items():
        known = {name: each for name, each in recorded["files"].items() if folder_of(name) == folder}
        if not known or not known.keys() <= spent.files.keys():
            continue
        # A slower processor takes more seconds, as its yardstick does. A yardstick that was lucky makes no budget smaller.
        seconds = now.cpu / sum(each["cpu"] for each in known.values())
        share = seconds * min(1.0, recorded["yards"][folder] / spent.yard) - 1
        if share > GROWS:
            found.append(
                f"tests/{folder}: {share:.0%} more processor time than recorded: make its tests quicker, "
                "or record anew with ./dev test --record and say why"
            )
    return found


def merged(recorded: Mapping[str, Any], spent: Spent) -> dict[str, Any]:
    """The record with the folders that ran now in the place of what it said of them."""
    folders = spent.folders()
    files = {name: each for name, each in recorded["files"].items() if folder_of(name) not in folders}
    for name, file in spent.files.items():
        files[name] = {"cpu": round(file.cpu, 2), "wall": round(file.wall, 2), "cases": file.cases}
    yards = {**recorded["yards"], **dict.fromkeys(folders, round(spent.yard, 6))}
    return {"yards": dict(sorted(yards.items())), "files": dict(sorted(files.items()))}


def read() -> dict[str, Any]:
    """The record, empty where there is none yet."""
    if not RECORD.exists():
        return {"yards": {}, "files": {}}
    recorded: dict[str, Any] = json.loads(RECORD.read_text())
    return recorded


def _write(spent: Spent) -> None:
    """Several runs may end at the same time, each with folders of its own."""
    with RECORD.with_name(".durations.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        RECORD.write_text(json.dumps(merged(read(), spent), indent=1) + "\n")


def yardstick() -> float:
    """Seconds of the processor for a piece of work that is always the same: a few milliseconds of Python and of hashing."""
    begun = time.thread_time()
    numbers = [n * n % 7_919 for n in range(40_000)]
    numbers.sort()
    hashlib.sha256(bytes(1_000_000)).digest()
    return time.thread_time() - begun


def processor() -> float:
    """Seconds of the processor so far: this process, those it waited for, and those that still run."""
    times = os.times()
    return sum(times[:4]) + sum(_of(child) for child in _children(os.getpid()))


def _children(pid: int) -> Iterator[int]:
    """All processes below this one."""
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield int(child)
                yield from _children(int(child))
    except OSError:
        return


def _of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / _TICK


class Meter:
    """Counts in the process that runs tests, and puts the counts together in the one that hands them out."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._spent = Spent()
        self._whole = True
        self._cpu, self._clock = processor(), time.perf_counter()
        self._last = ""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        name = item.path.relative_to(_ROOT).as_posix()
        if name != self._last:
            self._last = name
            self._spent.yards.append(yardstick())
        self._cpu, self._clock = processor(), time.perf_counter()
        result = yield
        # Never less than nothing: what a process took that nobody waited for goes with it.
        cpu = max(0.0, processor() - self._cpu)
        self._spent.add(name, File(cpu, time.perf_counter() - self._clock, 1))
        return result

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(self._config, "workeroutput"):
            files = {name: (each.cpu, each.wall, each.cases) for name, each in self._spent.files.items()}
            self._config.workeroutput["durations"] = (files, self._spent.yards)
            return
        if not self._whole or not self._spent.files or session.exitstatus not in (0, 1):
            return
        if self._config.getoption("record"):
            _write(self._spent)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        told = getattr(node, "workeroutput", {}).get("durations")
        if told is None:
            self._whole = False  # it was ended: what it counted is lost
            return
        files, yards = told
        self._spent.yards += yards
        for name, counted in files.items():
            self._spent.add(name, File(*counted))

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if not self._spent.files:
            return
        for folder, sum_ in sorted(self._spent.folders().items()):
            terminalreporter.write_line(
                f"tests/{folder}: {sum_.cases} cases, {sum_.cpu:.0f} s of the processor, {sum_.wall:.0f} s in all"
            )
        if self._whole and not self._config.getoption("record"):
            for line in overspent(read(), self._spent):
                terminalreporter.write_line(line)


def longest_first(items: list[pytest.Item], recorded: Mapping[str, Any]) -> None:
    """Sort files by what they took; one that nobody has recorded begins. Its tests stay together, in their order."""

    def took(item: pytest.Item) -> float:
        known = recorded["files"].get(item.path.relative_to(_ROOT).as_posix())
        return -float(known["cpu"]) if known else float("-inf")

    items.sort(key=lambda item: (took(item), str(item.path)))
