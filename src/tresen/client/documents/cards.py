"""What the team knows of a customer: the card, a sealed document of the back room (L8, S9)."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Container
from typing import Any, Final

from tresen.client.connection.http import unb64
from tresen.client.conversation.message import Conversation, Message, Sent
from tresen.client.conversation.participant import Participant
from tresen.core import records

Which = Conversation | Message | bytes | str
_ID_BYTES: Final = 16


def id_of(which: Which | Sent) -> bytes:
    """A conversation's id: of a row, of a message, as bytes or as hex.

    Raises:
        TypeError: a `Sent` names no conversation.
    """
    if isinstance(which, Sent):
        raise TypeError("say which conversation it was sent in")
    if isinstance(which, Conversation):
        return which.id
    if isinstance(which, Message):
        return which.conversation
    return bytes.fromhex(which) if isinstance(which, str) else which


def as_listed(row: dict[str, Any], card: Message | None, broken: Container[bytes]) -> Conversation:
    """A row of the list with what its card says; `broken` holds the conversations that were put aside."""
    conversation = unb64(row["conversation"])
    name, earlier = _read_card(card, conversation)
    return Conversation(
        id=conversation,
        name=name,
        state=row["state"],
        assigned=row["assigned"],
        created_ms=row["created_ms"],
        last_ms=row["last_ms"],
        head=row["head"],
        unread=row["unread"],
        automatic=not row["auto_off"],
        earlier=earlier,
        trouble="fork" if conversation in broken else None,
    )


def _read_card(document: Message | None, conversation: bytes) -> tuple[str | None, tuple[bytes, ...]]:
    """Name and earlier conversations on a card; what is not of that shape is left out (S9).

    A card about another conversation says nothing of this one: a server may hand out any.
    """
    if document is None or document.kind != "card" or document.trouble is not None:
        return None, ()
    if document.about != conversation:
        return None, ()
    name, ids = document.payload.get("name"), document.payload.get("earlier")
    earlier = ids if isinstance(ids, list) else []
    whole = tuple(each for each in earlier if isinstance(each, bytes) and len(each) == _ID_BYTES)
    return name if isinstance(name, str) and name else None, whole


class CardKeeper(Participant):
    """Writes cards. Who writes one anew keeps what they do not change."""

    @abstractmethod
    async def conversation(self, which: Which) -> Conversation:
        """One row of the list, as it is now."""

    async def rename(self, conversation: Which, name: str) -> None:
        """Write the name on the customer's card. Durable on return."""
        known = await self.conversation(conversation)
        await self._write_card(known.id, name, known.earlier)

    async def link_earlier(self, conversation: Which, earlier: Which) -> None:
        """Say that a customer wrote before, in another conversation: on the team's side only, in the sealed card (S9, S13).

        A name that this one lacks is taken over. Linked already, it changes nothing. Durable on return.

        Raises:
            ValueError: it would go on from itself.
            Refusal: `unknown_conversation` for either.
        """
        fresh, old = await self.conversation(conversation), await self.conversation(earlier)
        if fresh.id == old.id or fresh.id in old.earlier:
            raise ValueError("a conversation does not go on from itself")
        if old.id not in fresh.earlier:
            await self._write_card(fresh.id, fresh.name or old.name or "", (*fresh.earlier, old.id))

    async def unlink_earlier(self, conversation: Which, earlier: Which) -> None:
        """Take a link back; the name stays. Not linked, it changes nothing. Durable on return."""
        fresh, gone = await self.conversation(conversation), id_of(earlier)
        if gone in fresh.earlier:
            left = tuple(each for each in fresh.earlier if each != gone)
            await self._write_card(fresh.id, fresh.name or "", left)

    async def _write_card(self, about: bytes, name: str, earlier: tuple[bytes, ...]) -> None:
        payload: dict[str, Any] = {"kind": "card", "name": name}
        if earlier:
            payload["earlier"] = list(earlier)
        await self._document(records.digest("doc", b"card:" + about)[:16], payload, about)

    async def _document(self, doc: bytes, payload: dict[str, Any], about: bytes | None = None) -> None:
        room = records.back_room_id(self._records.chain.business)
        await self._durable(self._waiting(room, payload, spoken=False, doc=doc, about=about))
