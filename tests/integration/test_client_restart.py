"""The server dies in mid-conversation: nothing acknowledged is lost, nothing is said twice."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

from tests.world.bakery import PROFILE, free_port
from tresen.client import Customer, Owner

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def tresen(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tresen.cli", *arguments]


class Server:
    """`tresen serve` in a process of its own, that can be killed."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self._data = folder / "data"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = tresen(
            "serve", "--data", str(self._data), "--port", str(self.port), "--public-url", self.url
        )
        self._process = subprocess.Popen(
            command, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    async def until_listening(self) -> None:
        async with asyncio.timeout(30):
            while True:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                except OSError:
                    await asyncio.sleep(0.05)
                    continue
                writer.close()
                return

    def setup_link(self) -> str:
        command = tresen("business", "add", "--data", str(self._data), "--public-url", self.url, "--json")
        link: str = json.loads(subprocess.check_output(command, env=ENVIRONMENT))["setup_url"]
        return link


async def test_killed_in_mid_conversation(tmp_path: Path) -> None:
    """[I-1, I-2, L4, W3] kill -9 between messages in flight; clients reconnect by themselves and agree."""
    server = Server(tmp_path)
    server.start()
    try:
        await server.until_listening()
        async with asyncio.timeout(90):
            await converse(server, tmp_path)
    finally:
        server.kill()


async def converse(server: Server, folder: Path) -> None:
    link = await asyncio.to_thread(server.setup_link)
    owner = await Owner.setup(
        link, keys=folder / "owner.keys", handle="sonnenschein", profile=PROFILE, name="Anna"
    )
    async with owner, Customer.start(owner.customer_link, keys=folder / "krause.keys") as krause:
        await krause.send("0")
        conversation = krause.conversation
        assert conversation is not None
        for round_ in range(3):
            said = [krause.send(f"Frage {round_}.{n}") for n in range(8)]
            said += [owner.send(conversation, f"Antwort {round_}.{n}") for n in range(8)]
            waiting = [asyncio.ensure_future(each) for each in said]
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            server.kill()
            server.start()
            acknowledged = await asyncio.gather(*waiting)
            for device in (await krause.history(), await owner.history(conversation)):
                assert {each.pos for each in acknowledged} <= {each.pos for each in device}
        logs = [await krause.history(), await owner.history(conversation)]
        assert [(each.pos, each.text) for each in logs[0]] == [(each.pos, each.text) for each in logs[1]]
        texts = [each.text for each in logs[0]]
        assert len(texts) == len(set(texts)) == 1 + 3 * 16
        for name in ("Frage", "Antwort"):
            assert [text for text in texts if text.startswith(name)] == [
                f"{name} {r}.{n}" for r in range(3) for n in range(8)
            ]
        assert all(each.trouble is None for log in logs for each in log)
