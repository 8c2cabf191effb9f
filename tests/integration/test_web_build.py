"""`web/build.py`: standard output belongs to the command that follows, such as `./dev demo --json`."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

WEB = Path(__file__).parents[2] / "web"


def tree(folder: Path, script: str) -> Path:
    """A repository that holds only a web app whose build is `script`."""
    web = folder / "web"
    web.mkdir()
    (folder / "src" / "tresen" / "web_dist").mkdir(parents=True)
    for name in ("build.py", ".npmrc"):
        shutil.copy(WEB / name, web / name)
    package = {"name": "small", "version": "1.0.0", "scripts": {"build": script}}
    (web / "package.json").write_text(json.dumps(package))
    lock = {"name": "small", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": {"name": "small"}}}
    (web / "package-lock.json").write_text(json.dumps(lock))
    (web / "node_modules").mkdir()
    (web / "widget" / "kept").mkdir(parents=True)
    return web / "build.py"


def build(command: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, command, *words], capture_output=True, text=True, check=False)


def said(stderr: str) -> list[str]:
    """Without the seconds, and without the lines that say that it goes on."""
    lines = (re.sub(r"done in \d+ s", "done", line) for line in stderr.splitlines())
    return [line for line in lines if not re.search(r": \d+ s$", line)]


def test_a_build_keeps_off_standard_output(tmp_path: Path) -> None:
    """[interface] `./dev demo --json` prints its one line only, even if the apps are built first."""
    command = tree(tmp_path, "echo 160 kB of assets")
    first = build(command)
    assert (first.returncode, first.stdout) == (0, "")
    assert said(first.stderr) == [
        "web: installing from package-lock.json",
        "web: installing from package-lock.json: done",
        "web: building the apps",
        "web: building the apps: done",
    ]
    assert build(command).stderr == ""


def test_a_quick_build_never_stands_in_for_a_whole_one(tmp_path: Path) -> None:
    """[interface] The demo takes what is there; what is served or tested is built whole, and says another build id."""
    command = tree(tmp_path, 'echo "$TRESEN_QUICK $TRESEN_BUILD" >>../said; :')
    hashes = tmp_path / "src" / "tresen" / "web_dist" / "hashes.json"
    for words, builds in (
        (["build", "--quick"], 1),
        (["build", "--quick"], 0),
        (["build"], 1),
        (["build", "--quick"], 0),
    ):
        (tmp_path / "said").write_text("")
        assert build(command, *words).returncode == 0
        lines = (tmp_path / "said").read_text().splitlines()
        assert len(lines) == 3 * builds
        assert all(line.startswith("1 ") == line.endswith("-quick") == ("--quick" in words) for line in lines)
        if builds:
            assert json.loads(hashes.read_text())["build"].endswith("-quick") == ("--quick" in words)


def test_a_build_that_fails_shows_what_it_printed(tmp_path: Path) -> None:
    """[interface] errors say what happened; the next start tries again."""
    command = tree(tmp_path, "echo line 7 is wrong && exit 3")
    for _ in range(2):
        failed = build(command)
        assert failed.returncode == 1
        assert failed.stdout == ""
        assert "line 7 is wrong" in failed.stderr
        assert failed.stderr.endswith("web: npm run build --silent -- --config inbox/vite.config.ts failed\n")
