"""Seals what waits in the outbox under the newest epoch, which is made first when it is due (S6, S8)."""

from __future__ import annotations

from typing import Protocol

import msgspec

from tresen.client.connection.http import Http, SignedWraps, b64, signed_wraps
from tresen.client.connection.keyfile import Item, Waiting
from tresen.client.connection.refusals import ANEW_TRIES, Then, then
from tresen.client.content import blob_in
from tresen.client.conversation.log import ConversationLog
from tresen.client.conversation.logs import ConversationLogs
from tresen.client.errors import BrokenConversation, Untrusted
from tresen.client.trust.business import Business
from tresen.client.trust.keyring import Keyring
from tresen.clock import Clock
from tresen.core import records, wire
from tresen.core.model import Kind
from tresen.core.records import Header
from tresen.errors import Refusal
from tresen.seal.epoch import make_epoch
from tresen.seal.keys import DeviceKeys
from tresen.seal.message import Envelope, Payload, seal_message


class Documents(Protocol):
    """Makes versions of documents from the changes that wait in the outbox (L8)."""

    async def version(self, waiting: Waiting) -> tuple[Payload, int, list[bytes]]:
        """The newest version with the waiting change merged in, the `seq` that it replaces, and the files that it names."""

    async def is_outdated(self, waiting: Waiting, replaced: int) -> bool:
        """A version was refused because it does not replace the newest. False when the server shows no other."""

    def stored(self, waiting: Waiting, seq: int | None) -> None:
        """The version that was sealed last is the newest now."""


class Sealer:
    """Seals for one device, in every conversation that it writes in. `documents`: the team's, who alone has some."""

    def __init__(
        self, device: DeviceKeys, http: Http, business: Business, logs: ConversationLogs, clock: Clock
    ) -> None:
        self._device, self._http, self._business = device, http, business
        self._logs, self._clock = logs, clock
        self.documents: Documents | None = None

    async def seal(self, item: Item) -> Envelope:
        """Seal a waiting message.

        Raises:
            BrokenConversation: the conversation's records do not verify.
            Untrusted: this device has no key of the newest epoch.
            Refusal: no epoch can be made; such as `conversation_erased`, or `stale_epoch` when others keep coming first.
            OSError, Refusal: what it takes cannot be read.
        """
        log = await self._logs.get(item.waiting.conversation)
        keys = log.keyring
        if isinstance(keys, Keyring):
            await self._make_current(log, keys)
        epoch = keys.epochs[-1]
        if epoch.key is None:
            raise Untrusted("broken", "this device has no key of the newest epoch")
        waiting = item.waiting
        payload, replaces = waiting.payload or {}, None
        brought = blob_in(payload)
        blobs = [] if brought is None else [brought]
        if waiting.doc is not None and self.documents is not None:
            payload, replaces, blobs = await self.documents.version(waiting)
        place, seen = log.place(self._device.id), log.seen
        header = Header(
            version=records.VERSION,
            business=self._business.id,
            conversation=log.conversation,
            epoch=epoch.n,
            epoch_hash=epoch.hash,
            device=self._device.id,
            counter=item.counter,
            num=place.num + 1,
            prev=place.hash,
            seen_pos=seen[0],
            seen_hash=seen[1],
            spoken=waiting.spoken,
            refers=waiting.refers,
            about=waiting.about,
            doc=waiting.doc,
            # Written while the clock ran ahead: the right one says when.
            at_ms=min(waiting.at_ms, self._clock.now_ms()),
            replaces=replaces,
            blobs=blobs or None,
        )
        return seal_message(self._device, epoch.key, header, payload)

    async def on_outdated(self, item: Item, refusal: Refusal) -> None:
        """The message does not fit the conversation as it is: learn what is new. `seal` then makes the next epoch if one
        is due.

        Raises:
            BrokenConversation: it was `stale_epoch`, and nothing is new: the server refuses the epoch that it shows (S6).
        """
        log = await self._logs.get(item.waiting.conversation)
        await self._business.catch_up()
        await self._logs.catch_up(log)
        keys = log.keyring
        current = keys.is_current() if isinstance(keys, Keyring) else True
        if refusal.code != "stale_epoch" or item.envelope is None or not current:
            return
        if records.decode(item.envelope.header, Header).epoch_hash == keys.epochs[-1].hash:
            raise BrokenConversation("the server refuses the epoch that it shows as the newest")

    async def on_stale_document(self, item: Item) -> bool:
        """The version does not replace the newest one. True when `seal` can make another on top of the newest (L8)."""
        if item.envelope is None or self.documents is None:
            return False
        header = records.decode(item.envelope.header, Header)
        return await self.documents.is_outdated(item.waiting, header.replaces or 0)

    async def on_stored(self, item: Item, frame: wire.Stored) -> None:
        """Take a durable message of this device into its conversation, in its place."""
        if item.waiting.doc is not None and self.documents is not None:
            self.documents.stored(item.waiting, frame.seq)
        log = self._logs.held.get(item.waiting.conversation)
        if log is None or frame.pos is None:
            return
        if item.envelope is None or frame.pos != log.head + 1:
            await self._logs.catch_up_soundly(log)
            return
        log.take(
            wire.Event(
                seq=frame.seq,
                rev=None,
                conversation=log.conversation,
                pos=frame.pos,
                kind=Kind.MESSAGE,
                at_ms=frame.at_ms,
                device=self._device.id,
                counter=item.counter,
                body=msgspec.Raw(msgspec.msgpack.encode(item.envelope)),
            )
        )

    def on_broken(self, conversation: bytes, broken: BrokenConversation) -> None:
        """As `ConversationLogs.on_broken`."""
        self._logs.on_broken(conversation, broken)

    async def _make_current(self, log: ConversationLog, keys: Keyring) -> None:
        for _ in range(ANEW_TRIES):
            if keys.is_current():
                return
            await self._make_epoch(log, keys)
        if not keys.is_current():
            raise Refusal("stale_epoch", "another epoch came first each time")

    async def _make_epoch(self, log: ConversationLog, keys: Keyring) -> None:
        current = keys.current
        made = make_epoch(
            self._device,
            keys.business,
            keys.conversation,
            self._clock.now_ms(),
            keys.recipients(),
            before=current.key,
            superseding=None if current.key else (current.n, current.hash),
        )
        path = f"/conversations/{b64(keys.conversation)}/epochs"
        try:
            await self._http.post(path, signed_wraps(SignedWraps(made.signed, made.wraps)))
        except Refusal as refusal:
            if then(refusal) is not Then.ANEW:
                raise
            # Another epoch came first, or something changed again: what is new decides.
        await self._business.catch_up()
        await self._logs.catch_up(log)
