"""All files of a conversation, written down one after another: each whole and checked, or named with what is wrong (F2)."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from itertools import count
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias, get_args

from tresen.client.content import Carried, FileRef
from tresen.client.conversation.message import Message
from tresen.client.conversation.participant import Participant
from tresen.client.errors import WrongInput, local_file
from tresen.client.files.download import download
from tresen.errors import Refusal
from tresen.seal.refused import Refused

FileKind: TypeAlias = Literal["photo", "video", "voice", "file"]
"""The kinds of messages that bring a file."""


class Saved(NamedTuple):
    """A message's file under `path`; None, and `why` instead.

    `why` is the server's code, such as `not_found`, or what is wrong with the bytes that it gave, such as `wrong_hash`.
    """

    message: Message
    path: Path | None
    why: str = ""


def save_files(
    participant: Participant,
    history: Callable[[], Awaitable[list[Message]]],
    folder: Path,
    kinds: FileKind | Collection[FileKind] | None,
) -> AsyncIterator[Saved]:
    """Write the files of a conversation into the folder, of these kinds or of all. As `Customer.save_files`."""
    wanted = frozenset({kinds} if isinstance(kinds, str) else get_args(FileKind) if kinds is None else kinds)
    unknown = wanted.difference(get_args(FileKind))
    if unknown:
        raise WrongInput(f"no kind of file: {', '.join(sorted(map(str, unknown)))}")
    return _save(participant, history, folder, wanted)


async def _save(
    participant: Participant,
    history: Callable[[], Awaitable[list[Message]]],
    folder: Path,
    wanted: frozenset[str],
) -> AsyncIterator[Saved]:
    with local_file():
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    for message in await history():
        if not isinstance(message.content, Carried) or message.kind not in wanted:
            continue
        file = message.content.file
        with local_file():
            path, whole = await asyncio.to_thread(_place, folder, message.pos, file)
        if whole:
            yield Saved(message, path)
            continue
        try:
            yield Saved(message, await download(participant, message, path))
        except Refusal as refusal:
            yield Saved(message, None, refusal.code)
        except Refused as refused:
            yield Saved(message, None, refused.reason)


def _place(folder: Path, pos: int, file: FileRef) -> tuple[Path, bool]:
    """Where the file goes, and whether it lies there. What holds another file keeps its name: this one gets a number."""
    for again in count(1):
        plain = Path(file.safe_name)
        name = plain.name if again == 1 else f"{plain.stem} ({again}){plain.suffix}"
        path = folder / f"{pos:06d} {name}"
        if not path.exists():
            return path, False
        if path.stat().st_size == file.size and _hash(path) == file.hash:
            return path, True
    raise AssertionError


def _hash(path: Path) -> bytes:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").digest()
