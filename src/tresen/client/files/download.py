"""Fetches a file, opens it chunk by chunk, and gives it its name only when it is whole and the right one (F2)."""

from __future__ import annotations

import asyncio
import contextlib
import os
from pathlib import Path
from typing import Final

from tresen.client.connection.http import b64
from tresen.client.content import Carried, FileRef
from tresen.client.conversation.message import Message
from tresen.client.conversation.participant import Participant
from tresen.client.errors import NotDone, Unreachable, local_file
from tresen.client.files.progress import Meter, Progress
from tresen.client.files.writing import check_free, name_it, open_part, part_of
from tresen.core.files import sealed_bytes
from tresen.core.sizes import BLOB_CHUNK_BYTES, BLOB_SEALED_BYTES
from tresen.errors import Refusal
from tresen.seal.files import FileReader
from tresen.seal.refused import Refused

BATCH_BYTES: Final = 16 * BLOB_SEALED_BYTES
"""So much is opened and written down at once."""


async def download(
    participant: Participant, message: Message, to: Path | str, *, progress: Progress | None = None
) -> Path:
    """Write the file of a message to `to`; into a folder, under the file's own name. Returns the path.

    Until it is whole it lies beside it, with `.part` at its end; interrupted, the same call goes on from there.

    Raises:
        NotDone: the message brings no file.
        AlreadyThere: something is there already; it is not touched.
        Refused: what the server gave is not the file that the message means: nothing of it stays.
        Refusal: `not_found` when it was erased.
        FileFailed, Unreachable: it cannot be written, or the server cannot be reached; what came stays for the next call.
    """
    content = message.content
    if not isinstance(content, Carried):
        raise NotDone("kind")
    path = _target(Path(to), content.file)
    check_free(path)
    part = part_of(path, content.file.blob.hex())
    meter = Meter(sealed_bytes(content.file.size), progress)
    fetching = _Fetching(participant, message.conversation, content.file, part, meter)
    try:
        if not await fetching.run():
            # What an earlier call had left was not of this file: once more, from nothing.
            await asyncio.to_thread(part.unlink, missing_ok=True)
            await fetching.run(final=True)
    except Refused:
        await asyncio.to_thread(part.unlink, missing_ok=True)
        raise
    except Refusal as refusal:
        if refusal.code == "not_found":
            await asyncio.to_thread(part.unlink, missing_ok=True)
        raise
    await asyncio.to_thread(_name, part, path)
    return path


class _Fetching:
    """One download. The plain bytes of whole chunks lie in `part`."""

    def __init__(
        self, participant: Participant, conversation: bytes, file: FileRef, part: Path, meter: Meter
    ) -> None:
        self._parts, self._file, self._part, self._meter = participant, file, part, meter
        self._path = f"/conversations/{b64(conversation)}/blobs/{b64(file.blob)}"
        self._reader = FileReader(file.key, file.size, file.hash)

    async def run(self, *, final: bool = False) -> bool:
        """Fetch what is missing. False: the bytes of an earlier call were not of this file.

        Raises:
            Refused: the server's bytes are not.
        """
        file = self._file
        self._reader = reader = FileReader(file.key, file.size, file.hash)
        await asyncio.to_thread(self._resume)
        resumed = reader.next > 0
        self._meter.reach(reader.next * BLOB_SEALED_BYTES)
        while reader.next < reader.seal.count:
            before = reader.next
            try:
                await self._parts.connector.ask(self._fetch)
            except OSError:
                if reader.next == before:
                    raise
        try:
            reader.finish()
        except Refused:
            if resumed and not final:
                return False
            raise
        return True

    @local_file()
    def _resume(self) -> None:
        """Count the whole chunks that an earlier call has written."""
        seal = self._reader.seal
        with open_part(self._part, again=True) as file:
            held = os.fstat(file.fileno()).st_size
            # The last chunk is fetched again in any case: so an empty rest needs no rule of its own.
            whole = min(held // BLOB_CHUNK_BYTES, seal.count - 1, self._file.size // BLOB_CHUNK_BYTES)
            for _ in range(whole):
                self._reader.again(file.read(BLOB_CHUNK_BYTES))
            file.truncate(whole * BLOB_CHUNK_BYTES)

    async def _fetch(self) -> None:
        """One request, from the next chunk to the end. Returns early when it breaks off; what came counts."""
        reader, total = self._reader, sealed_bytes(self._file.size)
        start = reader.next * BLOB_SEALED_BYTES
        held = bytearray()
        left = total - start
        async with contextlib.aclosing(self._parts.http.stream(self._path, start, total)) as pieces:
            async for piece in pieces:
                left -= len(piece)
                if left < 0:
                    raise Refused("wrong_size", "the server gives more than the file has")
                held += piece
                if len(held) >= BATCH_BYTES or not left:
                    whole = len(held) if not left else len(held) - len(held) % BLOB_SEALED_BYTES
                    await asyncio.to_thread(self._take, bytes(held[:whole]))
                    del held[:whole]
                    self._meter.reach(total - left - len(held))
        if left:
            raise Unreachable("the file broke off")

    @local_file()
    def _take(self, sealed: bytes) -> None:
        with open_part(self._part, again=True) as file:
            file.seek(self._reader.next * BLOB_CHUNK_BYTES)
            for at in range(0, len(sealed), BLOB_SEALED_BYTES):
                file.write(self._reader.take(sealed[at : at + BLOB_SEALED_BYTES]))


@local_file()
def _target(to: Path, file: FileRef) -> Path:
    return to / file.safe_name if to.is_dir() else to


@local_file()
def _name(part: Path, path: Path) -> None:
    """Durable, then under its name."""
    with open_part(part, again=True) as file:
        os.fsync(file.fileno())
    name_it(part, path)
