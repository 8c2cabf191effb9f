"""Tresen behind Caddy with the files of `deploy/` as they are: on one machine, and as the containers stand to each other."""

from __future__ import annotations

import shlex
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.services import missing
from tests.world.composed import COMPOSE, services
from tests.world.deployed import DEPLOY, ROOT, as_unit, commands, etc_of, started
from tests.world.netns import Net, Street, street, wire

NAME: Final = "chat.localhost"
"""Caddy makes its own certificates for names below `localhost`, with no other line in its file."""
_CADDY: Final = """
mount --bind "$1" /etc
mount -t tmpfs tmpfs /var/lib
mkdir /var/lib/caddy
mount --bind "$2" /var/lib/caddy
chown -R caddy:caddy /var/lib/caddy
for each in ${IN_MEMORY:-}; do mount -t tmpfs -o mode=1777 tmpfs "$each"; done
shift 2
exec setpriv --reuid caddy --regid caddy --clear-groups --inh-caps=-all,+net_bind_service \\
    --ambient-caps=+net_bind_service --bounding-set=-all,+net_bind_service --no-new-privs -- "$@"
"""


@dataclass(frozen=True)
class Front:
    """Caddy, reached from `street.stranger` at HOST4 as NAME; Tresen behind it."""

    street: Street
    folder: Path
    server: subprocess.Popen[bytes]

    def trusting(self) -> ssl.SSLContext:
        """Who believes Caddy's own authority."""
        root = self.folder / "caddy" / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        return ssl.create_default_context(cafile=str(root))

    def said(self) -> str:
        """All that Caddy and Tresen wrote to their logs."""
        return "\n".join(each.read_text(errors="replace") for each in self.folder.glob("*.out"))


@contextmanager
def machine_front(folder: Path) -> Iterator[Front]:
    """The tutorial's: Caddy and Tresen on one machine."""
    files = {"tresen.toml": DEPLOY / "tresen.toml", "caddy/Caddyfile": DEPLOY / "Caddyfile"}
    etc = etc_of(folder, files)
    for line in commands("2. Tell it who it is"):
        if line.startswith("sed -i"):
            here = line.replace("$NAME", NAME).replace("/etc/", f"{etc}/")
            subprocess.run(shlex.split(here), check=True)
    env = {"TRESEN_WEB": "/var/lib/tresen/web"}
    _web(folder / "state" / "web")
    with ExitStack() as stack:
        place = stack.enter_context(street())
        server = stack.enter_context(
            as_unit(place.host, folder, etc, ("tresen.service",), ("127.0.0.1", 8080), env)
        )
        command = ["/usr/bin/caddy", "run", "--environ", "--config", "/etc/caddy/Caddyfile"]
        stack.enter_context(_caddy(place.host, folder, etc, command, {}))
        yield Front(place, folder, server)


@contextmanager
def container_front(folder: Path) -> Iterator[Front]:
    """The containers': Tresen on an inner network, where it believes Caddy's address alone."""
    composed = services({"TRESEN_HOST": NAME}, COMPOSE)
    tresen, caddy = composed["tresen"], composed["caddy"]
    etc = etc_of(folder, {})
    with (etc / "hosts").open("a") as hosts:
        hosts.write("\n172.31.83.3 tresen\n")
    _web(folder / "web")
    words = [str(folder / "data") if each == "/data" else each for each in tresen["command"]]
    address = caddy["networks"]["inside"]["ipv4_address"]
    env = {**tresen["environment"], "TRESEN_WEB": str(folder / "web"), "PYTHONPATH": str(ROOT / "src")}
    with ExitStack() as stack:
        place = stack.enter_context(street())
        inner = stack.enter_context(wire(place.host, "inside", address, "172.31.83.3"))
        serve = [sys.executable, "-m", "tresen.cli", *words]
        server = stack.enter_context(started(inner, folder / "tresen.out", serve, ("172.31.83.3", 8080), env))
        command = [*caddy["entrypoint"], *caddy["command"]]
        more = {**caddy["environment"], "IN_MEMORY": " ".join({"/tmp"} & set(caddy["tmpfs"]))}
        stack.enter_context(_caddy(place.host, folder, etc, command, more))
        yield Front(place, folder, server)


@contextmanager
def _caddy(net: Net, folder: Path, etc: Path, command: list[str], more: Mapping[str, str]) -> Iterator[None]:
    if shutil.which("caddy") is None:
        missing("needs caddy (apt-get install caddy)")
    (folder / "caddy").mkdir()
    env = {"HOME": "/var/lib/caddy", "XDG_DATA_HOME": "/var/lib/caddy", **more}
    words: list[str | Path] = ["sh", "-euc", _CADDY, "sh", etc, folder / "caddy", *command]
    with started(net, folder / "caddy.out", words, ("127.0.0.1", 443), env):
        net.call(_until_certified)
        yield


def _until_certified() -> None:
    """Return once Caddy has made its certificate, which it does while it listens already."""
    anybody = ssl.create_default_context()
    anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
    for _ in range(200):
        with socket.create_connection(("127.0.0.1", 443), 5) as opened:
            try:
                anybody.wrap_socket(opened, server_hostname=NAME).close()
            except ssl.SSLError:
                time.sleep(0.05)
                continue
            return
    raise AssertionError("Caddy makes no certificate")


def _web(folder: Path) -> None:
    """As little of the web apps as can be served and compressed."""
    assets = folder / "chat" / "assets"
    assets.mkdir(parents=True)
    (assets / "large.js").write_text("/* the same again and again */\n" * 1000)
    for each in (folder, *folder.rglob("*")):
        each.chmod(0o755 if each.is_dir() else 0o644)
    folder.parent.chmod(0o755)
