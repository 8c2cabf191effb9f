"""Handing a contact card over, and taking it back: the cards before it are erased, for everybody (S9, L7)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable

from tresen.client.content import Contact
from tresen.client.conversation.handedover import cards
from tresen.client.conversation.message import Message, Sent
from tresen.client.conversation.participant import Participant
from tresen.client.household.begin import Beginning
from tresen.errors import Refusal


class Handing:
    """Of one customer's device."""

    def __init__(self, participant: Participant, beginning: Beginning) -> None:
        self._parts, self._beginning = participant, beginning

    async def replace(self, card: Contact) -> Sent:
        """Hand this card over in place of those before."""
        before = await self._cards()
        sent = await self._parts.say(self._beginning.begin(), card)
        await self._erase(before)
        return sent

    async def take_back(self) -> None:
        """Erase all cards, and say so where that can be said."""
        before = await self._cards()
        if before:
            # Whoever may say nothing may still withdraw what they handed over (L12, Art. 7(3) GDPR).
            with contextlib.suppress(Refusal):
                await self._parts.say(before[0].conversation, Contact())
        await self._erase(before)

    async def _cards(self) -> list[Message]:
        conversation = self._beginning.conversation
        if conversation is None or not self._beginning.begun:
            return []
        return cards(await self._parts.log_messages(conversation))

    async def _erase(self, handed: Iterable[Message]) -> None:
        for message in handed:
            await self._parts.erase(message.conversation, message)
