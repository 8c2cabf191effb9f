"""Programs run with the files of `deploy/` as they are, at the places that the tutorial puts them."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.services import missing
from tests.world.netns import Net
from tests.world.patience import PATIENCE

ROOT: Final = Path(__file__).parents[2]
DEPLOY: Final = ROOT / "deploy"
TUTORIAL: Final = ROOT / "docs" / "tutorial" / "from-a-bare-server-to-the-sign.md"
START_SECONDS: Final = 60


def commands(heading: str) -> list[str]:
    """The commands that the tutorial prints under that heading, in order."""
    text = TUTORIAL.read_text()
    section = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    assert section, heading
    return [
        line for block in re.findall(r"```sh\n(.*?)```", section, re.DOTALL) for line in block.splitlines()
    ]


def etc_of(folder: Path, files: Mapping[str, Path]) -> Path:
    """A copy of /etc with these files in it and a user `tresen`, for one program alone."""
    if os.geteuid() != 0:
        missing("needs root, to copy /etc and to start programs as others")
    made = folder / "etc"
    shutil.copytree("/etc", made, symlinks=True)
    for name, source in files.items():
        place = made / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
        place.chmod(0o644)
    with (made / "passwd").open("a") as users:
        users.write("tresen:x:64999:64999::/var/lib/tresen:/usr/sbin/nologin\n")
    with (made / "group").open("a") as groups:
        groups.write("tresen:x:64999:\n")
    made.chmod(0o755)
    return made


def exec_start(unit: str) -> list[str]:
    """The command of a unit in `deploy/`."""
    found = re.search(r"^ExecStart=(.+)$", (DEPLOY / unit).read_text(), re.MULTILINE)
    assert found is not None
    return found[1].split()


@contextmanager
def as_unit(
    net: Net,
    folder: Path,
    etc: Path,
    units: tuple[str, ...],
    place: tuple[str, int],
    env: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a unit of `deploy/` as systemd would, until it listens at `place`; end it afterwards.

    It sees that /etc, Tresen where the tutorial installs it, and as its state `folder/state`.
    """
    (folder / "state").mkdir(exist_ok=True)
    words: list[str | Path]
    words = ["sh", "-euc", _PLACES, "sh", etc, folder / "state", ROOT, sys.base_prefix, *_running(units)]
    with started(net, folder / f"{units[0]}.out", words, place, env) as process:
        yield process


@contextmanager
def started(
    net: Net,
    output: Path,
    words: Sequence[str | Path],
    place: tuple[str, int],
    env: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command in a network until it listens at `place`, and end it afterwards. What it says is in `output`."""
    with output.open("ab") as saying:
        process = subprocess.Popen(
            net.command(*words), stdout=saying, stderr=saying, env={"PATH": os.environ["PATH"], **(env or {})}
        )
    try:
        _until_listening(net, process, output, *place)
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE)


_PLACES: Final = """
mount --bind "$1" /etc
mount -t tmpfs -o mode=0755 tmpfs /var/lib
mkdir /var/lib/tresen
mount --bind "$2" /var/lib/tresen
mount -t tmpfs -o mode=0755 tmpfs /opt
mkdir -p /opt/tresen-source /opt/python /opt/tresen/bin
mount --bind "$3" /opt/tresen-source
mount --bind "$4" /opt/python
shift 4
python=/opt/python/bin/$1
packages=/opt/tresen-source/src:/opt/tresen-source/.venv/lib/$1/site-packages
{
    echo '#!/bin/sh'
    echo "PYTHONPATH=$packages exec $python -Bc 'from tresen.command import main; main()' \"\\$@\""
} >/opt/tresen/bin/tresen
chmod 755 /opt/tresen/bin/tresen
shift
export LD_LIBRARY_PATH=/opt/python/lib  # where an interpreter has a library of its own
exec "$python" -IB /opt/tresen-source/tests/world/as_unit.py "$@"
"""


def _running(units: tuple[str, ...]) -> list[str]:
    files = [f"/opt/tresen-source/deploy/{each}" for each in units]
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return [version, *files, "--", *exec_start(units[0])]


def _until_listening(net: Net, process: subprocess.Popen[bytes], output: Path, host: str, port: int) -> None:
    def tried() -> bool:
        try:
            socket.create_connection((host, port), 1).close()
        except OSError:
            return False
        return True

    end = time.monotonic() + START_SECONDS
    while not net.call(tried):
        if process.poll() is not None:
            said = output.read_text(errors="replace")[-2000:]
            raise AssertionError(f"it ended with {process.returncode}: {said}")
        assert time.monotonic() < end, "it does not listen"
        time.sleep(0.05)
