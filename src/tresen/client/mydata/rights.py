"""What the law gives a customer: the data package, requests, restriction (Art. 15-21 GDPR)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tresen.client.connection.http import b64
from tresen.client.content import Contact
from tresen.client.conversation.participant import Participant
from tresen.client.erasing.outcome import Retained
from tresen.client.mydata.package import Done, Download, Package, Packing


class Rights:
    """Calls of a customer's device about its own conversation."""

    def __init__(self, parts: Participant, download: Download) -> None:
        """`download` writes the file of a message to a path."""
        self._parts, self._download = parts, download

    async def package(
        self,
        conversation: bytes,
        kept: list[Retained],
        card: Contact | None,
        path: Path,
        lang: str | None,
        progress: Done | None,
    ) -> Package:
        """Write everything there is into a ZIP: a page to read, `my-data.json` by its schema, the opened files.

        What the business keeps in its back room is in it once the business has sealed it (request `access`). `lang` is `de`
        or `en`, None: the client's own. `progress` is told how many of how many are done. Cancelled, nothing stays.

        Raises: as `Packing.write`.
        """
        packing = Packing(self._parts, self._download, lang or self._parts.options.language, progress)
        made = await packing.write(conversation, kept, card, path)
        await self.call(conversation, "exported")
        return made

    async def call(self, conversation: bytes, what: str, **body: object) -> dict[str, Any]:
        """A call about the conversation. Raises Refusal, OSError."""
        path = f"/conversations/{b64(conversation)}/{what}"
        made: dict[str, Any] = await self._parts.connector.ask(lambda: self._parts.http.post(path, body))
        return made
