"""Tells customers who are away of answers by e-mail, once for each absence, after the commit and beside the message path."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import secrets
from collections.abc import Callable
from typing import Any, Final, NamedTuple, Protocol, TypeAlias

import msgspec
from sqlalchemy import Connection

from tresen.core.bounds.limits import Allowance, Bucket, draw, full
from tresen.core.bounds.rates import too_many
from tresen.core.model import Kind
from tresen.core.notifications import mailing
from tresen.core.notifications.mailing import Around, State, Verdict, Waiting
from tresen.core.notifications.mailwords import Links, Occasion, Words, mail_words, plain_name
from tresen.desk.context import Context
from tresen.desk.notifications.notifier import Delivery, Outcome
from tresen.desk.sessions import Watcher
from tresen.errors import Refusal
from tresen.store import mail, noted, profiles
from tresen.store.mail import Kept
from tresen.store.noted import Way
from tresen.store.tx import Tx
from tresen.store.writer import Batch

TOGETHER_SECONDS: Final = 1.0
LOOK_SECONDS: Final = 60
"""Connections that broke off are noticed by then at the latest."""
BY_HAND_MS: Final = 60_000
"""Who asks for a mail sends it at once; if the server stops meanwhile, it is due then."""
FORGET_SECONDS: Final = 60 * 60
AT_ONCE: Final = 4
PATIENCE_SECONDS: Final = 8.0
TOKEN_BYTES: Final = 16
CONFIRM: Final = "confirm"
STOP: Final = "stop"
PATH: Final = "/mail/"
MOST_BUCKETS: Final = 20_000
_MESSAGE: Final = int(Kind.MESSAGE)
Change: TypeAlias = Callable[[Waiting], Waiting]


class Letter(NamedTuple):
    """A mail to send: `name` is the business's, `stamp` names the mail, `stop` is the address that ends the mails."""

    to: str
    name: str
    words: Words
    stop: str
    stamp: bytes
    at_ms: int


class Post(Protocol):
    """Brings mails to the mail server of whoever runs this server. `Outcome.GONE`: there is no such address."""

    async def send(self, letter: Letter) -> Delivery:
        """Hand over one mail."""


class _Happened(NamedTuple):
    """What the loop learns, in order: the team said something at `seq`, or a device came or left."""

    business: int
    seq: int | None = None
    device: int = 0
    here: bool = False
    goodbye: bool = False


class Allowed:
    """Who has asked for how much. In memory, under a hash whose salt is as old as the process."""

    def __init__(self) -> None:
        self._salt = secrets.token_bytes(16)
        self._buckets: dict[bytes, Bucket] = {}

    def spend(self, now_ms: int, *each: tuple[str, Allowance]) -> None:
        """Count one for all of these. Raises `too_many`, and counts none, if one of them has no more."""
        drawn = {}
        for name, allowance in each:
            key = hashlib.blake2b(name.encode(), key=self._salt, digest_size=12).digest()
            bucket, wait = draw(
                self._buckets.get(key, full(allowance, now_ms / 1000)), allowance, now_ms / 1000
            )
            if wait:
                raise too_many("one mail", wait)
            drawn[key] = bucket
        for key, bucket in drawn.items():
            self._buckets.pop(key, None)
            self._buckets[key] = bucket
        while len(self._buckets) > MOST_BUCKETS:
            del self._buckets[next(iter(self._buckets))]


class Mailer(Watcher):
    """Notes after each commit what the team said to customers who are told by mail, and tells those that are away."""

    def __init__(self, house: Context, post: Post | None, report: Callable[[Exception], None]) -> None:
        self._house, self.post, self._report = house, post, report
        self.allowed = Allowed()
        self._businesses: set[int] = set()
        self._happened: list[_Happened] = []
        self._begun = False
        self._from_ms = 0
        self._wake = asyncio.Event()
        self._by_hand: set[asyncio.Task[Outcome]] = set()

    # Called on the event loop, and as cheap as can be where nobody is told by mail

    def absorb(self, batch: Batch) -> None:
        """Note the messages of a commit, if any customer of their business is told by mail."""
        if not self._businesses:
            return
        for event in batch.events:
            if event.kind == _MESSAGE and event.business_id in self._businesses:
                self._happened.append(_Happened(event.business_id, event.seq))
                self._wake.set()

    def came(self, business: int, device: int) -> None:
        """A device connected."""
        if business in self._businesses:
            self._happened.append(_Happened(business, device=device, here=True))

    def left(self, business: int, device: int, *, goodbye: bool) -> None:
        """A connection ended, with a goodbye or without."""
        if business in self._businesses:
            self._happened.append(_Happened(business, device=device, goodbye=goodbye))
            self._wake.set()

    def watch(self, business: int) -> None:
        """A customer of that business is told by mail."""
        self._businesses.add(business)

    # The loop

    async def run(self) -> None:
        """Run until cancelled. A failure is reported; what was due is tried again."""
        if self.post is None:
            await self._only_forget()
        while True:
            try:
                if not self._begun:
                    await self.begin()
                await self.step()
            except Exception as error:  # noqa: BLE001 - if this loop ended, nobody would ever be told again
                if isinstance(error, Refusal) and error.code == "shutting_down":
                    return
                self._report(error)
            await self._rest()

    async def _only_forget(self) -> None:
        """Mail is set up no more: what was given before and not confirmed is forgotten all the same.

        What is said meanwhile is told to nobody, also once mail is set up again.
        """
        while True:
            try:
                await self._forget_over(self._house.clock.now_ms())
                if await self._house.read(lambda connection: noted.is_read(connection, Way.MAIL)):
                    await self._house.write(lambda tx: noted.forget(tx, Way.MAIL))
            except Exception as error:  # noqa: BLE001 - as in `run`
                self._report(error)
            await asyncio.sleep(FORGET_SECONDS)

    async def begin(self) -> None:
        """Take up what the process before left: whom to watch for, and what was said that it did not note.

        Who was connected to it comes back first.
        """
        now = self._house.clock.now_ms()
        for business in await self._house.read(mail.businesses_told):
            self.watch(business)
        watched = list(self._businesses)

        def read(connection: Connection) -> tuple[dict[int, int], list[tuple[int, int]]]:
            behind = noted.behind(connection, watched, Way.MAIL)
            return behind, [
                each for key, head in behind.items() for each in mail.missed(connection, key, head)
            ]

        behind, said = await self._house.read(read)
        await self._apply([(conversation, _said(pos, now)) for conversation, pos in said], behind)
        if watched:
            self._from_ms = now + mailing.SOON_MS
        self._begun = True

    async def _rest(self) -> None:
        now = self._house.clock.now_ms()
        due = await self._house.read(lambda connection: mail.next_due(connection, now))
        next_ms = min(each for each in (due, self._from_ms, now + LOOK_SECONDS * 1000) if each and each > now)
        wait = (next_ms - now) / 1000
        try:
            await asyncio.wait_for(self._wake.wait(), max(0.05, wait))
        except TimeoutError:
            return
        await asyncio.sleep(TOGETHER_SECONDS)

    async def step(self) -> None:
        """Note what happened, forget what is over, then tell everybody for whom it is time."""
        self._wake.clear()
        now = self._house.clock.now_ms()
        await self._note(now)
        await self._forget_over(now)
        due = await self._house.read(lambda connection: mail.due(connection, now))
        if now < self._from_ms:
            due = [each for each in due if each.kept.state == State.ASKED]
        for at in range(0, len(due), AT_ONCE):
            await asyncio.gather(*map(self._tell, due[at : at + AT_ONCE]))

    async def _note(self, now: int) -> None:
        """Write down in one transaction what happened, and how far the logs were read for it."""
        happened, self._happened = self._happened, []
        read = {each.business: each.seq for each in happened if each.seq is not None}
        if not happened:
            return
        try:
            changes = await self._house.read(lambda connection: _changes(connection, happened, now))
            await self._apply(changes, read)
        except Exception:
            self._happened[:0] = happened
            raise

    async def _apply(self, changes: list[tuple[int, Change]], read: dict[int, int]) -> None:
        if not changes and not read:
            return

        def job(tx: Tx) -> None:
            for conversation, change in changes:
                kept = mail.find(tx, conversation)
                if kept is not None and kept.state == State.CONFIRMED:
                    _set(tx, kept, change(waiting_of(kept)))
            for business, seq in read.items():
                noted.note(tx, business, Way.MAIL, seq)

        await self._house.write(job)

    async def _forget_over(self, now: int) -> None:
        asked, old = await self._house.read(
            lambda connection: mail.over(connection, now, now - mailing.CONFIRM_MS)
        )
        if asked or old:
            await self._house.write(lambda tx: mail.forget_over(tx, asked))
        if asked:
            await overwritten(self._house)

    async def _tell(self, due: mail.Due) -> None:
        kept = due.kept
        if kept.state == State.ASKED:
            await self.send(kept.conversation, Occasion.CONFIRM)
            return
        here = any(device in self._house.sessions for device in due.devices)
        around = Around(due.read, here, due.pushed, due.blocked, due.signalled)
        found = mailing.verdict(waiting_of(kept), around)
        if found is Verdict.NONE:
            await self._apply([(kept.conversation, mailing.answered)], {})
        elif found is Verdict.SIGNALLED:
            now = self._house.clock.now_ms()
            await self._apply([(kept.conversation, lambda waiting: mailing.signalled(waiting, now))], {})
        elif found is Verdict.SEND:
            await self.send(kept.conversation, Occasion.ANSWER)

    async def send(self, conversation: int, occasion: Occasion) -> Outcome:
        """Send a mail about that conversation now, and write down what became of it.

        First it is written down that it is under way, by a name that stays: what a crash leaves is sent again under the same
        name, so that mail programs show it once, and no more often than `TRIES` in all.
        """
        letter = await self._letter(conversation, occasion)
        if letter is None or self.post is None:
            return Outcome.GONE
        came = await self.post.send(letter)
        await self._sent(conversation, occasion, letter, came.outcome)
        return came.outcome

    async def send_now(self, conversation: int, occasion: Occasion) -> Outcome:
        """As `send`, for somebody who looks on: a mail server that takes its time is `LATER`, and goes on meanwhile."""
        work = asyncio.get_running_loop().create_task(self.send(conversation, occasion))
        self._by_hand.add(work)
        work.add_done_callback(self._by_hand.discard)
        done, _ = await asyncio.wait({work}, timeout=PATIENCE_SECONDS)
        return work.result() if done else Outcome.LATER

    async def close(self) -> None:
        """Wait for nothing that is under way: it is due again after the next start, under the same name."""
        work = list(self._by_hand)
        for each in work:
            each.cancel()
        await asyncio.gather(*work, return_exceptions=True)

    async def _letter(self, conversation: int, occasion: Occasion) -> Letter | None:
        stop, confirm = secrets.token_urlsafe(TOKEN_BYTES), secrets.token_urlsafe(TOKEN_BYTES)
        made = secrets.token_bytes(TOKEN_BYTES)
        wanted = State.ASKED if occasion is Occasion.CONFIRM else State.CONFIRMED

        def job(tx: Tx) -> tuple[Kept, int, str, bytes] | None:
            kept = mail.find(tx, conversation)
            if kept is None or kept.state != wanted or not kept.mailbox:
                return None
            mail.add_link(tx, hash_of(stop), conversation, STOP, tx.now_ms + mailing.STOP_MS)
            if occasion is Occasion.CONFIRM:
                mail.add_link(tx, hash_of(confirm), conversation, CONFIRM, kept.since_ms + mailing.CONFIRM_MS)
            stamp = kept.stamp or made
            if occasion is not Occasion.TRIAL:
                wait = mailing.again_ms(kept.tries + 1) or mailing.LONGEST_MS
                mail.change(tx, conversation, stamp=stamp, tries=kept.tries + 1, due_ms=tx.now_ms + wait)
            return (kept, *mail.business_of(tx, conversation), made if occasion is Occasion.TRIAL else stamp)

        found = await self._house.write(job)
        if found is None:
            return None
        kept, business, handle, stamp = found
        name = await self._house.read(lambda connection: name_of(connection, business))
        at = self._house.public_url
        links = Links(f"{at}/{handle}", f"{at}{PATH}{stop}", f"{at}{PATH}{confirm}")
        words = mail_words(occasion, kept.language, name, links)
        return Letter(kept.mailbox, name, words, links.stop, stamp, self._house.clock.now_ms())

    async def _sent(self, conversation: int, occasion: Occasion, letter: Letter, outcome: Outcome) -> None:
        def job(tx: Tx) -> bool:
            kept = mail.find(tx, conversation)
            # Meanwhile it may have been taken back, or another address given.
            if kept is None or kept.mailbox != letter.to:
                return False
            if outcome is Outcome.GONE:
                end(tx, conversation, State.REFUSED)
                return True
            if occasion is Occasion.TRIAL:
                return False
            if outcome is Outcome.TAKEN or mailing.again_ms(kept.tries) is None:
                _set(tx, kept, mailing.told(waiting_of(kept)))
            return False

        if await self._house.write(job):
            await overwritten(self._house)


async def overwritten(house: Context) -> None:
    """An address was emptied: the write-ahead log forgets it too, at once or, if somebody reads it, within the hour."""
    with contextlib.suppress(Refusal):
        await house.forget()


def end(tx: Tx, conversation: int, state: State) -> None:
    """No more mails, and why: the customer's page says it. The address goes."""
    tx.empty_mailbox(conversation)
    mail.change(tx, conversation, state=state.value, since_ms=tx.now_ms, due_ms=None, told=False, stamp=None)


def waiting_of(kept: Kept) -> Waiting:
    """What the customer waits for, as stored."""
    return Waiting(kept.pos, kept.due_ms, kept.told, kept.tries)


def hash_of(token: str) -> bytes:
    """What is stored of a link's random word."""
    return hashlib.sha256(token.encode()).digest()


def _set(tx: Tx, kept: Kept, waiting: Waiting) -> None:
    if waiting != waiting_of(kept):
        # The next mail is another one: under the old name a mail program would take it for the same.
        name = {"stamp": None} if waiting.due_ms is None else {}
        mail.change(tx, kept.conversation, **waiting._asdict(), **name)


def _said(pos: int, now: int) -> Change:
    return lambda waiting: mailing.spoken(waiting, pos, now)


def _changes(connection: Connection, happened: list[_Happened], now: int) -> list[tuple[int, Change]]:
    found: list[tuple[int, Change]] = []
    for each in happened:
        if each.seq is not None:
            said = mail.spoken_at(connection, each.business, each.seq)
            if said is not None:
                found.append((said[0], _said(said[1], now)))
            continue
        conversation = mail.told_by_mail(connection, each.device)
        if conversation is not None:
            found.append((conversation, mailing.came if each.here else _left(each.goodbye)))
    return found


def _left(goodbye: bool) -> Change:
    return lambda waiting: mailing.left(waiting, goodbye=goodbye)


def name_of(connection: Connection, business: int) -> str:
    """The published name of a business, as it may stand in a header."""
    contents = profiles.newest_contents(connection, business)
    fields: Any = None if contents is None else msgspec.msgpack.decode(contents.text)
    name = fields.get("name") if isinstance(fields, dict) else None
    return plain_name(name if isinstance(name, str) else "")
