"""`./dev demo` in a fresh checkout: what a newcomer types first, what it says meanwhile, and what it takes of the disk."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.world.bakery import free_port
from tests.world.machine import ROOT
from tests.world.patience import INSTALLED

MEGABYTES = 500
"""Sources, packages and the built apps together; the history of the repository is not ours to weigh."""
STEPS = [
    r"dev: installing uv [\d.]+",
    r"dev: installing from requirements\.lock",
    r"web: installing from package-lock\.json",
    r"web: building the apps",
]


def checkout(folder: Path) -> Path:
    """The sources as they lie here, as a clone has them."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def weight(folder: Path) -> int:
    """The bytes that its files take of the disk; one that several names share counts once."""
    found = {
        (stat.st_dev, stat.st_ino): stat.st_blocks * 512
        for path in folder.rglob("*")
        for stat in [path.lstat()]
        if not path.is_dir()
    }
    return sum(found.values())


@pytest.mark.long
@pytest.mark.timeout(INSTALLED)
def test_a_fresh_checkout_opens_the_bakery(tmp_path: Path) -> None:
    """[newcomer] One command, a line for each step with its seconds, and half a gigabyte at most."""
    tree = checkout(tmp_path / "tresen")
    clean = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "TRESEN", "VIRTUAL"))
    }
    command = ["sh", "./dev", "demo", "--json", "--port", str(free_port())]
    with (tmp_path / "said").open("wb+") as said:
        demo = subprocess.Popen(command, cwd=tree, env=clean, stdout=subprocess.PIPE, stderr=said)
        assert demo.stdout is not None
        ready = demo.stdout.readline()
        said.seek(0)
        lines = said.read().decode()
        try:
            assert ready, lines
            assert json.loads(ready)["customer_url"].startswith("http://localhost:")
        finally:
            demo.send_signal(signal.SIGINT)
            demo.communicate(timeout=30)
    for step in STEPS:
        assert re.search(rf"^{step}$", lines, re.MULTILINE), lines
        assert re.search(rf"^{step}: done in \d+ s$", lines, re.MULTILINE), lines
    assert "demo: three weeks at the counter: 0 %" in lines
    assert weight(tree) <= MEGABYTES * 1_000_000
