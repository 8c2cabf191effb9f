"""Which tests of a run failed, and what each said: `tests/again.py` reads it. Kept in pytest's own cache."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

KEY: Final = "tresen/failed"
RECORD: Final = Path(__file__).parents[1] / ".pytest_cache" / "v" / KEY
"""Where pytest's cache keeps it."""
_LONG: Final = 300


def read() -> dict[str, str]:
    """The tests that failed in the last run of `./dev test`, each with its reason; nothing where none did."""
    if not RECORD.exists():
        return {}
    failed: dict[str, str] = json.loads(RECORD.read_text())
    return failed


def reason(report: pytest.TestReport) -> str:
    """The first line of what a failure says, with its place."""
    crash = getattr(report.longrepr, "reprcrash", None)
    if crash is None:
        said = str(report.longrepr).strip()
        return said.splitlines()[-1][:_LONG] if said else report.when
    first: str = crash.message.strip().splitlines()[0] if crash.message.strip() else "no message"
    return f"{Path(crash.path).name}:{crash.lineno}: {first}"[:_LONG]


class Failures:
    """Collects them in the process that hands tests out, or in the only one."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._failed: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._failed.setdefault(report.nodeid, reason(report))

    def pytest_sessionfinish(self) -> None:
        cache = getattr(self._config, "cache", None)
        if cache is not None and not hasattr(self._config, "workeroutput"):
            cache.set(KEY, self._failed)
