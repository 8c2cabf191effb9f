"""A machine of a test's own: Debian's file system as it is here, what is written to it in memory, nothing of one's own.

Root's alone: it needs namespaces and overlayfs. /usr/local, /opt, /srv, /mnt and all homes are empty, there is no user
`tresen`, and no network but its own. `online` lends a command the network of this machine, to fetch packages.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.services import missing
from tests.world.patience import INSTALLING, PATIENCE

ROOT: Final = Path(__file__).parents[2]
_WORLD: Final = Path(__file__).parent
TESTED: Final = "/run/tested.txt"
"""In a machine: the libraries as they are locked, for pip's `PIP_CONSTRAINT` where a page takes what the index has."""
_PATH: Final = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_LENT: Final = ("PIP_", "SSL_CERT", "REQUESTS_CA", "NODE_EXTRA_CA", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
"""What this machine's environment says about how packages are fetched."""

_MAKE: Final = """
layer=$1 root=$2 world=$3 shared=$5 base=$6
mount -t tmpfs -o mode=0755 tmpfs "$layer"
mkdir "$layer/upper" "$layer/work"
mount -t overlay overlay -o "lowerdir=$base,upperdir=$layer/upper,workdir=$layer/work" "$root"
for each in usr/local opt srv mnt media home run; do mount -t tmpfs -o mode=0755 tmpfs "$root/$each"; done
mount -t tmpfs -o mode=0700 tmpfs "$root/root"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
if [ -n "$shared" ]; then
    mkdir -p "$root$shared" "$layer/shared" "$layer/shared-work"
    mount -t overlay overlay -o "lowerdir=$shared,upperdir=$layer/shared,workdir=$layer/shared-work" "$root$shared"
fi
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
ip link set lo up
cp -L /etc/resolv.conf "$root/run/resolv.conf" 2>/dev/null && ln -sf /run/resolv.conf "$root/etc/resolv.conf" || :
rm -rf "$root/var/lib/tresen" "$root/etc/tresen.toml" "$root"/etc/systemd/system/tresen*
! chroot "$root" getent passwd tresen >/dev/null || chroot "$root" userdel tresen
mkdir -p "$root/usr/local/bin" "$root/usr/local/sbin" "$root/usr/local/lib/stand-in" "$root/run/systemd/system"
cp "$world/as_unit.py" "$world/systemctl.py" "$root/usr/local/lib/stand-in/"
cat >"$root/usr/local/sbin/systemctl" <<'END'
#!/bin/sh
[ -x /usr/bin/python3 ] || exit 0
exec /usr/bin/python3 -B /usr/local/lib/stand-in/systemctl.py "$@"
END
chmod 755 "$root/usr/local/sbin/systemctl"
[ ! -x "$root/usr/bin/python3" ] || exec chroot "$root" /usr/bin/python3 -Ic "$4"
exec chroot "$root" /bin/sh -c 'echo ready; while :; do sleep 1000 & wait $!; done'
"""
_INIT: Final = """
import os, signal
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
print("ready", flush=True)
while True:
    signal.sigwait({signal.SIGCHLD})
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass
"""
"""Process number one: takes those that end. Where there is no Python yet, a shell does."""


@dataclass(frozen=True)
class Done:
    """What a script printed, and its commands that failed, each as `STATUS COMMAND`."""

    out: str
    failed: list[str]


class Machine:
    """Use `machine()`."""

    def __init__(self, inside: int) -> None:
        self._inside = inside

    def path(self, inside: str) -> Path:
        """A file of this machine, as seen from outside. Links in it lead elsewhere."""
        return Path(f"/proc/{self._inside}/root") / inside.lstrip("/")

    def lay(self, source: Path, inside: str) -> None:
        """Copy a file or a folder into this machine."""
        target = self.path(inside)
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, symlinks=True)
        else:
            shutil.copyfile(source, target)

    def command(self, *words: str, online: bool = False, env: Mapping[str, str] | None = None) -> list[str]:
        """The command line that runs a program in here."""
        network = [] if online else ["--net"]
        entered = ["nsenter", f"--target={self._inside}", "--mount", "--pid", *network, "--root"]
        own = {name: value for name, value in os.environ.items() if name.upper().startswith(_LENT)}
        lent = [f"{name}={value}" for name, value in {**(own if online else {}), **(env or {})}.items()]
        return [
            *entered,
            "env",
            "-C",
            "/root",
            "-i",
            "HOME=/root",
            f"PATH={_PATH}",
            "LANG=C.UTF-8",
            *lent,
            *words,
        ]

    def run(
        self,
        script: str,
        *,
        typed: str = "",
        online: bool = False,
        env: Mapping[str, str] | None = None,
    ) -> Done:
        """Run a script as a reader of a page does: in root's home, line by line, whatever a line's outcome."""
        head = "exec 9>/run/failed\ntrap 'echo \"$? ${BASH_COMMAND%%$'\\''\\n'\\''*}\" >&9' ERR\n"
        self.path("/run/script").write_text(head + script, encoding="utf-8")
        with self.path("/run/out").open("w+b") as out:
            # What it starts and leaves behind keeps its output open: so that goes to a file, not to a pipe.
            subprocess.run(
                self.command("bash", "/run/script", online=online, env=env),
                input=typed.encode(), stdout=out, stderr=out, check=False, timeout=INSTALLING,
            )  # fmt: skip
            out.seek(0)
            said = out.read().decode(errors="replace")
        return Done(said, self.path("/run/failed").read_text().splitlines())

    def spent(self) -> float:
        """Seconds of processor time of all that ran in here, on whichever core: what runs, and what process one took."""
        total = 0
        for each in self.path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):  # it has ended since, and counts with whoever waited for it
                total += sum(map(int, each.read_text().rpartition(")")[2].split()[11:15]))
        waited = resource.getrusage(resource.RUSAGE_CHILDREN)
        return total / os.sysconf("SC_CLK_TCK") + waited.ru_utime + waited.ru_stime

    def on_network(self, *words: str) -> None:
        """Run a command of this system's on the machine's network, which may lack the program."""
        subprocess.run(["nsenter", f"--net=/proc/{self._inside}/ns/net", *words], check=True)

    def answers(self, url: str) -> None:
        """Wait until something answers there."""
        script = f"import urllib.request as r; r.build_opener(r.ProxyHandler({{}})).open({url!r}, timeout=5)"
        end = time.monotonic() + PATIENCE
        while subprocess.run(
            self.command("/usr/bin/python3", "-Ic", script), capture_output=True, check=False
        ).returncode:
            assert time.monotonic() < end, f"{url} does not answer: {self.logs()}"

    def logs(self) -> str:
        """The last lines of what services said."""
        found = sorted(self.path("/var/log").glob("*.out"))
        return "\n".join(f"{each.name}: {each.read_text(errors='replace')[-1500:]}" for each in found)


@contextmanager
def machine(folder: Path, shared: Path | None = None, base: Path = Path("/")) -> Iterator[Machine]:
    """Make a machine below `folder`; everything in it ends with it. It sees `shared`, and what it writes there is lost.

    `base` is another Debian's file system than this one.
    """
    if os.geteuid() != 0 or not all(map(shutil.which, ("unshare", "nsenter", "setpriv", "ip"))):
        missing("needs root, util-linux and iproute2, for a machine of its own")
    layer, root = folder / "layer", folder / "root"
    layer.mkdir()
    root.mkdir()
    # It ends with this process, however that ends.
    words = [
        "setpriv",
        "--pdeathsig",
        "KILL",
        "unshare",
        "--mount",
        "--net",
        "--pid",
        "--fork",
        "--kill-child",
    ]
    process = subprocess.Popen(
        [*words, "sh", "-euc", _MAKE, "sh", str(layer), str(root), str(_WORLD), _INIT, str(shared or ""), str(base)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stderr is not None
        if process.stdout.readline() != "ready\n":
            process.wait(PATIENCE)
            raise AssertionError(process.stderr.read())
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        made = Machine(int(children[0]))
        locked = re.findall(r"^([\w.-]+==\S+)", (ROOT / "requirements-server.lock").read_text(), re.MULTILINE)
        made.path(TESTED).write_text("\n".join(locked) + "\n")
        yield made
    finally:
        process.kill()
        process.communicate()
