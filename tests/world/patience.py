"""How long a test waits for what must come."""

from __future__ import annotations

from typing import Final

PATIENCE: Final = 120.0
"""Seconds. Only what hangs takes so long, however busy the machine is; pytest ends a test after 300."""
INSTALLING: Final = 1_200.0
"""Seconds for a script that fetches packages or builds the apps: minutes on a machine that has other work."""
INSTALLED: Final = 3_000.0
"""Seconds after which pytest ends a test that waits for such scripts."""
