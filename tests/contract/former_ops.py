"""Operations of the shared vectors on former chats (L8, S9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec

from tresen.client.documents import formerchat, formerpack
from tresen.client.documents.kinds import read_version

Values = dict[str, Any]


def former_chat(given: Values) -> Values:
    """What a version of a former chat says to everybody, when that person signed it, and the files it names."""
    payload = msgspec.msgpack.decode(bytes.fromhex(given["payload"]))
    version = read_version(payload, formerchat, given["at_ms"], bytes.fromhex(given["device"]))
    said = formerchat.former_in(version, given["writer"])
    blobs = [each.hex() for each in formerchat.blobs_in(version)]
    if said is None:
        return {"said": None, "blobs": blobs}
    files = {"text": said.text.file.name, "bundles": [each.file.name for each in said.bundles]}
    lists = {"writers": list(said.writers), "ours": list(said.ours)}
    return {"said": {**said._asdict(), **files, **lists}, "blobs": blobs}


def former_messages(given: Values) -> Values:
    """The messages in the file of a former chat."""
    read = formerpack.messages_in(bytes.fromhex(given["file"]))
    return {
        "messages": [
            [each.at, each.writer, each.text, each.mark, None if each.media is None else list(each.media)]
            for each in read
        ]
    }


OPERATIONS: Final[dict[str, Callable[[Values], Values]]] = {
    each.__name__: each for each in (former_chat, former_messages)
}
