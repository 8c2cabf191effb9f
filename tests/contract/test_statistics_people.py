"""Who sees statistics, and that they are of nobody of the team (A6, § 87 BetrVG)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.contract.test_statistics import AUTUMN, bakery, counted
from tests.world.clock import MINUTE
from tests.world.erase import who
from tests.world.house import Opened, opened
from tresen.clock import SettableClock
from tresen.desk.statistics.counting import count
from tresen.desk.statistics.gauges import gauges
from tresen.desk.statistics.objection import object_
from tresen.desk.statistics.report import Asked, statistics
from tresen.errors import Refusal
from tresen.store import schema
from tresen.store import statistics as store


async def test_the_team_sees_figures_the_customer_none(open_house: Opened) -> None:
    """[A6] Owners, members and auditors see the same figures; a customer sees none, and only a customer objects."""
    story, customer = await bakery(open_house)
    shop = story.shop
    reports = [
        await statistics(open_house.house, await who(open_house.house, device), Asked())
        for device in (shop.owner, shop.member, shop.auditor)
    ]
    assert reports[0].total == reports[1].total == reports[2].total
    assert (reports[0].total.figures.received, reports[0].now.waiting) == (1, 1)
    with pytest.raises(Refusal, match="may not statistics"):
        await statistics(open_house.house, await who(open_house.house, customer.device), Asked())
    with pytest.raises(Refusal, match="may not object"):
        await object_(open_house.house, await who(open_house.house, shop.owner), customer.conversation, True)


async def test_gauges_are_of_today(open_house: Opened) -> None:
    """Each says today's figure as it is counted: of all businesses together, or of each by its handle."""
    story, _ = await bakery(open_house)
    await count(open_house.house)
    handle = (await open_house.house.read(store.handles))[0][1]
    for by_business, label in ((False, ""), (True, f'{{business="{handle}"}}')):
        text = (await gauges(open_house.house, by_business=by_business)).decode()
        assert (handle in text) == by_business
        found_ = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
        wanted = {"received": "1", "sent": "0", "requests": "1", "answered": "0", "waiting": "1"}
        assert found_ == {f"tresen_statistics_{name}{label}": n for name, n in wanted.items()}
    await story.play("answer", 0, 0)
    await count(open_house.house)
    open_house.clock.advance(24 * 60 * MINUTE)
    text = (await gauges(open_house.house, by_business=False)).decode()
    assert [line[-1] for line in text.splitlines() if not line.startswith("#")] == ["0"] * 5


def test_no_figure_is_about_a_person_of_the_team() -> None:
    """§ 87 BetrVG: no table of the statistics has a column for a person, a role or a device."""
    tables = [t for t in schema.metadata.sorted_tables if t.name.startswith("statistics")]
    assert len(tables) == 3
    names = {column.name for table in tables for column in table.columns}
    assert not {
        name
        for name in names
        if {"person", "device", "role", "by", "assigned", "staff"} & set(name.split("_"))
    }


async def test_who_answers_changes_nothing(open_house: Opened, tmp_path: Path) -> None:
    """Two histories that differ only in who of the team did what give the same bytes."""
    found_ = []
    for number in (0, 1):
        folder = tmp_path / str(number)
        folder.mkdir()
        async with opened(folder, SettableClock(AUTUMN)) as house:
            story, _ = await bakery(house)
            for n in range(4):
                await story.play("answer", 0, n * 2 + number)
                await story.play("ask", 0, 1)
                house.clock.advance(MINUTE)
            await count(house.house)
            report = await statistics(house.house, await who(house.house, story.shop.owner), Asked())
            found_.append((await house.house.read(counted), json.dumps(str(report))))
    assert found_[0] == found_[1]
