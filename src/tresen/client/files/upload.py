"""Carries a file to the server, goes on where it was, and then sends the message that names it (F3, F4)."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

import msgspec

from tresen.client.connection.http import b64
from tresen.client.connection.unreachable import reading
from tresen.client.content import Carried, FileRef
from tresen.client.conversation.message import Sent
from tresen.client.conversation.participant import Participant
from tresen.client.files.local import LocalFile
from tresen.client.files.progress import Meter, Progress
from tresen.core.files import Layout, sealed_bytes
from tresen.core.sizes import BLOB_CHUNKS_AT_ONCE, BLOB_SEALED_BYTES, ID_BYTES
from tresen.errors import Refusal
from tresen.seal.box import new_key
from tresen.seal.files import FileSeal

IN_FLIGHT: Final = 3
"""So many requests of one file are under way at once: while one is answered the next already travels."""
ROUNDS: Final = 5
"""So often it is asked what is missing. More than once only if the server lost or swept what it had."""
_FULL: Final = ("conversation_full", "business_full", "storage_full")
"""Nobody wants to wait for these by himself: whoever sends a file is told at once."""


class Ticket(msgspec.Struct, frozen=True):
    """What the keys file holds of an unfinished upload: sent again, the same file goes on under the same key."""

    blob: bytes
    key: bytes


class _Job(NamedTuple):
    file: LocalFile
    ticket: Ticket
    seal: FileSeal
    layout: Layout
    path: str
    meter: Meter


class Uploads:
    """Sends files in one participant's conversations."""

    def __init__(self, participant: Participant) -> None:
        self._parts = participant
        self._active: set[str] = set()

    async def send(
        self,
        conversation: bytes,
        file: LocalFile,
        name: str,
        said: Callable[[FileRef], Carried],
        *,
        by: str | None = None,
        spoken: bool = True,
        progress: Progress | None = None,
    ) -> Sent:
        """Carry the file, then send what `said` makes of it. Durable on return.

        Cancelled, or after the program ended: send the same file there again, and it goes on where it was.

        Raises:
            ValueError: the file's name or what is said with it cannot be; `Changed`. Nothing was said.
            Refusal: `too_large`, `conversation_full`, `business_full`, `storage_full`, or as `Customer.send`.
            OSError: the file cannot be read, or the server cannot be reached.
        """
        note = _note(conversation, file)
        if note in self._active:  # the same file once more at the same time: a file of its own
            ticket = _fresh()
            await self._carry(conversation, file, ticket, progress)
            return await self._say(conversation, said(_ref(file, name, ticket)), by, spoken)
        self._active.add(note)
        try:
            ticket = self._known(note) or _fresh()
            said(_ref(file, name, ticket)).check()
            self._parts.file.learn(**{note: msgspec.msgpack.encode(ticket)})
            await self._carry(conversation, file, ticket, progress)
            # From here on the message says it all. Another of the same bytes gets an id and a key of its own.
            self._parts.file.forget(note)
        finally:
            self._active.discard(note)
        try:
            return await self._say(conversation, said(_ref(file, name, ticket)), by, spoken)
        except Refusal as refusal:
            if refusal.code != "blob_missing":
                raise
        # The server swept it while the message waited for a day, or lost it: once more, from the beginning.
        ticket = _fresh()
        await self._carry(conversation, file, ticket, progress)
        return await self._say(conversation, said(_ref(file, name, ticket)), by, spoken)

    async def carry(self, conversation: bytes, file: LocalFile, name: str) -> FileRef:
        """Carry the file and say nothing: whatever names it is stored next. Raises as `send`."""
        ticket = _fresh()
        ref = _ref(file, name, ticket)
        ref.check()
        await self._carry(conversation, file, ticket, None)
        return ref

    async def _say(self, conversation: bytes, message: Carried, by: str | None, spoken: bool) -> Sent:
        message.check()
        return await self._parts.say(conversation, message, by, spoken=spoken)

    def _known(self, note: str) -> Ticket | None:
        fact = self._parts.file.fact(note)
        try:
            return None if fact is None else msgspec.msgpack.decode(fact, type=Ticket)
        except msgspec.MsgspecError:
            return None

    async def _carry(
        self, conversation: bytes, file: LocalFile, ticket: Ticket, progress: Progress | None
    ) -> None:
        layout = Layout.of(sealed_bytes(file.size))
        path = f"/conversations/{b64(conversation)}/blobs"
        seal = FileSeal(ticket.key, file.size)
        await self._bring(_Job(file, ticket, seal, layout, path, Meter(layout.bytes, progress)))

    async def _bring(self, job: _Job) -> None:
        begun = {"blob": b64(job.ticket.blob), "bytes": job.layout.bytes}
        for _ in range(ROUNDS):
            there = await self._ask("POST", job.path, json=begun)
            with reading():
                complete, missing = bool(there["complete"]), list(_missing(job.layout, there["have"]))
            if complete:
                job.meter.reach(job.layout.bytes)
                return
            try:
                await self._fill(job, missing)
                await asyncio.to_thread(job.file.require_unchanged)
                await self._ask("POST", f"{job.path}/{b64(job.ticket.blob)}/complete")
            except Refusal as refusal:
                if refusal.code not in {"blob_missing", "not_found"}:
                    raise
                continue
            job.meter.reach(job.layout.bytes)
            return
        raise Refusal("blob_missing", "the server does not keep what is carried to it")

    async def _fill(self, job: _Job, missing: list[tuple[int, int]]) -> None:
        """Carry the chunks that are missing, several requests at once."""
        done = job.layout.bytes - sum(_bytes(job.layout, *each) for each in missing)
        job.meter.reach(done)
        waiting = iter(missing)

        async def work() -> None:
            nonlocal done
            for first, count in waiting:
                data = await asyncio.to_thread(job.file.sealed, job.seal, first, count)
                await self._ask("PUT", f"{job.path}/{b64(job.ticket.blob)}/chunks/{first}", content=data)
                done += len(data)
                job.meter.reach(done)

        tasks = [asyncio.create_task(work()) for _ in range(IN_FLIGHT)]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _ask(self, method: str, path: str, **what: Any) -> Any:
        http = self._parts.http
        return await self._parts.connector.ask(lambda: http.call(method, path, **what), told=_FULL)


def _fresh() -> Ticket:
    return Ticket(os.urandom(ID_BYTES), new_key())


def _ref(file: LocalFile, name: str, ticket: Ticket) -> FileRef:
    return FileRef(ticket.blob, ticket.key, file.size, file.hash, file.type, name)


def _note(conversation: bytes, file: LocalFile) -> str:
    """The name of the fact under which an upload is found again: the same bytes in the same conversation."""
    return "upload:" + hashlib.sha256(conversation + file.hash).hexdigest()


def _missing(layout: Layout, have: list[Any]) -> Iterator[tuple[int, int]]:
    """The runs of chunks that are not there, each as long as one request takes."""
    there = {n for first, last in have for n in range(max(0, first), min(last, layout.chunks - 1) + 1)}
    n = 0
    while n < layout.chunks:
        count = 0
        while count < BLOB_CHUNKS_AT_ONCE and n + count < layout.chunks and n + count not in there:
            count += 1
        if count:
            yield n, count
        n += max(1, count)


def _bytes(layout: Layout, first: int, count: int) -> int:
    return min(layout.bytes, (first + count) * BLOB_SEALED_BYTES) - first * BLOB_SEALED_BYTES
