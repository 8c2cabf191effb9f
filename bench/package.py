"""The data package of a long conversation, made in Chromium: until it is saved, and how large it is."""

from __future__ import annotations

import argparse
import json
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any

import msgspec
from playwright.sync_api import Page, sync_playwright

from bench.processes import machine
from tests.e2e.customer_page import begin, write
from tests.world import chromium
from tests.world.browser import PHONE
from tests.world.stage import Stage
from tresen import __version__

MESSAGES = 10_000
QUICK = 1_000
LIMIT_S = 60
TIMEOUT_MS = 300_000
WORDS = "Guten Tag, haben Sie morgen noch Roggenbrot und zwölf Brezeln da? Wir kommen um acht."


class Packed(msgspec.Struct):
    """One package."""

    messages: int
    seconds: float
    bytes: int
    entries: int
    """What my-data.json holds of them; the records of the conversation are in it too."""


AT_ONCE = 200
"""So many are sent in one call: each call has a bound."""


async def _fill(shop: Stage, numbers: range) -> None:
    owner = shop.bakery.owner
    (row,) = await owner.conversations.list()
    for number in numbers:
        await owner.conversations.send(row, f"{number}: {WORDS}")


def _take(page: Page, folder: Path, count: int) -> Packed:
    page.get_by_role("button", name="Menü", exact=True).click()
    page.get_by_role("button", name="Meine Daten", exact=True).click()
    page.get_by_role("heading", name="Ihre Rechte").wait_for(timeout=TIMEOUT_MS)
    began = time.perf_counter()
    with page.expect_download(timeout=TIMEOUT_MS) as found:
        page.get_by_role("button", name="Alles herunterladen").click()
    file = folder / "package.zip"
    found.value.save_as(file)
    seconds = time.perf_counter() - began
    with zipfile.ZipFile(file) as package:
        said = json.loads(package.read("my-data.json"))
    return Packed(count, seconds, file.stat().st_size, len(said["entries"]))


def measure(count: int) -> Packed:
    """A customer with so many messages opens the page on a fresh phone, and takes everything along."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = chromium.launch(playwright, chromium.find(playwright, whole=True) or "chromium")
        with Stage.open(Path(folder)) as shop:
            context = browser.new_context(**PHONE)
            page = context.new_page()
            page.goto(shop.bakery.url)
            begin(page)
            write(page, "Guten Tag")
            page.get_by_role("button", name="Link aufbewahren", exact=False).click()
            link = page.get_by_role("dialog").locator(".link").inner_text().strip()
            context.close()
            for first in range(0, count, AT_ONCE):
                shop.do(_fill(shop, range(first, min(count, first + AT_ONCE))))
            fresh = browser.new_context(**PHONE).new_page()
            fresh.goto(link)
            fresh.get_by_role("button", name="Unterhaltung fortsetzen").click()
            packed = _take(fresh, Path(folder), count)
        browser.close()
    return packed


def run(options: Any) -> None:
    """Measure and print."""
    packed = measure(options.messages or (QUICK if options.quick else MESSAGES))
    if options.json:
        print(json.dumps({"tresen": __version__, "machine": machine(), **msgspec.to_builtins(packed)}))
        return
    print(
        f"{packed.messages:,} messages: saved after {packed.seconds:.1f} s (bound {LIMIT_S}), {packed.bytes:,} bytes"
    )


def add_options(command: argparse.ArgumentParser) -> None:
    """`./dev bench package`."""
    command.add_argument("--quick", action="store_true", help=f"{QUICK:,} messages instead of {MESSAGES:,}")
    command.add_argument("--messages", type=int, metavar="N", help="so many messages")
    command.add_argument("--json", action="store_true", help="one line of JSON")
    command.set_defaults(run=run)
