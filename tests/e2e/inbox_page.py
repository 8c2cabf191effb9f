"""The inbox: how one gets from page to page, by the rail of a desktop and by the bar of a phone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

AREAS = re.compile("^(Bereiche|Areas)$")
LEADING_ON = re.compile("(Laden|Mehr|Shop|More)$")
PARTS = re.compile("^(Abschnitte|Sections)$")
PROFILE = re.compile("^(Profil|Profile)$")


def go_to(page: Page, name: str) -> None:
    """Follow the rail to the page of that name: directly, or over the page "Laden", or on a phone "Mehr"."""
    rail = page.get_by_role("navigation", name=AREAS)
    expect(rail).to_be_visible()
    direct = rail.get_by_role("link", name=re.compile(f"{name}$"))
    if direct.count() == 0:
        rail.get_by_role("link", name=LEADING_ON).click()
        direct = page.get_by_role("main").get_by_role("link", name=name, exact=True)
    direct.click()


def to_part(page: Page, name: str) -> None:
    """Open a page of the profile. On a phone they are listed on a page of their own."""
    parts = page.get_by_role("navigation", name=PARTS)
    listed = page.get_by_role("main").get_by_role("link", name=PROFILE)
    # The page that led here has a link of that name too.
    page.get_by_role("heading", level=2).filter(has_not_text=LEADING_ON).first.wait_for()
    parts.or_(listed).first.wait_for()
    if not parts.is_visible():
        listed.click()
    parts.get_by_role("link", name=re.compile(f"^{name}")).click()
