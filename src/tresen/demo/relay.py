"""A relay for calls on this machine alone: coturn, if it is installed, with a secret of its own (C9).

For the demo, and for tests. It is ended by its process.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROGRAM: Final = "turnserver"
HOST: Final = "127.0.0.1"
START_SECONDS: Final = 10
ANSWER_SECONDS: Final = 0.5
PORTS: Final = 200
"""So many ports for relayed media: a call takes two."""
_BINDING: Final = bytes.fromhex("000100002112a442")
"""The head of a binding request: its kind, no attributes, the magic cookie."""
HOW: Final = "Calls need a relay: apt-get install coturn, then start the demo again."
FILE: Final = "turnserver.conf"
_SETTINGS: Final = """\
listening-ip={host}
relay-ip={host}
listening-port={port}
min-port={first}
max-port={last}
use-auth-secret
static-auth-secret={secret}
realm=tresen.localhost
fingerprint
denied-peer-ip=0.0.0.0-255.255.255.255
denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
allow-loopback-peers
allowed-peer-ip={host}
no-tcp-relay
no-cli
no-tls
no-dtls
no-multicast-peers
no-rfc5780
log-file={folder}/turnserver.log
simple-log
pidfile={folder}/turnserver.pid
userdb={folder}/turndb
{verbose}"""


@dataclass(frozen=True)
class LocalRelay:
    """A running relay: its addresses, its secret, and the file that it logs to."""

    urls: tuple[str, ...]
    secret: str
    log: Path
    process: subprocess.Popen[bytes]

    @property
    def env(self) -> dict[str, str]:
        """The settings of a server that uses it."""
        return {"TRESEN_RELAY_URLS": ",".join(self.urls), "TRESEN_RELAY_SECRET": self.secret}

    def __repr__(self) -> str:
        return f"LocalRelay(urls={self.urls!r})"


def is_installed() -> bool:
    """Whether this machine has coturn."""
    return shutil.which(PROGRAM) is not None


def is_running(folder: Path) -> bool:
    """Whether a relay that was started in this folder answers."""
    try:
        lines = (folder / FILE).read_text().splitlines()
        port = next(line.partition("=")[2] for line in lines if line.startswith("listening-port="))
        socket.create_connection((HOST, int(port)), 1).close()
    except (OSError, ValueError, StopIteration):
        return False
    return True


@contextlib.asynccontextmanager
async def local_relay(folder: Path, *, verbose: bool = False) -> AsyncIterator[LocalRelay]:
    """Run coturn on this machine's own address and a free port; its files lie in `folder`. `verbose`: it logs each session.

    Raises:
        OSError: it is not installed, or does not start.
    """
    port = _free_port()
    secret = _write_settings(folder, port, verbose=verbose)
    process = subprocess.Popen(  # noqa: ASYNC220 - it is watched below
        [PROGRAM, "-c", str(folder / FILE)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=folder,
    )
    try:
        await until_listening(port, process)
        urls = (f"turn:{HOST}:{port}?transport=udp", f"turn:{HOST}:{port}?transport=tcp")
        yield LocalRelay(urls, secret, folder / "turnserver.log", process)
    finally:
        process.terminate()
        try:
            await asyncio.to_thread(process.wait, START_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _write_settings(folder: Path, port: int, *, verbose: bool) -> str:
    """The secret is in a file of this user alone, not on the command line, where others could read it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    secret, first = secrets.token_hex(24), 49152 + secrets.randbelow(12_000)
    file = folder / FILE
    file.touch(mode=0o600)
    file.write_text(
        _SETTINGS.format(
            host=HOST, port=port, first=first, last=first + PORTS, secret=secret, folder=folder,
            verbose="verbose\n" if verbose else "",
        )
    )  # fmt: skip
    return secret


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


async def until_listening(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return once coturn answers over TCP and over UDP, which do not begin at once.

    Raises:
        OSError: it ended, or does not answer (`TimeoutError`).
    """
    async with asyncio.timeout(START_SECONDS):
        while True:
            if process.poll() is not None:
                raise OSError(f"coturn ended with status {process.returncode}")
            try:
                _, writer = await asyncio.open_connection(HOST, port)
                writer.close()
                await _binding(port)
            except OSError:
                await asyncio.sleep(0.02)
                continue
            return


async def _binding(port: int) -> None:
    """[RFC 8489 §6.2.1] Ask over UDP for one's own address. Raises `OSError` when nothing answers."""
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.setblocking(False)
        line.connect((HOST, port))
        async with asyncio.timeout(ANSWER_SECONDS):
            await loop.sock_sendall(line, _BINDING + secrets.token_bytes(12))
            await loop.sock_recv(line, 1500)
