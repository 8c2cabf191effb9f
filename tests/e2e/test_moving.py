"""The page Umzugshelfer: texts and papers that lead customers over from WhatsApp, each with a link of its own."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import violations
from tests.e2e.customer_page import arrived, begin, write
from tests.e2e.inbox_page import go_to
from tests.e2e.wizard import media_boxes
from tests.world.bakery import bakery
from tests.world.browser import DESKTOP, PHONE, Visit, on_both
from tests.world.profile import BAKERY
from tests.world.stage import Stage


@pytest.fixture
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    opening = functools.partial(bakery, profile=BAKERY)
    with Stage.open(tmp_path_factory.mktemp("shop"), opening=opening) as opened:
        yield opened


def kit(visit: Visit, shop: Stage, person: int = 2) -> Page:
    """A colleague looks at the page; nothing prints here."""
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.open(shop.inbox_link(person))
    page.evaluate("window.print = () => {}")
    go_to(page, "Umzugshelfer")
    expect(page.get_by_role("heading", level=2, name="Umzugshelfer")).to_be_visible()
    return page


def step(page: Page, name: str) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_role("checkbox", name=name, exact=True))


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


@on_both("size", "phone")
def test_a_text_leads_somebody_over_and_the_page_says_so(
    visits: Callable[..., Visit], shop: Stage, size: dict[str, object]
) -> None:
    """[L8, S3] Copying makes the text's way, once; who comes by its link is counted beside it; nothing else is made."""
    page = kit(visits(**size), shop)
    expect(page.get_by_text("Woche 1 von 4. Noch ist niemand herübergekommen.")).to_be_visible()
    assert violations(page) == []
    website = step(page, "Website")
    expect(website).to_contain_text("Geöffnet Mo–Fr 6–13 und 14–18 Uhr, Sa 6–12 Uhr.")
    expect(website.get_by_role("link")).to_have_count(0)
    website.get_by_role("button", name="Website: Text kopieren").click()
    expect(page.get_by_text("Text kopiert.")).to_be_visible()
    text = copied(page)
    found = re.search(r"\S+#key=[0-9A-Z]{32}&w=[0-9A-Z]{8}&s=Website$", text)
    assert found is not None
    link = website.get_by_role("link")
    expect(link).to_have_attribute("href", found[0])
    website.get_by_role("button", name="Website: Text kopieren").click()
    expect(page.get_by_text("Text kopiert.")).to_be_visible()
    assert copied(page) == text
    # Only what was copied has a link that works.
    expect(page.get_by_role("main").get_by_role("link", name=re.compile("sonnenschein$"))).to_have_count(1)
    customer = visits(**PHONE).open(found[0])
    begin(customer)
    arrived(write(customer, "Haben Sie Roggenbrot?"))
    expect(website).to_contain_text("1-mal kam jemand hierüber")
    expect(page.get_by_role("region", name="Worüber sie kamen")).to_contain_text("Website")
    assert violations(page) == []


def test_a_tick_stands_on_every_device(visits: Callable[..., Visit], shop: Stage) -> None:
    """[L8] It survives a reload, a colleague sees it, and takes it back; so it is with a text's way."""
    one, other = kit(visits(**DESKTOP), shop), kit(visits(**PHONE), shop, 3)
    step(one, "Rechnung").get_by_role("checkbox").check()
    step(one, "Rechnung").get_by_role("button", name="Text kopieren").click()
    expect(one.get_by_text("Text kopiert.")).to_be_visible()
    expect(step(other, "Rechnung").get_by_role("checkbox")).to_be_checked()
    short = re.search(r"\S+sonnenschein#w=[0-9A-Z]{8}$", copied(one))
    assert short is not None
    expect(step(other, "Rechnung").get_by_role("link")).to_have_attribute("href", short[0])
    one.reload()
    expect(step(one, "Rechnung").get_by_role("checkbox")).to_be_checked()
    expect(one.get_by_text("1 von 5 erledigt")).to_be_visible()
    step(other, "Rechnung").get_by_role("checkbox").uncheck()
    expect(step(one, "Rechnung").get_by_role("checkbox")).not_to_be_checked()


def test_the_weeks_follow_one_another(desktop: Visit, shop: Stage) -> None:
    """[interface] A week that is done folds up and the next one opens; the texts are in English when that is chosen."""
    page = kit(desktop, shop)
    for name in ("Plakat A3", "Türaufkleber", "Google-Profil", "Website"):
        step(page, name).get_by_role("checkbox").check()
    # With the last one the week folds up, before anybody could see its tick.
    step(page, "Rechnung").get_by_role("checkbox").click()
    expect(page.get_by_text("Woche 2 von 4.", exact=False)).to_be_visible()
    expect(step(page, "Website")).to_have_count(0)
    greeting = step(page, "Begrüßung bei WhatsApp")
    expect(greeting).to_contain_text(re.compile(r"\d+ Zeichen, passt \(höchstens 200\)"))
    page.get_by_text("English", exact=True).click()
    expect(greeting).to_contain_text("Thank you for writing!")
    expect(greeting.locator(".text")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Woche 1: Die Tür aufmachen: Ansehen").click()
    expect(step(page, "Website")).to_contain_text("Write to us")
    assert violations(page) == []


def test_the_papers_have_a_way_and_their_size(desktop: Visit, shop: Stage) -> None:
    """[S3] Poster A3 and door sticker come out of the printer alone, one page each, with the code of their own way."""
    page = kit(desktop, shop)
    code = step(page, "Plakat A3").get_by_role("img").locator("path").last
    before = code.get_attribute("d")
    page.get_by_role("button", name="Plakat A3: Drucken").click()
    expect(page.locator(".print-paper")).to_have_count(1)
    assert code.get_attribute("d") != before
    assert media_boxes(page.pdf(prefer_css_page_size=True)) == [(297, 420)]
    page.get_by_role("button", name="Türaufkleber: Drucken").click()
    expect(page.locator(".print-paper.a6")).to_have_count(1)
    assert media_boxes(page.pdf(prefer_css_page_size=True)) == [(105, 148)]
