"""All tests run once, though one of them ends its worker: `./dev test` does not stand still."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENDS = "import os\ndef test_{n}(): os._exit(1)\n"
RUNS = "def test_{n}(): pass\n"


@pytest.mark.parametrize(
    "files",
    [
        ["RRRR", "RRERR", "RRR"],  # in the middle of a file, after one that is done
        ["RRRRRR", "ER"],  # one test is left, and nothing after it
        ["E", "E", "R"],  # alone in their files, two at once
    ],
)
def test_what_an_ended_worker_left_is_run_by_another(tmp_path: Path, files: list[str]) -> None:
    """The test that ended its worker has failed, all others have passed, none is asked twice."""
    for at, kinds in enumerate(files):
        text = "".join((ENDS if kind == "E" else RUNS).format(n=n) for n, kind in enumerate(kinds))
        (tmp_path / f"test_{at}.py").write_text(text)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.handing_out",
        "-n2",
        "--dist=loadfile",
        "-q",
        str(tmp_path),
    ]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    whole = "".join(files)
    assert f"{whole.count('E')} failed, {whole.count('R')} passed" in done.stdout, done.stdout + done.stderr
