"""Opens one message: signature, membership and epoch are verified before anything is decrypted (S10)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from tresen.client.content import ACTS, CARRIED, Content, Invited, Text, blob_in, read_content
from tresen.client.conversation.message import Message, Trouble
from tresen.client.ids import Id, id_or_none
from tresen.client.trust.keyring import Keys, KnownEpoch
from tresen.core import records
from tresen.core.model import Party
from tresen.core.records import CustomerDevice, Device, Header
from tresen.core.wire import Event
from tresen.errors import Refusal
from tresen.seal.invitation import quoted
from tresen.seal.message import Envelope, open_message, read_header
from tresen.seal.refused import Refused

_FORGED: Final = {"wrong_signature", "wrong_sender", "wrong_place", "wrong_version", "malformed"}

FIRST_MESSAGE_POS: Final = 3
"""Where the message stands with which a conversation began: behind its first two records (L2)."""

Chain = Callable[[Header, bytes], Trouble | None]
"""Told the header of a message whose signature verified, and its hash; answers whether it continues its sender's chain."""


class MessageReader:
    """Reads the messages of one conversation with its keys, for one side."""

    def __init__(self, keys: Keys, party: Party) -> None:
        self._keys, self._party = keys, party

    def read(self, event: Event, epoch_now: int, chain: Chain) -> Message:
        """What a `message` event holds; what cannot be believed or opened says so in `trouble`.

        `epoch_now` is the current epoch at this place of the log (W7); the back room has none.
        """
        try:
            envelope = records.decode(event.body, Envelope, "message")
            header = records.decode(envelope.header, Header, "header")
        except Refusal:
            return self._message(event, trouble="forged")
        epoch = self._epoch(header, epoch_now)
        sender = None if epoch is None else self._keys.sender(header.device, epoch)
        if (
            epoch is None
            or sender is None
            or (event.device, event.counter) != (header.device, header.counter)
        ):
            return self._message(event, device=Id(header.device), trouble="forged")
        return self._verified(event, envelope, epoch, sender, chain)

    def _verified(
        self,
        event: Event,
        envelope: Envelope,
        epoch: KnownEpoch,
        sender: Device | CustomerDevice,
        chain: Chain,
    ) -> Message:
        person = sender.person if isinstance(sender, Device) else None
        known: dict[str, Any] = {
            "person": person,
            "ours": (person is not None) == (self._party == Party.TEAM),
            "program": None if person is None else self._keys.program(sender.id, event.at_ms),
        }
        try:
            header = read_header(envelope, sender.ed)
        except Refused:
            return self._message(event, trouble="forged", **known)
        known |= {"hash": records.header_hash(envelope.header), "about": id_or_none(header.about)}
        known["written_ms"] = header.at_ms
        known |= {"refers": header.refers, "spoken": header.spoken}
        chained = chain(header, known["hash"])
        if epoch.key is None:
            return self._message(event, trouble=chained or "unreadable", **known)
        try:
            _, payload = open_message(envelope, sender.id, sender.ed, epoch.key)
        except Refused as refused:
            return self._message(
                event, trouble="forged" if refused.reason in _FORGED else "unreadable", **known
            )
        if chained is None and person is None:
            known["invitation"] = self._invited(event, header, payload, epoch)
        return self._opened(event, header, payload, chained, known)

    def _invited(
        self, event: Event, header: Header, payload: Mapping[str, Any], epoch: KnownEpoch
    ) -> Invited | None:
        """[S21] The words that the conversation's first message answers, if they are the business's beyond doubt."""
        text = payload["kind"] == Text.kind
        if not text or "invitation" not in payload or (event.pos, header.num) != (FIRST_MESSAGE_POS, 1):
            return None
        keys = self._keys
        try:
            invitation = quoted(keys.business, payload["invitation"]).read(
                keys.conversation, keys.inviters(epoch)
            )
            said = Invited.read(invitation.payload)
        except (Refused, ValueError):
            return None
        if not invitation.reply or said.blobs != (header.blobs or []):
            return None
        return replace(said, id=invitation.id, at_ms=invitation.at_ms)

    def _opened(
        self,
        event: Event,
        header: Header,
        payload: Mapping[str, Any],
        chained: Trouble | None,
        known: Mapping[str, Any],
    ) -> Message:
        by = payload.get("by") if known["person"] is not None else None
        kind, content, trouble = self._said(header, payload)
        return self._message(
            event,
            kind=kind,
            content=content,
            by=by if isinstance(by, str) else None,
            payload=payload,
            trouble=chained or trouble,
            **known,
        )

    def _said(self, header: Header, payload: Mapping[str, Any]) -> tuple[str, Content | None, Trouble | None]:
        """Kind and content. A document of the back room has its own readers (`documents`)."""
        if header.doc is not None and not self._keys.recorded:
            return payload["kind"], None, None
        if payload["kind"] in CARRIED and blob_in(payload) not in (header.blobs or ()):
            return "text", None, "unreadable"
        return content_in(payload, acts=header.refers is not None and not header.spoken)

    def _epoch(self, header: Header, epoch_now: int) -> KnownEpoch | None:
        """The epoch a message names, if it was the current one at that moment (W7)."""
        epochs = self._keys.epochs
        if not 1 <= header.epoch <= len(epochs) or header.conversation != self._keys.conversation:
            return None
        if header.epoch != epoch_now and self._keys.recorded:
            return None
        epoch = epochs[header.epoch - 1]
        return epoch if epoch.hash == header.epoch_hash else None

    def _message(self, event: Event, **fields: Any) -> Message:
        return row(event, self._keys.conversation, **{"kind": "text", **fields})


def content_in(payload: Mapping[str, Any], *, acts: bool) -> tuple[str, Content | None, Trouble | None]:
    """Kind and content of an opened payload, and what is wrong with it.

    `acts`: it may be one that is shown in the message it refers to. If such a one has another shape than its kind, it has no
    content: it changes nothing, and is no message of its own.
    """
    kind = payload["kind"]
    try:
        return kind, read_content(payload), None
    except ValueError:
        return (kind, None, None) if acts and kind in ACTS else ("text", None, "unreadable")


def row(event: Event, conversation: bytes, *, kind: str, **fields: Any) -> Message:
    """An entry with what its event says: place, time and id."""
    usual: dict[str, Any] = {
        "conversation": Id(conversation),
        "pos": event.pos or 0,
        "at_ms": event.at_ms,
        "ours": False,
        "device": id_or_none(event.device),
        "counter": event.counter,
    }
    return Message(**{**usual, "kind": kind, **fields})
