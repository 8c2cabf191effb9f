"""`bot.labels`: the team's labels, which conversations carry them, and the filters it saves (L8, S9)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from tresen.client.connection.connector import Connector
from tresen.client.conversation.row import Which
from tresen.client.documents import filters, labels
from tresen.client.documents.cards import Cards
from tresen.client.documents.filters import Filter, Query
from tresen.client.documents.labels import DEFAULTS, Label, default_name
from tresen.client.documents.room import BackRoom
from tresen.core.sizes import LABEL_COLOURS


class Labels:
    """The labels are one sealed document of the back room, and the filters another. A card says which labels it carries.

    Changes of two devices are merged field by field: a new name and a new colour of one label are both kept.
    """

    def __init__(self, connector: Connector, room: BackRoom, cards: Cards, language: str) -> None:
        """`language` is that in which default labels are named."""
        self._connector, self._room, self._cards, self._language = connector, room, cards, language

    async def all(self) -> list[Label]:
        """The labels in the team's order, each with its name."""
        return [
            each if each.name is not None else each._replace(name=default_name(each.id, self._language))
            for each in await self._known()
        ]

    async def save(self, name: str, colour: str = LABEL_COLOURS[0], *, label: str | None = None) -> Label:
        """Make a label, or with `label` change the one with this id. A removed one comes back. Durable on return.

        Raises:
            ValueError: the name is empty or too long, the colour is none of the palette, or there are too many labels.
        """
        known = await self._known()
        same = next((each for each in known if each.id == label), None)
        order = same.order if same else max((each.order + 1 for each in known), default=0)
        made = Label(label or secrets.token_hex(8), name, colour, order)
        if made.id in DEFAULTS and name == default_name(made.id, self._language):
            made = made._replace(name=same.name if same else None)
        await self._room.write(labels, None, labels.saved(known, made))
        return made._replace(name=name)

    async def remove(self, label: Label | str) -> None:
        """Remove a label from all conversations. Durable on return; saving it again brings it back on all of them."""
        await self._known()
        await self._room.write(labels, None, labels.removed(_id(label)))

    async def order(self, wanted: Sequence[Label | str]) -> None:
        """Put these labels first, in this order; the others follow as they were. Durable on return."""
        known = await self._known()
        ids = dict.fromkeys((*map(_id, wanted), *(each.id for each in known)))
        await self._room.write(labels, None, labels.ordered(known, tuple(ids)))

    async def set(self, conversation: Which, label: Label | str, *, on: bool = True) -> None:
        """Put a label on a conversation, or take it off. Durable on return.

        Raises:
            ValueError: that is no label's id.
            Refusal: `unknown_conversation`, `conversation_erased`.
        """
        await self._cards.update(conversation, labels={_id(label): on})

    async def filters(self) -> list[Filter]:
        """The saved filters, by name. `filter.query.fits(card.labels)` says whether a conversation is meant."""
        known = {each.id for each in await self._known()}
        return filters.filters_in(await self._connector.ask(lambda: self._room.newest(filters)), known)

    async def save_filter(self, name: str, query: Query, *, filter_: str | None = None) -> Filter:
        """Save a filter for the whole team, or with `filter_` change the one with this id. Durable on return.

        Raises:
            ValueError: the name is empty or too long, the query asks for no label, or there are too many filters.
        """
        made = Filter(filter_ or secrets.token_hex(8), name, query)
        await self._room.write(filters, None, filters.saved(await self.filters(), made))
        return made

    async def remove_filter(self, filter_: Filter | str) -> None:
        """Remove a saved filter. Durable on return."""
        await self.filters()
        gone = filter_ if isinstance(filter_, str) else filter_.id
        await self._room.write(filters, None, filters.removed(gone))

    async def _known(self) -> list[Label]:
        return labels.labels_in(await self._connector.ask(lambda: self._room.newest(labels)))


def _id(label: Label | str) -> str:
    return label if isinstance(label, str) else label.id
