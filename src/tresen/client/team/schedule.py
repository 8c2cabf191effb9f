"""Messages that are sent later: `bot.schedule(…)`, `bot.scheduled(conversation)` (L8, S9).

Inboxes send them: the first one that is there after the time. A Python client plans, lists, moves and cancels.
It sends none.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Final, NamedTuple

from tresen.client.connection.connector import Connector
from tresen.client.connection.http import b64
from tresen.client.conversation.row import Which, id_of
from tresen.client.documents import scheduled
from tresen.client.documents.room import BackRoom
from tresen.client.errors import Missing, WrongInput
from tresen.client.ids import Id
from tresen.client.team.people import Team
from tresen.clock import Clock
from tresen.core.programs import May
from tresen.core.sizes import ID_BYTES

MOST: Final = 20
"""At most so many wait in one conversation."""
HORIZON_MS: Final = 366 * 86_400_000
"""At most so far ahead."""


class Scheduled(NamedTuple):
    """A message that waits for its time.

    `key` names it in its conversation, `person` wrote it. `claimed`: a device is sending it; it can no longer be changed.
    """

    key: Id
    text: str
    at_ms: int
    person: int
    claimed: bool


class Schedule:
    """Each is a sealed document of the back room. It is erased with its conversation; customers never learn of it."""

    def __init__(self, connector: Connector, room: BackRoom, team: Team, clock: Clock) -> None:
        self._connector, self._room, self._team, self._clock = connector, room, team, clock

    async def __call__(self, conversation: Which) -> list[Scheduled]:
        """Those that wait in a conversation, the next one first; 20 at most.

        Raises:
            Refusal: `unknown_conversation`.
        """
        about = id_of(conversation)
        found = await self._connector.ask(lambda: self._room.entries_about(scheduled, about))
        waiting = [
            Scheduled(Id(entry.key), said.text, said.at_ms, said.author, said.claim is not None)
            for entry in found
            if (said := scheduled.planned_in(entry.document)) is not None and said.text is not None
        ]
        return sorted(waiting, key=lambda each: (each.at_ms, b64(each.key)))

    async def add(self, conversation: Which, text: str, *, at: datetime | int) -> Id:
        """Have a text sent at that time. Durable on return; answers its key.

        `at`: a datetime with a time zone, or UTC milliseconds. A time that has passed means at once.

        Raises:
            WrongInput: this is a program that may not send; the text holds nothing but blanks or is too long; the time has
                no zone or is more than a year ahead; 20 messages wait in that conversation already.
            Refusal: `unknown_conversation`, `conversation_erased`; `too_large`: there are too many documents about it.
        """
        program = self._team.program
        if program is not None and May.SEND not in program.may:
            raise WrongInput("a program that may not send by itself plans nothing for later: write a draft")
        values = scheduled.written(self._team.me.person, text, self._ms(at))
        if len(await self(conversation)) >= MOST:
            raise WrongInput(f"at most {MOST} messages wait in one conversation")
        key = secrets.token_bytes(ID_BYTES)
        await self._room.write(scheduled, id_of(conversation), values, key)
        return Id(key)

    async def move(self, conversation: Which, key: bytes, *, at: datetime | int) -> None:
        """Give it another time. Durable on return.

        Raises:
            Missing: no such message waits there, or a device is sending it.
            WrongInput: as `add`.
            Refusal: `not_found`: a device was faster.
        """
        at_ms = self._ms(at)
        await self._require_waiting(conversation, key)
        await self._room.write(scheduled, id_of(conversation), scheduled.moved(at_ms), bytes(key))

    async def cancel(self, conversation: Which, key: bytes) -> None:
        """It is not sent, and nothing of it stays. Durable on return. Raises as `move`."""
        await self._require_waiting(conversation, key)
        await self._room.remove(scheduled, id_of(conversation), bytes(key))

    async def _require_waiting(self, conversation: Which, key: bytes) -> None:
        if not any(each.key == key and not each.claimed for each in await self(conversation)):
            raise Missing("no such message waits in this conversation")

    def _ms(self, at: datetime | int) -> int:
        if isinstance(at, datetime):
            if at.tzinfo is None:
                raise WrongInput("a time needs its zone")
            at = round(at.timestamp() * 1000)
        if not 0 <= at <= self._clock.now_ms() + HORIZON_MS:
            raise WrongInput("at most a year ahead")
        return at
