"""Quick replies in two browsers and with a customer: by mouse, by thumb and by the keyboard alone (L8, S9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import violations
from tests.e2e.customer_page import clean_in_both_lights
from tests.e2e.inbox_page import go_to
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage
from tresen.client import Customer, QuickReply

HOURS = QuickReply(
    "zeiten", "Öffnungszeiten", "Wir haben bis 18 Uhr auf, {{kunde}}.", "We are open until 6 pm.", ("offen",)
)
STORED = re.compile("gesendet|zugestellt|gelesen")
NOTED = QuickReply(
    "bestellt",
    "Bestellung notiert",
    "Guten Tag, {{kunde}}! Ihre Bestellung ist notiert.",
    "Hello, {{customer}}! Your order is noted.",
)
WHOSE = QuickReply("wessen", "Wessen Torte", "Die Torte ist für {{kunde}}.")
SLIP = QuickReply("vertippt", "Vertippt", "Guten Tag, {{kundde}}!")
CAKE = QuickReply("torte", "Torte bestellen", "Sehr gern! Für wie viele Personen?")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Stage]:
    with Stage.open(tmp_path) as opened:
        yield opened


def inbox(visit: Visit, shop: Stage, person: int, role: str = "member") -> Page:
    page = visit.open(shop.inbox_link(person, role))
    expect(page.get_by_role("list", name="Unterhaltungen")).to_be_attached()
    return page


def page_of_replies(page: Page) -> None:
    go_to(page, "Schnellantworten")
    expect(page.get_by_role("heading", name="Schnellantworten", exact=True)).to_be_visible()


def rows(page: Page) -> Locator:
    return page.get_by_role("list", name="Schnellantworten").get_by_role("listitem")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Schnellantworten").get_by_role("option")


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Nachricht")


def open_first(page: Page) -> None:
    page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").first.get_by_role("link").click()
    expect(field(page)).to_be_visible()


def last(page: Page) -> Locator:
    return page.get_by_role("log", name="Unterhaltung").get_by_role("article").last


def reaches(shop: Stage, customer: Customer) -> str | None:
    """What the business says to this customer, who wrote one message before."""

    async def listen() -> str | None:
        messages = customer.messages()
        await anext(messages)
        return (await anext(messages)).text

    return shop.do(listen())


async def heard(customer: Customer, count: int) -> list[str | None]:
    """The first so many messages of the conversation, as they reach this customer."""
    messages = customer.messages()
    return [(await anext(messages)).text for _ in range(count)]


def form_field(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=name, exact=True)


def test_anna_writes_a_reply_and_ben_sends_it_by_thumb(visits: Callable[..., Visit], shop: Stage) -> None:
    """[L8] Created at the desktop, with a preview for a customer who exists; on the phone at once, found by a keyword."""
    krause = shop.customer("krause", "Guten Tag, haben Sie heute auf?")
    shop.do(shop.bakery.owner.cards.rename(shop.conversation(krause), "Frau Krause"))
    anna, ben = inbox(visits(**DESKTOP), shop, 1, "owner"), inbox(visits(**PHONE), shop, 2)
    page_of_replies(anna)
    expect(anna.get_by_role("heading", name="Noch keine Schnellantworten.")).to_be_visible()
    assert violations(anna) == []
    anna.get_by_role("button", name="Antwort anlegen").click()
    anna.get_by_role("button", name="Antwort speichern").click()
    expect(form_field(anna, "Kürzel")).to_be_focused()
    form_field(anna, "Kürzel").fill("/Zeiten")
    form_field(anna, "Titel").fill("Öffnungszeiten")
    form_field(anna, "Text auf Deutsch").fill("Wir haben auf, ")
    anna.get_by_role("button", name="Kundenname").click()
    form_field(anna, "Stichwörter").fill("offen, Uhrzeit")
    expect(anna.get_by_role("group", name="So kommt es an")).to_have_text("Wir haben auf, Frau Krause")
    assert violations(anna) == []
    anna.get_by_role("button", name="Antwort speichern").click()
    expect(rows(anna)).to_have_count(1)
    expect(rows(anna).first).to_contain_text("/zeiten")

    open_first(ben)
    ben.get_by_role("button", name="Schnellantworten").tap()
    expect(options(ben)).to_have_count(1)
    clean_in_both_lights(ben)
    options(ben).first.tap()
    expect(field(ben)).to_have_value("Wir haben auf, Frau Krause")
    ben.get_by_role("button", name="Senden", exact=True).tap()
    expect(last(ben)).to_contain_text("Wir haben auf, Frau Krause")
    expect(last(ben)).to_contain_text(STORED)
    assert reaches(shop, krause) == "Wir haben auf, Frau Krause"
    expect(field(ben)).to_have_value("")
    ben.get_by_role("button", name="Schnellantworten").tap()
    expect(options(ben).first).to_contain_text("1‑mal")


def test_by_the_keyboard_alone(visits: Callable[..., Visit], shop: Stage) -> None:
    """[S9] `/` opens, typing finds without umlauts, arrows choose, Enter inserts, Escape closes."""
    for reply in (HOURS, CAKE):
        shop.do(shop.bakery.owner.quick_replies.save(reply))
    krause = shop.customer("krause", "Hello, when are you open today please?")
    page = inbox(visits(**DESKTOP), shop, 1, "owner")
    open_first(page)
    expect(last(page)).to_contain_text("Hello")
    expect(field(page)).to_be_focused()
    page.keyboard.type("/oeff")
    expect(options(page)).to_have_count(1)
    expect(options(page).first).to_have_accessible_name(re.compile("^Öffnungszeiten "))
    expect(field(page)).to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(field(page)).to_have_value("/oeff")
    page.keyboard.press("Control+a")
    page.keyboard.type("/")
    expect(options(page)).to_have_count(2)
    page.keyboard.press("ArrowDown")
    expect(options(page).nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("zei")
    expect(options(page)).to_have_count(1)
    page.keyboard.press("Enter")
    expect(field(page)).to_have_value("We are open until 6 pm.")
    page.keyboard.press("Control+a")
    page.keyboard.type("/torte")
    page.keyboard.press("Control+Enter")
    expect(last(page)).to_contain_text("Für wie viele Personen?")
    expect(last(page)).to_contain_text(STORED)
    assert reaches(shop, krause) == CAKE.text_de


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("Guten Tag, ich möchte bitte ein Brot bestellen.", "Guten Tag! Ihre Bestellung ist notiert."),
        ("Hello, I would like to order the bread please.", "Hello! Your order is noted."),
    ],
    ids=["de", "en"],
)
def test_a_guest_is_greeted_without_a_name(desktop: Visit, shop: Stage, asked: str, answered: str) -> None:
    """[S9] No customer reads a placeholder: by key and by button, again and again, in the apps as they are built."""
    shop.do(shop.bakery.owner.quick_replies.save(NOTED))
    guest = shop.customer("gast", asked)
    page = inbox(desktop, shop, 1, "owner")
    open_first(page)
    expect(last(page)).to_contain_text(asked)
    for time in range(4):
        field(page).press_sequentially("/bestellt")
        expect(options(page)).to_have_count(1)
        page.keyboard.press("Enter")
        expect(field(page)).to_have_value(answered)
        if time % 2 == 0:
            page.keyboard.press("Enter")
        else:
            page.get_by_role("button", name="Senden", exact=True).click()
        expect(page.get_by_role("article").filter(has_text=answered)).to_have_count(time + 1)
        expect(last(page)).to_contain_text(STORED)
    assert shop.do(heard(guest, 5)) == [asked, *[answered] * 4]


@pytest.mark.parametrize(
    ("reply", "shown", "says"),
    [
        (WHOSE, "Die Torte ist für {kunde}.", "Für „kunde“ ist nichts bekannt."),
        (SLIP, SLIP.text_de, "Den Platzhalter {kundde} gibt es nicht, aber {kunde}."),
    ],
    ids=["needed", "mistyped"],
)
def test_a_placeholder_is_not_sent(
    desktop: Visit, shop: Stage, reply: QuickReply, shown: str, says: str
) -> None:
    """[S9] Sending is refused by name as often as one tries, and the place is selected, so that one types over it."""
    shop.do(shop.bakery.owner.quick_replies.save(reply))
    guest = shop.customer("gast", "Guten Tag, haben Sie heute auf?")
    page = inbox(desktop, shop, 1, "owner")
    open_first(page)
    page.keyboard.type(f"/{reply.shortcut}")
    page.keyboard.press("Enter")
    expect(field(page)).to_have_value(shown)
    for send in ("Enter", "Enter", None, "Control+Enter", None):
        if send is None:
            page.get_by_role("button", name="Senden", exact=True).click()
        else:
            page.keyboard.press(send)
        expect(page.get_by_role("alert").filter(has_text=says)).to_be_visible()
        expect(field(page)).to_be_focused()
    assert len(shop.do(guest.history())) == 1
    assert violations(page) == []
    page.keyboard.type("Ihre Tochter")
    expect(field(page)).to_have_value(re.sub(r"{+.*}+", "Ihre Tochter", shown))
    page.keyboard.press("Enter")
    expect(last(page)).to_contain_text("Ihre Tochter")


def test_a_name_that_is_written_meanwhile_goes_into_the_field(desktop: Visit, shop: Stage) -> None:
    """[S9] Once the customer is named, what waits in the field has the name, and is sent: no reload, no "nichts bekannt"."""
    shop.do(shop.bakery.owner.quick_replies.save(WHOSE))
    guest = shop.customer("gast", "Guten Tag, haben Sie heute auf?")
    page = inbox(desktop, shop, 1, "owner")
    open_first(page)
    page.keyboard.type(f"/{WHOSE.shortcut}")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    refusal = page.get_by_role("alert").filter(has_text="nichts bekannt")
    expect(refusal).to_be_visible()
    name = page.get_by_role("complementary").get_by_role("textbox", name="Name", exact=True)
    name.fill("Sabine Krause")
    name.press("Enter")
    expect(field(page)).to_have_value("Die Torte ist für Sabine Krause.")
    expect(refusal).to_have_count(0)
    field(page).press("Enter")
    expect(last(page)).to_contain_text("Die Torte ist für Sabine Krause.")
    assert shop.do(heard(guest, 2))[1] == "Die Torte ist für Sabine Krause."


def test_delete_with_undo_and_without_a_connection(visits: Callable[..., Visit], shop: Stage) -> None:
    """[L8] Deleted for all at once, and brought back; replies are found and used offline."""
    for reply in (HOURS, CAKE):
        shop.do(shop.bakery.owner.quick_replies.save(reply))
    shop.customer("krause", "Guten Tag")
    anna, ben = inbox(visits(**DESKTOP), shop, 1, "owner"), inbox(visits(**DESKTOP), shop, 2)
    for page in (anna, ben):
        page_of_replies(page)
        expect(rows(page)).to_have_count(2)
    rows(anna).filter(has_text="/torte").get_by_role("button").click()
    anna.get_by_role("button", name="Antwort löschen").click()
    expect(rows(anna)).to_have_count(1)
    expect(rows(ben)).to_have_count(1)
    anna.get_by_role("button", name="Rückgängig").click()
    expect(rows(ben)).to_have_count(2)
    anna.get_by_role("searchbox", name="Schnellantworten durchsuchen").fill("oeffnung")
    expect(rows(anna)).to_have_count(1)

    ben.context.set_offline(True)
    ben.get_by_role("link", name="Nachrichten").click()
    open_first(ben)
    field(ben).fill("/torte")
    ben.keyboard.press("Enter")
    expect(field(ben)).to_have_value(CAKE.text_de)


def test_sorted_and_copied(desktop: Visit, shop: Stage) -> None:
    """The page sorts by use, shortcut and title; a copy has a free shortcut and is not saved before the button."""
    for reply in (HOURS, CAKE, QuickReply("anfahrt", "So finden Sie uns", "Am Markt.")):
        shop.do(shop.bakery.owner.quick_replies.save(reply))
    page = inbox(desktop, shop, 1, "owner")
    page_of_replies(page)
    for by, order in (
        ("Nach Kürzel", ["anfahrt", "torte", "zeiten"]),
        ("Nach Titel", ["zeiten", "anfahrt", "torte"]),
    ):
        page.get_by_role("combobox", name="Sortieren").select_option(label=by)
        expect(rows(page)).to_contain_text([f"/{shortcut}" for shortcut in order])
    rows(page).filter(has_text="/torte").get_by_role("button").click()
    page.get_by_role("button", name="Kopie anlegen").click()
    expect(form_field(page, "Kürzel")).to_have_value("torte-2")
    expect(form_field(page, "Text auf Deutsch")).to_have_value(CAKE.text_de)
    expect(rows(page)).to_have_count(3)
    page.get_by_role("button", name="Antwort speichern").click()
    expect(rows(page)).to_have_count(4)


def test_a_file_comes_in_whole_or_not_at_all(
    visits: Callable[..., Visit], shop: Stage, tmp_path: Path
) -> None:
    """Every wrong line is named; the corrected file, as Excel saves it, is taken over, and goes out again."""
    page = inbox(visits(**DESKTOP), shop, 1, "owner")
    page_of_replies(page)
    page.get_by_role("button", name="CSV einlesen").click()
    page.get_by_role("button", name="Einlesen", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Wähl zuerst eine Datei.")
    expect(page.get_by_label("Datei wählen")).to_be_focused()
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("short_code,content\nhallo,Guten Tag\nzwei wörter,x\nhallo,y\n", encoding="utf-8")
    page.get_by_label("Datei wählen").set_input_files(wrong)
    expect(page.get_by_role("alert")).to_contain_text("Nichts wurde übernommen.")
    expect(page.get_by_text("Zeile 3: Ein Kürzel besteht")).to_be_visible()
    expect(page.get_by_text("Zeile 4: Dieses Kürzel steht schon in Zeile 2.")).to_be_visible()
    page.get_by_role("button", name="Einlesen", exact=True).click()
    expect(page.get_by_label("Datei wählen")).to_be_focused()
    assert violations(page) == []
    right = tmp_path / "right.csv"
    right.write_text("short_code,content\nhallo,Grüß Gott {{contact.name}}\n", encoding="cp1252")
    page.get_by_label("Datei wählen").set_input_files(right)
    page.get_by_role("button", name="Einlesen", exact=True).click()
    expect(rows(page)).to_have_count(1)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Als CSV sichern").click()
    text = Path(saved.value.path()).read_text(encoding="utf-8-sig")
    assert text.splitlines()[1] == "hallo;hallo;;Grüß Gott {{kunde}};"


def test_a_starter_set(visits: Callable[..., Visit], shop: Stage) -> None:
    """The empty page offers replies for a trade, in both languages."""
    page = inbox(visits(**PHONE), shop, 1, "owner")
    page_of_replies(page)
    page.get_by_role("combobox", name="Branche").select_option("Friseursalon")
    page.get_by_role("button", name="Startset übernehmen").tap()
    expect(page.get_by_text("Antworten übernommen.")).to_be_visible()
    assert rows(page).count() >= 10
    clean_in_both_lights(page)


TYPE = """async (text) => {
    const field = document.activeElement;
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    for (let turn = 0; turn < 20; turn++) await null;
    document.body.getBoundingClientRect();
    return document.querySelector("[role=listbox]")?.previousElementSibling?.textContent ?? "";
}"""
"""A key, until the list of hits stands there, layout included; what the line above the hits says."""
FOLD = """(texts) => {
    let length = 0;
    for (let turn = 0; turn < 4; turn++)
        for (const text of texts) length += text.normalize("NFKD").toLowerCase().split(" ").join("").length;
    return String(length);
}"""
"""The yardstick: every letter of the replies folded four times. In milliseconds, a slow machine would fail what is quick."""
AT_MOST = 1.5
"""Of the yardstick. A key takes 0.3 to 0.8 of it."""


def quickest(page: Page, act: Callable[[], object], before: Callable[[], object] | None = None) -> float:
    """The processor's ms for what the page does, the best of seven."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
        return float(metrics["TaskDuration"]) * 1000

    times = []
    for _ in range(7):
        if before:
            before()
        begun = spent()
        act()
        times.append(spent() - begun)
    session.detach()
    return min(times)


def key_ms(page: Page, query: str) -> float:
    """The last key of a query."""

    def typed() -> None:
        assert query[1:] in page.evaluate(TYPE, query)

    return quickest(page, typed, lambda: page.evaluate(TYPE, query[:-1]))


def test_a_thousand_replies_stay_quick(desktop: Visit, shop: Stage, tmp_path: Path) -> None:
    """[S9] Read in from one file and found at once; a key in the picker costs little more than reading all of them."""
    shop.customer("krause", "Guten Tag")
    page = inbox(desktop, shop, 1, "owner")
    page_of_replies(page)
    file = tmp_path / "many.csv"
    words = [
        "Guten",
        "Tag",
        "vielen",
        "Dank",
        "wir",
        "haben",
        "Montag",
        "bis",
        "Freitag",
        "geöffnet",
        "Straße",
    ]
    text = [" ".join(words[(at * 7 + each * 3) % len(words)] for each in range(60)) for at in range(1000)]
    lines = [f"antwort-{at},Antwort {at},{text[at]}" for at in range(1000)]
    file.write_text("\n".join(["shortcut,title,text_de", *lines]), encoding="utf-8")
    page.get_by_role("button", name="CSV einlesen").click()
    page.get_by_label("Datei wählen").set_input_files(file)
    expect(page.get_by_text("1000 neue Antworten")).to_be_visible()
    page.get_by_role("button", name="Einlesen", exact=True).click()
    expect(page.get_by_text("1000 Antworten eingelesen.")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("searchbox", name="Schnellantworten durchsuchen").fill("antwort 777")
    expect(rows(page)).to_have_count(1)
    page.get_by_role("link", name="Nachrichten").click()
    open_first(page)
    page.keyboard.type("/a")
    expect(options(page)).to_have_count(50)
    queries = ("/an", "/antw", "/antwort-77", "/strasse", "/vielen d", "/da")
    best = {query: key_ms(page, query) for query in queries}
    yardstick = quickest(page, lambda: page.evaluate(FOLD, text))
    slow = {query: ms for query, ms in best.items() if ms > yardstick * AT_MOST}
    assert slow == {}, (yardstick, best)
