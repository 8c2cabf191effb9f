"""A customer objects to being counted in the statistics, and may take that back (L14, Art. 21 GDPR)."""

from __future__ import annotations

from sqlalchemy import Connection

from tresen.core.model import NEVER
from tresen.core.policy import Action, Who, require_in
from tresen.desk.house import House
from tresen.desk.messages import sender
from tresen.desk.statistics.counting import count
from tresen.errors import Refusal
from tresen.store import queries, statistics
from tresen.store.tx import Tx


async def objects(house: House, who: Who, conversation: bytes) -> bool:
    """[L14] Whether the customer objects now. Raises `unknown_conversation`, `forbidden`."""

    def read(connection: Connection) -> bool:
        found = queries.find_conversation(connection, who.business, conversation)
        if found is None:
            raise Refusal("unknown_conversation")
        require_in(who, Action.OBJECT, who.business, *found)
        return statistics.objected_upto(connection, found[0]) == NEVER

    return await house.read(read)


async def object_(house: House, who: Who, conversation: bytes, on: bool) -> bool:
    """[L14] Object, or take it back; the same again changes nothing. Returns once the figures are without the customer.

    Raises:
        Refusal: `revoked`, `unknown_conversation`, `forbidden`.
    """

    def job(tx: Tx) -> None:
        sender(tx, who)
        held = tx.conversation_by_id(who.business, conversation)
        require_in(who, Action.OBJECT, held.business_id, held.id, held.back_room)
        objected = statistics.objected_upto(tx, held.id) == NEVER
        if on != objected:
            upto = NEVER if on else tx.business(who.business).seq
            statistics.object_(tx, who.business, held.id, upto)

    await house.write(job)
    house.to_list.set()
    # A look begins with the objections. What else is not counted yet can wait, this customer cannot.
    await count(house, looks=1)
    return on
