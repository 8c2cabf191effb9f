"""Calls between real browsers, with made-up pictures and tones, through a real relay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.e2e.calling import accept, call, connected, customer, entry, hang_up, region, ringing, team
from tests.services import missing
from tests.world import chromium
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.callstage import FLAGS, CallStage


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One that has a microphone and a camera, in place of the others' browser."""
    executable = chromium.find(playwright)
    if executable is None:
        missing("browser tests need Chromium")
    opened = chromium.launch(playwright, executable, *FLAGS)
    yield opened
    opened.close()


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[CallStage]:
    with CallStage.calling(tmp_path, calls={"hours": "always"}) as opened:
        yield opened


def test_a_customer_calls_and_anna_answers(phone: Visit, desktop: Visit, shop: CallStage) -> None:
    """[C5] It rings, somebody takes it, both hear each other, and it stands in both conversations."""
    guest = customer(phone, shop)
    inbox = team(desktop, shop)
    call(guest)
    expect(ringing(inbox)).to_be_visible()
    accept(inbox)
    connected(guest, inbox)
    hang_up(guest)
    expect(region(inbox)).to_have_count(0)
    for page in (guest, inbox):
        expect(entry(page, "Sprachanruf")).to_be_visible()
