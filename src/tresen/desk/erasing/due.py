"""Messages are erased once the law no longer keeps them, if a command asked for it earlier (L7, L9)."""

from __future__ import annotations

from typing import NamedTuple

from tresen.desk.erasing.carry_out import carry_out_again
from tresen.desk.house import House
from tresen.errors import Refusal
from tresen.store import erasing as store
from tresen.store.tx import Tx


class Sweep(NamedTuple):
    """In how many conversations something was erased, and the first failure."""

    erased: int
    failure: Refusal | None


async def erase_due(house: House) -> Sweep:
    """[L7, L9] Erase what a command named and the law no longer keeps.

    Each conversation and command is a transaction of its own, so one failure does not hold up the others (I-12). A second
    run finds nothing. Raises `shutting_down`.
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
                carry_out_again(tx, tx.business(business), held, seq, over)

        try:
            await house.write(job)
            erased += 1
        except Refusal as refusal:
            if refusal.code == "shutting_down":
                raise
            failure = failure or refusal
    return Sweep(erased, failure)
