"""The Python client tries no call and no message for ever, and a refused one holds up no other (W7, L4)."""

from __future__ import annotations

import asyncio
from collections import deque
from pathlib import Path
from typing import Self

import pytest

from tresen.client import Delayed
from tresen.client.connection.bell import Bell
from tresen.client.connection.connector import Connector
from tresen.client.connection.http import Http
from tresen.client.connection.keyfile import Item, KeyFile, Waiting
from tresen.client.connection.live import Connection
from tresen.client.connection.outbox import Outbox, Sent
from tresen.client.connection.refusals import AGAIN_TRIES, ANEW_TRIES, THEN, Then, pause
from tresen.client.errors import BrokenConversation
from tresen.core import wire
from tresen.errors import CODES, Refusal
from tresen.seal.keys import DeviceKeys
from tresen.seal.message import Envelope

URL = "http://localhost:1"
HERE, THERE = b"h" * 16, b"t" * 16
AGAIN = [code for code in CODES if THEN[code] is Then.AGAIN]


class Asking:
    """A connector that is online and notes how long it waited."""

    def __init__(self) -> None:
        self.waited: list[float] = []
        self.connector = Connector(DeviceKeys.generate(), Http(URL), Bell(), URL, None, self._sleep)
        self.connector.online = True

    async def _sleep(self, seconds: float) -> None:
        self.waited.append(seconds)


class Refusing:
    """A call that raises these in turn, then answers 7."""

    def __init__(self, *errors: Exception) -> None:
        self.left, self.calls = deque(errors), 0

    async def __call__(self) -> int:
        self.calls += 1
        if self.left:
            raise self.left.popleft()
        return 7


@pytest.mark.parametrize("code", CODES)
async def test_a_call_that_is_refused_once(code: str) -> None:
    """[W7] Only a refusal that passes by itself is answered with the same call again."""
    asking, call = Asking(), Refusing(Refusal(code))
    if code in AGAIN:
        assert await asking.connector.ask(call) == 7
        assert (call.calls, asking.waited) == (2, [pause(1)])
    else:
        with pytest.raises(Refusal, match=code):
            await asking.connector.ask(call)
        assert (call.calls, asking.waited) == (1, [])


@pytest.mark.parametrize("error", [*map(Refusal, AGAIN), ConnectionError("no HTTP")], ids=str)
async def test_a_call_that_never_succeeds_ends(error: Exception) -> None:
    """[W7] After `AGAIN_TRIES` tries with growing pauses the caller gets the refusal, or the error."""
    asking, call = Asking(), Refusing(*[error] * 100)
    with pytest.raises(type(error)):
        await asking.connector.ask(call)
    assert call.calls == AGAIN_TRIES
    assert asking.waited == [pause(failures) for failures in range(1, AGAIN_TRIES)]


async def test_a_call_that_wants_to_be_told() -> None:
    """[W7] Some calls know better: `too_many` invites do not become fewer by waiting."""
    asking, call = Asking(), Refusing(Refusal("too_many"))
    with pytest.raises(Refusal, match="too_many"):
        await asking.connector.ask(call, told=("too_many",))


class Sealing:
    """Seals nothing: an act is not sealed."""

    async def seal(self, item: Item) -> Envelope:
        raise AssertionError(item)

    async def on_outdated(self, item: Item, refusal: Refusal) -> None:
        """What is new is known at once."""

    async def on_stale_document(self, item: Item) -> bool:
        raise AssertionError(item)

    async def on_stored(self, item: Item, frame: wire.Stored) -> None:
        """Nothing follows."""

    def on_broken(self, conversation: bytes, broken: BrokenConversation) -> None:
        raise broken


class Line(Connection):
    """A server that refuses acts in one conversation with a code and stores those in others."""

    def __init__(self, outbox: Outbox, code: str, times: int) -> None:
        super().__init__()
        self._outbox, self._code, self._times = outbox, code, times
        self.counters: list[int] = []

    def send(self, frame: wire.Frame) -> None:
        assert isinstance(frame, wire.Act)
        self.counters.append(frame.counter)
        if frame.conversation == HERE and self._times > 0:
            self._times -= 1
            refused = wire.Error(frame.counter, self._code, True, "")
            asyncio.get_running_loop().call_soon(self._outbox.on_refused, frame.counter, refused)
        else:
            asyncio.get_running_loop().call_soon(self._store, frame.counter)

    def _store(self, counter: int) -> None:
        self._outbox.settle(counter, Sent(1, 0))
        self._outbox._answer(counter, wire.Stored(counter, 1, 0, 1))


class Sending:
    """An outbox whose server refuses `times` times."""

    def __init__(self, folder: Path, code: str, times: int) -> None:
        self.file = KeyFile(folder)
        self.outbox = Outbox(self.file, Bell(), Sealing())
        self.line = Line(self.outbox, code, times)

    async def __aenter__(self) -> Self:
        self._writing = asyncio.create_task(self.outbox.write(self.line, lambda: True))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writing.cancel()
        await asyncio.gather(self._writing, return_exceptions=True)
        self.file.close()

    async def close(self, conversation: bytes) -> Sent:
        """Send the act `close`."""
        return await self.outbox.send(Waiting(conversation, 0, action="close"))


@pytest.mark.parametrize("code", AGAIN)
async def test_a_refused_command_holds_up_no_other(tmp_path: Path, code: str) -> None:
    """[W7, L4] Its conversation rests while the others go on; then it is sent, once."""
    async with Sending(tmp_path, code, 1) as sending:
        refused = asyncio.create_task(sending.close(HERE))
        other = asyncio.create_task(sending.close(THERE))
        assert await other == Sent(1, 0)
        assert not refused.done()
        assert await refused == Sent(1, 0)
        assert sending.line.counters == [1, 2, 1]


async def test_who_sent_it_is_told_in_the_end(tmp_path: Path) -> None:
    """[W7] After `AGAIN_TRIES` refusals `send` ends with `Delayed`; the command stays in the keys file."""
    sending = Sending(tmp_path, "storage_full", 0)
    waiting = asyncio.create_task(sending.close(HERE))
    await asyncio.sleep(0)
    for _ in range(AGAIN_TRIES):
        sending.outbox.postpone(1, Refusal("storage_full"))
    with pytest.raises(Delayed, match="storage_full"):
        await waiting
    assert sending.file.item(1) is not None
    sending.file.close()


async def test_a_used_counter(tmp_path: Path) -> None:
    """[L4] The count was lost: the command goes out under the next counter."""
    async with Sending(tmp_path, "counter_used", 1) as sending:
        assert await sending.close(HERE) == Sent(1, 0)
        assert sending.line.counters == [1, 2]
        assert sending.file.next_item() is None


@pytest.mark.parametrize("code", ["counter_used", "header_mismatch"])
async def test_made_anew_in_vain(tmp_path: Path, code: str) -> None:
    """[W7] A command refused this often was made wrong: its sender is told."""
    async with Sending(tmp_path, code, 1000) as sending:
        with pytest.raises(Refusal, match=code):
            await sending.close(HERE)
        assert len(sending.line.counters) == ANEW_TRIES + 1
        assert sending.file.next_item() is None


@pytest.mark.parametrize("code", [code for code in CODES if THEN[code] is Then.TOLD])
async def test_refused_for_good(tmp_path: Path, code: str) -> None:
    """[W7] It is sent once and taken out of the outbox."""
    async with Sending(tmp_path, code, 1000) as sending:
        with pytest.raises(Refusal, match=code):
            await sending.close(HERE)
        assert sending.line.counters == [1]
        assert sending.file.next_item() is None
