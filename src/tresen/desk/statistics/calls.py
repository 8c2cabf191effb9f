"""Calls in the statistics: read from their entries, and taken out before the entries are emptied (C10, L14)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from tresen.core.events import Called, read_call
from tresen.core.statistics.calendar import Calendar, published
from tresen.core.statistics.counts import decode, encode
from tresen.core.statistics.fold import CallLine, call_codes
from tresen.store import statistics as store
from tresen.store.calls import Entry
from tresen.store.state import Business, Conversation
from tresen.store.tx import Tx


def call_of(body: bytes) -> CallLine | None:
    """What an entry counts as; None when only the id is left."""
    said = read_call(body)
    if not isinstance(said, Called):
        return None
    return CallLine(said.party, None if said.answered_ms is None else said.ended_ms - said.answered_ms)


def take_out(tx: Tx, business: Business, conversation: Conversation, entries: Iterable[Entry]) -> None:
    """Of these calls, as far as they are counted, that there were calls stays counted, and nothing else.

    It cannot wait for the next count: the entries say nothing any more then. Hold `house.counting` meanwhile.
    """
    upto, from_seq = store.counted_upto(tx, business.id, conversation.id)
    counted = [each for each in entries if from_seq < each.seq <= upto]
    if not counted:
        return
    calendar = Calendar([published(*row) for row in store.hours(tx, business.id)])
    less: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for each in counted:
        call = call_of(each.body)
        if call is not None:
            less[calendar.place(each.seq, each.at_ms)[0]].update(call_codes(call))
    held = store.counts_of(tx, business.id, less)
    left = {}
    for day, counts in less.items():
        rest = decode(held[day]) if day in held else Counter()
        rest.subtract(counts)
        kept = {code: n for code, n in rest.items() if n}
        left[day] = encode(kept) if kept else b""
    store.put_days(tx, business.id, left)
