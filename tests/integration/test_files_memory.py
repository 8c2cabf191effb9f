"""How much memory the server needs for files: a bound for each transfer, however large the file is."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from tests.integration.test_crash import PUBLIC_URL, furnish
from tests.integration.test_http_bounds import process
from tests.world.calls import b64
from tests.world.wire_client import WireClient
from tresen.core.files import Layout, sealed_bytes
from tresen.core.sizes import BLOB_CHUNKS_AT_ONCE, BLOB_SEALED_BYTES
from tresen.core.wire import Error, Stored

MIB: Final = 2**20
AT_ONCE: Final = 4
SIZE: Final = sealed_bytes(100 * MIB)
MOST_MIB: Final = 4
"""For each transfer. A file is 25 times as large."""


def peak_mib(pid: int) -> float:
    """The most memory that the process ever had."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("the system does not say")


class Lines:
    """Several connections to one server, each in a thread of its own."""

    def __init__(self, port: int, bearer: str, where: str) -> None:
        self._port, self._where = port, where
        self._headers = {"Authorization": f"Bearer {bearer}"}

    def all(self, work: Callable[[http.client.HTTPConnection, bytes], None], blobs: list[bytes]) -> None:
        def one(blob: bytes) -> None:
            connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)
            work(connection, blob)
            connection.close()

        with ThreadPoolExecutor(len(blobs)) as pool:
            list(pool.map(one, blobs))

    def up(self, size: int) -> Callable[[http.client.HTTPConnection, bytes], None]:
        piece = os.urandom(BLOB_CHUNKS_AT_ONCE * BLOB_SEALED_BYTES)

        def work(connection: http.client.HTTPConnection, blob: bytes) -> None:
            layout = Layout.of(size)
            begun = json.dumps({"blob": b64(blob), "bytes": size})
            self._ask(connection, "POST", "", begun, "application/json")
            for n in range(0, layout.chunks, BLOB_CHUNKS_AT_ONCE):
                left = size - n * BLOB_SEALED_BYTES
                self._ask(
                    connection, "PUT", f"/{b64(blob)}/chunks/{n}", piece[:left], "application/octet-stream"
                )
            self._ask(connection, "POST", f"/{b64(blob)}/complete", b"", "application/json")

        return work

    def down(self, size: int) -> Callable[[http.client.HTTPConnection, bytes], None]:
        def work(connection: http.client.HTTPConnection, blob: bytes) -> None:
            connection.request("GET", f"{self._where}/{b64(blob)}", headers=self._headers)
            answer = connection.getresponse()
            buffer, seen = bytearray(256 * 1024), 0
            while count := answer.readinto(buffer):
                seen += count
            assert (answer.status, seen) == (200, size)

        return work

    def _ask(
        self, connection: http.client.HTTPConnection, method: str, path: str, body: Any, type_: str
    ) -> None:
        connection.request(method, self._where + path, body, self._headers | {"Content-Type": type_})
        answer = connection.getresponse()
        said = answer.read()
        assert answer.status < 300, said


async def test_each_transfer_has_its_bound(tmp_path: Path) -> None:
    """[F6] Four files of 100 MiB at once, there and back: the server's memory grows by 4 MiB for each at most."""
    _, customer = await furnish(tmp_path)
    async with process(tmp_path) as (port, pid):
        line = await WireClient.enter(port, PUBLIC_URL, customer.device)
        assert line.welcome is not None
        lines = Lines(port, line.welcome.bearer, f"/api/v1/conversations/{b64(customer.conversation)}/blobs")

        async def carried(size: int, count: int) -> None:
            blobs = [os.urandom(16) for _ in range(count)]
            await asyncio.to_thread(lines.all, lines.up(size), blobs)
            for blob in blobs:
                line.send(customer.message(blobs=[blob]))
                while not isinstance(frame := await line.next(), Stored):
                    assert not isinstance(frame, Error), frame
            await asyncio.to_thread(lines.all, lines.down(size), blobs)

        # What is loaded for the first file of all belongs to no transfer.
        await carried(sealed_bytes(100), 1)
        idle = peak_mib(pid)
        await carried(SIZE, AT_ONCE)
        assert peak_mib(pid) - idle <= MOST_MIB * AT_ONCE
        await line.close()
