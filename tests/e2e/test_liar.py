"""A server that lies (tests/liar), against the real pages: the words that a person sees; nothing false is shown or sealed.

The rows are those of the table in protocol/threats.md. Lies that can share a browser do.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.customer_page import arrived, begin, clean, field, log, newest, write
from tests.e2e.shop import Shop
from tests.e2e.visit import DESKTOP, Visit
from tests.integration.bakery import PROFILE, Bakery
from tests.liar import lies, making
from tests.liar.lie import Lie
from tests.liar.making import FORGED
from tests.liar.street import Place, Street
from tresen.clock import Clock
from tresen.core import records
from tresen.seal.keys import DeviceKeys

NOT_SHOWN = "trägt eine falsche Unterschrift und wird deshalb nicht gezeigt"
UNREADABLE = "lässt sich hier nicht anzeigen"
MISSING = "Vor dieser Nachricht fehlt etwas"
TWO_VERSIONS = "Hier passen zwei Fassungen nicht zusammen"
REMOVED = "Der Server hat eine Nachricht entfernt, ohne dass jemand es angeordnet hat."
CUT = "Der Server steht wieder auf einem früheren Stand"
DAY_MS = 86_400_000

IN_THE_LOG: dict[str, list[str]] = {
    lies.Replay.name: [TWO_VERSIONS],
    lies.Pasted.name: [NOT_SHOWN],
    lies.SwappedSlots.name: [NOT_SHOWN],
    lies.OtherSender.name: [NOT_SHOWN],
    lies.AlteredHeader.name: [NOT_SHOWN],
    lies.WeakerSuite.name: [UNREADABLE],
    lies.AlteredAnswer.name: [UNREADABLE],
    lies.StaleEpoch.name: [NOT_SHOWN],
    lies.Erased.name: [REMOVED],
    lies.Reorder.name: [MISSING, TWO_VERSIONS],
    lies.Drop.name: [MISSING],
}
"""What stands in place of the message that is lied about, and of the next; the last one moves all places."""

NEXT_RECORD: dict[str, making.Records] = {
    lies.SwappedTeamKey.name: making.swapped_team_key,
    lies.GhostStaff.name: making.ghost_staff,
    lies.AlteredProfile.name: making.altered_profile,
    lies.ForkedChain.name: making.forked_chain,
}
"""Told with the next public record."""

FIRST_SIGHT: dict[str, making.Records] = {
    lies.OtherBusiness.name: making.other_business,
    lies.SwappedTeamKey.name: making.swapped_team_key,
    lies.GhostStaff.name: making.ghost_staff,
    lies.AlteredProfile.name: making.altered_profile,
}
"""Told to somebody who was never here."""


@dataclass
class Stand:
    """The street, from beside a browser."""

    shop: Shop
    street: Street

    @property
    def url(self) -> str:
        return self.shop.bakery.url

    def place(self, conversation: bytes) -> Place:
        """Where a customer's page is lied to and the owner speaks."""
        return Place(self.street, "customer", conversation, self.shop.bakery.owner)

    def sealed_to_nobody_else(self) -> None:
        """Of all that was said during this lie the server opens nothing."""
        assert self.street.made_up.opened(self.street.proxy.said) == []

    @contextlib.contextmanager
    def at(self, place: Place, name: str, words: str = "") -> Iterator[None]:
        """The lie `name` about what is said next, and that is said: `words`, if it matters."""
        pos = self.shop.do(self.street.last(place.conversation)) + 1
        with self.street.lying(self.shop.do(_made(name, place, pos))):
            for number in range(2 if name in (lies.Reorder.name, lies.Drop.name) else 1):
                self.shop.do(place.speak(words or f"{name} {number}"))
            yield

    @contextlib.contextmanager
    def next_record(self, make: making.Records) -> Iterator[None]:
        """A lie that comes with a new profile."""
        with self.street.lying(make(self.street, self.shop.do(self.street.chain()))):
            self.shop.do(self.shop.bakery.owner.publish(PROFILE))
            yield

    @contextlib.contextmanager
    def next_connection(self, lie: Lie) -> Iterator[None]:
        """A lie that comes with the next welcome."""
        with self.street.lying(lie):
            self.shop.do(self.street.proxy.cut())
            yield

    def new_epoch(self, place: Place) -> DeviceKeys:
        """Somebody left the team, and what is said next is sealed anew. The keys that left."""
        gone = self.shop.do(self.street.rotate())
        self.shop.do(place.speak("Ab hier gilt ein neuer Schlüssel."))
        return gone


async def _made(name: str, place: Place, pos: int) -> Lie:
    return await making.AT[name](place, pos)


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Stand]:
    """The bakery behind a server that tells the truth until somebody lies."""
    streets: list[Street] = []

    @contextlib.asynccontextmanager
    async def opening(folder: Path, *, clock: Clock | None) -> AsyncIterator[Bakery]:
        async with Street.open(folder) as street:
            street.confirms = False
            streets.append(street)
            yield street.bakery

    with Shop.open(folder, opening=opening) as shop:
        yield Stand(shop, streets[0])


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    with opened(tmp_path_factory.mktemp("stand")) as stand:
        yield stand


def talking(visit: Visit, stand: Stand) -> tuple[Page, Place]:
    """A customer has asked on the page, and was answered."""
    page = visit.open(stand.url)
    begin(page)
    arrived(write(page, "Haben Sie Schrippen?"))
    place = stand.place(newest(stand.shop).id)
    stand.shop.do(place.speak("Ja, ganz frische."))
    expect(articles(page)).to_have_count(2)
    return page, place


def articles(page: Page) -> Locator:
    return log(page).get_by_role("article")


def told_in_the_log(page: Page, stand: Stand, place: Place) -> None:
    """Each lie about a message in turn: its words stand where it would have stood, and its text nowhere."""
    for name, words in IN_THE_LOG.items():
        if name == lies.StaleEpoch.name:
            stand.new_epoch(place)
            expect(articles(page).last).to_contain_text("Ab hier gilt ein neuer Schlüssel.")
        before = articles(page).count()
        with stand.at(place, name):
            for number, said in enumerate(words):
                gone = log(page).get_by_text(said)
                there = gone if name == lies.Erased.name else articles(page).nth(before + number)
                expect(there, name).to_contain_text(said)
            if name == lies.Reorder.name:
                write(page, "Streng geheim")
                expect(articles(page).last).to_contain_text("zugestellt")
            stand.sealed_to_nobody_else()
        expect(log(page).get_by_text(FORGED)).to_have_count(0)
    clean(page)


def test_customer_page_at_the_message(phone: Visit, stand: Stand) -> None:
    """[S7, S10, S14] What was tampered with is said in its place; what the customer says is sealed to the team alone."""
    page, place = talking(phone, stand)
    told_in_the_log(page, stand, place)


def shut(page: Page) -> None:
    """The page is closed, says so plainly and takes no message."""
    expect(page.get_by_role("heading", name="Der Ausweis dieses Betriebs ist beschädigt.")).to_be_visible()
    expect(page.get_by_text("Bitte schreiben Sie nichts und fragen Sie am Tresen.")).to_be_visible()
    expect(field(page)).to_have_count(0)


def open_again(page: Page, stand: Stand, place: Place, word: str) -> None:
    """The server tells the truth again, and the page is loaded anew: it goes on."""
    page.reload()
    stand.shop.do(place.speak(word))
    expect(articles(page).filter(has_text=word)).to_be_visible()


def test_customer_page_at_the_next_record(phone: Visit, stand: Stand) -> None:
    """[S3, S4] A public record that does not follow from what the page knows: it closes before anything is believed."""
    page, place = talking(phone, stand)
    for name, make in NEXT_RECORD.items():
        with stand.next_record(make):
            shut(page)
            stand.sealed_to_nobody_else()
        expect(page.get_by_text(FORGED)).to_have_count(0)
        open_again(page, stand, place, f"Nach {name}")


def test_customer_page_at_the_next_connection(phone: Visit, stand: Stand) -> None:
    """[S4, L1, L10] An older state than the page knows closes it; another log is marked where it ends."""
    page, place = talking(phone, stand)
    revs = len(stand.shop.do(stand.street.chain()))
    with stand.next_connection(lies.OlderRecords(revs - 1)):
        shut(page)
    open_again(page, stand, place, "Nach älteren Angaben")
    pos = stand.shop.do(stand.street.last(place.conversation))
    with stand.next_connection(lies.Withdrawn(place.conversation, pos)):
        shut(page)
    open_again(page, stand, place, "Nach dem kurzen Protokoll")
    pos = stand.shop.do(stand.street.last(place.conversation))
    with stand.next_connection(lies.RolledBack(place.conversation, pos)):
        expect(log(page).get_by_text(CUT)).to_be_visible()
        expect(page.get_by_text("Nach dem kurzen Protokoll")).to_have_count(0)
        write(page, "Streng geheim")
        stand.sealed_to_nobody_else()


def test_customer_page_at_the_conversation_s_records(phone: Visit, stand: Stand) -> None:
    """[S4, S6] A device or an epoch that does not follow, or older ones again: the page closes and seals to none."""
    page, place = talking(phone, stand)
    with stand.street.lying(stand.shop.do(making.ghost_customer(place))):
        stand.shop.do(place.speak("Kommt ein Geist dazu?"))
        shut(page)
    open_again(page, stand, place, "Nach dem Geist")
    expect(articles(page).filter(has_text=TWO_VERSIONS)).to_be_visible()
    stand.new_epoch(place)
    expect(articles(page).last).to_contain_text("Ab hier gilt ein neuer Schlüssel.")
    with stand.street.lying(lies.OlderKeys()):
        stand.shop.do(stand.street.rotate())
        write(page, "Streng geheim")
        shut(page)
        stand.sealed_to_nobody_else()
    open_again(page, stand, place, "Nach alten Schlüsseln")
    arrived(articles(page).filter(has_text="Streng geheim"))
    page.close()
    gone = stand.new_epoch(place)
    with stand.street.lying(lies.OutsidersEpoch(*stand.shop.do(place.rival_epoch(gone)))):
        page = phone.open(stand.url)
        shut(page)
        stand.sealed_to_nobody_else()
    page.close()
    stand.new_epoch(place)
    with stand.street.lying(lies.ForkedEpoch(*stand.shop.do(place.rival_epoch()))):
        page = phone.open(stand.url)
        expect(articles(page).last).to_contain_text(TWO_VERSIONS)
        write(page, "Auch geheim")
        stand.sealed_to_nobody_else()


def test_customer_page_at_first_sight(phone: Visit, stand: Stand) -> None:
    """[S3, S4] Who scans the sign for the first time sees why nobody is written to here; an old state is called old."""
    chain = stand.shop.do(stand.street.chain())
    for name, make in FIRST_SIGHT.items():
        with stand.street.lying(make(stand.street, chain)):
            page = phone.open(stand.url)
            if name == lies.OtherBusiness.name:
                told = "Dieser Schlüssel passt nicht zum Schild."
                expect(page.get_by_role("heading", name=told)).to_be_visible()
            else:
                shut(page)
            expect(page.get_by_role("button", name="Nachricht schreiben")).to_have_count(0)
            assert stand.street.proxy.said == []
            page.close()
    page = phone.context.new_page()
    until = records.decode(chain[-1].body, records.PublicRecord).renew_by_ms
    page.clock.set_fixed_time(until + DAY_MS)
    with stand.street.lying(lies.Frozen()):
        page.goto(stand.url)
        told = "Der Betrieb hat seine Angaben lange nicht bestätigt. Sie sehen vielleicht einen alten Stand."
        expect(page.get_by_role("status").filter(has_text=told)).to_be_visible()
        clean(page)


# The inbox.


def inbox(visit: Visit, stand: Stand) -> tuple[Page, Place]:
    """Ben's inbox, where the conversation of a customer is open; she is told the truth, and speaks."""
    page = visit.open(stand.shop.inbox_link(2))
    conversations = page.get_by_role("list", name="Unterhaltungen")
    expect(conversations).to_be_attached()
    krause, conversation = stand.shop.do(stand.street.asked())
    stand.street.proxy.honest.add(krause.device)
    stand.shop.clients.append(krause)
    place = Place(stand.street, "staff", conversation, krause)
    rows = conversations.get_by_role("listitem")
    rows.filter(has_text="Ja, ganz frische.").first.click()
    expect(articles(page)).to_have_count(2)
    stand.shop.do(place.speak("Gern auch Brezeln."))
    expect(articles(page)).to_have_count(3)
    return page, place


def locked(page: Page) -> None:
    """The inbox is closed and says so plainly."""
    expect(page.get_by_role("heading", name="Die Schlüsselkette lässt sich nicht prüfen")).to_be_visible()
    expect(page.get_by_text("Schreib nichts und frag, wer den Server betreut.")).to_be_visible()
    expect(field(page)).to_have_count(0)


CONTRADICTS = "Angaben, die einander widersprechen. Hier wird nichts abgeschickt"


def test_inbox_at_the_message(desktop: Visit, stand: Stand) -> None:
    """[S7, S10, S14, L7] What was tampered with is said in its place; what the team says is sealed to the customer alone."""
    page, place = inbox(desktop, stand)
    told_in_the_log(page, stand, place)


def test_inbox_at_the_next_record_and_connection(desktop: Visit, stand: Stand) -> None:
    """[S3, S4, L1, L10] A public record that does not follow, or an older state, locks the inbox; another log is marked."""
    page, place = inbox(desktop, stand)
    for name, make in NEXT_RECORD.items():
        with stand.next_record(make):
            locked(page)
            stand.sealed_to_nobody_else()
        expect(page.get_by_text(FORGED)).to_have_count(0)
        open_again(page, stand, place, f"Nach {name}")
    revs = len(stand.shop.do(stand.street.chain()))
    with stand.next_connection(lies.OlderRecords(revs - 1)):
        locked(page)
    open_again(page, stand, place, "Nach älteren Angaben")
    pos = stand.shop.do(stand.street.last(place.conversation))
    with stand.next_connection(lies.Withdrawn(place.conversation, pos)):
        locked(page)
    open_again(page, stand, place, "Nach dem kurzen Protokoll")
    pos = stand.shop.do(stand.street.last(place.conversation))
    with stand.next_connection(lies.RolledBack(place.conversation, pos)):
        expect(log(page).get_by_text(CUT)).to_be_visible()
        write(page, "Streng geheim")
        stand.sealed_to_nobody_else()


def test_inbox_at_the_conversation_s_records(desktop: Visit, stand: Stand) -> None:
    """[S4, S6] One conversation's records contradict each other: it says so and sends nothing; the others go on."""
    page, place = inbox(desktop, stand)
    warned = page.get_by_role("status").filter(has_text=CONTRADICTS)
    with stand.street.lying(stand.shop.do(making.ghost_customer(place))):
        stand.shop.do(place.speak("Kommt ein Geist dazu?"))
        expect(warned).to_be_visible()
        expect(articles(page).last).to_contain_text(TWO_VERSIONS)
        write(page, "Streng geheim")
        expect(articles(page).last).to_contain_text("nicht gesendet")
        clean(page)
        stand.sealed_to_nobody_else()
    articles(page).last.get_by_role("button", name="Erneut senden").click()
    expect(articles(page).last).to_contain_text("zugestellt")
    expect(warned).to_have_count(0)
    stand.new_epoch(place)
    expect(articles(page).last).to_contain_text("Ab hier gilt ein neuer Schlüssel.")
    with stand.street.lying(lies.OlderKeys()):
        stand.shop.do(stand.street.rotate())
        write(page, "Auch geheim")
        expect(warned).to_be_visible()
        stand.sealed_to_nobody_else()
    page.close()
    gone = stand.new_epoch(place)
    with stand.street.lying(lies.OutsidersEpoch(*stand.shop.do(place.rival_epoch(gone)))):
        page = desktop.open(page.url)
        expect(page.get_by_role("status").filter(has_text=CONTRADICTS)).to_be_visible()
        stand.sealed_to_nobody_else()
    page.close()
    stand.new_epoch(place)
    with stand.street.lying(lies.ForkedEpoch(*stand.shop.do(place.rival_epoch()))):
        page = desktop.open(page.url)
        # Before what waits unsent.
        expect(articles(page).nth(-2)).to_contain_text(TWO_VERSIONS)
        stand.sealed_to_nobody_else()


def test_inbox_at_first_sight_and_after_a_long_time(visits: Callable[..., Visit], stand: Stand) -> None:
    """[S3, S4, S12] A link into another business is told; an old state is called old, until an owner's inbox renews it."""
    chain = stand.shop.do(stand.street.chain())
    link = stand.shop.inbox_link(3)
    with stand.street.lying(making.other_business(stand.street, chain)):
        newcomer = visits(**DESKTOP).open(link)
        expect(newcomer.get_by_role("heading", name="Die Schlüssel passen nicht zusammen")).to_be_visible()
    newcomer.reload()
    expect(newcomer.get_by_role("list", name="Unterhaltungen")).to_be_attached()
    later = records.decode(chain[-1].body, records.PublicRecord).renew_by_ms + DAY_MS
    newcomer.clock.set_fixed_time(later)
    newcomer.reload()
    old = newcomer.get_by_role("status").filter(has_text="Eure Angaben wurden lange nicht erneuert.")
    expect(old).to_be_visible()
    clean(newcomer)
    owner = visits(**DESKTOP).open(stand.shop.inbox_link(1, "owner"))
    expect(owner.get_by_role("list", name="Unterhaltungen")).to_be_attached()
    owner.clock.set_fixed_time(later)
    owner.reload()
    expect(old).to_have_count(0)
