"""The log inside the writer's transaction: reads the heads, appends events, moves marks."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, CursorResult, Executable

from tresen.core.model import CUSTOMER_VISIBLE, PROGRAM, Kind, Party
from tresen.errors import Refusal
from tresen.store.checkpoint import passed
from tresen.store.load import Loader
from tresen.store.schema import STRIDE
from tresen.store.sql import Prepared
from tresen.store.state import Business, Conversation, Device, Event, MarkChange, Stored
from tresen.store.unwritten import Unwritten

Rows: TypeAlias = CursorResult[*tuple[Any, ...]]
"""What a statement of Core gives back."""

BODY_BYTES = 60 * 1024
"""The largest event body: an event fits into one frame (W1)."""
BUSY_MS = 5_000
"""How long a statement waits for a lock that somebody else holds."""
CACHED = 65_536
"""The cache is emptied between two batches once it holds more conversations or devices than this. Each takes about 1 KiB."""


EVENT_BYTES: Final = 192
"""What each event counts beside its contents: for its row, slot and tombstone. An erased message still counts this."""


STOOD_MS: Final = 10 * 60_000
"""Times stand still while the clock is put back by no more than this."""


class Ledger:
    """One transaction of the writer, and the state that it keeps in memory between transactions.

    `now_ms` is the time of the batch; all its events carry it. Jobs run one after the other, and each sees the changes of
    those before it.
    """

    def __init__(self, connection: Connection) -> None:
        dialect = self.dialect = connection.dialect
        self._connection = connection
        self._cursor: Any = connection.connection.cursor()
        self._load = Loader(dialect)
        self._unwritten = Unwritten(dialect)
        self._businesses: dict[int, Business] = {}
        self._conversations: dict[int, Conversation] = {}
        self._conversation_keys: dict[bytes, int] = {}
        self._devices: dict[int, Device] = {}
        self._sizes: dict[int, int] = {}
        self.now_ms = 0
        self._start()

    def _start(self) -> None:
        self.touched = False
        self.rows = 0
        self.events: list[Event] = []
        self.marks: dict[tuple[int, int], MarkChange] = {}
        self._begun = False
        self._grown: dict[int, int] = {}
        self._unwritten.clear()

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

    def stored_bytes(self, business: Business) -> int:
        """The bytes that the events of all conversations of a business store, this batch included."""
        grown = self._grown.get(business.id, 0)
        held = self._sizes.get(business.id)
        if held is None:
            self._flush()
            held = self._sizes[business.id] = self._load.size(self._cursor, business.id) - grown
        return held + grown

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
        found = self.find_conversation(public_id)
        if found is None or found.business_id != business:
            raise Refusal("unknown_conversation")
        return found

    def find_conversation(self, public_id: bytes) -> Conversation | None:
        """The conversation of that public id, of whichever business, or None."""
        key = self._conversation_keys.get(public_id)
        if key is None:
            key = self._load.conversation_key(self._cursor, public_id)
            if key is None:
                return None
        return self._conversations.get(key) or self.conversation(key)

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
        return self._load.first_outcome(self._cursor, device, counter)

    def message_at(self, conversation: Conversation, pos: int) -> tuple[bytes | None, bytes | None] | None:
        """Header and body of the message at that position (erased: no header); None when no message is there."""
        self._flush()
        return self._load.message_at(self._cursor, conversation, pos)

    def execute(self, statement: Executable, values: Any = None) -> Rows:
        """Run a statement of Core inside the transaction; it sees everything done before it.

        Use it for rare things (set-up, invites, records): a call costs as much as a hundred rows of a batch. Check what may
        be refused with a SELECT before the first change: a job that raises after a change makes the whole batch run again.
        """
        self._flush()
        if getattr(statement, "is_dml", False):
            self._begin()
            self.touched = True
            self.rows += 1
        return self._connection.execute(statement, values or {})

    def fetch(self, statement: Prepared, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The rows of a SELECT that is compiled once; they hold the driver's values. See `sql.Query`."""
        self._flush()
        rows: list[tuple[Any, ...]] = statement.run(self._cursor, given).fetchall()
        return rows

    def change(self, statement: Prepared, given: Mapping[str, Any]) -> int:
        """Run a changing statement that is compiled once; the key of the row that an INSERT added. See `sql.Change`."""
        self._flush()
        self._begin()
        self.touched = True
        self.rows += 1
        return int(statement.run(self._cursor, given).lastrowid or 0)

    def execute_many(self, statement: Prepared, rows: Sequence[tuple[Any, ...]]) -> None:
        """Run a changing statement once per row, in one call; it sees everything done before it."""
        self._flush()
        if rows:
            self._begin()
            self.touched = True
            self.rows += len(rows)
            statement.many(self._cursor, rows)

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
        waits: bool = False,
    ) -> Stored:
        """[L1, L2] Append an event that is not a message; `body` is its MessagePack body (L5).

        In a conversation it gets a `pos` if customers see its kind; with `public` it gets the next `rev`. One that `waits`
        is unread for the team, like a customer's spoken message.
        """
        if len(body) > BODY_BYTES:
            raise Refusal("too_large", f"an event's body has at most {BODY_BYTES} bytes")
        rev = None
        if public:
            rev = business.rev = business.rev + 1
        now, seq = self.now_ms, self._count(business, device, counter)
        pos = before = None
        if conversation is not None and kind in CUSTOMER_VISIBLE:
            sent = device if device is not None and device.conversation_id is not None else None
            pos, before = self._link(conversation, seq, None if sent is None else sent.id, counter)
        if conversation is not None:
            self.grow(conversation, EVENT_BYTES + len(body))
        where, named = (None, None) if conversation is None else (conversation.id, conversation.public_id)
        whose, called = (None, None) if device is None else (device.id, device.public_id)
        self.events.append(
            Event(business.id, seq, rev, where, named, pos, int(kind), now, whose, called, counter, body)
        )
        row = (business.id, seq, rev, where, pos, before, int(kind), now, whose, counter)
        self._unwritten.event((*row, _CUSTOMER if waits else None, None, None, None, body))
        if waits and conversation is not None and pos is not None:
            conversation.unread.append(pos)
        return Stored(pos, now, seq, rev)

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
        from_team = device.conversation_id is None
        now, (header, slot, ciphertext, signature) = self.now_ms, parts
        seq = self._count(business, device, counter)
        whose, where, by = business.id, conversation.id, device.id
        pos, before = self._link(conversation, seq, None if from_team else by, counter)
        self.events.append(
            Event(
                whose, seq, None, where, conversation.public_id, pos, _MESSAGE, now, by, device.public_id, counter, None,
                header, slot, ciphertext, signature,
            )
        )  # fmt: skip
        by_program = device.program is not None
        spoken_by = None if not spoken else _CUSTOMER if not from_team else PROGRAM if by_program else _TEAM
        row = (
            whose, seq, where, pos, before, _MESSAGE, now, by, counter, spoken_by, header, ciphertext, signature,
        )  # fmt: skip
        self._unwritten.message(row, (whose, seq, slot), conversation)
        size = EVENT_BYTES + len(header) + len(ciphertext) + len(signature)
        conversation.bytes += size
        self._grown[whose] = self._grown.get(whose, 0) + size
        if spoken:
            conversation.last_ms, conversation.last_seq = now, seq
            if from_team:
                # [S23] What a program says is no answer of the team: it goes on waiting, and nobody is taken to be there.
                if not by_program:
                    conversation.team_ms, conversation.asked_ms = now, 0
            else:
                conversation.unread.append(pos)
                conversation.customer_ms = now
                conversation.asked_ms = conversation.asked_ms or now
        return Stored(pos, now, seq)

    def note_said(self, conversation: Conversation, device: Device, num: int, header_hash: bytes) -> None:
        """[S7] Call after `append_message`: the next messages are compared with this one."""
        conversation.said = conversation.pos, header_hash
        if device.conversation_id is not None:
            self.note_last(device, num, (header_hash,))

    def note_last(self, device: Device, num: int, hashes: tuple[bytes | None, ...]) -> None:
        """[S7] A customer's device said this last, and its next message follows one of these."""
        device.last, device.last_rows = (num, hashes), None

    def grow(self, conversation: Conversation, size: int) -> None:
        """Count bytes that a conversation stores more, or less if negative, and write its state with the batch."""
        self.touched = True
        conversation.bytes += size
        business = conversation.business_id
        self._grown[business] = self._grown.get(business, 0) + size
        self._unwritten.head(conversation)

    def _count(self, business: Business, device: Device | None, counter: int | None) -> int:
        """The next `seq`; the device's counter is used up with it (L1, L4)."""
        self.touched = True
        self.rows += 1
        business.seq += 1
        if device is not None and counter is not None:
            device.counter = max(device.counter, counter)
            if device.conversation_id is None:
                self._unwritten.commands(((device.id, counter, business.seq),))
        return business.seq

    def _link(
        self, conversation: Conversation, seq: int, customer: int | None, counter: int | None
    ) -> tuple[int, int | None]:
        """Make the event at `seq` the conversation's head (L2): its `pos`, and the `seq` of the one before.

        A command of a customer's device is listed with the next indexed position.
        """
        before = conversation.head_seq or None
        conversation.head_seq = seq
        pos = conversation.pos = conversation.pos + 1
        unlisted = conversation.unlisted
        if unlisted is not None and counter is not None and customer is not None:
            unlisted.extend((customer, counter, seq))
        if pos % STRIDE == 0:
            self._list_commands(conversation, unlisted)
        return pos, before

    def _list_commands(self, conversation: Conversation, unlisted: array[int] | None) -> None:
        if unlisted is None:
            self._unwritten.stride(conversation.business_id, conversation.head_seq, conversation.pos)
        else:
            self._unwritten.commands(zip(unlisted[::3], unlisted[1::3], unlisted[2::3], strict=True))
        conversation.unlisted = array("q")

    def move_marks(self, conversation: Conversation, party: Party, delivered: int, read: int) -> None:
        """[L6] Store a party's marks, as `core.receipts` decided them, and the step with its time."""
        by_team = party == _TEAM
        mark = conversation.team if by_team else conversation.customer
        now = self.now_ms
        self.touched = True
        self.rows += 1
        if delivered != mark.delivered:
            mark.delivered, mark.delivered_ms = delivered, now
        if read != mark.read:
            mark.read, mark.read_ms = read, now
            if by_team:
                self._read_by_team(conversation)
        number = _TEAM if by_team else _CUSTOMER
        key = (conversation.id, number)
        seq = self.business(conversation.business_id).seq
        row = (delivered, read, mark.delivered_ms, mark.read_ms, seq, conversation.id, number)
        self._unwritten.mark(key, row, (conversation.id, number, delivered, read, now))
        self.marks[key] = MarkChange(
            conversation.business_id, conversation.id, conversation.public_id, number,
            delivered, read, mark.delivered_ms, mark.read_ms,
        )  # fmt: skip

    def _read_by_team(self, conversation: Conversation) -> None:
        if conversation.unread:
            read = conversation.team.read
            conversation.unread = [pos for pos in conversation.unread if pos > read]
            self._unwritten.head(conversation)

    def set_state(
        self,
        conversation: Conversation,
        *,
        closed: bool | None = None,
        blocked: bool | None = None,
        assigned: tuple[int | None] | None = None,
        auto_off: bool | None = None,
        told_ms: int | None = None,
    ) -> None:
        """Change what is known of a conversation; `assigned` is a tuple of one, so that None can be assigned."""
        self.touched = True
        if closed is not None:
            conversation.closed = closed
            conversation.asked_ms = 0 if closed else conversation.asked_ms
        if blocked is not None:
            conversation.blocked = blocked
        if assigned is not None:
            conversation.assigned = assigned[0]
        if auto_off is not None:
            conversation.auto_off = auto_off
        if told_ms is not None:
            conversation.told_ms = told_ms
        self._unwritten.conversation(conversation)

    def free_pages(self) -> int:
        """How many pages of the file hold nothing."""
        found: int = self._cursor.execute("PRAGMA freelist_count").fetchone()[0]
        return found

    def give_back(self, pages: int) -> int:
        """Move pages from the file's end to free places, so that it can shrink; returns how many are still free."""
        self._flush()
        self._begin()
        self.touched = True
        self.rows += 1
        self._cursor.execute(f"PRAGMA incremental_vacuum({pages:d})").fetchall()
        return self.free_pages()

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
        if self._unwritten:
            self._begin()
            self._unwritten.write(self._cursor)

    def begin_batch(self, now_ms: int) -> None:
        """Start a batch at that time."""
        self._start()
        # A clock that is put right by a little must not make times run back: clients would take it for a lie (D10).
        if not now_ms < self.now_ms <= now_ms + STOOD_MS:
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
            for business, size in self._grown.items():
                if business in self._sizes:
                    self._sizes[business] += size
            self._grown.clear()

    def rollback(self) -> None:
        """Give up the batch and forget everything in memory."""
        open_ = self._begun and self._cursor.connection.in_transaction
        self._start()
        self._businesses.clear()
        self._conversations.clear()
        self._conversation_keys.clear()
        self._devices.clear()
        if open_:
            self._cursor.execute("ROLLBACK")

    def checkpoint(self, patience_ms: int) -> None:
        """Copy what the checkpointer has left of the write-ahead log. With patience, have readers leave it too."""
        if patience_ms:
            self._wait_for_readers("RESTART", patience_ms)
        else:
            passed(self._cursor)

    def truncate(self, patience_ms: int) -> bool:
        """Copy the write-ahead log into the database and empty it. Returns False when readers prevented it for that long."""
        return self._wait_for_readers("TRUNCATE", patience_ms)

    def _wait_for_readers(self, how: str, patience_ms: int) -> bool:
        self._cursor.execute(f"PRAGMA busy_timeout={patience_ms:d}")
        try:
            busy: int = self._cursor.execute(f"PRAGMA wal_checkpoint({how})").fetchone()[0]
        finally:
            self._cursor.execute(f"PRAGMA busy_timeout={BUSY_MS:d}")
        return not busy

    def close(self) -> None:
        """Give the connection back."""
        self._connection.invalidate()
        self._connection.close()


_MESSAGE: Final = int(Kind.MESSAGE)
_TEAM: Final = int(Party.TEAM)
_CUSTOMER: Final = int(Party.CUSTOMER)
"""Plain numbers, because looking up a member of an enumeration costs as much as storing a field."""
