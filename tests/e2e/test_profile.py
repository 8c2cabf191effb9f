"""The profile page of the inbox: what an owner publishes reaches customers; mistakes are shown at their fields."""

from __future__ import annotations

import contextlib
import random
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import ExifTags, Image
from playwright.sync_api import Locator, Page, Request, WebSocket, expect

from tests.e2e.axe import violations
from tests.e2e.customer_page import arrived, article, begin, clean_in_both_lights, write
from tests.e2e.inbox_page import go_to, to_part
from tests.world.browser import Visit
from tests.world.profile import HOURS, bakery_with
from tests.world.stage import Stage

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALWAYS = {
    **HOURS,
    "holidays": "open",
    "weekly": {day: [["00:00", "24:00"]] for day in DAYS},
    "exceptions": [],
}
NEVER = {**ALWAYS, "weekly": {}, "exceptions": []}


def open_profile(visit: Visit, shop: Stage, role: str = "owner") -> Page:
    """A fresh device of somebody with that role, on the profile page."""
    page = visit.open(shop.inbox_link(2, role))
    go_to(page, "Profil")
    expect(page.get_by_role("heading", level=2, name="Profil")).to_be_focused()
    return page


def publish(page: Page) -> None:
    publishing(page).click()
    expect(page.get_by_text("Veröffentlicht. Kunden sehen es jetzt.")).to_be_visible()


@contextlib.contextmanager
def pushed(page: Page) -> Iterator[None]:
    """What this page shows meanwhile came over the line that it had: it neither loads nor connects anew."""
    anew: list[object] = []

    def connects(line: WebSocket) -> None:
        anew.append(line.url)

    def loads(request: Request) -> None:
        # Another place in the same page is no load.
        if request.is_navigation_request():
            anew.append(request.url)

    page.on("websocket", connects)
    page.on("request", loads)
    yield
    page.remove_listener("websocket", connects)
    page.remove_listener("request", loads)
    assert anew == []


def publishing(page: Page) -> Locator:
    return page.get_by_role("button", name="Veröffentlichen", exact=True)


def test_new_hours_reach_a_connected_customer(phone: Visit, desktop: Visit, shop: Stage) -> None:
    """[S14] An owner closes a week that was always open: the customer's header says it as it is pushed."""
    shop.do(shop.bakery.owner.records.publish(bakery_with(hours=ALWAYS)))
    customer = phone.open(shop.bakery.url)
    begin(customer)
    arrived(write(customer, "Haben Sie auf?"))
    expect(customer.get_by_text("Durchgehend geöffnet")).to_be_visible()
    page = open_profile(desktop, shop)
    to_part(page, "Öffnungszeiten")
    for day in ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"):
        page.get_by_role("button", name=f"{day} 00:00–24:00 entfernen").click()
    to_part(page, "Feiertage und Ferien")
    page.get_by_role("button", name="Betriebsferien eintragen").click()
    expect(page.get_by_label("Hinweis für Kunden")).to_have_value("Betriebsferien")
    assert violations(page) == []
    with pushed(customer):
        publishing(page).click()
        expect(customer.get_by_text("Geschlossen – Betriebsferien", exact=True)).to_be_visible()
    expect(page.get_by_text("Veröffentlicht. Kunden sehen es jetzt.")).to_be_visible()


def test_an_absence_is_told_once_on_both_sides(phone: Visit, desktop: Visit, shop: Stage) -> None:
    """[L13, S14] Switched on in the inbox; outside the hours one slip answers two messages, word by word as signed."""
    shop.do(shop.bakery.owner.records.publish(bakery_with(hours=NEVER)))
    page = open_profile(desktop, shop)
    to_part(page, "Abwesenheit")
    page.get_by_role("radio", name="Außerhalb der Öffnungszeiten").check()
    text = page.get_by_role("textbox", name="Text nach Ladenschluss, Deutsch")
    text.fill("Geschlossen. Wir öffnen ")
    page.get_by_role("button", name="Nächste Öffnung einsetzen: Text nach Ladenschluss, Deutsch").click()
    expect(text).to_have_value("Geschlossen. Wir öffnen {öffnung}")
    publish(page)
    customer = phone.open(shop.bakery.url)
    begin(customer)
    arrived(write(customer, "Noch da?"))
    slip = article(customer, "Geschlossen. Wir öffnen bald")
    expect(slip).to_contain_text("Abwesenheitsnachricht")
    arrived(write(customer, "Hallo?"))
    page.get_by_role("link", name="Nachrichten", exact=True).click()
    page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").first.click()
    for side in (customer, page):
        expect(article(side, "Hallo?")).to_be_visible()
        expect(article(side, "Geschlossen. Wir öffnen bald")).to_have_count(1)
    assert violations(page) == []


def test_one_customer_gets_no_automatic_answers(desktop: Visit, shop: Stage) -> None:
    """[L5] The switch in the side panel holds after a reload, and the next message is not greeted."""
    greeting = {"on": True, "after_days": 1, "text": {"de": "Willkommen!", "en": ""}}
    krause = shop.customer("krause", "Guten Tag!")
    page = desktop.open(shop.inbox_link(2, "owner"))
    page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").first.click()
    switch = page.get_by_role("switch", name="Keine automatischen Antworten")
    switch.click()
    expect(switch).to_be_checked()
    page.reload()
    expect(switch).to_be_checked()
    away = {"when": "always", "text": {"always": {"de": "Wir sind nicht da.", "en": ""}}}
    shop.do(shop.bakery.owner.records.publish(bakery_with(hours=ALWAYS, greeting=greeting, away=away)))
    shop.do(krause.send("Ist jemand da?"))
    expect(article(page, "Ist jemand da?")).to_be_visible()
    yilmaz = shop.customer("yilmaz", "Und für mich?")
    assert shop.conversation(yilmaz) != shop.conversation(krause)
    rows = page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem")
    rows.filter(has_text="Und für mich?").click()
    expect(article(page, "Wir sind nicht da.")).to_be_visible()
    rows.filter(has_text="Ist jemand da?").click()
    expect(article(page, "Ist jemand da?")).to_be_visible()
    expect(article(page, "Wir sind nicht da.")).to_have_count(0)


def test_mistakes_are_named_at_their_fields(phone: Visit, shop: Stage) -> None:
    """[profile] Wrong and missing fields are named in place; nothing is published; the focus goes to the first."""
    page = open_profile(phone, shop)
    to_part(page, "Abwesenheit")
    page.get_by_role("radio", name="In einem Zeitraum").check()
    page.get_by_label("Wieder da ab").fill("2026-01-01T08:00")
    publishing(page).click()
    summary = page.get_by_role("alert").filter(has_text="Noch nicht veröffentlicht")
    expect(summary).to_contain_text("Wieder da ab:")
    to_part(page, "Angaben")
    page.get_by_label("Name", exact=True).fill("")
    page.get_by_label("E-Mail", exact=True).fill("anna@bäckerei")
    publishing(page).click()
    for field in ("Name:", "E-Mail:"):
        expect(summary).to_contain_text(field)
    expect(summary).not_to_contain_text("Wieder da ab:")
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    expect(page.get_by_label("E-Mail", exact=True)).to_have_accessible_description(
        "So sieht keine E-Mail-Adresse aus. Richtig wäre etwa laden@beispiel.de."
    )
    assert violations(page) == []
    page.get_by_role("button", name="Verwerfen").click()
    expect(page.get_by_label("Name", exact=True)).not_to_have_value("")
    expect(page.get_by_role("button", name="Verwerfen")).to_have_count(0)
    expect(page.get_by_text("Verworfen. Hier steht, was veröffentlicht ist.")).to_be_visible()
    undo = page.get_by_role("button", name="Rückgängig")
    expect(undo).to_be_focused()
    undo.press("Enter")
    expect(page.get_by_label("Name", exact=True)).to_have_value("")
    to_part(page, "Abwesenheit")
    expect(page.get_by_label("Wieder da ab")).to_have_value("2026-01-01T08:00")


def test_hours_by_keyboard_and_a_look_ahead(desktop: Visit, shop: Stage) -> None:
    """[interface] A day is filled and copied without a mouse; the preview says what customers would get."""
    quiet = {"greeting": {"on": False}, "away": {"when": "off"}}
    shop.do(shop.bakery.owner.records.publish(bakery_with(hours=NEVER, **quiet)))
    page = open_profile(desktop, shop)
    to_part(page, "Öffnungszeiten")
    page.get_by_role("button", name="Zeit hinzufügen: Montag").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Montag, 1. Zeit: öffnet um")).to_have_value("09:00")
    page.get_by_role("button", name="Übertragen: Montag auf andere Tage").focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Zeiten übertragen").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Freitag, 1. Zeit: öffnet um")).to_have_value("09:00")
    to_part(page, "Begrüßung")
    page.get_by_role("switch", name="Begrüßung senden").focus()
    page.keyboard.press("Space")
    page.get_by_label("Am … um …").fill("2027-01-04T12:00")
    page.get_by_role("button", name="Zeigen", exact=True).press("Enter")
    ahead = page.get_by_role("region", name="Was käme bei Kunden an?")
    expect(ahead).to_contain_text("Geöffnet bis 18:00")
    expect(ahead).to_contain_text("Guten Tag! Hier ist")
    expect(ahead).to_contain_text("Bekommt keine automatische Antwort.")
    page.get_by_role("textbox", name="Begrüßung, Deutsch").fill("Hallo von {business}!")
    expect(ahead).to_contain_text("Hallo von Bäckerei Sonnenschein!")
    page.get_by_label("Am … um …").fill("2027-01-04T20:00")
    expect(ahead).to_contain_text("Geschlossen – öffnet morgen um 9:00")


def test_what_is_typed_outlives_a_reload(desktop: Visit, shop: Stage) -> None:
    """[interface] Closed before publishing, the page has everything again until it is published or discarded."""
    page = open_profile(desktop, shop)
    trade = page.get_by_label("Was ihr macht")
    trade.fill("Brot und Torten")
    to_part(page, "Feiertage und Ferien")
    page.get_by_role("button", name="Betriebsferien eintragen").click()
    expect(page.get_by_label("Hinweis für Kunden")).to_have_value("Betriebsferien")
    inbox = page.url.partition("#")[0]
    page.close()
    page = desktop.open(inbox)
    go_to(page, "Profil")
    trade = page.get_by_label("Was ihr macht")
    expect(trade).to_have_value("Brot und Torten")
    expect(page.get_by_text("Noch nicht veröffentlicht.")).to_be_visible()
    to_part(page, "Feiertage und Ferien")
    expect(page.get_by_label("Hinweis für Kunden")).to_have_value("Betriebsferien")
    to_part(page, "Angaben")
    publish(page)
    for _ in range(2):
        page.reload()
        go_to(page, "Profil")
        expect(trade).to_have_value("Brot und Torten")
        expect(page.get_by_role("button", name="Verwerfen")).to_have_count(0)
        trade.fill("Nur Torten")
        page.get_by_role("button", name="Verwerfen").click()


def test_sections_are_links(desktop: Visit, shop: Stage) -> None:
    """A link leads to its section, with the focus, and Back leads out of it again."""
    page = open_profile(desktop, shop)
    page.get_by_role("navigation", name="Abschnitte").get_by_role(
        "link", name="Abwesenheitsnachricht"
    ).click()
    heading = page.get_by_role("heading", level=3, name="Abwesenheitsnachricht")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    expect(page).to_have_title("Profil – Bäckerei Sonnenschein – Tresen")
    assert page.url.endswith("#/profile/away")
    page.go_back()
    expect(page.get_by_role("heading", level=2, name="Profil")).to_be_focused()
    assert violations(page) == []


def test_a_photo_is_upright_and_loses_its_place(desktop: Visit, shop: Stage, tmp_path: Path) -> None:
    """[profile] A large photo whose metadata holds rotation and place: its top is up, the metadata is gone."""
    photo, notes = tmp_path / "photo.jpg", Image.Exif()
    notes[ExifTags.Base.Orientation] = 6
    notes[ExifTags.Base.Make] = "Kamera"
    notes.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (52.0, 31.0, 12.0)
    lying = Image.new("RGB", (4000, 3000), "white")
    # Seen upright, the left half of the file is the upper one.
    lying.paste("red", (0, 0, 2000, 3000))
    lying.save(photo, exif=notes, quality=98)
    assert b"Kamera" in photo.read_bytes()
    page = open_profile(desktop, shop)
    page.locator("#profile-picture").set_input_files(photo)
    page.get_by_role("button", name="Ausschnitt übernehmen").click()
    expect(page.get_by_role("button", name="Bild entfernen")).to_be_visible()
    publish(page)
    picture = shop.customer("krause", "Schönes Bild!").profile["picture"]
    assert not any(note in picture for note in (b"Exif", b"EXIF", b"Kamera", b"XMP"))
    with Image.open(BytesIO(picture)) as read:
        seen = read.convert("RGB")
        assert dict(read.getexif()) == {}
    top, bottom = (seen.getpixel((seen.width // 2, seen.height * part // 10)) for part in (1, 9))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[1] < 60
    assert bottom[1] > 200


def test_a_picture_is_made_small_before_it_leaves(desktop: Visit, shop: Stage, tmp_path: Path) -> None:
    """[profile] A large picture becomes a square of at most 24 KiB; no picture, or a bomb, is named and changes nothing."""
    noise = random.Random(4).randbytes(3 * 900 * 600)
    large, wrong = tmp_path / "shop.png", tmp_path / "wrong.png"
    Image.frombytes("RGB", (900, 600), noise).save(large)
    wrong.write_bytes(b"no picture")
    page = open_profile(desktop, shop)
    chooser = page.locator("#profile-picture")
    chooser.set_input_files(wrong)
    expect(page.get_by_role("alert")).to_contain_text("Dieses Bild lässt sich nicht verwenden")
    expect(page.get_by_role("button", name="Verwerfen")).to_have_count(0)
    header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\0\x75\x30" * 2
    wrong.write_bytes(header + bytes(100))
    chooser.set_input_files(wrong)
    expect(page.get_by_role("alert")).to_contain_text("zu viele Bildpunkte")
    expect(page.get_by_role("button", name="Verwerfen")).to_have_count(0)
    chooser.set_input_files(large)
    page.get_by_role("button", name="Ausschnitt übernehmen").click()
    expect(page.get_by_role("button", name="Bild entfernen")).to_be_visible()
    publish(page)
    picture = shop.customer("krause", "Schönes Bild!").profile["picture"]
    assert len(picture) <= 24 * 1024
    with Image.open(BytesIO(picture)) as read:
        assert read.width == read.height >= 176


def test_a_banner_stands_above_the_profile(phone: Visit, desktop: Visit, shop: Stage, tmp_path: Path) -> None:
    """[S14] Cut three to one with the arrow keys, loaded by who opens the profile, and by nobody before."""
    photo = tmp_path / "theke.jpg"
    Image.effect_noise((1600, 1200), 60).convert("RGB").save(photo)
    page = open_profile(desktop, shop)
    page.locator("#profile-banner").set_input_files(photo)
    frame = page.get_by_role("application", name="Ausschnitt")
    frame.focus()
    frame.press("ArrowDown")
    frame.press("Shift+ArrowLeft")
    clean_in_both_lights(page)
    page.get_by_role("button", name="Ausschnitt übernehmen").click()
    expect(page.locator(".banner img")).to_have_js_property("complete", True)
    publish(page)
    clean_in_both_lights(page)
    asked: list[str] = []
    phone.context.on("request", lambda request: asked.append(request.url))
    guest = phone.open(shop.bakery.url)
    guest.get_by_role("button", name="Nachricht schreiben").click()
    guest.get_by_role("button", name="Menü").click()
    assert not any("banner" in url for url in asked)
    guest.locator(":popover-open").get_by_text("Profil", exact=True).click()
    picture = guest.locator(".banner img")
    expect(picture).to_have_js_property("complete", True)
    width, height = picture.evaluate("it => [it.naturalWidth, it.naturalHeight]")
    assert width == height * 3
    clean_in_both_lights(guest)


FRONT = """it => {
  const style = getComputedStyle(it);
  return [style.backgroundImage.replace(/.*[/]([a-z]+)[^/]*$/, "$1"), style.backgroundRepeat];
}"""
"""What is drawn behind it, and how it goes on."""


def test_without_a_banner_the_preview_is_the_shelf_that_customers_see(
    phone: Visit, desktop: Visit, shop: Stage
) -> None:
    """[look] The same drawing as on the customer's first page, and another as soon as another trade is typed."""
    page = open_profile(desktop, shop)
    preview = page.locator(".banner")
    front = phone.open(shop.bakery.url).locator(".front")
    # The app draws over what the server drew: that one is there no longer.
    expect(front.get_by_role("button")).to_be_visible()
    seen = front.evaluate(FRONT)
    assert seen[0] == "bread"
    assert preview.evaluate(FRONT) == seen
    page.get_by_label("Name", exact=True).fill("Özdemir")
    page.get_by_label("Was ihr macht", exact=True).fill("Änderungsschneiderei")
    expect(preview).to_have_class(re.compile(r"\bshelf\b"))
    assert preview.evaluate(FRONT)[0] == "shelf"


def test_the_button_that_publishes_never_looks_switched_off(desktop: Visit, shop: Stage) -> None:
    """[interface] With nothing to publish it says so, and asks the server nothing."""
    page = open_profile(desktop, shop)
    expect(publishing(page)).to_be_enabled()
    publishing(page).click()
    expect(page.get_by_role("status").filter(has_text="Hier ist nichts Neues")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("Bäckerei Mondschein")
    expect(page.get_by_text("Noch nicht veröffentlicht.")).to_be_visible()
