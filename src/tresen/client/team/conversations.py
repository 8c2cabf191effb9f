"""`bot.conversations`: the team's list, and what the team does in each conversation (L5, L6, L9, W5)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from pathlib import Path
from typing import Literal

from tresen.client.content import Contact, ContactRequest, HumanWanted, Text
from tresen.client.conversation.acting import Acting
from tresen.client.conversation.copying import copied
from tresen.client.conversation.handedover import handed_over
from tresen.client.conversation.message import Marks, Message, Sent, newest
from tresen.client.conversation.participant import Participant
from tresen.client.conversation.row import Conversation, Which, id_of
from tresen.client.documents.quickreply import QuickReply
from tresen.client.erasing.outcome import Erasure, Retained
from tresen.client.errors import NotDone, WrongInput
from tresen.client.files.progress import Progress
from tresen.client.files.saving import FileKind, Saved, save_files
from tresen.client.files.sending import FileRoom, Files, How
from tresen.client.opening import Listing, at_most
from tresen.client.search.finding import By, find
from tresen.client.team.inbox import Inbox
from tresen.client.team.people import Team
from tresen.core import wire

Messages = list[Message]
"""The oldest first; of a search, the best first."""
Shown = Literal["waiting", "all", "unread", "mine", "closed"]
"""A filter of the list."""
Retention = Literal["chat", "letter", "voucher"]
"""How long a message is kept (L9)."""


class Conversations:
    """A conversation is named by its row, by a message of it, or by its id as bytes or hex."""

    def __init__(self, participant: Participant, inbox: Inbox, team: Team) -> None:
        self._participant, self._inbox, self._team = participant, inbox, team
        self._acting = Acting(participant)
        self._files = Files(participant, self._acting)

    def list(self, which: Shown | None = None, *, limit: int | None = None) -> Listing[Conversation]:
        """The rows of the list, unread first, then the newest: `await` it for all, or `async for` page by page.

        `which` is a filter of the inbox: `waiting` (for an answer, the longest first), `all` (not closed), `unread`, `mine`,
        `closed`. None: open, then closed.
        `limit`: the first so many.

        Raises:
            WrongInput: a limit below 1.
        """
        return Listing(self._inbox.rows(*([which] if which else ["all", "closed"])), at_most(limit))

    async def get(self, conversation: Which) -> Conversation:
        """One row of the list, as it is now.

        Raises:
            Refusal: `unknown_conversation`.
        """
        return await self._inbox.row(id_of(conversation))

    async def messages(self, conversation: Which) -> AsyncIterator[Message]:
        """Every message of a conversation from the first, then live, until the client is closed (Stopped)."""
        async for message in self._participant.follow(id_of(conversation)):
            yield message

    async def history(
        self, conversation: Which, *, limit: int | None = None, before: Message | Sent | None = None
    ) -> Messages:
        """The messages of a conversation that there are now, the oldest first.

        `limit`: only the newest of them, so many. `before`: only those before that one.
        """
        return newest(await self._participant.log_messages(id_of(conversation)), limit, before)

    async def search(
        self,
        text: str,
        *,
        conversation: Which | None = None,
        by: By | None = None,
        since_ms: int | None = None,
        until_ms: int | None = None,
        limit: int = 50,
    ) -> Messages:
        """Messages in which every word of `text` is found, the newest first: in one conversation, or in all.

        Words are found without case, accents and umlauts ("strasse", "oeffnung"), by their beginnings, inside longer words,
        and from six letters on with one typing error; words in quotation marks must follow each other just so. `by`: the
        writer. `since_ms` and `until_ms` (exclusive): when, in UTC milliseconds. It happens here: the server cannot search.
        All conversations are read for it, so the first search among many takes its time.

        Raises:
            Refusal: `unknown_conversation`.
        """
        rows = [conversation] if conversation is not None else await self.list()
        messages = [message for row in rows for message in await self.history(row)]
        return find(messages, text, by=by, since_ms=since_ms, until_ms=until_ms, limit=limit)

    async def entries(
        self, conversation: Which, *, limit: int | None = None, before: Message | Sent | None = None
    ) -> Messages:
        """As `history`, and between the messages which devices joined and left: `devices` are the customer's (S4)."""
        return newest(await self._participant.log_entries(id_of(conversation)), limit, before)

    async def send(self, conversation: Which, text: str, *, reply_to: Message | Sent | None = None) -> Sent:
        """Say something. Returns when it is durable on the server; as `Customer.send` otherwise."""
        there = id_of(conversation)
        quote = None if reply_to is None else await self._acting.quoted(there, reply_to)
        return await self._participant.say(there, Text(text, quote), self._by)

    async def send_file(
        self,
        conversation: Which,
        path: Path | str,
        caption: str = "",
        *,
        alt: str = "",
        name: str | None = None,
        as_file: bool = False,
        reply_to: Message | Sent | None = None,
        progress: Progress | None = None,
    ) -> Sent:
        """Send a file, a picture as a photo unless `as_file`. As `Customer.send_file`."""
        how = How(reply_to, self._by, progress=progress)
        there = id_of(conversation)
        return await self._files.send(
            there, path, caption=caption, alt=alt, name=name, as_file=as_file, how=how
        )

    async def send_reply_file(self, conversation: Which, reply: QuickReply) -> Sent:
        """Send the photo or file of a quick reply. The server copies it, so nothing is loaded. Durable on return.

        Raises:
            NotDone: the reply has none.
            Refusal: `not_found`: it has another one meanwhile; `conversation_full`, `business_full`, or as `send`.
        """
        if reply.file is None:
            raise NotDone("kind")
        there, room = id_of(conversation), self._participant.business.back_room
        payload = await copied(self._participant, room, reply.file.payload(), there)
        return await self._participant.say(there, type(reply.file).read(payload), self._by)

    async def send_voice(
        self,
        conversation: Which,
        path: Path | str,
        duration_ms: int,
        wave: bytes = b"",
        *,
        progress: Progress | None = None,
    ) -> Sent:
        """Send a voice note, 15 minutes at most. As `Customer.send_voice`."""
        how = How(by=self._by, progress=progress)
        return await self._files.send_voice(id_of(conversation), path, duration_ms, wave, how)

    async def send_video(
        self,
        conversation: Which,
        path: Path | str,
        sides: tuple[int, int],
        duration_ms: int,
        caption: str = "",
        *,
        progress: Progress | None = None,
    ) -> Sent:
        """Send a video of these sides in pixels. As `Customer.send_video`."""
        how = How(by=self._by, progress=progress)
        return await self._files.send_video(id_of(conversation), path, sides, duration_ms, caption, how)

    async def download(self, message: Message, to: Path | str, *, progress: Progress | None = None) -> Path:
        """Write the file of a message to `to`, or into that folder. As `Customer.download`."""
        return await self._files.download(message, to, progress)

    def save_files(
        self,
        conversation: Which,
        folder: Path | str,
        *,
        kinds: FileKind | Collection[FileKind] | None = None,
    ) -> AsyncIterator[Saved]:
        """Write the files of a conversation into a folder, of these kinds or of all. As `Customer.save_files`."""
        return save_files(self._participant, lambda: self.history(conversation), Path(folder), kinds)

    async def file_room(self, conversation: Which) -> FileRoom:
        """What may still be sent there (F6)."""
        return await self._files.room(id_of(conversation))

    async def react(self, conversation: Which, message: Message | Sent, emoji: str | None) -> Sent:
        """React with one emoji, in place of this person's former reaction; None takes it back. As `Customer.react`."""
        return await self._acting.react(id_of(conversation), message, emoji)

    async def edit(self, conversation: Which, message: Message | Sent, text: str) -> Sent:
        """Change a text of this person's own, for fifteen minutes. As `Customer.edit`."""
        return await self._acting.edit(id_of(conversation), message, text)

    async def pin(self, conversation: Which, message: Message | Sent, on: bool = True) -> Sent:
        """Pin a message for both sides, or take the pin off; three at most. As `Customer.pin`."""
        return await self._acting.pin(id_of(conversation), message, on)

    async def delete(self, conversation: Which, message: Message | Sent) -> Erasure:
        """Delete a message for both sides: `erase`, for one message. For owners' devices."""
        return await self.erase(conversation, message)

    async def forward(self, message: Message, to: Which) -> Sent:
        """Say in another conversation what that message says, sealed anew and marked as forwarded. Durable on return.

        It is a message of its own: erasing the one does not erase the other. What this client cannot show is carried too.

        Raises:
            WrongInput: a request for a contact card, which cannot be forwarded.
            NotDone: there is nothing left of that message, or it was never opened.
            Refusal, Stopped, Untrusted: as `send`.
        """
        return await self._acting.forward(message, id_of(to), self._by)

    async def wants_person(self, conversation: Which) -> bool:
        """Whether the customer has asked for a person (`HumanWanted`), and none has answered since.

        A program is to be silent there meanwhile. What programs and the automatic answers say does not end it (S23).
        """
        wanted = False
        for each in await self.history(conversation):
            if isinstance(each.content, HumanWanted):
                wanted = True
            elif each.ours and each.kind != "auto" and each.program is None:
                wanted = False
        return wanted

    @property
    def _by(self) -> str:
        return self._team.people.get(self._team.me.person, "")

    async def ask_contact(self, conversation: Which) -> Sent:
        """Ask the customer for a contact card. As `send` otherwise."""
        return await self._participant.say(id_of(conversation), ContactRequest(), self._by)

    async def contact(self, conversation: Which) -> Contact | None:
        """What the customer has handed over and not taken back; None when that is nothing."""
        return handed_over(await self.history(conversation))

    async def mark_read(self, message: Message | Sent, conversation: Which | None = None) -> None:
        """The team has seen everything up to this message; a `Sent` needs its conversation. Durable on return.

        Raises:
            WrongInput: it is no message, such as a row of the list.
        """
        _require_message(message)
        await self._participant.receipts.mark(id_of(conversation or message), message.pos, message.pos)

    async def mark_delivered(self, message: Message | Sent, conversation: Which | None = None) -> None:
        """Everything up to this message reached the team; needed with `deliver=False` only. Durable on return.

        Raises WrongInput as `mark_read`.
        """
        _require_message(message)
        await self._participant.receipts.mark(id_of(conversation or message), message.pos, 0)

    async def until_delivered(self, conversation: Which, sent: Sent | Message) -> Marks:
        """Wait until the customer received it."""
        return await self._participant.receipts.until_delivered(id_of(conversation), sent)

    async def until_read(self, conversation: Which, sent: Sent | Message) -> Marks:
        """Wait until the customer read it."""
        return await self._participant.receipts.until_read(id_of(conversation), sent)

    async def assign(self, conversation: Which, person: int | None) -> None:
        """Give the conversation to somebody of the team, or to nobody. Durable on return."""
        await self._participant.act(id_of(conversation), "assign", person)

    async def close(self, conversation: Which) -> None:
        """Close it; the customer's next message opens it again. Durable on return."""
        await self._participant.act(id_of(conversation), "close")

    async def reopen(self, conversation: Which) -> None:
        """Open it again. Durable on return."""
        await self._participant.act(id_of(conversation), "reopen")

    async def block(self, conversation: Which, on: bool) -> None:
        """Take no more messages from this customer, or take them again. Durable on return."""
        await self._participant.act(id_of(conversation), "block", on)

    async def answer_automatically(self, conversation: Which, on: bool) -> None:
        """Send this customer greeting and away message, as is usual, or none. Durable on return."""
        await self._participant.act(id_of(conversation), "auto", on)

    async def retain(self, conversation: Which, message: Message | Sent, class_: Retention) -> None:
        """Set how long a message is retained: `letter`, `voucher`, or `chat` for no longer than the customer wants (L9).

        Durable on return. Back at `chat`, a message that somebody asked to erase meanwhile is erased.

        Raises:
            Refusal: `not_found` when there is no such message, `conversation_erased`, `bad_frame` for another class.
        """
        await self._participant.classify(id_of(conversation), class_, message.pos)

    async def retained(self, conversation: Which) -> Sequence[Retained]:
        """What erasing the conversation would leave, or left, and until when (L9)."""
        return await self._participant.eraser.retained(id_of(conversation))

    async def erase(self, conversation: Which, message: Message | Sent | None = None) -> Erasure:
        """Erase one message, or with None the whole conversation: with everything that refers to it, for everybody (L7).

        For owners' devices. Durable on return; what the law retains is in `retained`.

        Raises:
            Missing: there is no such message.
            Refusal: `conversation_erased`: somebody was faster; `forbidden`: this is no owner's device.
        """
        return await self._participant.erase(id_of(conversation), message)

    def typing(self, conversation: Which, on: bool) -> None:
        """Show or hide "is typing"; nothing happens while offline."""
        self._participant.connector.send(wire.Typing(id_of(conversation), on))


def _require_message(message: object) -> None:
    if not isinstance(message, Message | Sent):
        raise WrongInput(
            "say up to which message: one of `history(row)` or `messages()`, not a row of the list"
        )
