"""Lies about each field that a server tells, told to the team's Python clients: noticed, harmless, or its claim."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio

from tests.liar import unsigned
from tests.liar.day import Day, team
from tests.liar.verdicts import Verdicts, shares, those

pytestmark = pytest.mark.asyncio(loop_scope="module")

NAMES: Final = ["looks", "owner_looks", "says", "hears", "publishes", "invites", "writes_first"]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def verdicts(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Verdicts]:
    """The visitors of a day at the bakery."""
    async with Day.open(tmp_path_factory.mktemp("day")) as day:
        yield Verdicts(team(day))


@pytest.mark.parametrize(("name", "share"), shares(NAMES))
async def test_a_lie_is_noticed_harmless_or_in_the_table(verdicts: Verdicts, name: str, share: int) -> None:
    """[S15] A lie that a client shows as the truth is about a field that protocol/threats.md calls the server's claim, and
    an answer of another shape is an `Unreachable` that says so, whatever is missing in it."""
    found = await verdicts.tell(name, share)
    assert those(found, "crude") == {}
    believed = those(found, "believed")
    assert {name: lies for name, lies in believed.items() if name not in unsigned.claims()} == {}


async def test_the_record_is_of_what_is_told(verdicts: Verdicts, tmp_path: Path) -> None:
    """[S15] Every field that verdicts.json has a verdict on is told here; at full depth nothing else is believed."""
    verdicts.check("team", tmp_path)
