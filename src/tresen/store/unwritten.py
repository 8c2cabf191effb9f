"""Rows that the running batch has still to write. They are written in a few calls instead of one per command."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from sqlalchemy import Dialect, bindparam, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from tresen.store.chain import down
from tresen.store.schema import (
    STRIDE,
    commands,
    conversations,
    events,
    list_counts,
    mark_steps,
    marks,
    slots,
)
from tresen.store.sql import prepared, rows, update_row
from tresen.store.state import Conversation

Row: TypeAlias = tuple[Any, ...]

_STEP = ("conversation_id", "party", "delivered", "read", "at_ms")
_COUNTED = ("business_id", "closed", "waits", "assigned", "asks")
_MARK = ("delivered", "read", "delivered_ms", "read_ms", "seq")
_MESSAGE = (
    "business_id", "seq", "conversation_id", "pos", "before_seq", "kind", "at_ms", "device_id", "counter", "spoken_by",
    "header", "ciphertext", "signature",
)  # fmt: skip
_HEAD = (
    "head",
    "head_seq",
    "last_ms",
    "last_seq",
    "unread",
    "waits",
    "asked_ms",
    "customer_ms",
    "team_ms",
    "bytes",
)
"""What a message changes. The driver takes three times as long for a boolean or a null as for a number, so the rest is
written only when it changed."""
_CONVERSATION = ("closed", "blocked", "assigned", *_HEAD[:-1], "told_ms", "auto_off", "bytes")
_added = upsert(list_counts)
_INSERT_EVENT = insert(events)
_INSERT_SLOT = insert(slots)
_INSERT_STEP = insert(mark_steps)
_INSERT_COMMAND = insert(commands)
_LIST_COMMANDS = (
    upsert(commands)
    .from_select(
        ["device_id", "counter", "seq"],
        select(events.c.device_id, events.c.counter, events.c.seq).where(
            down(bindparam("b"), bindparam("s"), bindparam("a")), events.c.counter.is_not(None)
        ),
    )
    .on_conflict_do_nothing()
)
"""Staff devices' commands are listed already."""
_UPDATE_MARK = update_row(marks, ("conversation_id", "party"), _MARK)
_UPDATE_HEAD = update_row(conversations, ("id",), _HEAD)
_UPDATE_CONVERSATION = update_row(conversations, ("id",), _CONVERSATION)
_ADD_COUNTS = _added.on_conflict_do_update(
    index_elements=_COUNTED, set_={"n": list_counts.c.n + _added.excluded.n}
)


class Unwritten:
    """Events with their slots, and the last state of each conversation and mark that changed. True while there is any.

    A conversation whose head moved is in `_heads`; one of which more changed is in `_conversations` as well.
    """

    def __init__(self, dialect: Dialect) -> None:
        self._insert_event = rows(_INSERT_EVENT, dialect)
        self._insert_message = rows(_INSERT_EVENT, dialect, _MESSAGE)
        self._insert_slot = rows(_INSERT_SLOT, dialect)
        self._insert_command = rows(_INSERT_COMMAND, dialect)
        self._list_commands = prepared(_LIST_COMMANDS, dialect)
        self._insert_step = rows(_INSERT_STEP, dialect, _STEP)
        self._update_mark = prepared(_UPDATE_MARK, dialect)
        self._update_head = prepared(_UPDATE_HEAD, dialect)
        self._update_conversation = prepared(_UPDATE_CONVERSATION, dialect)
        self._add_counts = prepared(_ADD_COUNTS, dialect, (*_COUNTED, "n"))
        self.clear()

    def __bool__(self) -> bool:
        return bool(self._messages or self._heads or self._marks or self._events)

    def clear(self) -> None:
        """Forget it all: written, or given up."""
        self._events: list[Row] = []
        self._messages: list[Row] = []
        self._slots: list[Row] = []
        self._commands: list[Row] = []
        self._strides: list[tuple[int, int, int]] = []
        self._steps: list[Row] = []
        self._heads: dict[int, Conversation] = {}
        self._conversations: dict[int, Conversation] = {}
        self._marks: dict[tuple[int, int], Row] = {}

    def event(self, row: Row) -> None:
        """Add an event that is no message: all columns in the table's order."""
        self._events.append(row)

    def message(self, row: Row, slot: Row, conversation: Conversation) -> None:
        """Add a message, which has neither `rev` nor `body`, with its slot; it moved the conversation's head."""
        self._messages.append(row)
        self._slots.append(slot)
        self._heads[conversation.id] = conversation

    def commands(self, rows: Iterable[Row]) -> None:
        """List commands (device, counter, seq), so that a repetition is found."""
        self._commands += rows

    def stride(self, business: int, seq: int, pos: int) -> None:
        """List the commands from the event at `seq`, which has an indexed position, back to the one before such."""
        self._strides.append((business, seq, pos))

    def head(self, conversation: Conversation) -> None:
        """The conversation's head or its unread messages changed: write them at the end of the batch."""
        self._heads[conversation.id] = conversation

    def conversation(self, conversation: Conversation) -> None:
        """The conversation changed: write all of its state at the end of the batch."""
        self._heads[conversation.id] = self._conversations[conversation.id] = conversation

    def mark(self, key: tuple[int, int], row: Row, step: Row) -> None:
        """Set the marks of (conversation, party), which end the row, and add the step with its time."""
        self._steps.append(step)
        self._marks[key] = row

    def write(self, cursor: Any) -> None:
        """Write everything inside the open transaction."""
        if self._messages:
            self._insert_message.write(cursor, self._messages)
        if self._events:
            self._insert_event.write(cursor, self._events)
        if self._slots:
            self._insert_slot.write(cursor, self._slots)
        if self._commands:
            self._insert_command.write(cursor, self._commands)
        for business, seq, pos in self._strides:
            given = {"b": business, "s": seq, "a": pos - STRIDE}
            self._list_commands.run(cursor, given)
        if self._heads:
            self._write_conversations(cursor)
            counts = _recounted(self._heads.values())
            if counts:
                self._add_counts.many(cursor, [(*place, n) for place, n in counts.items()])
        if self._marks:
            self._update_mark.many(cursor, list(self._marks.values()))
            self._insert_step.write(cursor, self._steps)
        self.clear()

    def _write_conversations(self, cursor: Any) -> None:
        changed = self._conversations
        heads = [_head_row(each) for key, each in self._heads.items() if key not in changed]
        if heads:
            self._update_head.many(cursor, heads)
        if changed:
            rows = [_conversation_row(each) for each in changed.values()]
            self._update_conversation.many(cursor, rows)


def _head_row(conversation: Conversation) -> Row:
    unread = len(conversation.unread)
    return (
        conversation.pos, conversation.head_seq, conversation.last_ms, conversation.last_seq, unread,
        _waits(conversation), conversation.asked_ms, conversation.customer_ms, conversation.team_ms, conversation.bytes,
        conversation.id,
    )  # fmt: skip


def _conversation_row(conversation: Conversation) -> Row:
    *head, stored, key = _head_row(conversation)
    state = (conversation.closed, conversation.blocked, conversation.assigned)
    return (*state, *head, conversation.told_ms, conversation.auto_off, stored, key)


def _waits(conversation: Conversation) -> int:
    return -1 if conversation.in_no_list else 1 if conversation.unread else 0


def _recounted(changed: Iterable[Conversation]) -> dict[tuple[int, bool, int, int, int], int]:
    """How the list's counters change when each conversation moves from where it was counted to where it is now."""
    steps: dict[tuple[int, bool, int, int, int], int] = {}
    for conversation in changed:
        place = None
        if not conversation.in_no_list:
            unread = 1 if conversation.unread else 0
            place = (conversation.closed, unread, conversation.assigned or 0, conversation.asks)
        before = conversation.counted
        if place == before or conversation.back_room:
            continue
        conversation.counted = place
        business = conversation.business_id
        if place is not None:
            steps[business, *place] = steps.get((business, *place), 0) + 1
        if before is not None:
            steps[business, *before] = steps.get((business, *before), 0) - 1
    return {place: step for place, step in steps.items() if step}
