"""Loads the writer's in-memory state from the tables, on demand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, Dialect, and_, bindparam, func, select

from tresen.core.model import Kind, Party
from tresen.store.schema import (
    businesses,
    conversation_records,
    conversations,
    devices,
    events,
    marks,
    team_keys,
)
from tresen.store.sql import Prepared
from tresen.store.state import Business, Conversation, Device, Mark


class Loader:
    """Prepared statements that read one business, conversation or device."""

    def __init__(self, dialect: Dialect) -> None:
        key: BindParameter[Any] = bindparam("key")
        newest = (
            select(func.max(events.c.seq)).where(events.c.business_id == businesses.c.id).scalar_subquery()
        )
        last = select(func.max(events.c.rev)).where(events.c.business_id == businesses.c.id).scalar_subquery()
        room = (
            select(conversations.c.id)
            .where(conversations.c.business_id == businesses.c.id, conversations.c.back_room.is_(True))
            .scalar_subquery()
        )
        self._business = Prepared(
            select(
                businesses.c.id, businesses.c.public_id, businesses.c.handle, newest, last, room,
                businesses.c.profile_rev,
            ).where(businesses.c.id == key),
            dialect,
        )  # fmt: skip
        self._profile = Prepared(
            select(events.c.body).where(events.c.business_id == key, events.c.rev == bindparam("rev")),
            dialect,
        )
        self._team = Prepared(
            select(team_keys.c.n, team_keys.c.hash, team_keys.c.x)
            .where(team_keys.c.business_id == key)
            .order_by(team_keys.c.n.desc())
            .limit(1),
            dialect,
        )
        c = conversations.c
        head = select(func.max(events.c.pos)).where(
            events.c.conversation_id == c.id, events.c.pos.is_not(None)
        )
        self._conversation = Prepared(
            select(
                c.id, c.business_id, c.public_id, c.back_room, c.closed, c.blocked, c.assigned, c.created_ms,
                c.last_ms, c.last_seq, head.scalar_subquery(), c.customer_ms, c.team_ms, c.told_ms, c.auto_off,
                c.waits, c.erased_ms,
            ).where(c.id == key),
            dialect,
        )  # fmt: skip
        self._conversation_key = Prepared(select(c.id).where(c.public_id == key), dialect)
        self._marks = Prepared(
            select(
                marks.c.party, marks.c.delivered, marks.c.read, marks.c.delivered_ms, marks.c.read_ms
            ).where(marks.c.conversation_id == key),
            dialect,
        )
        r = conversation_records.c
        self._records = Prepared(
            select(r.n, r.hash, r.team_n, r.devices_n)
            .where(r.conversation_id == key, r.kind == bindparam("kind"))
            .order_by(r.n.desc())
            .limit(1),
            dialect,
        )
        self._unread = Prepared(
            select(events.c.pos)
            .where(
                events.c.conversation_id == key,
                events.c.pos > bindparam("read"),
                events.c.kind == int(Kind.MESSAGE),
                events.c.spoken_by == int(Party.CUSTOMER),
            )
            .order_by(events.c.pos),
            dialect,
        )
        d = devices.c
        counter = select(func.max(events.c.counter)).where(
            and_(events.c.device_id == d.id, events.c.counter.is_not(None))
        )
        device = select(
            d.id, d.public_id, d.business_id, d.conversation_id, d.role, d.person, d.ed, d.x, d.revoked_ms,
            counter.scalar_subquery(),
        )  # fmt: skip
        self._device = Prepared(device.where(d.id == key), dialect)
        self._device_key = Prepared(select(d.id).where(d.public_id == key), dialect)

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
            found = self._profile.one(cursor, key, row[6])
            business.profile_rev, business.profile = row[6], None if found is None else found[0]
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
        gone = row[15] < 0
        conversation = Conversation(
            id=id_, business_id=business, public_id=public_id, back_room=back_room, closed=closed, blocked=blocked,
            assigned=assigned, created_ms=created_ms, last_ms=last_ms, last_seq=last_seq, pos=pos or 0,
            customer=both[Party.CUSTOMER], team=both[Party.TEAM], customer_ms=row[11], team_ms=row[12], told_ms=row[13],
            auto_off=bool(row[14]), counted=None if back_room or gone else (closed, row[15], assigned or 0),
            erased_ms=row[16], gone=gone,
        )  # fmt: skip
        listed = self._records.one(cursor, key, "customer-devices")
        if listed is not None:
            conversation.devices_n, conversation.devices_hash = listed[0], listed[1]
        epoch = self._records.one(cursor, key, "epoch")
        if epoch is not None:
            conversation.epoch_n, conversation.epoch_hash = epoch[0], epoch[1]
            conversation.epoch_team_n, conversation.epoch_devices_n = epoch[2], epoch[3]
        conversation.unread = self.unread(cursor, conversation)
        return conversation

    def unread(self, cursor: Any, conversation: Conversation) -> list[int]:
        """[L6] The positions of spoken customer messages past the team's `read`; none once it was erased."""
        if conversation.erased_ms is not None:
            return []
        return [pos for (pos,) in self._unread.all(cursor, conversation.id, conversation.team.read)]

    def conversation_key(self, cursor: Any, public_id: bytes) -> int | None:
        """The internal key of a conversation."""
        row = self._conversation_key.one(cursor, public_id)
        return None if row is None else int(row[0])

    def device(self, cursor: Any, key: int) -> Device | None:
        """The device with the highest counter stored of it."""
        row = self._device.one(cursor, key)
        if row is None:
            return None
        id_, public_id, business, conversation, role, person, ed, x, revoked_ms, counter = row
        return Device(
            id_, public_id, business, conversation, role, person, ed, x, revoked_ms is not None, counter or 0
        )

    def device_key(self, cursor: Any, public_id: bytes) -> int | None:
        """The internal key of a device."""
        row = self._device_key.one(cursor, public_id)
        return None if row is None else int(row[0])
