"""A message that waited while the program did not run, and was refused for good: what it said, and why."""

from __future__ import annotations

from typing import NamedTuple

from tresen.client.connection.keyfile import Waiting
from tresen.client.content import Content, Unknown, read_content
from tresen.client.ids import Id


class GivenUp(NamedTuple):
    """Nobody got it. `why` is the server's code, such as `blob_missing`: the file of the message is no longer there."""

    conversation: Id
    at_ms: int
    content: Content
    why: str


def given_up(waiting: Waiting, why: str) -> GivenUp:
    """From what the keys file held of it."""
    payload = waiting.payload or {"kind": ""}
    try:
        content = read_content(payload)
    except ValueError:
        content = Unknown(str(payload.get("kind", "")))
    return GivenUp(Id(waiting.conversation), waiting.at_ms, content, why)
