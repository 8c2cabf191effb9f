"""This device's own erase commands: signed once and written down until obeyed, so that asking again is the same command
(A4, S17)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tresen.client.connection.http import b64, signed
from tresen.client.connection.keyfile import KeyFile
from tresen.core.records import Signed, decode, digest, encode
from tresen.seal.erase import Target, sign_erase
from tresen.seal.keys import DeviceKeys


class EraseCommand:
    """One command, from its signature to its outcome."""

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
        """Sign it, and write it into the keys file before it is sent."""
        self._signed = encode(sign_erase(device, business, self._conversation, at_ms, self._targets))
        self._file.learn(**{self._name: self._signed})

    def json(self) -> dict[str, Any]:
        """The body to post to `path`."""
        return {"command": signed(decode(self._signed or b"", Signed))}

    def done(self) -> None:
        """It was obeyed, or refused for good."""
        self._file.forget(self._name)
