"""`bot.cards`: what the team knows of its customers (L8, S9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from tresen.client.connection.connector import Connector
from tresen.client.connection.http import Http, b64, unevent
from tresen.client.connection.unreachable import reading
from tresen.client.conversation.row import Which, id_of
from tresen.client.documents import card
from tresen.client.documents.card import Card, CardChange
from tresen.client.documents.room import BackRoom
from tresen.client.documents.vcard import vcard
from tresen.client.errors import WrongInput
from tresen.core.wire import Event


class Cards:
    """A card is a sealed document of the back room. A change keeps what it does not set.

    Changes are merged field by field: of one field the later change counts, whoever wrote it.
    """

    def __init__(self, http: Http, connector: Connector, room: BackRoom) -> None:
        self._http, self._connector, self._room = http, connector, room

    async def get(self, conversation: Which) -> Card:
        """What the team knows of this customer, as it is now.

        Raises:
            Refusal: `unknown_conversation`.
        """
        return await self._read(id_of(conversation))

    async def vcard(self, conversation: Which, *, unnamed: str = "Kunde") -> str:
        """What one needs to reach this customer, as a vCard 4.0 for an address book: without note, fields and labels.

        `unnamed` is the name of a customer without one. Raises as `get`.
        """
        return vcard(await self.get(conversation), unnamed)

    async def update(self, conversation: Which, **change: Unpack[CardChange]) -> None:
        """Change what is given, as in `update(conversation, phone="030 5550 1234")`; the rest stays. Durable on return.

        Raises:
            ValueError: a value is too long or of another form, or the whole card is longer than a message may be.
            Refusal: `unknown_conversation`, `conversation_erased`.
        """
        about = id_of(conversation)
        known = await self._read(about)
        await self._write(about, card.changed(known, change))

    async def rename(self, conversation: Which, name: str) -> None:
        """Write the name on the customer's card; an empty one takes it away. Durable on return.

        Raises:
            ValueError: the name is too long.
            Refusal: `unknown_conversation`, `conversation_erased`.
        """
        about = id_of(conversation)
        await self._read(about)
        await self._write(about, card.named(name))

    async def link_earlier(self, conversation: Which, earlier: Which) -> None:
        """Say that a customer wrote before, in another conversation: on the team's side only, in the sealed card (S9, S13).

        A name that this one lacks is taken over. Linked already, it changes nothing. Durable on return.

        Raises:
            ValueError: it would go on from itself, or from too many.
            Refusal: `unknown_conversation` for either.
        """
        fresh_id, old_id = id_of(conversation), id_of(earlier)
        fresh, old = await self._read(fresh_id), await self._read(old_id)
        if fresh_id == old_id or fresh_id in old.earlier:
            raise WrongInput("a conversation does not go on from itself")
        if old_id not in fresh.earlier:
            name = {} if fresh.name or not old.name else card.named(old.name)
            await self._write(fresh_id, name | card.linked(fresh, (*fresh.earlier, old_id)))

    async def unlink_earlier(self, conversation: Which, earlier: Which) -> None:
        """Take a link back; the name stays. Not linked, it changes nothing. Durable on return."""
        about, gone = id_of(conversation), id_of(earlier)
        known = await self._read(about)
        await self._write(about, card.linked(known, (each for each in known.earlier if each != gone)))

    async def _read(self, conversation: bytes) -> Card:
        path = f"/conversations/{b64(conversation)}"
        row = await self._connector.ask(lambda: self._http.get(path))
        with reading():
            return card.card_in(self._room.read(card, conversation, _event(row)))

    async def _write(self, about: bytes, values: Mapping[str, Any]) -> None:
        await self._room.write(card, about, values)


def card_of_row(room: BackRoom, row: Mapping[str, Any], conversation: bytes) -> Card:
    """The card in a row of the list, as the server sends it."""
    return card.card_in(room.show(card, conversation, _event(row)))


def _event(row: Mapping[str, Any]) -> Event | None:
    return unevent(row["card"]) if row["card"] else None
