"""Metrics for `/metrics`, and a log without addresses, names or content (A8, I-8)."""

from __future__ import annotations

import asyncio
import logging
import math
import secrets
import sys
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

import structlog

if TYPE_CHECKING:
    from prometheus_client.core import Metric

_ROWS: Final = (1, 4, 16, 64, 128, 256, 512)
"""Batches are counted by their rows: up to each of these, and above the last."""
TOLD_SECONDS: Final = 60.0
"""What peers can cause is logged at most once in this time: an attack must not fill the disk with its own log."""
_SILENT: Final = ("picows", "uvicorn.access", "uvicorn.error", "uvicorn", "httpx", "alembic", "asyncio")


class Meters:
    """The metrics of one server. None is per person, business, device or message.

    Plain numbers, each counted by one thread alone: the library that writes them down is loaded when somebody first asks.
    Most servers have no metrics token, so nobody may, and the library takes 2 MiB and 17 ms of a start.
    """

    def __init__(self) -> None:
        self._began = time.time()
        self._events = self._marks = self._batches = self._failed = 0
        self._failing = 0
        self._rows = [0] * (len(_ROWS) + 1)
        self._rows_sum = 0
        self._refused: Counter[str] = Counter()
        self._shut: Counter[str] = Counter()
        self.sessions = 0
        """Open sessions."""

    def batch(self, rows: int) -> None:
        """A batch was committed."""
        self._batches += 1
        self._rows[bisect_left(_ROWS, rows)] += 1
        self._rows_sum += rows
        if self._failing:
            log().info("the database can be written again", failed=self._failing)
            self._failing = 0

    def failed(self, code: str) -> None:
        """A commit failed. The first of a row is a line in the log, and every hundredth."""
        self._failed += 1
        if self._failing % 100 == 0:
            words = "the disk is full" if code == "storage_full" else "the database cannot be written"
            log().error(f"{words}: nothing is stored", reason=code, failed=self._failing + 1)
        self._failing += 1

    def announced(self, events: int, marks: int) -> None:
        """Count the events and marks that became visible to sessions."""
        self._events += events
        self._marks += marks

    def refused(self, code: str) -> None:
        """A command was refused with that code."""
        self._refused[code] += 1

    def shut(self, reason: str) -> None:
        """A connection was shut for that reason, one of a fixed few."""
        self._shut[reason] += 1

    def collect(self) -> Iterator[Metric]:
        """All of them, as the library asks for them."""
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
        from prometheus_client.utils import floatToGoString

        for name, what, count in (
            ("tresen_events", "Events made durable", self._events),
            ("tresen_marks", "Marks that moved", self._marks),
            ("tresen_batches", "Transactions committed", self._batches),
            ("tresen_commits_failed", "Transactions that failed", self._failed),
        ):
            yield CounterMetricFamily(name, what, value=count, created=self._began)
        bounds = (*map(float, _ROWS), math.inf)
        buckets = list(zip(map(floatToGoString, bounds), accumulate(self._rows), strict=True))
        yield HistogramMetricFamily("tresen_batch_rows", "Rows per transaction", buckets, self._rows_sum)
        for name, what, label, counts in (
            ("tresen_refusals", "Commands refused", "code", self._refused),
            ("tresen_connections_shut", "Connections shut for what they did", "reason", self._shut),
        ):
            family = CounterMetricFamily(name, what, labels=[label])
            for value, count in counts.items():
                family.add_metric([value], count, created=self._began)
            yield family
        yield GaugeMetricFamily("tresen_sessions", "Open sessions", self.sessions)

    def text(self) -> tuple[bytes, str]:
        """All metrics in the Prometheus text format, and the type of that format."""
        from prometheus_client import CollectorRegistry, generate_latest
        from prometheus_client.exposition import CONTENT_TYPE_LATEST

        registry = CollectorRegistry(auto_describe=False)
        registry.register(self)
        return generate_latest(registry), CONTENT_TYPE_LATEST


def set_up_log(level: int = logging.INFO) -> None:
    """Log one line of JSON per event to stderr. Libraries that would log addresses or requests are silenced (A8)."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    for name in _SILENT:
        silence(name)


def silence(name: str) -> logging.Logger:
    """Silence a library's logger: its text may hold addresses, headers or content."""
    logger = logging.getLogger(name)
    logger.handlers = [logging.NullHandler()]
    logger.propagate = False
    logger.setLevel(logging.CRITICAL + 1)
    return logger


def report_failures(loop: asyncio.AbstractEventLoop) -> None:
    """Log a failure in a callback or task by the name of its error alone, because its text may hold content.

    Each name is logged at most once in `TOLD_SECONDS`, with the number since: peers may cause failures.
    """
    told: dict[str, tuple[float, int]] = {}

    def report(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        reason = type(context.get("exception")).__name__
        now = loop.time()
        last, since = told.get(reason, (-math.inf, 0))
        if now - last < TOLD_SECONDS:
            told[reason] = last, since + 1
            return
        told[reason] = now, 0
        log().error("callback failed", reason=reason, times=since + 1)

    loop.set_exception_handler(report)


def begin_request() -> str:
    """Draw a name for the request that this task answers: it stands in its log lines and in its answer, and says nothing."""
    name = secrets.token_hex(6)
    structlog.contextvars.bind_contextvars(request=name)
    return name


def log() -> Any:
    """The server's log. Fields are codes, counts and error names; never content, names of people or addresses."""
    return structlog.get_logger("tresen")
