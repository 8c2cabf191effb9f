"""`await Customer.start(…)` and `async with Customer.start(…) as customer` both work."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Coroutine, Generator
from types import TracebackType
from typing import Any, Generic, Protocol, TypeVar

from tresen.client.errors import WrongInput


class Closes(Protocol):
    """What can be opened can be closed."""

    async def close(self) -> None:
        """Let go of it."""


def at_most(limit: int | None) -> int | None:
    """How many are wanted of a list; None: all. Raises WrongInput for less than one."""
    if limit is not None and limit < 1:
        raise WrongInput("a limit is a number from 1 up")
    return limit


C = TypeVar("C", bound=Closes)
T = TypeVar("T")


class Opening(Awaitable[C], Generic[C]):
    """Something being opened: `await` it, or use it in `async with`, which closes it at the end."""

    def __init__(self, opening: Coroutine[Any, Any, C]) -> None:
        self._opening = opening
        self._opened: C | None = None

    def __await__(self) -> Generator[Any, None, C]:
        return self._opening.__await__()

    async def __aenter__(self) -> C:
        self._opened = await self._opening
        return self._opened

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._opened is not None:
            await self._opened.close()


class Listing(Awaitable[list[T]], Generic[T]):
    """A listing: `await` it for all items at once, or use `async for` to read page by page."""

    def __init__(self, items: AsyncIterator[T], limit: int | None = None) -> None:
        self._items = items if limit is None else _first(items, limit)

    def __aiter__(self) -> AsyncIterator[T]:
        return self._items

    def __await__(self) -> Generator[Any, None, list[T]]:
        return self._all().__await__()

    async def _all(self) -> list[T]:
        return [item async for item in self._items]


async def _first(items: AsyncIterator[T], limit: int) -> AsyncIterator[T]:
    """So many, and no page more than they need."""
    async for item in items:
        yield item
        limit -= 1
        if not limit:
            return
