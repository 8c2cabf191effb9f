"""Messages are erased once the law no longer keeps them, if a command asked for it earlier (L7, L9)."""

from __future__ import annotations

import time
from typing import NamedTuple

from tresen.desk.context import Context
from tresen.desk.erasing.carry_out import AT_ONCE, carry_out_again
from tresen.desk.pace import give_way
from tresen.errors import Refusal
from tresen.store import erasing as store
from tresen.store import law
from tresen.store.tx import Tx
from tresen.store.writer import Job


class Sweep(NamedTuple):
    """In how many conversations something was erased, how many messages, and the first failure."""

    erased: int
    messages: int
    failure: Refusal | None


async def erase_due(house: Context, now_ms: int) -> Sweep:
    """[L7, L9] Erase what a command or the profile's days named, and the law no longer keeps at that time (D4).

    What a hold or a restriction keeps stays (D6, D7).

    Each conversation and command has transactions of its own, so one failure does not hold up the others (I-12), and each of
    them erases at most `AT_ONCE` kept messages. A second run finds nothing. Raises `shutting_down`.
    """
    waiting = await house.read(lambda connection: store.due(connection, now_ms))
    erased, messages, failure = 0, 0, None
    for business_id, conversation_id, erasure_seq in waiting:
        try:
            gone, more = 0, True
            while more:
                work = _slice(business_id, conversation_id, erasure_seq, now_ms)
                went, more, seconds = await house.write(work)
                gone += went
                await give_way(house, seconds)
            erased, messages = erased + (gone > 0), messages + gone
        except Refusal as refusal:
            if refusal.code == "shutting_down":
                raise
            failure = failure or refusal
    return Sweep(erased, messages, failure)


def _slice(business: int, conversation: int, seq: int, now_ms: int) -> Job[tuple[int, bool, float]]:
    """Erases some of what is due: how many messages, whether there may be more, and for how many seconds it worked."""

    def job(tx: Tx) -> tuple[int, bool, float]:
        began = time.monotonic()
        if not law.is_free(tx, conversation, now_ms):
            return 0, False, 0.0
        over = [
            each.pos
            for each in store.kept(tx, conversation)
            if each.erasure_seq == seq and each.until_ms <= now_ms
        ]
        if over:
            owner = tx.business(business)
            carry_out_again(tx, owner, tx.conversation(conversation), seq, set(over[:AT_ONCE]))
            before = law.run_of(tx, business)
            letters = len(over[:AT_ONCE])
            if before is not None and before.at_ms == tx.now_ms:
                letters += before.letters
            law.put_run(tx, business, law.Run(tx.now_ms, 0, 0, letters))
        return len(over[:AT_ONCE]), len(over) > AT_ONCE, time.monotonic() - began

    return job
