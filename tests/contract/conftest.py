"""A house on a real database, for tests of what is stored."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.world.clock import NOON
from tests.world.house import Opened, opened
from tresen.clock import SettableClock


@pytest.fixture
async def open_house(tmp_path: Path) -> AsyncIterator[Opened]:
    """A house with writer, feed and bus over SQLite in its own folder. The test moves its clock."""
    async with opened(tmp_path, SettableClock(NOON)) as house:
        yield house
