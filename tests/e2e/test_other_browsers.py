"""The two main journeys in Firefox and in WebKitGTK, Safari's engine (ADR 37). All other browser tests use Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.world.stage import Stage
from tests.world.webdriver import Page, firefox, webkit
from tresen.client import Message

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One bakery for both browsers."""
    with Stage.open(tmp_path_factory.mktemp("bakery")) as opened:
        yield opened


@pytest.mark.parametrize("opening", [firefox, webkit])
def test_a_customer_and_a_colleague(
    stage: Stage, tmp_path: Path, opening: Callable[[Path], AbstractContextManager[Page]]
) -> None:
    """First message, answer, reload; then the same browser becomes a colleague's device, reads and answers."""
    with opening(tmp_path) as page:
        hello = f"Guten Morgen aus {page.name}!"
        writes_and_reads(stage, page, hello)
        links_and_answers(stage, page, f"Haben Sie Roggenbrot? ({page.name})")


def writes_and_reads(stage: Stage, page: Page, hello: str) -> None:
    """A customer begins, is answered, reloads, and goes on."""
    page.goto(stage.bakery.url)
    page.press("button", "Write a message")
    page.type("Message", hello)
    page.press("button", "Send")
    came = stage.do(received(stage, hello))
    page.shows(hello, "delivered")
    stage.do(stage.bakery.owner.reply(came, f"Antwort auf {hello}"))
    page.shows(f"Antwort auf {hello}")
    page.reload()
    page.shows(hello, f"Antwort auf {hello}")
    page.type("Message", f"Danke! {hello}")
    page.press("button", "Send")
    stage.do(received(stage, f"Danke! {hello}"))


def links_and_answers(stage: Stage, page: Page, question: str) -> None:
    """A new device of Ben: it is confirmed, reads what was said before it, and answers."""
    customer = stage.customer(page.name, question)
    page.goto(stage.inbox_link(2))
    page.press("button", "Accept")
    page.press("row", question)
    page.type("Message", f"Ja: {question}")
    page.press("button", "Send")

    async def answered() -> Message:
        async for message in customer.messages():
            if message.text == f"Ja: {question}":
                return message
        raise AssertionError("the customer's client ended")

    assert stage.do(answered()).text == f"Ja: {question}"
    page.reload()
    page.shows(f"Ja: {question}")


async def received(stage: Stage, text: str) -> Message:
    """The customer's message, as the owner reads it."""
    async for message in stage.bakery.owner.messages():
        if message.text == text:
            return message
    raise AssertionError("the owner's client ended")
