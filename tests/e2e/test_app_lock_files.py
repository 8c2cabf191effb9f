"""[ADR 23] The app lock and files: a photo that was opened is sealed with the rest, and there again, in the built inbox."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.test_app_lock import DRAFT, ORDER, PIN, lock_now, shows_nothing, turn_on, unlock
from tests.e2e.test_inbox import field, log, open_inbox, rows
from tests.e2e.test_media import photos, shown
from tests.e2e.test_notifications import until
from tests.world.browser import Visit
from tests.world.readable import beside, blob_addresses, count_blob_addresses, databases
from tests.world.stage import Stage

pytestmark = pytest.mark.worker

NAME = "hochzeitstorte-krause.txt"
WORDS = "Drei Etagen, oben Veilchen."

FILES = """async () => {
    const done = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const db = await done(indexedDB.open("tresen-inbox"));
    const files = await done(db.transaction("state").objectStore("state").getAll(IDBKeyRange.bound("file:", "file:\uffff")));
    db.close();
    return Promise.all(files.map(async (file) => new TextDecoder().decode(await file.arrayBuffer())));
}"""

GONE_WHEN_NOTED = """async (button) => {
    button.click();
    const done = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const db = await done(indexedDB.open("tresen-inbox-lock"));
    for (let lock; !lock?.covered;)
        lock = await done(db.transaction("state").objectStore("state").get("lock"));
    setTimeout(() => { location.href = "about:blank"; });
}"""
"""Locks, and leaves as soon as that is noted, long before everything is sealed."""


def files(page: Page) -> list[str]:
    """What the inbox keeps of opened files, as text. Asked only while it is open: it would make a database."""
    found = page.evaluate(FILES)
    assert isinstance(found, list)
    return found


def opened(visit: Visit, shop: Stage, folder: Path) -> tuple[Page, str]:
    """An inbox in which a customer's photo was opened, with a draft and the lock on; and the photo, as it is kept."""
    picture, text = folder / "torte.png", folder / NAME
    Image.frombytes("RGB", (300, 200), random.Random(1).randbytes(3 * 300 * 200)).save(picture)
    text.write_text(WORDS)
    customer = shop.customer("krause", ORDER)
    shop.do(customer.send_file(picture))
    shop.do(customer.send_file(text, as_file=True))
    count_blob_addresses(visit.context)
    page = open_inbox(visit, shop)
    rows(page).first.click()
    expect(log(page)).to_contain_text(NAME)
    shown(photos(page).first)
    until(lambda: len(files(page)) == 1, page)
    field(page).fill(DRAFT)
    turn_on(page)
    (photo,) = files(page)
    assert len(photo) > 1000
    return page, photo


def there_again(page: Page) -> None:
    page.get_by_role("link", name="Nachrichten").click()
    rows(page).first.click()
    shown(photos(page).first)
    expect(field(page)).to_have_value(DRAFT)


def test_an_opened_photo_is_sealed_with_the_rest_and_there_again(
    desktop: Visit, shop: Stage, tmp_path: Path
) -> None:
    """Locked, also after a reload, no word, name or file is readable; unlocked without a line, the photo is shown."""
    page, photo = opened(desktop, shop, tmp_path)
    raw = databases(page)
    for secret in (ORDER, DRAFT, NAME, photo):
        assert secret in raw, "the test looks past what lies there"
    lock_now(page)
    for _ in range(2):
        shows_nothing(page)
        raw = databases(page)
        for secret in (ORDER, DRAFT, NAME, photo, photo[500:600], "file:", "draft:"):
            assert secret not in raw
        page.reload()
    page.context.set_offline(True)
    unlock(page, PIN)
    there_again(page)
    assert files(page) == [photo]


def test_nothing_beside_the_databases_holds_a_file(desktop: Visit, shop: Stage, tmp_path: Path) -> None:
    """Storages, caches, the origin's private files and the tab's own addresses hold nothing of it while it is locked."""
    page, photo = opened(desktop, shop, tmp_path)
    page.wait_for_function("() => navigator.serviceWorker.ready.then(() => true)")
    made, _ = blob_addresses(page)
    assert made > 0, "no address was made, so none can be left"
    lock_now(page)
    until(lambda: blob_addresses(page)[1] == 0, page)
    found = beside(page)
    assert "/inbox" in found, "the worker has kept nothing, so nothing was looked at"
    for secret in (ORDER, DRAFT, NAME, WORDS, photo[500:600], PIN):
        assert secret not in found


def test_a_lock_that_was_interrupted_is_finished_by_the_next_start(
    desktop: Visit, shop: Stage, tmp_path: Path
) -> None:
    """[A1] The tab ends in the midst of sealing: the next one asks for the PIN, and everything is there."""
    page, photo = opened(desktop, shop, tmp_path)
    address = page.url
    page.get_by_role("button", name="Jetzt sperren").evaluate(GONE_WHEN_NOTED)
    page.wait_for_url("about:blank")
    page.goto(address)
    shows_nothing(page)
    assert ORDER not in databases(page)
    unlock(page, PIN)
    there_again(page)
    assert files(page) == [photo]
