"""The picture of docs/howto/condition.md, of the demo."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from playwright.sync_api import expect

from tests.pictures.studio import NOW, SMALL, Studio
from tests.world.clock import at
from tresen.store import checked
from tresen.store.backup import state
from tresen.store.checked import Checked, Finding

PICTURES = ("condition-page",)

HOUR: Final = 3_600_000
GOOD: Final = [
    Finding("data folder", "good", "/var/lib/tresen, this user's alone"),
    Finding("disk", "good", "31.4 GiB free"),
    Finding("clock", "good", "2026-11-24 05:00:00 UTC"),
    Finding("database", "good", "whole; 1204 events, 2.1 MiB"),
    Finding("public URL", "good", "https://chat.example.org leads here, WebSocket too"),
    Finding("backups", "good", "the newest in /mnt/backup/tresen is not older than two days"),
    Finding("erasure list", "good", "/srv/other-disk/tresen.erasures, complete"),
]


def remember(data: Path) -> None:
    """As `tresen doctor` and `tresen backup` leave it in the data folder."""
    now = at(NOW)
    checked.write(data, Checked(now - 2 * HOUR, "1.0.0rc1", GOOD))
    state.write(data, state.BackedUp("/mnt/backup/tresen", now - 5 * HOUR, now - 200 * HOUR))


def take(studio: Studio) -> None:
    """Anna looks at the page on her phone."""
    with studio.demo() as shop:
        remember(shop.bakery.folder / "data")
        page = studio.visit(**SMALL).open(shop.inbox_link(1, "owner"))
        expect(page.get_by_role("list", name="Unterhaltungen")).to_be_attached()
        page.evaluate("location.hash = '#/condition'")
        expect(page.locator("dl dd").first).to_be_visible()
        page.evaluate("document.activeElement.blur()")
        # The machine's disk, the size of a database, the build.
        facts = page.locator("dl dd")
        studio.take(page, "condition-page", varies=[facts.nth(0), facts.nth(1), facts.last])
