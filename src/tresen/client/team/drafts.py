"""What members of the team, above all programs, propose to answer: `bot.drafts(conversation)`, `bot.draft(…)` (L8, S23)."""

from __future__ import annotations

from typing import NamedTuple

from tresen.client.connection.connector import Connector
from tresen.client.conversation.message import Message
from tresen.client.conversation.row import Which, id_of
from tresen.client.documents import draft
from tresen.client.documents.room import BackRoom
from tresen.client.errors import Missing
from tresen.client.ids import Id
from tresen.client.team.people import Team


class Draft(NamedTuple):
    """A proposed answer.

    `key` names it in its conversation. `person` is the number of the member that wrote it. `pos`: it was written knowing
    everything up to there. `at_ms`: when, as its author says.
    """

    key: Id
    text: str
    person: int
    pos: int
    at_ms: int


class Drafts:
    """Each is a sealed document of the back room. It is erased with its conversation; customers never learn of it."""

    def __init__(self, connector: Connector, room: BackRoom, team: Team) -> None:
        self._connector, self._room, self._team = connector, room, team

    async def __call__(self, conversation: Which) -> list[Draft]:
        """The drafts in a conversation, the oldest first; one of each author.

        Raises:
            Refusal: `unknown_conversation`; `forbidden` for a program that may not read there.
        """
        about = id_of(conversation)
        found = await self._connector.ask(lambda: self._room.entries_about(draft, about))
        said = [
            (entry.key, what)
            for entry in found
            if (what := draft.draft_in(entry.document, entry.key, self._team.person_of(entry.writer)))
            is not None
        ]
        drafts = [Draft(Id(key), what.text, what.author, what.pos, what.at_ms) for key, what in said]
        return sorted(drafts, key=lambda each: (each.at_ms, each.key))

    async def write(self, conversation: Which, text: str) -> Id:
        """Propose an answer. It takes the place of this member's draft before. Durable on return; answers its key.

        Given the message that it answers, inboxes no longer show it once a person has answered after that.

        Raises:
            WrongInput: the text holds nothing but blanks, or is too long.
            Refusal: `forbidden` for a program that may write no drafts, or is not named there; `unknown_conversation`,
                `conversation_erased`; `too_large`: there are too many documents about it.
        """
        me = self._team.me.person
        key, pos = draft.key_of(me), conversation.pos if isinstance(conversation, Message) else 0
        await self._room.write(draft, id_of(conversation), draft.written(me, text, pos), key)
        return Id(key)

    async def drop(self, conversation: Which, key: bytes) -> None:
        """Drop a draft, anybody's: nothing that it said stays. Durable on return.

        Raises:
            Missing: there is no such draft.
            Refusal: as `write`.
        """
        if not any(each.key == key for each in await self(conversation)):
            raise Missing("there is no such draft in this conversation")
        await self._room.write(draft, id_of(conversation), draft.dropped(), bytes(key))
