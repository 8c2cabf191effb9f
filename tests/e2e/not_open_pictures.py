"""The pictures of a business that is not yet public, in docs/howto/profile.md: `python -m tests.e2e.not_open_pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.e2e.profile_pictures import keep
from tests.world import chromium
from tests.world.browser import PHONE, Visit
from tests.world.profile import bakery_with
from tests.world.stage import Stage


def main() -> None:
    """Imprint and privacy contact are missing: what a customer sees, and what an owner is told."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Stage.open(Path(folder)) as shop,
        sync_playwright() as playwright,
    ):
        shop.do(shop.bakery.owner.records.publish(bakery_with(imprint="", privacy="")))
        browser = chromium.german(playwright)
        phone = {**PHONE, "device_scale_factor": 1.5}
        customer = Visit.start(browser, **phone).open(shop.bakery.url)
        expect(customer.get_by_text("richtet den Tresen gerade ein")).to_be_visible()
        keep("not-open-customer", customer.screenshot(animations="disabled"))
        owner = Visit.start(browser, **phone).open(shop.inbox_link(3, "owner"))
        owner.get_by_role("link", name="Jetzt nachtragen").click()
        expect(owner.get_by_role("textbox", name="Impressum")).to_be_focused()
        keep("not-open-owner", owner.screenshot(animations="disabled"))
        browser.close()


if __name__ == "__main__":
    main()
