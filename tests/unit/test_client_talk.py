"""What a client believes of a conversation's log, and what it shows of one that was tampered with (S10)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.world.clock import NOON
from tresen.client.connection.keyfile import KeyFile
from tresen.client.content.automatic import Answer
from tresen.client.conversation.log import ConversationLog
from tresen.client.conversation.message import Message
from tresen.client.errors import Untrusted
from tresen.client.trust.keyring import Keyring
from tresen.client.trust.public import PublicRecords
from tresen.core import records
from tresen.core.model import Kind, Party
from tresen.core.records import Header, Profile, Revoke, Signed, Team
from tresen.core.wire import Event, MarkRow
from tresen.seal.epoch import EpochKey, Recipients, make_epoch
from tresen.seal.keys import DeviceKeys, Identity, new_sheet_secret
from tresen.seal.message import Envelope, seal_message
from tresen.seal.records import customer_device, device_payload, sign_customer_devices, sign_public
from tresen.seal.team import TeamKey

AT_MS = NOON
encode = msgspec.msgpack.encode


class Town:
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
        self.listed = sign_customer_devices(self.krause, self.business, 1, None, AT_MS, devices)
        self.conversation = records.conversation_id(self.listed.body)
        self.made = make_epoch(self.krause, self.business, self.conversation, AT_MS, self.recipients())
        self.places: dict[bytes, tuple[int, bytes | None]] = {}
        self.seen: tuple[int, bytes | None] = (0, None)
        self.log = [
            self.record(self.listed, None),
            self.record(self.made.signed, self.made.wraps),
        ]

    def publish(self, signer: DeviceKeys, payload: Any) -> None:
        prev = records.record_hash(self.public[-1].body) if self.public else None
        self.public.append(sign_public(signer, self.business, len(self.public) + 1, prev, AT_MS, payload))

    def recipients(self) -> Recipients:
        devices = [customer_device(self.krause, False)]
        return Recipients(
            self.team.n, self.team_hash, self.team.x, 1, records.record_hash(self.listed.body), devices
        )

    def record(self, signed: Signed, wraps: list[tuple[bytes, bytes]] | None) -> tuple[int, Any]:
        return Kind.RECORD, [signed.body, signed.signature, wraps]

    def next_epoch(self, signer: DeviceKeys) -> None:
        self.made = make_epoch(
            signer, self.business, self.conversation, AT_MS, self.recipients(), self.made.key
        )
        self.log.append(self.record(self.made.signed, self.made.wraps))

    def seal(self, sender: DeviceKeys, text: str, epoch: EpochKey | None = None, **fields: Any) -> Envelope:
        """A message chained to the sender's last one; `fields` are what a liar writes into its header."""
        epoch = epoch or self.made.key
        num, prev = self.places.get(sender.id, (0, None))
        usual = {
            "version": 1, "business": self.business, "conversation": self.conversation, "epoch": epoch.n,
            "epoch_hash": epoch.hash, "device": sender.id, "counter": num + 1, "num": num + 1, "prev": prev,
            "seen_pos": self.seen[0], "seen_hash": self.seen[1], "spoken": True, "refers": None, "about": None,
            "doc": None, "at_ms": AT_MS,
        }  # fmt: skip
        return seal_message(
            sender, epoch, Header(**{**usual, **fields}), {"kind": "text", "text": text, "by": "Wer"}
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
        """What the customer's device makes of it (or, with `Party.TEAM`, one of the team's)."""
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
        from tresen.core.replies import render

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
                None, None, self.conversation, pos, kind, AT_MS, device, counter, msgspec.Raw(encode(body))
            )


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    file = KeyFile(tmp_path / "keys")
    yield Town(file)
    file.close()


def shown(messages: list[Message]) -> list[tuple[str, str | None]]:
    return [(each.text, each.trouble) for each in messages]


def test_an_honest_log(town: Town) -> None:
    """[S10] verified, opened, in order; whose it is comes from records, never from the payload."""
    town.say(town.krause, "eins")
    town.say(town.ben, "zwei")
    messages = town.read().messages
    assert shown(messages) == [("eins", None), ("zwei", None)]
    assert [(each.ours, each.person, each.by) for each in messages] == [(True, None, None), (False, 2, "Wer")]


def test_a_replay_is_shown(town: Town) -> None:
    """[S10] the same message once more in the log is a fork, not a second message."""
    again = town.say(town.krause, "eins")
    town.log.append((Kind.MESSAGE, again))
    assert shown(town.read().messages) == [("eins", None), ("eins", "fork")]


def test_an_omission_is_shown_by_the_next_message(town: Town) -> None:
    """[S10] a message left out by the server: the next one says that something is missing."""
    town.say(town.krause, "eins")
    town.say(town.krause, "zwei")
    town.say(town.krause, "drei")
    del town.log[3]
    assert shown(town.read().messages) == [("eins", None), ("drei", "gap")]


def test_swapped_order_is_shown(town: Town) -> None:
    """[S10] two messages of one sender in another order."""
    town.say(town.krause, "eins")
    town.say(town.krause, "zwei")
    town.log[2], town.log[3] = town.log[3], town.log[2]
    assert {trouble for _, trouble in shown(town.read().messages)} == {"gap", "fork"}


def test_another_history_is_shown(town: Town) -> None:
    """[S10] what a sender had seen at a place is not what stands there now."""
    town.say(town.krause, "eins")
    town.seen = (3, b"x" * 32)
    town.say(town.ben, "zwei")
    assert shown(town.read().messages) == [("eins", None), ("zwei", "fork")]


@pytest.mark.parametrize("part", ["header", "slot", "ciphertext", "signature"])
def test_a_changed_bit_is_forged(town: Town, part: str) -> None:
    """[S7, I-12] a changed message is shown as forged, and those after it are read."""
    envelope = town.say(town.krause, "eins")
    data = bytearray(getattr(envelope, part))
    data[-1] ^= 1
    town.log[-1] = (Kind.MESSAGE, msgspec.structs.replace(envelope, **{part: bytes(data)}))
    town.say(town.ben, "zwei", seen_pos=0, seen_hash=None)
    assert shown(town.read().messages)[0] == ("", "forged")
    assert shown(town.read().messages)[1] == ("zwei", None)


def test_a_stranger_is_forged(town: Town) -> None:
    """[S10] a device that no record lists says nothing, whatever it signs."""
    town.say(town.stranger, "ich bin es")
    assert shown(town.read().messages) == [("", "forged")]


def test_the_customer_in_the_team_s_name_is_forged(town: Town) -> None:
    """[S10] a header that names another device than the one that signed."""
    envelope = town.seal(town.krause, "ich bin Ben", device=town.ben.id)
    town.log.append((Kind.MESSAGE, envelope))
    assert shown(town.read().messages) == [("", "forged")]


def test_a_pasted_message_is_forged(town: Town) -> None:
    """[S7] a message of another conversation, however well signed."""
    town.log.append((Kind.MESSAGE, town.seal(town.krause, "anderswo", conversation=b"c" * 16)))
    assert shown(town.read().messages) == [("", "forged")]


def test_an_old_epoch_is_forged(town: Town) -> None:
    """[S6, W7] after a new epoch nothing is accepted under the one before; who left cannot write on."""
    first = town.made.key
    town.say(town.ben, "vorher")
    town.publish(town.anna, Revoke(None, 2))
    team, sealed_prev = town.team.next()
    town.publish(town.anna, Team(2, team.x, sealed_prev))
    town.team, town.team_hash = team, records.record_hash(town.public[-1].body)
    town.next_epoch(town.anna)
    town.say(town.ben, "unter der alten", epoch=first)
    town.say(town.ben, "unter der neuen")
    town.say(town.anna, "guten Tag", seen_pos=0, seen_hash=None)
    assert shown(town.read().messages) == [
        ("vorher", None),
        ("", "forged"),
        ("", "forged"),
        ("guten Tag", None),
    ]


def test_an_epoch_by_a_stranger_ends_it(town: Town) -> None:
    """[S6] an epoch that no member signed is an alarm, not a message."""
    town.made = make_epoch(
        town.stranger,
        town.business,
        town.conversation,
        AT_MS,
        town.recipients(),
        superseding=(1, town.made.key.hash),
    )
    town.log.append(town.record(town.made.signed, town.made.wraps))
    with pytest.raises(Untrusted, match="broken"):
        town.read()


def test_what_is_no_message_blocks_nothing(town: Town) -> None:
    """[I-12, I-10] bodies of any shape: shown as forged or unreadable, the rest is read."""
    for body in (None, 7, [], [1, 2], [b"a", b"b", b"c", b"d"], {"a": 1}):
        town.log.append((Kind.MESSAGE, body))
        town.log.append((Kind.AUTO, body))
    town.say(town.krause, "trotzdem")
    messages = town.read().messages
    assert shown(messages[:-1]) == [("", "forged"), ("", "unreadable")] * 6
    assert shown(messages[-1:]) == [("trotzdem", None)]


def test_automatic_answers_speak_the_signed_words(town: Town) -> None:
    """[S14] the server names text and revision; the words come from the profile that the owner signed."""
    town.log.append((Kind.AUTO, ["greeting", 4, "de", AT_MS, None]))
    town.log.append((Kind.AUTO, ["greeting", 3, "de", AT_MS, None]))
    messages = town.read().messages
    assert [(each.kind, *each_shown) for each, each_shown in zip(messages, shown(messages), strict=True)] == [
        ("auto", "Willkommen bei Bäckerei!", None),
        ("auto", "", "unreadable"),
    ]


def test_marks_only_move_forward(town: Town) -> None:
    """[L6] a late row changes nothing."""
    log = town.read()
    for delivered, read in ((5, 4), (3, 3)):
        log.take_marks(MarkRow(town.conversation, Party.TEAM, delivered, read, AT_MS, AT_MS))
    assert log.marks[Party.TEAM][:2] == (5, 4)


def test_records_that_go_back_are_an_alarm(town: Town) -> None:
    """[S4] a device that saw a newer state refuses an older one, and another one at the same place."""
    public = PublicRecords(town.file, town.business, town.sheet.fingerprint)
    public.take(town.public)
    public.check_pin()
    older = PublicRecords(town.file, town.business, town.sheet.fingerprint)
    older.take(town.public[:4])
    with pytest.raises(Untrusted, match="went back"):
        older.check_pin()
    forked = Town.__new__(Town)
    forked.business, forked.public = town.business, town.public[:4]
    forked.publish(town.anna, device_payload(town.stranger, "member", 2))
    other = PublicRecords(town.file, town.business, town.sheet.fingerprint)
    other.take(forked.public)
    with pytest.raises(Untrusted, match="forked"):
        other.check_pin()


@pytest.mark.parametrize("text", [5, None, ["Ja"], b"Ja"])
def test_what_is_no_text_is_not_guessed(town: Town, text: Any) -> None:
    """[S9] A payload of another shape than is known cannot be displayed."""
    town.say(town.krause, text)
    assert [(each.text, each.trouble) for each in town.read().messages] == [("", "unreadable")]
