"""What the team writes about a conversation, for itself alone (L8, S9): `bot.notes(conversation)`, `bot.note(…)`."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import NamedTuple

from tresen.client.connection.connector import Connector
from tresen.client.conversation.row import Which, id_of
from tresen.client.documents import note
from tresen.client.documents.room import BackRoom
from tresen.client.errors import Missing
from tresen.client.ids import Id
from tresen.client.opening import at_most
from tresen.client.team.people import Team
from tresen.core.sizes import ID_BYTES


class Note(NamedTuple):
    """A note on a conversation.

    `key` names it there. `text` as it is shown, with people by name. `person` wrote it, and alone edits and removes it.
    `mentions`: whom it is for, by their numbers. `handover`: who was given the conversation with it. `at_ms`: when it was
    written, `edited_ms`: when its text was changed last, None if it never was; both as its author says.
    """

    key: Id
    text: str
    person: int
    mentions: tuple[int, ...]
    handover: int | None
    at_ms: int
    edited_ms: int | None


class Notes:
    """A note is a sealed document of the back room. It is erased with its conversation; customers never learn of it."""

    def __init__(self, connector: Connector, room: BackRoom, team: Team) -> None:
        self._connector, self._room, self._team = connector, room, team

    async def __call__(self, conversation: Which, *, limit: int | None = None) -> list[Note]:
        """The notes on a conversation as they are now, by the time they were written. `limit`: the newest, so many.

        Raises:
            WrongInput: a limit below 1.
            Refusal: `unknown_conversation`.
        """
        most, about = at_most(limit), id_of(conversation)
        found = await self._connector.ask(lambda: self._room.entries_about(note, about))
        notes = [
            self._note(entry.key, said)
            for entry in found
            if (said := note.note_in(entry.document, self._team.person_of(entry.writer))) is not None
        ]
        ordered = sorted(notes, key=lambda each: (each.at_ms, each.key))
        return ordered if most is None else ordered[-most:]

    async def write(
        self,
        conversation: Which,
        text: str,
        *,
        mention: int | Iterable[int] = (),
        handover: int | None = None,
    ) -> Id:
        """Write a note; `@Ben` in it names Ben. Durable on return; answers its key.

        `mention`: whom it is for as well, by their numbers; they are put before the text. `handover`: who is given the
        conversation with it; `conversations.assign` does that.

        Raises:
            WrongInput: the text holds nothing but blanks, or is too long.
            Refusal: `unknown_conversation`, `conversation_erased`; `too_large`: there are too many notes on it.
        """
        people = [mention] if isinstance(mention, int) else mention
        named = "".join(f"{note.mention(person)} " for person in people)
        values = note.written(self._team.me.person, named + self._numbered(text), handover)
        key = secrets.token_bytes(ID_BYTES)
        await self._room.write(note, id_of(conversation), values, key)
        return Id(key)

    async def edit(self, conversation: Which, key: bytes, text: str) -> None:
        """Give one's own note another text. Durable on return.

        Raises:
            Missing: this person has written no such note there.
            And as `write`.
        """
        await self._require_own(conversation, key)
        await self._room.write(note, id_of(conversation), note.edited(self._numbered(text)), bytes(key))

    async def remove(self, conversation: Which, key: bytes) -> None:
        """Remove one's own note: nothing that it said stays. Durable on return. Raises as `edit`."""
        await self._require_own(conversation, key)
        await self._room.remove(note, id_of(conversation), bytes(key))

    async def _require_own(self, conversation: Which, key: bytes) -> None:
        me = self._team.me.person
        if not any(each.key == key and each.person == me for each in await self(conversation)):
            raise Missing("this person has written no such note on this conversation")

    def _note(self, key: bytes, said: note.Saying) -> Note:
        text = note.with_names(said.text, lambda person: self._team.people.get(person) or str(person))
        return Note(Id(key), text, said.author, said.mentions, said.handover, said.at_ms, said.edited_ms)

    def _numbered(self, text: str) -> str:
        return note.with_numbers(text, self._team.people)
