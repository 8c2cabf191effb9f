"""A business sets itself up in a browser, against a bare server: from the host's link to the first customer's message."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e import paper, recovering, wizard
from tests.e2e.axe import violations
from tests.e2e.customer_page import begin, write
from tests.world.bare import Bare
from tests.world.browser import DESKTOP, PHONE, Visit, on
from tests.world.process import Process


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Process]:
    """`tresen serve` in a process of its own."""
    with Process(tmp_path / "data").served() as server:
        yield server


@on("phone", "owner")
def test_from_the_link_to_the_first_message(
    visits: Callable[..., Visit], host: Process, owner: dict[str, object]
) -> None:
    """[S3, S5, S13] The link of `tresen business add`, four steps, a customer by the code on the screen, the inbox."""
    page = visits(**owner).open(host.setup_link())
    wizard.set_up(page)
    url = wizard.scanned(page)
    assert re.fullmatch(rf"{host.url}/{wizard.HANDLE}#key=[0-9A-HJKMNP-TV-Z]{{32}}", url)

    customer = visits(**PHONE).open(url)
    expect(customer.get_by_role("heading", level=1, name=wizard.NAME)).to_be_visible()
    expect(customer.get_by_text("Am Tresen geprüft")).to_be_visible()
    begin(customer)
    message = write(customer, "Haben Sie morgen Laugenbrezeln?")

    expect(page.get_by_role("article")).to_contain_text("Haben Sie morgen Laugenbrezeln?")
    wizard.press(page, "Ohne Antwort weiter")
    wizard.press(page, "Später, zum Postfach")
    rows = page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem")
    expect(rows).to_contain_text("Haben Sie morgen Laugenbrezeln?")
    expect(message).to_contain_text("gelesen")
    rows.first.click()
    page.get_by_role("textbox", name="Nachricht").fill("Ja, ab sechs.")
    page.get_by_role("button", name="Senden", exact=True).click()
    answer = customer.get_by_role("log").get_by_role("article").filter(has_text="Ja, ab sechs.")
    expect(answer).to_contain_text("Anna")


def test_a_new_shop_is_not_silent(visits: Callable[..., Visit], bare: Bare) -> None:
    """[S14] Nobody touched the greeting: the first customer of a new shop reads it."""
    page = visits(**DESKTOP).open(bare.setup_link())
    wizard.set_up(page)
    customer = visits(**PHONE).open(wizard.scanned(page))
    begin(customer)
    write(customer, "Hallo?")
    greeting = f"Willkommen bei {wizard.NAME}!"
    expect(customer.get_by_role("log").get_by_text(greeting)).to_be_visible()


def test_every_step_is_accessible(visits: Callable[..., Visit], bare: Bare) -> None:
    """axe finds nothing on any step, new, filled or with mistakes; dark on a desktop, light on a phone."""
    for options in ({**DESKTOP, "color_scheme": "dark"}, PHONE):
        page = visits(**options).open(bare.setup_link())
        wizard.heading(page, "Schön, dass ihr da seid.")
        wizard.press(page, "Weiter zu den Zeiten")
        expect(page.get_by_text("Hier fehlt noch der Name.")).to_be_visible()
        assert violations(page) == []
        wizard.business(page)
        wizard.press(page, "Weiter zu den Zeiten")
        wizard.heading(page, "Wann habt ihr geöffnet?")
        assert violations(page) == []
        wizard.hours(page)
        wizard.box(page, "Montag bis Freitag, 2. Zeit: öffnet um").fill("12:00")
        expect(page.get_by_text("Überschneidet sich mit Montag 06:00–13:00.")).to_be_visible()
        assert violations(page) == []
        wizard.box(page, "Montag bis Freitag, 2. Zeit: öffnet um").fill("14:00")
        wizard.press(page, "Weiter zum Impressum")
        wizard.press(page, "Weiter zur Begrüßung")
        expect(page.get_by_text("Hier fehlt noch dein Name.")).to_be_visible()
        assert violations(page) == []
        wizard.legal(page)
        wizard.press(page, "Weiter zur Begrüßung")
        wizard.heading(page, "Niemand steht vor verschlossener Tür.")
        assert violations(page) == []
        if options is PHONE:
            wizard.press(page, "Weiter zum Ausprobieren")
            wizard.heading(page, "Scann mich.")
            assert violations(page) == []


def test_every_step_fits_the_narrowest_page(visits: Callable[..., Visit], bare: Bare) -> None:
    """At 400 % zoom or 320 px nothing of any step sticks out of the page, in either language.

    [WCAG 2.4.11] What has the focus is not scrolled under the counter.
    """
    narrow = {**PHONE, "viewport": {"width": 320, "height": 640}}
    page = visits(**narrow).open(bare.setup_link())

    def clear_of_the_counter() -> None:
        assert page.evaluate("getComputedStyle(document.documentElement).scrollPaddingBottom") == "96px"

    def fits() -> None:
        clear_of_the_counter()
        for language in ("English", "Deutsch"):
            assert page.evaluate("document.documentElement.scrollWidth") == 320
            page.get_by_role("button", name=language, exact=True).click()

    wizard.business(page)
    fits()
    wizard.press(page, "Weiter zu den Zeiten")
    wizard.hours(page)
    fits()
    wizard.press(page, "Weiter zum Impressum")
    wizard.legal(page)
    fits()
    wizard.press(page, "Weiter zur Begrüßung")
    wizard.heading(page, "Niemand steht vor verschlossener Tür.")
    fits()
    wizard.press(page, "Weiter zum Ausprobieren")
    wizard.heading(page, "Scann mich.")
    clear_of_the_counter()
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_nothing_typed_is_lost(desktop: Visit, bare: Bare) -> None:
    """Back, the browser's Back, and a reload keep all that was typed; the link's secret is not in the address bar."""
    link = bare.setup_link()
    page = desktop.open(link)
    wizard.business(page)
    assert page.url == f"{bare.url}/setup"
    wizard.press(page, "Weiter zu den Zeiten")
    wizard.hours(page)
    wizard.press(page, "Zurück")
    expect(wizard.box(page, "Wie heißt euer Laden?")).to_have_value(wizard.NAME)
    page.go_back()
    wizard.heading(page, "Wann habt ihr geöffnet?")
    expect(wizard.box(page, "Samstag, 1. Zeit: schließt um")).to_have_value("12:00")
    page.reload()
    wizard.heading(page, "Wann habt ihr geöffnet?")
    expect(wizard.box(page, "Samstag, 1. Zeit: schließt um")).to_have_value("12:00")
    expect(page.get_by_text("Feiertage für Berlin sind eingetragen.")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Bäckerei", exact=True)).to_have_attribute("aria-pressed", "true")


def test_an_error_goes_once_it_is_obeyed(desktop: Visit, bare: Bare) -> None:
    """Each field says what is missing, and stops the moment it is there; what was built is accepted as it stands."""
    page = desktop.open(bare.setup_link())
    wizard.business(page)
    wizard.press(page, "Weiter zu den Zeiten")
    wizard.press(page, "Weiter zum Impressum")
    wizard.press(page, "Weiter zur Begrüßung")
    you = wizard.box(page, "Dein Vor- und Nachname")
    expect(you).to_be_focused()
    expect(you).to_have_accessible_description("Hier fehlt noch dein Name.")
    page.keyboard.type("Anna")
    expect(you).to_have_accessible_description(
        "Über deinen Nachrichten steht nur „Anna“. Ins Impressum gehören Vor- und Nachname (§ 5 DDG)."
    )
    page.keyboard.type(" Sonnenschein")
    expect(you).to_have_accessible_description("Über deinen Nachrichten steht nur „Anna“.")
    for label, missing, text in (
        ("Straße und Hausnummer", "Hier fehlt noch die Straße.", "Sonnenallee 1"),
        ("Postleitzahl", "Hier fehlt noch die Postleitzahl.", "12047"),
        ("Ort", "Hier fehlt noch der Ort.", "Berlin"),
        ("E-Mail des Ladens", "Hier fehlt noch die E-Mail.", "laden@sonnenschein.example"),
    ):
        expect(wizard.box(page, label)).to_have_accessible_description(missing)
        wizard.box(page, label).fill(text)
        expect(wizard.box(page, label)).to_have_accessible_description("")
    wizard.press(page, "Weiter zur Begrüßung")
    wizard.heading(page, "Niemand steht vor verschlossener Tür.")


def test_the_imprint_can_wait_and_nobody_writes_before(visits: Callable[..., Visit], bare: Bare) -> None:
    """[DDG § 5] Left for later, the last step says what is missing and waits; with the imprint the code is there."""
    page = visits(**DESKTOP).open(bare.setup_link())
    wizard.business(page)
    wizard.press(page, "Weiter zu den Zeiten")
    wizard.press(page, "Weiter zum Impressum")
    wizard.press(page, "Impressum später")
    wizard.box(page, "Dein Vor- und Nachname").fill("Anna")
    wizard.press(page, "Weiter zur Begrüßung")
    wizard.press(page, "Weiter zum Ausprobieren")
    wizard.heading(page, "Noch kann euch niemand schreiben.")
    customer = visits(**PHONE).look(f"{bare.url}/{wizard.HANDLE}")
    expect(customer.get_by_role("heading", level=1, name=wizard.NAME)).to_be_visible()
    expect(customer.get_by_role("button", name="Nachricht schreiben")).to_have_count(0)
    wizard.to_the_inbox(page)
    today = page.get_by_role("region", name="Heute noch")
    expect(today.get_by_role("button", name="Impressum ausfüllen: nicht nötig")).to_have_count(0)
    today.get_by_role("button", name="Impressum ausfüllen").click()
    expect(page.get_by_label("Impressum", exact=True)).to_be_focused()


EVERYTHING_KEPT = """async () => {
    const said = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    for (const { name } of await indexedDB.databases()) {
        const db = await new Promise((done) => { const r = indexedDB.open(name); r.onsuccess = () => done(r.result); });
        for (const store of db.objectStoreNames) {
            const all = db.transaction(store).objectStore(store).getAll();
            await new Promise((done) => { all.onsuccess = done; });
            const text = (_, value) => value instanceof Uint8Array ? [...value].join() : value;
            said.push(JSON.stringify(all.result, text));
        }
        db.close();
    }
    return said.join();
}"""


def test_the_sheet_cannot_be_overlooked_and_only_the_paper_can_answer(
    visits: Callable[..., Visit], bare: Bare
) -> None:
    """[S2] Until a sheet is in force the card asks for it, and so does every other page; the card cannot be closed.

    The sheet is covered once printed, typed back group by group, each slip named; it is kept nowhere. With it a browser
    that holds nothing comes back.
    """
    page = visits(**DESKTOP).open(bare.setup_link())
    wizard.set_up(page)
    wizard.to_the_inbox(page)
    today = page.get_by_role("region", name="Heute noch")
    expect(today.get_by_role("button", name="Wiederherstellungsblatt drucken: nicht nötig")).to_have_count(0)
    page.get_by_role("link", name="Statistik").click()
    missing = page.get_by_text("Euch fehlt noch das Wiederherstellungsblatt.")
    expect(missing).to_be_visible()
    page.get_by_role("link", name="Nachrichten").click()
    expect(missing).to_have_count(0)
    today.get_by_role("button", name="Wiederherstellungsblatt drucken").click()
    known = paper.groups(page)
    assert all(re.fullmatch("[0-9A-HJKMNP-TV-Z]{4}", group) for group in known)
    wizard.press(page, "Dieses Blatt gilt")
    expect(page.get_by_role("alert")).to_have_text("Druck das Blatt zuerst, oder schreib es von Hand ab.")
    paper.printed(page)
    covered = paper.asked(page)
    assert len(covered) == 3
    shown = paper.sheet(page).inner_text()
    assert not any(known[number - 1] in shown for number in covered)

    first = page.get_by_label(f"Gruppe {covered[0]}", exact=True)
    right = known[covered[0] - 1]
    last = next(letter for letter in "2345" if letter not in right)
    first.fill(right[:3] + last)
    first.blur()
    expect(page.get_by_text("Das 4. Zeichen ist ein anderes.")).to_be_visible()
    first.fill(right[:2])
    expect(page.get_by_text("Hier fehlen noch 2 Zeichen.")).to_be_visible()
    first.fill(f"{right[:3]}u")
    expect(page.get_by_text("„U“ kommt auf dem Blatt nicht vor.")).to_be_visible()
    wizard.press(page, "Dieses Blatt gilt")
    paper.type_back(page, known)
    expect(page.get_by_text("Stimmt", exact=True)).to_have_count(3)
    kept = page.evaluate(EVERYTHING_KEPT)
    assert not [group for group in known if group in kept]
    wizard.press(page, "Dieses Blatt gilt")
    expect(page.get_by_text("Das Blatt gilt. Leg es zum Kassenschlüssel.")).to_be_visible()
    expect(today.get_by_role("button", name="Wiederherstellungsblatt drucken")).to_have_count(0)

    again = visits(**PHONE).open(f"{bare.url}/inbox")
    recovering.recover(again, known)


def test_today_each_with_one_tap_and_closed_for_good(visits: Callable[..., Visit], bare: Bare) -> None:
    """[flow] The trade's three quick replies with one tap; what is closed stays closed after a reload."""
    page = visits(**DESKTOP).open(bare.setup_link())
    wizard.set_up(page)
    wizard.to_the_inbox(page)
    today = page.get_by_role("region", name="Heute noch")
    expect(today).to_contain_text("Öffnungszeiten, Brot und Brötchen vorbestellen, Torte bestellen")
    today.get_by_role("button", name="Drei Schnellantworten übernehmen: Übernehmen").click()
    expect(page.get_by_text("Drei Schnellantworten übernommen.")).to_be_visible()
    expect(today.get_by_role("button", name="Drei Schnellantworten übernehmen: Übernehmen")).to_have_count(0)
    today.get_by_role("button", name="Jemanden einladen: nicht nötig").click()
    expect(today).not_to_contain_text("Jemanden einladen")
    page.reload()
    expect(today).to_contain_text("Wiederherstellungsblatt drucken")
    expect(today).not_to_contain_text("Jemanden einladen")


def test_sheet_and_sign_come_out_of_the_printer_alone(desktop: Visit, bare: Bare) -> None:
    """The sheet is printed on A4 with all seven groups, the sign on its paper; nothing else of the page."""
    page = desktop.open(bare.setup_link())
    wizard.set_up(page)
    page.goto(f"{bare.url}/setup")
    wizard.heading(page, "Euer Schild")
    page.evaluate("window.print = () => {}")
    for label, size in {"A5": (148, 210), "A6": (105, 148)}.items():
        page.get_by_label(label).check()
        wizard.press(page, "Aufsteller: Drucken")
        assert wizard.media_boxes(page.pdf(prefer_css_page_size=True)) == [size]
    with page.expect_download() as saved:
        wizard.press(page, "Aufsteller: SVG sichern")
    assert saved.value.suggested_filename == f"{wizard.HANDLE}-a6.svg"
    svg = Path(saved.value.path()).read_text()
    assert svg.startswith("<svg")
    assert 'width="105mm"' in svg
    assert f"/{wizard.HANDLE}</text>" in svg
    assert "style" not in svg
    page.get_by_role("link", name="Zum Postfach").click()
    page.get_by_role("button", name="Wiederherstellungsblatt drucken").click()
    known = paper.groups(page)
    assert wizard.media_boxes(page.pdf(prefer_css_page_size=True)) == [(210, 297)]
    page.emulate_media(media="print")
    text = page.locator("body").inner_text()
    assert all(group in text for group in known)
    assert "Dieses Blatt gilt" not in text
    page.emulate_media(media="null")
    wizard.press(page, "Von Hand abschreiben")
    wizard.press(page, "Fertig abgeschrieben")
    paper.type_back(page, known)
    wizard.press(page, "Dieses Blatt gilt")
    expect(page.get_by_text("Das Blatt gilt. Leg es zum Kassenschlüssel.")).to_be_visible()


def test_a_link_is_good_once(visits: Callable[..., Visit], bare: Bare) -> None:
    """[S3] A used link, another server's, none: each page says what to do. Whoever used it sees the sign again."""
    link = bare.setup_link()
    owner = visits(**DESKTOP)
    wizard.set_up(owner.open(link))
    page = visits(**PHONE).open(link)
    wizard.heading(page, "Mit diesem Link wurde schon ein Betrieb angelegt")
    assert violations(page) == []
    page = visits(**PHONE).open(f"{bare.url}/setup#setup={'0' * 26}")
    wizard.heading(page, "Diesen Einrichtungslink gibt es nicht")
    page = visits(**PHONE).open(f"{bare.url}/setup")
    wizard.heading(page, "Zum Einrichten brauchst du einen Link")
    again = owner.open(f"{bare.url}/setup")
    wizard.heading(again, "Euer Schild")
    occupied = owner.open(bare.setup_link())
    wizard.heading(occupied, "In diesem Browser ist schon ein Postfach")


def test_the_answer_is_lost(desktop: Visit, bare: Bare) -> None:
    """[A4] The connection breaks after the server made the business: trying again finds it, made once."""
    page = desktop.open(bare.setup_link())
    wizard.to_the_answers(page)

    def lose(route: object) -> None:
        route.fetch()  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    page.route("**/api/v1/setup", lose, times=1)
    wizard.press(page, "Weiter zum Ausprobieren")
    expect(page.get_by_role("alert")).to_contain_text("Der Server hat nicht geantwortet. Alles ist noch da")
    page.reload()
    wizard.heading(page, "Euer Schild")
    page.get_by_role("link", name="Zum Postfach").click()
    expect(page.get_by_role("region", name="Heute noch")).to_be_visible()


def test_an_address_that_is_taken_or_the_servers_own(visits: Callable[..., Visit], bare: Bare) -> None:
    """The first step says so, with a way out; another business gets the same name with a suffix."""
    wizard.set_up(visits(**DESKTOP).open(bare.setup_link()))
    page = visits(**PHONE).open(bare.setup_link())
    wizard.heading(page, "Schön, dass ihr da seid.")
    wizard.box(page, "Wie heißt euer Laden?").fill(wizard.NAME)
    wizard.press(page, "Bäckerei")
    expect(page.get_by_text("gehört schon jemandem")).to_be_visible()
    wizard.press(page, "Weiter zu den Zeiten")
    address = wizard.box(page, "Web-Adresse für eure Kunden")
    expect(address).to_be_focused()
    address.fill("Inbox")
    wizard.box(page, "Wie heißt euer Laden?").focus()
    expect(page.get_by_text("Diese Web-Adresse braucht der Server selbst.")).to_be_visible()
    address.fill("Sonnenschein Süd")
    wizard.box(page, "Wie heißt euer Laden?").focus()
    expect(page.get_by_text("/sonnenschein-sued", exact=False).last).to_be_visible()
    wizard.press(page, "Weiter zu den Zeiten")
    wizard.heading(page, "Wann habt ihr geöffnet?")


def test_in_english_and_by_keyboard_alone(visits: Callable[..., Visit], bare: Bare) -> None:
    """Step 1 without a mouse, in the other language; Enter goes on. The language that was chosen goes along."""
    page = visits(**{**DESKTOP, "locale": "en-GB"}).open(bare.setup_link())
    wizard.heading(page, "Good to have you here.")
    page.keyboard.press("Tab")
    page.keyboard.type("Sunshine Bakery")
    page.keyboard.press("Enter")
    wizard.heading(page, "When are you open?")
    page.get_by_role("button", name="Deutsch").click()
    wizard.heading(page, "Wann habt ihr geöffnet?")
    assert page.locator("html").get_attribute("lang") == "de"
    wizard.press(page, "Weiter zum Impressum")
    wizard.legal_of(page, "Sunshine Bakery")
    wizard.press(page, "Weiter zur Begrüßung")
    wizard.press(page, "Weiter zum Ausprobieren")
    wizard.heading(page, "Scann mich.")
    assert page.locator("html").get_attribute("lang") == "de"


def test_what_only_the_server_finds_wrong_is_said_by_its_code(
    visits: Callable[..., Visit], bare: Bare
) -> None:
    """[profile] In German and English, with the field's name, not in the server's words; mended, the business is set up."""
    page = visits(**PHONE).open(bare.setup_link())
    wizard.business(page)
    wizard.press(page, "Etwas anderes")
    wizard.box(page, "In eigenen Worten").fill("Bäcke\u202erei")
    wizard.press(page, "Weiter zu den Zeiten")
    wizard.hours(page)
    wizard.press(page, "Weiter zum Impressum")
    wizard.legal(page)
    wizard.press(page, "Weiter zur Begrüßung")
    wizard.press(page, "Weiter zum Ausprobieren")
    alert = page.get_by_role("alert").filter(has_text="Noch nicht angelegt")
    expect(alert).to_contain_text("Was ihr macht: Darin stehen Zeichen, die sich nicht zeigen lassen.")
    assert violations(page) == []
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("alert")).to_contain_text(
        "What you do: This contains characters that cannot be shown."
    )
    page.get_by_role("button", name="Deutsch").click()
    for _ in range(3):
        wizard.press(page, "Zurück")
    wizard.press(page, "Bäckerei")
    wizard.press(page, "Weiter zu den Zeiten")
    wizard.press(page, "Weiter zum Impressum")
    wizard.press(page, "Weiter zur Begrüßung")
    wizard.press(page, "Weiter zum Ausprobieren")
    wizard.heading(page, "Scann mich.")
