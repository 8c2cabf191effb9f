"""All files of a conversation, written down one after another: each whole and checked, or named with what is wrong (F2)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias, get_args

from tresen.client.content import Carried
from tresen.client.conversation.message import Message
from tresen.client.conversation.participant import Participant
from tresen.client.errors import WrongInput, local_file
from tresen.client.files.download import download
from tresen.client.files.sending import named
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
        path = folder / named(Path(f"{message.pos:06d} {file.name}"))
        if await asyncio.to_thread(_holds, path, file.size):
            yield Saved(message, path)
            continue
        try:
            yield Saved(message, await download(participant, message, path))
        except Refusal as refusal:
            yield Saved(message, None, refusal.code)
        except Refused as refused:
            yield Saved(message, None, refused.reason)


def _holds(path: Path, size: int) -> bool:
    return path.exists() and path.stat().st_size == size
