"""A bare Debian in a folder, in which packages are installed and run as on a host, without a network of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.services import missing

_PATH = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}


def mirror() -> str:
    """The mirror that this machine's own apt asks."""
    asked = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(SITE)"], capture_output=True, text=True, check=False
    ).stdout.split()
    found = [each for each in asked if each.startswith("http") and each.rstrip("/").endswith("/debian")]
    return found[0] if found else missing("a mirror of Debian")


class Root:
    """Debian 13 as it is installed at least, with what the package needs."""

    def __init__(self, folder: Path, *packages: str) -> None:
        if os.geteuid() != 0 or not all(map(shutil.which, ("mmdebstrap", "unshare", "chroot"))):
            missing("root, and mmdebstrap")
        self.folder = folder
        made = subprocess.run(
            ["mmdebstrap", "-q", "--variant=apt", f"--include={','.join(packages)}", "trixie", folder, mirror()],
            capture_output=True, text=True, check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )  # fmt: skip
        assert made.returncode == 0, made.stderr[-2000:]

    def run(self, *words: str, good: bool = True, network: bool = False) -> str:
        """What a command in it says, as root, on no network."""
        done = subprocess.run(
            self._inside(words, network=network), capture_output=True, text=True, check=False, env=_PATH
        )
        assert not good or done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def start(self, user: str, *words: str) -> subprocess.Popen[bytes]:
        """A command in it that goes on, as that user, on this machine's network."""
        return subprocess.Popen(
            self._inside(words, f"--userspec={user}:{user}", network=True), env=_PATH,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip

    def _inside(self, words: tuple[str, ...], *user: str, network: bool) -> list[str]:
        apart = ["unshare", "--mount", *([] if network else ["--net"])]
        mounts = 'mount -t proc proc "$0/proc" && mount --bind /dev "$0/dev" && cd / && exec chroot "$@"'
        return [*apart, "sh", "-c", mounts, str(self.folder), *user, str(self.folder), *words]
