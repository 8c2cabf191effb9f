"""Loads the writer's in-memory state from the tables, on demand."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Any

from sqlalchemy import BindParameter, Dialect, bindparam, func, select

from tresen.core.model import Kind, Party
from tresen.core.programs import stored_program
from tresen.store.chain import above, down, unlisted
from tresen.store.schema import (
    STRIDE,
    businesses,
    commands,
    conversation_records,
    conversations,
    devices,
    events,
    marks,
    profile_contents,
    team_keys,
)
from tresen.store.sql import prepared
from tresen.store.state import Business, Conversation, Device, LastRows, Mark, Stored

_KEY: BindParameter[Any] = bindparam("key")
_b, _c, _d, _e = businesses.c, conversations.c, devices.c, events.c
_m, _p, _r, _t = marks.c, profile_contents.c, conversation_records.c, team_keys.c


def _newest(column: Any, *where: Any) -> Any:
    """The highest value of an event's column, as part of another statement."""
    return select(func.max(column)).where(*where).scalar_subquery()


_BUSINESS = select(
    _b.id, _b.public_id, _b.handle,
    _newest(_e.seq, _e.business_id == _b.id), _newest(_e.rev, _e.business_id == _b.id),
    select(_c.id).where(_c.business_id == _b.id, _c.back_room.is_(True)).scalar_subquery(),
    _b.profile_rev,
).where(_b.id == _KEY)  # fmt: skip
_PROFILE = select(_p.content, _p.answered).where(
    _p.business_id == _KEY, _p.newest.is_(True), _p.picture.is_(False)
)
_TEAM = select(_t.n, _t.hash, _t.x).where(_t.business_id == _KEY).order_by(_t.n.desc()).limit(1)
_CONVERSATION = select(
    _c.id, _c.business_id, _c.public_id, _c.back_room, _c.closed, _c.blocked, _c.assigned, _c.created_ms,
    _c.last_ms, _c.last_seq, _c.head, _c.customer_ms, _c.team_ms, _c.told_ms, _c.auto_off, _c.waits, _c.erased_ms,
    _c.head_seq, _c.bytes, _c.asked_ms,
).where(_c.id == _KEY)  # fmt: skip
_SIZE = select(func.sum(_c.bytes)).where(_c.business_id == _KEY)
_CONVERSATION_KEY = select(_c.id).where(_c.public_id == _KEY)
_MARKS = select(_m.party, _m.delivered, _m.read, _m.delivered_ms, _m.read_ms).where(
    _m.conversation_id == _KEY
)
_RECORDS = (
    select(_r.n, _r.hash, _r.team_n, _r.devices_n)
    .where(_r.conversation_id == _KEY, _r.kind == bindparam("kind"))
    .order_by(_r.n.desc())
    .limit(1)
)
_UNREAD = (
    select(_e.pos)
    .where(
        down(bindparam("business"), bindparam("start"), bindparam("read")),
        (_e.kind == int(Kind.MESSAGE)) | (_e.kind == int(Kind.CALL)),
        _e.spoken_by == int(Party.CUSTOMER),
    )
    .order_by(_e.seq)
)
_SAID = (
    select(_e.at_ms, _e.kind, _e.spoken_by, _e.before_seq)
    .where(down(bindparam("business"), bindparam("start"), bindparam("after")))
    .order_by(_e.seq.desc())
)
_DEVICE = select(
    _d.id, _d.public_id, _d.business_id, _d.conversation_id, _d.role, _d.person, _d.ed, _d.x, _d.revoked_ms,
    _newest(commands.c.counter, commands.c.device_id == _d.id), _d.program,
).where(_d.id == _KEY)  # fmt: skip
_DEVICE_KEY = select(_d.id).where(_d.public_id == _KEY)
_fresh = unlisted(bindparam("conversation"))
_FRESH_COUNTER = select(func.max(_fresh.c.counter)).where(_fresh.c.device_id == bindparam("device"))
_FRESH_SENT = (
    select(_fresh.c.seq)
    .where(_fresh.c.device_id == bindparam("device"), _fresh.c.counter.is_not(None))
    .order_by(_fresh.c.seq.desc())
)
_SENT = select(commands.c.seq).where(commands.c.device_id == _KEY).order_by(commands.c.seq.desc())
_HEADER = select(_e.header, _e.body).where(_e.business_id == _KEY, _e.seq == bindparam("seq"))
_ABOVE = above(bindparam("conversation"), bindparam("pos"))
_AT = select(_e.header, _e.body).where(
    down(bindparam("business"), bindparam("start"), bindparam("before")),
    _e.pos == bindparam("pos"),
    _e.kind == int(Kind.MESSAGE),
)
_FRESH_COMMAND = select(_fresh.c.seq).where(
    _fresh.c.device_id == bindparam("device"), _fresh.c.counter == bindparam("counter")
)
_COMMAND = select(commands.c.seq).where(
    commands.c.device_id == _KEY, commands.c.counter == bindparam("counter")
)
_OUTCOME = select(_e.pos, _e.at_ms, _e.seq, _e.rev, _e.kind, _e.conversation_id).where(
    _e.business_id == _KEY, _e.seq == bindparam("seq")
)


class Loader:
    """Prepared statements that read one business, conversation, device or outcome."""

    def __init__(self, dialect: Dialect) -> None:
        self._business = prepared(_BUSINESS, dialect)
        self._profile = prepared(_PROFILE, dialect)
        self._team = prepared(_TEAM, dialect)
        self._conversation = prepared(_CONVERSATION, dialect)
        self._size = prepared(_SIZE, dialect)
        self._conversation_key = prepared(_CONVERSATION_KEY, dialect)
        self._marks = prepared(_MARKS, dialect)
        self._records = prepared(_RECORDS, dialect)
        self._unread = prepared(_UNREAD, dialect)
        self._said = prepared(_SAID, dialect)
        self._device = prepared(_DEVICE, dialect)
        self._device_key = prepared(_DEVICE_KEY, dialect)
        self._fresh_counter = prepared(_FRESH_COUNTER, dialect)
        self._fresh_command = prepared(_FRESH_COMMAND, dialect)
        self._fresh_sent = prepared(_FRESH_SENT, dialect)
        self._sent = prepared(_SENT, dialect)
        self._header = prepared(_HEADER, dialect)
        self._above = prepared(_ABOVE, dialect)
        self._at = prepared(_AT, dialect)
        self._command = prepared(_COMMAND, dialect)
        self._outcome = prepared(_OUTCOME, dialect)

    def business(self, cursor: Any, key: int) -> Business | None:
        """The business with its heads, its current team key and its profile."""
        row = self._business.one(cursor, key)
        if row is None:
            return None
        business = Business(row[0], row[1], row[2], row[3] or 0, row[4] or 0, row[5])
        team = self._team.one(cursor, key)
        if team is not None:
            business.team_n, business.team_hash, business.team_x = team
        if row[6] is not None:
            business.profile_rev = row[6]
            business.profile, business.profile_answered = self._profile.one(cursor, key) or (None, False)
        return business

    def conversation(self, cursor: Any, key: int) -> Conversation | None:
        """The conversation with its marks, current keys and unread positions."""
        row = self._conversation.one(cursor, key)
        if row is None:
            return None
        both = {Party.CUSTOMER: Mark(), Party.TEAM: Mark()}
        for party, *values in self._marks.all(cursor, key):
            both[Party(party)] = Mark(*values)
        id_, business, public_id, *flags, assigned, created_ms, last_ms, last_seq, pos = row[:11]
        back_room, closed, blocked = (bool(flag) for flag in flags)
        in_no_list = row[15] < 0
        conversation = Conversation(
            id=id_, business_id=business, public_id=public_id, back_room=back_room, closed=closed, blocked=blocked,
            assigned=assigned, created_ms=created_ms, last_ms=last_ms, last_seq=last_seq, pos=pos or 0,
            customer=both[Party.CUSTOMER], team=both[Party.TEAM], customer_ms=row[11], team_ms=row[12], told_ms=row[13],
            auto_off=bool(row[14]), erased_ms=row[16], gone=in_no_list and row[16] is not None, head_seq=row[17],
            bytes=row[18], asked_ms=row[19],
        )  # fmt: skip
        if not (back_room or in_no_list):
            conversation.counted = (closed, row[15], assigned or 0, conversation.asks)
        listed = self._records.one(cursor, key, "customer-devices")
        if listed is not None:
            conversation.devices_n, conversation.devices_hash = listed[0], listed[1]
        epoch = self._records.one(cursor, key, "epoch")
        if epoch is not None:
            conversation.epoch_n, conversation.epoch_hash = epoch[0], epoch[1]
            conversation.epoch_team_n, conversation.epoch_devices_n = epoch[2], epoch[3]
        conversation.unread = self.unread(cursor, conversation)
        if conversation.pos % STRIDE == 0:
            conversation.unlisted = array("q")
        return conversation

    def unread(self, cursor: Any, conversation: Conversation) -> list[int]:
        """[L6] The customer's spoken messages and missed calls past the team's `read`; none once it was erased."""
        if conversation.erased_ms is not None:
            return []
        given = {
            "business": conversation.business_id,
            "start": conversation.head_seq,
            "read": conversation.team.read,
        }
        return [pos for (pos,) in self._unread.run(cursor, given).fetchall()]

    def asked_ms(self, cursor: Any, conversation: Conversation) -> int:
        """When the customer said what waits for an answer; 0: nothing does. Read from the log, newest first, in strides."""
        if conversation.closed or conversation.erased_ms is not None:
            return 0
        found, start, pos = 0, conversation.head_seq or None, conversation.pos
        while start:
            pos = max(pos - STRIDE, 0)
            given = {"business": conversation.business_id, "start": start, "after": pos}
            rows = self._said.run(cursor, given).fetchall()
            for at_ms, kind, spoken_by, _ in rows:
                if kind == Kind.CLOSED or (kind == Kind.MESSAGE and spoken_by == Party.TEAM):
                    return found
                if kind == Kind.MESSAGE and spoken_by == Party.CUSTOMER:
                    found = at_ms
            start = rows[-1][3] if rows else None
        return found

    def message_at(
        self, cursor: Any, conversation: Conversation, pos: int
    ) -> tuple[bytes | None, bytes | None] | None:
        """Header and body of the message at that position, which is at most the head's; None when none is there."""
        start = conversation.head_seq
        if conversation.pos - pos >= STRIDE:
            [start] = self._above.run(cursor, {"conversation": conversation.id, "pos": pos}).fetchone()
        given = {"business": conversation.business_id, "start": start, "before": pos - 1, "pos": pos}
        row: tuple[bytes | None, bytes | None] | None = self._at.run(cursor, given).fetchone()
        return row

    def size(self, cursor: Any, business: int) -> int:
        """The bytes that the events of all conversations of a business store."""
        row = self._size.one(cursor, business)
        return 0 if row is None else row[0] or 0

    def conversation_key(self, cursor: Any, public_id: bytes) -> int | None:
        """The internal key of a conversation."""
        row = self._conversation_key.one(cursor, public_id)
        return None if row is None else int(row[0])

    def device(self, cursor: Any, key: int) -> Device | None:
        """The device with the highest counter stored of it."""
        row = self._device.one(cursor, key)
        if row is None:
            return None
        id_, public_id, business, conversation, role, person, ed, x, revoked_ms, listed, program = row
        counter = listed or 0
        if conversation is not None:
            given = {"conversation": conversation, "device": key}
            counter = max(counter, self._fresh_counter.run(cursor, given).fetchone()[0] or 0)
        held = Device(
            id_, public_id, business, conversation, role, person, ed, x, revoked_ms is not None, counter,
            stored_program(program),
        )  # fmt: skip
        if conversation is not None and counter:
            self._find_last(cursor, held)
        return held

    def _find_last(self, cursor: Any, device: Device) -> None:
        """[S7] The device's last message by place, not by counter: a message may be sent again under an old one."""
        erased = None
        for seq in self._sent_by(cursor, device):
            header, body = self._header.one(cursor, device.business_id, seq) or (None, None)
            if header is not None:
                device.last_rows = LastRows(header, erased)
                return
            erased = erased or body
        device.last_rows = LastRows(None, erased)

    def _sent_by(self, cursor: Any, device: Device) -> Iterator[int]:
        """The `seq` of a customer's commands, the newest first."""
        given = {"conversation": device.conversation_id, "device": device.id}
        yield from (seq for (seq,) in self._fresh_sent.run(cursor, given).fetchall())
        yield from (seq for (seq,) in self._sent.all(cursor, device.id))

    def device_key(self, cursor: Any, public_id: bytes) -> int | None:
        """The internal key of a device."""
        row = self._device_key.one(cursor, public_id)
        return None if row is None else int(row[0])

    def first_outcome(
        self, cursor: Any, device: Device, counter: int
    ) -> tuple[Stored, int, int | None] | None:
        """[L4] What (device, counter) became the first time, with its kind and conversation; None when it is new."""
        found = self._command.one(cursor, device.id, counter)
        if found is None and device.conversation_id is not None:
            given = {"conversation": device.conversation_id, "device": device.id, "counter": counter}
            found = self._fresh_command.run(cursor, given).fetchone()
        if found is None:
            return None
        row = self._outcome.one(cursor, device.business_id, found[0])
        if row is None:
            return None
        pos, at_ms, seq, rev, kind, conversation = row
        return Stored(pos, at_ms, seq, rev, first=False), kind, conversation
