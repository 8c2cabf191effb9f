"""Times and counts that nobody signs, told wrongly to the built pages: no script fails, and what was said stays readable.

What of each field is believed, tests without a browser ask (web/core/test/liar). Here a person looks at it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.customer_page import clean
from tests.e2e.liar_stand import Stand, in_the_inbox, on_the_page, opened
from tests.e2e.liar_words import DE
from tests.liar.telling import instead
from tests.world.browser import DESKTOP, PHONE, Visit

Visits = Callable[..., Visit]

FAR = 2**53 - 1
"""The largest number that JSON and MessagePack carry to every client: as a time it has no date."""
IN_THE_LIST = {
    "shapes.RowJson.last_ms": FAR,
    "shapes.RowJson.created_ms": FAR,
    "shapes.RowJson.day_number": FAR,
    "shapes.RowJson.unread": FAR,
    "shapes.RowJson.asked_ms": FAR,
    "shapes.RowJson.answered_ms": FAR,
    "conversations.ListPage.total": FAR,
    "conversations.ListPage.counts": {"waiting": FAR, "all": FAR, "unread": FAR, "mine": FAR, "closed": FAR},
}


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    with opened(tmp_path_factory.mktemp("stand")) as stand:
        yield stand


def test_customer_page_shows_a_time_without_a_date(visits: Visits, stand: Stand) -> None:
    """[S15, L10] A stored time that no calendar has harms no page; the next connection finds another event there."""
    seen = on_the_page(visits(**PHONE | {"locale": DE.locale}), stand, DE)
    with stand.street.lying(instead("Stored.at_ms", FAR)):
        expect(seen.write("Auch Brezeln?")).to_be_visible()
        expect(seen.articles).to_have_count(3)
        expect(seen.articles.first).to_contain_text("Haben Sie Schrippen?")
        clean(seen.page)
    seen.page.reload()
    expect(seen.page.get_by_text("Der Ausweis dieses Betriebs ist beschädigt.")).to_be_visible()
    clean(seen.page)


def test_inbox_shows_a_list_that_cannot_be(visits: Visits, stand: Stand) -> None:
    """[S15] Whatever the list says of times and counts, its rows and the open conversation stay readable."""
    seen = in_the_inbox(visits(**DESKTOP | {"locale": DE.locale}), stand, DE)
    rows = seen.page.get_by_role("list", name=DE.conversations).get_by_role("listitem")
    for name, value in IN_THE_LIST.items():
        with stand.street.lying(instead(name, value)):
            seen.page.reload()
            expect(rows.filter(has_text="Gern auch Brezeln."), name).to_have_count(1)
            expect(seen.last, name).to_contain_text("Gern auch Brezeln.")
            clean(seen.page)
    with stand.street.lying(instead("team.SeenDeviceJson.seen_day", "gestern")):
        seen.page.goto(f"{stand.shop.bakery.app.settings.public_url}/inbox#/team")
        expect(seen.page.get_by_role("heading", name="Team", exact=True)).to_be_visible()
        clean(seen.page)
