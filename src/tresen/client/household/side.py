"""Handles server frames on the customer's side."""

from __future__ import annotations

from tresen.client.connection.outbox import Sent
from tresen.client.conversation.participant import Participant
from tresen.client.household.begin import Beginning
from tresen.core import wire


class CustomerSide:
    """Follows its one conversation by `pos`."""

    by_seq = False

    def __init__(self, participant: Participant, beginning: Beginning) -> None:
        self._participant, self._beginning = participant, beginning

    def cursor(self) -> int | None:
        """How far the conversation was read."""
        log = self._participant.logs.held.get(self._conversation)
        return log.head if log else None

    def begin_generation(self) -> None:
        """Nothing is special to a customer."""

    async def on_welcome(self, welcome: wire.Welcome) -> None:  # noqa: ARG002 - a side's
        """Read the conversation before its live events."""
        logs = self._participant.logs
        log = await logs.get(self._conversation)
        await logs.catch_up(log)
        self._settle_stored()

    async def on_event(self, event: wire.Event) -> None:
        """Nothing is special to a customer."""

    def on_frame(self, frame: wire.ServerFrame) -> None:
        """Nothing is special to a customer."""

    async def on_ready(self) -> None:
        """Nothing is special to a customer."""

    @property
    def _conversation(self) -> bytes:
        return self._beginning.conversation or b""

    def _settle_stored(self) -> None:
        """What waits in the outbox and stands in the log already was stored before the connection was lost."""
        file, log = self._participant.file, self._participant.logs.held[self._conversation]
        device = self._participant.device.id
        stored = {each.counter: each for each in log.messages if each.device == device}
        item = file.next_item()
        while item is not None:
            message = stored.get(item.counter)
            if message is not None:
                self._participant.outbox.settle(item.counter, Sent(message.pos, message.at_ms))
            item = file.next_item(item.counter)
