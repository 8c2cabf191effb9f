"""The source that a release publishes: all that a build reads, the same from every folder."""

from __future__ import annotations

import os
import py_compile
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.test_first_start import checkout
from tests.world.machine import ROOT

ASKED = "import runpy; build = runpy.run_path('web/build.py'); print(build['_hash'](build['_sources']()))"


def packed(root: Path, target: Path, umask: int, zone: str) -> Path:
    """The source archive of a tree."""
    env = {**os.environ, "PYTHONPATH": str(root / "src"), "SOURCE_DATE_EPOCH": "1700000000", "TZ": zone}
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(target)]
    subprocess.run(command, cwd=root, env=env, umask=umask, check=True, capture_output=True)
    [made] = target.glob("*.tar.gz")
    return made


def web_sources(root: Path) -> str:
    """The hash from which the web apps take their build id."""
    done = subprocess.run([sys.executable, "-c", ASKED], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout


def test_the_source_is_whole_and_the_same(tmp_path: Path) -> None:
    """Built where web apps were built and in a fresh copy: one archive, and the web apps built of it have our build id."""
    if not (ROOT / "web/node_modules").exists():
        pytest.fail("the web apps are built before: their packages link back into web/")
    copy = checkout(tmp_path / "copy")
    # What Python leaves beside a script that was imported is no source.
    py_compile.compile(str(ROOT / "web/build.py"))
    here = packed(ROOT, tmp_path / "here", 0o022, "UTC")
    there = packed(copy, tmp_path / "there", 0o077, "Asia/Tokyo")
    assert here.read_bytes() == there.read_bytes()
    shutil.unpack_archive(here, tmp_path / "unpacked", filter="data")
    [root] = (tmp_path / "unpacked").iterdir()
    assert web_sources(root) == web_sources(ROOT)
    needed = (
        "hatch_build.py", "supply/sbom.py", "supply/deb.py", "requirements-server.lock", "web/package-lock.json",
        "deploy/tresen.service", "LICENSE", "README.md",
    )  # fmt: skip
    assert [each for each in needed if not (root / each).is_file()] == []
    assert not [*root.rglob("node_modules"), *root.rglob("web_dist")]
