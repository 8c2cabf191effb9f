"""A long erasure in slices, so that others never wait for it: noted first, emptied slice by slice, told at the end (L7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection

from tresen.core import erasing as rules
from tresen.desk.context import Context
from tresen.desk.pace import MOST, Pace, give_way
from tresen.store import erasing as store
from tresen.store.tx import Tx

T = TypeVar("T")


async def finish(house: Context, business: int, conversation: int, seq: int, *, calm: bool = False) -> None:
    """Do what is left of the erasure whose first event is at `seq`. Does nothing when it is complete.

    `calm`: nobody waits for it, and it gives way to those who write.

    Between two slices the writer does what others want. Whoever stops in the middle, or is killed, goes on from there: at
    the server's next start, or when the same command comes again.

    Raises:
        Refusal: `storage_full`, `internal`, `shutting_down`; what is done stays done.
    """
    rest = await house.read(lambda connection: _rest(connection, business, conversation, seq))
    if rest is None:
        return
    await _in_slices(house, rest, lambda tx, left: store.empty(tx, tx.business(business), left), calm)

    def last(tx: Tx) -> None:
        tx.recall(tx.conversation(conversation))
        store.complete(tx, business, seq)

    await house.write(last)


async def _in_slices(
    house: Context, items: Sequence[T], work: Callable[[Tx, Sequence[T]], None], calm: bool
) -> None:
    pace, at = Pace(), 0
    while at < len(items):
        rest = items[at : at + MOST]
        at += await pace.slice(house, partial(_part, work, rest), len(rest))
        if calm:
            await give_way(house, pace.seconds)


def _part(work: Callable[[Tx, Sequence[T]], None], rest: Sequence[T], tx: Tx, first: int, until: int) -> None:
    work(tx, rest[first:until])


async def finish_all(house: Context) -> None:
    """Call at the start, before anybody reads: finish what a crash interrupted. Raises as `finish`."""
    for business, conversation, seq in await house.read(store.unfinished):
        await finish(house, business, conversation, seq)


def _rest(
    connection: Connection, business: int, conversation: int, seq: int
) -> list[tuple[int, bytes]] | None:
    """What an erasure that was noted has still to do: tombstones by `seq`."""
    noted = store.noted(connection, business, seq)
    if noted is None:
        return None
    where: dict[int, int] = {}
    word = "erased"
    for kind, pos, body in noted.events:
        said = rules.read_gone(kind, body)
        word = "erased" if isinstance(said, rules.Erased) else "expired"
        for first, last in said.erased:
            where.update(dict.fromkeys(range(first, last + 1), pos))
    public_id = store.public_id(connection, conversation)
    candidates = (rules.candidate(*row) for row in store.headers(connection, conversation))
    return [
        (each.seq, rules.tombstone(each.hash, public_id, where[each.pos], word))
        for each in candidates
        if each.pos is not None and each.pos in where
    ]
