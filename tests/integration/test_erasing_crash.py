"""A server killed while it erases: asked again, it has erased once, and nothing is left in its files (L7, A4, A10)."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.contract.test_erased_bytes import seen, windows
from tests.integration.test_crash import PUBLIC_URL, furnish, log_of, process
from tests.world.calls import b64
from tests.world.calls import signed as signed_json
from tests.world.erase import command
from tests.world.patience import PATIENCE
from tests.world.shop import Customer
from tests.world.wire_client import WireClient
from tresen.core.records import Signed
from tresen.core.wire import Send, Stored


async def ask(port: int, line: WireClient, customer: Customer, signed: Signed) -> dict[str, Any] | None:
    """The outcome; None if the server died before telling it."""
    assert line.welcome is not None
    path = f"http://127.0.0.1:{port}/api/v1/conversations/{b64(customer.conversation)}/erase"
    headers = {"Authorization": f"Bearer {line.welcome.bearer}"}
    async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as http:
        try:
            answer = await http.post(path, json={"command": signed_json(signed)}, headers=headers)
        except httpx.TransportError:
            return None
    assert answer.status_code == 201, answer.text
    outcome: dict[str, Any] = answer.json()
    return outcome


@pytest.mark.parametrize("delay", [0.0, 0.004, 0.012, 0.03])
async def test_killed_while_it_erases(tmp_path: Path, delay: float) -> None:
    """[L7, A4, A10] kill -9 around the commit: the same command afterwards has one outcome, and no byte is left."""
    shop, customer = await furnish(tmp_path)
    said: list[Send] = []
    signed = command(customer.device, shop, customer.conversation)
    async with process(tmp_path) as (server, port):
        krause = await WireClient.enter(port, PUBLIC_URL, customer.device)
        for _ in range(30):
            said.append(customer.message())
            krause.send(said[-1])
            await krause.take(Stored)
        asking = asyncio.create_task(ask(port, krause, customer, signed))
        await asyncio.sleep(delay)
        server.kill()
        before = await asking
        await krause.closed()
    async with process(tmp_path) as (_, port):
        krause = await WireClient.enter(port, PUBLIC_URL, customer.device)
        outcome = await ask(port, krause, customer, signed)
        assert outcome is not None
        assert before in (None, outcome)
        assert (outcome["pos"], outcome["erased"]) == (34, [[3, 33]])
        assert seen(tmp_path, {window for each in said for window in windows(each)}) == set()
        await krause.close()
    assert [row[1] for row in log_of(tmp_path, customer.device.keys.id)][-1] == 34
