"""Messages, the team's acts on a conversation, and receipts. Each is one job of the writer."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from tresen.core import documents, receipts
from tresen.core.bounds.quotas import DEFAULT, Quotas
from tresen.core.classing import CLASS_AHEAD_MS, check_classing, signed_in
from tresen.core.erasing import MessageId
from tresen.core.log import NIL, tombstone
from tresen.core.messages import (
    check_against_log,
    check_clock,
    check_number,
    check_seen,
    check_seen_hash,
    peek_header,
)
from tresen.core.model import Kind, Party
from tresen.core.policy import Action, Place, Who, require_in, require_program
from tresen.core.programs import May
from tresen.core.records import Header, card_id, header_hash
from tresen.core.session import ACTS
from tresen.core.wire import Act, Send
from tresen.desk import replies
from tresen.desk.audit_trail import note
from tresen.desk.erasing.carry_out import classify, release_kept
from tresen.desk.files import naming as files
from tresen.desk.guards import hash_of, require_alive, require_quota, sender
from tresen.errors import Refusal
from tresen.store import erasing as erasing_store
from tresen.store.state import Business, Conversation, Device, Last, Stored
from tresen.store.tx import Tx
from tresen.store.writer import Job

_encode = msgspec.msgpack.encode


def send(
    who: Who, message: Send, header: Header, quotas: Quotas = DEFAULT, gone: Collection[MessageId] = ()
) -> Job[Stored]:
    """[L4, L8, L11, L12, S10] Store a message whose header was read by the session.

    `gone` are messages that were erased, whether or not this log ever had them: after a restored backup a device that was
    away may offer one again (L10).

    Refuses with `revoked`, `counter_used`, `unknown_conversation`, `conversation_blocked`, `conversation_erased`,
    `stale_epoch`, `clock_ahead`, `stale_document`, `header_mismatch`, `not_found` for what refers to an erased message,
    `too_large` for one document too many, `conversation_full`, `business_full`, `blob_missing`.
    """

    staff = who.staff

    def job(tx: Tx) -> Stored:
        device = sender(tx, who)
        conversation = tx.conversation_by_id(who.business, header.conversation)
        require_in(who, Action.SEND, conversation.business_id, conversation.id, conversation.back_room)
        again = _repeated(tx, device, message.counter, Kind.MESSAGE, conversation.id)
        if again is not None:
            return again
        _require_not_gone((device.public_id, message.counter), gone)
        require_alive(conversation)
        if device.program is not None:
            require_program(device.program, device.person, Action.SEND, _place(tx, conversation, header))
        business = tx.business(who.business)
        check_against_log(header, conversation, business, not staff)
        check_clock(header, tx.now_ms)
        check_seen(header, conversation.pos)
        if header.seen_pos:
            check_seen_hash(header, _said_at(tx, conversation, header.seen_pos))
        if not staff:
            check_number(header, *_last_of(tx, device))
        require_quota(tx, business, conversation, quotas, staff=staff)
        about = None if header.about is None else _talked_about(tx, who, header.about)
        before = None if header.doc is None else _superseded(tx, business, header, about)
        if header.refers is not None:
            _require_not_erased(tx, business, header.refers)
        replaced = None if before is None else before[0]
        brought = files.named(tx, conversation, device, header, replaced)
        if conversation.closed and header.spoken:
            tx.append(business, Kind.REOPENED, b"\x91" + NIL, conversation=conversation)
            tx.set_state(conversation, closed=False)
        parts = (message.header, message.slot, message.ciphertext, message.signature)
        answers = () if staff or not header.spoken else replies.due(tx, business, conversation)
        stored = tx.append_message(business, conversation, device, message.counter, parts, header.spoken)
        tx.note_said(conversation, device, header.num, header_hash(message.header))
        files.take(tx, business, brought, stored.seq, replaced)
        replies.append(tx, business, conversation, answers)
        if header.doc is not None:
            tx.put_document(business, header.doc, stored.seq, about, before)
        elif about is not None:
            tx.note_about(about, business, stored.seq)
        return stored

    return job


def _place(tx: Tx, conversation: Conversation, header: Header) -> Place:
    """Where a program writes. A customer's card is no document that a program may replace."""
    about = header.about and tx.find_conversation(header.about)
    return Place(
        conversation.back_room,
        (conversation.id, conversation.assigned),
        (about.id, about.assigned) if about else None,
        header.doc is not None and header.doc != card_id(header.about or b""),
    )


def _repeated(tx: Tx, device: Device, counter: int, kind: Kind, conversation: int) -> Stored | None:
    """[L4] The first outcome of a command that came before; `counter_used` when the counter was another command's."""
    found = tx.repeated(device, counter)
    if found is None:
        return None
    stored, first_kind, first_conversation = found
    if first_kind != kind or first_conversation != conversation:
        raise Refusal("counter_used", "this counter belongs to another command")
    return stored


def _require_not_gone(message: MessageId, gone: Collection[MessageId]) -> None:
    """[L7, L10] What was erased before a backup was restored is not said again. Raises `not_found`."""
    if message in gone:
        raise Refusal("not_found", "it was erased before a backup was restored")


def _last_of(tx: Tx, device: Device) -> Last:
    """What a customer's next message must follow; see `check_number`."""
    rows = device.last_rows
    if rows is not None:
        num, hash_ = (
            (0, None) if rows.header is None else (peek_header(rows.header).num, header_hash(rows.header))
        )
        tx.note_last(device, num, (hash_,) if rows.erased is None else (hash_, hash_of(None, rows.erased)))
    return device.last


def _said_at(tx: Tx, conversation: Conversation, pos: int) -> bytes | None:
    """The header hash of the message at that position; see `check_seen_hash`."""
    said = conversation.said
    if said is not None and said[0] == pos:
        return said[1]
    row = tx.message_at(conversation, pos)
    return None if row is None else hash_of(*row)


def _talked_about(tx: Tx, who: Who, public_id: bytes) -> int:
    about = tx.conversation_by_id(who.business, public_id)
    require_alive(about)
    return about.id


def _require_not_erased(tx: Tx, business: Business, refers: MessageId) -> None:
    """[L7] What is erased takes nothing any more that would have gone with it. Raises `not_found`.

    Whether there ever was such a message is for clients to judge.
    """
    device = tx.device_by_id(refers[0])
    if device is None or device.business_id != business.id:
        return
    found = tx.repeated(device, refers[1])
    if found is None or found[1] != Kind.MESSAGE or found[0].seq is None:
        return
    if not erasing_store.there(tx, business, [found[0].seq]):
        raise Refusal("not_found", "the message that it refers to was erased")


def _superseded(tx: Tx, business: Business, header: Header, about: int | None) -> tuple[int, bytes] | None:
    """[L8] The version before this one and the tombstone it leaves; None when this is the document's first version."""
    newest = tx.document(business, header.doc or b"")
    documents.require_newest(header.replaces, 0 if newest is None else newest.seq)
    if newest is None:
        documents.require_room(tx.count_documents(business, about), about is not None)
        return None
    documents.require_same_subject(newest.about, about)
    return newest.seq, tombstone(header_hash(newest.header), "superseded")


_ACT_KINDS = {
    Action.ASSIGN: Kind.ASSIGNED,
    Action.CLOSE: Kind.CLOSED,
    Action.REOPEN: Kind.REOPENED,
    Action.BLOCK: Kind.BLOCKED,
    Action.AUTO: Kind.AUTO_OFF,
    Action.CLASS: Kind.CLASS,
}


def act(who: Who, command: Act) -> Job[Stored]:
    """[L4, L5] Assign, close, reopen or block a conversation, switch automatic answers for it, or class a message of it.

    Refuses with `revoked`, `counter_used`, `forbidden`, `unknown_conversation`, `conversation_erased`, `not_found` for a
    person not of the team or a message that is not there.
    """
    action = ACTS[command.action]
    kind = _ACT_KINDS[action]

    def job(tx: Tx) -> Stored:
        device = sender(tx, who)
        conversation = tx.conversation_by_id(who.business, command.conversation)
        require_in(who, action, conversation.business_id, conversation.id, conversation.back_room)
        again = _repeated(tx, device, command.counter, kind, conversation.id)
        if again is not None:
            return again
        place = Place(False, (conversation.id, conversation.assigned))
        require_program(device.program, device.person, action, place)
        business = tx.business(who.business)
        released = None
        if action is Action.CLASS:
            signed = _signed_class(tx, business, conversation, device, command)
            released = classify(tx, business, conversation, *_class_of(command))
            note(tx, business, "class", person=who.person, conversation=conversation)
            body = _encode((*_class_of(command), *signed))
        else:
            require_alive(conversation)
            body = _encode((_act_body(tx, who, action, command),))
        stored = tx.append(
            business, kind, body, conversation=conversation, device=device, counter=command.counter
        )
        if released is not None:
            release_kept(tx, business, conversation, released)
        elif action is not Action.CLASS:
            _apply(tx, conversation, action, command)
        return stored

    return job


def _signed_class(
    tx: Tx, business: Business, conversation: Conversation, device: Device, command: Act
) -> tuple[tuple[bytes, bytes], ...]:
    """[S18] Body and signature of a class that says what the command says; nothing from a client of the version before.

    Raises:
        Refusal: `bad_record`, `forbidden`, `bad_signature`, `not_found`.
    """
    signed = signed_in(command.signed)
    if signed is None:
        return ()
    said = check_classing(signed, business.public_id, conversation.public_id, {device.public_id: device.ed})
    if said.at_ms > tx.now_ms + CLASS_AHEAD_MS:
        raise Refusal(
            "bad_record", "at_ms: this device's clock is more than ten minutes ahead of the server's"
        )
    if (said.class_, said.pos) != _class_of(command):
        raise Refusal("bad_record", "what is signed is not what the command says")
    found = erasing_store.messages_at(tx, conversation, [said.pos])
    if not found or found[0].header is None:
        raise Refusal("not_found", "there is no message at that position")
    if header_hash(found[0].header) != said.hash:
        raise Refusal("bad_record", "no message with that header hash is at that position")
    return ((signed.body, signed.signature),)


def _class_of(command: Act) -> tuple[str, int]:
    """The argument, whose shape the session has checked."""
    if not isinstance(command.argument, tuple):
        raise Refusal("bad_frame", "class takes a class and a position")
    return command.argument


def _number_of(command: Act) -> int | None:
    """The argument, whose shape the session has checked."""
    if isinstance(command.argument, tuple):
        raise Refusal("bad_frame", "only class takes a list")
    return command.argument


def _act_body(tx: Tx, who: Who, action: Action, command: Act) -> int | bool | None:
    argument = _number_of(command)
    if action is Action.ASSIGN:
        if argument is not None and argument not in tx.persons(who.business):
            raise Refusal("not_found", "nobody of the team has that number")
        return argument
    if action is Action.AUTO:
        return not argument
    return argument if action is Action.BLOCK else who.person


def _apply(tx: Tx, conversation: Conversation, action: Action, command: Act) -> None:
    if action is Action.ASSIGN:
        tx.set_state(conversation, assigned=(_number_of(command),))
    elif action is Action.BLOCK:
        tx.set_state(conversation, blocked=bool(command.argument))
    elif action is Action.AUTO:
        tx.set_state(conversation, auto_off=not command.argument)
    else:
        tx.set_state(conversation, closed=action is Action.CLOSE)


class Receipt(msgspec.Struct, frozen=True, gc=False):
    """The positions up to which a party has received and read."""

    conversation: bytes
    delivered: int
    read: int


def _only_looks(device: Device) -> bool:
    """[S23] What a program fetched that answers nobody was delivered; nobody has read it."""
    return device.program is not None and May.SEND not in device.program.may


def mark(who: Who, marks: Sequence[Receipt]) -> Job[list[Refusal]]:
    """[L6] Move the party's marks in these conversations. A refused one does not affect the others.

    In an erased conversation marks no longer move (L7).
    """
    party = Party.TEAM if who.staff else Party.CUSTOMER

    def job(tx: Tx) -> list[Refusal]:
        device = sender(tx, who)
        refused = []
        for wanted in marks:
            try:
                conversation = tx.conversation_by_id(who.business, wanted.conversation)
                require_in(
                    who, Action.MARK, conversation.business_id, conversation.id, conversation.back_room
                )
            except Refusal as refusal:
                refused.append(refusal)
                continue
            if conversation.erased_ms is not None:
                continue
            held = conversation.team if who.staff else conversation.customer
            read = wanted.read if not _only_looks(device) else held.read
            after = receipts.advance(
                held, Receipt(wanted.conversation, wanted.delivered, read), conversation.pos
            )
            if after is not None:
                tx.move_marks(conversation, party, after.delivered, after.read)
        return refused

    return job
