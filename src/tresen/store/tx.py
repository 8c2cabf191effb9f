"""What a job may do inside the writer's transaction: read the heads, append events, move marks, change keys.

Everything a job changes goes through `Tx`, so that the writer knows whether a refused job has changed something, and so that rows
are written once per batch (`executemany`), not once per command.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, CursorResult, Executable, bindparam, insert, select, update

from tresen.core.model import CUSTOMER_VISIBLE, Kind, Party
from tresen.errors import Refusal
from tresen.store.load import Loader
from tresen.store.schema import (
    businesses,
    conversation_records,
    conversations,
    devices,
    documents,
    events,
    mark_steps,
    marks,
    slots,
    team_keys,
    team_wraps,
)
from tresen.store.sql import Prepared
from tresen.store.state import Business, Conversation, Device, Event, Mark, MarkChange, Stored

BODY_BYTES = 60 * 1024
"""The largest event body: an event fits into one frame (W1)."""
CACHED = 20_000
"""More conversations or devices than this in memory, and the cache starts anew between two batches."""


class Tx:
    """One transaction of the writer, and what it keeps in memory from one to the next.

    `now_ms` is the batch's time: all its events carry it. Jobs run one after the other; each sees what those before it did.
    """

    def __init__(self, connection: Connection) -> None:
        dialect = connection.dialect
        self._connection = connection
        self._cursor: Any = connection.connection.cursor()
        self._load = Loader(dialect)
        self._insert_event = Prepared(insert(events), dialect)
        self._insert_slot = Prepared(insert(slots), dialect)
        self._insert_step = Prepared(
            insert(mark_steps), dialect, ["conversation_id", "party", "delivered", "read", "at_ms"]
        )
        self._update_mark = Prepared(
            update(marks)
            .where(marks.c.conversation_id == bindparam("c"), marks.c.party == bindparam("p"))
            .values({name: bindparam(f"v_{name}") for name in _MARK_VALUES}),
            dialect,
        )
        self._update_conversation = Prepared(
            update(conversations)
            .where(conversations.c.id == bindparam("c"))
            .values({name: bindparam(f"v_{name}") for name in _CONVERSATION_VALUES}),
            dialect,
        )
        self._first_outcome = Prepared(
            select(
                events.c.pos,
                events.c.at_ms,
                events.c.seq,
                events.c.rev,
                events.c.kind,
                events.c.conversation_id,
            ).where(events.c.device_id == bindparam("d"), events.c.counter == bindparam("n")),
            dialect,
        )
        self._businesses: dict[int, Business] = {}
        self._conversations: dict[int, Conversation] = {}
        self._conversation_keys: dict[bytes, int] = {}
        self._devices: dict[int, Device] = {}
        self.now_ms = 0
        self._start()

    def _start(self) -> None:
        self.touched = False
        self.rows = 0
        self.events: list[Event] = []
        self.marks: dict[tuple[int, int], MarkChange] = {}
        self._begun = False
        self._event_rows: list[tuple[Any, ...]] = []
        self._slot_rows: list[tuple[Any, ...]] = []
        self._step_rows: list[tuple[Any, ...]] = []
        self._dirty: dict[int, Conversation] = {}
        self._dirty_marks: dict[tuple[int, int], tuple[Any, ...]] = {}

    # Reading

    def business(self, key: int) -> Business:
        """The business under that internal key. Raises `unknown_business`."""
        found = self._businesses.get(key)
        if found is None:
            found = self._load.business(self._cursor, key)
            if found is None:
                raise Refusal("unknown_business")
            self._businesses[key] = found
        return found

    def conversation(self, key: int) -> Conversation:
        """The conversation under that internal key. Raises `unknown_conversation`."""
        found = self._conversations.get(key)
        if found is None:
            found = self._load.conversation(self._cursor, key)
            if found is None:
                raise Refusal("unknown_conversation")
            self._conversations[key] = found
            self._conversation_keys[found.public_id] = key
        return found

    def conversation_by_id(self, business: int, public_id: bytes) -> Conversation:
        """The business's conversation of that public id. Raises `unknown_conversation`, also for another business's."""
        key = self._conversation_keys.get(public_id)
        if key is None:
            key = self._load.conversation_key(self._cursor, public_id)
            if key is None:
                raise Refusal("unknown_conversation")
        found = self.conversation(key)
        if found.business_id != business:
            raise Refusal("unknown_conversation")
        return found

    def device(self, key: int) -> Device:
        """The device under that internal key. Raises `unknown_device`."""
        found = self._devices.get(key)
        if found is None:
            found = self._load.device(self._cursor, key)
            if found is None:
                raise Refusal("unknown_device")
            self._devices[key] = found
        return found

    def device_by_id(self, public_id: bytes) -> Device | None:
        """The device of that public id, of whichever business, or None."""
        key = self._load.device_key(self._cursor, public_id)
        return None if key is None else self.device(key)

    def repeated(self, device: Device, counter: int) -> tuple[Stored, int, int | None] | None:
        """[L4] The first outcome of (device, counter) with its kind and conversation, or None when it is new."""
        if counter > device.counter:
            return None
        self._flush()
        row = self._first_outcome.one(self._cursor, device.id, counter)
        if row is None:
            return None
        return Stored(row[0], row[1], row[2], row[3], first=False), row[4], row[5]

    def execute(self, statement: Executable, values: Any = None) -> CursorResult[Any]:
        """Run a statement of Core inside the transaction; it sees everything done before it.

        For rare things (set-up, invites, records): each call costs as much as a hundred rows of a batch. Check by SELECT what may
        be refused before the first change: a job that raises after a change makes the whole batch run again without it.
        """
        self._flush()
        if getattr(statement, "is_dml", False):
            self._begin()
            self.touched = True
            self.rows += 1
        return self._connection.execute(statement, values or {})

    # Changing

    def append(
        self,
        business: Business,
        kind: Kind,
        body: bytes,
        *,
        conversation: Conversation | None = None,
        public: bool = False,
        device: Device | None = None,
        counter: int | None = None,
    ) -> Stored:
        """[L1, L2] Append an event that is not a message; `body` is its MessagePack body (L5).

        With a conversation it gets a `pos` when its kind is one that customers see; with `public` it gets the next `rev`.
        """
        if len(body) > BODY_BYTES:
            raise Refusal("too_large", f"an event's body has at most {BODY_BYTES} bytes")
        pos = None
        if conversation is not None and kind in CUSTOMER_VISIBLE:
            pos = conversation.pos = conversation.pos + 1
        rev = None
        if public:
            rev = business.rev = business.rev + 1
        event = self._event(business, rev, conversation, pos, kind, device, counter, body)
        self._event_rows.append((*_key(event), None, None, None, None, body))
        if conversation is not None and kind == Kind.AUTO:
            conversation.last_ms, conversation.last_seq = self.now_ms, event.seq
            self._dirty[conversation.id] = conversation
        return Stored(pos, self.now_ms, event.seq, rev)

    def append_message(
        self,
        business: Business,
        conversation: Conversation,
        device: Device,
        counter: int,
        parts: tuple[bytes, bytes, bytes, bytes],
        spoken: bool,
    ) -> Stored:
        """[L1, S7] Append a message: header, slot, ciphertext and signature as transmitted.

        A spoken one becomes the conversation's last and, from a customer, unread.
        """
        party = Party.TEAM if device.conversation_id is None else Party.CUSTOMER
        pos = conversation.pos = conversation.pos + 1
        event = self._event(business, None, conversation, pos, Kind.MESSAGE, device, counter, None, parts)
        header, slot, ciphertext, signature = parts
        spoken_by = int(party) if spoken else None
        self._event_rows.append((*_key(event), spoken_by, header, ciphertext, signature, None))
        self._slot_rows.append((business.id, event.seq, slot))
        if spoken:
            conversation.last_ms, conversation.last_seq = self.now_ms, event.seq
            if party == Party.CUSTOMER:
                conversation.unread.append(pos)
            self._dirty[conversation.id] = conversation
        return Stored(pos, self.now_ms, event.seq)

    def _event(
        self,
        business: Business,
        rev: int | None,
        conversation: Conversation | None,
        pos: int | None,
        kind: Kind,
        device: Device | None,
        counter: int | None,
        body: bytes | None,
        parts: tuple[bytes | None, bytes | None, bytes | None, bytes | None] = (None, None, None, None),
    ) -> Event:
        self.touched = True
        self.rows += 1
        business.seq += 1
        if device is not None and counter is not None and counter > device.counter:
            device.counter = counter
        event = Event(
            business.id,
            business.seq,
            rev,
            None if conversation is None else conversation.id,
            None if conversation is None else conversation.public_id,
            pos,
            int(kind),
            self.now_ms,
            None if device is None else device.id,
            None if device is None else device.public_id,
            counter,
            body,
            *parts,
        )
        self.events.append(event)
        return event

    def mark(self, conversation: Conversation, party: Party, delivered: int, read: int) -> bool:
        """[L6] Move a party's marks forward, capped at the head. False when nothing moved: then nothing is written."""
        mark = conversation.customer if party == Party.CUSTOMER else conversation.team
        head = conversation.pos
        read = max(mark.read, min(read, head))
        delivered = max(mark.delivered, min(delivered, head), read)
        if delivered == mark.delivered and read == mark.read:
            return False
        now = self.now_ms
        self.touched = True
        self.rows += 1
        if delivered != mark.delivered:
            mark.delivered, mark.delivered_ms = delivered, now
        if read != mark.read:
            mark.read, mark.read_ms = read, now
            if party == Party.TEAM:
                self._read_by_team(conversation)
        key = (conversation.id, int(party))
        seq = self.business(conversation.business_id).seq
        self._step_rows.append((conversation.id, int(party), delivered, read, now))
        self._dirty_marks[key] = (delivered, read, mark.delivered_ms, mark.read_ms, seq, *key)
        self.marks[key] = MarkChange(
            conversation.business_id, conversation.id, conversation.public_id, int(party),
            delivered, read, mark.delivered_ms, mark.read_ms,
        )  # fmt: skip
        return True

    def _read_by_team(self, conversation: Conversation) -> None:
        if conversation.unread:
            read = conversation.team.read
            conversation.unread = [pos for pos in conversation.unread if pos > read]
            self._dirty[conversation.id] = conversation

    def set_state(
        self,
        conversation: Conversation,
        *,
        closed: bool | None = None,
        blocked: bool | None = None,
        assigned: tuple[int | None] | None = None,
    ) -> None:
        """Change what the list shows of a conversation; `assigned` is a tuple of one, so that None can be assigned."""
        self.touched = True
        if closed is not None:
            conversation.closed = closed
        if blocked is not None:
            conversation.blocked = blocked
        if assigned is not None:
            conversation.assigned = assigned[0]
        self._dirty[conversation.id] = conversation

    def add_business(self, public_id: bytes, handle: str, generation: bytes) -> Business:
        """Create a business with an empty log. Public id and handle must be new: check first."""
        row = {"public_id": public_id, "handle": handle, "generation": generation, "created_ms": self.now_ms}
        key = _inserted(self.execute(insert(businesses).values(row)))
        business = Business(key, public_id, handle, 0, 0, None)
        self._businesses[key] = business
        return business

    def add_conversation(
        self, business: Business, public_id: bytes, *, back_room: bool = False
    ) -> Conversation:
        """Create a conversation with both parties' marks at 0 (L6)."""
        now = self.now_ms
        row = {
            "business_id": business.id,
            "public_id": public_id,
            "back_room": back_room,
            "closed": False,
            "blocked": False,
            "created_ms": now,
            "last_ms": now,
            "unread": 0,
            "waits": 0,
        }
        key = _inserted(self.execute(insert(conversations).values(row)))
        nothing = {"business_id": business.id, "delivered": 0, "read": 0, "delivered_ms": 0, "read_ms": 0}
        for party in Party:
            values = {**nothing, "conversation_id": key, "party": int(party), "seq": business.seq}
            self.execute(insert(marks).values(values))
        conversation = Conversation(
            key, business.id, public_id, back_room, False, False, None, now, now, None, 0, Mark(), Mark()
        )
        self._conversations[key] = conversation
        self._conversation_keys[public_id] = key
        if back_room:
            business.back_room_id = key
        return conversation

    def add_device(
        self,
        business: Business,
        public_id: bytes,
        role: str,
        person: int,
        ed: bytes,
        x: bytes,
        conversation: int | None = None,
    ) -> Device:
        """List a device. Its public id must be new: check with `device_by_id` first."""
        row = {
            "business_id": business.id,
            "conversation_id": conversation,
            "public_id": public_id,
            "role": role,
            "person": person,
            "ed": ed,
            "x": x,
            "added_ms": self.now_ms,
        }
        key = _inserted(self.execute(insert(devices).values(row)))
        device = Device(key, public_id, business.id, conversation, role, person, ed, x, False, 0)
        self._devices[key] = device
        return device

    def revoke_device(self, device: Device) -> None:
        """Shut a device out: its next command is refused with `revoked`."""
        self.execute(update(devices).where(devices.c.id == device.id).values(revoked_ms=self.now_ms))
        device.revoked = True

    def add_team_key(self, business: Business, n: int, record_hash: bytes, x: bytes, rev: int) -> None:
        """Make team key n the current one (S5)."""
        row = {"business_id": business.id, "n": n, "hash": record_hash, "x": x, "rev": rev}
        self.execute(insert(team_keys).values(row))
        business.team_n, business.team_hash, business.team_x = n, record_hash, x

    def add_team_wrap(self, business: Business, n: int, device: Device, wrap: bytes) -> None:
        """Keep team key n wrapped to a device (S5)."""
        row = {"business_id": business.id, "n": n, "device_id": device.id, "wrap": wrap}
        self.execute(insert(team_wraps).values(row))

    def add_customer_devices(self, conversation: Conversation, n: int, record_hash: bytes, seq: int) -> None:
        """Make customer-devices record n the conversation's current one (S4)."""
        self._add_record(conversation, "customer-devices", n, record_hash, seq, None, None)
        conversation.devices_n, conversation.devices_hash = n, record_hash

    def add_epoch(
        self, conversation: Conversation, n: int, record_hash: bytes, seq: int, team_n: int, devices_n: int
    ) -> None:
        """Make epoch n the conversation's current one (S6)."""
        self._add_record(conversation, "epoch", n, record_hash, seq, team_n, devices_n)
        conversation.epoch_n, conversation.epoch_hash = n, record_hash
        conversation.epoch_team_n, conversation.epoch_devices_n = team_n, devices_n

    def _add_record(
        self,
        conversation: Conversation,
        kind: str,
        n: int,
        record_hash: bytes,
        seq: int,
        team_n: int | None,
        devices_n: int | None,
    ) -> None:
        row = {
            "conversation_id": conversation.id,
            "kind": kind,
            "n": n,
            "hash": record_hash,
            "seq": seq,
            "team_n": team_n,
            "devices_n": devices_n,
        }
        self.execute(insert(conversation_records).values(row))

    def document(self, business: Business, doc: bytes) -> tuple[int, bytes | None] | None:
        """The `seq` and header of a document's current version, or None."""
        found = self.execute(
            select(documents.c.seq, events.c.header)
            .join(
                events, (events.c.business_id == documents.c.business_id) & (events.c.seq == documents.c.seq)
            )
            .where(documents.c.business_id == business.id, documents.c.doc == doc)
        ).one_or_none()
        return None if found is None else (found[0], found[1])

    def put_document(
        self, business: Business, doc: bytes, seq: int, about: int | None, before: tuple[int, bytes] | None
    ) -> None:
        """[L8] Make `seq` the document's current version; `before` is the superseded `seq` and the tombstone body left there."""
        if before is None:
            row = {"business_id": business.id, "doc": doc, "seq": seq, "about_id": about}
            self.execute(insert(documents).values(row))
            return
        old, tombstone = before
        which = (documents.c.business_id == business.id) & (documents.c.doc == doc)
        self.execute(update(documents).where(which).values(seq=seq, about_id=about))
        where = (events.c.business_id == business.id) & (events.c.seq == old)
        gone = {"header": None, "ciphertext": None, "signature": None, "body": tombstone}
        self.execute(update(events).where(where).values(gone))
        self.execute(slots.delete().where(slots.c.business_id == business.id, slots.c.seq == old))

    # Used by the writer

    def flush(self) -> bool:
        """Write the rows collected so far. False when the batch has changed nothing."""
        self._flush()
        return self._begun

    def _begin(self) -> None:
        if not self._begun:
            self._begun = True
            self._cursor.execute("BEGIN IMMEDIATE")

    def _flush(self) -> None:
        if self._event_rows:
            self._begin()
            rows, self._event_rows = self._event_rows, []
            self._insert_event.many(self._cursor, rows)
        if self._slot_rows:
            slot_rows, self._slot_rows = self._slot_rows, []
            self._insert_slot.many(self._cursor, slot_rows)
        if self._dirty:
            self._begin()
            dirty, self._dirty = self._dirty, {}
            self._update_conversation.many(self._cursor, [_conversation_row(c) for c in dirty.values()])
        if self._dirty_marks:
            self._begin()
            moved, self._dirty_marks = self._dirty_marks, {}
            self._update_mark.many(self._cursor, list(moved.values()))
            steps, self._step_rows = self._step_rows, []
            self._insert_step.many(self._cursor, steps)

    def begin_batch(self, now_ms: int) -> None:
        """Start a batch at that time."""
        self._start()
        self.now_ms = now_ms
        if len(self._conversations) > CACHED:
            self._conversations.clear()
            self._conversation_keys.clear()
        if len(self._devices) > CACHED:
            self._devices.clear()

    def commit(self) -> None:
        """Make the batch durable. Raises what the driver raises; nothing of it is announced then."""
        if self._begun:
            self._cursor.execute("COMMIT")
            self._begun = False

    def rollback(self) -> None:
        """Give the batch up and forget what memory holds of it."""
        open_ = self._begun and self._cursor.connection.in_transaction
        self._start()
        self._businesses.clear()
        self._conversations.clear()
        self._conversation_keys.clear()
        self._devices.clear()
        if open_:
            self._cursor.execute("ROLLBACK")

    def close(self) -> None:
        """Give the connection back."""
        self._connection.invalidate()
        self._connection.close()


_MARK_VALUES = ("delivered", "read", "delivered_ms", "read_ms", "seq")
_CONVERSATION_VALUES = ("closed", "blocked", "assigned", "last_ms", "last_seq", "unread", "waits")


def _key(event: Event) -> tuple[Any, ...]:
    return (
        event.business_id, event.seq, event.rev, event.conversation_id, event.pos, event.kind, event.at_ms,
        event.device_id, event.counter,
    )  # fmt: skip


def _conversation_row(conversation: Conversation) -> tuple[Any, ...]:
    unread = len(conversation.unread)
    return (
        conversation.closed, conversation.blocked, conversation.assigned, conversation.last_ms, conversation.last_seq,
        unread, 1 if unread else 0, conversation.id,
    )  # fmt: skip


def _inserted(result: CursorResult[Any]) -> int:
    key = result.inserted_primary_key
    if key is None:
        raise Refusal("internal", "the database named no key for a new row")
    return int(key[0])
