"""Programs run with the files of `deploy/` as they are, at the places that the tutorial puts them."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.world.netns import Net

ROOT: Final = Path(__file__).parents[2]
DEPLOY: Final = ROOT / "deploy"
TUTORIAL: Final = ROOT / "docs" / "tutorial" / "from-a-bare-server-to-the-sign.md"
START_SECONDS: Final = 15


def commands(heading: str) -> list[str]:
    """The commands that the tutorial prints under that heading, in order."""
    text = TUTORIAL.read_text()
    section = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    assert section, heading
    return [
        line for block in re.findall(r"```sh\n(.*?)```", section, re.DOTALL) for line in block.splitlines()
    ]


def etc_of(folder: Path, files: Mapping[str, Path]) -> Path:
    """A copy of /etc with these files in it, for one program alone."""
    made = folder / "etc"
    shutil.copytree("/etc", made, symlinks=True)
    for name, source in files.items():
        place = made / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
        place.chmod(0o644)
    for each in (folder, *folder.parents):
        if each.stat().st_mode & 0o005 != 0o005 and each != Path("/"):
            each.chmod(each.stat().st_mode | 0o011)
    made.chmod(0o755)
    return made


def exec_start(unit: str) -> list[str]:
    """The command of a unit in `deploy/`."""
    found = re.search(r"^ExecStart=(.+)$", (DEPLOY / unit).read_text(), re.MULTILINE)
    assert found is not None
    return found[1].split()


@contextmanager
def in_its_etc(net: Net, etc: Path, user: str, command: list[str], port: int, host: str) -> Iterator[None]:
    """Run a command as `user` with that /etc, until it listens on `host` and `port`; end it afterwards."""
    script = f'mount --bind {etc} /etc && exec setpriv --reuid {user} --regid {user} --clear-groups -- "$@"'
    process = subprocess.Popen(
        net.command("sh", "-c", script, "sh", *command), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        _until_listening(net, process, host, port)
        yield
    finally:
        process.terminate()
        process.wait(20)
        if process.stdout is not None:
            process.stdout.close()


def _until_listening(net: Net, process: subprocess.Popen[bytes], host: str, port: int) -> None:
    def tried() -> bool:
        try:
            socket.create_connection((host, port), 1).close()
        except OSError:
            return False
        return True

    end = time.monotonic() + START_SECONDS
    while not net.call(tried):
        if process.poll() is not None:
            said = process.stdout.read().decode(errors="replace") if process.stdout else ""
            raise AssertionError(f"it ended with {process.returncode}: {said[-2000:]}")
        assert time.monotonic() < end, "it does not listen"
        time.sleep(0.05)
