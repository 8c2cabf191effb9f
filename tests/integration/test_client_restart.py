"""The server dies in mid-conversation: nothing acknowledged is lost, nothing is said twice."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.world.bakery import PROFILE
from tests.world.patience import PATIENCE
from tests.world.process import Process
from tresen.client import Customer, Owner


async def test_killed_in_mid_conversation(tmp_path: Path) -> None:
    """[I-1, I-2, L4, W3] kill -9 between messages in flight; clients reconnect by themselves and agree."""
    with Process(tmp_path / "data").served() as server:
        async with asyncio.timeout(PATIENCE):
            await converse(server, tmp_path)


async def converse(server: Process, folder: Path) -> None:
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
            said += [owner.conversations.send(conversation, f"Antwort {round_}.{n}") for n in range(8)]
            waiting = [asyncio.ensure_future(each) for each in said]
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            server.kill()
            await asyncio.to_thread(server.start)
            acknowledged = await asyncio.gather(*waiting)
            for device in (await krause.history(), await owner.conversations.history(conversation)):
                assert {each.pos for each in acknowledged} <= {each.pos for each in device}
        logs = [await krause.history(), await owner.conversations.history(conversation)]
        assert [(each.pos, each.text) for each in logs[0]] == [(each.pos, each.text) for each in logs[1]]
        texts = [each.text for each in logs[0]]
        assert len(texts) == len(set(texts)) == 1 + 3 * 16
        for name in ("Frage", "Antwort"):
            assert [text for text in texts if text.startswith(name)] == [
                f"{name} {r}.{n}" for r in range(3) for n in range(8)
            ]
        assert all(each.trouble is None for log in logs for each in log)
