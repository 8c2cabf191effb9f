"""Forwarding what brings a file: the server copies the sealed bytes, nobody carries them again (F4)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from tresen.client.connection.http import b64
from tresen.client.content import FileRef
from tresen.client.conversation.participant import Participant
from tresen.core.files import sealed_bytes
from tresen.core.sizes import ID_BYTES


async def copied(
    participant: Participant, conversation: bytes, said: Mapping[str, Any], to: bytes
) -> dict[str, Any]:
    """The payload for the other conversation, with the id of the copy there. Raises Refusal `not_found`: it is erased."""
    ref = FileRef.read(said["file"])
    copy = os.urandom(ID_BYTES)
    body = {
        "blob": b64(copy),
        "bytes": sealed_bytes(ref.size),
        "copy": [b64(conversation), b64(ref.blob)],
    }
    path = f"/conversations/{b64(to)}/blobs"
    await participant.connector.ask(lambda: participant.http.post(path, body))
    return {**said, "file": {**said["file"], "blob": copy}}
