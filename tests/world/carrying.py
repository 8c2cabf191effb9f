"""Files over HTTP by hand: a shop, its customer, and the calls of F4."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.world.calls import Calls, b64, calling, problem_of
from tests.world.erase import say
from tests.world.shop import Customer, Shop, found
from tresen.core.files import Layout, sealed_bytes
from tresen.core.sizes import BLOB_SEALED_BYTES
from tresen.core.wire import Send
from tresen.desk.files.sweep import sweep
from tresen.store.state import Stored


@dataclass
class Carrier:
    """Who calls, and in which conversation."""

    calls: Calls
    shop: Shop
    customer: Customer
    conversation: bytes
    bearer: str

    async def ask(
        self, method: str, path: str, headers: dict[str, str] | None = None, **what: Any
    ) -> httpx.Response:
        where = f"/api/v1/conversations/{b64(self.conversation)}/blobs{path}"
        sent = {"Authorization": f"Bearer {self.bearer}"} | (headers or {})
        return await self.calls.http.request(method, where, headers=sent, **what)

    async def room(self) -> dict[str, int]:
        answer = await self.ask("GET", "")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def begin(self, blob: bytes, size: int, **more: Any) -> httpx.Response:
        return await self.ask("POST", "", json={"blob": b64(blob), "bytes": size, **more})

    async def put(self, blob: bytes, n: int, data: bytes) -> httpx.Response:
        headers = {"Content-Type": "application/octet-stream"}
        return await self.ask("PUT", f"/{b64(blob)}/chunks/{n}", headers, content=data)

    async def complete(self, blob: bytes) -> httpx.Response:
        return await self.ask("POST", f"/{b64(blob)}/complete")

    async def cancel(self, blob: bytes) -> httpx.Response:
        return await self.ask("DELETE", f"/{b64(blob)}")

    async def read(self, blob: bytes, **headers: str) -> httpx.Response:
        return await self.ask("GET", f"/{b64(blob)}", headers)

    async def carry(self, size: int, blob: bytes | None = None) -> tuple[bytes, bytes]:
        """A whole file of random bytes, complete: its id and its bytes."""
        blob, data = blob or os.urandom(16), os.urandom(sealed_bytes(size))
        assert (await self.begin(blob, len(data))).status_code == 201
        for n in range(0, Layout.of(len(data)).chunks, 16):
            answer = await self.put(blob, n, part(data, n, 16))
            assert answer.status_code == 204, answer.text
        answer = await self.complete(blob)
        assert answer.json() == {"complete": True}, answer.text
        return blob, data

    async def say(self, *blobs: bytes) -> tuple[Stored, Send]:
        """The customer sends a message that names these files."""
        house, customer = self.calls.app.house, self.customer
        return await say(house, self.shop, customer.device, customer.epoch.key, blobs=list(blobs))

    async def as_(self, device: bytes, conversation: bytes | None = None) -> Carrier:
        """The same calls by another device."""
        bearer = await self.calls.bearer(device)
        return Carrier(self.calls, self.shop, self.customer, conversation or self.conversation, bearer)

    async def another(self) -> Carrier:
        """Another customer of the same shop."""
        return await carrier(self.calls, self.shop)

    async def sweep(self) -> int:
        return await sweep(self.calls.app.house)

    def on_disk(self) -> list[Path]:
        """All files of files."""
        data = self.calls.app.settings.data
        return [each for name in ("files", "uploads") for each in (data / name).rglob("*") if each.is_file()]


def part(data: bytes, n: int, count: int = 1) -> bytes:
    """So many sealed chunks from that one on."""
    return data[n * BLOB_SEALED_BYTES : (n + count) * BLOB_SEALED_BYTES]


def code(answer: httpx.Response) -> str:
    return str(problem_of(answer)["code"])


async def carrier(calls: Calls, shop: Shop) -> Carrier:
    customer = shop.customer()
    begun = await customer.begin(calls.app.house)
    return Carrier(calls, shop, customer, begun.conversation, await calls.bearer(customer.device.keys.id))


@asynccontextmanager
async def carrying(folder: Path, **settings: Any) -> AsyncIterator[Carrier]:
    """A server, a shop, and its customer."""
    async with calling(folder, **settings) as calls:
        yield await carrier(calls, await found(calls.app.house))
