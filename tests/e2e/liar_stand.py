"""The bakery behind a server that lies, and what a person sees of the lie on a page, in their language."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.e2e.customer_page import clean, newest
from tests.e2e.liar_words import Words
from tests.liar import lies, making
from tests.liar.lie import Call, Lie
from tests.liar.making import FORGED
from tests.liar.street import Place, Street
from tests.world.bakery import PROFILE, Bakery
from tests.world.browser import Visit
from tests.world.stage import Stage
from tresen.clock import Clock
from tresen.core import records, wire
from tresen.seal.keys import DeviceKeys


@dataclass
class Stand:
    """The street, driven from beside a browser."""

    shop: Stage
    street: Street

    @property
    def url(self) -> str:
        return self.shop.bakery.url

    def place(self, conversation: bytes) -> Place:
        """Where a customer's page is lied to and the owner speaks."""
        return Place(self.street, "customer", conversation, self.shop.bakery.owner)

    def sealed_to_nobody_else(self) -> None:
        """The server opens nothing that was sent during this lie."""
        assert self.street.made_up.opened(self.street.proxy.said) == []

    def sealed_nothing(self) -> None:
        """No page has sent a message or a record of a conversation during this lie."""
        assert [each for each in self.street.proxy.said if self._seals(each)] == []

    def said_nothing(self) -> None:
        """No page has sent a message during this lie, and the server opens nothing that it sealed."""
        said = [each for each in self.street.proxy.said if isinstance(each, wire.Send)]
        assert [each for each in said if self._seals(each)] == []
        self.sealed_to_nobody_else()

    def _seals(self, said: Call | wire.ClientFrame) -> bool:
        if isinstance(said, wire.Send):
            sender: bytes | None = records.decode(said.header, records.Header).device
        elif isinstance(said, Call) and said.path.startswith(("/conversations", "/businesses")):
            sender = said.device
        else:
            return False
        return sender not in self.street.proxy.honest

    @contextlib.contextmanager
    def at(self, place: Place, name: str, words: str = "") -> Iterator[None]:
        """Tells the lie `name` about the next message, and sends that message: `words`, if given."""
        pos = self.shop.do(self.street.last(place.conversation)) + 1
        with self.street.lying(self.shop.do(_made(name, place, pos))):
            for number in range(2 if name in (lies.Reorder.name, lies.Drop.name) else 1):
                self.shop.do(place.speak(words or f"{name} {number}"))
            yield

    @contextlib.contextmanager
    def next_record(self, make: making.Records) -> Iterator[None]:
        """A lie that comes with a new profile."""
        with self.street.lying(make(self.street, self.shop.do(self.street.chain()))):
            self.shop.do(self.shop.bakery.owner.records.publish(PROFILE))
            yield

    @contextlib.contextmanager
    def next_connection(self, lie: Lie) -> Iterator[None]:
        """A lie that comes with the next welcome."""
        with self.street.lying(lie):
            self.shop.do(self.street.proxy.cut())
            yield

    def new_epoch(self, place: Place) -> DeviceKeys:
        """Somebody leaves the team, so the next message has a new epoch. Returns the keys that left."""
        gone = self.shop.do(self.street.rotate())
        self.shop.do(place.speak("Ab hier gilt ein neuer Schlüssel."))
        return gone


async def _made(name: str, place: Place, pos: int) -> Lie:
    return await (making.AT | making.MORE_AT)[name](place, pos)


@contextlib.contextmanager
def opened(folder: Path, clock: Clock | None = None) -> Iterator[Stand]:
    """The bakery behind a server that tells the truth until somebody lies."""
    streets: list[Street] = []

    @contextlib.asynccontextmanager
    async def opening(folder: Path, *, clock: Clock | None) -> AsyncIterator[Bakery]:
        async with Street.open(folder, clock) as street:
            street.confirms = False
            streets.append(street)
            yield street.bakery

    with Stage.open(folder, clock, opening=opening) as shop:
        yield Stand(shop, streets[0])


@dataclass
class Seen:
    """A page with an open conversation, its sentences in its language, and the conversation's place."""

    page: Page
    place: Place
    words: Words

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log", name=self.words.log)

    @property
    def articles(self) -> Locator:
        return self.log.get_by_role("article")

    @property
    def last(self) -> Locator:
        return self.articles.last

    @property
    def field(self) -> Locator:
        return self.page.get_by_role("textbox", name=self.words.message)

    def write(self, text: str) -> Locator:
        """Send by the button; the message."""
        self.field.fill(text)
        self.page.get_by_role("button", name=self.words.send, exact=True).click()
        return self.articles.filter(has_text=text)

    def delivered(self, text: str) -> None:
        """Write it; the other side gets it."""
        expect(self.write(text)).to_contain_text(self.words.delivered)

    def notice(self, words: str) -> Locator:
        """A note above the conversation."""
        return self.page.get_by_role("status").filter(has_text=words)

    def no_forgery(self) -> None:
        """The server's words appear nowhere: not in the log, not in the row of the list, not in the title."""
        expect(self.log.get_by_text(FORGED)).to_have_count(0)
        expect(self.page.locator("[aria-current]").filter(has_text=FORGED)).to_have_count(0)
        assert FORGED not in self.page.title()

    def two_versions(self) -> str:
        """The sentence shown where two versions contradict each other."""
        return self.words.two_versions if self.place.kind == "customer" else self.words.two_versions_team

    def shut(self) -> None:
        """The page is closed, says so plainly, and accepts no message."""
        words, customer = self.words, self.place.kind == "customer"
        title, more = (words.damaged, words.ask) if customer else (words.damaged_team, words.ask_team)
        expect(self.page.get_by_role("heading", name=title, exact=True)).to_be_visible()
        expect(self.page.get_by_text(more, exact=True)).to_be_visible()
        expect(self.field).to_have_count(0)
        expect(self.page.get_by_text(FORGED)).to_have_count(0)

    def open_again(self, stand: Stand, word: str) -> None:
        """The server tells the truth again; loaded anew, the page goes on."""
        self.page.reload()
        stand.shop.do(self.place.speak(word))
        expect(self.articles.filter(has_text=word)).to_be_visible()


def on_the_page(visit: Visit, stand: Stand, words: Words) -> Seen:
    """A customer has asked on the page, and was answered."""
    page = visit.open(stand.url)
    page.get_by_role("button", name=words.begin).click()
    seen = Seen(page, stand.place(b""), words)
    seen.delivered("Haben Sie Schrippen?")
    seen.place = stand.place(newest(stand.shop).id)
    stand.shop.do(seen.place.speak("Ja, ganz frische."))
    expect(seen.articles).to_have_count(2)
    return seen


def in_the_inbox(visit: Visit, stand: Stand, words: Words) -> Seen:
    """Ben's inbox, where the conversation of a customer is open; she is told the truth, and speaks."""
    page = visit.open(stand.shop.inbox_link(2))
    conversations = page.get_by_role("list", name=words.conversations)
    expect(conversations).to_be_attached()
    krause, conversation = stand.shop.do(stand.street.asked())
    stand.street.proxy.honest.add(krause.device)
    stand.shop.clients.append(krause)
    seen = Seen(page, Place(stand.street, "staff", conversation, krause), words)
    rows = conversations.get_by_role("listitem")
    rows.filter(has_text="Ja, ganz frische.").first.click()
    expect(seen.articles).to_have_count(2)
    stand.shop.do(seen.place.speak("Gern auch Brezeln."))
    expect(seen.articles).to_have_count(3)
    return seen


def told_in_the_log(seen: Seen, stand: Stand) -> None:
    """Each lie about a message in turn: its sentence is shown in the message's place, its text nowhere."""
    words = seen.words
    not_shown, two_versions = [words.not_shown], seen.two_versions()
    said: dict[str, list[str]] = {
        lies.Replay.name: [two_versions],
        lies.Pasted.name: not_shown,
        lies.SwappedSlots.name: not_shown,
        lies.OtherSender.name: not_shown,
        lies.AlteredHeader.name: not_shown,
        **dict.fromkeys(making.MORE_AT, not_shown),
        making.VERSION_OF_TOMORROW: [words.unreadable],
        lies.WeakerSuite.name: [words.unreadable],
        lies.AlteredAnswer.name: [words.unreadable],
        lies.StaleEpoch.name: not_shown,
        lies.Erased.name: [words.removed],
        lies.Ended.name: [words.removed],
        lies.Reorder.name: [words.missing, two_versions],
        lies.Drop.name: [words.missing],  # the last one, because it moves all places
    }
    removed = 0
    for name, sentences in said.items():
        if name == lies.StaleEpoch.name:
            stand.new_epoch(seen.place)
            expect(seen.last).to_contain_text("Ab hier gilt ein neuer Schlüssel.")
        before = seen.articles.count()
        with stand.at(seen.place, name):
            for number, sentence in enumerate(sentences):
                if sentence == words.removed:
                    removed += 1
                    expect(seen.log.get_by_text(sentence), name).to_have_count(removed)
                    continue
                expect(seen.articles.nth(before + number), name).to_contain_text(sentence)
            if name == lies.Reorder.name:
                seen.delivered("Streng geheim")
            stand.sealed_to_nobody_else()
        seen.no_forgery()
        expect(seen.articles.filter(has_text="Ja, ganz frische.").first, name).to_be_visible()
    clean(seen.page)
