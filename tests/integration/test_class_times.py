"""Whose word on a letter counts when somebody's clock is wrong (L9, S18)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.world.bakery import bakery
from tests.world.signing import DAY_MS, NOW_MS
from tresen.client.connection.keyfile import Waiting
from tresen.clock import SettableClock
from tresen.core.classing import CLASS_AHEAD_MS
from tresen.core.events import Classed
from tresen.errors import Refusal
from tresen.seal.classing import sign_class


async def test_a_class_of_the_future_is_refused_and_lifts_no_later_letter(tmp_path: Path) -> None:
    """[S18] The server refuses a class dated far ahead; stored all the same, it does not outlast an owner's letter."""
    clock = SettableClock(NOW_MS)
    async with bakery(tmp_path, clock=clock) as shop, await shop.join(2) as ben:
        krause = await shop.customer()
        await krause.send("Hiermit bestelle ich")
        conversation = krause.conversation or b""
        [order] = await shop.owner.conversations.history(conversation)
        await ben.conversations.history(conversation)
        parts, argument = ben._parts, ("chat", order.pos)

        def signed(at_ms: int) -> tuple[bytes, bytes]:
            made = sign_class(
                parts.device, parts.business.id, conversation, at_ms, "chat", order.pos, order.hash or b""
            )
            return made.body, made.signature

        async def send(at_ms: int) -> None:
            said = Waiting(conversation, NOW_MS, action="class", argument=argument, signed=signed(at_ms))
            await parts.outbox.send(said)

        for far in (NOW_MS + CLASS_AHEAD_MS + 1, 2**52):
            with pytest.raises(Refusal, match="at_ms: this device's clock is more than ten minutes ahead"):
                await send(far)
        await send(NOW_MS + CLASS_AHEAD_MS)
        log = shop.owner._parts.logs.held[conversation]
        log.take_class(Classed(*argument, signed(2**52)), clock.now_ms())
        clock.advance(DAY_MS + 1)
        await shop.owner.conversations.retain(conversation, order, "letter")
        assert log.classes.of(order.pos) == "letter"
        await krause.close()
