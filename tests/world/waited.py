"""What the machine's other work costs: a deadline is a rule of Tresen's, not of how busy the machine is."""

from __future__ import annotations

import os
import time
from pathlib import Path


class Stopwatch:
    """Stands still while threads of its processes, by default of this one, are ready to run and have no processor.

    Linux counts that (`/proc/PID/schedstat`). On a machine that does nothing else it hardly differs from the clock.
    """

    def __init__(self, *pids: int) -> None:
        self._pids = pids or (os.getpid(),)
        self._waited: dict[Path, tuple[int, int]] = {}
        self._look()
        self._waited = {thread: (now, now) for thread, (_, now) in self._waited.items()}
        self._began = time.monotonic()

    def seconds(self) -> float:
        """Since it was made. Of a process that has ended counts what it had waited at the last call."""
        passed = time.monotonic() - self._began
        self._look()
        return passed - sum(now - first for first, now in self._waited.values()) / 1e9

    def _look(self) -> None:
        for pid in self._pids:
            for thread in Path(f"/proc/{pid}/task").glob("*/schedstat"):
                try:
                    now = int(thread.read_text().split()[1])
                except (OSError, IndexError):  # it has just ended
                    continue
                self._waited[thread] = self._waited.get(thread, (0, now))[0], now
