"""What tests cost is recorded, orders them, and is compared with each run; a busy machine names nobody."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests import durations
from tests.durations import File, Spent

RECORDED: dict[str, Any] = {
    "yards": {"unit": 0.010, "e2e": 0.010},
    "files": {
        "tests/unit/test_a.py": {"cpu": 1.0, "wall": 1.0, "cases": 3},
        "tests/unit/test_b.py": {"cpu": 4.0, "wall": 4.5, "cases": 9},
        "tests/e2e/test_c.py": {"cpu": 20.0, "wall": 30.0, "cases": 2},
    },
}


def spent(yard: float, **cpu: float) -> Spent:
    """A run of files in tests/unit, with the yardstick's seconds."""
    run = Spent(yards=[yard])
    for name, seconds in cpu.items():
        run.add(f"tests/unit/test_{name}.py", File(seconds, seconds, 1))
    return run


@pytest.mark.parametrize(
    ("run", "over"),
    [
        (spent(0.010, a=1.0, b=4.0), False),
        (spent(0.010, a=1.0, b=4.4), False),
        (spent(0.010, a=1.0, b=4.6), True),
        (spent(0.010, a=1.0, b=4.0, new=0.6), True),
        (spent(0.020, a=2.0, b=8.0), False),  # a processor half as quick
        (spent(0.020, a=2.0, b=9.5), True),  # more than that explains
        (spent(0.005, a=1.0, b=4.0), False),  # the same seconds, whatever the yardstick says
        (spent(0.010, b=9.0), False),  # not the whole folder
    ],
)
def test_a_folder_may_grow_by_a_tenth(run: Spent, over: bool) -> None:
    """A slow or busy machine, as its yardstick shows it, changes nothing; only a folder that ran whole is compared."""
    found = durations.overspent(RECORDED, run)
    assert [line.split(":")[0] for line in found] == (["tests/unit"] if over else [])


@pytest.mark.parametrize("passes", [True, False])
def test_the_comparison_refuses_nothing(passes: bool, tmp_path: Path) -> None:
    """A run ends as its tests do, however long they took."""
    (tmp_path / "tests" / "unit").mkdir(parents=True)
    (tmp_path / "tests" / "unit" / "test_a.py").write_text(
        f"def test_a():\n    assert sum(range(5_000_000))\n    assert {passes}\n"
    )
    (tmp_path / "tests" / "durations.py").write_text(Path(durations.__file__).read_text())
    (tmp_path / "tests" / "durations.json").write_text(
        '{"yards": {"unit": 1000}, "files": {"tests/unit/test_a.py": {"cpu": 1e-9, "wall": 1e-9, "cases": 1}}}'
    )
    (tmp_path / "conftest.py").write_text(
        "from tests import durations\n"
        "def pytest_addoption(parser): parser.addoption('--record', action='store_true')\n"
        "def pytest_configure(config): config.pluginmanager.register(durations.Meter(config))\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--rootdir", tmp_path, "-p", "no:cacheprovider", tmp_path],
        cwd=tmp_path, env={"PYTHONPATH": str(tmp_path), "PATH": ""}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == (0 if passes else 1), done.stdout + done.stderr
    assert "more processor time than recorded" in done.stdout


def test_a_record_replaces_the_folders_that_ran() -> None:
    """A file that is gone is forgotten; other folders stand as they did."""
    record = durations.merged(RECORDED, spent(0.020, a=2.0))
    assert record["files"].keys() == {"tests/e2e/test_c.py", "tests/unit/test_a.py"}
    assert record["files"]["tests/unit/test_a.py"] == {"cpu": 2.0, "wall": 2.0, "cases": 1}
    assert record["yards"] == {"unit": 0.020, "e2e": 0.010}


def test_the_longest_files_begin() -> None:
    """Before them what nobody has recorded; the tests of a file stay together and in order."""
    root = Path(durations.__file__).parents[1]
    items: list[Any] = [
        SimpleNamespace(path=root / f"tests/unit/test_{name}.py", name=name + number)
        for name in ("a", "new", "b")
        for number in ("1", "2")
    ]
    durations.longest_first(items, RECORDED)
    assert [item.name for item in items] == ["new1", "new2", "b1", "b2", "a1", "a2"]


def test_what_was_started_counts() -> None:
    """Seconds of processes that still run, and of their children, are counted as those of the tests."""
    burns = "import time\nwhile time.process_time() < 0.5: pass\nprint('done', flush=True)\ninput()"
    through = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burns!r}])"
    before = durations.processor()  # in ticks of a hundredth, so less than what the process counts itself
    with subprocess.Popen(
        [sys.executable, "-c", through], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"done\n"
        assert durations.processor() - before >= 0.4
        child.communicate(b"\n")
    assert durations.processor() - before >= 0.4
