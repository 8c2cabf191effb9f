"""A business without imprint or privacy contact: a friendly page and no way to write, until both are published (DDG § 5)."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.customer_page import arrived, begin, clean, write
from tests.world.bakery import PROFILE
from tests.world.browser import DESKTOP, PHONE, Visit, on
from tests.world.stage import Stage

"""From the click to the customer's screen, at most."""
ENGLISH = {**PHONE, "locale": "en-GB"}
CLOSED = "Neue Kunden können euch gerade nicht schreiben."


def empty(shop: Stage, *fields: str) -> None:
    shop.do(shop.bakery.owner.records.publish({**PROFILE, **dict.fromkeys(fields, "")}))


def not_open(page: Page) -> None:
    expect(page.get_by_role("heading", level=2, name="Hier wird noch eingeräumt.")).to_be_visible()
    expect(page.get_by_text("Bäckerei Sonnenschein richtet den Tresen gerade ein.")).to_be_visible()
    expect(page.get_by_role("button", name="Nachricht schreiben")).to_have_count(0)
    expect(page.get_by_role("textbox")).to_have_count(0)


def publish(page: Page) -> None:
    page.get_by_role("button", name="Veröffentlichen", exact=True).click()


@on("phone", "device")
def test_it_opens_by_itself(visits: Callable[..., Visit], shop: Stage, device: dict[str, object]) -> None:
    """[W8] Nobody can write; the owner is told why and led to both fields; then the page opens by itself."""
    empty(shop, "imprint", "privacy")
    customer = visits(**device).open(shop.bakery.url)
    not_open(customer)
    clean(customer)
    guest = visits(**ENGLISH).open(shop.bakery.url)
    expect(guest.get_by_role("heading", level=2, name="We are still setting up.")).to_be_visible()

    owner = visits(**device).open(shop.inbox_link(2, "owner"))
    bar = owner.get_by_role("status").filter(has_text=CLOSED)
    expect(bar).to_contain_text("Im Profil fehlen Impressum und Kontakt für Datenschutz.")
    clean(owner)
    bar.get_by_role("link", name="Jetzt nachtragen").click()
    imprint = owner.get_by_role("textbox", name="Impressum")
    expect(imprint).to_be_focused()
    expect(bar).to_be_in_viewport(ratio=1)
    imprint.fill("Anna Sonnenschein, Lindenallee 7, 12045 Berlin")
    publish(owner)
    expect(bar).to_contain_text("Im Profil fehlt der Kontakt für Datenschutz.")
    not_open(customer)
    bar.get_by_role("link", name="Jetzt nachtragen").click()
    privacy = owner.get_by_role("textbox", name="Kontakt für Datenschutz")
    expect(privacy).to_be_focused()
    privacy.fill("datenschutz@sonnenschein.example")
    publish(owner)
    expect(customer.get_by_role("button", name="Nachricht schreiben")).to_be_visible()
    expect(guest.get_by_role("button", name="Write a message")).to_be_visible()
    expect(bar).to_have_count(0)
    begin(customer)
    arrived(write(customer, "Guten Morgen!"))


def test_emptied_later(visits: Callable[..., Visit], shop: Stage) -> None:
    """An owner empties a field: present customers go on, nobody new can begin; a member is told whom to ask."""
    customer = visits(**PHONE).open(shop.bakery.url)
    begin(customer)
    arrived(write(customer, "Noch vorher"))
    empty(shop, "imprint")
    not_open(visits(**PHONE).open(shop.bakery.url))
    customer.reload()
    arrived(write(customer, "Und weiter"))
    ben = visits(**DESKTOP).open(shop.inbox_link(2))
    bar = ben.get_by_role("status").filter(has_text=CLOSED)
    expect(bar).to_contain_text("Im Profil fehlt das Impressum.")
    expect(bar).to_contain_text("Eine Inhaberin oder ein Inhaber kann es nachtragen.")
    expect(bar.get_by_role("link")).to_have_count(0)
