"""What other apps hand over by the system's share sheet, in real browsers. Any page of the web can post the same form."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.customer_page import article, clean_in_both_lights, field, log
from tests.e2e.test_app_lock import lock_now, turn_on, unlock
from tests.e2e.test_media import camera, customer, inbox, photos, send
from tests.world.browser import Visit
from tests.world.stage import Stage

pytestmark = pytest.mark.worker

# The system's share sheet cannot be pressed by a test. What it does is a form that is posted to the page from nowhere.
FORM = """<form method="post" enctype="multipart/form-data" action="{}">
<input name="title"><input name="text"><input type="file" name="files" multiple><button>Teilen</button></form>"""


def share(visit: Visit, address: str, text: str, *files: FilePayload) -> Page:
    sheet = visit.context.new_page()
    sheet.set_content(FORM.format(address))
    sheet.locator("[name=text]").fill(text)
    sheet.locator("[type=file]").set_input_files(list(files))
    sheet.get_by_role("button", name="Teilen").click()
    return sheet


def offered(page: Page) -> str:
    page.wait_for_function("() => /share/.test(document.querySelector('link[rel=manifest]')?.href)")
    return str(
        page.evaluate("() => fetch(document.querySelector('link[rel=manifest]').href).then(it => it.text())")
    )


PLAN: FilePayload = {"name": "Plan.txt", "mimeType": "text/plain", "buffer": b"Plan"}
WARNING = "Von einer anderen App: bitte prüfen."


def ready_to_share(page: Page) -> str:
    """The address of the page once its worker takes what is shared."""
    page.wait_for_function("() => navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    assert '"share_target"' in offered(page)
    return re.sub(r"[#?].*", "", page.url)


def waiting(page: Page) -> int:
    """How many entries of shares wait in this browser's caches."""
    count = page.evaluate(
        """async () => {
            const names = (await caches.keys()).filter((name) => name.endsWith("shared"));
            const all = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
            return all.reduce((sum, each) => sum + each, 0);
        }"""
    )
    assert isinstance(count, int)
    return count


def test_the_installed_page_shows_apart_what_other_apps_share(phone: Visit, shop: Stage) -> None:
    """[A1] It stays on the device, is in no field before the person takes it over, and survives a reload until then."""
    page = customer(phone, shop)
    assert '"share_target"' in offered(page)
    field(page).fill("Guten Morgen")
    page.reload()
    expect(field(page)).to_have_value("Guten Morgen")
    page.close()
    page = share(phone, shop.bakery.url.split("#")[0] + "/share", "Seht mal", camera("Apple"))
    sheet = page.get_by_role("dialog", name="Hier wurde etwas geteilt")
    expect(sheet).to_contain_text(WARNING)
    expect(sheet).to_contain_text("Seht mal")
    expect(field(page)).to_have_value("Guten Morgen")
    clean_in_both_lights(page)
    page.reload()
    expect(sheet).to_contain_text("Seht mal")
    sheet.get_by_role("button", name="Übernehmen").click()
    expect(page.get_by_role("textbox", name="Bildunterschrift")).to_be_visible()
    assert "shared" not in page.url
    expect(photos(page)).to_have_count(0)
    send(page, "Foto senden")
    expect(photos(page)).to_have_count(1)
    expect(field(page)).to_have_value("Guten Morgen\nSeht mal")
    page.reload()
    expect(photos(page)).to_have_count(1)
    expect(sheet).to_have_count(0)
    assert waiting(page) == 0


def test_what_is_thrown_away_comes_near_no_field(phone: Visit, shop: Stage) -> None:
    """[A1] A website's form is shown as what it is; thrown away, nothing of it is left, and the next one is shown."""
    page = customer(phone, shop)
    address = ready_to_share(page)
    for text in ("Überweisen Sie bitte", "https://sonnenschein.example/#pay"):
        page.close()
        page = share(phone, address + "/share", text)
    sheet = page.get_by_role("dialog", name="Hier wurde etwas geteilt")
    expect(sheet).to_contain_text("Überweisen Sie bitte")
    expect(sheet.get_by_role("link")).to_have_count(0)
    sheet.get_by_role("button", name="Verwerfen", exact=True).click()
    expect(sheet).to_contain_text("https://sonnenschein.example/#pay")
    sheet.get_by_role("button", name="Verwerfen", exact=True).click()
    expect(sheet).to_have_count(0)
    expect(field(page)).to_have_value("")
    assert waiting(page) == 0


INTERRUPTED = """async (address) => {
    const [name] = (await caches.keys()).filter((each) => each.startsWith("tresen-chat.") && !each.endsWith("shared"));
    const cache = await caches.open(name.replace(/[^.]*$/, "shared"));
    for (let n = 0; n < 5; n++) await cache.put(`${address}/share/${1000 + n}/file-0`, new Response("x"));
}"""


def test_no_page_keeps_others_from_sharing(phone: Visit, shop: Stage) -> None:
    """[A1] Interrupted shares count for nothing; when too much waits it is said, and all of it goes with one press."""
    page = customer(phone, shop)
    address = ready_to_share(page)
    page.evaluate(INTERRUPTED, address)
    page.reload()
    assert waiting(page) == 5
    for n in range(5):
        page.close()
        page = share(phone, address + "/share", f"Nummer {n}")
        page.wait_for_url(address)
        expect(page.get_by_role("dialog")).to_contain_text("Nummer 0")
    page.close()
    page = share(phone, address + "/share", "Zu viel")
    lost = page.get_by_role("dialog", name="Das kam nicht an")
    expect(lost).to_contain_text("Hier wartet schon zu viel")
    clean_in_both_lights(page)
    sheet = page.get_by_role("dialog", name="Hier wurde etwas geteilt")
    expect(sheet).to_have_count(0)
    lost.get_by_role("button", name="Verstanden").click()
    expect(sheet).to_contain_text("Nummer 0")
    assert waiting(page) == 5
    clean_in_both_lights(page)
    sheet.get_by_role("button", name="Alle verwerfen").click()
    expect(sheet).to_have_count(0)
    page.wait_for_function("() => caches.keys().then((all) => !all.some((name) => name.endsWith('shared')))")
    page.close()
    page = share(phone, address + "/share", "Hallo")
    expect(page.get_by_role("dialog", name="Hier wurde etwas geteilt")).to_contain_text("Hallo")
    expect(page.get_by_role("button", name="Alle verwerfen")).to_have_count(0)


def test_the_inbox_takes_what_other_apps_share(desktop: Visit, shop: Stage) -> None:
    """[look] Somebody looks at it and says for which conversation it is; there it is seen again before it goes out."""
    shop.customer("krause", "Haben Sie Brezeln?")
    page = inbox(desktop, shop)
    address = ready_to_share(page)
    page.close()
    page = share(desktop, address + "/share", "", PLAN)
    sheet = page.get_by_role("dialog", name="Hier wurde etwas geteilt")
    expect(sheet).to_contain_text(WARNING)
    expect(sheet).to_contain_text("In welche Unterhaltung?")
    expect(sheet).to_contain_text("Plan.txt")
    clean_in_both_lights(page)
    sheet.get_by_role("button", name="Später").click()
    page.reload()
    sheet.get_by_role("list", name="In welche Unterhaltung?").get_by_role("button").first.click()
    expect(page.get_by_role("button", name="Datei senden")).to_be_visible()
    send(page, "Datei senden")
    expect(article(page, "Plan.txt")).to_be_visible()
    assert waiting(page) == 0
    for text in ("Erstens", "Zweitens"):
        page.close()
        page = share(desktop, address + "/share", text)
        expect(page.get_by_role("dialog", name="Hier wurde etwas geteilt")).to_contain_text("Erstens")
    page.get_by_role("button", name="Alle verwerfen").click()
    expect(page.get_by_role("dialog", name="Hier wurde etwas geteilt")).to_have_count(0)
    assert waiting(page) == 0
    page.goto(address + "?shared=full")
    lost = page.get_by_role("dialog", name="Das kam nicht an")
    expect(lost).to_contain_text("Hier wartet schon zu viel")
    lost.get_by_role("button", name="Verstanden").click()
    page.goto(address + "?shared=lost")
    expect(lost).to_be_visible()
    clean_in_both_lights(page)
    page.get_by_role("button", name="Verstanden").click()


def test_a_share_waits_beside_a_closed_lock(desktop: Visit, shop: Stage) -> None:
    """[A1] Not lost, not shown and put nowhere before the lock is opened; several wait; a forgotten PIN drops them."""
    shop.customer("krause", "Haben Sie Brezeln?")
    page = inbox(desktop, shop)
    address = ready_to_share(page)
    turn_on(page)
    lock_now(page)
    for text in ("Erstens", "Zweitens"):
        other = share(desktop, address + "/share", text)
        expect(other.get_by_label("Deine PIN")).to_be_visible()
        expect(other.get_by_text(text)).to_have_count(0)
        other.close()
    page.reload()
    expect(page.get_by_text("Erstens")).to_have_count(0)
    assert waiting(page) == 2
    unlock(page, "271828")
    sheet = page.get_by_role("dialog", name="Hier wurde etwas geteilt")
    expect(sheet).to_contain_text("Erstens")
    sheet.get_by_role("list", name="In welche Unterhaltung?").get_by_role("button").first.click()
    expect(field(page)).to_have_value("Erstens")
    expect(log(page)).not_to_contain_text("Erstens")
    page.reload()
    expect(sheet).to_contain_text("Zweitens")
    sheet.get_by_role("button", name="Später").click()
    page.goto(address + "#/settings")
    lock_now(page)
    page.get_by_role("button", name="PIN vergessen?").click()
    page.get_by_role("button", name="Abmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dieses Gerät gehört noch zu keinem Team")
    page.wait_for_function("() => caches.has('tresen-inbox-shared').then((there) => !there)")


def test_without_a_worker_nothing_is_taken_and_the_page_says_so(phone: Visit, shop: Stage) -> None:
    """[A1] The server does not read it; the page says that it is nowhere."""
    page = share(phone, shop.bakery.url.split("#")[0] + "/share", "Hallo", camera("Apple", 1, (300, 200)))
    expect(page.get_by_role("dialog", name="Das kam nicht an")).to_be_visible()
    clean_in_both_lights(page)
    page.get_by_role("button", name="Verstanden").click()
    assert "shared" not in page.url
