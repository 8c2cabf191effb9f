"""One person's browser, with its own cookies, storage and service worker. It records what no page of ours may do."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.world.depth import usually

GERMAN = {"locale": "de-DE", "timezone_id": "Europe/Berlin"}
PHONE = {
    **GERMAN,
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESKTOP = {**GERMAN, "viewport": {"width": 1280, "height": 800}}


def on(kind: Literal["phone", "desktop"], argument: str, *, fixture: bool = False) -> pytest.MarkDecorator:
    """A journey that runs on one kind of device: its rule is the same on both, and how its views look on both, in light
    and dark, is asked by tests/e2e/test_views.py. `argument` gets the device; `fixture` says that it is a fixture's name."""
    device = PHONE if kind == "phone" else DESKTOP
    return pytest.mark.parametrize(argument, [device], ids=[kind], indirect=fixture)


def on_both(
    argument: str, usual: Literal["phone", "desktop"], *, fixture: bool = False
) -> pytest.MarkDecorator:
    """A journey whose rule the two sizes could break differently: on both in the long run, on the usual one in each."""
    return pytest.mark.parametrize(
        argument, usually({"phone": (PHONE,), "desktop": (DESKTOP,)}, usual), indirect=fixture
    )


_UNASKED = """if (window.Notification) {
    const real = Object.getOwnPropertyDescriptor(Notification, "permission").get;
    const get = () => (real.call(Notification) === "denied" ? "default" : real.call(Notification));
    Object.defineProperty(Notification, "permission", { get, configurable: true });
}"""
"""Nobody was asked yet whether there may be notifications: the headless shell, which cannot ask, says "denied", where
a browser says "default". What is granted stays granted."""
_OUR_HOSTS = {"localhost", "127.0.0.1"}
_PRIVATE_SCHEMES = {"data", "blob", "about", "chrome-error"}


def accept(page: Page) -> None:
    """Take the invitation that the page asks about."""
    page.locator("#accept").click()


@dataclass
class Visit:
    """`foreign` lists requests to other hosts, which Chromium refuses (chromium.py); `faults` lists errors of the page."""

    context: BrowserContext
    foreign: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @classmethod
    def start(cls, browser: Browser, **options: Any) -> "Visit":
        visit = cls(browser.new_context(**options))
        visit.context.add_init_script(_UNASKED)
        visit.context.on("request", lambda request: visit._note(request.url))
        visit.context.on("page", lambda page: page.on("websocket", lambda socket: visit._note(socket.url)))
        visit.context.on("weberror", lambda error: visit.faults.append(str(error.error)))
        visit.context.on("console", visit._listen)
        return visit

    def open(self, url: str) -> Page:
        """A new tab with this address. An invitation is accepted, as by somebody who was waiting for it."""
        page = self.look(url)
        if "#invite=" in url:
            accept(page)
        return page

    def look(self, url: str) -> Page:
        """A new tab with this address, and nothing done there."""
        page = self.context.new_page()
        page.goto(url)
        return page

    def close(self, pictures: Path | None = None) -> None:
        """End the visit. `pictures` is the prefix of the file names under which a picture of each page is saved."""
        if pictures:
            for number, page in enumerate(self.context.pages):
                page.screenshot(path=f"{pictures}-{number}.png")
        self.context.close()

    def _note(self, url: str) -> None:
        address = urlsplit(url)
        if address.scheme not in _PRIVATE_SCHEMES and address.hostname not in _OUR_HOSTS:
            self.foreign.append(url)

    def _listen(self, message: ConsoleMessage) -> None:
        policies = ("Content Security Policy", "Trusted")
        if message.type == "error" and any(policy in message.text for policy in policies):
            self.faults.append(message.text)
