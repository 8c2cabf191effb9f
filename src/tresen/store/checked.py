"""What `tresen doctor` found last, as the data folder remembers it for the owner's page."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import msgspec

FILE: Final = "tresen.checked"


class Finding(msgspec.Struct, frozen=True):
    """One finding: `state` is `good`, `warning` or `bad`; `found` and `todo` are for the host, in English."""

    name: str
    state: str
    found: str
    todo: str = ""


class Checked(msgspec.Struct, frozen=True):
    """When doctor ran, which version it was, and what it found."""

    at_ms: int
    version: str
    findings: list[Finding]


def read(data: Path) -> Checked | None:
    """What is remembered; None: nothing, or nothing that can be read."""
    try:
        return msgspec.json.decode((data / FILE).read_bytes(), type=Checked)
    except (OSError, msgspec.DecodeError):
        return None


def write(data: Path, checked: Checked) -> None:
    """Remember it, for the owner of the folder alone. Raises `OSError`."""
    part = data / (FILE + ".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(msgspec.json.encode(checked))
    part.replace(data / FILE)
