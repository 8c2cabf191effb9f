"""Writes a data package: a ZIP with a readable page, JSON by a published schema, and the opened files."""

from __future__ import annotations

import asyncio
import json
import re
import tempfile
import zipfile
from collections.abc import Awaitable, Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple

from tresen.client.connection.http import b64
from tresen.client.connection.unreachable import reading
from tresen.client.content import Carried, Contact, FileRef
from tresen.client.conversation.message import Message
from tresen.client.conversation.participant import Participant
from tresen.client.erasing.outcome import Retained
from tresen.client.errors import FileFailed
from tresen.client.files.writing import new_file
from tresen.client.mydata import backroom
from tresen.client.mydata.entries import Json, entry
from tresen.client.mydata.page import page
from tresen.core.endings import harmless
from tresen.core.model import Kind
from tresen.core.wire import Event
from tresen.errors import Refusal
from tresen.seal.refused import Refused

PAGE: Final = 256
_UNSAFE: Final = re.compile(r"[^\w.\- ]+")

Done = Callable[[int, int], None]
"""Told how many of how many positions are written."""
Download = Callable[[Message, Path], Awaitable[Path]]


class Package(NamedTuple):
    """Where the package is, how many entries and files it has, and how many files are missing."""

    path: Path
    entries: int
    files: int
    missing: int


class Packing:
    """One package under way."""

    def __init__(self, parts: Participant, download: Download, lang: str, done: Done | None) -> None:
        self._parts, self._download, self._lang, self._done = parts, download, lang, done
        self._missing = self._files = 0
        self._back_room: list[Json] = []

    async def write(
        self, conversation: bytes, kept: list[Retained], card: Contact | None, path: Path
    ) -> Package:
        """Write it to `path`, where nothing may be yet; it gets its name when it is whole. Interrupted, nothing of it stays.

        Raises:
            AlreadyThere, FileFailed, WrongInput: something is there, or it cannot be written.
            Refusal, Unreachable: the server refused, or cannot be reached.
        """
        with (
            new_file(path) as file,
            tempfile.TemporaryDirectory(prefix="tresen-my-data-") as folder,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out,
        ):
            found, known = await self._entries(conversation, kept, Path(folder), out)
            data = await self._data(conversation, found, known, card)
            text = json.dumps(data, ensure_ascii=False, indent=1)
            with reading():
                readable = page(data)
            await asyncio.to_thread(_finish, out, text, readable)
        return Package(path, len(found), self._files, self._missing)

    async def _entries(
        self, conversation: bytes, kept: list[Retained], folder: Path, out: zipfile.ZipFile
    ) -> tuple[list[Json], int]:
        """An entry for each event, and how far this device has verified the conversation."""
        log = await self._parts.connector.ask(lambda: self._parts.logs.get(conversation))
        messages = {each.pos: each for each in log.messages}
        retained: Mapping[int, tuple[str, int]] = {each.pos: (each.class_, each.until_ms) for each in kept}
        found: list[Json] = []
        pos = 0
        while True:
            events, head = await self._page(conversation, pos)
            for event in events:
                message = messages.get(event.pos or 0)
                made = entry(event, message, retained)
                if event.kind == Kind.MESSAGE and message is not None and message.payload:
                    await self._add_files(message, made, folder, out)
                found.append(made)
            # What comes after is new, or it never ends.
            reached, pos = pos, max(pos, *(each.pos or 0 for each in events), 0)
            if self._done is not None:
                self._done(min(pos, head), head)
            if pos >= head or pos == reached:
                return found, log.head

    async def _page(self, conversation: bytes, after: int) -> tuple[list[Event], int]:
        return await self._parts.connector.ask(lambda: self._parts.http.events(conversation, after, PAGE))

    async def _add_files(self, message: Message, made: Json, folder: Path, out: zipfile.ZipFile) -> None:
        """The file of a message, and those of the invitation that it answers."""
        if isinstance(message.content, Carried):
            made["file"] = await self._add_file(
                message, message.content.file, f"{message.pos:05}", folder, out
            )
        for n, each in enumerate(message.brought, 1):
            if isinstance(each.content, Carried):
                told = await self._add_file(each, each.content.file, f"{message.pos:05}-{n}", folder, out)
                made["invitation"]["files"].append(told)

    async def _add_file(
        self, message: Message, ref: FileRef, place: str, folder: Path, out: zipfile.ZipFile
    ) -> Json:
        """What the package says of a file, which lies in it if it could be had."""
        told: Json = {"name": ref.name, "type": ref.type, "bytes": ref.size}
        plain = _UNSAFE.sub("_", ref.safe_name).strip(". ")[-80:] or "file"
        name = f"files/{place}-{harmless(plain)}"
        here = folder / place
        try:
            await self._download(message, here)
        except FileFailed:
            # This computer cannot hold the package: that is no fault of the file's.
            raise
        except (Refusal, Refused, OSError) as error:
            told["missing"] = (
                "wrong"
                if isinstance(error, Refused)
                else "gone"
                if isinstance(error, Refusal)
                else "unreachable"
            )
            self._missing += 1
            return told
        told["path"] = name
        self._files += 1
        await asyncio.to_thread(out.write, here, name)
        if ref.type == backroom.BACK_ROOM and not message.ours and ref.size <= backroom.MOST_BYTES:
            said = backroom.read(here)
            if said is not None:
                self._back_room.append(said)
        here.unlink()
        return told

    async def _data(self, conversation: bytes, found: list[Json], known: int, card: Contact | None) -> Json:
        business = self._parts.business
        path = f"/conversations/{b64(conversation)}"
        held = await self._parts.connector.ask(
            lambda: self._parts.http.get(f"{path}/mydata", {"lang": self._lang})
        )
        profile = {
            name: value
            for name, value in business.profile.items()
            if isinstance(value, str | int | bool) and value not in ("", None)
        }
        hours = business.profile.get("hours")
        zone = (hours.get("time_zone") if isinstance(hours, dict) else None) or "Europe/Berlin"
        return {
            "format": "tresen-my-data",
            "version": 1,
            "made_ms": self._parts.clock.now_ms(),
            "made_by": "tresen.client",
            "language": self._lang,
            "business": {
                "time_zone": zone,
                **profile,
                "id": b64(business.id),
                "handle": business.address.handle,
                "fingerprint": b64(business.chain.fingerprint),
            },
            "conversation": {"id": b64(conversation), "complete": _complete(found, known)},
            "entries": found,
            "waiting": [],
            "contact_card": None if card is None else _card(card),
            "back_room": self._back_room,
            "held": held,
        }


def _card(card: Contact) -> Json:
    return {name: getattr(card, name) or "" for name in ("name", "phone", "email", "address")}


def _complete(found: list[Json], known: int) -> bool:
    return len(found) >= known and [each["pos"] for each in found] == list(range(1, len(found) + 1))


def schema() -> str:
    """The published schema, as it lies in every package."""
    return (files("tresen.client.mydata") / "my-data.schema.json").read_text(encoding="utf-8")


def _finish(out: zipfile.ZipFile, text: str, readable: str) -> None:
    out.writestr("index.html", readable)
    out.writestr("my-data.json", text)
    out.writestr("my-data.schema.json", schema())
