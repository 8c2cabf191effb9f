"""The pictures of docs/howto/warnings.md. A real server that lies makes them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.liar_stand import Stand, in_the_inbox, on_the_page, opened
from tests.e2e.liar_words import DE
from tests.e2e.test_inbox import rows
from tests.liar import lies, making
from tests.pictures.studio import LOW, NOW, Studio, counted
from tests.world.browser import DESKTOP, Visit
from tests.world.clock import at
from tresen.clock import SettableClock

PICTURES = (
    "warnings-message",
    "warnings-sign",
    "warnings-inbox",
)


def in_the_log(studio: Studio, visit: Visit, stand: Stand) -> None:
    """A message that was pasted under another sender, and one that was left out."""
    seen = on_the_page(visit, stand, DE)
    page, place = seen.page, seen.place
    with stand.at(place, lies.OtherSender.name):
        expect(seen.last).to_contain_text(DE.not_shown)
    with stand.at(place, lies.Drop.name, "Bis sieben heben wir sie auf."):
        expect(seen.last).to_contain_text(DE.missing)
    # The answer's receipt, and with it this line, may come after the lies.
    expect(page.get_by_text("Das Team sieht, wann Sie gelesen haben.")).to_be_visible()
    studio.take(page, "warnings-message")


def another_business(studio: Studio, visit: Visit, stand: Stand) -> None:
    """Whoever scanned the sign is shown another business."""
    lie = making.other_business(stand.street, stand.shop.do(stand.street.chain()))
    with stand.street.lying(lie):
        page = visit.open(stand.url)
        expect(page.get_by_role("heading", name=DE.mismatch)).to_be_visible()
        studio.take(page, "warnings-sign")


def contradicting(studio: Studio, visit: Visit, stand: Stand) -> None:
    """A device that the customer never added, in Ben's inbox."""
    seen = in_the_inbox(visit, stand, DE)
    page, place = seen.page, seen.place
    # What the list shows of a conversation comes after the message itself, which the lie is not to overtake.
    counted(page, "Wartet 1")
    expect(rows(page).filter(has_text="Gern auch Brezeln.")).to_be_visible()
    with stand.street.lying(stand.shop.do(making.ghost_customer(place))):
        stand.shop.do(place.speak("Für morgen früh um sieben, bitte."))
        expect(seen.notice(DE.contradicts)).to_be_visible()
        # The list reads the newest message for itself, a moment later, and has none to show.
        expect(rows(page).filter(has_text="Lässt sich hier nicht anzeigen")).to_be_visible()
        studio.take(page, "warnings-inbox")


def take(studio: Studio) -> None:
    """A customer's phone, then Ben's inbox."""
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder), SettableClock(at(NOW))) as stand:
        in_the_log(studio, studio.visit(**LOW), stand)
        another_business(studio, studio.visit(**LOW), stand)
        contradicting(studio, studio.visit(**DESKTOP), stand)
