"""What a business sealed to a customer of its back room (protocol/schema/my-data.json, `back_room`), read with distrust."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final, Literal

import msgspec

from tresen.client.mydata.entries import Json

BACK_ROOM: Final = "application/vnd.tresen.back-room+json"
"""The media type of the file that carries it."""
MOST_BYTES: Final = 2**20


class _Field(msgspec.Struct):
    field: str
    value: str


class _Text(msgspec.Struct):
    at_ms: int
    text: str
    edited_ms: int | None = None


class _Said(msgspec.Struct):
    format: Literal["tresen-back-room"]
    version: Literal[1]
    looked_ms: int
    card: list[_Field]
    labels: list[str]
    notes: list[_Text]
    struck: int
    later: list[_Text] = []


def read(file: Path) -> Json | None:
    """What it says; None: it is something else, and is in the package as a file alone."""
    try:
        data = file.read_bytes()
        msgspec.json.decode(data, type=_Said)
        said: Json = json.loads(data)
    except (msgspec.DecodeError, ValueError, OSError, RecursionError):
        return None
    return said
