"""The picture of docs/howto/condition.md, of the demo: `python -m tests.e2e.condition_pictures`.

With a folder as argument: the page as owners meet it, on phone and desktop, light and dark, in both languages, good and bad.
"""

from __future__ import annotations

import asyncio
import io
import socket
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from PIL import Image
from playwright.async_api import Browser, async_playwright, expect

from tests.e2e.readme_pictures import NOW, opened
from tests.world import chromium
from tests.world.browser import DESKTOP, PHONE
from tests.world.clock import at
from tresen.app import running
from tresen.client import Owner
from tresen.clock import SettableClock
from tresen.config import Settings
from tresen.demo.seeding import beginning, seed
from tresen.desk.team.setup import new_setup
from tresen.seal.links import SetupLink
from tresen.store import checked
from tresen.store.backup import state
from tresen.store.checked import Checked, Finding

FOLDER: Final = Path(__file__).parents[2] / "docs" / "img"
COLOURS: Final = 64
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
BAD: Final = [
    *GOOD[:4],
    Finding("public URL", "bad", "https://chat.example.org: its certificate is not trusted (certificate has expired)",
            "get a certificate for that name; an authority of your own must be known to this machine"),
    Finding("owner devices", "warning", "only one at sonnenschein",
            "if it breaks, only the recovery sheet helps: the owner adds a second device"),
]  # fmt: skip


def remember(data: Path, findings: list[Finding], backup_hours: int | None) -> None:
    """As `tresen doctor` and `tresen backup` leave it in the data folder."""
    now = at(NOW)
    checked.write(data, Checked(now - 2 * HOUR, "0.1.0", findings))
    if backup_hours is not None:
        state.write(data, state.BackedUp("/mnt/backup/tresen", now - backup_hours * HOUR, now - 200 * HOUR))


async def main(looks: Path | None) -> None:
    """A day of the demo, then Anna looks at the page."""
    clock = SettableClock(beginning(at(NOW)))
    with tempfile.TemporaryDirectory() as folder:
        with closing(socket.create_server(("127.0.0.1", 0))) as probe:
            port = probe.getsockname()[1]
        keys, url, data = Path(folder) / "owner.keys", f"http://localhost:{port}", Path(folder) / "data"
        data.mkdir(mode=0o700)
        settings = Settings(data=data, public_url=url, host="127.0.0.1", port=port)
        async with running(settings, clock) as (app, _):
            link = str(SetupLink(url, await new_setup(app.house)))
            await seed(link, keys, clock, at(NOW), lambda _done, _steps: None)
            clock.set(at(NOW))
            async with Owner.open(keys=keys, deliver=False, public_url=url, clock=clock) as owner:
                await owner.records.renew()
                confirming = asyncio.create_task(owner.invites.keep_confirming())
                async with async_playwright() as playwright:
                    browser = await playwright.chromium.launch(
                        executable_path="/usr/bin/chromium", args=chromium.FLAGS
                    )
                    remember(data, GOOD, 5)
                    link = await owner.invites.create(1, "owner")
                    await look(browser, link, PHONE, FOLDER / "condition-page.png")
                    if looks is not None:
                        await everywhere(browser, owner, data, looks)
                    await browser.close()
                confirming.cancel()


async def everywhere(browser: Browser, owner: Owner, data: Path, folder: Path) -> None:
    """For whoever looks at the page: each kind of screen, and a server that needs help."""
    remember(data, BAD, 90)
    for name, options in (
        ("phone-de-light", {**PHONE}),
        ("phone-en-dark", {**PHONE, "locale": "en-GB", "color_scheme": "dark"}),
        ("desktop-de-dark", {**DESKTOP, "color_scheme": "dark"}),
        ("desktop-en-light", {**DESKTOP, "locale": "en-GB"}),
    ):
        await look(browser, await owner.invites.create(1, "owner"), options, folder / f"{name}.png")


async def look(browser: Browser, link: str, options: dict[str, Any], file: Path) -> None:
    """Open the inbox by the link, then the page."""
    wide = options is not PHONE and "is_mobile" not in options
    page = await opened(browser, link, *((1180, 900) if wide else (375, 812)), options)
    await expect(
        page.get_by_role("list", name="Unterhaltungen").or_(page.get_by_role("list", name="Conversations"))
    ).to_be_attached(timeout=60_000)
    await page.evaluate("location.hash = '#/condition'")
    await expect(page.locator("dl dd").first).to_be_visible(timeout=30_000)
    await page.evaluate("document.activeElement.blur()")
    picture = Image.open(io.BytesIO(await page.screenshot(animations="disabled")))
    file.parent.mkdir(parents=True, exist_ok=True)
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    await page.context.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
