"""A customer objects to being counted in the statistics, and may take that back (L14, Art. 21 GDPR)."""

from __future__ import annotations

from sqlalchemy import Connection

from tresen.core.model import NEVER
from tresen.core.policy import Action, Who, require, require_in
from tresen.desk.audit_trail import note
from tresen.desk.context import Context
from tresen.desk.guards import sender
from tresen.desk.statistics.counting import count
from tresen.errors import Refusal
from tresen.store import law, queries, statistics
from tresen.store.tx import Tx


async def objects(house: Context, who: Who, conversation: bytes) -> bool:
    """[L14] Whether the customer objects now. Raises `unknown_conversation`, `forbidden`."""

    def read(connection: Connection) -> bool:
        found = queries.find_conversation(connection, who.business, conversation)
        if found is None:
            raise Refusal("unknown_conversation")
        require_in(who, Action.OBJECT, who.business, *found)
        return objects_now(connection, found[0])

    return await house.read(read)


def objects_now(source: Tx | Connection, conversation: int) -> bool:
    """[L14] Whether the customer objects; a conversation that is restricted (D7) counts for nothing, whether or not."""
    return statistics.objected_upto(source, conversation) == NEVER and not law.restriction(
        source, conversation
    )


async def object_(house: Context, who: Who, conversation: bytes, on: bool) -> bool:
    """[L14] Object, or take it back; the same again changes nothing. Returns once the figures are without the customer.

    Raises:
        Refusal: `revoked`, `unknown_conversation`, `forbidden`, `too_many` for who switches to and fro.
    """
    require(who, Action.OBJECT)
    house.spending.wish(who)

    def job(tx: Tx) -> None:
        sender(tx, who)
        held = tx.conversation_by_id(who.business, conversation)
        require_in(who, Action.OBJECT, held.business_id, held.id, held.back_room)
        if on != objects_now(tx, held.id):
            upto = NEVER if on else tx.business(who.business).seq
            if law.is_restricted(tx, held.id):
                law.count_again(tx, held.id, counted=not on)
            else:
                statistics.object_(tx, who.business, held.id, upto)
            note(tx, tx.business(who.business), "objected" if on else "unobjected", conversation=held)

    await house.write(job)
    house.to_list.set()
    # A look begins with the objections. What else is not counted yet can wait, this customer cannot.
    await count(house, looks=1)
    return on
