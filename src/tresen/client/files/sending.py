"""`send_file`, `send_voice`, `send_video`, `download`: what customer and team do with files alike."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from tresen.client.connection.http import b64
from tresen.client.connection.unreachable import reading
from tresen.client.content import Carried, File, FileRef, Photo, Video, Voice
from tresen.client.content.acts import MessageId
from tresen.client.conversation.acting import Acting
from tresen.client.conversation.message import Message, Sent
from tresen.client.conversation.participant import Participant
from tresen.client.files import download
from tresen.client.files.local import LocalFile
from tresen.client.files.progress import Progress
from tresen.client.files.upload import Uploads
from tresen.core.filenames import safe_name
from tresen.core.sizes import SIDE_PIXELS

_SUFFIX: Final = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp"}


class FileRoom(NamedTuple):
    """What may still be sent: the bytes of the largest file, and what is left of both quotas (F6)."""

    file: int
    conversation: int
    business: int


class How(NamedTuple):
    """Who says it and as an answer to what, and who is told of the progress."""

    reply_to: Message | Sent | None = None
    by: str | None = None
    spoken: bool = True
    progress: Progress | None = None


class Files:
    """The files of one participant's conversations."""

    def __init__(self, participant: Participant, acting: Acting) -> None:
        self._parts, self._acting = participant, acting
        self._uploads = Uploads(participant)

    async def send(
        self,
        conversation: bytes,
        path: Path | str,
        *,
        caption: str = "",
        alt: str = "",
        name: str | None = None,
        as_file: bool = False,
        how: How,
    ) -> Sent:
        """A photo if it is a picture and not `as_file`, else a file. A photo's own name is not told.

        What a camera wrote beside a picture or film is not sent, unless `as_file`.
        """
        file = await asyncio.to_thread(LocalFile.of, Path(path), as_it_is=as_file)
        shown, sides = _shown(file, as_file)

        def said(ref: FileRef, quote: MessageId | None) -> Carried:
            if sides is not None:
                return Photo(ref, *sides, alt=alt, caption=caption, quote=quote)
            return File(ref, caption=caption, quote=quote)

        return await self._say(conversation, file, name or shown, said, how)

    async def keep(
        self, conversation: bytes, path: Path | str, *, alt: str = "", as_file: bool = False
    ) -> Carried:
        """Carry a file there without a message: within a day something must name it. As `send`, which see."""
        file = await asyncio.to_thread(LocalFile.of, Path(path), as_it_is=as_file)
        shown, sides = _shown(file, as_file)
        ref = await self._uploads.carry(conversation, file, shown)
        return File(ref) if sides is None else Photo(ref, *sides, alt=alt)

    async def send_voice(
        self, conversation: bytes, path: Path | str, duration_ms: int, wave: bytes, how: How
    ) -> Sent:
        """A voice note; its own name is not told."""
        file = await asyncio.to_thread(LocalFile.of, Path(path))
        name = "Sprachnachricht" + file.path.suffix
        return await self._say(
            conversation, file, name, lambda ref, quote: Voice(ref, duration_ms, wave, quote=quote), how
        )

    async def send_video(
        self,
        conversation: bytes,
        path: Path | str,
        sides: tuple[int, int],
        duration_ms: int,
        caption: str,
        how: How,
    ) -> Sent:
        """A video; its own name is not told."""
        file = await asyncio.to_thread(LocalFile.of, Path(path))

        def said(ref: FileRef, quote: MessageId | None) -> Carried:
            return Video(ref, *sides, duration_ms=duration_ms, caption=caption, quote=quote)

        return await self._say(conversation, file, "Video" + file.path.suffix, said, how)

    async def download(self, message: Message, to: Path | str, progress: Progress | None = None) -> Path:
        """As `tresen.client.files.download.download`."""
        return await download.download(self._parts, message, to, progress=progress)

    async def room(self, conversation: bytes) -> FileRoom:
        """What may still be sent there. Raises Refusal."""
        path = f"/conversations/{b64(conversation)}/blobs"
        found = await self._parts.connector.ask(lambda: self._parts.http.get(path))
        names = ("file_bytes", "conversation_bytes_left", "business_bytes_left")
        with reading():
            return FileRoom(*(int(found[each]) for each in names))

    async def _say(
        self,
        conversation: bytes,
        file: LocalFile,
        name: str,
        said: Callable[[FileRef, MessageId | None], Carried],
        how: How,
    ) -> Sent:
        self._parts.outbox.check_room()  # before the file is carried there for nothing
        quote = None if how.reply_to is None else await self._acting.quoted(conversation, how.reply_to)
        return await self._uploads.send(
            conversation,
            file,
            name,
            lambda ref: said(ref, quote),
            by=how.by,
            spoken=how.spoken,
            progress=how.progress,
        )


def _shown(file: LocalFile, as_file: bool) -> tuple[str, tuple[int, int] | None]:
    """The name that is told, and width and height of what is sent as a photo."""
    sides = None if as_file else file.sides
    if sides is None or max(sides) > SIDE_PIXELS:
        return safe_name(file.path.name), None
    return "Foto" + _SUFFIX.get(file.type, ""), sides
