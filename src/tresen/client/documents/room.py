"""The back room's documents as this device reads and writes them, so that no change is lost (L8, S9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from tresen.client.connection.http import Http, b64, unevent
from tresen.client.connection.keyfile import Waiting
from tresen.client.connection.outbox import Outbox
from tresen.client.connection.packing import packed
from tresen.client.conversation.message import Message
from tresen.client.conversation.reading import MessageReader
from tresen.client.documents import people
from tresen.client.documents.kinds import (
    Kind,
    blobs_in,
    is_newer,
    key_in,
    kind_of,
    merge_version,
    read_version,
    too_late,
    write_version,
)
from tresen.client.documents.merge import EMPTY, WHOLE, Document, Payload, change, remove
from tresen.client.errors import Missing, WrongInput
from tresen.client.trust.business import Business
from tresen.client.trust.keyring import BackRoomKeys
from tresen.client.trust.teamkeys import TeamKeys
from tresen.clock import Clock
from tresen.core import model, wire
from tresen.core.records import Header
from tresen.core.sizes import DOCUMENT_BYTES
from tresen.errors import Refusal
from tresen.seal.keys import DeviceKeys
from tresen.seal.refused import Refused


class Version(NamedTuple):
    """A version of a document, and its `seq`; 0: there is none yet.

    `entry`: the kind and key of an entry of a list. `writer`: the device that signed it.
    """

    seq: int
    document: Document
    entry: tuple[str, bytes] | None = None
    writer: bytes = b""


_NONE: Final = Version(0, EMPTY)


class BackRoom:
    """Holds the newest version of the names, and of each document that may be changed.

    What waits in the outbox is a change. Sealing merges it into the newest version, and does so again when another device
    was faster.
    """

    def __init__(
        self,
        device: DeviceKeys,
        http: Http,
        business: Business,
        team_keys: TeamKeys,
        outbox: Outbox,
        clock: Clock,
    ) -> None:
        self._device, self._http = device.id, http
        self._business, self._team_keys = business, team_keys
        self._outbox, self._clock = outbox, clock
        self._held: dict[bytes, Version] = {}
        self._sealed: dict[bytes, Document] = {}
        self._read_to = 0
        """Every entry of a list whose newest version is not after this `seq` is held."""

    @property
    def names(self) -> dict[int, str]:
        """The team's names by person number, as last read."""
        doc = people.document(None)
        return {} if doc is None else people.names_in(self._held.get(doc, _NONE).document)

    async def read_names(self) -> None:
        """Read the team's names. Raises OSError, Refusal."""
        doc = people.document(None)
        if doc is not None:
            await self._fetch(doc)

    def take(self, event: wire.Event) -> None:
        """A version that came by in the log."""
        read = self._open(event)
        if read is not None and (read.kind is people or read.doc in self._held):
            self._hold(read)

    async def entries(self, kind: Kind) -> dict[bytes, Document]:
        """As `signed_entries`, by their keys alone."""
        return {entry.key: entry.document for entry in await self.signed_entries(kind)}

    async def signed_entries(self, kind: Kind) -> list[Entry]:
        """The documents of a list, without removed ones: as they are now on the server.

        Only versions that this client has not read yet are fetched, in pages. Raises OSError, Refusal.
        """
        more: int | None = self._read_to
        while more is not None:
            answer = await self._http.get("/back-room", {"after": more})
            for event in map(unevent, answer["documents"]):
                read = self._open(event)
                if read is not None and read.version.entry is not None:
                    self._hold(read)
                self._read_to = max(self._read_to, event.seq or 0)
            onward = answer.get("next")
            more = onward if onward is not None and onward > more else None
        return [
            Entry(version.entry[1], version.document, version.writer)
            for version in self._held.values()
            if version.entry is not None
            and version.entry[0] == kind.KIND
            and version.document.removed is None
        ]

    async def entries_about(self, kind: Kind, about: bytes) -> list[Entry]:
        """The documents of a list about a conversation, without removed ones: as they are now on the server.

        Raises OSError, Refusal.
        """
        answer = await self._http.get("/back-room", {"about": b64(about)})
        found = []
        for event in map(unevent, answer["documents"]):
            read = self._open(event)
            if read is None or read.version.entry is None or read.version.entry[0] != kind.KIND:
                continue
            self._hold(read)
            held = self._held[read.doc]
            if held.document.removed is None:
                found.append(Entry(read.version.entry[1], held.document, held.writer))
        return found

    def show(self, kind: Kind, about: bytes | None, event: wire.Event | None) -> Document:
        """The document of that kind about that conversation. `event` is its newest version, as the server says; None: it was
        never written, or is erased. A version older than the one held does not count."""
        read = None if event is None else self._open(event)
        if read is None or read.doc != kind.document(about, None):
            return EMPTY
        held = self._held.get(read.doc)
        return held.document if held is not None and not _replaces(read, held) else read.version.document

    def read(self, kind: Kind, about: bytes | None, event: wire.Event | None) -> Document:
        """As `show`, and hold it: a change of it may follow."""
        read = None if event is None else self._open(event)
        if read is not None and read.doc == kind.document(about, None):
            self._hold(read)
        return self.show(kind, about, event)

    async def newest(self, kind: Kind) -> Document:
        """The newest version of this kind's document about no conversation, from the server. A change of it may follow.

        Raises: OSError, Refusal.
        """
        doc = kind.document(None, None)
        return EMPTY if doc is None else (await self._fetch(doc)).document

    async def write(
        self, kind: Kind, about: bytes | None, values: Mapping[str, Any], key: bytes | None = None
    ) -> None:
        """Set these fields of a document that was read; those that have the value already stay. Durable on return.

        `key`: an entry of a list; with a new key it is made.

        Raises:
            ValueError: the document would be longer than a message may be (S9).
            Refusal: `not_found`: somebody removed this entry meanwhile.
            And as `Outbox.send`.
        """
        before = self._held.get(kind.document(about, key) or b"", _NONE).document
        changed = change(before, values, self._clock.now_ms(), self._device)
        if not changed.fields:
            return
        if len(packed(write_version(kind, merge_version(before, changed, key), key))) > DOCUMENT_BYTES:
            raise WrongInput(f"a document has at most {DOCUMENT_BYTES} bytes")
        await self._send(kind, about, changed, key)

    async def remove(self, kind: Kind, about: bytes | None, key: bytes) -> None:
        """Remove an entry of a list that was read: nothing that it said stays on the server. Durable on return.

        Raises: as `Outbox.send`.
        """
        held = self._held.get(kind.document(about, key) or b"")
        if held is not None and held.document.removed is None:
            await self._send(kind, about, remove(held.document, self._clock.now_ms(), self._device), key)

    async def _send(self, kind: Kind, about: bytes | None, changed: Document, key: bytes | None) -> None:
        doc = kind.document(about, key)
        if doc is None:
            raise Missing("there is no such document")
        payload, room = write_version(kind, changed, key), self._business.back_room
        waiting = Waiting(room, self._clock.now_ms(), payload, spoken=False, doc=doc, about=about)
        await self._outbox.send(waiting)

    # Called by the sealer.

    async def version(self, waiting: Waiting) -> tuple[Payload, int, list[bytes]]:
        """The newest version with the waiting change merged in, the `seq` that it replaces (S9), and its files.

        Raises:
            Refused: `malformed`: a change of a kind that this client does not know.
            Refusal: `not_found`: somebody removed this entry of a list, or the change comes too late for it.
            OSError, Refusal: the newest version cannot be read.
        """
        payload, doc = waiting.payload or {}, waiting.doc or b""
        kind = kind_of(payload, doc, waiting.about)
        if kind is None:
            raise Refused("malformed", "a document of a kind that this client does not know")
        newest = self._held.get(doc) or await self._fetch(doc)
        # What an earlier version of this client left in the outbox has no set times: it counts as set when it was written.
        at_most_ms = WHOLE if "fields" in payload else waiting.at_ms
        changed, key = read_version(payload, kind, at_most_ms, self._device), key_in(payload)
        if key is not None and newest.document.removed is not None:
            raise Refusal("not_found", "somebody removed this entry")
        if too_late(kind, newest.document, changed):
            raise Refusal("not_found", "another device is sending it")
        merged = merge_version(newest.document, changed, key)
        self._sealed[doc] = merged
        return write_version(kind, merged, key), newest.seq, blobs_in(kind, merged)

    async def is_outdated(self, waiting: Waiting, replaced: int) -> bool:
        """A version was refused because it does not replace the newest: read that. False when the server shows no other."""
        return (await self._fetch(waiting.doc or b"")).seq != replaced

    def stored(self, waiting: Waiting, seq: int | None) -> None:
        """The version that was sealed last is the newest now."""
        doc = waiting.doc or b""
        document = self._sealed.pop(doc, None)
        if document is not None and seq is not None and seq > self._held.get(doc, _NONE).seq:
            self._held[doc] = Version(seq, document, _entry(waiting.payload or {}), self._device)

    def begin_generation(self) -> None:
        """Another log: every `seq` has a new meaning (L10)."""
        self._held.clear()
        self._sealed.clear()
        self._read_to = 0

    async def _fetch(self, doc: bytes) -> Version:
        try:
            newest = (await self._http.get(f"/back-room/documents/{b64(doc)}"))["document"]
        except Refusal as refusal:
            if refusal.code != "not_found":
                raise
            newest = None  # a server of the version before stores a version whatever it replaces (A12)
        if newest is not None:
            self._take_newest(doc, unevent(newest))
        return self._held.get(doc, _NONE)

    def _take_newest(self, doc: bytes, event: wire.Event) -> None:
        read = self._open(event)
        if read is not None and read.doc == doc:
            self._hold(read)
            return
        signed = self._signed(event)
        if signed is None or signed[1].doc != doc:
            return
        # Somebody of the team wrote what nobody can read: what is held goes on top of it.
        message, header = signed
        held, seq = self._held.get(doc, _NONE), event.seq or 0
        if message.trouble in (None, "unreadable") and is_newer(held.seq, seq, header.replaces):
            self._held[doc] = held._replace(seq=seq)

    def _hold(self, read: _Read) -> None:
        held = self._held.get(read.doc)
        if held is None or _replaces(read, held):
            self._held[read.doc] = read.version

    def _open(self, event: wire.Event) -> _Read | None:
        """One version outside its log: signature and membership are verified, its place is not. None for anything else."""
        signed = self._signed(event)
        if signed is None or signed[0].trouble is not None:
            return None
        message, header = signed
        kind = kind_of(message.payload, header.doc, header.about)
        if kind is None or header.doc is None:
            return None
        document = read_version(message.payload, kind, event.at_ms, header.device)
        return _Read(
            kind,
            header.doc,
            header.replaces,
            Version(event.seq or 0, document, _entry(message.payload), header.device),
        )

    def _signed(self, event: wire.Event) -> tuple[Message, Header] | None:
        """A message that one of the team signed, readable or not, with its header."""
        if event.kind != model.Kind.MESSAGE:
            return None
        headers: list[Header] = []
        keys = BackRoomKeys(self._business.records, self._team_keys)
        reader = MessageReader(keys, model.Party.TEAM)
        message = reader.read(event, 0, lambda header, _: headers.append(header))
        return (message, headers[0]) if headers else None


class Entry(NamedTuple):
    """An entry of a list: its key, what it says, and the device that signed this version."""

    key: bytes
    document: Document
    writer: bytes


class _Read(NamedTuple):
    """A version that was opened, and what its signed header says of it."""

    kind: Kind
    doc: bytes
    replaces: int | None
    version: Version


def _entry(payload: Mapping[str, Any]) -> tuple[str, bytes] | None:
    key = key_in(payload)
    return None if key is None else (payload["kind"], key)


def _replaces(read: _Read, held: Version) -> bool:
    return is_newer(held.seq, read.version.seq, read.replaces)
