"""Receipts that the writer has no time for wait and are merged; none is refused (L6, W4)."""

from __future__ import annotations

import os
import threading

from tests.integration.conftest import Running
from tests.world.patience import PATIENCE
from tresen.core.wire import Error, Mark, Marks
from tresen.store.tx import Tx
from tresen.transport.live import MARK_JOBS, MARKS_HELD, MARKS_WAITING

UNKNOWN_FRAME = b"\x91\x7f"


class Stalled:
    """Holds the server's writer until the end of the block."""

    def __init__(self, server: Running) -> None:
        self._writer, self._go = server.app.house.writer, threading.Event()

    def __enter__(self) -> None:
        def wait(_: Tx) -> None:
            assert self._go.wait(PATIENCE)

        self._writer.submit(wait)

    def __exit__(self, *_: object) -> None:
        self._go.set()


async def test_a_stalled_writer_refuses_no_receipt(server: Running) -> None:
    """[L6] However many turns of the loop bring receipts during a commit, the last counts and none is `too_many`."""
    customer = await server.customer()
    anna = await server.enter(server.shop.owner)
    with Stalled(server):
        for turn in range(MARK_JOBS + 20):
            anna.send(Mark(customer.conversation, 1 + 2 * (turn // MARK_JOBS), 0))
            anna.send_raw(UNKNOWN_FRAME)  # answered at once, so each receipt has a turn of its own
            assert (await anna.take(Error)).code == "unknown_frame"
    await anna.take(Marks, lambda marks: marks.marks[0].delivered == 3)


async def test_receipts_of_many_conversations_are_bounded(server: Running) -> None:
    """[W4] A device that names ever more conversations is refused at some point: memory is bounded."""
    anna = await server.enter(server.shop.owner)
    with Stalled(server):
        for _ in range(MARK_JOBS * MARKS_WAITING + MARKS_HELD + 1):
            anna.send(Mark(os.urandom(16), 1, 1))
        assert (await anna.take(Error)).code == "too_many"
