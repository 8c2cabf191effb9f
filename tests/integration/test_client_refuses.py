"""What cannot be a message is refused before anything is stored or sealed (S9)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.world.bakery import Bakery, bakery
from tests.world.patience import PATIENCE
from tresen.client import Refusal

pytestmark = pytest.mark.asyncio(loop_scope="module")
NO_TEXT = [None, b"x", 5, "", "  \n"]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def shop(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bakery]:
    async with asyncio.timeout(PATIENCE), bakery(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


@pytest.mark.parametrize("text", NO_TEXT, ids=repr)
async def test_no_conversation_begins_with_it(shop: Bakery, text: Any) -> None:
    """[S9, S13] After a bad first message there is no conversation, and nothing in the outbox."""
    async with await shop.customer(f"first-{NO_TEXT.index(text)}") as krause:
        with pytest.raises((TypeError, ValueError), match="text"):
            await krause.send(text)
        assert krause.conversation is None
        assert krause._parts.file.next_item() is None


@pytest.mark.parametrize("text", NO_TEXT, ids=repr)
async def test_neither_side_sends_it(shop: Bakery, text: Any) -> None:
    """[S9] In a conversation no counter is used, so the next message is the next in the log."""
    async with await shop.customer(f"again-{NO_TEXT.index(text)}") as krause:
        first = await krause.send("Haben Sie Schrippen?")
        [message] = await shop.owner.conversations.history(krause._id)
        for sending in (krause.send(text), shop.owner.reply(message, text)):
            with pytest.raises((TypeError, ValueError), match="text"):
                await sending
        assert (await shop.owner.reply(message, "Ja, ganz frische.")).pos == first.pos + 1


async def test_a_conversation_that_is_not_there_ends_nothing(shop: Bakery) -> None:
    """[I-12, W7] The command is refused and taken out of the outbox; the bot goes on with the others."""
    async with await shop.customer("elsewhere") as krause:
        await krause.send("Guten Tag")
        for command in (
            shop.owner.conversations.send(b"x" * 16, "Hallo?"),
            shop.owner.conversations.close(b"x" * 16),
            shop.owner.cards.rename(b"x" * 16, "Niemand"),
        ):
            with pytest.raises(Refusal, match="unknown_conversation"):
                await command
        assert shop.owner._parts.file.next_item() is None
        await shop.owner.conversations.send(krause._id, "Guten Tag")
