"""A device of the team: the inbox, conversations, cards and the team itself (S12, L8)."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Literal, Self

from tresen.client.connection.background import Background
from tresen.client.connection.keyfile import KeyFile
from tresen.client.connection.notifying import KEEP, Notifications, Quiet, notify
from tresen.client.content import Invited
from tresen.client.conversation.client import Client
from tresen.client.conversation.logs import Scope
from tresen.client.conversation.message import Message, Sent
from tresen.client.conversation.participant import Language, Options, Participant, Visit
from tresen.client.conversation.row import Which, id_of
from tresen.client.documents.cards import Cards
from tresen.client.documents.labelling import Labels
from tresen.client.documents.quickreplies import QuickReplies
from tresen.client.documents.room import BackRoom
from tresen.client.documents.ways import Ways
from tresen.client.erasing.orders import Orders
from tresen.client.errors import WrongKeys
from tresen.client.ids import Id
from tresen.client.opening import Opening
from tresen.client.team.chat import StaffChat
from tresen.client.team.conversations import Conversations
from tresen.client.team.drafts import Drafts
from tresen.client.team.figures import Figuring, Statistics
from tresen.client.team.formerchats import FormerChats
from tresen.client.team.inbox import Inbox
from tresen.client.team.invitations import Invitations, InvitationState, TeamInvitation, invitation_id
from tresen.client.team.invites import Invites
from tresen.client.team.joining import answer_invite, until_confirmed, words_of
from tresen.client.team.makekeys import make_keys
from tresen.client.team.notes import Notes
from tresen.client.team.people import Person, StaffRole, Team
from tresen.client.team.publisher import Publisher
from tresen.client.team.schedule import Schedule
from tresen.client.team.side import TeamSide
from tresen.client.trust.business import Address
from tresen.client.trust.keyring import BackRoomKeys, Keys
from tresen.client.trust.keyrings import Keyrings
from tresen.client.trust.teamkeys import TeamKeys
from tresen.clock import Clock
from tresen.core.model import Party, Role
from tresen.core.programs import May
from tresen.core.sizes import DEVICE_NAME_CHARACTERS
from tresen.errors import Refusal
from tresen.seal import links


class Staff(Client):
    """One of the team.

    `conversations`: the list, and what the team does in each conversation. `cards`: what the team knows of customers.
    `labels`: what it sorts conversations by, and saved filters.
    `quick_replies`: texts that the team sends often. `ways`: named links to the customer page.
    `notes`: what it writes about a conversation for itself.
    `former_chats`: what was said with a customer elsewhere, brought in by the team.
    `drafts`: what programs propose to answer.
    `scheduled`: what is to be sent later. `chat`: what it says to itself. `calls`: who rings. `team`: its people.
    `invites`: adding devices, for an owner also people.
    """

    conversations: Conversations
    cards: Cards
    labels: Labels
    quick_replies: QuickReplies
    ways: Ways
    notes: Notes
    former_chats: FormerChats
    drafts: Drafts
    scheduled: Schedule
    chat: StaffChat
    team: Team
    invites: Invites

    def __init__(self, visit: Visit) -> None:
        """Use `link` or `open`."""
        http, business, device = visit.http, visit.business, visit.device
        team_keys = TeamKeys(device, business.records)
        business.after_news(lambda: team_keys.read(http))
        keyrings = Keyrings(visit.file, http, business, team_keys)
        orders = Orders(http, keyrings.read, visit.business.days)

        def keys_of(conversation: bytes) -> Keys:
            if conversation == business.back_room:
                return BackRoomKeys(business.records, team_keys, orders.stands)
            return keyrings.empty(conversation)

        scope = Scope(Party.TEAM, keyrings, keys_of, lambda each: each == business.back_room, orders)
        parts = self._parts = Participant(visit, scope)
        self._background = Background(parts.bell)
        self._publisher = Publisher(device, http, parts.connector, business, team_keys, parts.clock)
        room = BackRoom(device, http, business, team_keys, parts.outbox, parts.clock)
        parts.sealer.documents = room
        self.cards = Cards(http, parts.connector, room)
        self.labels = Labels(parts.connector, room, self.cards, visit.options.language)
        self.quick_replies = QuickReplies(parts, room)
        self.ways = Ways(parts, room)
        self._inbox = Inbox(parts, team_keys, room, self._background, self._is_mine)
        self._figuring = Figuring(http, parts.connector, self.quick_replies, parts.clock)
        self._side = TeamSide(http, business, team_keys, room, self._inbox)
        self._inbound = parts.inbound(self._side)
        self.team = Team(device.id, http, parts.connector, business, room, self._publisher)
        self.notes = Notes(parts.connector, room, self.team)
        self.former_chats = FormerChats(parts, room, self.team)
        self._invitations = Invitations(parts, room, self.team, self.cards)
        self._inbox.on_answered = self._answered
        self.drafts = Drafts(parts.connector, room, self.team)
        self.scheduled = Schedule(parts.connector, room, self.team, parts.clock)
        self.chat = StaffChat(parts, self.team)
        self.invites = Invites(
            parts.file,
            parts.http,
            parts.connector,
            parts.business,
            self._publisher,
            parts.clock,
            self._side.tell,
        )
        self.calls = parts.calls
        self.conversations = Conversations(parts, self._inbox, self.team)

    @classmethod
    def link(
        cls,
        inbox_url: str,
        *,
        keys: Path | str,
        clock: Clock | None = None,
        deliver: bool = True,
        tls: ssl.SSLContext | None = None,
        language: Language = "de",
        words: Callable[[tuple[str, str, str, str]], None] | None = None,
    ) -> Opening[Self]:
        """Join the team by a one-time inbox link, or resume with the same `keys`.

        Returns when an owner's device has confirmed. `words` is called with the four words that both screens show, once
        the inviting device is there. The other options are those of `Customer.start`.

        Raises:
            Untrusted: the business is not the one the link names, its records do not verify, or somebody interfered
                with the four words.
            WrongKeys, KeysInUse: `keys` belongs to somebody else, or a program has it open.
            Unreachable: the server cannot be reached.
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
                    file.abandon()
                    raise
            revealed = None if words is None else words_of(link, file, words)
            return await cls._from_file(file, Options.of(clock, deliver, tls, language), revealed)

        return Opening(opening())

    @classmethod
    def open(
        cls,
        *,
        keys: Path | str,
        clock: Clock | None = None,
        deliver: bool = True,
        tls: ssl.SSLContext | None = None,
        language: Language = "de",
        public_url: str | None = None,
    ) -> Opening[Self]:
        """Resume with keys that are linked. `public_url` says where the installation is now, when it moved.

        Raises:
            NoKeys: there is no such file; none is made.
            WrongKeys, KeysInUse: they are not, or belong to a customer; or a program has the file open.
            Untrusted, Unreachable, Stopped: as `link`.
        """

        async def opening() -> Self:
            file = KeyFile(keys, make=False)
            if public_url is not None and file.fact("public_url") is not None:
                file.learn(public_url=public_url.encode())
            return await cls._from_file(file, Options.of(clock, deliver, tls, language))

        return Opening(opening())

    @classmethod
    async def _from_file(
        cls, file: KeyFile, options: Options, revealed: Callable[[bytes], None] | None = None
    ) -> Self:
        facts = [file.fact(name) for name in ("public_url", "handle", "fingerprint")]
        if None in facts or file.fact("kind") != b"staff":
            file.close()
            raise WrongKeys(f"{file.path} was not linked to a team")
        public_url, handle, fingerprint = (fact or b"" for fact in facts)
        visit = Visit(file, Address(public_url.decode(), handle.decode(), fingerprint), options)
        try:
            await visit.business.load()
            if file.fact("joined") is None:
                await _joined(visit, revealed)
                await visit.business.load()
        except BaseException:
            await visit.close()
            raise
        staff = cls(visit)
        try:
            staff._parts.connector.start(staff._inbound, staff._parts.outbox)
            await staff._parts.connector.until_online()
        except BaseException:
            await staff.close()
            raise
        return staff

    async def close(self) -> None:
        """As `Client.close`."""
        await self._background.close()
        await super().close()

    async def invite(
        self,
        text: str,
        files: Iterable[Path | str] = (),
        *,
        digits: bool = False,
        reply: bool = True,
        days: int = 14,
        to: str = "",
        card: Which | None = None,
    ) -> TeamInvitation:
        """Write to somebody who has not written yet: the result has the `link` that goes to them. The server sends it to
        nobody, and sees neither the words nor the link. Durable on return (S21).

        `files`: up to four, as `send_file` sends them. `digits`: the link alone opens nothing; six digits, in the result,
        are told by another way. `reply=False`: it is not to be answered. `days`: so long it lies, 30 at most. `to`: who it
        is for, for the team alone; the name of the card of the conversation that answers. `card`: the conversation of a
        customer who is known already, whom the new one is linked with.

        Raises:
            WrongInput, Refused: nothing but blanks and no file, too many, too long; `too_large`.
            Refusal: `invitations_full`: as many were made today, or are open, as may be; `business_full`, `storage_full`;
                `forbidden` for an auditor.
            NotCleaned, FileFailed, Unreachable: as `send_file`.
        """
        return await self._invitations.make(
            text, files, digits=digits, reply=reply, days=days, to=to, card=card
        )

    async def invitations(self) -> list[TeamInvitation]:
        """All invitations of the business and what became of each, the newest first; ended ones for 30 days.

        Raises Refusal `forbidden` for an auditor.
        """
        return await self._invitations.all()

    async def read_invitation(self, invitation: TeamInvitation | bytes) -> Invited:
        """What an open invitation says, for the team; it does not count as opened.

        Raises:
            Missing: the team does not remember its link.
            Refused: what the server gave is not what a device of the team wrote.
            Refusal: `invitation_over`, `invitation_unknown`, `forbidden`.
        """
        return await self._invitations.read(invitation_id(invitation))

    async def withdraw(self, invitation: TeamInvitation | bytes) -> InvitationState:
        """Withdraw an invitation, whoever of the team made it; nothing of it is left on the server. What it is now.

        One that was answered, or is over, stays what it is. Raises Refusal `invitation_unknown`, `forbidden`.
        """
        return await self._invitations.withdraw(invitation_id(invitation))

    async def note(
        self,
        conversation: Which,
        text: str,
        *,
        mention: int | Iterable[int] = (),
        handover: int | None = None,
    ) -> Id:
        """Write a note on a conversation, for the team alone; see `Notes.write`."""
        return await self.notes.write(conversation, text, mention=mention, handover=handover)

    async def draft(self, conversation: Which, text: str) -> Id:
        """Propose an answer, for a person to take, change or drop; see `Drafts.write`."""
        return await self.drafts.write(conversation, text)

    async def schedule(self, conversation: Which, text: str, *, at: datetime | int) -> Id:
        """Have a text sent later, by the first inbox that is there; see `Schedule.add`."""
        return await self.scheduled.add(conversation, text, at=at)

    async def statistics(
        self, start: date, end: date, *, by: Literal["day", "week", "month"] = "day"
    ) -> Statistics:
        """Figures of the whole team from `start` to `end`, both included, by `day`, `week` or `month`.

        Never about one person. Raises Refusal `bad_request` for days that cannot be asked for.
        """
        return await self._figuring.statistics(start, end, by, auditor=self.role == "auditor")

    @property
    def person(self) -> int:
        """This person's number. Raises Stopped when the device was taken out of the team."""
        return self.team.me.person

    @property
    def role(self) -> str:
        """`owner`, `member` or `auditor`. Raises as `person`."""
        return self.team.me.role

    async def make_keys(
        self, keys: Path | str, *, role: StaffRole | None = None, name: str | None = None
    ) -> Id:
        """Make another keys file for this person, for another program; the new device's id.

        Each program needs a keys file of its own: one that is in use is locked, and a copy is the same device. `role` is
        this device's own, or a lower one. `name` is what the team calls the new device, else the file's name; an auditor's
        gets none. On the command line: `tresen keys NEW --from KEYS`. Broken off, the same call goes on.

        Raises:
            AlreadyThere: the file holds a device's keys already.
            WrongKeys: it is no keys file, or began with an invite of somebody else.
            KeysInUse: a program has it open.
            Refusal: `forbidden` for a higher role; `too_many` invites wait.
        """
        wanted = role or self.role

        async def join(link: str | None) -> Id:
            clock, tls = self._parts.clock, self._parts.options.tls
            opening = (
                Staff.open(keys=keys, clock=clock, deliver=False, tls=tls)
                if link is None
                else Staff.link(link, keys=keys, clock=clock, deliver=False, tls=tls)
            )
            async with opening as added:
                if added.role != Role.AUDITOR:
                    await added.team.name_device(
                        added.device, name or Path(keys).stem[:DEVICE_NAME_CHARACTERS]
                    )
                return added.device

        return await make_keys(keys, self.invites, lambda: self.invites.create(self.person, wanted), join)

    @property
    def people(self) -> list[Person]:
        """Who is of the team now, by number, each with name and role, as the verified records say."""
        return self.team.everybody()

    async def messages(self) -> AsyncIterator[Message]:
        """What customers say, in all conversations: first what the team has not read yet, then live, until the client is
        closed (Stopped). A message that was marked read does not come again."""
        async for message in self._inbox.arrivals():
            yield message

    async def reply(self, message: Message, text: str) -> Sent:
        """Answer in the conversation of that message. As `conversations.send`."""
        return await self.conversations.send(message, text)

    async def react(self, message: Message, emoji: str | None) -> Sent:
        """React to that message. As `conversations.react`."""
        return await self.conversations.react(message, message, emoji)

    async def notify(
        self,
        *,
        push: str | None = KEEP,
        quiet: Quiet | None = None,
        muted: Mapping[Which, bool] | None = None,
    ) -> Notifications:
        """[W12] Whether and when this person is told of messages; changes what is given, answers what holds then.

        `push` is the address that a push service gave for this device, None for none. `quiet` and `muted` (conversation →
        muted or not) hold on all devices of the person.

        Raises:
            Refusal: `bad_request`, `unknown_conversation`.
        """
        parts = self._parts
        named = {id_of(each): on for each, on in (muted or {}).items()}
        return await notify(parts.http, parts.connector, push=push, quiet=quiet, muted=named)

    async def _answered(self, message: Message) -> None:
        """[S21, S23] A person's device completes the card of who answered an invitation; cards are not a program's."""
        if self.team.program is None:
            await self._invitations.link_card(message)

    async def _is_mine(self, conversation: bytes) -> bool:
        """[S23] A program that is to answer only where it is named hears nothing of other conversations."""
        program = self.team.program
        if program is None or May.NAMED not in program.may:
            return True
        return (await self._inbox.row(conversation)).assigned == self.person

    async def mark_read(self, message: Message | Sent, conversation: Which | None = None) -> None:
        """As `conversations.mark_read`."""
        await self.conversations.mark_read(message, conversation)


async def _joined(visit: Visit, revealed: Callable[[bytes], None] | None) -> None:
    """Wait for the confirmation. An invite that came to nothing leaves no trace: the keys file may take another."""
    try:
        await until_confirmed(visit.http, visit.file, revealed)
    except Refusal:
        visit.file.start_over()
        raise
