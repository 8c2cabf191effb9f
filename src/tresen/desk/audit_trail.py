"""Writes the audit trail: a line is stored in the transaction of what it tells (D9)."""

from __future__ import annotations

from tresen.core.law.names import AUDIT_WORDS
from tresen.core.law.trail import BEGINNING, Line, line_hash
from tresen.store import audit
from tresen.store.state import Business, Conversation
from tresen.store.tx import Tx


def note(
    tx: Tx,
    business: Business,
    what: str,
    *,
    person: int | None = None,
    conversation: Conversation | None = None,
) -> None:
    """[D9] Write a line. `person` is the staff number of whoever did it, None when it was none of the team."""
    if what not in AUDIT_WORDS:
        raise ValueError(what)
    number, before = audit.last(tx, business.id) or (0, BEGINNING)
    about = None if conversation is None else conversation.public_id
    line = Line(number + 1, tx.now_ms, what, person, about)
    key = None if conversation is None else conversation.id
    audit.add(tx, business.id, line.n, what, person, key, line_hash(line, before))
