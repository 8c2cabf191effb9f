"""Every field an owner publishes reaches the profile sheet of a customer who is just writing, as it is pushed."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.e2e.customer_page import arrived, begin, menu, write
from tests.e2e.inbox_page import to_part
from tests.e2e.test_profile import open_profile, publishing, pushed
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.profile import bakery_with
from tests.world.stage import Stage

PICTURE = Path(str(files("tresen.demo"))) / "picture.png"


def seen(owner: Page, shown: Locator) -> None:
    """From the click to the customer's screen, over the line that it has."""
    with pushed(shown.page):
        publishing(owner).click()
        expect(shown).to_be_visible()
    expect(owner.get_by_text("Veröffentlicht. Kunden sehen es jetzt.")).to_be_visible()


def test_every_field_is_behind_the_header_at_once(visits: Callable[..., Visit], tmp_path: Path) -> None:
    """[S14] Changed one by one in the inbox and read in the open sheet."""
    with Stage.open(tmp_path) as shop:
        shop.do(shop.bakery.owner.records.publish(bakery_with()))
        customer = visits(**PHONE).open(shop.bakery.url)
        begin(customer)
        arrived(write(customer, "Ich lese gerade Ihr Profil"))
        owner = open_profile(visits(**DESKTOP), shop)
        menu(customer, "Profil")
        sheet = customer.get_by_role("dialog")
        for label, text in (
            ("Was ihr macht", "Torten nach Maß"),
            ("Beschreibung", "Jetzt auch mit Dinkel."),
            ("Straße und Hausnummer", "Lindenallee 8"),
            ("Postleitzahl", "12099"),
            ("Ort", "Berlin-Britz"),
            ("Telefon", "030 7654321"),
            ("E-Mail", "neu@sonnenschein.example"),
            ("Webseite", "https://neu.sonnenschein.example"),
        ):
            owner.get_by_label(label, exact=True).fill(text)
            seen(owner, sheet.get_by_text(text))
        owner.get_by_label("Name", exact=True).fill("Bäckerei Mondschein")
        seen(owner, customer.get_by_role("dialog", name="Bäckerei Mondschein"))
        to_part(owner, "Feiertage und Ferien")
        owner.get_by_role("button", name="Betriebsferien eintragen").click()
        seen(owner, sheet.get_by_text("Betriebsferien").first)
        to_part(owner, "Angaben zum Betrieb")
        owner.locator("#profile-picture").set_input_files(PICTURE)
        owner.get_by_role("button", name="Ausschnitt übernehmen").click()
        expect(owner.get_by_role("button", name="Bild entfernen")).to_be_visible()
        seen(owner, sheet.locator("img"))
        customer.keyboard.press("Escape")
        to_part(owner, "Impressum")
        for item, label in (("Impressum", "Impressum"), ("Datenschutz", "Kontakt für Datenschutz")):
            menu(customer, item)
            owner.get_by_label(label, exact=True).fill(f"Neu: {item}, Lindenallee 8")
            seen(owner, sheet.get_by_text(f"Neu: {item}, Lindenallee 8"))
            customer.keyboard.press("Escape")
        expect(customer.get_by_role("heading", level=1)).to_have_text("Bäckerei Mondschein")
