"""The picture of README.md, a customer and the inbox of the demo bakery: `python -m tests.e2e.readme_pictures`."""

from __future__ import annotations

import asyncio
import io
import socket
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.async_api import Browser, Page, async_playwright, expect

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

FILE = Path(__file__).parents[2] / "docs" / "img" / "readme.png"
NOW = "2026-11-25 10:24"
COLOURS = 200
COUNTER = (220, 196, 160)
SAID = (
    (0, "Guten Morgen! Ich brauche am Samstag eine Torte für zwölf Personen. Geht das noch?"),
    (1, "Guten Morgen, Frau Lindner! Sehr gern. Schokolade mit Zwetschgen, 42 Euro. Gibt es Allergien?"),
    (0, "Ein Kind verträgt keine Haselnüsse. Mandeln sind in Ordnung."),
    (1, "Ist notiert. Samstag ab 9 Uhr steht sie für Sie bereit."),
    (0, "Wunderbar, vielen Dank!"),
)


async def main() -> None:
    """Seed the demo bakery at a fixed time of day, let a customer and Anna write, and put both browsers side by side."""
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
                    phone, inbox = await talk(
                        browser, owner.customer_link, await owner.invites.create(1, "owner")
                    )
                    compose(phone, inbox)
                    await browser.close()
                confirming.cancel()


async def opened(browser: Browser, url: str, width: int, height: int, base: Mapping[str, object]) -> Page:
    """A person's own browser at the time of the picture."""
    options = {**base, "viewport": {"width": width, "height": height}, "device_scale_factor": 1.5}
    context = await browser.new_context(**options)  # type: ignore[arg-type]
    await context.clock.install(time=at(NOW) / 1000)
    page = await context.new_page()
    page.set_default_timeout(60_000)
    await page.goto(url)
    return page


async def talk(browser: Browser, customer_url: str, inbox_url: str) -> tuple[bytes, bytes]:
    """They write to each other; returns what each of them sees at the end."""
    expect.set_options(timeout=60_000)
    phone = await opened(browser, customer_url, 375, 752, PHONE)
    inbox = await opened(browser, inbox_url, 1120, 752, DESKTOP)
    await phone.get_by_role("button", name="Nachricht schreiben").click()
    await say(phone, SAID[0][1])
    row = (
        inbox.get_by_role("list", name="Unterhaltungen")
        .get_by_role("listitem")
        .filter(has_text="Torte für zwölf")
    )
    await row.click()
    await inbox.get_by_label("Name", exact=True).fill("Frau Lindner")
    await inbox.get_by_label("Name", exact=True).press("Enter")
    await phone.get_by_role("button", name="Später").click()
    for speaker, text in SAID[1:]:
        writer, reader = (inbox, phone) if speaker else (phone, inbox)
        await say(writer, text)
        await expect(reader.get_by_role("log")).to_contain_text(text)
    await expect(phone.get_by_role("article").last).to_contain_text("gelesen")
    for page in (phone, inbox):
        await page.evaluate("document.activeElement.blur()")
    return await phone.screenshot(animations="disabled"), await inbox.screenshot(animations="disabled")


async def say(page: Page, text: str) -> None:
    """Type and send."""
    await page.get_by_role("textbox", name="Nachricht", exact=True).fill(text)
    await page.get_by_role("button", name="Senden").click()


def compose(phone: bytes, inbox: bytes) -> None:
    """Both on a counter, with rounded corners and in few colours."""
    parts = [Image.open(io.BytesIO(part)).convert("RGB") for part in (phone, inbox)]
    gap, height = 36, max(part.height for part in parts)
    whole = Image.new("RGB", (sum(part.width for part in parts) + 3 * gap, height + 2 * gap), COUNTER)
    left = gap
    for part in parts:
        mask = Image.new("L", part.size)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, part.width - 1, part.height - 1), 22, fill=255)
        whole.paste(part, (left, gap + (height - part.height) // 2), mask)
        left += part.width + gap
    whole.quantize(COLOURS).save(FILE, optimize=True)


if __name__ == "__main__":
    asyncio.run(main())
