"""Erasing with the client: all devices drop the message, believe only a signed command, and survive a crash (L7)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.world.bakery import PROFILE, Bakery, bakery
from tests.world.patience import PATIENCE
from tests.world.process import Process
from tresen.client import Customer, Message, Owner, Refusal, Staff
from tresen.client.connection.keyfile import Waiting
from tresen.client.erasing.command import EraseCommand


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with bakery(tmp_path) as made:
        yield made


async def until(look: Callable[[], bool], who: Customer | Staff) -> None:
    async with asyncio.timeout(PATIENCE):
        await who._parts.bell.until(look)


def texts(messages: list[Message]) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in messages]


async def refer(who: Customer | Staff, conversation: bytes, to: Message, text: str) -> int:
    """Say something that refers to a message."""
    assert to.device is not None
    assert to.counter is not None
    payload = {"kind": "text", "text": text}
    waiting = Waiting(conversation, 1, payload, spoken=False, refers=(to.device, to.counter))
    return (await who._parts.outbox.send(waiting)).pos


async def test_one_message_for_everybody(shop: Bakery) -> None:
    """[L7, S17] With what refers to it: all devices drop it at once; a later device finds tombstones with a command."""
    krause = await shop.customer()
    first = await krause.send("Bitte nicht weitersagen")
    await krause.send("Ein Roggenbrot, bitte")
    conversation = krause.conversation or b""
    ben = await shop.join(2)
    said = await ben.conversations.history(conversation)
    await refer(ben, conversation, said[0], "Was denn?")
    assert len(await shop.owner.conversations.history(conversation)) == 3
    erasure = await krause.erase(first)
    assert (erasure.erased, erasure.retained) == ([(3, 3), (5, 5)], [])
    left = [("erased", ""), ("text", "Ein Roggenbrot, bitte"), ("erased", ""), ("erasure", "")]
    assert texts(await krause.history()) == left
    for staff in (ben, shop.owner):
        await until(lambda staff=staff: staff._parts.logs.held[conversation].head == erasure.pos, staff)  # type: ignore[misc]
        messages = await staff.conversations.history(conversation)
        assert texts(messages) == left
        assert [each.trouble for each in messages] == [None] * 4
        assert messages[-1].payload["erased"] == [(3, 3), (5, 5)]
        assert not messages[-1].ours
    cem = await shop.join(3)
    later = await cem.conversations.history(conversation)
    assert (texts(later), {each.trouble for each in later}) == (left, {None})
    sent = await ben.conversations.send(conversation, "Gern, Frau Krause")
    assert (await krause.history())[-1].trouble is None
    assert sent.pos == erasure.pos + 1
    with pytest.raises(LookupError):
        await krause.erase(first)
    await asyncio.gather(*(each.close() for each in (krause, ben, cem)))


async def test_a_whole_conversation_and_what_is_kept(shop: Bakery) -> None:
    """[L7, L9] The owner erases everything; the letter stays, both sides read why and until when; it is over."""
    krause = await shop.customer()
    letter = await krause.send("Hiermit kündige ich das Brot-Abonnement")
    await krause.send("Schönen Tag noch")
    conversation = krause.conversation or b""
    await shop.owner.cards.rename(conversation, "Frau Krause")
    ben = await shop.join(2)
    await ben.conversations.retain(conversation, letter, "letter")
    assert [each.pos for each in await krause.retained()] == [letter.pos]
    tablet = await Customer.restore(krause.return_link or "", keys=shop.folder / "tablet.keys")
    await tablet.history()
    erasure = await shop.owner.conversations.erase(conversation)
    (kept,) = erasure.retained
    assert (kept.pos, kept.class_) == (letter.pos, "letter")
    assert await krause.retained() == await ben.conversations.retained(conversation) == [kept]
    for customer in (krause, tablet):
        await until(lambda each=customer: each._parts.logs.held[conversation].state == "erased", customer)  # type: ignore[misc]
        left = await customer.history()
        assert texts(left) == [
            ("text", "Hiermit kündige ich das Brot-Abonnement"), ("erased", ""), ("erasure", ""),
        ]  # fmt: skip
        assert {each.trouble for each in left} == {None}
        assert left[-1].payload["kept"] == [kept._asdict()]
    (row,) = [each async for each in shop.owner.conversations.list()]
    assert (row.name, row.state) == (None, "closed")
    await krause.mark_read(letter)
    for refused in (
        krause.send("Noch etwas"),
        krause.erase(),
        ben.conversations.send(conversation, "Noch etwas"),
        ben.cards.rename(conversation, "Krause"),
        shop.owner.conversations.erase(conversation),
    ):
        with pytest.raises(Refusal, match="conversation_erased"):
            await refused
    await shop.owner.conversations.retain(conversation, letter, "chat")
    assert [each async for each in shop.owner.conversations.list()] == []
    await until(lambda: krause._parts.logs.held[conversation].head == erasure.pos + 1, krause)
    assert [each.kind for each in await krause.history()] == ["erased", "erased", "erasure", "erasure"]
    await asyncio.gather(*(each.close() for each in (krause, tablet, ben)))


async def test_who_may_not(shop: Bakery) -> None:
    """[L7, A6] A member may not, even if its client is made to ask."""
    krause = await shop.customer()
    await krause.send("Guten Tag")
    conversation = krause.conversation or b""
    ben = await shop.join(2)
    with pytest.raises(Refusal, match="forbidden"):
        await ben.conversations.erase(conversation, None)
    assert texts(await krause.history()) == [("text", "Guten Tag")]
    await asyncio.gather(krause.close(), ben.close())


async def test_the_keys_file_forgets(shop: Bakery) -> None:
    """[L7] Once a message is erased, neither the file nor its write-ahead log holds a word of it."""
    krause = await shop.customer()
    secret = "Streng-geheime-Rezeptur"
    for number in range(40):
        await krause.send(f"{secret} {number}")
    folder = shop.folder

    def written(name: str) -> bool:
        return any(secret.encode() in file.read_bytes() for file in folder.glob(f"{name}.keys*"))

    assert written("krause")
    await krause.erase()
    assert not written("krause")
    await krause.close()


async def test_killed_between_command_and_answer(tmp_path: Path) -> None:
    """[A4, I-1] kill -9 at any moment after the command is sent: asked again, it has one outcome and has erased once."""
    with Process(tmp_path / "data").served() as server:
        owner = await Owner.setup(
            server.setup_link(),
            keys=tmp_path / "owner.keys",
            handle="sonnenschein",
            profile=PROFILE,
            name="Anna",
        )
        krause = await Customer.start(owner.customer_link, keys=tmp_path / "krause.keys")
        for number in range(8):
            await krause.send(f"Nachricht {number}")
        conversation = krause.conversation or b""
        for delay in (0.0, 0.002, 0.005, 0.01, 0.02, 0.05):
            message = next(each for each in await krause.history() if each.kind == "text")
            erasing = asyncio.create_task(krause.erase(message))
            await asyncio.sleep(delay)
            server.kill()
            await asyncio.to_thread(server.start)
            outcome = await asyncio.wait_for(erasing, PATIENCE)
            assert outcome.erased == [(message.pos, message.pos)]
        history = await owner.conversations.history(conversation)
        assert [each.kind for each in history] == ["erased"] * 6 + ["text"] * 2 + ["erasure"] * 6
        assert {each.trouble for each in history} == {None}
        await asyncio.gather(krause.close(), owner.close())


async def test_the_client_dies_before_the_answer(shop: Bakery) -> None:
    """[A4] The command is in the keys file before it is sent: after a restart the same command is sent again."""
    krause = await shop.customer()
    sent = await krause.send("Guten Tag")
    conversation = krause.conversation or b""
    (said,) = await krause.history()
    command = EraseCommand(krause._parts.file, conversation, [(said.pos, said.hash or b"")])
    command.sign(krause._parts.device, krause._parts.business.chain.business, 1)
    first = await krause._parts.http.post(command.path, command.json())
    await krause.close()
    again = await shop.customer()
    assert (await again.erase(sent)).pos == first["pos"]
    with pytest.raises(LookupError):
        await again.erase(sent)
    assert [each.kind for each in await shop.owner.conversations.history(conversation)] == [
        "erased",
        "erasure",
    ]
    await again.close()
