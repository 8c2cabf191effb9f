"""Journeys: the business writes first, to somebody of whom nothing is known yet (S21)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.customer_page import (
    arrived,
    article,
    clean,
    clean_in_both_lights,
    field,
    heard,
    log,
    newest,
    write,
)
from tests.e2e.inbox_page import go_to
from tests.e2e.test_inbox import open_inbox, rows
from tests.e2e.test_media import camera
from tests.world.browser import PHONE, Visit
from tests.world.stage import Stage
from tests.world.webdriver import Page as Window
from tests.world.webdriver import firefox, webkit
from tresen.client import TeamInvitation

WORDS = "Guten Tag, Frau Albrecht! Ihre Torte ist fertig und steht kühl."
STORED = """async () => [
    (await indexedDB.databases()).length, localStorage.length, sessionStorage.length, document.cookie,
    (await caches.keys()).length,
]"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage.open(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


def invited(shop: Stage, text: str, **how: object) -> TeamInvitation:
    """One that the owner made elsewhere."""
    return shop.do(shop.bakery.owner.invite(text, **how))  # type: ignore[arg-type]


def stored(page: Page) -> list[object]:
    found: list[object] = page.evaluate(STORED)
    return found


def words(page: Page, text: str = WORDS) -> Locator:
    return page.get_by_role("article").filter(has_text=text)


def reply(page: Page) -> Locator:
    return page.get_by_role("button", name="Antworten", exact=True)


def dialog(desk: Page, name: str | re.Pattern[str] = "Neue Nachricht") -> Locator:
    return desk.get_by_role("dialog", name=name)


def test_from_the_first_word_to_the_answer(desktop: Visit, visits: Callable[..., Visit], shop: Stage) -> None:
    """[S21] Made with a photo, opened without a trace, answered: the team sees its own words, and knows who writes."""
    desk = open_inbox(desktop, shop, role="owner")
    desk.get_by_role("button", name="Neue Nachricht").click()
    paper = dialog(desk)
    paper.get_by_role("textbox", name="Name").fill("Ingrid Albrecht")
    paper.get_by_role("textbox", name="Telefon oder E-Mail").fill("030 5550 7788")
    paper.get_by_role("textbox", name="Nachricht").fill(WORDS)
    desk.locator("[data-pick=invitation]").set_input_files([camera("Torte")])
    expect(desk.get_by_text("Wird vorbereitet …")).to_have_count(0)
    desk.get_by_role("button", name="Übernehmen").click()
    expect(paper.get_by_role("button", name=re.compile("weglassen$"))).to_be_visible()
    clean(desk)
    paper.get_by_role("button", name="Link erstellen").click()
    ready = dialog(desk, "Bereit für Ingrid Albrecht")
    link = ready.get_by_role("textbox", name="Link").input_value()
    assert re.search(r"#key=[0-9A-Z]{32}&i=[0-9A-Z]{26}$", link)
    expect(ready.get_by_role("button", name="Kopieren")).to_be_visible()
    desk.evaluate("window.print = () => {}")
    ready.get_by_role("button", name="Drucken").click()
    desk.emulate_media(media="print")
    expect(desk.get_by_text("Eine Nachricht für Ingrid Albrecht")).to_be_visible()
    desk.emulate_media(media="screen")
    assert ready.get_by_role("link", name="Per SMS").get_attribute("href") is not None
    clean(desk)
    ready.get_by_role("button", name="Zu den Einladungen").click()
    listed = desk.get_by_role("list", name="Einladungen").get_by_role("listitem")
    expect(listed.filter(has_text="Ingrid Albrecht")).to_contain_text("wartet auf Öffnen")
    clean(desk)

    page = visits(**PHONE).open(link)
    expect(words(page)).to_be_visible()
    expect(page.get_by_role("heading", level=1, name="Bäckerei Sonnenschein")).to_be_visible()
    expect(page.get_by_role("banner").get_by_text("Schlüssel passt zum Link")).to_be_visible()
    expect(page.get_by_text("Am Tresen geprüft")).to_have_count(0)
    picture = page.get_by_role("article").get_by_role("img").first
    expect(picture).to_have_attribute("src", re.compile("^blob:"))
    expect(page.get_by_role("article").locator("img:not(.blur)")).to_be_visible()
    clean_in_both_lights(page)
    assert stored(page) == [0, 0, 0, "", 0]

    reply(page).click()
    expect(words(page)).to_be_visible()
    assert "#" not in page.url
    page.reload()
    expect(words(page)).to_be_visible()
    arrived(write(page, "Ja, um neun."))
    expect(words(page)).to_have_count(1)
    page.reload()
    expect(article(page, "Ja, um neun.")).to_be_visible()
    expect(words(page)).to_be_visible()
    under_its_day(log(page), WORDS)
    expect(page.get_by_text("Am Tresen geprüft")).to_have_count(0)

    expect(listed.filter(has_text="Ingrid Albrecht")).to_be_visible()
    go_to(desk, "Nachrichten")
    mine = rows(desk).filter(has_text="Ingrid Albrecht")
    expect(mine).to_be_visible()
    mine.click()
    expect(words(desk)).to_contain_text("Einladung")
    under_its_day(log(desk), WORDS)
    expect(log(desk).get_by_role("article").locator("img:not(.blur)")).to_be_visible()
    go_to(desk, "Einladungen")
    expect(listed.filter(has_text="Ingrid Albrecht")).to_contain_text("beantwortet – zur Unterhaltung")


def test_what_was_begun_is_there_after_a_reload(desktop: Visit, shop: Stage) -> None:
    """As a composer's draft: text, addressee and choices stay on the device, lost files are named; discarding ends it."""
    desk = open_inbox(desktop, shop, 2)
    write_anew = desk.get_by_role("button", name="Neue Nachricht")
    write_anew.click()
    paper = dialog(desk)
    paper.get_by_role("textbox", name="Nachricht").fill("Ihr Rad ist fertig.")
    paper.get_by_role("textbox", name="Name").fill("Otto Wiese")
    paper.get_by_role("switch", name="Ohne Antwort").click()
    desk.locator("[data-pick=invitation]").set_input_files([camera("Rad")])
    expect(desk.get_by_text("Wird vorbereitet …")).to_have_count(0)
    desk.get_by_role("button", name="Übernehmen").click()
    paper.get_by_text("30 Tage").click()
    desk.reload()
    write_anew.click()
    expect(paper.get_by_role("textbox", name="Nachricht")).to_have_value("Ihr Rad ist fertig.")
    expect(paper.get_by_role("textbox", name="Name")).to_have_value("Otto Wiese")
    expect(paper.get_by_role("switch", name="Ohne Antwort")).to_be_checked()
    expect(paper.get_by_role("radio", name="30 Tage")).to_be_checked()
    expect(paper.get_by_text("Beim Neuladen ging diese Datei verloren: ")).to_be_visible()
    clean(desk)
    paper.get_by_role("button", name="Verwerfen").click()
    desk.reload()
    write_anew.click()
    expect(paper.get_by_role("textbox", name="Nachricht")).to_have_value("")
    expect(paper.get_by_role("switch", name="Ohne Antwort")).not_to_be_checked()


def test_wrong_digits_stay_and_right_ones_open(phone: Visit, shop: Stage) -> None:
    """[S21] Digits are asked for, wrong ones stay typed with what is left of the tries, right ones open."""
    made = invited(shop, "Ihr Schlüsselbund liegt bei uns.", digits=True)
    page = phone.open(made.link)
    typed = page.get_by_role("textbox", name="Ziffern")
    wrong = f"{(int(made.digits) + 1) % 1_000_000:06}"
    typed.fill(wrong)
    clean_in_both_lights(page)
    page.get_by_role("button", name="Nachricht öffnen").click()
    expect(page.get_by_role("alert")).to_contain_text("Noch 4 Versuche")
    expect(typed).to_have_value(wrong)
    clean(page)
    typed.fill(f"{made.digits[:3]} {made.digits[3:]}")
    page.keyboard.press("Enter")
    expect(words(page, "Schlüsselbund")).to_be_visible()
    assert stored(page) == [0, 0, 0, "", 0]
    reply(page).click()
    arrived(write(page, "Ich hole ihn."))
    expect(words(page, "Schlüsselbund")).to_be_visible()


def test_without_reply_there_is_no_field(phone: Visit, shop: Stage) -> None:
    """[S21] What is only to be read offers nothing to write in."""
    page = phone.open(invited(shop, "Rechnung 2026-311", reply=False).link)
    expect(words(page, "Rechnung 2026-311")).to_be_visible()
    expect(page.get_by_text("Nur zum Lesen.")).to_be_visible()
    expect(reply(page)).to_have_count(0)
    expect(field(page)).to_have_count(0)
    clean_in_both_lights(page)
    assert stored(page) == [0, 0, 0, "", 0]


def test_what_is_over_says_so(phone: Visit, visits: Callable[..., Visit], shop: Stage) -> None:
    """[S21] Withdrawn, answered elsewhere, damaged: words for each, and a way to write all the same."""
    page = phone.open("about:blank")
    gone = invited(shop, "Doch nicht.")
    shop.do(shop.bakery.owner.withdraw(gone.id))
    page.goto(gone.link)
    expect(page.get_by_role("heading", name="Diese Nachricht wurde zurückgenommen.")).to_be_visible()
    clean_in_both_lights(page)
    page.goto("about:blank")
    page.goto(gone.link[:-3])
    expect(page.get_by_role("heading", name="Diesem Link fehlt etwas.")).to_be_visible()

    made = invited(shop, "Nur einmal.")
    first, late = visits(**PHONE).open(made.link), visits(**PHONE).open(made.link)
    reply(late).click()
    reply(first).click()
    arrived(write(first, "Ich war schneller."))
    page.goto("about:blank")
    page.goto(made.link)
    expect(page.get_by_role("heading", name="Diese Nachricht ist schon beantwortet.")).to_be_visible()
    # Who wrote meanwhile is heard all the same, without the words that are another's now.
    arrived(write(late, "Ich auch."))
    expect(words(late, "Nur einmal.")).to_have_count(0)
    page.get_by_role("button", name="Nachricht schreiben").click()
    expect(page.get_by_role("button", name="Nachricht schreiben")).to_be_visible()
    assert "#" not in page.url


def test_withdrawn_from_the_list(desktop: Visit, phone: Visit, shop: Stage) -> None:
    """[S21] The list withdraws, after a question; then the link opens nothing."""
    made = invited(shop, "Bitte abholen.", to="Otto Wiese")
    page = phone.open(made.link)
    expect(words(page, "Bitte abholen.")).to_be_visible()
    desk = open_inbox(desktop, shop, 3)
    go_to(desk, "Einladungen")
    listed = desk.get_by_role("list", name="Einladungen").get_by_role("listitem")
    mine = listed.filter(has_text="Otto Wiese")
    expect(mine).to_contain_text("geöffnet")
    mine.get_by_role("button", name="Zurücknehmen: Otto Wiese").click()
    asked = dialog(desk, "Einladung zurücknehmen?")
    clean(desk)
    asked.get_by_role("button", name="Zurücknehmen").click()
    # The team remembers nothing of it either.
    expect(mine).to_have_count(0)
    expect(listed.first).to_contain_text("zurückgenommen, gelöscht")
    page.reload()
    expect(page.get_by_role("heading", name="Diese Nachricht wurde zurückgenommen.")).to_be_visible()


def test_the_search_finds_open_ones(desktop: Visit, shop: Stage) -> None:
    """[S21] By what the team remembers: to whom, and how the words begin. From there the link is handed over."""
    shop.do(shop.bakery.owner.withdraw(invited(shop, "Mohnkuchen, doch nicht.", to="Otto Wiese").id))
    invited(shop, "Ihr Mohnkuchen ist fertig.", to="Hilde Brandt")
    desk = open_inbox(desktop, shop, 4)
    desk.get_by_role("searchbox", name="Suchen").fill("mohnku")
    found = desk.get_by_role("region", name="Offene Einladungen").get_by_role("listitem")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("Ihr Mohnkuchen ist fertig.")
    expect(desk.get_by_text("1 Treffer", exact=True)).to_be_visible()
    clean(desk)
    found.get_by_role("button").click()
    expect(dialog(desk, "Bereit für Hilde Brandt")).to_be_visible()
    desk.keyboard.press("Escape")
    desk.get_by_role("searchbox", name="Suchen").fill("hilde")
    expect(found).to_have_count(1)


def test_who_writes_already_is_led_to_the_conversation(phone: Visit, shop: Stage) -> None:
    """[S21] A browser that holds a conversation shows the words; the answer goes there, and takes nothing."""
    page = phone.open(shop.bakery.url)
    page.get_by_role("button", name="Nachricht schreiben").click()
    arrived(write(page, "Ich bin schon da."))
    before = newest(shop)
    page.goto("about:blank")
    made = invited(shop, "Kommen Sie\nvorbei!")
    page.goto(made.link)
    expect(words(page, "Kommen Sie vorbei!")).to_be_visible()
    expect(page.get_by_text("Sie schreiben hier schon.")).to_be_visible()
    clean_in_both_lights(page)
    reply(page).click()
    expect(article(page, "Ich bin schon da.")).to_be_visible()
    assert "#" not in page.url
    about = re.compile("^Zu Ihrer Nachricht vom .+: „Kommen Sie vorbei!“\n$")
    expect(field(page)).to_have_value(about)
    expect(field(page)).to_be_focused()
    # Neither a reload nor a second look loses or doubles it.
    page.reload()
    expect(field(page)).to_have_value(about)
    page.goto("about:blank")
    page.goto(made.link)
    reply(page).click()
    expect(field(page)).to_have_value(about)
    page.keyboard.type("Gern, um neun.")
    page.get_by_role("button", name="Senden").click()
    arrived(article(page, "Gern, um neun."))
    assert newest(shop).id == before.id
    assert heard(shop, newest(shop), 2)[1].text.endswith("„Kommen Sie vorbei!“\nGern, um neun.")
    (listed,) = [each for each in shop.do(shop.bakery.owner.invitations()) if each.id == made.id]
    assert listed.state == "open"

    only = invited(shop, "Rechnung 2026-312", reply=False)
    page.goto("about:blank")
    page.goto(only.link)
    expect(words(page, "Rechnung 2026-312")).to_be_visible()
    expect(page.get_by_text("Nur zum Lesen.")).to_be_visible()
    page.get_by_role("button", name="Zur Unterhaltung").click()
    expect(article(page, "Ich bin schon da.")).to_be_visible()


def under_its_day(thread: Locator, text: str) -> None:
    """The words stand under the heading of their day, which stands there once."""
    day = thread.locator("h2.day:visible")
    expect(day).to_have_count(1)
    heading, said = day.bounding_box(), thread.get_by_role("article").filter(has_text=text).bounding_box()
    assert heading is not None
    assert said is not None
    assert heading["y"] + heading["height"] <= said["y"]


@pytest.mark.long
@pytest.mark.parametrize("opening", [firefox, webkit])
def test_other_engines_open_and_answer(
    shop: Stage, tmp_path: Path, opening: Callable[[Path], AbstractContextManager[Window]]
) -> None:
    """[S21] Firefox and WebKit open the link, and answer (ADR 37)."""
    with opening(tmp_path) as page:
        said = f"Fertig für {page.name}"
        page.goto(invited(shop, said).link)
        page.shows(said, "Key matches the link")
        page.press("button", "Reply")
        page.type("Message", f"Danke aus {page.name}")
        page.press("button", "Send")
        page.shows(said, f"Danke aus {page.name}", "delivered")
