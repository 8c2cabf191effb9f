"""A hello in a stream of messages (W2, W4)."""

import asyncio

from tests.integration.conftest import PUBLIC_URL, Running
from tresen.core.wire import Challenge, Events, Ready, Stored, Welcome


async def test_a_hello_while_messages_pour_in_misses_nothing(server: Running) -> None:
    """[W3, W5] Catching up and going live meet without gap or repetition."""
    customer = await server.customer()
    krause = await server.enter(customer.device)

    enough = asyncio.Event()

    async def pour() -> None:
        while not enough.is_set():
            krause.send(customer.message())
            await krause.take(Stored)

    pouring = asyncio.ensure_future(pour())
    cursor = 8
    for _ in range(40):
        anna = await server.connect()
        challenge = await anna.take(Challenge)
        anna.send(server.shop.owner.hello(PUBLIC_URL, challenge.challenge, cursor=cursor))
        await anna.take(Welcome)
        await anna.take(Ready)
        frames = [*anna.seen, await anna.next()]
        fresh = [event.seq or 0 for frame in frames if isinstance(frame, Events) for event in frame.events]
        assert fresh == list(range(cursor + 1, cursor + 1 + len(fresh)))
        cursor += len(fresh)
    enough.set()
    await pouring
    assert cursor >= 8 + 40
