"""Times and counts that nobody signs, told wrongly to the built inbox: no script fails, and what was said stays readable.

What of each field is believed, tests without a browser ask (web/core/test/liar). Here a person looks at it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.customer_page import clean
from tests.e2e.liar_stand import Stand, in_the_inbox, opened
from tests.e2e.liar_words import DE
from tests.liar.telling import instead
from tests.world.browser import DESKTOP, Visit

Visits = Callable[..., Visit]

FAR = 2**53 - 1
"""The largest number that JSON and MessagePack carry to every client: as a time it has no date."""
IN_THE_LIST = {
    "shapes.RowJson.last_ms": FAR,
    "shapes.RowJson.created_ms": FAR,
    "shapes.RowJson.day_number": FAR,
    "shapes.RowJson.unread": FAR,
    "conversations.ListPage.total": FAR,
    "conversations.ListPage.counts": {"all": FAR, "unread": FAR, "mine": FAR, "closed": FAR},
}


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    with opened(tmp_path_factory.mktemp("stand")) as stand:
        yield stand


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
