"""The sign is scanned by the page itself: what the camera sees is compared, and nothing else is followed (S3, S4)."""

from __future__ import annotations

import json
from collections.abc import Callable

import segno
from playwright.sync_api import Page, expect

from tests.e2e.customer_page import arrived, begin, clean_in_both_lights, write
from tests.world.browser import PHONE, Visit
from tests.world.stage import Stage

# What stands before the camera: a browser under test has none. `null`: the customer does not let the page at it.
CAMERA = """(() => {
    if (!navigator.mediaDevices) return;
    const rows = ROWS;
    navigator.mediaDevices.getUserMedia = async () => {
        if (rows === null) throw new DOMException('', 'NotAllowedError');
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = 640;
        const pen = canvas.getContext('2d');
        const side = 480 / rows.length;
        const paint = () => {
            pen.fillStyle = '#fff';
            pen.fillRect(0, 0, 640, 640);
            pen.fillStyle = '#000';
            rows.forEach((row, y) => [...row].forEach((each, x) =>
                each === '1' && pen.fillRect(80 + x * side, 80 + y * side, side + 0.5, side + 0.5)));
        };
        paint();
        setInterval(paint, 100);
        return (window.seen = canvas.captureStream(10));
    };
})();"""


def before_the_camera(visits: Callable[..., Visit], text: str | None) -> Visit:
    """A phone whose camera looks at a code with that text."""
    code = None if text is None else segno.make(text, error="m", micro=False)
    rows = None if code is None else ["".join("1" if each else "0" for each in row) for row in code.matrix]
    visit = visits(**PHONE)
    visit.context.add_init_script(CAMERA.replace("ROWS", json.dumps(rows)))
    return visit


def scan(page: Page) -> None:
    page.get_by_role("button", name="Schild noch nicht gescannt").click()
    sheet = page.get_by_role("dialog", name="Ist das wirklich der richtige Betrieb?")
    expect(sheet).to_contain_text("Ob Sie wirklich mit der Bäckerei Sonnenschein schreiben")
    sheet.get_by_role("button", name="Schild jetzt scannen").click()


def test_the_sign_is_recognised_in_the_middle_of_a_conversation(
    visits: Callable[..., Visit], shop: Stage
) -> None:
    """[S4] The same comparison as by the phone's own camera; the camera ends with it."""
    page = before_the_camera(visits, shop.bakery.url).open(shop.bakery.url.split("#")[0])
    begin(page)
    arrived(write(page, "Ohne Schild begonnen"))
    scan(page)
    checked = page.get_by_role("button", name="Am Tresen geprüft")
    expect(checked).to_be_visible()
    checked.click()
    sheet = page.get_by_role("dialog", name="Am Tresen geprüft")
    expect(sheet).to_contain_text(
        "Sie schreiben wirklich mit der Bäckerei Sonnenschein. Ihr Handy hat es am Schild erkannt."
    )
    clean_in_both_lights(page)
    # It is kept: the plain address shows it from now on.
    page.goto(shop.bakery.url.split("#")[0])
    expect(checked).to_be_visible()


def test_another_code_is_followed_nowhere(visits: Callable[..., Visit], shop: Stage) -> None:
    """[S3] The page says so, goes on looking, and stops when it is closed."""
    address = shop.bakery.url.split("#")[0]
    page = before_the_camera(visits, "https://evil.example/sonnenschein#key=0123").open(address)
    scan(page)
    sheet = page.get_by_role("dialog", name="Ist das wirklich der richtige Betrieb?")
    expect(sheet.get_by_role("status")).to_have_text(
        "Das ist ein anderer Code. Richtig ist der auf dem Schild dieses Betriebs."
    )
    clean_in_both_lights(page)
    assert page.url == address
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    page.wait_for_function("() => window.seen.getTracks().every((each) => each.readyState === 'ended')")


def test_a_wrong_sign_stops_everything(visits: Callable[..., Visit], shop: Stage) -> None:
    """[S4] A sign of this address with another key: the page refuses, as if the phone's own camera had opened it."""
    url, fingerprint = shop.bakery.url.split("#key=")
    wrong = ("0" if fingerprint[0] != "0" else "1") + fingerprint[1:]
    page = before_the_camera(visits, f"{url}#key={wrong}").open(url)
    scan(page)
    expect(page.get_by_role("heading", name="Dieser Schlüssel passt nicht zum Schild.")).to_be_visible()


def test_without_a_camera_the_phones_own_is_named(visits: Callable[..., Visit], shop: Stage) -> None:
    """[interface] What the browser refuses is said, with what can be done."""
    page = before_the_camera(visits, None).open(shop.bakery.url.split("#")[0])
    scan(page)
    sheet = page.get_by_role("dialog", name="Ist das wirklich der richtige Betrieb?")
    expect(sheet.get_by_role("status")).to_contain_text("Öffnen Sie die Kamera Ihres Handys")
    sheet.get_by_role("button", name="Aufhören").click()
    expect(sheet.get_by_role("button", name="Schild jetzt scannen")).to_be_visible()
