"""The lies that the pages in TypeScript are told, at full depth: all values of all fields."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.long
@pytest.mark.timeout(1_600)
def test_no_lie_of_any_value_is_believed_that_is_not_a_claim() -> None:
    """[S15] Both pages, told a lie for each value of each field, notice it, show what they show without, or take a claim."""
    run = subprocess.run(
        [sys.executable, "web/build.py", "run", "-s", "test", "--", "core/test/liar"],
        cwd=ROOT,
        env=os.environ | {"TRESEN_DEPTH": "full", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=1_500,
        check=False,
    )
    said = run.stdout + run.stderr
    assert run.returncode == 0, said[-8_000:]
    assert re.search(r"Test Files +\d+ passed", said), said[-8_000:]
