"""What the log says of failures that peers can cause."""

from __future__ import annotations

import asyncio
import json

import pytest

from tresen.telemetry import TOLD_SECONDS, report_failures, set_up_log


class Turned(asyncio.SelectorEventLoop):
    """A loop whose clock is turned by hand."""

    now = 0.0

    def time(self) -> float:
        return self.now


def test_a_failure_that_repeats_is_one_line_a_minute(capsys: pytest.CaptureFixture[str]) -> None:
    """[I-8] By the name of the error alone, each name for itself; the next line says how many there were since."""
    loop = Turned()
    try:
        set_up_log()
        report_failures(loop)
        for _ in range(1000):
            loop.call_exception_handler({"message": "secret", "exception": OSError("secret")})
        loop.call_exception_handler({"message": "secret", "exception": KeyError("secret")})
        loop.now = TOLD_SECONDS
        loop.call_exception_handler({"message": "secret", "exception": OSError("secret")})
    finally:
        loop.close()
    said = capsys.readouterr().err
    assert "secret" not in said
    lines = [json.loads(line) for line in said.splitlines()]
    assert [(line["reason"], line["times"]) for line in lines] == [
        ("OSError", 1),
        ("KeyError", 1),
        ("OSError", 1000),
    ]
