"""The customer page when something is missing: the connection, the server, the other tab."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.customer_page import answer, arrived, article, begin, field, heard, log, menu, newest, write
from tests.world.browser import Visit
from tests.world.process import Process
from tests.world.stage import Stage

pytestmark = pytest.mark.worker

OFFLINE = "Kein Netz. Ihre Nachrichten liegen bereit und gehen von selbst hinaus."


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage.open(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


def bodies(page: Page) -> list[str]:
    return log(page).locator("article .body").all_inner_texts()


def test_what_is_written_offline_waits_and_goes_out_once_in_order(phone: Visit, shop: Stage) -> None:
    """[L4] Offline messages are shown as waiting and sent by themselves, once, in order."""
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "vorher"))
    phone.context.set_offline(True)
    expect(page.get_by_role("status").filter(has_text=OFFLINE)).to_be_visible()
    for text in ("eins", "zwei", "drei"):
        expect(write(page, text)).to_contain_text("wird gesendet")
    phone.context.set_offline(False)
    arrived(article(page, "drei"))
    expect(page.get_by_text(OFFLINE)).to_have_count(0)
    assert bodies(page) == ["vorher", "eins", "zwei", "drei"]
    assert [message.text for message in heard(shop, newest(shop), 4)] == bodies(page)


def test_what_waits_survives_the_closed_tab(phone: Visit, shop: Stage) -> None:
    """[product] Closed while it waits: the next visit sends it, once."""
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "vorher"))
    phone.context.set_offline(True)
    expect(write(page, "wartet")).to_contain_text("wird gesendet")
    page.close()
    phone.context.set_offline(False)
    page = phone.open(shop.bakery.url)
    arrived(article(page, "wartet"))
    assert bodies(page) == ["vorher", "wartet"]


def test_answers_that_came_meanwhile_are_there(phone: Visit, shop: Stage) -> None:
    """[W4] A reconnect fetches what was missed."""
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Sind Sie da?"))
    phone.context.set_offline(True)
    expect(page.get_by_text(OFFLINE)).to_be_visible()
    answer(shop, newest(shop), "Ja, wir backen.")
    phone.context.set_offline(False)
    expect(article(page, "Ja, wir backen.")).to_be_visible()


def test_the_server_dies_and_comes_back_in_mid_conversation(phone: Visit, process: Process) -> None:
    """[A2] Nothing acknowledged is lost, nothing is sent twice, and nobody has to do anything."""
    page = phone.open(process.customer_url)
    begin(page)
    expect(write(page, "eins")).to_contain_text("gesendet")
    expect(article(page, "eins")).not_to_contain_text("wird gesendet")
    process.kill()
    expect(write(page, "zwei")).to_contain_text("wird gesendet")
    write(page, "drei")
    process.start()
    expect(article(page, "drei")).not_to_contain_text("wird gesendet")
    page.reload()
    expect(log(page).get_by_role("article")).to_have_count(3)
    assert bodies(page) == ["eins", "zwei", "drei"]


def test_two_tabs_are_one_conversation(phone: Visit, shop: Stage) -> None:
    """[architecture] One connection and one tab that counts; both tabs show and send."""
    first = phone.open(shop.bakery.url)
    begin(first)
    arrived(write(first, "vom ersten"))
    second = phone.open(shop.bakery.url)
    expect(article(second, "vom ersten")).to_be_visible()
    arrived(write(second, "vom zweiten"))
    arrived(article(first, "vom zweiten"))
    first.close()
    arrived(write(second, "allein"))
    assert bodies(second) == ["vom ersten", "vom zweiten", "allein"]


def test_a_server_that_is_gone_says_so_to_a_new_visitor(phone: Visit, process: Process) -> None:
    """[product] The page loads, then the server goes: it says so plainly, and reloading helps."""
    page = phone.context.new_page()
    loads: list[str] = []
    page.on("request", lambda request: loads.append(request.url) if request.is_navigation_request() else None)
    # Gone until the page is reloaded: otherwise it asks again by itself and removes the button before it is pressed.
    page.route("**/api/**", lambda route: route.abort() if len(loads) == 1 else route.continue_())
    page.goto(process.customer_url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Die Seite lässt sich gerade nicht laden.")
    # What is being fetched when a page is left fails, which is no fault.
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Neu laden").click()
    begin(page)
    expect(write(page, "wieder da")).to_contain_text(re.compile(r"(?<!wird )gesendet"))


@pytest.mark.parametrize("part", ["menu", "sheet"])
def test_what_does_not_load_is_told_and_loads_after_reloading(phone: Visit, shop: Stage, part: str) -> None:
    """[interface] The menu's items and sheets load on demand: without a connection the page says so and offers to reload."""
    page = phone.open(shop.bakery.url)
    button = page.get_by_role("button", name="Menü", exact=True)
    expect(page.get_by_role("button", name="Nachricht schreiben")).to_be_visible()
    if part == "sheet":
        button.click()
        expect(page.get_by_role("button", name="Profil", exact=True)).to_be_visible()
        page.keyboard.press("Escape")
    phone.context.set_offline(True)
    if part == "sheet":
        menu(page, "Profil")
    else:
        button.click()
    status = page.get_by_role("status").filter(has_text="Das lässt sich gerade nicht laden.")
    expect(status).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(":popover-open")).to_have_count(0)
    phone.context.set_offline(False)
    status.get_by_role("button", name="Neu laden").click()
    expect(status).to_have_count(0)
    menu(page, "Profil")
    expect(page.get_by_role("dialog", name="Bäckerei Sonnenschein")).to_be_visible()


def test_the_conversation_opens_while_the_server_is_away(phone: Visit, shop: Stage) -> None:
    """[product] Without the server one can read what is on the device, and write."""
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "schon hier"))
    page.route("**/api/**", lambda route: route.abort())
    page.route_web_socket("**/live", lambda socket: socket.close())
    page.reload()
    expect(article(page, "schon hier")).to_be_visible()
    expect(field(page)).to_be_editable()
    expect(write(page, "später hinaus")).to_contain_text("wird gesendet")
