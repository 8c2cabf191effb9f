"""Keeps the erasure list up to date while the server runs (L10)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from tresen.desk.context import Context
from tresen.errors import Refusal

AGAIN_SECONDS: Final = 60
"""So long after a failure it is tried again."""


async def keep_listing(
    house: Context, report: Callable[[Exception], None], again_seconds: float = AGAIN_SECONDS
) -> None:
    """Run until cancelled: at once, then whenever something was stored that belongs on the list. Failures are reported."""
    while True:
        house.to_list.clear()
        try:
            await house.list_erased()
        except Exception as error:  # noqa: BLE001 - if this loop ended, the list would end with it
            if isinstance(error, Refusal) and error.code == "shutting_down":
                return
            report(error)
            await asyncio.sleep(again_seconds)
        else:
            await house.to_list.wait()
