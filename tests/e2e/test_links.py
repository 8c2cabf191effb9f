"""[A1] No address changes what a browser stores: the built apps, all that they store, every fragment that they know."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Sequence

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e import wizard
from tests.e2e.customer_page import begin, clean_in_both_lights
from tests.e2e.test_inbox import conversations, field, log, open_inbox, rows, write
from tests.e2e.test_shared import ready_to_share, share
from tests.world.bare import Bare
from tests.world.browser import Visit
from tests.world.depth import is_full
from tests.world.stage import Stage
from tresen.client import Customer

pytestmark = pytest.mark.worker

STORED = """async () => {
    const done = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const hex = (bytes) => Array.from(new Uint8Array(bytes), (each) => each.toString(16).padStart(2, "0")).join("");
    const hash = async (bytes) => hex(await crypto.subtle.digest("SHA-256", bytes));
    const X = await crypto.subtle.importKey("raw", new Uint8Array(32).fill(9), { name: "X25519" }, true, []);
    // A key that cannot be exported is known by what it does: the same key gives the same signature and the same secret.
    const keyed = async (key) => {
        const says = [key.type, key.algorithm.name, key.extractable, ...key.usages].join(" ");
        if (key.usages.includes("sign")) return says + hex(await crypto.subtle.sign(key.algorithm, key, new Uint8Array(3)));
        if (key.usages.includes("deriveBits"))
            return says + hex(await crypto.subtle.deriveBits({ name: "X25519", public: X }, key, 256));
        return key.extractable ? says + hex(await crypto.subtle.exportKey("raw", key)) : says;
    };
    const plain = async (value) => {
        if (value instanceof CryptoKey) return keyed(value);
        if (value instanceof ArrayBuffer) return hash(value);
        if (ArrayBuffer.isView(value)) return hash(value);
        if (value instanceof Blob) return value.type + (await hash(await value.arrayBuffer()));
        if (Array.isArray(value)) return Promise.all(value.map(plain));
        if (value instanceof Map || value instanceof Set) return plain([...value]);
        if (typeof value === "bigint" || value === undefined) return String(value);
        if (value === null || typeof value !== "object") return value;
        const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
        return Promise.all(entries.map(async ([name, each]) => [name, await plain(each)]));
    };
    const found = {};
    for (const { name } of await indexedDB.databases()) {
        const db = await done(indexedDB.open(name));
        found[`db ${name}`] = [...db.objectStoreNames].join(" ");
        for (const store of db.objectStoreNames) {
            const rows = db.transaction(store).objectStore(store);
            const [keys, values] = await Promise.all([done(rows.getAllKeys()), done(rows.getAll())]);
            for (const [at, key] of keys.entries())
                found[`db ${name} ${store} ${JSON.stringify(key)}`] = JSON.stringify(await plain(values[at]));
        }
        db.close();
    }
    for (const [kind, storage] of [["local", localStorage], ["session", sessionStorage]])
        for (let at = 0; at < storage.length; at++) found[`${kind} ${storage.key(at)}`] = storage.getItem(storage.key(at));
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys())
            found[`cache ${name} ${request.url}`] = await hash(await (await cache.match(request)).arrayBuffer());
    }
    for (const each of await navigator.serviceWorker.getRegistrations())
        found[`worker ${each.scope}`] = each.active?.scriptURL ?? "";
    return found;
}"""

RESTLESS = re.compile(
    r'^db tresen-inbox state "(?:hoursHeard|known|fileUses|search:.*)"$|^db [^ ]+ state "known"$'
)
"""What a plain load writes by itself: the opening hours that it heard, how far it has read, its index for searching."""

HUGE = "x" * 20_000
TABS = 5
NAMES = ("invite", "return", "setup", "key", "link", "device", "recover", "shared", "c", "other")


class Watched:
    """One browser, looked at from a document of the same origin in which no app runs."""

    def __init__(self, visit: Visit, address: str) -> None:
        self.visit = visit
        self.address = address
        origin = re.sub(r"^(https?://[^/]+).*", r"\1", address)
        self._watch = visit.context.new_page()
        self._watch.route(f"{origin}/nobody", lambda route: route.fulfill(body="", content_type="text/html"))
        self._watch.goto(f"{origin}/nobody")

    def stored(self) -> dict[str, str]:
        found = self._watch.evaluate(STORED)
        assert isinstance(found, dict)
        context: BrowserContext = self.visit.context
        cookies = {f"cookie {each['name']}": each["value"] for each in context.cookies()}
        return {key: each for key, each in {**found, **cookies}.items() if not RESTLESS.match(key)}

    def loads(self, addresses: Sequence[str], *, settled: Callable[[Page], object]) -> None:
        """Each address as a first load, a few tabs at a time; then as a change of the fragment in a tab with the page."""
        tabs = [self.visit.context.new_page() for _ in range(TABS)]
        for at in range(0, len(addresses), TABS):
            opened = list(zip(tabs, addresses[at : at + TABS], strict=False))
            for tab, address in opened:
                tab.goto("about:blank")
                tab.goto(address, wait_until="commit")
            for tab, _ in opened:
                tab.wait_for_load_state("networkidle")
                settled(tab)
        for tab in tabs[1:]:
            tab.close()
        tabs[0].goto(self.address)
        for address in addresses:
            _, sign, fragment = address.partition("#")
            if sign and "?" not in address:
                with_reload(tabs[0], fragment)
                settled(tabs[0])
        tabs[0].wait_for_load_state("networkidle")
        tabs[0].close()


def with_reload(page: Page, fragment: str) -> None:
    """Change the fragment. The page may load itself anew because of it; it is there again afterwards."""
    page.evaluate("fragment => { location.hash = fragment; }", fragment)
    page.wait_for_load_state("load")


def difference(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return sorted(key for key in {*before, *after} if before.get(key) != after.get(key))


def addresses(page: str, values: dict[str, list[str]]) -> list[str]:
    """Every known name with every value of its own and a few wrong ones, several at once, unknown ones, and queries."""
    rng = random.Random(25)
    wrong = ["", "A.B.C", "0" * 26, HUGE, "%00", "../inbox", "é%F0%9F%A5%A8"]
    fragments = [f"{name}={value}" for name, own in values.items() for value in own]
    single = [f"{name}={rng.choice(wrong)}" for name in NAMES]
    several = ["&".join(rng.sample(fragments + single, 3)) for _ in range(8)]
    odd = ["recover", "/settings", "/c/", "/c/AAAA", "/c/%", "/profile/legal", HUGE, "&&==", "invite", "=x"]
    queries = ["shared=all", "shared=some", "shared=lost", "shared=", "lang=xx", "invite=A", "a" * 3000]
    both = [f"?{rng.choice(queries)}#{rng.choice(fragments or single)}" for _ in range(4)]
    # What is truly another's comes first; of the rest, each eighth in the short run.
    step = 1 if is_full() else 8
    rest = [*single, *several, *odd][::step]
    return [
        *(f"{page}#{each}" for each in [*fragments, *rest]),
        *(f"{page}?{each}" for each in queries[::step]),
        *(f"{page}{each}" for each in both),
    ]


def unchanged(watched: Watched, all_of_them: list[str], settled: Callable[[Page], object]) -> None:
    """A plain load twice, then every address: what is stored afterwards is what was stored before."""
    for _ in range(2):
        page = watched.visit.look(watched.address)
        settled(page)
        page.wait_for_load_state("networkidle")
        page.close()
    before = watched.stored()
    assert any(key.startswith("db ") for key in before), "nothing is stored, so nothing could change"
    watched.loads(all_of_them, settled=settled)
    after = watched.stored()
    changed = difference(before, after)
    assert not changed, json.dumps({key: [before.get(key), after.get(key)] for key in changed})[:4000]


def secret(link: str) -> str:
    """The value behind the name of a link's fragment."""
    return link.partition("#")[2].partition("=")[2]


def link_of(shop: Stage, customer: Customer) -> str:
    """The customer's return link."""

    async def ask() -> str:
        return customer.return_link or ""

    return shop.do(ask())


def shows_something(page: Page) -> None:
    expect(page.get_by_role("heading", level=1).first).to_be_attached()
    page.wait_for_function("() => !document.querySelector('[aria-busy=true], .loading')")


def test_no_address_changes_what_a_joined_inbox_stores(desktop: Visit, shop: Stage) -> None:
    """[A1, S12] With a draft and a share that waits; afterwards the device answers and is heard."""
    krause = shop.customer("krause", "Haben Sie Brezeln?")
    page = open_inbox(desktop, shop)
    rows(page).first.click()
    expect(log(page)).to_contain_text("Brezeln")
    page.wait_for_load_state("networkidle")
    field(page).fill("Ja, ")
    page.goto(re.sub(r"#.*", "", page.url) + "#/")
    address = ready_to_share(page)
    page.close()
    share(desktop, address + "/share", "Von der Webseite").close()
    farm = shop.neighbour()
    values = {
        "invite": [secret(shop.do(owner.invites.create(3, "member"))) for owner in (farm, shop.bakery.owner)],
        "return": [secret(link_of(shop, krause))],
        "key": [secret(shop.bakery.url), secret(farm.customer_link)],
    }
    values["invite"].append(values["invite"][0][:-9])
    unchanged(Watched(desktop, address), addresses(address, values), shows_something)
    page = desktop.look(address)
    page.get_by_role("dialog", name="Hier wurde etwas geteilt").get_by_role(
        "button", name="Verwerfen"
    ).click()
    rows(page).first.click()
    expect(field(page)).to_have_value("Ja, ")
    write(page, "Ja, um acht.")
    expect(log(page).get_by_text("zugestellt").last).to_be_attached()
    assert shop.do(krause.history())[-1].text == "Ja, um acht."


def test_no_address_changes_what_a_customers_page_stores(phone: Visit, shop: Stage) -> None:
    """[A1, S3, S13] Begun without the sign; not even the right sign is remembered before the page is touched."""
    address = shop.bakery.url.partition("#")[0]
    page = phone.look(address)
    begin(page)
    field(page).fill("Guten Morgen")
    page.get_by_role("button", name="Senden", exact=True).click()
    expect(log(page).get_by_text("zugestellt").last).to_be_attached()
    field(page).fill("Und")
    ready_to_share(page)
    page.close()
    share(phone, address + "/share", "Von der Webseite").close()
    other, farm = shop.customer("yilmaz", "Hallo"), shop.neighbour()
    values = {
        "return": [secret(link_of(shop, other)), secret(farm.customer_link)],
        "key": [secret(shop.bakery.url), secret(farm.customer_link), secret(shop.bakery.url)[:-4]],
        "invite": [secret(shop.do(farm.invites.create(3, "member")))],
    }
    watched = Watched(phone, address)
    unchanged(watched, addresses(address, values), shows_something)
    before = watched.stored()
    page = phone.look(shop.bakery.url)
    page.get_by_role("dialog", name="Hier wurde etwas geteilt").get_by_role(
        "button", name="Verwerfen"
    ).click()
    expect(field(page)).to_have_value("Und")
    page.reload()
    page.goto(address)
    expect(page.get_by_text("Schild noch nicht gescannt")).to_have_count(0)
    assert any('state "begun"' in key for key in difference(before, watched.stored()))
    field(page).fill("Und noch etwas.")
    page.get_by_role("button", name="Senden", exact=True).click()
    expect(log(page).get_by_text("Und noch etwas.").last).to_be_attached()


def test_no_address_changes_what_a_set_up_stores(desktop: Visit, bare: Bare) -> None:
    """[A1, S2] A name is typed; other links, whole or not, replace neither it nor the first link."""
    link = bare.setup_link()
    page = desktop.look(link)
    wizard.heading(page, "Schön, dass ihr da seid.")
    page.get_by_label("Wie heißt euer Laden?").fill("Bäckerei Sonnenschein")
    page.wait_for_function("() => location.hash === ''")
    page.close()
    address = link.partition("#")[0]
    values = {"setup": [secret(bare.setup_link()), secret(bare.setup_link())[:-3], "0" * 26]}
    unchanged(Watched(desktop, address), addresses(address, values), shows_something)
    page = desktop.look(address)
    expect(page.get_by_label("Wie heißt euer Laden?")).to_have_value("Bäckerei Sonnenschein")


def asked(page: Page, here: str) -> None:
    """The page has stopped, and names the business that this browser belongs to."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Diese Einladung ist für einen anderen Betrieb")
    expect(page.get_by_text(f"Dieser Browser gehört zum Team von „{here}“.")).to_be_visible()
    expect(page.get_by_text("Die Einladung kommt von „Hof Lindental“.")).to_be_visible()
    assert page.url.endswith("/inbox")


def test_an_invitation_of_another_business_takes_nothing(desktop: Visit, shop: Stage) -> None:
    """[S12] Tapped or opened, it asks. Back leads to the inbox as it was, by the button and by a reload."""
    shop.customer("krause", "Haben Sie Brezeln?")
    page = open_inbox(desktop, shop)
    expect(rows(page)).to_have_count(1)
    farm = shop.neighbour()
    link = shop.do(farm.invites.create(2, "member"))
    for back in (lambda: page.get_by_role("button", name="Zurück zum Postfach").click(), page.reload):
        page.goto(link)
        asked(page, "Bäckerei Sonnenschein")
        clean_in_both_lights(page)
        back()
        expect(rows(page).first).to_contain_text("Brezeln")
    page.goto(link)
    page.get_by_role("button", name="Trotzdem annehmen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dieses Gerät wird verbunden")
    page.reload()
    expect(rows(page).first).to_contain_text("Brezeln")
    rows(page).first.click()
    write(page, "Ja, um acht.")
    expect(log(page).get_by_text("zugestellt").last).to_be_attached()


def test_moving_to_another_business_on_a_phone(phone: Visit, shop: Stage) -> None:
    """[S12] Only after the other owner's device has confirmed and the person has said so again; every tab follows."""
    shop.customer("krause", "Haben Sie Brezeln?")
    page = open_inbox(phone, shop)
    other = phone.look(page.url)
    expect(rows(other)).to_have_count(1)
    farm = shop.neighbour()
    shop.confirm_for(farm)
    page.goto(shop.do(farm.invites.create(2, "member")))
    asked(page, "Bäckerei Sonnenschein")
    page.get_by_role("button", name="Trotzdem annehmen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hier abmelden und wechseln?")
    clean_in_both_lights(page)
    expect(rows(other)).to_have_count(1)
    page.get_by_role("button", name="Abmelden und wechseln").click()
    expect(conversations(page)).to_be_attached()
    expect(page).to_have_title(re.compile("Hof Lindental"))
    expect(other.get_by_role("heading", level=1)).to_have_text("Dieses Gerät gehört noch zu keinem Team")
    page.reload()
    expect(page).to_have_title(re.compile("Hof Lindental"))
    assert "Brezeln" not in json.dumps(Watched(phone, page.url).stored())
