"""What is done with messages, between a customer's phone and the team's desktop (S9): seen on both sides."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.customer_page import arrived, article, begin, clean, clean_in_both_lights, field, log, write
from tests.e2e.erasing import has_focus, press_long
from tests.e2e.message_menu import choose, focused, item, open_menu
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage

BREAD = "Haben Sie morgen Roggenbrot?"


class Counter:
    """Frau Krause at her phone has asked for bread; Anna has the conversation open at the desktop."""

    def __init__(self, visits: Callable[..., Visit], shop: Stage) -> None:
        self.krause = visits(**PHONE).open(shop.bakery.url)
        begin(self.krause)
        arrived(write(self.krause, BREAD))
        self.anna = visits(**DESKTOP).open(shop.inbox_link(1, "owner"))
        conversations = self.anna.get_by_role("list", name="Unterhaltungen")
        conversations.get_by_role("listitem").first.click()
        expect(article(self.anna, BREAD)).to_be_visible()

    def says(self, page: Page, text: str) -> Locator:
        """One side writes; both have it."""
        write(page, text)
        for each in (self.krause, self.anna):
            expect(article(each, text).last).not_to_contain_text("wird gesendet")
        return article(page, text)


@pytest.fixture
def counter(visits: Callable[..., Visit], shop: Stage) -> Counter:
    return Counter(visits, shop)


def test_an_answer_quotes_and_leads_back(counter: Counter) -> None:
    """[S9] Quote above the field and in the bubble on both sides; a tap leads there; Escape drops it."""
    anna, krause = counter.anna, counter.krause
    choose(anna, BREAD, "Antworten")
    has_focus(field(anna))
    expect(anna.get_by_text("Antwort an")).to_be_visible()
    clean_in_both_lights(anna)
    anna.keyboard.press("Escape")
    expect(anna.get_by_text("Antwort an")).to_have_count(0)
    has_focus(field(anna))
    choose(anna, BREAD, "Antworten")
    has_focus(field(anna))
    anna.keyboard.type("Ja, ab sechs.")
    anna.keyboard.press("Enter")
    expect(anna.get_by_text("Antwort an")).to_have_count(0)
    for page in (anna, krause):
        answer = article(page, "Ja, ab sechs.")
        expect(answer).to_contain_text(BREAD)
        answer.get_by_role("button", name=BREAD).click()
        has_focus(article(page, BREAD).first)
        clean_in_both_lights(page)


def test_a_finger_that_rests_on_a_quote_opens_the_menu(counter: Counter) -> None:
    """[look] The message was meant: its menu opens, and lifting the finger jumps nowhere; a tap still leads there."""
    anna, krause = counter.anna, counter.krause
    choose(anna, BREAD, "Antworten")
    anna.keyboard.type("Ja, ab sechs.")
    anna.keyboard.press("Enter")
    answer = article(krause, "Ja, ab sechs.")
    quote = answer.get_by_role("button", name=BREAD)
    press_long(quote)
    sheet = krause.get_by_role("dialog", name="Nachricht von Anna")
    expect(sheet).to_be_visible()
    krause.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    has_focus(answer)
    quote.tap()
    has_focus(article(krause, BREAD).first)


def test_the_first_tap_is_no_long_press(counter: Counter) -> None:
    """[look] What acts on messages is fetched at the first touch: a finger that was lifted before it came did not rest."""
    counter.says(counter.anna, "Ab sechs.")
    page = counter.krause
    page.reload()
    asked: list[Route] = []

    def keep(route: Route) -> None:
        asked.append(route)

    page.route("**/guide-*.js", keep)
    with page.expect_request("**/guide-*.js"):
        article(page, BREAD).tap()
    since = page.evaluate("performance.now()")
    page.wait_for_function("(since) => performance.now() > since + 600", arg=since)
    for route in asked:
        route.continue_()
    page.unroute("**/guide-*.js")
    press_long(article(page, "Ab sechs."))
    expect(page.get_by_role("dialog", name="Nachricht von Anna")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(1)


def test_a_quote_of_what_is_erased_says_so(counter: Counter) -> None:
    """[L7] What refers to an erased message keeps none of its words."""
    anna, krause = counter.anna, counter.krause
    choose(anna, BREAD, "Antworten")
    has_focus(field(anna))
    anna.keyboard.type("Ja, ab sechs.")
    anna.keyboard.press("Enter")
    expect(article(krause, "Ja, ab sechs.")).to_contain_text(BREAD)
    krause.bring_to_front()
    open_menu(krause, "Haben Sie")
    item(krause, "Löschen").click()
    krause.get_by_role("dialog").get_by_role("button", name="Löschen").click()
    for page in (anna, krause):
        expect(log(page)).not_to_contain_text(BREAD)


def test_a_swipe_answers(counter: Counter) -> None:
    """[interface] A thumb pulls the message to the right; a movement up or down only scrolls."""
    counter.says(counter.anna, "Ab sechs.")
    page = counter.krause
    page.bring_to_front()
    swipe(article(page, "Ab sechs."), right=20, down=90)
    expect(page.get_by_text("Antwort an Anna")).to_have_count(0)
    swipe(article(page, "Ab sechs."), right=90, down=4)
    expect(page.get_by_text("Antwort an Anna")).to_be_visible()
    clean(page)
    write(page, "Gern.")
    expect(article(page, "Gern.")).to_contain_text("Ab sechs.")


def swipe(message: Locator, *, right: int, down: int) -> None:
    box = message.bounding_box()
    assert box is not None
    touch = message.page.context.new_cdp_session(message.page)
    x, y = box["x"] + 20, box["y"] + 15
    steps = 6

    def send(kind: str, at: int | None) -> None:
        points = [] if at is None else [{"x": x + right * at / steps, "y": y + down * at / steps}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", 0)
    for step in range(1, steps + 1):
        send("touchMove", step)
    send("touchEnd", None)
    touch.detach()


def test_reactions_come_and_go(counter: Counter) -> None:
    """[S9] One for each person, seen on both sides with who gave it; another replaces it, a second tap takes it back."""
    anna, krause = counter.anna, counter.krause
    open_menu(anna, BREAD)
    anna.get_by_role("menuitemcheckbox", name="Herz").click()
    expect(chips(anna).get_by_role("button")).to_have_text("❤️ Du")
    expect(chips(krause).get_by_role("button")).to_have_text(re.compile("❤️ (Anna|Bäckerei Sonnenschein)"))
    has_focus(article(anna, BREAD))
    clean_in_both_lights(anna)
    open_menu(anna, BREAD)
    expect(anna.get_by_role("menuitemcheckbox", name="Herz")).to_be_checked()
    anna.get_by_role("menuitem", name="Reagieren").click()
    search = anna.get_by_role("dialog", name="Womit reagieren?")
    search.get_by_role("searchbox", name="Emoji suchen").fill("Brot")
    bread = search.get_by_role("gridcell", name="Brot", exact=True)
    expect(bread).to_be_visible()
    clean_in_both_lights(anna)
    bread.click()
    expect(chips(krause)).to_contain_text("🍞")
    expect(chips(krause)).not_to_contain_text("❤️")
    chips(anna).get_by_role("button").click()
    for page in (anna, krause):
        expect(chips(page)).to_have_count(0)


def chips(page: Page) -> Locator:
    return log(page).get_by_role("group", name="Reaktionen")


def test_a_text_is_edited_and_both_read_what_it_was(counter: Counter) -> None:
    """[S9] Arrow up in the empty field edits the last own text; Escape gives the draft back; versions are readable."""
    anna, krause = counter.anna, counter.krause
    counter.says(anna, "Ja, ab sechs.")
    field(anna).click()
    anna.keyboard.press("ArrowUp")
    expect(field(anna)).to_have_value("Ja, ab sechs.")
    expect(anna.get_by_text("Nachricht bearbeiten")).to_be_visible()
    anna.keyboard.press("Escape")
    expect(field(anna)).to_have_value("")
    field(anna).fill("Ein Entwurf")
    open_menu(anna, "Ja, ab sechs.")
    expect(anna.get_by_role("menuitem", name="Bearbeiten")).to_contain_text("Minuten")
    anna.get_by_role("menuitem", name="Bearbeiten").click()
    expect(field(anna)).to_have_value("Ja, ab sechs.")
    field(anna).fill("Ja, ab sieben.")
    anna.keyboard.press("Enter")
    expect(field(anna)).to_have_value("Ein Entwurf")
    for page in (anna, krause):
        page.bring_to_front()
        expect(article(page, "Ja, ab sieben.")).to_contain_text("bearbeitet")
        article(page, "Ja, ab sieben.").get_by_role("button", name="bearbeitet").click()
        sheet = page.get_by_role("dialog", name="Frühere Fassungen")
        expect(sheet).to_contain_text("Ja, ab sechs.")
        clean(page)
        page.keyboard.press("Escape")
        expect(sheet).to_have_count(0)


def test_pins_and_stars(counter: Counter) -> None:
    """[S9] A pin stands at the top on both sides and leads to its place; a star is on this device alone. Undo is there."""
    anna, krause = counter.anna, counter.krause
    choose(anna, BREAD, "Anheften")
    expect(krause.get_by_role("group", name="Angeheftet").get_by_role("button")).to_contain_text(BREAD)
    # At once: the offer stands for six seconds, and looking closely may take longer.
    anna.get_by_role("button", name="Rückgängig").click()
    for page in (anna, krause):
        expect(page.get_by_role("group", name="Angeheftet")).to_have_count(0)
    choose(anna, BREAD, "Anheften")
    for page in (anna, krause):
        expect(page.get_by_role("group", name="Angeheftet").get_by_role("button")).to_contain_text(BREAD)
        expect(article(page, BREAD)).to_contain_text("Angeheftet")
    krause.get_by_role("group", name="Angeheftet").get_by_role("button").click()
    has_focus(article(krause, BREAD))
    clean_in_both_lights(krause)
    choose(anna, BREAD, "Markieren")
    anna.get_by_role("button", name="1 markierte Nachricht").click()
    sheet = anna.get_by_role("dialog", name="Markiert")
    clean(anna)
    sheet.get_by_role("button", name=BREAD).click()
    has_focus(article(anna, BREAD))
    expect(article(krause, BREAD)).not_to_contain_text("Markiert")


def test_details_say_who_read_when(counter: Counter) -> None:
    """[S9] The times come from the server, and the sheet says so."""
    anna = counter.anna
    counter.says(anna, "Ja, ab sechs.")
    choose(anna, "Ja, ab sechs.", "Details")
    sheet = anna.get_by_role("dialog", name="Details")
    expect(sheet).to_contain_text("Die Zeiten stammen vom Server.")
    expect(sheet).to_contain_text("Zugestellt")
    clean_in_both_lights(anna)


def test_a_message_is_forwarded_to_a_name(counter: Counter, shop: Stage) -> None:
    """[S9] Sealed anew for the other conversation, and marked there; without a choice that is said."""
    yilmaz = shop.customer("yilmaz", "Guten Tag")
    shop.do(shop.bakery.owner.cards.rename(shop.conversation(yilmaz), "Emre Yılmaz"))
    anna = counter.anna
    expect(anna.get_by_role("list", name="Unterhaltungen")).to_contain_text("Emre")
    choose(anna, BREAD, "Weiterleiten")
    sheet = anna.get_by_role("dialog", name="Weiterleiten an")
    sheet.get_by_role("button", name="Weiterleiten").click()
    expect(sheet.get_by_role("alert")).to_contain_text("Noch ist niemand ausgewählt.")
    clean_in_both_lights(anna)
    sheet.get_by_role("searchbox", name="Name suchen").fill("yilmaz emre")
    sheet.get_by_role("checkbox").check()
    sheet.get_by_role("button", name="Weiterleiten").click()
    expect(anna.get_by_text("Weitergeleitet an 1 Unterhaltung.")).to_be_visible()
    anna.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").filter(has_text="Emre").click()
    expect(article(anna, BREAD)).to_contain_text("Weitergeleitet")


def test_several_are_selected(counter: Counter) -> None:
    """[interface] A press selects, the bar counts, Escape ends it and the focus stays with the messages."""
    anna = counter.anna
    counter.says(anna, "Ja, ab sechs.")
    choose(anna, BREAD, "Mehrere auswählen")
    bar = anna.get_by_role("toolbar", name="1 ausgewählt")
    expect(bar).to_be_visible()
    article(anna, "Ja, ab sechs.").click()
    expect(anna.get_by_role("toolbar", name="2 ausgewählt")).to_be_visible()
    clean_in_both_lights(anna)
    anna.keyboard.press("Escape")
    expect(anna.get_by_role("toolbar")).to_have_count(0)
    has_focus(article(anna, "Ja, ab sechs."))
    assert focused(anna).startswith("article: Anna")
    choose(anna, BREAD, "Mehrere auswählen")
    article(anna, "Ja, ab sechs.").click()
    anna.get_by_role("toolbar").get_by_role("button", name="Löschen").click()
    question = anna.get_by_role("dialog", name="2 Nachrichten für beide Seiten löschen?")
    clean(anna)
    question.get_by_role("button", name="Löschen").click()
    for page in (anna, counter.krause):
        expect(log(page).get_by_role("article")).to_have_count(0)
