"""How people erase in the browsers, and where erased text must not be found any more."""

from __future__ import annotations

import time
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import Connection

from tests.world.patience import PATIENCE
from tests.world.stage import Stage
from tresen.core.model import Kind
from tresen.store import queries


def press_long(message: Locator) -> None:
    """Rest a finger on the message until something opens."""
    message.scroll_into_view_if_needed()
    box = message.bounding_box()
    assert box is not None, "the message is not there"
    point = {"x": box["x"] + 12, "y": box["y"] + 12}
    page = message.page
    touch = page.context.new_cdp_session(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    expect(page.get_by_role("dialog")).to_be_visible()
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    touch.detach()


def has_focus(element: Locator) -> None:
    """The element gets the keys, whether or not its window is in front."""
    element.page.wait_for_function("(one) => one === document.activeElement", arg=element.element_handle())


def raw_storage(page: Page) -> str:
    """Every value in every store of every database of this origin, with bytes read as text."""
    found: str = page.evaluate(
        """async () => {
            const done = (request) => new Promise((resolve, reject) => {
                request.onsuccess = () => resolve(request.result);
                request.onerror = () => reject(request.error);
            });
            const latin = new TextDecoder("latin1");
            const written = (value) =>
                value instanceof Uint8Array ? latin.decode(value)
                : Array.isArray(value) ? value.map(written).join(" ")
                : value !== null && typeof value === "object"
                    ? `${value.constructor.name} ${Object.entries(value).map(([k, v]) => `${k} ${written(v)}`).join(" ")}`
                : String(value);
            const all = [JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage})];
            for (const { name } of await indexedDB.databases()) {
                const db = await done(indexedDB.open(name));
                for (const store of db.objectStoreNames) {
                    const values = db.transaction(store).objectStore(store);
                    all.push(written(await done(values.getAllKeys())), written(await done(values.getAll())));
                }
                db.close();
            }
            return all.join("\\n");
        }"""
    )
    return found


def sealed_parts(shop: Stage, conversation: bytes) -> list[bytes]:
    """Slot, ciphertext and signature of every message of a conversation, as the server keeps them now."""

    def read(connection: Connection) -> list[bytes]:
        business = queries.find_business(connection, "sonnenschein")
        assert business is not None
        found = queries.find_conversation(connection, business[0], conversation)
        assert found is not None
        events = queries.events_after(connection, found[0], 0, 10_000)
        sealed = [
            (each.slot, each.ciphertext, each.signature) for each in events if each.kind == Kind.MESSAGE
        ]
        return [part for parts in sealed for part in parts if part is not None]

    return shop.do(shop.bakery.app.house.read(read))


def server_files(folder: Path) -> bytes:
    """Everything on the server's disk: database, write-ahead log and the rest."""
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def assert_gone(folder: Path, sealed: list[bytes]) -> None:
    """[L7] It is in no row, slot, free page or write-ahead log, once whoever erased is told so."""
    assert sealed
    end = time.monotonic() + PATIENCE
    while [part for part in sealed if part in server_files(folder)]:
        assert time.monotonic() < end, "it is still on the disk"
