"""Asking the server to erase, and asking what it must retain (L7, L9, S17)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from tresen.client.connection.connector import Connector
from tresen.client.connection.http import Http, b64
from tresen.client.connection.keyfile import KeyFile
from tresen.client.connection.refusals import Then, then
from tresen.client.connection.unreachable import reading
from tresen.client.erasing.command import EraseCommand
from tresen.client.erasing.outcome import Erasure, Retained, read_erasure, read_retained
from tresen.client.errors import Missing
from tresen.client.trust.business import Business
from tresen.clock import Clock
from tresen.errors import Refusal
from tresen.seal.erase import Target
from tresen.seal.keys import DeviceKeys


class Erasable(Protocol):
    """A conversation whose log this device has read."""

    @property
    def conversation(self) -> bytes:
        """The conversation's id."""

    def target(self, pos: int) -> Target:
        """Position and header hash of a message. Raises LookupError when there is none."""

    def is_erased(self, pos: int) -> bool:
        """Nothing is left of the message at that position."""


class Eraser:
    """Signs erase commands, posts them, and answers what the law retains."""

    def __init__(
        self,
        file: KeyFile,
        device: DeviceKeys,
        http: Http,
        connector: Connector,
        business: Business,
        clock: Clock,
    ) -> None:
        self._file, self._device, self._http = file, device, http
        self._connector, self._business, self._clock = connector, business, clock

    async def erase(self, log: Erasable, pos: int | None, catch_up: Callable[[], Awaitable[None]]) -> Erasure:
        """Erase the message at `pos`, or the conversation. Durable on return, and `catch_up` has dropped it here.

        Raises:
            LookupError: there is no such message, or nothing is left of it.
            Refusal: `conversation_erased`, `forbidden`; one that may pass: asking again is the same command.
        """
        targets = None if pos is None else [log.target(pos)]
        command = EraseCommand(self._file, log.conversation, targets)
        if not command.waits:
            if pos is not None and log.is_erased(pos):
                raise Missing("the message was erased already")
            command.sign(self._device, self._business.id, self._clock.now_ms())
        try:
            answer = await self._connector.ask(lambda: self._http.post(command.path, command.json()))
        except Refusal as refusal:
            if then(refusal) is Then.TOLD:
                command.done()
            raise
        await self._connector.ask(catch_up)
        command.done()
        with reading():
            return read_erasure(answer)

    async def retained(self, conversation: bytes) -> list[Retained]:
        """What erasing the conversation would leave, or left, and until when (L9)."""
        path = f"/conversations/{b64(conversation)}/kept"
        answer = await self._connector.ask(lambda: self._http.get(path))
        with reading():
            return read_retained(answer)
