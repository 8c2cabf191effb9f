"""Photos, files and voice notes in two browsers, against the real server."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.e2e.customer_page import arrived, article, begin, clean_in_both_lights, field, log, write
from tests.world.browser import PHONE, Visit
from tests.world.stage import Stage

PLACE = "52.5219"
MAKERS = ("Apple", "Canon", "samsung")
TALKING = """
  if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = async () => {
    const audio = new AudioContext();
    const tone = audio.createOscillator();
    const out = audio.createMediaStreamDestination();
    tone.connect(out);
    tone.start();
    return out.stream;
  };
"""
"""A microphone that hums, for machines that have none."""


def camera(maker: str, orientation: int = 6, size: tuple[int, int] = (3000, 2000)) -> FilePayload:
    """A photo as a phone writes it: on its side, with maker, place and a thumbnail's worth of notes."""
    picture = Image.new("RGB", size, (200, 180, 120))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, size[0] // 2, size[1]), fill=(90, 30, 80))
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x010E] = maker, orientation, f"GPS {PLACE} MakerNote"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 19.0)})
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90, exif=exif, comment=f"{maker} {PLACE}")
    return {"name": f"IMG_{maker}_2041.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def customer(visit: Visit, shop: Stage) -> Page:
    """A conversation that has begun: only then is there something to attach to."""
    page = visit.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Tag"))
    expect(page.get_by_role("button", name="Anhängen", exact=True)).to_be_visible()
    return page


def inbox(visit: Visit, shop: Stage) -> Page:
    page = visit.open(shop.inbox_link(2))
    page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").first.get_by_role("link").click()
    expect(field(page)).to_be_visible()
    return page


def pick(page: Page, what: str, *files: FilePayload) -> None:
    page.get_by_role("button", name="Anhängen", exact=True).click()
    item = page.get_by_role("menuitem", name=what)
    with page.expect_file_chooser() as chooser:
        item.click()
    chooser.value.set_files(list(files))


def send(page: Page, name: str | re.Pattern[str]) -> None:
    expect(page.get_by_text("Wird vorbereitet …")).to_have_count(0)
    page.get_by_role("button", name=name).click()


def photos(page: Page) -> Locator:
    return (
        log(page)
        .get_by_role("article")
        .filter(has=page.get_by_role("button", name=re.compile("^Foto öffnen")))
    )


def shown(photo: Locator) -> Locator:
    """The picture itself, and no longer its preview."""
    picture = photo.get_by_role("img").first
    expect(picture).to_have_js_property("complete", True)
    expect(picture).not_to_have_class(re.compile("blur"))
    return picture


def stored(page: Page, button: Locator) -> tuple[str, bytes]:
    with page.expect_download() as download:
        button.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_photos_reach_the_other_side_small_upright_and_clean(
    phone: Visit, desktop: Visit, shop: Stage
) -> None:
    """[S9] At most 2,048 pixels, the right way up, and nothing of what a camera wrote beside them; the name says nothing."""
    page = customer(phone, shop)
    pick(page, "Foto oder Video", *(camera(maker) for maker in MAKERS))
    page.get_by_role("textbox", name="Bildunterschrift").fill("So sieht der Tisch aus")
    clean_in_both_lights(page)
    send(page, "3 Fotos senden")
    expect(photos(page)).to_have_count(3)
    arrived(photos(page).last)
    team = inbox(desktop, shop)
    expect(photos(team)).to_have_count(3)
    expect(photos(team).first).to_contain_text("So sieht der Tisch aus")
    picture = shown(photos(team).first)
    assert picture.evaluate("it => [it.naturalWidth, it.naturalHeight]") == [1365, 2048]
    photos(team).first.get_by_role("button", name="Foto öffnen").click()
    viewer = team.get_by_role("dialog", name="Ansicht")
    expect(viewer.get_by_role("img", name="Foto")).to_be_visible()
    expect(viewer).to_contain_text("1 von 3")
    clean_in_both_lights(team)
    name, data = stored(team, viewer.get_by_role("button", name="Herunterladen"))
    assert name == "Foto.jpg"
    assert not any(word.encode() in data for word in (*MAKERS, PLACE, "MakerNote", "Exif"))
    team.keyboard.press("ArrowRight")
    expect(viewer).to_contain_text("2 von 3")
    team.keyboard.press("Escape")
    expect(viewer).to_have_count(0)
    expect(photos(team).first.get_by_role("button", name="Foto öffnen")).to_be_focused()


def test_a_photo_in_full_size_is_clean_too(phone: Visit, desktop: Visit, shop: Stage) -> None:
    """[S9] "In voller Größe" sends every pixel, unchanged, and nothing beside them; which way up it is stays."""
    page = customer(phone, shop)
    pick(page, "Foto oder Video", camera("Apple", orientation=8))
    page.get_by_role("switch", name="In voller Größe senden").click()
    send(page, "Foto senden")
    arrived(photos(page).last)
    team = inbox(desktop, shop)
    shown(photos(team).first)
    photos(team).first.get_by_role("button", name="Foto öffnen").click()
    _, data = stored(team, team.get_by_role("button", name="Herunterladen"))
    assert not any(word in data for word in (b"Apple", PLACE.encode(), b"MakerNote"))
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size == (3000, 2000)
        assert dict(picture.getexif()) == {0x0112: 8}


def test_before_sending_photos_are_ordered_turned_cut_and_removed(phone: Visit, shop: Stage) -> None:
    """[look] What is seen is what is sent. Closing asks only if something was typed."""
    page = customer(phone, shop)
    pick(
        page,
        "Foto oder Video",
        camera("Apple", 1),
        camera("Canon", 1, (900, 900)),
        camera("samsung", 1, (400, 800)),
    )
    expect(page.get_by_text("1 von 3", exact=False)).to_be_visible()
    page.get_by_role("button", name="Nach hinten").click()
    expect(page.get_by_text("2 von 3", exact=False)).to_be_visible()
    page.get_by_role("button", name="Entfernen").click()
    expect(page.get_by_role("button", name="2 Fotos senden")).to_be_visible()
    page.get_by_role("button", name="Bild 1").click()
    # Both at once: the photo is still being turned when it is to be cut.
    page.get_by_role("button", name="Drehen").evaluate("it => { it.click(); it.nextElementSibling.click(); }")
    frame = page.get_by_role("application", name="Ausschnitt")
    frame.focus()
    frame.press("ArrowRight")
    frame.press("Shift+ArrowLeft")
    clean_in_both_lights(page)
    page.get_by_role("button", name="Ausschnitt übernehmen").click()
    page.get_by_role("textbox", name="Bildunterschrift").fill("Neu")
    page.get_by_role("button", name="Verwerfen").click()
    page.get_by_role("button", name="Weiterschreiben").click()
    send(page, "2 Fotos senden")
    expect(photos(page)).to_have_count(2)
    sizes = [shown(photos(page).nth(n)).evaluate("it => [it.naturalWidth, it.naturalHeight]") for n in (0, 1)]
    # Square, cut to 78 by 80 parts of a hundred; the other as it was.
    assert sizes == [[702, 720], [400, 800]]


def test_a_file_keeps_its_name_and_is_stored_never_opened(phone: Visit, desktop: Visit, shop: Stage) -> None:
    """[S9] Byte by byte, under its own name made safe; what could run carries a warning."""
    page = customer(phone, shop)
    script: FilePayload = {
        "name": "Gäste\u202e.html",
        "mimeType": "text/html",
        "buffer": b"<script>alert(1)</script>",
    }
    paper: FilePayload = {
        "name": "Gästeliste Emma.pdf",
        "mimeType": "application/pdf",
        "buffer": b"%PDF-1.4" + bytes(200_000),
    }
    pick(page, "Datei", script, paper)
    send(page, "2 senden")
    arrived(article(page, "Gästeliste Emma.pdf"))
    team = inbox(desktop, shop)
    expect(article(team, "Gäste.html")).to_contain_text("Kann Programme ausführen")
    expect(article(team, "Gästeliste Emma.pdf")).not_to_contain_text("Programme")
    name, data = stored(team, team.get_by_role("button", name="Gästeliste Emma.pdf herunterladen"))
    assert (name, data) == ("Gästeliste Emma.pdf", paper["buffer"])
    before = team.url
    assert stored(team, team.get_by_role("button", name="Gäste.html herunterladen"))[1] == script["buffer"]
    assert team.url == before
    assert len(team.context.pages) == 1


@pytest.mark.worker
def test_what_is_chosen_without_a_connection_waits_also_when_the_tab_is_closed(
    phone: Visit, shop: Stage
) -> None:
    """[F4] The file lies ready on the device, and goes out by itself."""
    page = customer(phone, shop)
    page.get_by_role("button", name="Anhängen", exact=True).click()
    page.get_by_role("button", name="Schließen").click()
    phone.context.set_offline(True)
    pick(page, "Foto oder Video", camera("Apple"))
    send(page, "Foto senden")
    expect(photos(page).last).to_contain_text("Liegt bereit und geht von selbst hinaus")
    page.close()
    phone.context.set_offline(False)
    again = phone.open(shop.bakery.url)
    arrived(photos(again).last)


def test_a_photo_under_way_can_be_stopped_and_comes_back_with_its_words(phone: Visit, shop: Stage) -> None:
    """[look] "Abbrechen" gives photo and caption back; texts overtake what is slow."""
    page = customer(phone, shop)
    line = phone.context.new_cdp_session(page)
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 75_000},
    )
    noisy = camera("Canon", 1, (2000, 1500))
    with Image.open(io.BytesIO(noisy["buffer"])) as picture:
        out = io.BytesIO()
        Image.effect_noise(picture.size, 90).convert("RGB").save(out, "JPEG", quality=95)
    noisy["buffer"] = out.getvalue()
    pick(page, "Foto oder Video", noisy)
    page.get_by_role("textbox", name="Bildunterschrift").fill("Langsam")
    send(page, "Foto senden")
    bar = log(page).get_by_role("progressbar", name="Foto")
    expect(bar).to_be_visible()
    arrived(write(page, "Das ist schneller"))
    page.wait_for_function("() => Number(document.querySelector('[role=progressbar]')?.ariaValueNow) > 0")
    clean_in_both_lights(page)
    log(page).get_by_role("button", name="Abbrechen").click()
    expect(page.get_by_role("textbox", name="Bildunterschrift")).to_have_value("Langsam")
    expect(photos(page)).to_have_count(0)
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1},
    )
    send(page, "Foto senden")
    arrived(photos(page).last)


def test_a_voice_note_is_recorded_heard_sent_and_played(
    visits: Callable[..., Visit], desktop: Visit, shop: Stage
) -> None:
    """[look] Tapped, never held; after "Anhalten" it is heard or goes on."""
    visit = visits(**PHONE)
    visit.context.add_init_script(TALKING)
    page = customer(visit, shop)
    page.get_by_role("button", name="Sprachnachricht", exact=True).click()
    expect(page.get_by_role("timer")).to_have_text("0:02")
    expect(field(page)).to_be_hidden()
    clean_in_both_lights(page)
    page.get_by_role("button", name="Anhalten").click()
    expect(page.get_by_text("Angehalten")).to_be_visible()
    page.get_by_role("button", name="Anhören").click()
    page.get_by_role("button", name="Weiter").click()
    expect(page.get_by_text("Nimmt auf")).to_be_visible()
    page.get_by_role("button", name="Aufnahme senden").click()
    note = log(page).get_by_role("article").filter(has=page.get_by_role("button", name="Abspielen"))
    arrived(note)
    expect(field(page)).to_be_visible()
    team = inbox(desktop, shop)
    expect(team.get_by_role("list", name="Unterhaltungen")).to_contain_text(
        re.compile(r"Sprachnachricht 0:0\d")
    )
    other = log(team).get_by_role("article").filter(has=team.get_by_role("slider", name="Stelle"))
    other.get_by_role("button", name="Tempo 1 ×").click()
    expect(other.get_by_role("button", name="Tempo 1,5 ×")).to_be_visible()
    other.get_by_role("button", name="Abspielen").click()
    expect(other).to_contain_text(re.compile(r"0:0[1-9] von"))


def test_without_a_microphone_it_says_so(phone: Visit, shop: Stage) -> None:
    """[look] Nothing is lost, and writing goes on."""
    page = customer(phone, shop)
    page.get_by_role("button", name="Sprachnachricht", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("ikrofon")
    page.get_by_role("button", name="Schließen").click()
    expect(field(page)).to_be_visible()


@pytest.mark.parametrize("way", ["paste", "drop"])
def test_what_is_pasted_or_dropped_is_shown_first(way: str, desktop: Visit, shop: Stage) -> None:
    """[interface] Nothing goes out before it was seen."""
    shop.customer("krause", "Haben Sie Brezeln?")
    page = inbox(desktop, shop)
    page.evaluate(
        """way => {
            const canvas = document.createElement('canvas');
            canvas.width = canvas.height = 30;
            canvas.toBlob(blob => {
                const data = new DataTransfer();
                data.items.add(new File([blob], 'Bildschirmfoto.png', { type: 'image/png' }));
                const about = { bubbles: true, cancelable: true };
                const event = way === 'paste'
                    ? new ClipboardEvent('paste', { ...about, clipboardData: data })
                    : new DragEvent('drop', { ...about, dataTransfer: data });
                document.querySelector('main').dispatchEvent(event);
            });
        }""",
        way,
    )
    send(page, "Foto senden")
    expect(photos(page)).to_have_count(1)


def test_all_media_of_a_conversation_stand_together(phone: Visit, desktop: Visit, shop: Stage) -> None:
    """[look] Photos, files and links; each leads to its message. A photo is forwarded without being loaded again."""
    other = shop.customer("yilmaz", "Und ich?")
    page = customer(phone, shop)
    write(page, "Die Karte: https://example.org/torte")
    pick(page, "Foto oder Video", camera("Apple"))
    send(page, "Foto senden")
    arrived(photos(page).last)
    pick(page, "Datei", {"name": "Plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"})
    send(page, "Datei senden")
    arrived(article(page, "Plan.pdf"))
    team = inbox(desktop, shop)
    conversations = team.get_by_role("list", name="Unterhaltungen").get_by_role("listitem")
    conversations.filter(has_text="Gast 2").get_by_role("link").click()
    expect(article(team, "Plan.pdf")).to_be_attached()
    team.get_by_role("complementary").get_by_role("button", name="Medien").click()
    media = team.get_by_role("dialog", name="Medien")
    for part in ("Fotos und Videos 1", "Dateien 1", "Links 1"):
        expect(media.get_by_role("heading", name=part)).to_be_visible()
    clean_in_both_lights(team)
    media.get_by_role("button", name="Zur Nachricht").first.click()
    expect(media).to_have_count(0)
    asked: list[str] = []
    team.on("request", lambda request: asked.append(request.url))
    photos(team).first.click(button="right", position={"x": 5, "y": 5})
    team.get_by_role("menuitem", name="Weiterleiten").click()
    team.get_by_role("checkbox").first.check()
    team.get_by_role("button", name="Weiterleiten", exact=True).click()
    conversations.filter(has_text="Foto").last.wait_for()
    conversations.filter(has_text="Gast 1").get_by_role("link").click()
    expect(photos(team)).to_have_count(1)
    shown(photos(team).first)
    assert not any("/chunks/" in url for url in asked)
    assert shop.conversation(other)


def test_erasing_a_message_takes_the_photo_from_the_device(phone: Visit, shop: Stage) -> None:
    """[L7] Nothing of it is left in the browser's store."""
    page = customer(phone, shop)
    pick(page, "Foto oder Video", camera("Apple"))
    send(page, "Foto senden")
    arrived(photos(page).last)
    held = """async () => {
        const open = indexedDB.open('tresen-chat-sonnenschein');
        await new Promise(done => { open.onsuccess = done; });
        const keys = open.result.transaction('state').objectStore('state').getAllKeys();
        await new Promise(done => { keys.onsuccess = done; });
        open.result.close();
        return keys.result.filter(key => String(key).startsWith('file:')).length;
    }"""
    assert page.evaluate(held) == 1
    photos(page).last.locator("time").click(button="right")
    page.get_by_role("menuitem", name="Löschen").click()
    page.get_by_role("button", name="Löschen", exact=True).last.click()
    expect(photos(page)).to_have_count(0)
    assert page.evaluate(held) == 0
