"""The pictures of docs/howto/app-lock.md."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.test_app_lock import lock_now, turn_on, unlock, with_a_draft
from tests.pictures.studio import LOW, Studio

PICTURES = ("app-lock-settings", "app-lock-screen")


def take(studio: Studio) -> None:
    """The settings, and a PIN that is not the right one."""
    with studio.bakery() as shop:
        page = with_a_draft(studio.visit(**LOW, service_workers="allow"), shop)
        turn_on(page)
        page.get_by_role("heading", name="App-Sperre").scroll_into_view_if_needed()
        page.evaluate("document.querySelector('#applock').scrollIntoView()")
        studio.take(page, "app-lock-settings")
        lock_now(page)
        unlock(page, "000000")
        expect(page.get_by_role("alert")).to_contain_text("nicht die richtige PIN")
        studio.take(page, "app-lock-screen")
