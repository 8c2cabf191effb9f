"""A server that lies (tests/liar), against the real pages: the words that a person sees. Nothing false is shown or sealed.

The rows are those of the table in protocol/threats.md. Lies that can share a browser do. The journeys take turns at
both sizes, some in German and some in English: what is believed knows neither
(tests/integration/test_liar.py and web/core/test/trust ask each lie without a browser).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.customer_page import clean
from tests.e2e.liar_stand import Seen, Stand, in_the_inbox, on_the_page, opened, told_in_the_log
from tests.e2e.liar_words import DE, EN, Words
from tests.liar import lies, making
from tests.world.browser import DESKTOP, PHONE, Visit, accept
from tests.world.clock import LateClock
from tresen.core import records
from tresen.core.records import Signed

DAY = 86_400

PHONE_DE = pytest.mark.parametrize(("size", "words"), [(PHONE, DE)], ids=["phone-de"])
DESKTOP_EN = pytest.mark.parametrize(("size", "words"), [(DESKTOP, EN)], ids=["desktop-en"])
DESKTOP_DE = pytest.mark.parametrize(("size", "words"), [(DESKTOP, DE)], ids=["desktop-de"])
PHONE_EN = pytest.mark.parametrize(("size", "words"), [(PHONE, EN)], ids=["phone-en"])

NEXT_RECORD: dict[str, making.Records] = {
    lies.SwappedTeamKey.name: making.swapped_team_key,
    lies.GhostStaff.name: making.ghost_staff,
    lies.AlteredProfile.name: making.altered_profile,
    lies.ForkedChain.name: making.forked_chain,
    lies.OtherVersion.name: making.other_version_of_a_record,
}
"""Told with the next public record."""

FIRST_SIGHT: dict[str, making.Records] = {
    lies.OtherBusiness.name: making.other_business,
    lies.SwappedTeamKey.name: making.swapped_team_key,
    lies.GhostStaff.name: making.ghost_staff,
    lies.AlteredProfile.name: making.altered_profile,
    lies.SwappedPicture.name: making.swapped_picture,
}
"""Told to somebody who was never here."""

Size = dict[str, Any]
Visits = Callable[..., Visit]


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    with opened(tmp_path_factory.mktemp("stand")) as stand:
        yield stand


def coming(visits: Visits, size: Size, words: Words) -> Visit:
    """The browser of somebody who reads that language, at that size."""
    return visits(**size | {"locale": words.locale})


def renew_by(chain: list[Signed]) -> float:
    """Until when this state may be shown, in seconds, for Playwright's clock."""
    return records.decode(chain[-1].body, records.PublicRecord).renew_by_ms / 1000


# The customer page.


@PHONE_DE
def test_customer_page_at_the_message(visits: Visits, stand: Stand, size: Size, words: Words) -> None:
    """[S7, S10, S14] Tampering is reported in its place; the customer's messages are sealed to the team alone."""
    told_in_the_log(on_the_page(coming(visits, size, words), stand, words), stand)


@DESKTOP_EN
def test_customer_page_at_the_next_record(visits: Visits, stand: Stand, size: Size, words: Words) -> None:
    """[S3, S4] Given a public record that does not follow, the page closes before believing anything."""
    seen = on_the_page(coming(visits, size, words), stand, words)
    at_the_next_record(seen, stand)


def at_the_next_record(seen: Seen, stand: Stand) -> None:
    for name, make in NEXT_RECORD.items():
        with stand.next_record(make):
            seen.shut()
            stand.sealed_nothing()
        seen.open_again(stand, f"Nach {name}")


@PHONE_DE
def test_customer_page_at_the_next_connection(visits: Visits, stand: Stand, size: Size, words: Words) -> None:
    """[S4, L1, L10] A state older than the page knows closes it; another log is marked where it ends."""
    seen = on_the_page(coming(visits, size, words), stand, words)
    at_the_next_connection(seen, stand, words.cut)


def at_the_next_connection(seen: Seen, stand: Stand, cut: str) -> None:
    """What the log no longer holds is marked; new messages reach the other side alone."""
    last = "Nach dem kurzen Protokoll"
    newest = lies.rev_of(stand.shop.do(stand.street.chain())[-1])
    with stand.next_connection(lies.OlderRecords(newest - 1)):
        seen.shut()
        stand.sealed_nothing()
    seen.open_again(stand, "Nach älteren Angaben")
    pos = stand.shop.do(stand.street.last(seen.place.conversation))
    with stand.next_connection(lies.Withdrawn(seen.place.conversation, pos)):
        seen.shut()
        seen.page.reload()  # also after it was closed
        seen.shut()
        stand.sealed_nothing()
    seen.open_again(stand, last)
    pos = stand.shop.do(stand.street.last(seen.place.conversation))
    with stand.next_connection(lies.RolledBack(seen.place.conversation, pos)):
        expect(seen.log.get_by_text(cut, exact=True)).to_be_visible()
        expect(seen.articles.filter(has_text=last)).to_have_count(0)
        seen.write("Streng geheim")
        stand.sealed_to_nobody_else()


@DESKTOP_EN
def test_customer_page_at_the_conversation_s_records(
    visits: Visits, stand: Stand, size: Size, words: Words
) -> None:
    """[S4, S6] On a device or epoch that does not follow, or on older ones, the page closes and seals to nobody."""
    visit = coming(visits, size, words)
    seen = on_the_page(visit, stand, words)
    with stand.street.lying(stand.shop.do(making.ghost_customer(seen.place))):
        stand.shop.do(seen.place.speak("Kommt ein Geist dazu?"))
        seen.shut()
        stand.sealed_nothing()
    seen.open_again(stand, "Nach dem Geist")
    expect(seen.articles.filter(has_text=words.two_versions)).to_be_visible()
    stand.new_epoch(seen.place)
    expect(seen.last).to_contain_text("Ab hier gilt ein neuer Schlüssel.")
    with stand.street.lying(lies.OlderKeys()):
        stand.shop.do(stand.street.rotate())
        seen.write("Streng geheim")
        seen.shut()
        stand.said_nothing()
    seen.open_again(stand, "Nach alten Schlüsseln")
    expect(seen.articles.filter(has_text="Streng geheim")).to_contain_text(words.delivered)
    seen.page.close()
    gone = stand.new_epoch(seen.place)
    with stand.street.lying(lies.OutsidersEpoch(*stand.shop.do(seen.place.rival_epoch(gone)))):
        seen.page = visit.open(stand.url)
        seen.shut()
        stand.sealed_nothing()
    seen.page.close()
    stand.new_epoch(seen.place)
    with stand.street.lying(lies.ForkedEpoch(*stand.shop.do(seen.place.rival_epoch()))):
        seen.page = visit.open(stand.url)
        expect(seen.last).to_contain_text(words.two_versions)
        seen.write("Auch geheim")
        stand.sealed_to_nobody_else()


@PHONE_DE
def test_customer_page_at_first_sight(visits: Visits, stand: Stand, size: Size, words: Words) -> None:
    """[S3, S4] Whoever scans the sign for the first time reads why writing is impossible; an old state is called old."""
    visit = coming(visits, size, words)
    chain = stand.shop.do(stand.street.chain())
    for name, make in FIRST_SIGHT.items():
        with stand.street.lying(make(stand.street, chain)):
            seen = Seen(visit.open(stand.url), stand.place(b""), words)
            if name == lies.OtherBusiness.name:
                title = seen.page.get_by_role("heading", name=words.mismatch, exact=True)
                expect(title).to_be_visible()
                expect(seen.page.get_by_text(words.ask, exact=True)).to_be_visible()
                seen.no_forgery()
            else:
                seen.shut()
            expect(seen.page.get_by_role("button", name=words.begin)).to_have_count(0)
            assert stand.street.proxy.said == []
            seen.page.close()
    page = visit.context.new_page()
    page.clock.set_fixed_time(renew_by(chain) + 0.5)
    stand.shop.do(stand.shop.bakery.owner.records.publish(dict(stand.shop.bakery.owner.profile)))
    with stand.street.lying(lies.Frozen(chain)):
        page.goto(stand.url)
        expect(page.get_by_role("status").filter(has_text=words.stale)).to_be_visible()
        clean(page)
    page.reload()
    expect(page.get_by_role("button", name=words.begin)).to_be_visible()
    expect(page.get_by_role("status").filter(has_text=words.stale)).to_have_count(0)


# The inbox.


@DESKTOP_DE
def test_inbox_at_the_message(visits: Visits, stand: Stand, size: Size, words: Words) -> None:
    """[S7, S10, S14, L7] Tampering is reported in its place; the team's messages are sealed to the customer alone."""
    told_in_the_log(in_the_inbox(coming(visits, size, words), stand, words), stand)


@PHONE_EN
def test_inbox_at_the_next_record_and_connection(
    visits: Visits, stand: Stand, size: Size, words: Words
) -> None:
    """[S3, S4, L1, L10] A public record that does not follow, or an older state, locks the inbox; another log is marked."""
    seen = in_the_inbox(coming(visits, size, words), stand, words)
    at_the_next_record(seen, stand)
    at_the_next_connection(seen, stand, words.cut_team)


@DESKTOP_DE
def test_inbox_at_the_conversation_s_records(visits: Visits, stand: Stand, size: Size, words: Words) -> None:
    """[S4, S6] A conversation whose records contradict each other says so and sends nothing; the others go on."""
    visit = coming(visits, size, words)
    seen = in_the_inbox(visit, stand, words)
    with stand.street.lying(stand.shop.do(making.ghost_customer(seen.place))):
        stand.shop.do(seen.place.speak("Kommt ein Geist dazu?"))
        expect(seen.notice(words.contradicts)).to_be_visible()
        expect(seen.last).to_contain_text(words.two_versions_team)
        seen.write("Streng geheim")
        expect(seen.last).to_contain_text(words.not_sent)
        clean(seen.page)
        stand.sealed_nothing()
    seen.last.get_by_role("button", name=words.again).click()
    expect(seen.last).to_contain_text(words.delivered)
    expect(seen.notice(words.contradicts)).to_have_count(0)
    stand.new_epoch(seen.place)
    expect(seen.last).to_contain_text("Ab hier gilt ein neuer Schlüssel.")
    with stand.street.lying(lies.OlderKeys()):
        stand.shop.do(stand.street.rotate())
        seen.write("Auch geheim")
        expect(seen.notice(words.contradicts)).to_be_visible()
        stand.said_nothing()
    seen.page.close()
    gone = stand.new_epoch(seen.place)
    with stand.street.lying(lies.OutsidersEpoch(*stand.shop.do(seen.place.rival_epoch(gone)))):
        seen.page = visit.open(seen.page.url)
        expect(seen.notice(words.contradicts)).to_be_visible()
        stand.sealed_nothing()
    seen.page.close()
    stand.new_epoch(seen.place)
    with stand.street.lying(lies.ForkedEpoch(*stand.shop.do(seen.place.rival_epoch()))):
        seen.page = visit.open(seen.page.url)
        # Before the unsent messages.
        expect(seen.articles.nth(-2)).to_contain_text(words.two_versions_team)
        stand.sealed_to_nobody_else()


@PHONE_EN
def test_inbox_at_first_sight_and_after_a_long_time(
    visits: Visits, tmp_path: Path, size: Size, words: Words
) -> None:
    """[S3, S4, S12] A link into another business is reported; an old state is so called until an owner's inbox renews it."""
    clock = LateClock()
    with opened(tmp_path, clock) as stand:
        chain = stand.shop.do(stand.street.chain())
        link = stand.shop.inbox_link(3)
        with stand.street.lying(making.other_business(stand.street, chain)):
            newcomer = coming(visits, size, words).look(link)
            expect(newcomer.get_by_role("heading", name=words.mismatch_team, exact=True)).to_be_visible()
            assert stand.street.proxy.said == []
        newcomer.goto(link)
        accept(newcomer)
        expect(newcomer.get_by_role("list", name=words.conversations)).to_be_attached()
        later = renew_by(chain) + DAY
        newcomer.clock.set_fixed_time(later)
        newcomer.reload()
        old = newcomer.get_by_role("status").filter(has_text=words.stale_team)
        expect(old).to_be_visible()
        clean(newcomer)
        owner = coming(visits, size, words).open(stand.shop.inbox_link(1, "owner"))
        expect(owner.get_by_role("list", name=words.conversations)).to_be_attached()
        clock.later_ms = round(later * 1000) - clock.now_ms()
        owner.clock.set_fixed_time(later)
        owner.reload()
        expect(old).to_have_count(0)
