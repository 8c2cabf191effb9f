"""The pictures of docs/howto/statistics.md, of the demo: `python -m tests.e2e.statistics_pictures`."""

from __future__ import annotations

import asyncio
import io
import socket
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.e2e.readme_pictures import NOW, opened, say
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

FOLDER: Final = Path(__file__).parents[2] / "docs" / "img"
COLOURS: Final = 64


async def main() -> None:
    """Three weeks of the demo, then Anna looks at a desktop and a phone, and a customer at the privacy sheet."""
    clock = SettableClock(beginning(at(NOW)))
    with tempfile.TemporaryDirectory() as folder:
        with closing(socket.create_server(("127.0.0.1", 0))) as probe:
            port = probe.getsockname()[1]
        keys, url = Path(folder) / "owner.keys", f"http://localhost:{port}"
        (Path(folder) / "data").mkdir(mode=0o700)
        settings = Settings(data=Path(folder) / "data", public_url=url, host="127.0.0.1", port=port)
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
                    await inbox(browser, [await owner.invites.create(1, "owner") for _ in range(2)])
                    await privacy(browser, owner.customer_link)
                    await browser.close()
                confirming.cancel()


async def inbox(browser: Browser, links: list[str]) -> None:
    """The page on a desktop, all of it, and on a phone."""
    for name, link, options, size in (
        ("desktop", links[0], DESKTOP, (1180, 1180)),
        ("phone", links[1], PHONE, (375, 812)),
    ):
        page = await opened(browser, link, *size, options)
        await page.get_by_role("link", name="Statistik").click()
        await expect(page.get_by_role("region", name="Das Wichtigste")).to_be_visible(timeout=60_000)
        await take(page, name)


async def privacy(browser: Browser, link: str) -> None:
    """The switch by which a customer objects."""
    page = await opened(browser, link, 375, 812, PHONE)
    await page.get_by_role("button", name="Nachricht schreiben").click()
    await say(page, "Haben Sie morgen Roggenbrot?")
    await page.get_by_role("button", name="Menü").click()
    await page.get_by_role("button", name="Datenschutz").click()
    switch = page.get_by_role("switch", name="In der Statistik mitzählen")
    await switch.scroll_into_view_if_needed()
    await take(page, "objection")


async def take(page: Page, name: str) -> None:
    """Take a picture of the screen, in few colours."""
    await page.evaluate("document.activeElement.blur()")
    await page.wait_for_function("document.getAnimations().every((each) => each.playState !== 'running')")
    picture = Image.open(io.BytesIO(await page.screenshot(animations="disabled")))
    picture.convert("RGB").quantize(COLOURS).save(FOLDER / f"statistics-{name}.png", optimize=True)


if __name__ == "__main__":
    asyncio.run(main())
