"""The demo without git and without a build: started from the wheel, by somebody who may write in their home alone."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest

from tests.services import missing
from tests.world.bakery import free_port
from tests.world.machine import ROOT
from tests.world.patience import INSTALLED, PATIENCE

NOBODY: Final = 65_534
UVX: Final = ROOT / ".uv" / "bin" / "uvx"


@pytest.fixture
def home() -> Iterator[Path]:
    """A plain user's home, with the wheel in `dist` and the tested versions of its libraries beside it."""
    with TemporaryDirectory(prefix="tresen-home-") as name:
        folder = Path(name)
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
        subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
        locked = re.findall(r"^([\w.-]+==\S+)", (ROOT / "requirements-server.lock").read_text(), re.MULTILINE)
        (folder / "tested.txt").write_text("\n".join(locked) + "\n")
        shutil.copy(UVX.with_name("uv"), folder)
        shutil.copy(UVX, folder)
        for each in (folder, *folder.rglob("*")):
            os.chown(each, NOBODY, NOBODY)
        yield folder


def page(url: str) -> str:
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        text: str = answer.read().decode()
        return text


def lent(prefixes: tuple[str, ...]) -> dict[str, str]:
    """What this machine's environment says of how packages are fetched."""
    return {name: value for name, value in os.environ.items() if name.startswith(prefixes)}


def demo_of(command: list[str], home: Path, cwd: Path | str, env: dict[str, str]) -> dict[str, Any]:
    """Starts a demo as a plain user, opens its customer page, and ends it by Ctrl-C. What it said of itself."""
    own = {"HOME": str(home), "PATH": f"{home}:/usr/bin:/bin", "LANG": "C.UTF-8"}
    with (home / "said").open("wb+") as said:
        demo = subprocess.Popen(
            [*command, "--json", "--port", str(free_port())],
            cwd=cwd, env=env | own, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said,
            user=NOBODY, group=NOBODY, extra_groups=[], start_new_session=True,
        )  # fmt: skip
        try:
            assert demo.stdout is not None
            line = demo.stdout.readline()
            assert line, (home / "said").read_text()
            ready: dict[str, Any] = json.loads(line)
            opened = page(ready["customer_url"].partition("#")[0])
            [script] = re.findall(r'<script[^>]+src="([^"]+)"', opened)[:1]
            assert page(ready["customer_url"].rpartition("/")[0] + script)
        finally:
            os.killpg(demo.pid, signal.SIGINT)
            demo.communicate(timeout=PATIENCE)
    # uvx hands Ctrl-C on to a demo that had it already, and may meet its very end.
    assert demo.returncode in (0, 128 + signal.SIGINT)
    assert ready["data_dir"] == str(home / "demo-data")
    assert {each.stat().st_uid for each in Path(ready["data_dir"]).rglob("*")} == {NOBODY}
    return ready


@pytest.mark.long
@pytest.mark.timeout(INSTALLED)
def test_uvx_starts_the_demo_from_the_wheel(home: Path) -> None:
    """[newcomer] One command, typed where nothing can be written: links, pages, data in the home; Ctrl-C ends it."""
    if os.geteuid() != 0 or not UVX.exists():
        missing("needs root, to become a plain user, and the uv of ./dev")
    env = lent(("UV_", "SSL_", "HTTP")) | {"UV_FIND_LINKS": str(home / "dist")}
    python = os.path.realpath(sys.executable)
    command = ["uvx", "--python", python, "--constraints", str(home / "tested.txt"), "tresen[server]", "demo"]
    demo_of(command, home, "/", env)


def printed(program: str) -> list[str]:
    """The command that README and the page about releases print for it, word for word."""
    line = rf"^{program} .* tresen demo$"
    [found] = re.findall(line, (ROOT / "docs/reference/releases.md").read_text(), re.MULTILINE)
    words = shlex.split(found)
    assert words[0] == program
    return words


@pytest.mark.long
@pytest.mark.timeout(INSTALLED)
@pytest.mark.parametrize("program", ["pipx", "uvx"])
def test_the_printed_command_starts_the_demo(home: Path, program: str) -> None:
    """[newcomer] As the page prints it, typed beside this version's wheel; the libraries are the tested ones."""
    if os.geteuid() != 0 or not UVX.exists() or shutil.which("pipx", path="/usr/bin") is None:
        missing("needs root, to become a plain user, pipx, and the uv of ./dev")
    [wheel] = (home / "dist").glob("*.whl")
    shutil.move(wheel, home)
    tested = str(home / "tested.txt")
    env = {
        "pipx": lent(("PIP_", "SSL_", "HTTP", "REQUESTS_")) | {"PIP_CONSTRAINT": tested},
        "uvx": lent(("UV_", "SSL_", "HTTP"))
        | {"UV_CONSTRAINT": tested, "UV_PYTHON": os.path.realpath(sys.executable)},
    }
    demo_of(printed(program), home, home, env[program])


def test_readme_prints_the_same() -> None:
    """README's command is the page's, and `./dev` names it beside its own demo."""
    assert shlex.join(printed("pipx")).replace("'", "") in (ROOT / "README.md").read_text().replace("'", "")
    said = (ROOT / "dev").read_text().partition("./dev serve")[0]
    assert re.sub(r"tresen-[^-]+-py3", "tresen-VERSION-py3", shlex.join(printed("pipx"))) in said
