""" "Meine Daten" on the customer page and the page "Datenschutz" of the inbox: what only a browser shows (D1 to D9)."""

from __future__ import annotations

import html
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from playwright.sync_api import Download, Page, expect

from tests.e2e.customer_page import answer, arrived, begin, clean, log, menu, newest, write
from tests.e2e.test_erasing_inbox import open_inbox
from tests.world.browser import DESKTOP, PHONE, Visit, on
from tests.world.stage import Stage

SCHEMA = Path(__file__).parents[2] / "protocol" / "schema" / "my-data.json"
ASKED = "KANARIE-FRAGE: Haben Sie Roggenbrot?"
SAID = "KANARIE-ANTWORT: Ja, bis zwölf."
NOTE = "KANARIE-NOTIZ: kommt freitags."
OTHERS = "KANARIE-SOHN: Max ist allergisch."


@pytest.fixture
def sized(request: pytest.FixtureRequest, visits: Callable[..., Visit]) -> Visit:
    started: Visit = visits(**request.param)
    return started


def take_along(page: Page, folder: Path, name: str = "package.zip") -> dict[str, Any]:
    """Press "Alles herunterladen"; what my-data.json says. Every checksum of the package is right."""
    with page.expect_download() as found:
        page.get_by_role("button", name="Alles herunterladen").click()
    found.value.save_as(folder / name)
    expect(page.get_by_text("Ihr Datenpaket ist gespeichert")).to_be_visible()
    with zipfile.ZipFile(folder / name) as package:
        assert package.testzip() is None
        assert {"index.html", "my-data.json", "my-data.schema.json"} <= set(package.namelist())
        said: dict[str, Any] = json.loads(package.read("my-data.json"))
        readable = package.read("index.html").decode()
        schema = json.loads(package.read("my-data.schema.json"))
    assert schema == json.loads(SCHEMA.read_text())
    jsonschema_rs.validate(schema, said)
    for entry in said["entries"]:
        if "text" in entry.get("payload", {}):
            assert html.escape(entry["payload"]["text"]) in readable
    return said


def my_data(page: Page) -> None:
    menu(page, "Meine Daten")
    expect(page.get_by_role("heading", name="Ihre Rechte")).to_be_visible()


@on("phone", "sized", fixture=True)
def test_everything_is_taken_along_and_what_was_noted_comes_sealed(
    sized: Visit, visits: Callable[..., Visit], shop: Stage, tmp_path: Path
) -> None:
    """[Art. 15] The package at once; card and notes after an owner has looked, without what is about others."""
    page = sized.open(shop.bakery.url)
    begin(page)
    arrived(write(page, ASKED))
    conversation = newest(shop)
    answer(shop, conversation, SAID)
    expect(log(page)).to_contain_text("KANARIE-ANTWORT")
    shop.do(shop.bakery.owner.cards.rename(conversation, "KANARIE-NAME"))
    shop.do(shop.bakery.owner.cards.update(conversation, note=f"{NOTE} {OTHERS}"))
    my_data(page)
    clean(page)
    said = take_along(page, tmp_path)
    texts = json.dumps(said, ensure_ascii=False)
    assert ASKED in texts
    assert SAID in texts
    assert "KANARIE-NOTIZ" not in texts
    assert said["conversation"]["complete"] is True
    assert {one["what"] for one in said["held"]["access"]} >= {"begun", "team_device_added"}
    page.get_by_role("button", name="Danach fragen").click()
    expect(page.get_by_text("Gefragt. Antwort bis")).to_be_visible()

    inbox = open_inbox(visits(**DESKTOP), shop, 1, "owner")
    inbox.evaluate("location.hash = '#/privacy'")
    expect(inbox.get_by_text("Eine Anfrage ist offen")).to_be_visible()
    clean(inbox)
    inbox.get_by_role("button", name="Anfrage ansehen").click()
    inbox.get_by_role("button", name="Durchsehen").click()
    inbox.get_by_role("button", name=f"Streichen: {OTHERS}").press("Enter")
    expect(inbox.get_by_text("1 Stelle gestrichen.")).to_be_visible()
    inbox.get_by_role("button", name="Freigeben und verschicken").click()
    expect(inbox.get_by_text("Keine Anfrage ist offen")).to_be_visible()

    page.keyboard.press("Escape")
    expect(log(page)).to_contain_text("angaben-des-betriebs.json")
    my_data(page)
    said = take_along(page, tmp_path, "again.zip")
    (room,) = said["back_room"]
    assert {"field": "name", "value": "KANARIE-NAME"} in room["card"]
    assert {"field": "note", "value": f"{NOTE} […]"} in room["card"]
    assert room["struck"] == 1
    with zipfile.ZipFile(tmp_path / "again.zip") as package:
        everything = b"".join(package.read(name) for name in package.namelist())
    assert b"KANARIE-SOHN" not in everything
    assert b"KANARIE-NOTIZ" in everything


def test_the_package_opens_without_a_network(
    phone: Visit, visits: Callable[..., Visit], shop: Stage, tmp_path: Path
) -> None:
    """[Art. 15] The page inside it, opened from a folder, shows the conversation and asks nobody for anything."""
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, f"{ASKED} <img src=x onerror=alert(1)>"))
    my_data(page)
    take_along(page, tmp_path)
    with zipfile.ZipFile(tmp_path / "package.zip") as package:
        package.extractall(tmp_path / "open")
    # A page from a folder has an address without a host, which a visit takes for a foreign one.
    visit = visits(**PHONE, offline=True)
    offline = visit.open((tmp_path / "open" / "index.html").as_uri())
    expect(offline.get_by_role("heading", level=1)).to_contain_text("Meine Daten")
    expect(offline.get_by_role("article").first).to_contain_text("<img src=x onerror=alert(1)>")
    assert offline.locator("script, img").count() == 0
    assert all(url.startswith("file:") for url in visit.foreign)
    visit.foreign.clear()


def test_rights_are_a_switch_away(phone: Visit, shop: Stage) -> None:
    """[Art. 16, 18, 21] Restricting and asking for a correction are seen by the business at once, and taken back."""
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, ASKED))
    my_data(page)
    restricted = page.get_by_role("switch", name="Verarbeitung einschränken")
    restricted.click()
    expect(restricted).to_be_checked()
    (request,) = shop.do(shop.bakery.owner.requests())
    assert request.kind == "restrict"
    page.get_by_role("button", name="Einschränkung zurückziehen").click()
    expect(restricted).not_to_be_checked()
    assert shop.do(shop.bakery.owner.requests()) == []
    page.get_by_role("button", name="Berichtigung verlangen").click()
    expect(page.get_by_role("button", name="Berichtigung zurückziehen")).to_be_visible()
    page.get_by_role("button", name="Alles löschen").click()
    expect(page.get_by_role("dialog", name="Alles endgültig löschen?")).to_be_visible()


def test_cancelling_leaves_nothing(phone: Visit, shop: Stage) -> None:
    """[interface] A package that is cancelled is not saved, and the page says so."""
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, ASKED))
    menu(page, "Meine Daten")
    expect(page.get_by_role("heading", name="Ihre Rechte")).to_be_visible()
    saved: list[str] = []

    def note(download: Download) -> None:
        saved.append(download.suggested_filename)

    page.on("download", note)
    page.route("**/mydata?*", lambda route: None)
    page.get_by_role("button", name="Alles herunterladen").click()
    page.get_by_role("button", name="Abbrechen").click()
    expect(page.get_by_text("Abgebrochen. Es wurde nichts gespeichert.")).to_be_visible()
    page.unroute("**/mydata?*")
    assert saved == []
