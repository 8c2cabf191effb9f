"""Chromium as the tests start it: the system's own, without access to the network.

Debian has it twice, of one version: `chromium-headless-shell` is the same engine without the windows, menus and
extensions of a desktop, which each context pays for: a page opened there takes a third to a half of the processor.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Playwright

from tests.services import missing

FLAGS = [
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Pages live for seconds: compiling and collecting garbage beside them takes a tenth more of the processor (ADR 67).
    "--js-flags=--single-threaded",
    # No request leaves the machine, whoever makes it: page, WebSocket or service worker.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]

APART = "--disable-features=HttpsUpgrades,MediaRouter,PaintHolding,OptimizationHints,NetworkTimeServiceQuerying,Translate"
"""As in people's browsers, what a frame of another site stores is kept apart. Playwright switches that off among its
features, and of two such flags the last one holds."""


def find(playwright: Playwright, *, whole: bool = False) -> str | None:
    """The Chromium to use: TRESEN_CHROMIUM, the system's, or the one Playwright installed. `whole`: not the shell alone."""
    shell = [] if whole else ["chromium-headless-shell"]
    named = [
        os.environ.get("TRESEN_CHROMIUM"),
        *shell,
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ]
    for name in (*named, playwright.chromium.executable_path):
        if name and (path := shutil.which(name)):
            return path
    return None


def launch(playwright: Playwright, executable: str, *more: str) -> Browser:
    return playwright.chromium.launch(executable_path=Path(executable), args=[*FLAGS, *more])


@contextlib.contextmanager
def opened(playwright: Playwright, *more: str, whole: bool = False) -> Iterator[Browser]:
    """A browser with more flags, closed at the end; without Chromium the test is skipped, or fails in CI."""
    executable = find(playwright, whole=whole)
    if executable is None:
        missing("browser tests need Chromium: apt-get install chromium, or TRESEN_CHROMIUM=/path/to/chrome")
    browser = launch(playwright, executable, *more)
    yield browser
    browser.close()


def german(playwright: Playwright, *more: str) -> Browser:
    """For pictures: shows times in fields the German way if Debian's `chromium-l10n` is installed, else the English way."""
    return playwright.chromium.launch(
        executable_path=Path(find(playwright, whole=True) or "chromium"),
        args=[*FLAGS, *more],
        env={**os.environ, "LANGUAGE": "de"},
    )
