"""A conversation's log as a server tells it to a client, true or not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from tests.world.clock import NOON
from tresen.client.connection.keyfile import KeyFile
from tresen.client.conversation.log import ConversationLog
from tresen.client.trust.keyring import Keyring
from tresen.client.trust.public import PublicRecords
from tresen.core import records
from tresen.core.events import Answer
from tresen.core.model import Kind, Party
from tresen.core.records import Header, Profile, Signed, Team
from tresen.core.shopfront.replies import render
from tresen.core.wire import Event
from tresen.seal.epoch import EpochKey, Recipients, make_epoch
from tresen.seal.keys import DeviceKeys, Identity, new_sheet_secret
from tresen.seal.message import Envelope, seal_message
from tresen.seal.records import customer_device, device_payload, sign_customer_devices, sign_public
from tresen.seal.team import TeamKey

encode = msgspec.msgpack.encode


class Told:
    """A business with Anna and Ben, and Frau Krause's conversation, as a server would store them."""

    def __init__(self, file: KeyFile) -> None:
        self.file = file
        self.sheet = Identity.from_secret("sheet", new_sheet_secret())
        self.anna, self.ben = DeviceKeys.generate(), DeviceKeys.generate()
        self.krause, self.stranger = DeviceKeys.generate(), DeviceKeys.generate()
        self.business = self.sheet.business
        self.team = TeamKey.first(self.business)
        self.public: list[Signed] = []
        for signer, payload in (
            (self.sheet, device_payload(self.sheet, "sheet", 0)),
            (self.sheet, device_payload(self.anna, "owner", 1)),
            (self.anna, Team(1, self.team.x, None)),
            (
                self.anna,
                Profile({"name": "Bäckerei", "greeting": {"text": {"de": "Willkommen bei {business}!"}}}),
            ),
            (self.anna, device_payload(self.ben, "member", 2)),
        ):
            self.publish(signer, payload)
        self.team_hash = records.record_hash(self.public[2].body)
        devices = [customer_device(self.krause, False)]
        self.listed = sign_customer_devices(self.krause, self.business, 1, None, NOON, devices)
        self.conversation = records.conversation_id(self.listed.body)
        self.made = make_epoch(self.krause, self.business, self.conversation, NOON, self.recipients())
        self.places: dict[bytes, tuple[int, bytes | None]] = {}
        self.seen: tuple[int, bytes | None] = (0, None)
        self.log = [
            self.record(self.listed, None),
            self.record(self.made.signed, self.made.wraps),
        ]

    def publish(self, signer: DeviceKeys, payload: Any) -> None:
        prev = records.record_hash(self.public[-1].body) if self.public else None
        self.public.append(sign_public(signer, self.business, len(self.public) + 1, prev, NOON, payload))

    def recipients(self) -> Recipients:
        devices = [customer_device(self.krause, False)]
        return Recipients(
            self.team.n, self.team_hash, self.team.x, 1, records.record_hash(self.listed.body), devices
        )

    def record(self, signed: Signed, wraps: list[tuple[bytes, bytes]] | None) -> tuple[int, Any]:
        return Kind.RECORD, [signed.body, signed.signature, wraps]

    def next_epoch(self, signer: DeviceKeys) -> None:
        self.made = make_epoch(
            signer, self.business, self.conversation, NOON, self.recipients(), self.made.key
        )
        self.log.append(self.record(self.made.signed, self.made.wraps))

    def seal(
        self,
        sender: DeviceKeys,
        text: str,
        epoch: EpochKey | None = None,
        kind: str = "text",
        **fields: Any,
    ) -> Envelope:
        """A message chained to the sender's last one. `fields` replace those of its header, as a liar would."""
        epoch = epoch or self.made.key
        num, prev = self.places.get(sender.id, (0, None))
        usual = {
            "version": 1, "business": self.business, "conversation": self.conversation, "epoch": epoch.n,
            "epoch_hash": epoch.hash, "device": sender.id, "counter": num + 1, "num": num + 1, "prev": prev,
            "seen_pos": self.seen[0], "seen_hash": self.seen[1], "spoken": True, "refers": None, "about": None,
            "doc": None, "at_ms": NOON,
        }  # fmt: skip
        return seal_message(
            sender, epoch, Header(**{**usual, **fields}), {"kind": kind, "text": text, "by": "Wer"}
        )

    def say(self, sender: DeviceKeys, text: str, **fields: Any) -> Envelope:
        """Seal and store it."""
        envelope = self.seal(sender, text, **fields)
        num = self.places.get(sender.id, (0, None))[0] + 1
        self.places[sender.id] = (num, records.header_hash(envelope.header))
        self.log.append((Kind.MESSAGE, envelope))
        self.seen = (len(self.log), records.header_hash(envelope.header))
        return envelope

    def read(self, party: Party = Party.CUSTOMER) -> ConversationLog:
        """The log as the customer's device reads it, or with `Party.TEAM` as a team device does."""
        public = PublicRecords(self.file, self.business, self.sheet.fingerprint)
        public.take(self.public)
        log = ConversationLog(
            Keyring(self.file, public, self.krause, self.business, self.conversation),
            party,
            self.words(public),
        )
        for event in self.events():
            log.take(event)
        return log

    def words(self, public: PublicRecords) -> Any:
        def text(answer: Answer) -> str | None:
            return render(
                public.profiles.get(answer.rev, {}),
                answer.name,
                answer.language or "de",
                answer.instant_ms,
                None,
            )

        return text

    def events(self) -> Iterator[Event]:
        for pos, (kind, body) in enumerate(self.log, 1):
            device = counter = None
            if kind == Kind.MESSAGE and isinstance(body, Envelope):
                header = records.decode(body.header, Header)
                device, counter = header.device, header.counter
            yield Event(
                None, None, self.conversation, pos, kind, NOON, device, counter, msgspec.Raw(encode(body))
            )
