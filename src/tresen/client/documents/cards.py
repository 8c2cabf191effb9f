"""`bot.cards`: what the team knows of a customer, a sealed document of the back room (L8, S9)."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from tresen.client.connection.http import b64, unevent
from tresen.client.conversation.message import Message
from tresen.client.conversation.row import Which, id_of
from tresen.client.documents.room import BackRoom
from tresen.core import records

_ID_BYTES: Final = 16


class Card(NamedTuple):
    """A customer's name, and the conversations that this one goes on from."""

    name: str | None = None
    earlier: tuple[bytes, ...] = ()


def read_card(document: Message | None, conversation: bytes) -> Card:
    """What a card says; what is not of its shape is left out (S9).

    A card about another conversation says nothing of this one: a server may hand out any.
    """
    if document is None or document.kind != "card" or document.trouble is not None:
        return Card()
    if document.about != conversation:
        return Card()
    name, ids = document.payload.get("name"), document.payload.get("earlier")
    earlier = ids if isinstance(ids, list) else []
    whole = tuple(each for each in earlier if isinstance(each, bytes) and len(each) == _ID_BYTES)
    return Card(name if isinstance(name, str) and name else None, whole)


class Cards:
    """Reads and writes cards. Whoever writes a card anew keeps what they do not change."""

    def __init__(self, room: BackRoom) -> None:
        self._room = room

    async def rename(self, conversation: Which, name: str) -> None:
        """Write the name on the customer's card. Durable on return."""
        id_ = id_of(conversation)
        await self._write(id_, (await self._read(id_))._replace(name=name))

    async def link_earlier(self, conversation: Which, earlier: Which) -> None:
        """Say that a customer wrote before, in another conversation: on the team's side only, in the sealed card (S9, S13).

        A name that this one lacks is taken over. Linked already, it changes nothing. Durable on return.

        Raises:
            ValueError: it would go on from itself.
            Refusal: `unknown_conversation` for either.
        """
        fresh_id, old_id = id_of(conversation), id_of(earlier)
        fresh, old = await self._read(fresh_id), await self._read(old_id)
        if fresh_id == old_id or fresh_id in old.earlier:
            raise ValueError("a conversation does not go on from itself")
        if old_id not in fresh.earlier:
            await self._write(fresh_id, Card(fresh.name or old.name, (*fresh.earlier, old_id)))

    async def unlink_earlier(self, conversation: Which, earlier: Which) -> None:
        """Take a link back; the name stays. Not linked, it changes nothing. Durable on return."""
        id_, gone = id_of(conversation), id_of(earlier)
        card = await self._read(id_)
        if gone in card.earlier:
            left = tuple(each for each in card.earlier if each != gone)
            await self._write(id_, card._replace(earlier=left))

    def of_row(self, row: dict[str, Any], conversation: bytes) -> Card:
        """The card in a row of the list, as the server sends it."""
        document = self._room.open(unevent(row["card"])) if row["card"] else None
        return read_card(document, conversation)

    async def _read(self, conversation: bytes) -> Card:
        path = f"/conversations/{b64(conversation)}"
        return self.of_row(await self._room.connector.ask(lambda: self._room.http.get(path)), conversation)

    async def _write(self, about: bytes, card: Card) -> None:
        payload: dict[str, Any] = {"kind": "card", "name": card.name or ""}
        if card.earlier:
            payload["earlier"] = list(card.earlier)
        await self._room.write(records.digest("doc", b"card:" + about)[:16], payload, about)
