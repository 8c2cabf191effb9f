"""One thread writes. Whatever waits when it is free becomes one transaction; answers follow the commit (A2, L3, W3)."""

from __future__ import annotations

import asyncio
import contextlib
import math
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeAlias, TypeVar

import msgspec
from sqlalchemy import Engine

from tresen.errors import Refusal
from tresen.store.checkpoint import Checkpointer
from tresen.store.state import Event, MarkChange
from tresen.store.tx import Tx

T = TypeVar("T")
Job = Callable[[Tx], T]
"""Work inside the transaction. A job decides first, changes afterwards, and keeps no state: it may run more than once."""

BATCH_ROWS = 500
"""A batch is closed once it holds this many rows."""
TRUNCATE_MS = 15
"""How long the writer waits for readers when it empties the write-ahead log."""
CAREFUL_ROWS = 16
"""The bound while jobs run again because another job spoiled their batch."""


class Clock(Protocol):
    """The writer reads the time from it, once per batch."""

    def now_ms(self) -> int:
        """UTC milliseconds."""


class Batch(NamedTuple):
    """What one commit made durable: events in log order, and the marks that moved."""

    events: list[Event]
    marks: list[MarkChange]


class _Work(msgspec.Struct, frozen=True):
    job: Job[Any]
    done: Callable[[Any, Exception | None], None] | None
    alone: bool = False
    """It runs between two transactions, not inside one."""


_Answer: TypeAlias = tuple[_Work, Any, Exception | None]


class WriterMeter(Protocol):
    """Counts batches for `/metrics`."""

    def batch(self, rows: int) -> None:
        """A batch was committed."""

    def failed(self, code: str) -> None:
        """A commit failed, or the database could not be opened, with that code."""


class Writer:
    """The only thread that changes the database.

    `submit` and `run` are called on the event loop; `announce` and all answers are called there, after the commit, in one
    turn per batch: first `announce(batch)`, then the answers in the order in which the jobs were given.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        announce: Callable[[Batch], None],
        meter: WriterMeter | None = None,
    ) -> None:
        self._engine = engine
        self._checkpoints = Checkpointer(engine, Path(f"{engine.url.database}-wal"))
        self._clock = clock
        self._announce = announce
        self._meter = meter
        self._given: list[_Work] = []
        self._writing = self._scheduled = False
        self._queue: queue.SimpleQueue[list[_Work] | None] = queue.SimpleQueue()
        self._waiting: deque[_Work] = deque()
        self._careful = 0
        self._closing = False
        self.asked = -math.inf
        """When somebody last said something (`submit`), by `time.monotonic`."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._serve, name="tresen-writer", daemon=True)

    def start(self) -> None:
        """Start the thread; answers go to the running event loop."""
        self._loop = asyncio.get_running_loop()
        self._checkpoints.start()
        self._thread.start()

    def submit(self, job: Job[Any], done: Callable[[Any, Exception | None], None] | None = None) -> None:
        """Queue what somebody says: a message, a receipt, a call.

        `done(value, error)` is called on the loop once it is durable, or refused."""
        self.asked = time.monotonic()
        self._take(job, done)

    def _take(self, job: Job[Any], done: Callable[[Any, Exception | None], None] | None) -> None:
        if self._closing:
            raise Refusal("shutting_down")
        if not (self._writing or self._scheduled) and self._loop is not None:
            self._scheduled = True
            self._loop.call_soon(self._hand_over)
        self._given.append(_Work(job, done))

    def _hand_over(self) -> None:
        """Hand over what was given, if the thread is free: jobs that come while it writes become the next batch."""
        self._scheduled = False
        if not self._writing:
            self._hand_over_all()

    def _hand_over_all(self) -> None:
        if self._given:
            self._writing = True
            given, self._given = self._given, []
            self._queue.put(given)

    async def run(self, job: Job[T]) -> T:
        """Queue a job and wait until it is durable. Cancelling the wait does not cancel the job.

        Raises:
            Refusal: the job's own refusal; `storage_full` or `internal` when the commit failed: then nothing is stored.
        """
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()

        def done(value: Any, error: Exception | None) -> None:
            if future.done():
                return
            if error is None:
                future.set_result(value)
            else:
                future.set_exception(error)

        self._take(job, done)
        return await future

    async def truncate(self) -> bool:
        """Empty the write-ahead log into the database, so that nothing overwritten is left in it.

        Returns False when somebody reads an older state; the log is unchanged then. Other jobs are delayed by at most
        `TRUNCATE_MS`.
        """
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        def done(value: Any, error: Exception | None) -> None:
            if not future.done():
                future.set_result(error is None and bool(value))

        if self._closing:
            raise Refusal("shutting_down")
        self._hand_over_all()
        self._queue.put([_Work(_truncate, done, alone=True)])
        return await future

    async def close(self) -> None:
        """Take no more jobs, finish those that wait, and end the thread."""
        if self._closing:
            return
        self._closing = True
        self._hand_over_all()
        self._queue.put(None)
        if self._thread.is_alive():
            await asyncio.to_thread(self._thread.join)

    # In the thread

    def _serve(self) -> None:
        tx: Tx | None = None
        open_ = True
        while open_ or self._waiting:
            open_ = self._fill(open_)
            if not self._waiting:
                continue
            tx = tx or self._open()
            if tx is not None and self._waiting[0].alone:
                self._alone(tx, self._waiting.popleft())
            elif tx is not None and not self._batch(tx):
                _closed(tx)
                tx = None
        self._checkpoints.close()
        if tx is not None:
            _closed(tx)

    def _open(self) -> Tx | None:
        """Open a connection. After a failed commit it is a fresh one, because nothing in memory is trusted then.

        Returns None when the database cannot be opened: all waiting jobs are refused, and the next job tries again.
        """
        try:
            return Tx(self._engine.connect().execution_options(isolation_level="AUTOCOMMIT"))
        except Exception as error:  # noqa: BLE001 - no error of the database may end the writer
            refusal = storage_refusal(error)
            if self._meter is not None:
                self._meter.failed(refusal.code)
            refused: list[_Answer] = [(work, None, refusal) for work in self._waiting]
            self._waiting.clear()
            self._tell(Batch([], []), refused)
            return None

    def _fill(self, open_: bool) -> bool:
        """Wait until there is work, then take all of it. Returns False once the writer is to end."""
        if open_ and not self._waiting:
            given = self._queue.get()
            if given is None:
                open_ = False
            else:
                self._waiting.extend(given)
        while len(self._waiting) < BATCH_ROWS:
            try:
                given = self._queue.get_nowait()
            except queue.Empty:
                break
            if given is None:
                open_ = False
            else:
                self._waiting.extend(given)
        return open_

    def _alone(self, tx: Tx, work: _Work) -> None:
        try:
            answer: _Answer = (work, work.job(tx), None)
        except Exception as error:  # noqa: BLE001 - no error of the database may end the writer
            answer = (work, None, storage_refusal(error))
        self._tell(Batch([], []), [answer])

    def _batch(self, tx: Tx) -> bool:
        """One transaction. False when the connection must be opened anew."""
        waiting = self._waiting
        answers: list[_Answer] = []
        tx.begin_batch(self._clock.now_ms())
        bound = CAREFUL_ROWS if self._careful > 0 else BATCH_ROWS
        while waiting and tx.rows < bound and len(answers) < BATCH_ROWS:
            work = waiting.popleft()
            if work.alone:
                waiting.appendleft(work)
                break
            tx.touched = False
            try:
                answers.append((work, work.job(tx), None))
            except Exception as error:  # noqa: BLE001 - whatever a job raises is its answer
                if tx.touched:
                    return self._give_up(tx, work, error, answers)
                answers.append((work, None, _as_refusal(error)))
        self._careful -= len(answers)
        return self._finish(tx, answers)

    def _give_up(self, tx: Tx, culprit: _Work, error: Exception, answers: list[_Answer]) -> bool:
        """A job failed after it had changed something. Undo the batch, answer that job, and run the others again."""
        taken = [work for work, _, refusal in answers if refusal is None]
        self._waiting.extendleft(reversed(taken))
        self._careful = len(taken)
        refused = [answer for answer in answers if answer[2] is not None]
        refused.append((culprit, None, _as_refusal(error)))
        self._tell(Batch([], []), refused)
        return _rolled_back(tx)

    def _finish(self, tx: Tx, answers: list[_Answer]) -> bool:
        try:
            tx.flush()
            tx.commit()
        except Exception as error:  # noqa: BLE001 - no error of the database may end the writer
            refusal = storage_refusal(error)
            lost: list[_Answer] = [
                (work, None, refusal if answer is None else answer) for work, _, answer in answers
            ]
            _rolled_back(tx)
            if self._meter is not None:
                self._meter.failed(refusal.code)
            self._tell(Batch([], []), lost)
            return False
        if self._meter is not None:
            self._meter.batch(tx.rows)
        self._tell(Batch(tx.events, list(tx.marks.values())), answers)
        if self._checkpoints.wrote():
            with contextlib.suppress(Exception):
                tx.checkpoint(self._checkpoints.patience_ms)
            self._checkpoints.finished()
        return True

    def _tell(self, batch: Batch, answers: list[_Answer]) -> None:
        loop = self._loop
        if loop is None or loop.is_closed():
            return
        loop.call_soon_threadsafe(self._deliver, batch, answers, not self._waiting)

    def _deliver(self, batch: Batch, answers: list[_Answer], free: bool) -> None:
        """One listener that fails never keeps the others waiting (I-12). The next batch starts before the answers go out."""
        if free:
            self._writing = False
            self._hand_over()
        if batch.events or batch.marks:
            try:
                self._announce(batch)
            except Exception as failure:  # noqa: BLE001
                self._report(failure)
        for work, value, error in answers:
            if work.done is not None:
                try:
                    work.done(value, error)
                except Exception as failure:  # noqa: BLE001
                    self._report(failure)

    def _report(self, error: Exception) -> None:
        if self._loop is not None:
            self._loop.call_exception_handler({"message": "a listener failed", "exception": error})


def _truncate(tx: Tx) -> bool:
    return tx.truncate(TRUNCATE_MS)


def storage_refusal(error: Exception) -> Refusal:
    """The answer to the clients of a failed batch: `storage_full` when the disk is full, otherwise `internal`."""
    text = str(error).lower()
    if "full" in text or "no space" in text:
        return Refusal("storage_full", "nothing of this was stored")
    return Refusal("internal", "nothing of this was stored")


def _as_refusal(error: Exception) -> Exception:
    if isinstance(error, Refusal):
        return error
    refusal = Refusal("internal", type(error).__name__)
    refusal.__cause__ = error
    return refusal


def _closed(tx: Tx) -> None:
    with contextlib.suppress(Exception):
        tx.close()


def _rolled_back(tx: Tx) -> bool:
    try:
        tx.rollback()
    except Exception:  # noqa: BLE001 - a connection that cannot roll back is opened anew
        return False
    return True
