"""A program answers, and a person is near: what a customer and the team see of it in browsers (S23)."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import violations
from tests.e2e.customer_page import begin, clean_in_both_lights, write
from tests.e2e.inbox_page import go_to
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage
from tresen.client import HumanWanted, Message, Staff
from tresen.client.team.programs import Right

SENT = re.compile(r"(?<!wird )gesendet|zugestellt|gelesen")
ASKED, ANSWER = "Haben Sie am 24. Dezember offen?", "Ja, von 6 bis 12 Uhr."
DRAFT = "Guten Morgen! Ja, Ihr Stollen liegt bis 12 Uhr bereit."


def program(shop: Stage, *may: Right, name: str = "Öffnungszeiten", ai: bool = False) -> Staff:
    """A program of the team; it is person 9."""

    async def join() -> Staff:
        link = await shop.bakery.owner.invites.create(9, program=name, ai=ai, may=may)
        return await Staff.link(link, keys=shop.bakery.folder / "program.keys", clock=shop.bakery.clock)

    bot = shop.do(join())
    shop.clients.append(bot)
    return bot


def begun(visit: Visit, shop: Stage) -> Page:
    """A customer's page on which something was asked, and stored."""
    page = visit.open(shop.bakery.url)
    begin(page)
    expect(write(page, ASKED)).to_contain_text(SENT)
    return page


def bubble(page: Page, text: str) -> Locator:
    return page.get_by_role("log", name="Unterhaltung").get_by_role("article").filter(has_text=text)


async def next_said(bot: Staff) -> Message:
    async for message in bot.messages():
        return message
    raise AssertionError("the messages ended")


async def listened(bot: Staff) -> asyncio.Task[Message]:
    """What is said next, from now on."""

    async def wish() -> Message:
        async for message in bot.messages():
            if isinstance(message.content, HumanWanted):
                return message
        raise AssertionError("the messages ended")

    return asyncio.create_task(wish())


def answer(shop: Stage, bot: Staff) -> None:
    async def reply() -> None:
        await bot.reply(await next_said(bot), ANSWER)

    shop.do(reply())


def inbox(visit: Visit, shop: Stage) -> Page:
    page = visit.open(shop.inbox_link(1, "owner"))
    rows(page).first.get_by_role("link").click()
    return page


def rows(page: Page) -> Locator:
    return page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem")


def test_a_customer_sees_a_program_and_asks_for_a_person(visits: Callable[..., Visit], shop: Stage) -> None:
    """[S23] The bubble says so, to ears as well; the line before the first one leads to a person."""
    bot = program(shop, "read", "send")
    krause = begun(visits(**PHONE), shop)
    expect(krause.get_by_role("button", name="Mit einem Menschen sprechen")).not_to_be_attached()
    answer(shop, bot)
    expect(bubble(krause, ANSWER)).to_contain_text("Programm · Öffnungszeiten")
    expect(krause.get_by_text("Hier antwortet ein Programm ohne KI, kein Mensch.")).to_be_visible()
    clean_in_both_lights(krause)
    anna = inbox(visits(**DESKTOP), shop)
    expect(bubble(anna, ANSWER)).to_contain_text("Programm · Öffnungszeiten")
    listening = shop.do(listened(bot))
    krause.get_by_role("button", name="Mit einem Menschen sprechen").click()
    expect(krause.get_by_text("Ihr Wunsch ist unterwegs")).to_be_visible()
    expect(bubble(krause, "Ich möchte mit einem Menschen sprechen.")).to_contain_text(SENT)
    expect(rows(anna).first).to_contain_text("möchte einen Menschen")

    async def wanted() -> Message:
        return await listening

    assert isinstance(shop.do(wanted()).content, HumanWanted)
    assert violations(anna) == []
    anna.get_by_role("textbox", name="Nachricht").fill("Anna hier, guten Tag!")
    anna.get_by_role("button", name="Senden", exact=True).click()
    expect(bubble(krause, "Anna hier, guten Tag!")).to_be_visible()
    expect(bubble(krause, "Anna hier, guten Tag!")).not_to_contain_text("Programm")
    expect(rows(anna).first).not_to_contain_text("möchte einen Menschen")
    krause.reload()
    expect(bubble(krause, ANSWER)).to_contain_text("Programm · Öffnungszeiten")
    expect(krause.get_by_role("button", name="Mit einem Menschen sprechen")).to_be_visible()


def test_a_person_takes_changes_or_drops_a_draft(visits: Callable[..., Visit], shop: Stage) -> None:
    """[S23] It stands above the field, goes nowhere by itself, and is gone once a person has answered."""
    bot = program(shop, "read", "draft", name="Bäckerhilfe", ai=True)
    krause = begun(visits(**PHONE), shop)

    asked = shop.do(next_said(bot))
    shop.do(bot.draft(asked, "Erst einmal so: {{betrieb}}, {{kunde}}."))
    anna = inbox(visits(**DESKTOP), shop)
    draft = anna.get_by_role("region", name="Entwurf von Bäckerhilfe")
    expect(draft).to_contain_text("Erst einmal so: Bäckerei Sonnenschein.")
    expect(draft).to_contain_text("Programm mit KI")
    draft.get_by_role("button", name="Verwerfen").click()
    expect(draft).not_to_be_attached()
    assert shop.do(held(bot)) == []
    shop.do(bot.draft(asked, DRAFT))
    expect(draft).to_contain_text(DRAFT)
    assert violations(anna) == []
    draft.get_by_role("button", name="Ins Feld übernehmen").click()
    field = anna.get_by_role("textbox", name="Nachricht")
    expect(field).to_have_value(DRAFT)
    expect(bubble(krause, "Stollen")).not_to_be_attached()
    field.fill(f"{DRAFT} Bis dann, Anna")
    anna.get_by_role("button", name="Senden", exact=True).click()
    expect(bubble(krause, "Bis dann, Anna")).to_be_visible()
    expect(bubble(krause, "Bis dann, Anna")).not_to_contain_text("Programm")
    expect(draft).not_to_be_attached()


async def held(bot: Staff) -> list[str]:
    """What the program's drafts say, in the one conversation that there is."""
    async for row in bot.conversations.list():
        return [each.text for each in await bot.drafts(row)]
    return ["no conversation"]


def test_an_owner_invites_a_program(visits: Callable[..., Visit], shop: Stage) -> None:
    """[S23, S12] Kind, name, AI and rights are chosen in the form, and stand in the record that the browser signs."""
    anna = visits(**DESKTOP).open(shop.inbox_link(1, "owner"))
    go_to(anna, "Team")
    anna.get_by_role("button", name="Jemanden einladen").click()
    sheet = anna.get_by_role("dialog")
    sheet.get_by_role("radio", name="Ein Programm").check()
    sheet.get_by_role("button", name="Link erzeugen").click()
    expect(sheet.get_by_text("Ein Name steht in einer Zeile")).to_be_visible()
    sheet.get_by_role("textbox", name="Name").fill("Öffnungszeiten")
    sheet.get_by_role("radio", name="Nein, nach festen Regeln").check()
    sheet.get_by_role("checkbox", name="Selbst senden").check()
    sheet.get_by_role("checkbox", name="Entwürfe schreiben").uncheck()
    assert violations(anna) == []
    sheet.get_by_role("button", name="Link erzeugen").click()
    link = sheet.locator("p.link").inner_text().strip()
    bot = shop.do(answered(link, shop))
    sheet.get_by_role("button", name="Ja, dieselben Wörter").click()
    expect(anna.get_by_role("listitem").filter(has_text="Öffnungszeiten").first).to_contain_text(
        "Programm ohne KI"
    )
    staff = shop.do(joined(bot))
    shop.clients.append(staff)
    assert staff.team.program is not None
    assert staff.team.program.written() == {"program": "Öffnungszeiten", "ai": False, "may": ["read", "send"]}


async def answered(link: str, shop: Stage) -> asyncio.Task[Staff]:
    """A program that answers the invitation and waits to be confirmed."""

    async def opening() -> Staff:
        return await Staff.link(link, keys=shop.bakery.folder / "invited.keys", clock=shop.bakery.clock)

    return asyncio.create_task(opening())


async def joined(bot: asyncio.Task[Staff]) -> Staff:
    return await bot


def test_the_owner_is_asked_once_what_a_device_of_before_is(
    visits: Callable[..., Visit], shop: Stage
) -> None:
    """[S23] A device that joined without a browser: person or program? Said once, it stands in the chain."""
    shop.colleague(2)
    anna = visits(**DESKTOP).open(shop.inbox_link(1, "owner"))
    go_to(anna, "Team")
    ben = anna.get_by_role("main").get_by_role("listitem").filter(has_text=re.compile(r"\bBen\b"))
    question = ben.first.get_by_role("group", name="ein Mensch oder ein Programm?")
    expect(question).to_be_visible()
    assert violations(anna) == []
    question.get_by_role("button", name="Ein Programm").click()
    sheet = anna.get_by_role("dialog")
    sheet.get_by_role("textbox", name="Name").fill("Bens Helfer")
    sheet.get_by_role("button", name="So sagen").click()
    expect(question).not_to_be_attached()
    expect(ben.first).to_contain_text("Programm mit KI")
    anna.reload()
    expect(ben.first).to_contain_text("Programm mit KI")
    expect(question).not_to_be_attached()
