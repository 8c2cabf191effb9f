"""What `/metrics` says, and that the library for it is loaded once somebody asks."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tresen.telemetry import Meters

COUNTED = """\
tresen_events_total 5.0
tresen_marks_total 2.0
tresen_batches_total 4.0
tresen_commits_failed_total 1.0
tresen_batch_rows_bucket{le="1.0"} 1.0
tresen_batch_rows_bucket{le="4.0"} 2.0
tresen_batch_rows_bucket{le="16.0"} 3.0
tresen_batch_rows_bucket{le="64.0"} 3.0
tresen_batch_rows_bucket{le="128.0"} 3.0
tresen_batch_rows_bucket{le="256.0"} 3.0
tresen_batch_rows_bucket{le="512.0"} 3.0
tresen_batch_rows_bucket{le="+Inf"} 4.0
tresen_batch_rows_count 4.0
tresen_batch_rows_sum 1010.0
tresen_refusals_total{code="revoked"} 2.0
tresen_refusals_total{code="unknown_device"} 1.0
tresen_connections_shut_total{reason="slow"} 1.0
tresen_sessions 1.0
"""

LATER = (
    "prometheus_client",
    "smtplib",
    "http.server",
    "cryptography.hazmat.primitives.serialization",
    "tomllib",
)
LOADED = """
import sys, tresen.process, tresen.app, tresen.transport.api
print([name for name in sys.argv[1:] if name in sys.modules])
"""


@pytest.fixture
def counted() -> Meters:
    meters = Meters()
    for rows in (1, 2, 6, 1001):
        meters.batch(rows)
    meters.failed("internal")
    meters.announced(5, 0)
    meters.announced(0, 2)
    for code in ("revoked", "unknown_device", "revoked"):
        meters.refused(code)
    meters.shut("slow")
    meters.sessions += 1
    return meters


def test_every_number_is_told(counted: Meters) -> None:
    """[A8] Counts, codes and reasons, by the names that dashboards know; each asking tells the same again."""
    text, kind = counted.text()
    assert kind.startswith("text/plain; version=")
    lines = [
        line for line in text.decode().splitlines() if not line.startswith("#") and "_created" not in line
    ]
    assert lines == COUNTED.splitlines()
    assert counted.text()[0] == text


def test_what_nobody_asked_for_is_not_loaded() -> None:
    """A server without a metrics token, a mail server or a settings file starts without the libraries for them."""
    found = subprocess.run([sys.executable, "-c", LOADED, *LATER], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"
