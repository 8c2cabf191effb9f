"""One conversation as its log tells it: every event verified in order, messages opened (S7, S10)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

import msgspec

from tresen.client.connection.http import SignedWraps
from tresen.client.conversation.message import Marks, Message, Place, Trouble
from tresen.client.erasing.orders import is_superseded, named_by
from tresen.client.erasing.verify import Applied, Erasures
from tresen.client.errors import BrokenConversation
from tresen.client.trust.keyring import Keys, KnownEpoch
from tresen.core import records
from tresen.core.model import Kind, Party
from tresen.core.records import Device, Header, Signed
from tresen.core.wire import Event, MarkRow
from tresen.errors import Refusal
from tresen.seal.message import Envelope, open_message, read_header
from tresen.seal.refused import Refused

_FAR: Final = 2**62
_BROKEN = {"wrong_signature", "wrong_sender", "wrong_place", "wrong_version", "malformed"}


class Automatic(msgspec.Struct, frozen=True, array_like=True):
    """The body of an `auto` event (L5). `language` is reserved: readers choose theirs."""

    name: str
    rev: int
    language: str | None
    instant_ms: int
    next_open_ms: int | None = None


class ConversationLog:
    """The verified fold of one conversation. Events are given in order of `pos`, without gaps."""

    def __init__(self, keyring: Keys, party: Party, render: Callable[[Automatic], str | None]) -> None:
        """`party` is one's own side; `render` turns the body of an automatic answer into its text (S14)."""
        self.keyring = keyring
        self.head = 0
        self.messages: list[Message] = []
        self.marks = {Party.CUSTOMER: Marks(), Party.TEAM: Marks()}
        self.state = "open"
        self._party, self._render = party, render
        self._places: dict[bytes, Place] = {}
        self._hashes: dict[int, bytes] = {}
        self._headers: dict[int, Header] = {}
        self._erasures = Erasures(keyring.business, keyring.conversation)
        self._epoch_now = 0
        self._alone = False
        self.erasure: Applied | None = None
        """What the newest `erased` event did, when its command verified."""

    @property
    def conversation(self) -> bytes:
        """The conversation's id."""
        return self.keyring.conversation

    @property
    def seen(self) -> tuple[int, bytes | None]:
        """The highest message position known, and its header hash."""
        return max(self._hashes.items(), default=(0, None))

    def place(self, device: bytes) -> Place:
        """How far a device's messages go, as the log has them."""
        return self._places.get(device, Place(0, None))

    def take(self, event: Event) -> Message | None:
        """Apply the next event; what may be shown of it is returned and kept in `messages`.

        Raises:
            BrokenConversation: a record that does not verify.
        """
        self.head = _pos(event)
        message = self._taken(event)
        if message is not None:
            self.messages.append(message)
        self._doubt(self._erasures.unaccounted(self.head if self.keyring.recorded else 0))
        return message

    def settle(self) -> None:
        """Everything that there is was taken: a tombstone that names a later event has none."""
        if self.keyring.recorded:
            self._doubt(self._erasures.unaccounted(_FAR))

    def still_said(self, device: bytes) -> Iterator[tuple[Message, Header]]:
        """That device's messages that nobody erased, in order, with what it signed beside the words; of a document only the
        newest version, whoever wrote it."""
        newest = {header.doc: pos for pos, header in sorted(self._headers.items())}
        for message in self.messages:
            header = self._headers.get(message.pos)
            if header is None or header.device != device or not message.payload:
                continue
            if header.doc is None or newest[header.doc] == message.pos:
                yield message, header

    def show_again(self, former: list[Message]) -> None:
        """What was known before and is gone without a command goes on being shown, with its trouble."""
        known = {each.pos: each for each in former if each.hash is not None}
        for at, each in enumerate(self.messages):
            before = known.get(each.pos)
            if each.trouble == "unasked" and before is not None and before.hash == each.hash:
                self.messages[at] = replace(before, trouble="unasked")

    def take_alone(self, event: Event) -> Message | None:
        """Open one event outside its log: signature and membership are verified, its place in the chain is not."""
        self._alone = True
        return self._taken(event)

    def take_marks(self, row: MarkRow) -> None:
        """Receipts, which only move forward (L6)."""
        party = Party(row.party)
        if (row.delivered, row.read) >= self.marks[party][:2]:
            self.marks[party] = Marks(row.delivered, row.read, row.delivered_ms, row.read_ms)

    def _taken(self, event: Event) -> Message | None:
        if event.kind == Kind.MESSAGE:
            return self._message(event)
        if event.kind == Kind.AUTO:
            return self._auto(event)
        if event.kind == Kind.RECORD:
            self.take_record(event)
        elif event.kind == Kind.ERASED:
            return self._erased(event)
        elif event.kind == Kind.CLOSED:
            self.state = "closed"
        elif event.kind == Kind.REOPENED:
            self.state = "open"
        return None

    def take_record(self, event: Event) -> None:
        """A customer-devices or epoch record of this conversation."""
        given = read_record(event)
        kind = record_kind(given.signed.body)
        if kind == "customer-devices":
            self.keyring.take_devices(given.signed)
        elif kind == "epoch":
            self.keyring.take_epoch(given)
            number = records.decode(given.signed.body, records.Epoch, "epoch").n
            self._epoch_now = max(self._epoch_now, number)

    def _auto(self, event: Event) -> Message:
        """An automatic answer: the words stand in the signed profile, the server claims only which and when (S14)."""
        ours = self._party == Party.TEAM
        try:
            answer = msgspec.msgpack.decode(event.body, type=Automatic)
        except records.UNREADABLE:
            return self._row(event, "auto", ours=ours, trouble="unreadable")
        text = self._render(answer)
        trouble: Trouble | None = None if text else "unreadable"
        payload = msgspec.structs.asdict(answer)
        return self._row(event, "auto", text=text or "", ours=ours, trouble=trouble, payload=payload)

    def _erased(self, event: Event) -> Message:
        """Drop what a verified command covers. Anything else is said, and nothing dropped (L7)."""
        applied = None
        if 1 <= self._epoch_now <= len(self.keyring.epochs):
            signers = self.keyring.erasers(self.keyring.epochs[self._epoch_now - 1])
            applied = self._erasures.apply(bytes(event.body), signers)
        self.erasure = applied
        if applied is None:
            return self._row(event, "erasure", trouble="forged")
        self._drop(applied)
        self._doubt(applied.unasked)
        team = self.keyring.staffed(applied.command.signer)
        payload = {
            "erased": applied.said.erased,
            "kept": [msgspec.structs.asdict(k) for k in applied.said.kept],
        }
        trouble: Trouble | None = "unasked" if applied.unasked else None
        return self._row(
            event, "erasure", payload=payload, trouble=trouble, ours=team == (self._party == Party.TEAM)
        )

    def _drop(self, applied: Applied) -> None:
        self._empty(applied.dropped)
        if applied.command.targets is None:
            self.state = "erased"

    def forget_about(self, conversation: bytes, applied: Applied) -> None:
        """Of the back room: drop what it says about a conversation that was erased, or about what was erased there (L7)."""
        about = {each.pos for each in self.messages if each.about == conversation}
        whole = applied.command.targets is None
        self._empty(about if whole else self._erasures.referring(about, applied.ids))

    def _empty(self, positions: Collection[int]) -> None:
        for pos in positions:
            self._headers.pop(pos, None)
        for at, each in enumerate(self.messages):
            if each.pos in positions:
                self.messages[at] = replace(
                    each, kind="erased", text="", payload={}, trouble=None, by=None, about=None
                )

    def _doubt(self, positions: Iterable[int]) -> None:
        """These are gone, or said to be, without a command: what is known of them stays, marked."""
        doubted = set(positions)
        for at, each in enumerate(self.messages if doubted else ()):
            if each.pos in doubted:
                self.messages[at] = replace(each, trouble="unasked")

    def _message(self, event: Event) -> Message:
        parts = read_plain(bytes(event.body))
        if isinstance(parts, list) and parts and parts[0] is None:
            return self._tombstone(event, parts)
        try:
            envelope = records.decode(event.body, Envelope, "message")
            header = records.decode(envelope.header, Header, "header")
        except Refusal:
            return self._row(event, "text", trouble="forged")
        epoch = self._epoch(header)
        if epoch is None:
            return self._row(event, "text", trouble="forged", device=header.device)
        sender = self.keyring.sender(header.device, epoch)
        if sender is None or (event.device, event.counter) != (header.device, header.counter):
            return self._row(event, "text", trouble="forged", device=header.device)
        return self._opened(event, envelope, epoch, sender)

    def _opened(self, event: Event, envelope: Envelope, epoch: KnownEpoch, sender: Any) -> Message:
        person = sender.person if isinstance(sender, Device) else None
        row: dict[str, Any] = {"person": person, "ours": (person is not None) == (self._party == Party.TEAM)}
        try:
            header = read_header(envelope, sender.ed)
        except Refused:
            return self._row(event, "text", trouble="forged", **row)
        row |= {"hash": records.header_hash(envelope.header), "about": header.about}
        if not self._alone:
            self._erasures.note(_pos(event), header, row["hash"])
            self._headers[_pos(event)] = header
        trouble = None if self._alone else self._chain(event, header, row["hash"])
        if epoch.key is None:
            return self._row(event, "text", trouble=trouble or "unreadable", **row)
        try:
            header, payload = open_message(envelope, sender.id, sender.ed, epoch.key)
        except Refused as refused:
            bad: Trouble = "forged" if refused.reason in _BROKEN else "unreadable"
            return self._row(event, "text", trouble=bad, **row)
        by = payload.get("by") if person is not None else None
        text = payload.get("text", "")
        if not isinstance(text, str):  # of another kind than this client knows: said so, never guessed (S9)
            text, trouble = "", trouble or "unreadable"
        return self._row(
            event,
            payload["kind"],
            text=text,
            by=by if isinstance(by, str) else None,
            payload=payload,
            trouble=trouble,
            **row,
        )

    def _epoch(self, header: Header) -> KnownEpoch | None:
        """The epoch a message names, if it was the current one at that moment (W7)."""
        epochs = self.keyring.epochs
        if not 1 <= header.epoch <= len(epochs) or header.conversation != self.conversation:
            return None
        if header.epoch != self._epoch_now and self.keyring.recorded:
            return None
        epoch = epochs[header.epoch - 1]
        return epoch if epoch.hash == header.epoch_hash else None

    def _chain(self, event: Event, header: Header, header_hash: bytes) -> Trouble | None:
        before = self.place(header.device)
        if header.num > before.num:
            self._places[header.device] = Place(header.num, header_hash)
        pos = _pos(event)
        self._hashes[pos] = header_hash
        if header.num > before.num + 1:
            return "gap"
        if header.num <= before.num or header.prev != before.hash:
            return "fork"
        if header.seen_pos >= pos or (
            header.seen_pos and self._hashes.get(header.seen_pos) != header.seen_hash
        ):
            return "fork"
        return None

    def _tombstone(self, event: Event, parts: list[Any]) -> Message:
        header_hash = parts[4] if len(parts) > 4 and isinstance(parts[4], bytes) else None
        if event.device is not None and event.pos is not None and header_hash is not None:
            self._places[event.device] = Place(self.place(event.device).num + 1, header_hash)
            self._hashes[event.pos] = header_hash
        trouble: Trouble | None = None if self._is_accounted(event) else "unasked"
        return self._row(event, "erased", hash=header_hash, trouble=trouble)

    def _is_accounted(self, event: Event) -> bool:
        """In the back room a document's versions replace one another, and a command that is named stands elsewhere."""
        if self.keyring.recorded:
            return self._erasures.leave(_pos(event), bytes(event.body))
        place = named_by(event)
        return is_superseded(event) if place is None else self.keyring.is_ordered(place)

    def _row(self, event: Event, kind: str, **fields: Any) -> Message:
        usual: dict[str, Any] = {
            "conversation": self.conversation,
            "pos": _pos(event),
            "at_ms": event.at_ms,
            "kind": kind,
            "text": "",
            "ours": False,
            "person": None,
            "by": None,
            "device": event.device,
            "counter": event.counter,
        }
        return Message(**{**usual, **fields})


def read_record(event: Event) -> SignedWraps:
    """The record in a `record` event, not verified.

    Raises:
        BrokenConversation: it cannot be read.
    """
    shape = tuple[bytes, bytes, list[tuple[bytes, bytes]] | None]
    try:
        body, signature, wraps = msgspec.msgpack.decode(event.body, type=shape)
    except records.UNREADABLE:
        raise BrokenConversation("a record that cannot be read") from None
    return SignedWraps(Signed(body, signature), wraps or [])


def record_kind(body: bytes) -> str:
    """What kind of record it says to be; empty when it cannot be read."""
    fields = read_plain(body)
    return str(fields[1]) if isinstance(fields, list) and len(fields) > 1 else ""


def read_plain(data: bytes) -> Any:
    """Whatever these bytes hold; None when they cannot be read."""
    try:
        return msgspec.msgpack.decode(data)
    except records.UNREADABLE:
        return None


def _pos(event: Event) -> int:
    """What belongs to a conversation's log has a place in it (L2)."""
    if event.pos is None:
        raise BrokenConversation("an event of a conversation without its place")
    return event.pos
