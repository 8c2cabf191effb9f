"""Erase commands of one's own: signed once and kept until obeyed, so that asking again is the same command (A4, S17)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tresen.client.connection.http import b64, signed
from tresen.client.connection.keyfile import KeyFile
from tresen.client.erasing.outcome import Erasure, Kept
from tresen.core.records import Signed, decode, digest, encode
from tresen.seal.erase import Target, sign_erase
from tresen.seal.keys import DeviceKeys


class EraseCommand:
    """One command, on its way."""

    def __init__(self, file: KeyFile, conversation: bytes, targets: Sequence[Target] | None) -> None:
        self._file, self._conversation, self._targets = file, conversation, targets
        self._name = "erase:" + digest("erase", conversation, encode(targets)).hex()
        self._signed = file.fact(self._name)
        self.path = f"/conversations/{b64(conversation)}/erase"

    @property
    def waits(self) -> bool:
        """It was signed before, and its outcome is not known yet."""
        return self._signed is not None

    def sign(self, device: DeviceKeys, business: bytes, at_ms: int) -> None:
        """Sign it, and keep it before it is sent."""
        self._signed = encode(sign_erase(device, business, self._conversation, at_ms, self._targets))
        self._file.learn(**{self._name: self._signed})

    def json(self) -> dict[str, Any]:
        """What is posted to `path`."""
        return {"command": signed(decode(self._signed or b"", Signed))}

    def done(self) -> None:
        """It was obeyed, or refused for good."""
        self._file.forget(self._name)


def erasure(answer: dict[str, Any]) -> Erasure:
    """What the server answered."""
    ranges = [(first, last) for first, last in answer["erased"]]
    return Erasure(answer["pos"], answer["at_ms"], ranges, kept_of(answer))


def kept_of(answer: dict[str, Any]) -> list[Kept]:
    """The messages that must be kept, in an answer of the server."""
    return [Kept(each["pos"], each["class"], each["until_ms"]) for each in answer["kept"]]
