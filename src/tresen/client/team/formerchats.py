"""What was said with a customer elsewhere, brought in by the team (L8, S9): `bot.former_chats(conversation)`."""

from __future__ import annotations

import contextlib
from typing import NamedTuple

from tresen.client.connection.http import b64
from tresen.client.content import FileRef
from tresen.client.conversation.participant import Participant
from tresen.client.conversation.row import Which, id_of
from tresen.client.documents import formerchat, formerpack
from tresen.client.documents.formerchat import Saying
from tresen.client.documents.room import BackRoom
from tresen.client.errors import Missing, Unreachable
from tresen.client.ids import Id
from tresen.client.opening import at_most
from tresen.client.team.people import Team
from tresen.core.files import sealed_bytes
from tresen.core.sizes import BLOB_SEALED_BYTES
from tresen.seal.files import FileReader


class FormerChat(NamedTuple):
    """A chat that was held elsewhere. Nobody signed what it says: it is shown as what somebody of the team brought in.

    `key` names it in its conversation. `person` brought it in, at `at_ms`. `source`: `whatsapp`, or `elsewhere`. `first` and
    `last` are days (`YYYY-MM-DD`). `media`: how many photos, voice notes and documents are kept with it.
    """

    key: Id
    person: int
    source: str
    writers: tuple[str, ...]
    first: str
    last: str
    messages: int
    media: int
    at_ms: int


class FormerMessage(NamedTuple):
    """A message of a former chat.

    `at`: as the clock of the phone showed it, without a time zone. `ours`: somebody wrote it for the business. `mark`:
    `none`, `edited` or `deleted`. `file`: the name of a file that came with it; empty where the export did not name it;
    None: there was none.
    """

    at: str
    writer: str
    ours: bool
    text: str
    mark: str
    file: str | None


class FormerChats:
    """A former chat is a sealed document of the back room. It is erased with its conversation; no customer learns of it."""

    def __init__(self, participant: Participant, room: BackRoom, team: Team) -> None:
        self._parts, self._room, self._team = participant, room, team

    async def __call__(self, conversation: Which, *, limit: int | None = None) -> list[FormerChat]:
        """The former chats about a conversation, by their days. `limit`: the newest, so many.

        Raises:
            WrongInput: a limit below 1.
            Refusal: `unknown_conversation`.
        """
        most = at_most(limit)
        found = [
            FormerChat(
                key, it.author, it.source, it.writers, it.first, it.last, it.messages, it.media, it.at_ms
            )
            for key, it in (await self._held(conversation)).items()
        ]
        ordered = sorted(found, key=lambda each: (each.first, each.key))
        return ordered if most is None else ordered[-most:]

    async def messages(
        self, conversation: Which, key: bytes, *, limit: int | None = None
    ) -> list[FormerMessage]:
        """The messages of a former chat, as the export had them. `limit`: the last so many.

        Raises:
            WrongInput: a limit below 1.
            Missing: there is no such chat.
            Refused: the file is not the one that was brought in.
            Refusal, OSError: it is gone, or the server cannot be reached.
        """
        most = at_most(limit)
        said = (await self._held(conversation)).get(Id(key))
        if said is None:
            raise Missing("there is no such former chat about this conversation")
        file = await self._parts.connector.ask(lambda: self._fetch(said.text.file))
        read = [_shown(said, each) for each in formerpack.messages_in(file)]
        return read if most is None else read[-most:]

    async def remove(self, conversation: Which, key: bytes) -> None:
        """Remove a former chat: nothing that it said stays. Durable on return. Raises `Missing` if there is none."""
        if Id(key) not in await self._held(conversation):
            raise Missing("there is no such former chat about this conversation")
        await self._room.remove(formerchat, id_of(conversation), bytes(key))

    async def _held(self, conversation: Which) -> dict[Id, Saying]:
        about = id_of(conversation)
        entries = await self._parts.connector.ask(lambda: self._room.entries_about(formerchat, about))
        return {
            Id(entry.key): said
            for entry in entries
            if (said := formerchat.former_in(entry.document, self._team.person_of(entry.writer))) is not None
        }

    async def _fetch(self, file: FileRef) -> bytes:
        """The whole file, opened and checked to its end. Raises Refused, Refusal, OSError."""
        room = self._parts.business.back_room
        path, total = f"/conversations/{b64(room)}/blobs/{b64(file.blob)}", sealed_bytes(file.size)
        sealed = b""
        async with contextlib.aclosing(self._parts.http.stream(path, 0, total)) as pieces:
            async for piece in pieces:
                sealed += piece
        if len(sealed) < total:
            raise Unreachable("the file broke off")
        reader = FileReader(file.key, file.size, file.hash)
        plain = b"".join(
            reader.take(sealed[at : at + BLOB_SEALED_BYTES]) for at in range(0, total, BLOB_SEALED_BYTES)
        )
        reader.finish()
        return plain


def _shown(said: Saying, message: formerpack.Packed) -> FormerMessage:
    writer = said.writers[message.writer] if message.writer < len(said.writers) else ""
    file = None if message.media is None else message.media.name
    return FormerMessage(message.at, writer, message.writer in said.ours, message.text, message.mark, file)
