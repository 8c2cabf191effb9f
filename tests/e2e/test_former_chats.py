"""A chat from WhatsApp is brought in on one device, found on another, and removed; a broken file says so (L8, S9)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.e2e.customer_page import clean_in_both_lights
from tests.e2e.erasing import server_files
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage
from tresen.client import FormerChat, FormerMessage

PICTURE = (files("tresen.demo") / "picture.png").read_bytes()
CAKE = "Die Hochzeitstorte bitte mit Marzipanrosen"
TALK = f"""\
01.11.25, 09:30 - Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. Niemand außerhalb dieses Chats kann sie lesen.
01.11.25, 09:31 - Erika Krause: {CAKE}
01.11.25, 09:31 - Erika Krause: IMG-20251101-WA0001.png (Datei angehängt)
So eine
01.11.25, 09:40 - Anna: <b>Gern</b>
02.11.25, 10:00 - Erika Krause: Danke! <Diese Nachricht wurde bearbeitet.>
12.11.25, 08:15 - Erika Krause: Haben Sie morgen Roggenbrot?
"""
EXPORT = "Export aus WhatsApp (.txt oder .zip)"


def export(text: str = TALK) -> FilePayload:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("WhatsApp Chat mit Erika Krause.txt", text)
        archive.writestr("../IMG-20251101-WA0001.png", PICTURE)
    return {
        "name": "WhatsApp Chat mit Erika Krause.zip",
        "mimeType": "application/zip",
        "buffer": packed.getvalue(),
    }


def text_file(text: str) -> FilePayload:
    return {"name": "chat.txt", "mimeType": "text/plain", "buffer": text.encode()}


def inbox(visit: Visit, shop: Stage, person: int, role: str = "member") -> Page:
    page = visit.open(shop.inbox_link(person, role))
    expect(page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").first).to_be_visible()
    return page


def card(page: Page) -> None:
    page.get_by_role("list", name="Unterhaltungen").get_by_role("link").first.click()
    page.evaluate("() => { location.hash = location.hash.replace(/(\\/card)?$/, '/card') }")


def kept(page: Page) -> Locator:
    return page.get_by_role("region", name="Früher bei WhatsApp").get_by_role("button", name="November 2025")


def dialog(page: Page, name: str = "Chat aus WhatsApp einlesen") -> Locator:
    return page.get_by_role("dialog", name=name)


def choose(page: Page, file: FilePayload) -> None:
    dialog(page).get_by_label(EXPORT).set_input_files(file)


async def as_python(shop: Stage) -> tuple[FormerChat, list[FormerMessage]]:
    """The one former chat as the Python client reads it."""
    owner = shop.bakery.owner
    (row,) = await owner.conversations.list()
    (chat,) = await owner.former_chats(row.id)
    return chat, await owner.former_chats.messages(row.id, chat.key)


async def none_left(shop: Stage) -> bool:
    owner = shop.bakery.owner
    (row,) = await owner.conversations.list()
    return await owner.former_chats(row.id) == []


def test_a_chat_is_brought_in_shown_elsewhere_found_and_removed(
    visits: Callable[..., Visit], shop: Stage
) -> None:
    """[L8, S9, F3, A1] Anna brings it in on her phone; Ben finds, reads and removes it. The server holds no word of it."""
    krause = shop.customer("krause", "Guten Tag")
    anna, ben = inbox(visits(**PHONE), shop, 1, "owner"), inbox(visits(**DESKTOP), shop, 2)
    card(anna)
    anna.get_by_role("button", name="Chat aus WhatsApp einlesen").click()
    choose(anna, export())
    preview = dialog(anna)
    expect(preview).to_contain_text("5 Nachrichten: 1. November 2025 bis 12. November 2025")
    expect(preview).to_contain_text("1 Hinweis von WhatsApp selbst bleibt weg.")
    expect(preview.get_by_role("checkbox", name="Anna")).to_be_checked()
    expect(preview.get_by_role("checkbox", name="Erika Krause")).not_to_be_checked()
    preview.get_by_label("Bis").fill("2025-11-10")
    expect(preview).to_contain_text("4 Nachrichten in diesen Tagen")
    expect(preview.get_by_role("checkbox", name="1 Foto, Sprachnachricht oder PDF mitnehmen")).to_be_checked()
    clean_in_both_lights(anna)
    preview.get_by_role("button", name="Einlesen").click()
    expect(preview).to_contain_text("4 Nachrichten liegen jetzt bei")
    preview.get_by_role("button", name="Fertig").click()
    kept(anna).click()
    read = dialog(anna, "Früher bei WhatsApp")
    expect(read).to_contain_text("Von niemandem signiert: aus einem Export, eingelesen von Anna")
    clean_in_both_lights(anna)
    anna.keyboard.press("Escape")

    # The same export again adds the day that was left out, and nothing twice.
    anna.get_by_role("button", name="Chat aus WhatsApp einlesen").click()
    choose(anna, export())
    preview.get_by_label("Bis").fill("2025-11-10")
    preview.get_by_role("button", name="Einlesen").click()
    expect(preview).to_contain_text("Alles aus diesen Tagen ist schon da.")
    preview.get_by_role("button", name="Fertig").click()
    expect(kept(anna)).to_have_count(1)

    ben.get_by_role("searchbox", name="Suchen").fill("marzipanrosen")
    ben.get_by_role("region", name="Gefunden in alten Chats").get_by_role("button").click()
    read = dialog(ben, "Früher bei WhatsApp")
    expect(read.get_by_text(CAKE)).to_be_visible()
    expect(read.get_by_role("heading", name="1. November 2025")).to_be_visible()
    expect(read.get_by_text("<b>Gern</b>")).to_be_visible()
    expect(read).to_contain_text(re.compile("bearbeitet"))
    read.get_by_role("button", name="Foto zeigen").click()
    picture = read.get_by_role("img", name="Foto von Erika Krause")
    expect(picture).to_be_visible()
    assert picture.evaluate("(img) => img.decode().then(() => img.naturalWidth)") > 0
    clean_in_both_lights(ben)
    assert CAKE.encode() not in server_files(shop.bakery.folder / "data")
    assert [each.text for each in shop.do(krause.history())] == ["Guten Tag"]

    chat, said = shop.do(as_python(shop))
    assert [(each.writer, each.ours, each.text) for each in said][:2] == [
        ("Erika Krause", False, CAKE), ("Erika Krause", False, "So eine"),
    ]  # fmt: skip
    assert (chat.messages, chat.media, said[2].ours, said[3].mark) == (4, 1, True, "edited")

    read.get_by_role("button", name="Löschen").click()
    expect(read.get_by_role("heading", name="Diesen alten Chat löschen?")).to_be_visible()
    read.get_by_role("button", name="Löschen").click()
    expect(ben.get_by_text("Gelöscht. Es ist nichts davon geblieben.")).to_be_visible()
    expect(kept(anna)).to_have_count(0)
    assert shop.do(none_left(shop))


def drag(page: Page, file: Path, to: Locator) -> None:
    """A file from the desktop is dragged over the page and dropped there, as the browser itself does it."""
    box = to.bounding_box()
    assert box is not None
    hand = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        hand.send(
            "Input.dispatchDragEvent",
            {
                "type": kind,
                "x": box["x"] + box["width"] / 2,
                "y": box["y"] + box["height"] / 2,
                "data": {"items": [], "files": [str(file)], "dragOperationsMask": 1},
            },
        )
        if kind == "dragOver":
            expect(to).to_have_class(re.compile(r"\bover\b"))


def test_a_dropped_export_is_read_and_all_of_it_is_found(desktop: Visit, shop: Stage, tmp_path: Path) -> None:
    """[L8] Dropped on the dialog it is read, and is no file for the conversation behind; hits are more than a page."""
    shop.customer("krause", "Guten Tag")
    page = inbox(desktop, shop, 2)
    card(page)
    page.get_by_role("button", name="Chat aus WhatsApp einlesen").click()
    chat = tmp_path / "chat.txt"
    chat.write_text(
        "\n".join(f"0{1 + at // 10}.11.25, 09:{10 + at} - Erika Krause: Marzipan {at}" for at in range(25)),
        encoding="utf-8",
    )
    drag(page, chat, dialog(page).locator(".drop"))
    expect(dialog(page)).to_contain_text("25 Nachrichten")
    expect(page.get_by_role("dialog")).to_have_count(1)
    dialog(page).get_by_role("button", name="Einlesen").click()
    dialog(page).get_by_role("button", name="Fertig").click()

    page.get_by_role("searchbox", name="Suchen").fill("marzipan")
    found = page.get_by_role("region", name="Gefunden in alten Chats")
    expect(found.get_by_role("listitem")).to_have_count(20)
    expect(page.get_by_text("mindestens 20 Treffer")).to_be_visible()
    found.get_by_role("button", name="Mehr aus alten Chats zeigen").click()
    expect(found.get_by_role("listitem")).to_have_count(25)
    expect(page.get_by_text("25 Treffer", exact=True)).to_be_visible()
    expect(found.get_by_role("listitem").nth(20).get_by_role("button")).to_be_focused()


def test_what_is_no_chat_is_refused_in_words(desktop: Visit, shop: Stage) -> None:
    """[L8] From the settings: each wrong file says what it is; a person is asked for the order of days, and whose it is."""
    shop.customer("krause", "Guten Tag")
    page = inbox(desktop, shop, 2)
    page.get_by_role("link", name="Einstellungen").click()
    page.get_by_role("button", name="Export wählen").click()
    broken = export()
    wrong: list[tuple[FilePayload, str]] = [
        (text_file("Sehr geehrte Frau Krause\n" * 40), "Das ist kein Export aus WhatsApp."),
        (text_file(" "), "In dieser Datei steht kein Chat."),
        ({**broken, "buffer": broken["buffer"][:-40]}, "Diese ZIP-Datei ist beschädigt."),
    ]
    for file, said in wrong:
        choose(page, file)
        expect(dialog(page).get_by_role("alert")).to_contain_text(said)
    choose(page, text_file("1/2/25, 9:31 AM - Erika Krause: Guten Tag"))
    dialog(page).get_by_role("radio", name="Erst der Monat (1/2 ist der 2. Januar)").check()
    dialog(page).get_by_role("button", name="Weiter").click()
    expect(dialog(page)).to_contain_text("1 Nachricht: 2. Januar 2025")
    dialog(page).get_by_role("button", name="Einlesen").click()
    expect(dialog(page).get_by_role("alert")).to_contain_text("Wähl, zu wem der Chat gehört.")
    dialog(page).get_by_role("list", name="Zu wem gehört der Chat?").get_by_role("button").click()
    dialog(page).get_by_role("button", name="Einlesen").click()
    expect(dialog(page)).to_contain_text("1 Nachricht liegt jetzt bei")
    dialog(page).get_by_role("button", name="Zur Karte").click()
    expect(page.get_by_role("region", name="Früher bei WhatsApp")).to_contain_text("2. Januar 2025")
