"""Metrics for `/metrics`, and a log without addresses, names or content (A8, I-8)."""

from __future__ import annotations

import asyncio
import logging
import secrets
import sys
from typing import Any, Final

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

METRICS_TYPE: Final = CONTENT_TYPE_LATEST
_SILENT: Final = ("picows", "uvicorn.access", "uvicorn.error", "uvicorn", "httpx", "alembic", "asyncio")


class Meters:
    """The metrics of one server. None is per person, business, device or message."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._failing = 0
        self._events = Counter("tresen_events", "Events made durable", registry=self.registry)
        self._marks = Counter("tresen_marks", "Marks that moved", registry=self.registry)
        self._batches = Counter("tresen_batches", "Transactions committed", registry=self.registry)
        self._rows = Histogram(
            "tresen_batch_rows",
            "Rows per transaction",
            buckets=(1, 4, 16, 64, 128, 256, 512),
            registry=self.registry,
        )
        self._failed = Counter("tresen_commits_failed", "Transactions that failed", registry=self.registry)
        self._refused = Counter("tresen_refusals", "Commands refused", ["code"], registry=self.registry)
        self._shut = Counter(
            "tresen_connections_shut",
            "Connections shut for what they did",
            ["reason"],
            registry=self.registry,
        )
        self.sessions = Gauge("tresen_sessions", "Open sessions", registry=self.registry)

    def batch(self, rows: int) -> None:
        """A batch was committed."""
        self._batches.inc()
        self._rows.observe(rows)
        if self._failing:
            log().info("the database can be written again", failed=self._failing)
            self._failing = 0

    def failed(self, code: str) -> None:
        """A commit failed. The first of a row is a line in the log, and every hundredth."""
        self._failed.inc()
        if self._failing % 100 == 0:
            words = "the disk is full" if code == "storage_full" else "the database cannot be written"
            log().error(f"{words}: nothing is stored", reason=code, failed=self._failing + 1)
        self._failing += 1

    def announced(self, events: int, marks: int) -> None:
        """Count the events and marks that became visible to sessions."""
        self._events.inc(events)
        if marks:
            self._marks.inc(marks)

    def refused(self, code: str) -> None:
        """A command was refused with that code."""
        self._refused.labels(code).inc()

    def shut(self, reason: str) -> None:
        """A connection was shut for that reason, one of a fixed few."""
        self._shut.labels(reason).inc()

    def text(self) -> bytes:
        """All metrics in the Prometheus text format."""
        return generate_latest(self.registry)


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
    """Log a failure in a callback or task by the name of its error alone, because its text may hold content."""

    def report(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        log().error("callback failed", reason=type(context.get("exception")).__name__)

    loop.set_exception_handler(report)


def begin_request() -> str:
    """Draw a name for the request that this task answers: it stands in its log lines and in its answer, and says nothing."""
    name = secrets.token_hex(6)
    structlog.contextvars.bind_contextvars(request=name)
    return name


def log() -> Any:
    """The server's log. Fields are codes, counts and error names; never content, names of people or addresses."""
    return structlog.get_logger("tresen")
