"""What a job may do inside the writer's transaction: all of `Ledger`, and rare changes to people, keys and documents.

Jobs change the database only through `Tx`, so the writer knows whether a refused job has changed something.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy import bindparam, delete, func, insert, literal_column, select, update

from tresen.core.model import Kind, Party, Role
from tresen.core.programs import Program
from tresen.errors import Refusal
from tresen.store import ending
from tresen.store.ledger import Ledger, Rows
from tresen.store.schema import (
    STRIDE,
    abouts,
    businesses,
    conversation_records,
    conversations,
    devices,
    documents,
    events,
    mails,
    marks,
    passkeys,
    push_doubts,
    push_news,
    pushes,
    silent_devices,
    slots,
    team_keys,
    team_wraps,
)
from tresen.store.sql import Change, Query
from tresen.store.state import Business, Conversation, Device, Mark, Stored, Version

_FRESH: Final = dict.fromkeys(
    ("closed", "blocked", "auto_off", "head", "head_seq", "unread", "waits", "asked_ms", "bytes"), 0
)
_CONVERSATION: Final = Change(
    insert(conversations),
    *("business_id", "public_id", "day_number", "back_room", "created_ms", "last_ms", *_FRESH),
)
_NOTHING: Final = dict.fromkeys(("delivered", "read", "delivered_ms", "read_ms"), 0)
_MARK: Final = Change(insert(marks), "business_id", "conversation_id", "party", "seq", *_NOTHING)
_DEVICE: Final = Change(
    insert(devices),
    *("business_id", "conversation_id", "public_id", "role", "person", "ed", "x", "added_ms"),
)
_RECORD: Final = Change(
    insert(conversation_records), "conversation_id", "kind", "n", "hash", "seq", "team_n", "devices_n"
)
_NEWEST: Final = Query(
    select(conversations.c.created_ms, conversations.c.day_number)
    # From the newest row backwards: the sum keeps the database from sorting all of the business's instead.
    .where(
        conversations.c.business_id + literal_column("0") == bindparam("business"),
        conversations.c.back_room.is_(False),
    )
    .order_by(conversations.c.id.desc())
    .limit(literal_column("1"))
)


class Tx(Ledger):
    """One transaction of the writer. Jobs run one after the other; each sees what those before it did."""

    def persons(self, business: int) -> set[int]:
        """The numbers of the people in the team: those with a staff device that was not revoked."""
        found = self.execute(
            select(devices.c.person).where(
                devices.c.business_id == business,
                devices.c.conversation_id.is_(None),
                devices.c.role != Role.SHEET.value,
                devices.c.revoked_ms.is_(None),
            )
        )
        return {person for (person,) in found}

    def add_business(self, public_id: bytes, handle: str, generation: bytes) -> Business:
        """Create a business with an empty log. Public id and handle must be new: check first."""
        row = {"public_id": public_id, "handle": handle, "generation": generation, "created_ms": self.now_ms}
        key = inserted_key(self.execute(insert(businesses).values(row)))
        business = Business(key, public_id, handle, 0, 0, None)
        self._businesses[key] = business
        return business

    def add_conversation(
        self, business: Business, public_id: bytes, *, back_room: bool = False, day_number: int = 0
    ) -> Conversation:
        """Create a conversation with both parties' marks at 0 (L6). `day_number`: which of its day it is; 0: not counted."""
        now = self.now_ms
        row = {"business_id": business.id, "public_id": public_id, "day_number": day_number}
        key = _CONVERSATION.run(self, **row, back_room=back_room, created_ms=now, last_ms=now, **_FRESH)
        for party in Party:
            values = {"conversation_id": key, "party": int(party), "seq": business.seq}
            _MARK.run(self, business_id=business.id, **values, **_NOTHING)
        conversation = Conversation(
            key, business.id, public_id, back_room, False, False, None, now, now, None, 0, Mark(), Mark()
        )
        conversation.unlisted = array("q")
        self._conversations[key] = conversation
        self._conversation_keys[public_id] = key
        if back_room:
            business.back_room_id = key
        self._unwritten.conversation(conversation)
        return conversation

    def newest_begun(self, business: Business) -> tuple[int, int] | None:
        """When the business's newest conversation with a customer began, and its number on that day; None: there is none."""
        found = _NEWEST.one(self, business=business.id)
        return None if found is None else (found[0], found[1])

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
        where = {"business_id": business.id, "conversation_id": conversation, "public_id": public_id}
        key = _DEVICE.run(self, **where, role=role, person=person, ed=ed, x=x, added_ms=self.now_ms)
        device = Device(key, public_id, business.id, conversation, role, person, ed, x, False, 0)
        self._devices[key] = device
        return device

    def set_program(self, device: Device, program: Program | None) -> None:
        """[S23] Say of a device of the team that it is a program's, or a person's."""
        written = None if program is None else msgspec.msgpack.encode(program.written())
        self.execute(update(devices).where(devices.c.id == device.id).values(program=written))
        device.program = program

    def revoke_device(self, device: Device) -> None:
        """Shut a device out: its next command is refused with `revoked`. When it was seen, how it is told is forgotten."""
        gone = {"revoked_ms": self.now_ms, "seen_day": None}
        self.execute(update(devices).where(devices.c.id == device.id).values(gone))
        device.revoked = True
        self._tell_no_more([device.id])

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
        named = {"conversation_id": conversation.id, "kind": kind, "n": n, "hash": record_hash}
        _RECORD.run(self, **named, seq=seq, team_n=team_n, devices_n=devices_n)

    def record_outcome(self, conversation: Conversation, kind: str, n: int) -> tuple[bytes, Stored] | None:
        """Hash and first outcome of the conversation's record of that kind and number, or None."""
        r = conversation_records.c
        found = self.execute(
            select(r.hash, events.c.pos, events.c.at_ms, events.c.seq)
            .join(events, (events.c.business_id == conversation.business_id) & (events.c.seq == r.seq))
            .where(r.conversation_id == conversation.id, r.kind == kind, r.n == n)
        ).one_or_none()
        if found is None:
            return None
        hash_, pos, at_ms, seq = found
        return hash_, Stored(pos, at_ms, seq, first=False)

    def record_body(self, conversation: Conversation, kind: str, n: int) -> bytes:
        """The event body of the conversation's record of that kind and number. Raises `not_found`."""
        r = conversation_records.c
        found: bytes | None = self.execute(
            select(events.c.body)
            .join(
                conversation_records,
                (events.c.business_id == conversation.business_id) & (events.c.seq == r.seq),
            )
            .where(r.conversation_id == conversation.id, r.kind == kind, r.n == n)
        ).scalar()
        if found is None:
            raise Refusal("not_found", "there is no such record")
        return found

    def document(self, business: Business, doc: bytes) -> Version | None:
        """A document's newest version, or None."""
        found = self.execute(
            select(documents.c.seq, documents.c.about_id, events.c.header)
            .join(
                events, (events.c.business_id == documents.c.business_id) & (events.c.seq == documents.c.seq)
            )
            .where(documents.c.business_id == business.id, documents.c.doc == doc)
        ).one_or_none()
        return None if found is None else Version(*found)

    def count_documents(self, business: Business, about: int | None) -> int:
        """How many documents are about that conversation, or with None: about none."""
        d = documents.c
        which = (d.business_id == business.id) & (
            d.about_id.is_(None) if about is None else d.about_id == about
        )
        found: int = self.execute(select(func.count()).select_from(documents).where(which)).scalar_one()
        return found

    def put_document(
        self, business: Business, doc: bytes, seq: int, about: int | None, before: tuple[int, bytes] | None
    ) -> None:
        """[L8] Make `seq` the document's current version; `before` is the superseded `seq` and the tombstone left there."""
        if before is None:
            row = {"business_id": business.id, "doc": doc, "seq": seq, "about_id": about}
            self.execute(insert(documents).values(row))
            return
        old, tombstone = before
        self.lighten(business, [old])
        which = (documents.c.business_id == business.id) & (documents.c.doc == doc)
        self.execute(update(documents).where(which).values(seq=seq, about_id=about))
        where = (events.c.business_id == business.id) & (events.c.seq == old)
        gone = {"header": None, "ciphertext": None, "signature": None, "spoken_by": None, "body": tombstone}
        self.execute(update(events).where(where).values(gone))
        self.execute(
            update(slots).where(slots.c.business_id == business.id, slots.c.seq == old).values(slot=None)
        )

    def lighten(self, business: Business, seqs: Sequence[int]) -> None:
        """[L7] Count no longer what these messages hold. Call it right before they are emptied."""
        given = {"business": business.id, "seqs": json.dumps(list(seqs))}
        for conversation, size in ending.WEIGHT.all(self, **given):
            self.grow(self.conversation(conversation), -size)

    def note_about(self, conversation: int, business: Business, seq: int) -> None:
        """[L8] A message of the back room is about that conversation, and goes with it."""
        row = {"about_id": conversation, "seq": seq, "business_id": business.id}
        self.execute(insert(abouts).values(row))

    def recall(self, conversation: Conversation) -> None:
        """Read again from the log what is unread, what waits and what was said last, after messages were erased."""
        last = None if conversation.gone else self._last_spoken(conversation)
        conversation.last_seq, conversation.last_ms = last or (None, conversation.created_ms)
        if not conversation.gone:
            conversation.last_ms = max(conversation.last_ms, self._last_call(conversation))
        conversation.unread = self._load.unread(self._cursor, conversation)
        conversation.asked_ms = self._load.asked_ms(self._cursor, conversation)
        self._unwritten.conversation(conversation)

    def _last_call(self, conversation: Conversation) -> int:
        """[C10] When the newest call ended that is there; 0: there is none."""
        given = {"business": conversation.business_id, "conversation": conversation.id}
        found = ending.LAST_CALL.one(self, **given)
        return 0 if found is None or found[0] is None else int(found[0])

    def _last_spoken(self, conversation: Conversation) -> tuple[int, int] | None:
        """`seq` and time of the newest spoken message that is there; mostly it is near the head."""
        start: int | None = conversation.head_seq
        pos = conversation.pos
        while start:
            pos = max(pos - STRIDE, 0)
            rows = ending.SAID.all(self, business=conversation.business_id, start=start, after=pos)
            for seq, at_ms, kind, spoken_by, _ in rows:
                if kind == Kind.MESSAGE and spoken_by is not None and spoken_by >= 0:
                    return seq, at_ms
            start = rows[-1][4] if rows else None
        return None

    def end_conversation(self, conversation: Conversation, *, gone: bool) -> None:
        """[L7] Close the conversation, drop it from the lists when `gone`, forget who spoke when. Call `recall` next."""
        if conversation.erased_ms is None:
            ending.ERASED.run(self, conversation=conversation.id, now_ms=self.now_ms)
            conversation.erased_ms = self.now_ms
        conversation.closed, conversation.assigned, conversation.gone = True, None, gone
        conversation.customer_ms = conversation.team_ms = conversation.told_ms = None
        self._unwritten.conversation(conversation)
        for (mailed,) in ending.MAILED.all(self, conversation=conversation.id):
            self.forget_mailbox(mailed)
        for statement in ending.TELL_NO_MORE:
            statement.run(self, conversation=conversation.id)
        self.forget_mailbox(conversation.id)

    def _tell_no_more(self, keys: Sequence[int]) -> None:
        """[W12, S20] No push service hears of these devices again, no passkey opens one; nothing stays of how they ring."""
        for table in (passkeys, pushes, push_doubts, push_news, silent_devices):
            self.execute(delete(table).where(table.c.device_id.in_(keys)))
        given = self.execute(select(mails.c.conversation_id).where(mails.c.device_id.in_(keys))).all()
        for (conversation,) in given:
            self.forget_mailbox(conversation)

    def forget_mailbox(self, conversation: int) -> None:
        """[W13] No mail goes to this customer any more, and the address is overwritten where it stands."""
        self.empty_mailbox(conversation)
        for statement in ending.UNMAILED:
            statement.run(self, conversation=conversation)

    def empty_mailbox(self, conversation: int) -> None:
        """[W13] Overwrite the address by as many zeros. The row stays: SQLite then moves nothing (ADR 10)."""
        ending.EMPTY_MAILBOX.run(self, conversation=conversation)


def inserted_key(result: Rows) -> int:
    """The internal key of a row that was just inserted."""
    key = result.inserted_primary_key
    if key is None:
        raise Refusal("internal", "the database named no key for a new row")
    return int(key[0])
