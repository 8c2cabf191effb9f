"""What the modules `*_pictures` share: German Chromium and small files."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.e2e import wizard
from tests.world import chromium
from tests.world.browser import Visit

COLOURS = 64
"""Colours in a picture: our pages have few, and few make a small file."""


@contextlib.contextmanager
def visiting() -> Iterator[Callable[..., Visit]]:
    """Start visits in a German browser: `visits(**PHONE)`."""
    with sync_playwright() as playwright:
        browser = chromium.german(playwright)

        def visits(**options: Any) -> Visit:
            return Visit.start(browser, **options)

        yield visits
        browser.close()


def save(page: Page, file: Path, colours: int = COLOURS) -> None:
    """Save a picture of the screen once nothing moves any more."""
    wizard.settled(page)
    page.screenshot(path=file, animations="disabled")
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(colours).save(file, optimize=True)
