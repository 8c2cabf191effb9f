"""Labels in the inbox: on a card, in the list, as filters, and on several conversations at once (L8, S9)."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import violations
from tests.e2e.test_cards import open_customer
from tests.e2e.test_devices import inbox, sheet
from tests.e2e.test_inbox import rows
from tests.world.browser import DESKTOP, PHONE, Visit, on
from tests.world.stage import Stage

SAID = {"krause": "Eine Torte bitte", "yilmaz": "Liegt mein Brot bereit?", "nguyen": "Was kostet die Torte?"}


def furnished(shop: Stage, **labels: list[str]) -> dict[str, bytes]:
    """Three customers, each with these labels; answers their conversations by name."""
    conversations = {}
    for name, text in SAID.items():
        customer = shop.customer(name, text)
        conversations[name] = shop.conversation(customer)
        for label in labels.get(name, []):
            shop.do(shop.bakery.owner.labels.set(conversations[name], label))
    return conversations


def row(page: Page, name: str) -> Locator:
    return rows(page).filter(has_text=SAID[name])


def group(page: Page) -> Locator:
    return page.get_by_role("group", name="Etiketten", exact=True)


def ask_more(page: Page) -> None:
    """To the sheet with all that can be asked of labels; the row of labels is there from then on."""
    bar = page.get_by_role("button", name="Nach Etikett filtern")
    if bar.get_attribute("aria-expanded") != "true":
        bar.click()
    page.get_by_role("button", name="Mehr …", exact=True).click()


def ask(page: Page, **choices: str) -> None:
    """Filter by labels: names with `_` for a space, each `mit` or `ohne`."""
    ask_more(page)
    for name, choice in choices.items():
        label = sheet(page, "Nach Etiketten filtern").get_by_role(
            "group", name=name.replace("_", " "), exact=True
        )
        label.get_by_role("radio", name=choice, exact=True).check(force=True)
    assert violations(page) == []
    sheet(page, "Nach Etiketten filtern").get_by_role("button", name="Anzeigen").click()


@on("phone", "size")
def test_a_label_is_seen_by_the_colleague(
    visits: Callable[..., Visit], shop: Stage, size: dict[str, object]
) -> None:
    """[S9] One puts a label on and makes a new one; the other sees both, on the card and in the list."""
    furnished(shop)
    one, other = inbox(visits(**size), shop), inbox(visits(**DESKTOP), shop)
    open_customer(one, SAID["krause"])
    group(one).get_by_role("button", name="Etikett wählen").click()
    pick = sheet(one, "Etikett wählen")
    pick.get_by_role("checkbox", name="Neue Bestellung").check()
    pick.get_by_role("button", name="Neues Etikett").click()
    pick.get_by_role("textbox", name="Name des Etiketts").fill("Torte")
    pick.get_by_role("radio", name="Ziegel").check()
    assert violations(one) == []
    pick.get_by_role("button", name="Etikett anlegen").click()
    expect(pick.get_by_role("checkbox", name="Torte")).to_be_checked()
    one.keyboard.press("Escape")
    expect(group(one)).to_contain_text("Neue Bestellung")
    expect(row(other, "krause")).to_contain_text("Etiketten: Neue Bestellung, Torte")
    open_customer(other, SAID["krause"])
    expect(group(other)).to_contain_text("Torte")
    assert violations(other) == []


def test_labels_are_renamed_sorted_and_removed(desktop: Visit, shop: Stage) -> None:
    """[S9] It holds for all conversations, and what was removed comes back where it was."""
    furnished(shop, krause=["paid"])
    page = inbox(desktop, shop)
    open_customer(page, SAID["krause"])
    group(page).get_by_role("button", name="Etikett wählen").click()
    page.get_by_role("button", name="Etiketten ordnen").click()
    manage = sheet(page, "Etiketten ordnen")
    manage.get_by_role("button", name="„Bezahlt“ ändern").click()
    manage.get_by_role("textbox", name="Name des Etiketts").fill("neukunde")
    manage.get_by_role("button", name="Speichern").click()
    expect(manage.get_by_role("alert")).to_contain_text("gibt es schon")
    manage.get_by_role("textbox", name="Name des Etiketts").fill("Bar bezahlt")
    manage.get_by_role("button", name="Speichern").click()
    expect(row(page, "krause")).to_contain_text("Bar bezahlt")
    manage.get_by_role("button", name="„Bar bezahlt“ nach oben").click()
    names = manage.get_by_role("listitem")
    expect(names.nth(2)).to_contain_text("Bar bezahlt")
    manage.get_by_role("button", name="„Bar bezahlt“ löschen").click()
    expect(names).to_have_count(4)
    page.keyboard.press("Escape")
    expect(row(page, "krause")).not_to_contain_text("Bar bezahlt")
    page.get_by_role("button", name="Rückgängig").click()
    expect(row(page, "krause")).to_contain_text("Bar bezahlt")


def test_every_label_is_in_sight_and_escape_closes(desktop: Visit, shop: Stage) -> None:
    """Eight labels stand under the filters without scrolling; Escape closes them and gives the focus back."""
    furnished(shop)
    for name in ("Hochzeit", "Vorbestellung", "Wochenmarkt"):
        shop.do(shop.bakery.owner.labels.save(name))
    page = inbox(desktop, shop)
    button = page.get_by_role("button", name="Nach Etikett filtern")
    button.click()
    bar = page.get_by_role("group", name="Etiketten", exact=True).filter(has_text="Mehr …")
    expect(bar.get_by_role("button")).to_have_count(9)
    assert bar.evaluate("(bar) => bar.scrollHeight <= bar.clientHeight")
    bar.get_by_role("button", name="Hochzeit").focus()
    page.keyboard.press("Escape")
    expect(bar).to_have_count(0)
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_filters_and_counts(visits: Callable[..., Visit], shop: Stage) -> None:
    """[S9, W5] With and without, all or any; the counts hold within it; a saved filter is the colleague's too."""
    furnished(shop, krause=["new_order"], nguyen=["new_order", "paid"])
    one, other = inbox(visits(**DESKTOP), shop), inbox(visits(**PHONE), shop)
    ask(one, Neue_Bestellung="mit")
    expect(rows(one)).to_have_count(2)
    expect(one.get_by_role("button", name="Wartet 2")).to_be_visible()
    ask(one, Bezahlt="ohne")
    expect(rows(one)).to_have_count(1)
    expect(row(one, "krause")).to_be_visible()
    expect(one.get_by_text("mit Neue Bestellung, ohne Bezahlt")).to_be_visible()
    ask_more(one)
    asked = sheet(one, "Nach Etiketten filtern")
    expect(asked.get_by_role("group", name="Neue Bestellung")).to_contain_text("2 Unterhaltungen")
    asked.get_by_role("textbox", name="Name des Filters").fill("Zu backen")
    asked.get_by_role("button", name="Als Filter für das Team speichern").click()
    expect(asked.get_by_role("button", name="Zu backen", exact=True)).to_be_visible()
    one.keyboard.press("Escape")
    ask_more(other)
    sheet(other, "Nach Etiketten filtern").get_by_role("button", name="Zu backen", exact=True).click()
    expect(rows(other)).to_have_count(1)
    shop.do(shop.bakery.owner.labels.set(shop.conversation(shop.customer("krause")), "paid"))
    expect(rows(other)).to_have_count(0)
    expect(other.get_by_text("Dazu passt keine Unterhaltung.")).to_be_visible()
    other.get_by_role("button", name="Filter aufheben").click()
    expect(rows(other)).to_have_count(3)


def test_a_closed_conversation_is_found_by_its_label(desktop: Visit, shop: Stage) -> None:
    """[W5] A row that this device has read in brief only shows its name and its last words once it is in sight."""
    furnished(shop, yilmaz=["paid"])
    owner = shop.bakery.owner
    yilmaz = shop.conversation(shop.customer("yilmaz"))
    shop.do(owner.cards.update(yilmaz, name="Emre Yilmaz"))
    shop.do(owner.conversations.close(yilmaz))
    page = inbox(desktop, shop)
    expect(rows(page)).to_have_count(2)
    ask(page, Bezahlt="mit")
    page.get_by_role("button", name="Erledigt 1").click()
    expect(rows(page)).to_have_count(1)
    expect(row(page, "yilmaz")).to_contain_text("Emre Yilmaz")
    expect(row(page, "yilmaz")).to_contain_text("Bezahlt")


def test_several_at_once_by_keyboard_alone(desktop: Visit, shop: Stage) -> None:
    """Select with x, label, close, and take it back, without a mouse."""
    furnished(shop)
    page = inbox(desktop, shop)
    expect(rows(page)).to_have_count(3)
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.get_by_role("heading", name="2 ausgewählt")).to_be_visible()
    assert violations(page) == []
    several = page.get_by_role("group", name="Für die Auswahl")
    several.get_by_role("button", name="Etikett").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Etikett wählen")).to_be_focused()
    page.keyboard.type("bez")
    page.keyboard.press("Enter")
    expect(page.get_by_text("„Bezahlt“ auf 2 Unterhaltungen.")).to_be_attached()
    page.keyboard.press("Escape")
    expect(rows(page).filter(has_text="Bezahlt")).to_have_count(2)
    several.get_by_role("button", name="Abschließen").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 Unterhaltungen abgeschlossen.")).to_be_visible()
    expect(rows(page)).to_have_count(1)
    page.get_by_role("button", name="Rückgängig").focus()
    page.keyboard.press("Enter")
    expect(rows(page)).to_have_count(3)


def test_several_at_once_by_thumb(visits: Callable[..., Visit], shop: Stage) -> None:
    """A long press opens the menu of the row, which selects; a tap adds; assigned together; Undo gives each back."""
    nguyen = furnished(shop)["nguyen"]
    shop.colleague(2)
    shop.do(shop.bakery.owner.conversations.assign(nguyen, 2))
    page = inbox(visits(**PHONE), shop)
    link = row(page, "krause").get_by_role("link")
    link.dispatch_event("pointerdown", {"pointerType": "touch", "bubbles": True})
    chosen = page.get_by_role("menuitem", name="Auswählen")
    expect(chosen).to_be_visible()
    link.dispatch_event("pointerup", {"pointerType": "touch", "bubbles": True})
    link.dispatch_event("click")
    chosen.tap()
    expect(page.get_by_role("heading", name="1 ausgewählt")).to_be_visible()
    row(page, "nguyen").get_by_role("link").tap()
    expect(page.get_by_role("heading", name="2 ausgewählt")).to_be_visible()
    page.get_by_role("group", name="Für die Auswahl").get_by_role("button", name="Zuteilen").tap()
    page.get_by_role("button", name="Anna").tap()
    expect(row(page, "krause")).to_contain_text("Zuständig: Anna")
    expect(row(page, "nguyen")).to_contain_text("Zuständig: Anna")
    expect(page.get_by_role("heading", name="Unterhaltungen", exact=True)).to_be_visible()
    page.get_by_role("button", name="Rückgängig").tap()
    expect(row(page, "krause")).not_to_contain_text("Zuständig: Anna")
    expect(row(page, "nguyen")).to_contain_text("Zuständig: Ben")


def test_labels_of_several_are_taken_back(desktop: Visit, shop: Stage) -> None:
    """What carried the label before keeps it: only what this act did is taken back."""
    furnished(shop, krause=["paid"])
    page = inbox(desktop, shop)
    expect(rows(page).filter(has_text="Bezahlt")).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("Home")
    for _ in range(3):
        page.keyboard.press("x")
        page.keyboard.press("j")
    expect(page.get_by_role("heading", name="3 ausgewählt")).to_be_visible()
    page.get_by_role("group", name="Für die Auswahl").get_by_role("button", name="Etikett").click()
    page.get_by_role("option", name="Bezahlt").click()
    expect(page.get_by_text("„Bezahlt“ auf 2 Unterhaltungen.")).to_be_attached()
    page.keyboard.press("Escape")
    expect(rows(page).filter(has_text="Bezahlt")).to_have_count(3)
    page.get_by_role("button", name="Rückgängig").click()
    expect(rows(page).filter(has_text="Bezahlt")).to_have_count(1)
    expect(row(page, "krause")).to_contain_text("Bezahlt")
