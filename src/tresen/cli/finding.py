"""One finding of `tresen doctor`."""

from __future__ import annotations

from typing import NamedTuple


class Check(NamedTuple):
    """One finding: whether it is `good`, what was found, and what to do if it is not.

    A `warning` is reported but does not change the exit status: nothing is broken.
    """

    name: str
    good: bool
    found: str
    todo: str = ""
    warning: bool = False

    @property
    def mark(self) -> str:
        """How the finding is marked on the terminal."""
        return "ok  " if self.good else "warn" if self.warning else "BAD "
