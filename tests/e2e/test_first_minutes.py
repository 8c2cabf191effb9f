"""The owner's first five minutes: how often one taps, how much one reads, and the first message as it drops in."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e import wizard
from tests.e2e.axe import violations
from tests.e2e.customer_page import begin, write
from tests.e2e.test_phone_lines import WIDTHS, at_the_end, edges
from tests.world.bare import Bare
from tests.world.browser import PHONE, Visit, on

TAPS = 8
WORDS = 400

COUNTING = """
    addEventListener("click", (event) => {
        if (event.isTrusted && event.target.closest("button, a, [role=switch], [type=checkbox], select"))
            sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1;
    }, true);
"""
SEEN = "document.body.innerText.split(/\\s+/).filter((word) => /[\\p{L}\\p{N}]/u.test(word)).length"


def taps(page: Page) -> int:
    return int(page.evaluate("sessionStorage.taps ?? 0"))


@on("phone", "owner")
def test_eight_taps_and_few_words_to_the_first_answer(
    visits: Callable[..., Visit], bare: Bare, owner: dict[str, object]
) -> None:
    """[flow] From the link to the answered first message: eight taps beside typing, four hundred words on all screens.

    The message appears on the page that waits for it, without a tap.
    """
    visit = visits(**owner)
    visit.context.add_init_script(COUNTING)
    page = visit.open(bare.setup_link())
    words = 0
    wizard.business(page)
    words += page.evaluate(SEEN)
    wizard.press(page, "Weiter zu den Zeiten")
    wizard.hours(page)
    words += page.evaluate(SEEN)
    wizard.press(page, "Weiter zum Impressum")
    wizard.legal(page)
    words += page.evaluate(SEEN)
    wizard.press(page, "Weiter zur Begrüßung")
    wizard.heading(page, "Niemand steht vor verschlossener Tür.")
    words += page.evaluate(SEEN)
    wizard.press(page, "Weiter zum Ausprobieren")
    wizard.heading(page, "Scann mich.")
    expect(page.get_by_role("img", name=f"/{wizard.HANDLE}")).to_be_visible()
    words += page.evaluate(SEEN)
    tapped = taps(page)

    customer = visits(**PHONE).open(wizard.scanned(page))
    begin(customer)
    write(customer, "Hallo, gibt es noch Mohnkuchen?")
    wizard.heading(page, "Eure erste Nachricht.")
    bubble = page.get_by_role("article")
    expect(bubble).to_contain_text("Hallo, gibt es noch Mohnkuchen?")
    assert violations(page) == []
    words += page.evaluate(SEEN)
    own = customer.get_by_role("log").get_by_role("article").filter(has_text="Mohnkuchen")
    expect(own).to_contain_text("gelesen")

    empty = page.get_by_role("textbox", name="Nachricht")
    empty.press("Enter")
    expect(empty).to_be_focused()
    expect(empty).to_have_accessible_description("Schreib erst ein paar Worte, oder geh ohne Antwort weiter.")
    page.get_by_role("textbox", name="Nachricht").fill("Aber ja. Bis gleich am Tresen!")
    page.get_by_role("button", name="Antworten").click()
    tapped += 1
    wizard.heading(page, "Und das stellst du auf.")
    words += page.evaluate(SEEN)
    answer = customer.get_by_role("log").get_by_role("article").filter(has_text="Bis gleich")
    expect(answer).to_contain_text("Anna")
    assert tapped <= TAPS
    assert words <= WORDS

    later, sign = (
        page.get_by_role("button", name=name) for name in ("Später, zum Postfach", "Schild drucken")
    )
    narrow, wide = later.bounding_box(), sign.bounding_box()
    assert narrow is not None
    assert wide is not None
    assert wide["width"] >= narrow["width"], "the main button is the wider one"
    later.click()
    expect(page.get_by_role("button", name=re.compile(r"^Wartet"))).to_have_attribute("aria-pressed", "true")
    things_stand_in_lines(page)


def things_stand_in_lines(page: Page) -> None:
    """[look] "Heute noch", unfolded: each way out ends the first line of its thing, the lead has two at most."""
    today = page.get_by_role("region", name="Heute noch")
    today.get_by_role("button", name="Alle zeigen").tap()
    things = today.get_by_role("listitem").filter(has=page.locator(".ib"))
    expect(things.first).to_be_visible()
    lead = today.locator("header p")
    line = float(lead.evaluate("(it) => parseFloat(getComputedStyle(it).lineHeight)"))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        for thing in things.all():
            at_the_end(thing, ".n", ".ib")
        assert edges(lead)["height"] < 2.5 * line, width
