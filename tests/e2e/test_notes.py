"""Notes on a conversation with two of the team and a customer: by mouse, by thumb, by keyboard alone (L8)."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import violations
from tests.e2e.customer_page import clean_in_both_lights
from tests.e2e.erasing import raw_storage
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage

SENT = re.compile(r"(?<!wird )gesendet|zugestellt")
PLUMS = "haben wir noch Zwetschgen für Samstag?"


def inbox(visit: Visit, shop: Stage, person: int, role: str = "member") -> Page:
    page = visit.open(shop.inbox_link(person, role))
    expect(rows(page).first).to_be_visible()
    return page


def rows(page: Page) -> Locator:
    return page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem")


def log(page: Page) -> Locator:
    return page.get_by_role("log", name="Unterhaltung")


def mode(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name="Was du schreibst").get_by_role("button", name=name)


def note_field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Notiz ans Team")


def slips(page: Page) -> Locator:
    return log(page).get_by_role("article").filter(has_text="nur fürs Team")


def file(page: Page) -> None:
    page.get_by_role("button", name="Notiz ablegen").click()


def test_a_colleague_is_asked_and_the_customer_sees_nothing(
    visits: Callable[..., Visit], shop: Stage
) -> None:
    """[L8, L2] Anna asks Ben in a note; it reaches his phone as a note for him; the customer's page shows neither."""
    krause = shop.customer("krause", "Guten Tag")
    anna, ben = inbox(visits(**DESKTOP), shop, 1, "owner"), inbox(visits(**PHONE), shop, 2)
    rows(anna).first.get_by_role("link").click()
    mode(anna, "Notiz").click()
    expect(anna.get_by_text("Du schreibst eine Notiz ans Team.")).to_be_visible()
    expect(anna.get_by_role("textbox", name="Nachricht")).not_to_be_attached()
    expect(anna.get_by_role("button", name="Senden", exact=True)).not_to_be_attached()
    note_field(anna).press_sequentially("@Be")
    anna.get_by_role("listbox", name="Wen ansprechen").get_by_role("option", name="Ben").click()
    note_field(anna).press_sequentially(PLUMS)
    expect(anna.get_by_text("Ben bekommt Bescheid.")).to_be_visible()
    assert violations(anna) == []
    file(anna)
    expect(slips(anna)).to_contain_text(f"@Ben {PLUMS}")
    expect(slips(anna)).to_contain_text("Notiz von Anna")
    expect(mode(anna, "Notiz")).to_have_attribute("aria-pressed", "true")

    expect(rows(ben).first).to_contain_text("Notiz für dich")
    expect(rows(ben)).to_have_count(1)
    rows(ben).first.get_by_role("link").tap()
    expect(slips(ben)).to_contain_text(f"@Ben {PLUMS}")
    clean_in_both_lights(ben)
    mode(ben, "Notiz").tap()
    note_field(ben).fill("Ja, zwei Kisten stehen im Kühlraum.")
    file(ben)
    expect(slips(anna)).to_have_count(2)
    ben.get_by_role("link", name="Zurück zur Liste").tap()
    expect(rows(ben).first).not_to_contain_text("Notiz für dich")

    mode(anna, "Nachricht").click()
    anna.get_by_role("textbox", name="Nachricht").fill("Samstag passt.")
    anna.get_by_role("button", name="Senden", exact=True).click()
    last = log(anna).get_by_role("article").last
    expect(last).to_contain_text("Samstag passt.")
    expect(last).to_contain_text(SENT)
    assert [each.text for each in shop.do(krause.history())] == ["Guten Tag", "Samstag passt."]


def test_what_was_begun_as_a_note_stays_a_note(desktop: Visit, shop: Stage) -> None:
    """[interface] Each way has its own draft: what was begun as a note is never in the field for messages."""
    krause = shop.customer("krause", "Guten Tag")
    page = inbox(desktop, shop, 2)
    rows(page).first.get_by_role("link").click()
    page.get_by_role("textbox", name="Nachricht").fill("Für Frau Krause")
    mode(page, "Notiz").click()
    note_field(page).fill("Zahlt immer spät")
    mode(page, "Nachricht").click()
    expect(page.get_by_role("textbox", name="Nachricht")).to_have_value("Für Frau Krause")
    expect(mode(page, "Notiz")).to_contain_text("Entwurf")
    page.reload()
    expect(page.get_by_role("textbox", name="Nachricht")).to_have_value("Für Frau Krause")
    page.get_by_role("button", name="Senden", exact=True).click()
    expect(log(page).get_by_role("article").last).to_contain_text(SENT)
    mode(page, "Notiz").click()
    expect(note_field(page)).to_have_value("Zahlt immer spät")
    assert [each.text for each in shop.do(krause.history())] == ["Guten Tag", "Für Frau Krause"]


def test_handed_over_by_keyboard_alone(visits: Callable[..., Visit], shop: Stage) -> None:
    """[L8] Open, change to a note, name the colleague, tick the box, file: the conversation is his, and he knows why."""
    shop.customer("krause", "Guten Tag")
    anna, ben = inbox(visits(**DESKTOP), shop, 1, "owner"), inbox(visits(**DESKTOP), shop, 2)
    anna.keyboard.press("j")
    anna.keyboard.press("Enter")
    expect(anna.get_by_role("textbox", name="Nachricht")).to_be_focused()
    expect(anna.get_by_role("button", name="Anhängen")).to_be_visible()
    anna.keyboard.press("Shift+Tab")
    expect(anna.get_by_role("button", name="Anhängen")).to_be_focused()
    anna.keyboard.press("Shift+Tab")
    expect(mode(anna, "Notiz")).to_be_focused()
    anna.keyboard.press("Enter")
    expect(note_field(anna)).to_be_focused()
    anna.keyboard.type("@b")
    pick = anna.get_by_role("listbox", name="Wen ansprechen")
    expect(pick.get_by_role("option", name="Ben")).to_have_attribute("aria-selected", "true")
    anna.keyboard.press("Enter")
    expect(note_field(anna)).to_have_value("@Ben ")
    anna.keyboard.type("bitte Emma 5 in Weiß")
    anna.keyboard.press("Tab")
    expect(anna.get_by_role("checkbox", name="Unterhaltung an Ben übergeben")).to_be_focused()
    anna.keyboard.press("Space")
    anna.keyboard.press("Shift+Tab")
    anna.keyboard.press("Enter")
    expect(slips(anna)).to_contain_text("übergeben an Ben")
    expect(anna.get_by_text("Ben übernimmt.").first).to_be_visible()
    expect(rows(ben).first).to_contain_text("Notiz für dich")
    expect(rows(ben).first).to_contain_text("Zuständig: Ben")


def test_giving_a_conversation_away_offers_a_note(visits: Callable[..., Visit], shop: Stage) -> None:
    """[L8] Whoever chooses a colleague under "Zuständig" may say why; a blank note is refused in words, none is fine."""
    shop.customer("krause", "Guten Tag")
    anna, ben = inbox(visits(**DESKTOP), shop, 1, "owner"), inbox(visits(**DESKTOP), shop, 2)
    anna.get_by_role("link", name="Guten Tag").first.click()
    assigned = anna.get_by_label("Zuständig", exact=True)
    assigned.select_option(label="Ben")
    why = anna.get_by_role("textbox", name="Notiz zur Übergabe an Ben")
    anna.get_by_role("button", name="Notiz ablegen").last.click()
    expect(anna.get_by_role("alert")).to_contain_text("Hier steht noch nichts.")
    why.fill("bitte Emma 5 in Weiß")
    anna.get_by_role("button", name="Notiz ablegen").last.click()
    expect(why).to_have_count(0)
    expect(assigned).to_be_focused()
    expect(slips(anna)).to_contain_text("übergeben an Ben")
    expect(rows(ben).first).to_contain_text("Notiz für dich")
    expect(rows(ben).first).to_contain_text("Zuständig: Ben")
    assigned.select_option(label="niemand")
    expect(why).to_have_count(0)


def test_the_card_has_one_stream_of_notes(visits: Callable[..., Visit], shop: Stage) -> None:
    """[L8] The card has all notes, the composer writes them: one's own is edited and removed, with an undo; a colleague's
    offers neither. Any of them is pinned on top, and unpinned: it is with the others then."""
    krause = shop.customer("krause", "Guten Tag")
    shop.do(shop.bakery.owner.note(shop.conversation(krause), "Emma wird 5."))
    page = inbox(visits(**PHONE), shop, 2)
    rows(page).first.get_by_role("link").tap()
    expect(slips(page)).to_contain_text("Emma wird 5.")
    page.get_by_role("button", name="Karte zeigen").tap()
    panel = page.get_by_role("region", name="Notizen")
    more, pinned = panel.get_by_role("button", name="Mehr zu dieser Notiz"), panel.locator(".pinned")
    expect(panel.get_by_role("textbox")).to_have_count(0)
    more.tap()
    expect(page.get_by_role("button", name="Entfernen")).to_have_count(0)
    page.get_by_role("button", name="Anheften").tap()
    expect(pinned).to_contain_text("Emma wird 5.")
    expect(panel.get_by_role("article")).to_have_count(0)
    page.get_by_role("button", name="Neue Notiz").tap()
    note_field(page).fill("Schokko")
    file(page)
    page.get_by_role("button", name="Karte zeigen").tap()
    more.first.tap()
    page.get_by_role("button", name="Bearbeiten").tap()
    page.get_by_role("textbox", name="Notiz bearbeiten").fill("Schoko")
    assert violations(page) == []
    page.get_by_role("button", name="Notiz speichern").tap()
    expect(panel.get_by_role("article").first).to_contain_text("bearbeitet")
    more.first.tap()
    page.get_by_role("button", name="Entfernen").tap()
    expect(panel.get_by_role("article")).to_have_count(0)
    page.get_by_role("button", name="Rückgängig").tap()
    expect(panel.get_by_role("article").first).to_contain_text("Schoko")
    panel.get_by_role("button", name="Mehr zur angehefteten Notiz").tap()
    page.get_by_role("button", name="Bearbeiten").tap()
    panel.get_by_role("textbox", name="Notiz", exact=True).fill("Emma wird 6.")
    panel.get_by_role("button", name="Fertig").tap()
    expect(pinned).to_contain_text("Emma wird 6.")
    assert violations(page) == []
    panel.get_by_role("button", name="Mehr zur angehefteten Notiz").tap()
    page.get_by_role("button", name="Lösen").tap()
    expect(pinned).to_have_count(0)
    expect(panel.get_by_role("article")).to_contain_text(["Emma wird 6.", "Schoko", "Emma wird 5."])


def test_a_pinned_text_is_one_note(desktop: Visit, shop: Stage) -> None:
    """[L8] A note is pinned in the log as well. What is pinned stands on top alone, and a text that was pinned comes
    back as one note, however often another takes its place."""
    krause = shop.customer("krause", "Guten Tag")
    for text in ("Emma wird 5.", "Schoko"):
        shop.do(shop.bakery.owner.note(shop.conversation(krause), text))
    page = inbox(desktop, shop, 2)
    rows(page).first.get_by_role("link").click()
    panel = page.get_by_role("region", name="Notizen")
    for text, other in (("Emma wird 5.", "Schoko"), ("Schoko", "Emma wird 5."), ("Emma wird 5.", "Schoko")):
        slips(page).filter(has_text=text).get_by_role("button", name="Mehr zu dieser Notiz").click()
        page.get_by_role("button", name="Anheften").click()
        expect(panel.locator(".pinned")).to_contain_text(text)
        expect(panel.get_by_role("article")).to_have_count(1)
        expect(panel.get_by_role("article")).to_contain_text(other)
    assert len(shop.do(shop.bakery.owner.notes(shop.conversation(krause)))) == 2


def test_a_note_written_offline_goes_out_by_itself(desktop: Visit, shop: Stage) -> None:
    """[S8, L8] It waits on the device, said so, and outlives a reload."""
    krause = shop.customer("krause", "Guten Tag")
    page = inbox(desktop, shop, 2)
    rows(page).first.get_by_role("link").click()
    expect(log(page).get_by_role("article")).to_have_count(1)
    page.context.set_offline(True)
    expect(page.get_by_text("Du kannst weiterschreiben")).to_be_visible()
    mode(page, "Notiz").click()
    note_field(page).fill("Liegt bereit")
    file(page)
    expect(slips(page)).to_contain_text("liegt bereit")
    page.context.set_offline(False)
    expect(slips(page)).not_to_contain_text("liegt bereit")
    notes = shop.do(shop.bakery.owner.notes(shop.conversation(krause)))
    assert [each.text for each in notes] == ["Liegt bereit"]


def test_notes_die_with_the_conversation_on_every_device(visits: Callable[..., Visit], shop: Stage) -> None:
    """[L7, A10] The customer erases everything: no note is left in a browser of the team, typed, seen or filed."""
    krause = shop.customer("krause", "Guten Tag")
    conversation = shop.conversation(krause)
    shop.do(shop.bakery.owner.note(conversation, "Geheimnis vom Kuchen"))
    page = inbox(visits(**DESKTOP), shop, 2)
    rows(page).first.get_by_role("link").click()
    expect(slips(page)).to_contain_text("Geheimnis vom Kuchen")
    mode(page, "Notiz").click()
    note_field(page).fill("Getippt vom Kuchen")
    shop.do(krause.erase())
    expect(note_field(page)).not_to_be_attached()
    expect(slips(page)).to_have_count(0)
    page.reload()
    assert "vom Kuchen" not in raw_storage(page)


def test_a_note_too_many_goes_back_into_the_field(desktop: Visit, shop: Stage) -> None:
    """[L8] The server refuses it; the note says so, and its text is not lost."""
    krause = shop.customer("krause", "Guten Tag")
    conversation, notes = shop.conversation(krause), shop.bakery.owner.notes

    async def fill() -> None:
        await asyncio.gather(*(notes.write(conversation, f"Nr. {at}") for at in range(256)))

    shop.do(fill())
    page = inbox(desktop, shop, 2)
    rows(page).first.get_by_role("link").click()
    mode(page, "Notiz").click()
    note_field(page).fill("Eine zu viel")
    file(page)
    failed = slips(page).filter(has_text="nicht gespeichert")
    expect(failed).to_contain_text("Eine zu viel")
    failed.get_by_role("button", name="Zurück ins Feld").click()
    expect(failed).to_have_count(0)
    expect(note_field(page)).to_have_value("Eine zu viel")
