"""The watch on the server's clock: what goes by itself goes by a clock that did not jump (D4)."""

from __future__ import annotations

from sqlalchemy import Connection

from tresen.core.law.watch import Watch, observe
from tresen.desk.context import Context
from tresen.store import law
from tresen.store.tx import Tx


async def attest(house: Context) -> Watch:
    """[D4] Look at the clock and remember what it said."""
    lived = house.looked.lap(house.clock.lived_ms())

    def job(tx: Tx) -> Watch:
        found = observe(known(tx), tx.now_ms, lived)
        law.put_watch(tx, found)
        return found

    return await house.write(job)


def known(source: Tx | Connection) -> Watch | None:
    """What was remembered of the clock; None before the first look."""
    row = law.watch(source)
    return None if row is None else Watch(*row)
