"""After an update a tab of the version before may still lead: the customer page says so, and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.customer_page import arrived, article, begin, clean_in_both_lights, field
from tests.world.browser import Visit
from tests.world.stage import Stage

pytestmark = pytest.mark.worker

# How a tab of an early version treated an unknown command: it answered nothing.
OLD_LEADER = """async (name) => {
    const channel = new BroadcastChannel(name);
    channel.onmessage = ({ data: { t, id } }) => {
        if (t === "call") channel.postMessage({ t: "answer", id, value: undefined, failure: null });
    };
    await new Promise((led) => {
        navigator.locks.request(name, () => {
            led();
            return new Promise(() => {});
        });
    });
}"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage.open(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


def test_under_an_old_tab_the_page_says_so_and_goes_on_once_it_is_closed(phone: Visit, shop: Stage) -> None:
    """Unless the leading tab confirms a command, the page counts it as not done."""
    url = shop.bakery.url
    old = phone.context.new_page()
    old.goto(url)
    old.evaluate(OLD_LEADER, f"tresen-chat-{url.split('#')[0].rstrip('/').rsplit('/', 1)[-1]}")
    page = phone.open(url)
    begin(page)
    field(page).fill("Noch da?")
    page.get_by_role("button", name="Senden", exact=True).click()
    expect(page.get_by_role("heading", name="Tresen wurde aktualisiert.")).to_be_visible()
    clean_in_both_lights(page)
    old.close()
    page.get_by_role("button", name="Neu laden").click()
    arrived(article(page, "Noch da?"))
