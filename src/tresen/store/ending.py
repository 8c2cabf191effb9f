"""What ends with a conversation, or with some of its messages, as statements that are compiled once (L7, W12, W13).

A night ends thousands of conversations while people write, and building these statements took longer than running them.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BindParameter, bindparam, delete, func, literal_column, select, update

from tresen.store.chain import down
from tresen.store.datamap import MAILBOX_BYTES
from tresen.store.schema import (
    conversations,
    devices,
    events,
    mail_links,
    mailboxes,
    mails,
    mutes,
    passkeys,
    push_doubts,
    push_news,
    pushes,
    silent_devices,
)
from tresen.store.sql import Change, Query, one_of

_e = events.c
_conversation: Final[BindParameter[int]] = bindparam("conversation")
_theirs: Final = select(devices.c.id).where(devices.c.conversation_id == _conversation)

WEIGHT: Final = Query(
    select(
        _e.conversation_id,
        func.sum(func.length(_e.header) + func.length(_e.ciphertext) + func.length(_e.signature)),
    )
    .where(_e.business_id == bindparam("business"), one_of(_e.seq, "seqs"), _e.header.is_not(None))
    .group_by(_e.conversation_id)
)
"""How many bytes these messages hold, by conversation."""

LAST_CALL: Final = Query(
    select(func.max(_e.at_ms)).where(
        _e.business_id == bindparam("business"),
        _e.conversation_id == _conversation,
        _e.kind == literal_column("8"),  # a literal: SQLite uses the partial index only then
    )
)
"""[C10] When the newest call ended."""

SAID: Final = Query(
    select(_e.seq, _e.at_ms, _e.kind, _e.spoken_by, _e.before_seq)
    .where(down(bindparam("business"), bindparam("start"), bindparam("after")))
    .order_by(_e.pos.desc())
)
"""The events from `start` down to the position above `after`, newest first."""

ERASED: Final = Change(
    update(conversations).where(conversations.c.id == _conversation).values(erased_ms=bindparam("now_ms"))
)

MAILED: Final = Query(select(mails.c.conversation_id).where(mails.c.device_id.in_(_theirs)))
"""The conversations that are told by mail because of one of its customer's devices."""

TELL_NO_MORE: Final = (
    *(
        Change(delete(each).where(each.c.device_id.in_(_theirs)))
        for each in (passkeys, pushes, push_doubts, push_news, silent_devices)
    ),
    *(Change(delete(each).where(each.c.conversation_id == _conversation)) for each in (push_news, mutes)),
)
"""[W12] No push service hears of its customer's devices again; none of their addresses stays, nor how they ring.

No passkey opens its return link (S20)."""

UNMAILED: Final = tuple(
    Change(delete(each).where(each.c.conversation_id == _conversation)) for each in (mails, mail_links)
)

EMPTY_MAILBOX: Final = Change(
    update(mailboxes)
    .where(mailboxes.c.conversation_id == _conversation)
    .values(mailbox=literal_column(f"zeroblob({MAILBOX_BYTES})"))
)
"""[W13] As many zeros as there can be letters. The row stays: SQLite then moves nothing (ADR 10)."""
