"""Handing over a contact card in place of the one before, and taking it back (S9)."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Iterable

from tresen.client.content import Contact
from tresen.client.conversation.handedover import cards
from tresen.client.conversation.message import Message, Sent
from tresen.client.conversation.participant import Participant
from tresen.client.erasing.outcome import Erasure
from tresen.client.household.begin import Beginning
from tresen.errors import Refusal


class Handing:
    """The cards of one customer."""

    def __init__(
        self,
        participant: Participant,
        beginning: Beginning,
        history: Callable[[], Awaitable[list[Message]]],
        erase: Callable[[Message], Awaitable[Erasure]],
    ) -> None:
        self._participant, self._beginning = participant, beginning
        self._history, self._erase = history, erase

    async def replace(self, card: Contact) -> Sent:
        """Say the new card, then erase those before it."""
        before = cards(await self._history())
        sent = await self._participant.say(self._beginning.begin(), card)
        await self._erase_all(before)
        return sent

    async def take_back(self, conversation: Callable[[], bytes]) -> None:
        """Erase all cards; the log says so, if the server takes it."""
        before = cards(await self._history())
        if before:
            # Whoever may say nothing may still withdraw what they handed over (L12, Art. 7(3) GDPR).
            with contextlib.suppress(Refusal):
                await self._participant.say(conversation(), Contact())
        await self._erase_all(before)

    async def _erase_all(self, handed: Iterable[Message]) -> None:
        for message in handed:
            await self._erase(message)
