"""What the law keeps of a conversation whatever is erased, and until when (L9)."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from tresen.core.erasing import Kept
from tresen.core.policy import Action, Who, require_in
from tresen.desk.context import Context
from tresen.errors import Refusal
from tresen.store import erasing as store
from tresen.store import listing, queries


class KeptMessages(NamedTuple):
    """When the conversation was erased, or None, and the messages that erasing leaves or has left."""

    erased_ms: int | None
    kept: list[Kept]


async def kept(house: Context, who: Who, conversation: bytes) -> KeptMessages:
    """[L9] What erasing the conversation would leave, or has left. Raises `unknown_conversation`, `forbidden`."""

    def read(connection: Connection) -> KeptMessages:
        found = queries.find_conversation(connection, who.business, conversation)
        if found is None:
            raise Refusal("unknown_conversation")
        require_in(who, Action.READ_CONVERSATION, who.business, *found)
        now = house.clock.now_ms()
        stays = [each for each in store.kept(connection, found[0]) if each.until_ms > now]
        facts = listing.conversation_row(connection, found[0])
        return KeptMessages(facts.erased_ms, [Kept(each.pos, each.class_, each.until_ms) for each in stays])

    return await house.read(read)
