"""One of the team: the inbox, conversations, cards and the back room (S12, L8)."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Self

from tresen.client.connection.http import b64, unb64, unevent
from tresen.client.connection.keyfile import KeyFile, Waiting
from tresen.client.conversation.log import ConversationLog
from tresen.client.conversation.message import Conversation, Marks, Message, Sent, TeamDevice
from tresen.client.documents.cards import CardKeeper, Which, as_listed, id_of
from tresen.client.erasing.orders import Orders
from tresen.client.erasing.outcome import Kept
from tresen.client.errors import BrokenConversation, Stopped, WrongKeys
from tresen.client.opening import Listing, Opening
from tresen.client.team.joining import answer_invite, until_confirmed, words_of
from tresen.client.team.publishing import Made, make, on_top
from tresen.client.trust.keyring import BackRoomKeys, Keyring, Keys
from tresen.client.trust.teamkeys import TeamKeys
from tresen.clock import Clock
from tresen.core import records, wire
from tresen.core.model import Kind, Party
from tresen.core.records import Device, Revoke, Signed
from tresen.core.wire import Event
from tresen.errors import Refusal
from tresen.seal import links

ROWS = 100
_GONE = ("erased", "erasure")


class Staff(CardKeeper):
    """A device of the team."""

    party = Party.TEAM
    kind = "staff"

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._team: TeamKeys | None = None
        self._seq: int | None = None
        self._names: dict[int, str] = {}
        self._arrivals: list[asyncio.Queue[Message]] = []
        self._arriving: set[bytes] = set()
        self._work: set[asyncio.Task[None]] = set()
        self._orders = Orders(self._http, self._keyring_of)

    @classmethod
    def link(
        cls,
        inbox_url: str,
        *,
        keys: Path | str,
        clock: Clock | None = None,
        deliver: bool = True,
        tls: ssl.SSLContext | None = None,
        words: Callable[[tuple[str, str, str, str]], None] | None = None,
    ) -> Opening[Self]:
        """Join the team by a one-time inbox link, or resume with the same `keys`.

        Returns when an owner's device has confirmed. `words` is called with the four words that both screens show, once
        the inviting device is there.

        Raises:
            Untrusted: the business is not the one the link names, its records do not verify, or somebody interfered
                with the four words.
            WrongKeys: `keys` belongs to somebody else.
            OSError: the server cannot be reached.
            Refusal: `unknown_invite`, `invite_used`, `invite_expired`.
            Refused: `malformed` link.
        """

        async def opening() -> Self:
            link = links.read_invite_link(inbox_url)
            file = KeyFile(keys)
            if file.fact("joined") is None:
                try:
                    await answer_invite(link, file, tls)
                except BaseException:
                    file.close()
                    raise
            revealed = None if words is None else words_of(link, file, words)
            return await cls._from_file(file, clock, deliver, tls, revealed)

        return Opening(opening())

    @classmethod
    def open(
        cls,
        *,
        keys: Path | str,
        clock: Clock | None = None,
        deliver: bool = True,
        tls: ssl.SSLContext | None = None,
        public_url: str | None = None,
    ) -> Opening[Self]:
        """Resume with keys that are linked. `public_url` says where the installation is now, when it moved.

        Raises:
            WrongKeys: they are not, or belong to a customer.
            Untrusted, OSError, Stopped: as `link`.
        """

        async def opening() -> Self:
            file = KeyFile(keys)
            if public_url is not None and file.fact("public_url") is not None:
                file.learn(public_url=public_url.encode())
            return await cls._from_file(file, clock, deliver, tls)

        return Opening(opening())

    @classmethod
    async def _from_file(
        cls,
        file: KeyFile,
        clock: Clock | None,
        deliver: bool,
        tls: ssl.SSLContext | None,
        revealed: Callable[[bytes], None] | None = None,
    ) -> Self:
        facts = [file.fact(name) for name in ("public_url", "handle", "fingerprint")]
        if None in facts or file.fact("kind") != b"staff":
            file.close()
            raise WrongKeys(f"{file.path} was not linked to a team yet")
        public_url, handle, fingerprint = (fact or b"" for fact in facts)
        staff = cls(
            file, public_url.decode(), handle.decode(), fingerprint, clock=clock, deliver=deliver, tls=tls
        )
        try:
            await staff._load_public()
            if file.fact("joined") is None:
                await until_confirmed(staff._http, file, revealed)
                await staff._load_public()
            staff._team = TeamKeys(staff._device, staff._records)
            staff._session.start()
            await staff._session.until_online()
        except BaseException:
            await staff.close()
            raise
        return staff

    async def close(self) -> None:
        """As `Participant.close`."""
        for task in self._work:
            task.cancel()
        await asyncio.gather(*self._work, return_exceptions=True)
        await super().close()

    @property
    def person(self) -> int:
        """This person's number."""
        listed = self._listed()
        if listed is None:
            raise Stopped("revoked")
        return listed.person

    @property
    def role(self) -> str:
        """`owner`, `member` or `auditor`."""
        listed = self._listed()
        if listed is None:
            raise Stopped("revoked")
        return listed.role

    @property
    def people(self) -> dict[int, str]:
        """The team's names by person number, as last read from the back room."""
        return dict(self._names)

    async def devices(self) -> list[TeamDevice]:
        """The team's devices and the recovery sheet, as they joined; for all but owners: this person's."""
        listed = await self._asked(lambda: self._http.get("/team/devices"))
        days = {unb64(each["id"]): each["seen_day"] for each in listed["devices"]}
        await self._catch_up_records()
        chain = self._records.chain
        return [
            TeamDevice(each.id, each.person, each.role, None if day is None else date.fromisoformat(day))
            for id_, day in days.items()
            if (each := chain.active(id_)) is not None
        ]

    async def sign_out(self, device: bytes) -> None:
        """[S5] Sign out another device of this person, at once. The next owner's device that is there begins a new team key.

        Raises:
            Refusal: `bad_record`: it is none of this person's, or signed out already; `stale_record`.
        """

        def making() -> Made:
            return make(self._device, self._records.chain, None, [Revoke(device, None)], self._clock.now_ms())

        await self._publish_made(making)

    def conversations(self, which: str | None = None) -> Listing[Conversation]:
        """The team's list, unread first, then the newest: `await` it for all, or `async for` page by page.

        `which` is a filter of the inbox: `all` (not closed), `unread`, `mine` or `closed`. None: open, then closed.
        """
        return Listing(self._rows(*([which] if which else ["all", "closed"])))

    async def conversation(self, which: Which) -> Conversation:
        """One row of the list, as it is now."""
        row = await self._asked(lambda: self._http.get(f"/conversations/{b64(id_of(which))}"))
        return self._row(row)

    async def messages(self, conversation: Which) -> AsyncIterator[Message]:
        """Every message of a conversation from the first, then live, until the client is closed (Stopped)."""
        async for message in self._follow(id_of(conversation)):
            yield message

    async def history(self, conversation: Which) -> list[Message]:
        """All messages there are now."""
        return list((await self._asked(lambda: self._talk(id_of(conversation)))).messages)

    async def arrivals(self) -> AsyncIterator[Message]:
        """What customers said: first what the team has not read yet, then live, in all conversations."""
        arrived: asyncio.Queue[Message] = asyncio.Queue()
        self._arrivals.append(arrived)
        given: set[tuple[bytes, int]] = set()
        try:
            async for row in self._rows("unread"):
                try:
                    unread = await self._unread(row.id)
                except BrokenConversation:
                    continue
                for message in unread:
                    given.add((row.id, message.pos))
                    yield message
            while True:
                await self._bell.until(lambda: not arrived.empty())
                message = arrived.get_nowait()
                if (message.conversation, message.pos) not in given:
                    given.add((message.conversation, message.pos))
                    yield message
        finally:
            self._arrivals.remove(arrived)

    async def send(self, conversation: Which, text: str) -> Sent:
        """Answer. Returns when it is durable on the server; as `Customer.send` otherwise."""
        payload = {"kind": "text", "text": text, "by": self._names.get(self.person, "")}
        return await self._durable(self._waiting(id_of(conversation), payload))

    async def mark_read(self, message: Message | Sent, conversation: Which | None = None) -> None:
        """Everything up to this message was seen by the team; a `Sent` needs its conversation. Durable on return."""
        await self._mark(id_of(conversation or message), message.pos, message.pos)

    async def mark_delivered(self, message: Message | Sent, conversation: Which | None = None) -> None:
        """Everything up to this message reached the team; needed with `deliver=False` only. Durable on return."""
        await self._mark(id_of(conversation or message), message.pos, 0)

    async def until_delivered(self, conversation: Which, sent: Sent | Message) -> Marks:
        """Wait until the customer received it."""
        return await self._until(id_of(conversation), lambda marks: marks.delivered >= sent.pos)

    async def until_read(self, conversation: Which, sent: Sent | Message) -> Marks:
        """Wait until the customer read it."""
        return await self._until(id_of(conversation), lambda marks: marks.read >= sent.pos)

    async def assign(self, conversation: Which, person: int | None) -> None:
        """Give the conversation to somebody of the team, or to nobody. Durable on return."""
        await self._act(conversation, "assign", person)

    async def close_conversation(self, conversation: Which) -> None:
        """Close it; the customer's next message opens it again. Durable on return."""
        await self._act(conversation, "close")

    async def reopen(self, conversation: Which) -> None:
        """Open it again. Durable on return."""
        await self._act(conversation, "reopen")

    async def block(self, conversation: Which, on: bool) -> None:
        """Take no more messages from this customer, or take them again. Durable on return."""
        await self._act(conversation, "block", on)

    async def answer_automatically(self, conversation: Which, on: bool) -> None:
        """Send this customer greeting and away message, as is usual, or none. Durable on return."""
        await self._act(conversation, "auto", on)

    async def keep(self, conversation: Which, message: Message | Sent, class_: str) -> None:
        """Say how long a message is kept: `letter`, `voucher`, or `chat` for no longer than the customer wants (L9).

        Durable on return. Taken back to `chat`, what was asked to be erased meanwhile is erased.

        Raises:
            Refusal: `not_found` when there is no such message, `conversation_erased`, `bad_frame` for another class.
        """
        await self._act(conversation, "class", (class_, message.pos))

    async def kept(self, conversation: Which) -> list[Kept]:
        """What erasing the conversation would leave, or left, and until when (L9)."""
        return await self._kept(id_of(conversation))

    async def write_people(self, names: dict[int, str]) -> None:
        """Write the team's names, by person number. Durable on return."""
        payload = {"kind": "people", "names": {str(person): name for person, name in names.items()}}
        await self._document(records.document_id("people"), payload)
        self._names = dict(names)

    def typing(self, conversation: Which, on: bool) -> None:
        """Show or hide "is typing"; nothing happens while offline."""
        self._session.send(wire.Typing(id_of(conversation), on))

    # What the session calls.

    def cursor(self) -> tuple[bytes | None, int | None, int | None]:
        """From where this client has read."""
        return self._generation, self._seq, self._records.rev

    async def on_welcome(self, welcome: wire.Welcome) -> None:
        """Read records, team keys and names; conversations are read when somebody asks for them."""
        await super().on_welcome(welcome)
        await self._read_team_keys()
        await self._read_names()
        if self._seq is None:
            self._seq = welcome.head

    async def on_frame(self, frame: Any) -> None:
        """As `Participant.on_frame`; another head to resume from."""
        await super().on_frame(frame)
        if isinstance(frame, wire.Behind):
            self._seq = frame.head

    async def on_ready(self) -> None:
        """What arrived while nobody was connected is delivered now."""
        await super().on_ready()
        if self._deliver and self._reads:
            self._background(self._deliver_unread())

    async def _event(self, event: Event) -> None:
        await super()._event(event)
        self._seq = event.seq or self._seq
        if event.kind != Kind.MESSAGE or event.conversation is None:
            return
        if event.conversation == records.back_room_id(self._records.chain.business):
            self._take_document(event)
        elif self._deliver and self._reads and (event.device or b"") not in self._records.chain.devices:
            self._background(self._arrive(event.conversation))

    def on_broken(self, conversation: bytes, broken: BrokenConversation) -> None:
        """Put the conversation aside until this client is opened again, and go on with the others.

        Raises:
            BrokenConversation: for the back room, which all of them need.
        """
        if conversation == records.back_room_id(self._records.chain.business):
            raise broken
        self._aside.setdefault(conversation, broken)
        self._talks.pop(conversation, None)
        self._bell.ring()

    # Keys and documents.

    def _listed(self) -> Device | None:
        return self._records.chain.active(self._device.id)

    @property
    def _team_keys(self) -> TeamKeys:
        if self._team is None:
            raise Stopped("closed")
        return self._team

    async def _take_records(self, signed: list[Signed]) -> None:
        await super()._take_records(signed)
        await self._read_team_keys()

    async def _publish_made(self, making: Callable[[], Made]) -> None:
        """Publish what `making` makes on top of the records as they are. Raises as `on_top`."""

        async def attempt() -> None:
            made = making()
            await self._asked(lambda: self._http.post("/records", made.json()))
            await self._take_records(made.records)

        await on_top(attempt, self._catch_up_records)

    async def _read_team_keys(self) -> None:
        if self._team_keys.get(self._records.team.n) is None and self._listed() is not None:
            with contextlib.suppress(Refusal):  # an auditor has none
                answer = await self._http.get("/team/keys")
                self._team_keys.take({each["n"]: unb64(each["wrap"]) for each in answer["wraps"]})

    async def _read_names(self) -> None:
        answer = await self._http.get("/back-room")
        for document in answer["documents"]:
            self._take_document(unevent(document))

    def _take_document(self, event: Event) -> None:
        """Names are needed to sign with; other documents are not kept."""
        message = self._document_in(event)
        if message is not None and message.kind == "people" and message.trouble is None:
            names = message.payload.get("names")
            if isinstance(names, dict):
                self._names = {
                    int(number): str(name) for number, name in names.items() if str(number).isdecimal()
                }

    def _keys_for(self, conversation: bytes) -> Keys:
        business = self._records.chain.business
        if conversation == records.back_room_id(business):
            return BackRoomKeys(self._records, self._team_keys, self._orders.stands)
        return Keyring(self._file, self._records, self._team_keys, business, conversation)

    async def _keyring_of(self, conversation: bytes) -> Keyring:
        business = self._records.chain.business
        keys = Keyring(self._file, self._records, self._team_keys, business, conversation)
        await self._catch_up_records()
        await self._read_keys(keys)
        return keys

    async def _learn_orders(self, talk: ConversationLog, events: Iterable[Event]) -> None:
        """The commands that tombstones of the back room name (L7)."""
        if not talk.keyring.recorded:
            await self._orders.learn(events)

    async def _act(
        self, conversation: Which, action: str, argument: int | bool | tuple[str, int] | None = None
    ) -> None:
        waiting = Waiting(id_of(conversation), self._clock.now_ms(), action=action, argument=argument)
        await self._durable(waiting)

    # The list.

    async def _rows(self, *filters: str) -> AsyncIterator[Conversation]:
        seen: set[bytes] = set()
        for which in filters:
            start, total = 0, 1
            while start < total:
                query = {"filter": which, "from": start, "limit": ROWS}
                page = await self._asked(partial(self._http.get, "/conversations", query))
                for row in map(self._row, page["rows"]):
                    if row.id not in seen:
                        seen.add(row.id)
                        yield row
                start, total = start + ROWS, page["total"]

    def _row(self, row: dict[str, Any]) -> Conversation:
        card = self._document_in(unevent(row["card"])) if row["card"] else None
        return as_listed(row, card, self._aside)

    def _document_in(self, event: Event) -> Message | None:
        """One back-room event opened outside its log: signature and membership are verified, its place is not."""
        talk = ConversationLog(BackRoomKeys(self._records, self._team_keys), self.party, self._render)
        return talk.take_alone(event)

    # Arrivals.

    @property
    def _reads(self) -> bool:
        """This device has the newest team key."""
        return self._team_keys.get(self._records.team.n) is not None

    def _background(self, work: Coroutine[Any, Any, None]) -> None:
        async def run() -> None:
            try:
                await work
            except (Stopped, Refusal, BrokenConversation):
                return  # the session ended, the conversation is gone, or was put aside
            except Exception as error:  # noqa: BLE001 - whoever waits gets it, instead of waiting forever
                self._bell.break_(error)

        task = asyncio.get_running_loop().create_task(run())
        self._work.add(task)
        task.add_done_callback(self._work.discard)

    async def _deliver_unread(self) -> None:
        async for row in self._rows("unread"):
            with contextlib.suppress(BrokenConversation):
                await self._arrive(row.id)

    async def _arrive(self, conversation: bytes) -> None:
        """Read the conversation, which marks it delivered, and hand its news to who waits for arrivals."""
        if conversation in self._arriving:
            return
        self._arriving.add(conversation)
        try:
            for message in await self._unread(conversation):
                for queue in self._arrivals:
                    queue.put_nowait(message)
            self._bell.ring()
        finally:
            self._arriving.discard(conversation)

    async def _unread(self, conversation: bytes) -> list[Message]:
        talk = await self._asked(lambda: self._talk(conversation))
        self._arrived(talk)
        read = talk.marks[Party.TEAM].read
        return [
            each for each in talk.messages if each.pos > read and not each.ours and each.kind not in _GONE
        ]
