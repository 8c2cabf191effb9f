"""A signed erase command is accepted: one message or a whole conversation, in one transaction (L7, S17)."""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import Connection

from tresen.core import erasing as rules
from tresen.core.policy import Action, Who, require_in
from tresen.core.records import Signed
from tresen.desk.context import Context
from tresen.desk.erasing.carry_out import (
    Carried,
    Outcome,
    Prefetched,
    affected,
    carry_out,
    outcome_of,
    prefetch,
    read_erased,
)
from tresen.desk.erasing.slices import finish
from tresen.desk.files.sweep import remove_gone
from tresen.desk.guards import hash_of, sender
from tresen.desk.statistics.counting import count
from tresen.errors import Refusal
from tresen.store import erasing as store
from tresen.store import queries
from tresen.store.backup.erasure_list import BadList
from tresen.store.state import Conversation
from tresen.store.tx import Tx
from tresen.store.writer import Job


async def erase(house: Context, who: Who, conversation: bytes, signed: Signed) -> Outcome:
    """[L7, S17] Carry out an erase command; the same command again returns the first outcome.

    Returns only after what was erased has left the write-ahead log too, and stands on the erasure list (L10).

    Raises:
        Refusal: `revoked`, `unknown_conversation`, `forbidden`, `conversation_erased`, `bad_record`, `bad_signature`;
            `internal`, retryable, when a reader holds an older state of the database for too long.
    """

    def look(connection: Connection) -> Prefetched:
        found = queries.find_conversation(connection, who.business, conversation)
        if found is None:
            raise Refusal("unknown_conversation")
        require_in(who, Action.ERASE, who.business, *found)
        return prefetch(connection, found[0])

    async with house.turns.of(conversation):
        before = await house.read(look)
        # Calls leave the counts together with their entries: nobody counts them in between.
        async with house.counting:
            carried = await house.write(_obeying(who, conversation, signed, before))
        if carried.unfinished is not None:
            await finish(house, who.business, before.conversation, carried.unfinished)
        # Takes it out of the statistics, removes its files, and forgets when its receipts came.
        await count(house)
        await remove_gone(house)
        # A list that cannot be written must not keep anybody from erasing; it is reported, and follows later.
        with suppress(OSError, BadList):
            await house.list_erased()
        await house.forget()
    return carried.outcome


def _obeying(who: Who, conversation: bytes, signed: Signed, before: Prefetched) -> Job[Carried]:
    def job(tx: Tx) -> Carried:
        device = sender(tx, who)
        held = tx.conversation_by_id(who.business, conversation)
        require_in(who, Action.ERASE, held.business_id, held.id, held.back_room)
        business = tx.business(who.business)
        again = store.obeyed(tx, business, rules.command_hash(signed.body))
        if again is not None:
            bodies = [read_erased(body) for body in again.bodies]
            return Carried(outcome_of(again.pos, again.at_ms, bodies), again.seq)
        if held.erased_ms is not None:
            raise Refusal("conversation_erased")
        signers = {device.public_id: device.ed}
        command = rules.check_command(signed, business.public_id, held.public_id, signers)
        named = None
        whole = command.targets is None
        if command.targets is not None:
            named = {pos for pos, _ in command.targets}
            rules.check_targets(command, _hashes(tx, held, named))
        found = affected(tx, business, held, named, before)
        cause = rules.by_command(signed)
        return carry_out(tx, business, held, cause, found, whole=whole, by=device)

    return job


def _hashes(tx: Tx, conversation: Conversation, positions: set[int]) -> dict[int, bytes]:
    """The header hashes of the messages at these positions, including those erased earlier."""
    places = store.messages_at(tx, conversation, sorted(positions))
    return {each.pos: hash_of(each.header, each.body) for each in places}
