"""The inbox's page "Datenschutz" and what opens over it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.views.steps import heading, press, then
from tests.e2e.views.view import Place, View
from tresen.client import Customer


def _asked(at: Place) -> None:
    """The customer has asked for what the team notes down; the owner looks at the page."""
    krause = at.shop.clients[-1]
    assert isinstance(krause, Customer)
    at.shop.do(krause.ask("access"))
    at.page.evaluate("location.hash = '#/privacy'")
    heading(at.page, "Datenschutz")
    expect(at.page.get_by_text("Eine Anfrage ist offen", exact=False)).to_be_visible()


def _document(at: Place) -> None:
    at.page.get_by_role("button", name="Datenblatt lesen").click()
    expect(at.page.get_by_role("dialog")).to_contain_text("Fassung")


def _everything(at: Place) -> None:
    for button in ("Archiv öffnen", "Ausrechnen", "Wen betrifft es?", "Protokoll öffnen"):
        at.page.get_by_role("button", name=button).click()
    expect(at.page.get_by_text("Anfrage eingegangen")).to_be_visible()
    expect(at.page.get_by_text("20.000 €", exact=True)).to_be_visible()
    expect(at.page.get_by_text("Melden bis", exact=False)).to_be_visible()


PRIVACY: tuple[View, ...] = (
    View("privacy", _asked, "page", ("page privacy",)),
    View(
        "a request",
        press("Anfrage ansehen", first=True),
        "sheet",
        ("inbox/privacy/RequestSheet",),
    ),
    View("looking over", then(press("Anfrage ansehen", first=True), press("Durchsehen")), "sheet"),
    View("a document", _document, "sheet", ("inbox/privacy/DocumentSheet",)),
    View("privacy, all opened", _everything),
    View(
        "a message to all concerned",
        press("schreiben", exact=False),
        "sheet",
        ("inbox/privacy/MessageToAll",),
    ),
)
