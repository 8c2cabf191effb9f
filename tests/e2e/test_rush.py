"""A rush of new conversations, seen from a customer's phone: the browser solves its puzzle, the page stays usable."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.customer_page import arrived, begin, field, write
from tests.integration.test_rush import rush_now
from tests.world.browser import Visit
from tests.world.stage import Stage


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage.open(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


async def hurry(shop: Stage) -> None:
    """Runs in the server's own loop, which has the counts."""
    rush_now(shop.bakery.app.house)


def test_the_first_message_arrives_and_the_page_goes_on(phone: Visit, shop: Stage) -> None:
    """[W10] On a phone's processor (4 times slower) one goes on typing; how long it pauses puzzle.test.ts measures."""
    page = phone.context.new_page()
    posts: list[int] = []
    page.on(
        "response",
        lambda answer: posts.append(answer.status) if answer.url.endswith("/conversations") else None,
    )
    page.goto(shop.bakery.url)
    begin(page)
    shop.do(hurry(shop))
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    message = write(page, "Ist noch Kuchen da?")
    field(page).press_sequentially("Und Brot?")
    arrived(message)
    assert field(page).input_value() == "Und Brot?"
    assert posts == [428, 201]
