"""A server that puts its own fingerprint into a call: two browsers refuse it, and say so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.e2e.calling import accept, call, connected, customer, hang_up, region, ringing, team
from tests.e2e.liar_stand import Stand, opened
from tests.liar.calls import Signals, swapped_fingerprint
from tests.services import missing
from tests.world import chromium
from tests.world.bakery import PROFILE
from tests.world.browser import Visit
from tests.world.callstage import FLAGS

SAID = "Anruf abgebrochen: Die Verbindung wurde unterwegs verändert"


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    executable = chromium.find(playwright)
    if executable is None:
        missing("browser tests need Chromium")
    found = chromium.launch(playwright, executable, *FLAGS)
    yield found
    found.close()


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Stand]:
    with opened(tmp_path) as found:
        calls = {"hours": "always", "direct": True, "strangers": True}
        found.shop.do(found.shop.bakery.owner.records.publish({**PROFILE, "calls": calls}))
        yield found


def test_a_swapped_fingerprint_is_refused_and_said(phone: Visit, desktop: Visit, stand: Stand) -> None:
    """[C2, C6] In what rings, and in the answer to it; the truth then connects."""
    guest = customer(phone, stand.shop)
    inbox = team(desktop, stand.shop)
    with stand.street.lying(Signals(stand.street.made_up, swapped_fingerprint, {"accept"})):
        call(guest)
        accept(inbox)
        expect(region(guest)).to_contain_text(SAID)
        expect(region(inbox)).not_to_have_attribute("data-connected", "true")
    for page in (guest, inbox):
        region(page).get_by_role("button", name="Schließen").click()
    with stand.street.lying(Signals(stand.street.made_up, swapped_fingerprint, {"ring"})):
        call(guest)
        expect(region(inbox)).to_contain_text(SAID)
        expect(ringing(inbox)).to_have_count(0)
        hang_up(guest)
    region(inbox).get_by_role("button", name="Schließen").click()
    call(guest)
    accept(inbox)
    connected(guest, inbox)
    hang_up(guest)
