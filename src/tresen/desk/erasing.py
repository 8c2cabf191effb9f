"""Erasing: one message or a whole conversation, by a signed command, in one transaction (L7, L9, S17)."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from tresen.core import erasing as rules
from tresen.core.erasing import Kept
from tresen.core.policy import Action, Who, require_in
from tresen.core.records import Signed, header_hash
from tresen.desk import obeying
from tresen.desk.house import House
from tresen.desk.messages import sender
from tresen.desk.obeying import Outcome, read_erased
from tresen.errors import Refusal
from tresen.store import erasing as store
from tresen.store import queries
from tresen.store.state import Conversation
from tresen.store.tx import Tx


class Keeping(NamedTuple):
    """When the conversation was erased, and what erasing leaves, or left."""

    erased_ms: int | None
    kept: list[Kept]


async def erase(house: House, who: Who, conversation: bytes, signed: Signed) -> Outcome:
    """[L7, S17] Obey an erase command; the same command again returns the first outcome. It is told once what was erased is
    gone from the write-ahead log too.

    Raises:
        Refusal: `revoked`, `unknown_conversation`, `forbidden`, `conversation_erased`, `bad_record`, `bad_signature`;
            `internal`, retryable, when somebody reads an old state for so long that it could not be forgotten yet.
    """

    def look(connection: Connection) -> tuple[obeying.Known, tuple[list[int], int]]:
        key = _find(connection, who, conversation, Action.ERASE)
        return obeying.known(connection, key), store.steps_of(connection, key) if whole else ([], 0)

    whole = rules.read_command(signed.body).targets is None
    before, steps = await house.read(look)

    def job(tx: Tx) -> Outcome:
        device = sender(tx, who)
        held = tx.conversation_by_id(who.business, conversation)
        require_in(who, Action.ERASE, held.business_id, held.id, held.back_room)
        business = tx.business(who.business)
        again = store.obeyed(tx, business, rules.command_hash(signed.body))
        if again is not None:
            return obeying.outcome_of(again.pos, again.at_ms, [read_erased(body) for body in again.bodies])
        if held.erased_ms is not None:
            raise Refusal("conversation_erased")
        signers = {device.public_id: device.ed}
        command = rules.check_command(signed, business.public_id, held.public_id, signers)
        named = None
        if command.targets is not None:
            named = {pos for pos, _ in command.targets}
            rules.check_targets(command, _hashes(tx, held, named))
        outcome = obeying.obey(
            tx, business, held, signed, obeying.hit(tx, business, held, named, before), whole=whole, by=device
        )
        if whole:
            store.forget_steps(tx, held, steps)
        return outcome

    outcome = await house.write(job)
    await house.forget()
    return outcome


def _find(connection: Connection, who: Who, conversation: bytes, action: Action) -> int:
    found = queries.find_conversation(connection, who.business, conversation)
    if found is None:
        raise Refusal("unknown_conversation")
    require_in(who, action, who.business, found[0], found[1])
    return found[0]


def _hashes(tx: Tx, conversation: Conversation, positions: set[int]) -> dict[int, bytes]:
    """The header hashes of the messages at these positions, also of those that were erased before."""
    found: dict[int, bytes] = {}
    for each in store.messages_at(tx, conversation, sorted(positions)):
        found[each.pos] = _hash(each)
    return found


def _hash(place: store.Place) -> bytes:
    if place.header is not None:
        return header_hash(place.header)
    left: bytes = msgspec.msgpack.decode(place.body or b"\x95\xc0\xc0\xc0\xc0\xc4\x00")[4]
    return left


async def keeping(house: House, who: Who, conversation: bytes) -> Keeping:
    """[L9] What erasing would leave, or left, and until when. Raises `unknown_conversation`."""

    def read(connection: Connection) -> Keeping:
        key = _find(connection, who, conversation, Action.READ_CONVERSATION)
        now = house.clock.now_ms()
        kept = [each for each in store.kept(connection, key) if each.until_ms > now]
        facts = queries.conversation_row(connection, key)
        return Keeping(facts.erased_ms, [Kept(each.pos, each.class_, each.until_ms) for each in kept])

    return await house.read(read)


class Swept(NamedTuple):
    """In how many conversations something was erased, and the first failure."""

    erased: int
    failure: Refusal | None


async def erase_due(house: House) -> Swept:
    """[L7, L9] Erase what was asked to be erased and need not be kept any more.

    Each conversation and command is a transaction of its own: one that fails does not keep the others (I-12). A second run
    finds nothing. Raises `shutting_down`.
    """
    now = house.clock.now_ms()
    waiting = await house.read(lambda connection: store.due(connection, now))
    erased, failure = 0, None
    for business_id, conversation_id, erasure_seq in waiting:

        def job(
            tx: Tx, business: int = business_id, conversation: int = conversation_id, seq: int = erasure_seq
        ) -> None:
            held = tx.conversation(conversation)
            over = {
                each.pos
                for each in store.kept(tx, conversation)
                if each.erasure_seq == seq and each.until_ms <= tx.now_ms
            }
            if over:
                obeying.obey_again(tx, tx.business(business), held, seq, over)

        try:
            await house.write(job)
            erased += 1
        except Refusal as refusal:
            if refusal.code == "shutting_down":
                raise
            failure = failure or refusal
    return Swept(erased, failure)
