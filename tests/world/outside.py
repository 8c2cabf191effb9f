"""The world beyond a server: a stranger's push service and mail server, and a log of all that leaves for anywhere."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from tests.world.mailserver import MailServer, mail_server
from tests.world.netns import STRANGER4, Net, Street, street
from tests.world.patience import PATIENCE
from tests.world.pushservice import HOST as PUSH_HOST
from tests.world.pushservice import PushService, push_service

MAIL_HOST: Final = "mail.service.example"
PUSH_PORT: Final = 443
MAIL_PORT: Final = 587
NOWHERE: Final = ("192.0.2.1", 443)
"""An address that only the test itself asks, to see that asking is noticed."""
_ALL, _OUTGOING, _SOL_PACKET, _STATISTICS = 3, 4, 263, 6


class Left(NamedTuple):
    """What somebody asked of another machine: a connection, or a datagram."""

    kind: str
    host: str
    port: int


class Log:
    """Each connection that was begun to another machine, and each datagram, look-ups of names on this machine included."""

    def __init__(self, net: Net) -> None:
        self._socket = net.call(socket.socket, socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(_ALL))
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)
        self._socket.settimeout(0.2)
        self._over = threading.Event()
        self._seen: list[Left] = []
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def seen(self) -> set[Left]:
        """So far. Fails if the machine was too busy to note everything."""
        _, dropped = struct.unpack("II", self._socket.getsockopt(_SOL_PACKET, _STATISTICS, 8))
        assert dropped == 0
        return set(self._seen)

    def close(self) -> None:
        """Note nothing more."""
        self._over.set()
        self._reading.join(PATIENCE)
        self._socket.close()

    def _read(self) -> None:
        while not self._over.is_set():
            with suppress(TimeoutError):
                packet, (_, _, direction, *_) = self._socket.recvfrom(256)
                left = _left(packet) if direction == _OUTGOING else None
                if left is not None:
                    self._seen.append(left)


def _left(packet: bytes) -> Left | None:
    """What an IP packet asks of whom; None for what only answers, and for what stays here."""
    version = packet[0] >> 4 if packet else 0
    if version == 4:
        start, protocol, address = (packet[0] & 15) * 4, packet[9], packet[16:20]
    elif version == 6:
        start, protocol, address = 40, packet[6], packet[24:40]
    else:
        return None
    host, rest = ipaddress.ip_address(address), packet[start:]
    if protocol == socket.IPPROTO_UDP:
        return Left("datagram", str(host), int.from_bytes(rest[2:4]))
    begins = protocol == socket.IPPROTO_TCP and rest[13] & 0x12 == 0x02
    return (
        Left("connection", str(host), int.from_bytes(rest[2:4])) if begins and not host.is_loopback else None
    )


@dataclass
class Outside:
    """The stranger's services, and how a server is told of them."""

    host: Net
    log: Log
    hosts: Path
    trust: Path
    push: PushService = field(init=False)
    mail: MailServer = field(init=False)

    @property
    def services(self) -> dict[str, Left]:
        """By the names under which the table of facts has them."""
        return {
            "push": Left("connection", STRANGER4, PUSH_PORT),
            "mail": Left("connection", STRANGER4, MAIL_PORT),
        }

    def asks_nowhere(self) -> bool:
        """Whether an attempt to reach any machine is noted."""

        def attempt() -> None:
            with socket.socket() as out, suppress(OSError):
                out.settimeout(0.5)
                out.connect(NOWHERE)

        self.host.call(attempt)
        return Left("connection", *NOWHERE) in self.log.seen()


@contextmanager
def outside(folder: Path) -> Iterator[Outside]:
    """Both machines on one wire; every way from the server leads over it."""
    with street() as roads:
        _route(roads)
        hosts, trust = folder / "hosts", folder / "trust.pem"
        names = f"127.0.0.1 localhost\n::1 localhost\n{STRANGER4} {PUSH_HOST} {MAIL_HOST}\n"
        hosts.write_text(names)
        log = Log(roads.host)
        made = Outside(roads.host, log, hosts, trust)
        try:
            with _serving(roads.stranger, made, folder):
                yield made
        finally:
            log.close()


def _route(roads: Street) -> None:
    import subprocess

    way = ["ip", "-n", roads.host.name, "route", "add", "default", "via", STRANGER4]
    subprocess.run(way, check=True, capture_output=True)


@contextmanager
def _serving(net: Net, made: Outside, folder: Path) -> Iterator[None]:
    """Serve in the stranger's network, in a thread that has entered it."""
    ready = threading.Event()
    over: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    async def serve() -> None:
        async with AsyncExitStack() as stack:
            made.push = await stack.enter_async_context(push_service(folder, STRANGER4, PUSH_PORT))
            mail = mail_server(folder, "starttls", STRANGER4, MAIL_PORT, MAIL_HOST)
            made.mail = await stack.enter_async_context(mail)
            over.append((asyncio.get_running_loop(), asyncio.Event()))
            ready.set()
            await over[0][1].wait()

    failed: list[BaseException] = []

    def inside() -> None:
        try:
            net.call(lambda: asyncio.run(serve()))
        except BaseException as error:  # noqa: BLE001 - told by the thread that waits
            failed.append(error)
        finally:
            ready.set()

    thread = threading.Thread(target=inside, daemon=True)
    thread.start()
    assert ready.wait(PATIENCE)
    assert not failed, failed
    certificates = (
        x509.load_pem_x509_certificates((folder / f"{name}.pem").read_bytes())
        for name in (PUSH_HOST, MAIL_HOST)
    )
    made.trust.write_bytes(
        b"".join(each.public_bytes(Encoding.PEM) for some in certificates for each in some)
    )
    try:
        yield
    finally:
        loop, event = over[0]
        loop.call_soon_threadsafe(event.set)
        thread.join(PATIENCE)
