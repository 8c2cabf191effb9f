"""uvicorn looks ten times a second whether it should end, and waits a tenth of one for connections to close.

Most tests start a server of their own, and waited longer for its end than for all else. Here it looks more often.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final

import uvicorn.server

_TIMES: Final = 20


class _Quicker:
    """asyncio, as uvicorn's server sees it."""

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)

    @staticmethod
    async def sleep(seconds: float) -> None:
        """A fraction of it."""
        await asyncio.sleep(seconds / _TIMES)


def register() -> None:
    """For all servers in this process."""
    setattr(uvicorn.server, "asyncio", _Quicker())  # noqa: B010 - a module's attribute, which has another type
