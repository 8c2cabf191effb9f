"""A business sets itself up in a browser, against a bare server: from the host's link to the first customer's message."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e import wizard
from tests.e2e.axe import violations
from tests.e2e.customer_page import arrived, begin, write
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
    """[S2, S3, S5, S13] The link of `tresen business add`, five steps, a customer by the sign's code, the owner's inbox."""
    page = visits(**owner).open(host.setup_link())
    wizard.set_up(page)
    url = wizard.sign_url(page)
    assert re.fullmatch(rf"{host.url}/{wizard.HANDLE}#key=[0-9A-HJKMNP-TV-Z]{{32}}", url)

    customer = visits(**PHONE).open(url)
    expect(customer.get_by_role("heading", level=1, name=wizard.NAME)).to_be_visible()
    expect(customer.get_by_text("Am Tresen geprüft")).to_be_visible()
    begin(customer)
    message = write(customer, "Haben Sie morgen Laugenbrezeln?")

    page.get_by_role("link", name="Zum Postfach").click()
    rows = page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem")
    expect(rows).to_contain_text("Haben Sie morgen Laugenbrezeln?")
    arrived(message)
    rows.first.click()
    page.get_by_role("textbox", name="Nachricht").fill("Ja, ab sechs.")
    page.get_by_role("button", name="Senden", exact=True).click()
    answer = customer.get_by_role("log").get_by_role("article").filter(has_text="Ja, ab sechs.")
    expect(answer).to_contain_text("Anna")


def test_every_step_is_accessible(visits: Callable[..., Visit], bare: Bare) -> None:
    """axe finds nothing on any step, new, filled or with mistakes; dark on a desktop, light on a phone."""
    for options in ({**DESKTOP, "color_scheme": "dark"}, PHONE):
        page = visits(**options).open(bare.setup_link())
        wizard.heading(page, "Dein Betrieb")
        wizard.press(page, "Weiter zu den Öffnungszeiten")
        expect(page.get_by_text("Hier fehlt noch der Name.")).to_be_visible()
        assert violations(page) == []
        wizard.business(page)
        wizard.press(page, "Weiter zu den Öffnungszeiten")
        wizard.heading(page, "Öffnungszeiten")
        assert violations(page) == []
        wizard.hours(page)
        wizard.box(page, "Montag, 2. Zeit: öffnet um").fill("12:00")
        expect(page.get_by_text("Überschneidet sich mit Montag 06:00–13:00.")).to_be_visible()
        wizard.press(page, "Übertragen: Montag auf andere Tage")
        wizard.settled(page)
        assert violations(page) == []
        page.keyboard.press("Escape")
        wizard.box(page, "Montag, 2. Zeit: öffnet um").fill("14:00")
        wizard.press(page, "Weiter zu Impressum und Datenschutz")
        wizard.legal(page)
        assert violations(page) == []
        wizard.press(page, "Weiter zum Wiederherstellungsblatt")
        known = wizard.groups(page)
        wizard.press(page, "Weiter zum Schild")
        expect(page.get_by_role("alert")).to_have_text("Druck das Blatt zuerst, oder schreib es von Hand ab.")
        assert violations(page) == []
        wizard.printed(page)
        wizard.press(page, "Weiter zum Schild")
        assert violations(page) == []
        wizard.type_back(page, known)
        if options is PHONE:
            wizard.press(page, "Weiter zum Schild")
            wizard.heading(page, "Das Schild für den Tresen")
            assert violations(page) == []


def test_every_step_fits_the_narrowest_page(visits: Callable[..., Visit], bare: Bare) -> None:
    """At 400 % zoom or 320 px nothing of any step sticks out of the page, in either language."""
    narrow = {**PHONE, "viewport": {"width": 320, "height": 640}}
    page = visits(**narrow).open(bare.setup_link())

    def fits() -> None:
        for language in ("English", "Deutsch"):
            assert page.evaluate("document.documentElement.scrollWidth") == 320
            page.get_by_role("button", name=language, exact=True).click()

    wizard.business(page)
    fits()
    wizard.press(page, "Weiter zu den Öffnungszeiten")
    wizard.hours(page)
    fits()
    wizard.press(page, "Weiter zu Impressum und Datenschutz")
    wizard.legal(page)
    fits()
    wizard.press(page, "Weiter zum Wiederherstellungsblatt")
    known = wizard.groups(page)
    wizard.printed(page)
    wizard.type_back(page, known)
    fits()
    wizard.press(page, "Weiter zum Schild")
    wizard.heading(page, "Das Schild für den Tresen")
    fits()


def test_nothing_typed_is_lost(desktop: Visit, bare: Bare) -> None:
    """Back, the browser's Back, and a reload keep all that was typed; the link's secret is not in the address bar."""
    link = bare.setup_link()
    page = desktop.open(link)
    wizard.business(page)
    assert page.url == f"{bare.url}/setup"
    wizard.press(page, "Weiter zu den Öffnungszeiten")
    wizard.hours(page)
    wizard.press(page, "Zurück")
    expect(wizard.box(page, "Dein Name")).to_have_value("Anna")
    page.go_back()
    wizard.heading(page, "Öffnungszeiten")
    expect(wizard.box(page, "Samstag, 1. Zeit: schließt um")).to_have_value("12:00")
    page.reload()
    wizard.heading(page, "Öffnungszeiten")
    expect(wizard.box(page, "Samstag, 1. Zeit: schließt um")).to_have_value("12:00")
    expect(wizard.box(page, "Feiertage")).to_have_value("DE-BE")
    page.go_back()
    expect(wizard.box(page, "Name des Betriebs")).to_have_value(wizard.NAME)


def test_only_the_paper_can_answer(desktop: Visit, bare: Bare) -> None:
    """[S2] The sheet is covered once printed, typed back group by group, each slip named; it is kept nowhere."""
    page = desktop.open(bare.setup_link())
    known = wizard.to_the_sheet(page)
    assert all(re.fullmatch("[0-9A-HJKMNP-TV-Z]{4}", group) for group in known)
    wizard.printed(page)
    covered = wizard.asked(page)
    assert len(covered) == 3
    shown = wizard.sheet(page).inner_text()
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
    wizard.press(page, "Weiter zum Schild")
    wizard.heading(page, "Wiederherstellungsblatt")
    wizard.type_back(page, known)
    expect(page.get_by_text("Stimmt", exact=True)).to_have_count(3)

    kept = page.evaluate(EVERYTHING_KEPT)
    assert not [group for group in known if group in kept]
    page.reload()
    wizard.heading(page, "Wiederherstellungsblatt")
    expect(page.get_by_text("Darum ist dies ein neues Blatt")).to_be_visible()
    assert wizard.groups(page) != known


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


def test_the_sheet_and_the_sign_come_out_of_the_printer_alone(desktop: Visit, bare: Bare) -> None:
    """The sheet is printed on A4 with all seven groups, the sign on the chosen paper; nothing else of the page."""
    page = desktop.open(bare.setup_link())
    known = wizard.to_the_sheet(page)
    assert wizard.media_boxes(page.pdf(prefer_css_page_size=True)) == [(210, 297)]
    page.emulate_media(media="print")
    text = page.locator("body").inner_text()
    assert all(group in text for group in known)
    assert "Weiter zum Schild" not in text
    page.emulate_media(media="null")
    wizard.press(page, "Von Hand abschreiben")
    wizard.press(page, "Fertig abgeschrieben")
    wizard.type_back(page, known)
    wizard.press(page, "Weiter zum Schild")
    for label, paper in {"A5 zum": (148, 210), "A4 fürs": (210, 297), "A6 für": (105, 148)}.items():
        page.get_by_label(label).check()
        assert wizard.media_boxes(page.pdf(prefer_css_page_size=True)) == [paper]
    with page.expect_download() as saved:
        wizard.press(page, "SVG sichern")
    assert saved.value.suggested_filename == f"{wizard.HANDLE}-a6.svg"
    svg = Path(saved.value.path()).read_text()
    assert svg.startswith("<svg")
    assert 'width="105mm"' in svg
    assert f"/{wizard.HANDLE}</text>" in svg
    assert "style" not in svg


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
    wizard.heading(again, "Das Schild für den Tresen")
    occupied = owner.open(bare.setup_link())
    wizard.heading(occupied, "In diesem Browser ist schon ein Postfach")


def test_the_answer_is_lost(desktop: Visit, bare: Bare) -> None:
    """[A4] The connection breaks after the server made the business: trying again finds it, made once."""
    page = desktop.open(bare.setup_link())
    known = wizard.to_the_sheet(page)
    wizard.printed(page)
    wizard.type_back(page, known)

    def lose(route: object) -> None:
        route.fetch()  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    page.route("**/api/v1/setup", lose, times=1)
    wizard.press(page, "Weiter zum Schild")
    expect(page.get_by_role("alert")).to_contain_text("Der Server hat nicht geantwortet. Alles ist noch da")
    expect(page.get_by_text("Blatt geprüft.")).to_be_visible()
    page.reload()
    wizard.heading(page, "Das Schild für den Tresen")
    page.get_by_role("link", name="Zum Postfach").click()
    expect(page.get_by_text("Noch keine Unterhaltung.")).to_be_visible()


def test_an_address_that_is_taken_or_the_servers_own(visits: Callable[..., Visit], bare: Bare) -> None:
    """The first step says so, with a way out; another business gets the same name with a suffix."""
    wizard.set_up(visits(**DESKTOP).open(bare.setup_link()))
    page = visits(**PHONE).open(bare.setup_link())
    wizard.heading(page, "Dein Betrieb")
    wizard.box(page, "Name des Betriebs").fill(wizard.NAME)
    wizard.box(page, "Dein Name").fill("Berta")
    expect(page.get_by_text("gehört schon jemandem")).to_be_visible()
    wizard.press(page, "Weiter zu den Öffnungszeiten")
    expect(wizard.box(page, "Adresse für deine Kunden")).to_be_focused()
    wizard.box(page, "Adresse für deine Kunden").fill("Inbox")
    wizard.box(page, "Dein Name").focus()
    expect(page.get_by_text("Diese Web-Adresse braucht der Server selbst.")).to_be_visible()
    wizard.box(page, "Adresse für deine Kunden").fill("Sonnenschein Süd")
    wizard.box(page, "Dein Name").focus()
    expect(page.get_by_text("/sonnenschein-sued ist frei.")).to_be_visible()


def test_in_english_and_by_keyboard_alone(visits: Callable[..., Visit], bare: Bare) -> None:
    """The whole of step 1 without a mouse, in the other language; Enter goes on."""
    page = visits(**{**DESKTOP, "locale": "en-GB"}).open(bare.setup_link())
    wizard.heading(page, "Your business")
    page.keyboard.press("Tab")
    page.keyboard.type("Sunshine Bakery")
    for _ in range(6):
        page.keyboard.press("Tab")
    page.keyboard.type("Anna")
    page.keyboard.press("Enter")
    wizard.heading(page, "Opening hours")
    page.get_by_role("button", name="Deutsch").click()
    wizard.heading(page, "Öffnungszeiten")
    assert page.locator("html").get_attribute("lang") == "de"


def test_what_only_the_server_finds_wrong_is_said_by_its_code(
    visits: Callable[..., Visit], bare: Bare
) -> None:
    """[profile] In German and English, with the field's name, not in the server's words; mended, the business is set up."""
    page = visits(**PHONE).open(bare.setup_link())
    wizard.business(page)
    wizard.box(page, "Gewerbe").fill("Bäcke\u202erei")
    wizard.press(page, "Weiter zu den Öffnungszeiten")
    wizard.hours(page)
    wizard.press(page, "Weiter zu Impressum und Datenschutz")
    wizard.legal(page)
    wizard.press(page, "Weiter zum Wiederherstellungsblatt")
    known = wizard.groups(page)
    wizard.printed(page)
    wizard.type_back(page, known)
    wizard.press(page, "Weiter zum Schild")
    alert = page.get_by_role("alert").filter(has_text="Noch nicht angelegt")
    expect(alert).to_contain_text("Was ihr macht: Darin stehen Zeichen, die sich nicht zeigen lassen.")
    assert violations(page) == []
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("alert")).to_contain_text(
        "What you do: This contains characters that cannot be shown."
    )
