"""All files of a conversation, written down one after another: each whole and checked, or named with what is wrong (F2)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import NamedTuple

from tresen.client.content import Carried
from tresen.client.conversation.message import Message
from tresen.client.conversation.participant import Participant
from tresen.client.errors import local_file
from tresen.client.files.download import download
from tresen.client.files.sending import named
from tresen.errors import Refusal
from tresen.seal.refused import Refused


class Saved(NamedTuple):
    """A message's file under `path`; None, and `why` instead.

    `why` is the server's code, such as `not_found`, or what is wrong with the bytes that it gave, such as `wrong_hash`.
    """

    message: Message
    path: Path | None
    why: str = ""


async def save_files(
    participant: Participant, messages: Iterable[Message], folder: Path
) -> AsyncIterator[Saved]:
    """Write every file into the folder, under its place in the conversation and its name: "000012 Angebot.pdf".

    One megabyte of it is in memory at a time. What is there already is not fetched again, so the same call goes on after a
    break. Raises `FileFailed`, `Unreachable`.
    """
    with local_file():
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    for message in messages:
        if not isinstance(message.content, Carried):
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
