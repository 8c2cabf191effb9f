"""`bot.chat`: what the team says to itself in the back room (L8)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

from tresen.client.content import Carried, Text
from tresen.client.conversation.acting import Acting
from tresen.client.conversation.message import Message, Sent, newest
from tresen.client.conversation.participant import Participant
from tresen.client.files.progress import Progress
from tresen.client.files.sending import Files, How
from tresen.client.team.people import Team


class StaffChat:
    """The texts and files of the back room. Its documents, and what it says about customers, are not among them.

    What this device cannot open is left out as well: it may be a document.
    """

    def __init__(self, participant: Participant, team: Team) -> None:
        self._participant, self._team = participant, team
        self._files = Files(participant, Acting(participant))

    async def send(self, text: str) -> Sent:
        """Say something to the team; no customer learns of it. Durable on return; as `conversations.send` otherwise."""
        by = self._team.people.get(self._team.me.person, "")
        return await self._participant.say(self._room, Text(text), by, spoken=False)

    async def send_file(
        self, path: Path | str, caption: str = "", *, as_file: bool = False, progress: Progress | None = None
    ) -> Sent:
        """Send a file to the team. As `conversations.send_file`."""
        by = self._team.people.get(self._team.me.person, "")
        how = How(by=by, spoken=False, progress=progress)
        return await self._files.send(self._room, path, caption=caption, as_file=as_file, how=how)

    async def history(
        self, *, limit: int | None = None, before: Message | Sent | None = None
    ) -> list[Message]:
        """Those that there are now, the oldest first. `limit` and `before` as in `Conversations.history`."""
        said = [each for each in await self._participant.log_messages(self._room) if _is_said(each)]
        return newest(said, limit, before)

    async def messages(self) -> AsyncIterator[Message]:
        """Each of them from the first, then live, until the client is closed (Stopped)."""
        async for message in self._participant.follow(self._room):
            if _is_said(message):
                yield message

    @property
    def _room(self) -> bytes:
        return self._participant.business.back_room


def _is_said(message: Message) -> bool:
    return isinstance(message.content, Text | Carried) and message.about is None
