"""The Team page says when each device was last seen and the sheet last tested; what a lost or forgotten phone looks like."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e import wizard
from tests.e2e.axe import violations
from tests.e2e.bare import Bare
from tests.e2e.test_team import Shop
from tests.e2e.visit import DESKTOP, PHONE, Visit
from tresen.store.database import FILE

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
LONG_AGO = 40


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Bare]:
    with Bare.open(tmp_path) as opened:
        yield opened


def seen(bare: Bare, role: str, days_ago: int) -> str:
    """The devices of that role were last seen so many days ago; that day, as the page says it."""
    today = datetime.now(UTC).date()
    then = today - timedelta(days=days_ago)
    with closing(sqlite3.connect(bare.data / FILE)) as database:
        day = then.toordinal() - datetime(1970, 1, 1, tzinfo=UTC).date().toordinal()
        database.execute("UPDATE devices SET seen_day = ? WHERE role = ?", (day, role))
        database.commit()
    year = "" if then.year == today.year else f" {then.year}"
    return f"{then.day}. {MONTHS[then.month - 1]}{year}"


@pytest.mark.parametrize("owner", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_when_everybody_was_here(visits: Callable[..., Visit], bare: Bare, owner: dict[str, object]) -> None:
    """[S3] Today, yesterday, a day of this year; the sheet was never tested, then it was."""
    shop = Shop(visits, bare, **owner)
    shop.join("Ben")
    expect(shop.person("Anna")).to_contain_text("zuletzt gesehen heute")
    expect(shop.person("Ben")).to_contain_text("zuletzt gesehen heute")
    sheet = shop.page.get_by_role("region", name="Wiederherstellungsblatt")
    expect(sheet).to_contain_text("noch nie geprüft")

    seen(bare, "member", 1)
    shop.page.reload()
    expect(shop.person("Ben")).to_contain_text("zuletzt gesehen gestern")
    long_ago = seen(bare, "member", LONG_AGO)
    tested = seen(bare, "sheet", 3)
    shop.page.reload()
    expect(shop.person("Ben")).to_contain_text(f"zuletzt gesehen am {long_ago}")
    expect(sheet).to_contain_text(f"zuletzt geprüft am {tested}")
    wizard.settled(shop.page)
    assert violations(shop.page) == []


def test_a_member_sees_the_days_of_their_own(visits: Callable[..., Visit], bare: Bare) -> None:
    """[A6] Ben sees when his own devices were here, not when Anna was, and nothing of the sheet."""
    shop = Shop(visits, bare, **DESKTOP)
    ben = shop.join("Ben")
    ben.get_by_role("link", name="Team").click()
    cards = ben.get_by_role("main").get_by_role("listitem")
    expect(cards.filter(has_text="Ben").first).to_contain_text("zuletzt gesehen heute")
    expect(cards.filter(has_text="Anna").first).not_to_contain_text("gesehen")
    expect(ben.get_by_role("region", name="Wiederherstellungsblatt")).to_have_count(0)
