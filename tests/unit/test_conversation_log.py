"""What a client believes of a conversation's log, and what it shows of one that was tampered with (S10)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.world.clock import NOON
from tests.world.told import Told
from tresen.client.connection.keyfile import KeyFile
from tresen.client.content import Unknown
from tresen.client.conversation.message import Message
from tresen.client.errors import Untrusted
from tresen.client.trust.public import PublicRecords
from tresen.core import records
from tresen.core.model import Kind, Party
from tresen.core.records import Revoke, Team
from tresen.core.wire import MarkRow
from tresen.seal.epoch import make_epoch
from tresen.seal.records import device_payload

encode = msgspec.msgpack.encode


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    file = KeyFile(tmp_path / "keys")
    yield Told(file)
    file.close()


def shown(messages: list[Message]) -> list[tuple[str, str | None]]:
    return [(each.text, each.trouble) for each in messages]


def test_an_honest_log(told: Told) -> None:
    """[S10] verified, opened, in order; the sender comes from the records, never from the payload."""
    told.say(told.krause, "eins")
    told.say(told.ben, "zwei")
    messages = told.read().messages
    assert shown(messages) == [("eins", None), ("zwei", None)]
    assert [(each.ours, each.person, each.by) for each in messages] == [(True, None, None), (False, 2, "Wer")]


def test_a_replay_is_shown(told: Told) -> None:
    """[S10] the same message once more in the log is a fork, not a second message."""
    again = told.say(told.krause, "eins")
    told.log.append((Kind.MESSAGE, again))
    assert shown(told.read().messages) == [("eins", None), ("eins", "fork")]


def test_an_omission_is_shown_by_the_next_message(told: Told) -> None:
    """[S10] a message left out by the server: the next one says that something is missing."""
    told.say(told.krause, "eins")
    told.say(told.krause, "zwei")
    told.say(told.krause, "drei")
    del told.log[3]
    assert shown(told.read().messages) == [("eins", None), ("drei", "gap")]


def test_swapped_order_is_shown(told: Told) -> None:
    """[S10] two messages of one sender in another order."""
    told.say(told.krause, "eins")
    told.say(told.krause, "zwei")
    told.log[2], told.log[3] = told.log[3], told.log[2]
    assert {trouble for _, trouble in shown(told.read().messages)} == {"gap", "fork"}


def test_another_history_is_shown(told: Told) -> None:
    """[S10] what a sender had seen at a place is not what stands there now."""
    told.say(told.krause, "eins")
    told.seen = (3, b"x" * 32)
    told.say(told.ben, "zwei")
    assert shown(told.read().messages) == [("eins", None), ("zwei", "fork")]


def test_what_is_doubted_was_not_seen(told: Told) -> None:
    """[S7] A message shown as a gap or fork is not claimed to have been seen; what follows it is."""
    told.say(told.krause, "eins")
    sure = told.read().seen
    told.say(told.ben, "zwei", num=3)
    told.say(told.krause, "drei", prev=bytes(32), seen_pos=0, seen_hash=None)
    assert told.read().seen == sure
    told.say(told.krause, "vier", seen_pos=0, seen_hash=None)
    assert told.read().seen == told.seen


@pytest.mark.parametrize("part", ["header", "slot", "ciphertext", "signature"])
def test_a_changed_bit_is_forged(told: Told, part: str) -> None:
    """[S7, I-12] a changed message is shown as forged, and those after it are read."""
    envelope = told.say(told.krause, "eins")
    data = bytearray(getattr(envelope, part))
    data[-1] ^= 1
    told.log[-1] = (Kind.MESSAGE, msgspec.structs.replace(envelope, **{part: bytes(data)}))
    told.say(told.ben, "zwei", seen_pos=0, seen_hash=None)
    assert shown(told.read().messages)[0] == ("", "forged")
    assert shown(told.read().messages)[1] == ("zwei", None)


def test_a_stranger_is_forged(told: Told) -> None:
    """[S10] a device that no record lists is not believed, whatever it signs."""
    told.say(told.stranger, "ich bin es")
    assert shown(told.read().messages) == [("", "forged")]


def test_the_customer_in_the_team_s_name_is_forged(told: Told) -> None:
    """[S10] a header that names another device than the one that signed."""
    envelope = told.seal(told.krause, "ich bin Ben", device=told.ben.id)
    told.log.append((Kind.MESSAGE, envelope))
    assert shown(told.read().messages) == [("", "forged")]


def test_a_pasted_message_is_forged(told: Told) -> None:
    """[S7] a message of another conversation, however well signed."""
    told.log.append((Kind.MESSAGE, told.seal(told.krause, "anderswo", conversation=b"c" * 16)))
    assert shown(told.read().messages) == [("", "forged")]


def test_an_old_epoch_is_forged(told: Told) -> None:
    """[S6, W7] after a new epoch nothing is accepted under the one before; a device that left cannot go on writing."""
    first = told.made.key
    told.say(told.ben, "vorher")
    told.publish(told.anna, Revoke(None, 2))
    team, sealed_prev = told.team.next()
    told.publish(told.anna, Team(2, team.x, sealed_prev))
    told.team, told.team_hash = team, records.record_hash(told.public[-1].body)
    told.next_epoch(told.anna)
    told.say(told.ben, "unter der alten", epoch=first)
    told.say(told.ben, "unter der neuen")
    told.say(told.anna, "guten Tag", seen_pos=0, seen_hash=None)
    assert shown(told.read().messages) == [
        ("vorher", None),
        ("", "forged"),
        ("", "forged"),
        ("guten Tag", None),
    ]


def test_an_epoch_by_a_stranger_ends_it(told: Told) -> None:
    """[S6] an epoch that no member signed is an alarm, not a message."""
    told.made = make_epoch(
        told.stranger,
        told.business,
        told.conversation,
        NOON,
        told.recipients(),
        superseding=(1, told.made.key.hash),
    )
    told.log.append(told.record(told.made.signed, told.made.wraps))
    with pytest.raises(Untrusted, match="broken"):
        told.read()


def test_what_is_no_message_blocks_nothing(told: Told) -> None:
    """[I-12, I-10] bodies of any shape: shown as forged or unreadable, the rest is read."""
    for body in (None, 7, [], [1, 2], [b"a", b"b", b"c", b"d"], {"a": 1}):
        told.log.append((Kind.MESSAGE, body))
        told.log.append((Kind.AUTO, body))
    told.say(told.krause, "trotzdem")
    messages = told.read().messages
    assert shown(messages[:-1]) == [("", "forged"), ("", "unreadable")] * 6
    assert shown(messages[-1:]) == [("trotzdem", None)]


def test_automatic_answers_speak_the_signed_words(told: Told) -> None:
    """[S14] the server names text and revision; the words come from the profile that the owner signed."""
    told.log.append((Kind.AUTO, ["greeting", 4, "de", NOON, None]))
    told.log.append((Kind.AUTO, ["greeting", 3, "de", NOON, None]))
    messages = told.read().messages
    assert [(each.kind, *each_shown) for each, each_shown in zip(messages, shown(messages), strict=True)] == [
        ("auto", "Willkommen bei Bäckerei!", None),
        ("auto", "", "unreadable"),
    ]


def test_marks_only_move_forward(told: Told) -> None:
    """[L6] a late row changes nothing."""
    log = told.read()
    for delivered, read in ((5, 4), (3, 3)):
        log.take_marks(MarkRow(told.conversation, Party.TEAM, delivered, read, NOON, NOON))
    assert log.marks[Party.TEAM][:2] == (5, 4)


def test_records_that_go_back_are_an_alarm(told: Told) -> None:
    """[S4] a device that saw a newer state refuses an older one, and a different one at the same place."""
    public = PublicRecords(told.file, told.business, told.sheet.fingerprint)
    public.take(told.public)
    public.check_pin()
    older = PublicRecords(told.file, told.business, told.sheet.fingerprint)
    older.take(told.public[:4])
    with pytest.raises(Untrusted, match="went back"):
        older.check_pin()
    forked = Told.__new__(Told)
    forked.business, forked.public = told.business, told.public[:4]
    forked.publish(told.anna, device_payload(told.stranger, "member", 2))
    other = PublicRecords(told.file, told.business, told.sheet.fingerprint)
    other.take(forked.public)
    with pytest.raises(Untrusted, match="forked"):
        other.check_pin()


@pytest.mark.parametrize("text", [5, None, ["Ja"], b"Ja"])
def test_what_is_no_text_is_not_guessed(told: Told, text: Any) -> None:
    """[S9] A payload of another shape than is known cannot be displayed."""
    told.say(told.krause, text)
    assert [(each.text, each.trouble) for each in told.read().messages] == [("", "unreadable")]


def test_an_unknown_kind_is_carried_and_not_shown(told: Told) -> None:
    """[S9] It is a valid message: its number counts, its payload is carried, and nothing in it is guessed."""
    told.say(told.krause, "nicht der Text", kind="poem")
    told.say(told.krause, "danach")
    photo, after = told.read().messages
    assert (photo.kind, photo.content, photo.text, photo.trouble) == ("poem", Unknown("poem"), "", None)
    assert photo.payload["text"] == "nicht der Text"
    assert (after.text, after.trouble) == ("danach", None)


@pytest.mark.parametrize("kind", ["auto", "erased", "erasure"])
def test_nobody_seals_what_only_the_log_says(told: Told, kind: str) -> None:
    """[S10] A customer cannot write an automatic answer of the business, nor make a message look erased."""
    told.say(told.krause, "Willkommen bei Bäckerei!", kind=kind)
    [message] = told.read().messages
    assert (message.kind, message.text, message.trouble) == ("text", "", "unreadable")
