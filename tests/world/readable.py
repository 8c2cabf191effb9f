"""What the browser's own tools can read of this origin, as text: of its databases, and beside them."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page

_AS_TEXT = """
    const done = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const bytes = (data) => new TextDecoder().decode(data);
    // A value of an unknown kind is no empty object, as JSON has it: whoever looks would see nothing in it.
    const text = async (value, holders = []) => {
        if (typeof value !== "object" || value === null) return String(value);
        if (holders.includes(value)) return "itself";
        const inside = [...holders, value];
        const each = async (values) => (await Promise.all([...values].map((one) => text(one, inside)))).join(" ");
        if (value instanceof Blob) return [value.name ?? "", value.type, bytes(await value.arrayBuffer())].join(" ");
        if (value instanceof ArrayBuffer) return bytes(value);
        if (ArrayBuffer.isView(value)) return bytes(value);
        if (value instanceof CryptoKey) return `CryptoKey ${value.type}`;
        if (value instanceof Date || value instanceof RegExp || value instanceof Error) return String(value);
        if (value instanceof Map) return each([...value].flat());
        if (value instanceof Set || Array.isArray(value)) return each(value);
        if (Object.getPrototypeOf(value) !== Object.prototype) throw new Error("cannot look into " + value);
        return each(Object.entries(value).flat());
    };
"""

_DATABASES = (
    "async () => {"
    + _AS_TEXT
    + """
    const found = [];
    for (const {name} of await indexedDB.databases()) {
        const db = await done(indexedDB.open(name));
        for (const store of db.objectStoreNames) {
            const rows = db.transaction(store).objectStore(store);
            const [keys, values] = await Promise.all([done(rows.getAllKeys()), done(rows.getAll())]);
            found.push(await text(keys), await text(values));
        }
        db.close();
    }
    return found.join("\\n");
}"""
)

_BESIDE = """async () => {
    const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), JSON.stringify(history.state)];
    found.push(document.title, location.href, window.name, document.cookie, document.body.innerText);
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys())
            found.push(name, request.url, await (await cache.match(request)).text());
    }
    for (const each of await navigator.serviceWorker?.getRegistrations() ?? [])
        for (const shown of await each.getNotifications())
            found.push(shown.title, shown.body, JSON.stringify(shown.data));
    const walk = async (folder) => {
        for await (const [name, each] of folder) {
            found.push(name);
            if (each.kind === "directory") await walk(each);
            else found.push(await (await each.getFile()).text());
        }
    };
    await walk(await navigator.storage.getDirectory());
    return found.join("\\n");
}"""

_BLOB_ADDRESSES = """
    const [make, end] = [URL.createObjectURL, URL.revokeObjectURL];
    window.blobAddresses = { made: 0, live: new Set() };
    URL.createObjectURL = (of) => {
        const address = make.call(URL, of);
        window.blobAddresses.made += 1;
        window.blobAddresses.live.add(address);
        return address;
    };
    URL.revokeObjectURL = (address) => {
        end.call(URL, address);
        window.blobAddresses.live.delete(address);
    };
"""


def databases(page: Page) -> str:
    """Every key and value of every database, files and bytes included."""
    found = page.evaluate(_DATABASES)
    assert isinstance(found, str)
    return found


def beside(page: Page) -> str:
    """Storages, caches, the origin's private files, notifications, and what the tab itself shows."""
    found = page.evaluate(_BESIDE)
    assert isinstance(found, str)
    return found


def count_blob_addresses(context: BrowserContext) -> None:
    """From now on, tabs count the addresses that they make of Blobs."""
    context.add_init_script(_BLOB_ADDRESSES)


def blob_addresses(page: Page) -> tuple[int, int]:
    """How many this tab has made, and how many of them still lead to a file."""
    made, live = page.evaluate("() => [window.blobAddresses.made, window.blobAddresses.live.size]")
    return int(made), int(live)
