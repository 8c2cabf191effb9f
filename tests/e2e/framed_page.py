"""What a person sees of the customer page in a frame of the shop's website, and what the website hears of it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Frame, FrameLocator, Page, expect

from tests.e2e.customer_page import arrived
from tests.world.browser import Visit
from tests.world.patience import PATIENCE
from tests.world.stage import Stage
from tests.world.website import Website

HANDLE = "sonnenschein"


def allow(shop: Stage, *websites: Website | str) -> None:
    """The owner names these websites in the profile, and no others."""
    origins = [each if isinstance(each, str) else each.origin for each in websites]
    profile = shop.bakery.owner.records.profile | {"websites": origins}
    shop.do(shop.bakery.owner.records.publish(profile))


def sign_of(shop: Stage) -> str:
    """The address on the sign, with its fingerprint."""
    return shop.bakery.url


def embed(page: Page, src: str, handle: str = HANDLE, *, greets: bool = True) -> FrameLocator:
    """The website shows the frame."""
    page.evaluate("([src, handle, greets]) => embed(src, handle, greets)", [src, handle, greets])
    return page.frame_locator("iframe[title=Tresen]")


def opened(visit: Visit, shop: Stage, site: Website) -> tuple[Page, FrameLocator]:
    """The website, with the frame open and greeted."""
    page = visit.look(site.url)
    inside = embed(page, site.frame_of(sign_of(shop)))
    expect(inside.get_by_role("button", name="Schließen", exact=True)).to_be_visible()
    return page, inside


def writes(page: Page, text: str) -> None:
    """The first message in the frame; it has arrived."""
    inside = frame_in(page)
    inside.get_by_role("button", name="Nachricht schreiben").click()
    inside.get_by_role("textbox", name="Nachricht").fill(text)
    inside.get_by_role("button", name="Senden", exact=True).click()
    arrived(inside.get_by_role("article").filter(has_text=text))


def frame_in(page: Page) -> Frame:
    """The frame itself."""
    return page.frames[1]


def said(page: Page) -> list[dict[str, Any]]:
    """What came by the port."""
    found: list[dict[str, Any]] = page.evaluate("said")
    return found


def counts(page: Page, count: int) -> None:
    """The website heard that so many answers are unread, last of all counts."""
    page.wait_for_function(
        "count => said.findLast(({ type }) => type === 'unread')?.count === count",
        arg=count,
        timeout=1000 * PATIENCE,
    )


def refuses(inside: FrameLocator, title: str) -> None:
    """The frame shows nothing but words and a link."""
    expect(inside.get_by_role("heading", name=title)).to_be_visible()
    expect(inside.get_by_role("link", name="Eigenes Fenster öffnen")).to_be_visible()
    expect(inside.get_by_role("textbox")).to_have_count(0)
    expect(inside.get_by_role("button", name="Nachricht schreiben")).to_have_count(0)
