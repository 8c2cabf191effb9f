"""What a client drops, and what it does not believe: erasing needs a signed command that covers it (L7, S17)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.world.clock import NOON
from tests.world.told import Told
from tresen.client.connection.keyfile import KeyFile
from tresen.client.conversation.log import ConversationLog
from tresen.client.conversation.message import Message
from tresen.client.trust.keyring import BackRoomKeys
from tresen.client.trust.public import PublicRecords
from tresen.client.trust.teamkeys import TeamKeys
from tresen.core import records
from tresen.core.erasing import erase_body
from tresen.core.events import Classed
from tresen.core.model import Kind, Party
from tresen.core.records import Revoke, Team
from tresen.core.wire import Event
from tresen.seal.keys import DeviceKeys
from tresen.seal.message import Envelope
from tresen.seal.team import TeamKey

encode = msgspec.msgpack.encode
Shown = tuple[str, str, str | None]


class ErasedIn(Told):
    """The same with erase commands in it."""

    def hash_at(self, pos: int) -> bytes:
        envelope = self.log[pos - 1][1]
        assert isinstance(envelope, Envelope)
        return records.header_hash(envelope.header)

    def command(self, signer: DeviceKeys, *positions: int, **fields: Any) -> list[Any]:
        """Body and signature of a command; without positions it covers the whole conversation."""
        targets = [(pos, self.hash_at(pos)) for pos in positions] or None
        usual = {
            "business": self.business,
            "conversation": self.conversation,
            "signer": signer.id,
            "at_ms": NOON,
        }
        body = erase_body(**{**usual, "targets": targets, **fields})
        return [body, signer.sign("erase", body)]

    def erase(self, command: list[Any], *erased: tuple[int, int], kept: Any = ()) -> None:
        """The server's part: the event. What it removed is passed to `later`."""
        self.log.append((Kind.ERASED, [*command, list(erased), list(kept)]))

    def later(self, gone: dict[int, int | None]) -> list[Event]:
        """The log as a later reader gets it: tombstones, each naming an event or nothing."""
        events = list(self.events())
        for pos, event in gone.items():
            where = [] if event is None else [self.conversation, event]
            body = [None, None, None, None, self.hash_at(pos), "erased", *where]
            events[pos - 1] = msgspec.structs.replace(events[pos - 1], body=msgspec.Raw(encode(body)))
        return events

    def fold(self, events: list[Event]) -> ConversationLog:
        log = ConversationLog(self.read().keyring, Party.CUSTOMER, lambda _: None)
        for event in events:
            log.take(event)
        log.settle()
        return log


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ErasedIn]:
    file = KeyFile(tmp_path / "keys")
    yield ErasedIn(file)
    file.close()


def shown(log: ConversationLog) -> list[Shown]:
    return [(each.kind, each.text, each.trouble) for each in log.messages]


GONE: Shown = ("erased", "", None)
TOLD: Shown = ("erasure", "", None)


def talked(shop: ErasedIn) -> None:
    """Three messages at 3, 4, 5; the second refers to the first."""
    first = records.decode(shop.say(shop.krause, "eins").header, records.Header)
    shop.say(shop.ben, "dazu", refers=(first.device, first.counter))
    shop.say(shop.anna, "drei")


@pytest.mark.parametrize("signer", ["krause", "anna"])
def test_one_and_what_refers_to_it(shop: ErasedIn, signer: str) -> None:
    """[L7, S17] A client that had them drops them, a later reader accounts for them; the chain goes on."""
    talked(shop)
    shop.erase(shop.command(getattr(shop, signer), 3), (3, 4))
    shop.say(shop.ben, "vier")
    expected = [GONE, GONE, ("text", "drei", None), TOLD, ("text", "vier", None)]
    assert shown(shop.fold(list(shop.events()))) == expected
    log = shop.fold(shop.later({3: 6, 4: 6}))
    assert shown(log) == expected
    assert log.messages[3].ours == (signer == "krause")


def test_the_whole_conversation(shop: ErasedIn) -> None:
    """[L7, L9] Everything goes except what the law retains, and the conversation is over."""
    talked(shop)
    kept = [[4, "letter", NOON]]
    shop.erase(shop.command(shop.krause), (3, 3), (5, 5), kept=kept)
    log = shop.fold(list(shop.events()))
    assert shown(log) == [GONE, ("text", "dazu", None), GONE, TOLD]
    assert log.state == "erased"
    assert log.messages[-1].payload == {
        "erased": [(3, 3), (5, 5)],
        "kept": [{"pos": 4, "class_": "letter", "until_ms": NOON}],
    }
    shop.erase(shop.command(shop.krause), (4, 4))
    assert shown(shop.fold(shop.later({3: 6, 4: 7, 5: 6}))) == [GONE, GONE, GONE, TOLD, TOLD]


def bad(shop: ErasedIn) -> Iterator[list[Any]]:
    """Commands that do not count."""
    good = shop.command(shop.krause, 3)
    yield [good[0], bytes(64)]
    yield shop.command(shop.stranger, 3)
    yield shop.command(shop.ben, 3)
    yield [shop.command(shop.anna, 3)[0], shop.command(shop.krause, 3)[1]]
    yield shop.command(shop.krause, 3, conversation=bytes(16))
    yield shop.command(shop.krause, 3, business=bytes(16))
    yield [b"\x93\x01\x02\x03", good[1]]
    body = msgspec.msgpack.decode(good[0])
    body[0] = 2
    yield [encode(body), shop.krause.sign("erase", encode(body))]


def test_nothing_is_dropped_without_a_command_that_counts(shop: ErasedIn) -> None:
    """[L7, S15] With a wrong signature, signer, conversation or version the client says so and still shows what it had."""
    talked(shop)
    before = len(shop.log)
    for command in list(bad(shop)):
        shop.erase(command, (3, 4))
        log = shop.fold(list(shop.events()))
        assert shown(log) == [
            ("text", "eins", None), ("text", "dazu", None), ("text", "drei", None), ("erasure", "", "forged"),
        ]  # fmt: skip
        fresh = shop.fold(shop.later({3: 6, 4: 6}))
        assert [each.trouble for each in fresh.messages] == ["unasked", "unasked", None, "forged"]
        del shop.log[before:]


def test_a_revoked_owner(shop: ErasedIn) -> None:
    """[S4, S17] A command does not count if its signer, an owner's device, ended before the current team key."""
    talked(shop)
    shop.publish(shop.sheet, Revoke(shop.anna.id, None))
    team, sealed = shop.team.next()
    shop.publish(shop.sheet, Team(2, team.x, sealed))
    shop.team, shop.team_hash = team, records.record_hash(shop.public[-1].body)
    assert isinstance(shop.team, TeamKey)
    shop.next_epoch(shop.krause)
    shop.erase(shop.command(shop.anna, 3), (3, 4))
    assert [each.trouble for each in shop.fold(list(shop.events())).messages] == [None, None, None, "forged"]


def test_more_than_was_asked(shop: ErasedIn) -> None:
    """[L7] What a server removes beyond the command, or instead of what it names, stays and is marked."""
    talked(shop)
    shop.erase(shop.command(shop.krause, 3), (3, 5))
    log = shop.fold(list(shop.events()))
    assert shown(log) == [GONE, GONE, ("text", "drei", "unasked"), ("erasure", "", "unasked")]
    shop.log.pop()
    shop.erase(shop.command(shop.krause, 5, targets=[(5, bytes(32))]), (5, 5))
    log = shop.fold(list(shop.events()))
    assert shown(log)[2:] == [("text", "drei", "unasked"), ("erasure", "", "unasked")]
    shop.log.pop()
    shop.erase(shop.command(shop.krause, 5), (3, 3), (5, 5))
    assert [each.trouble for each in shop.fold(shop.later({3: 6, 5: 6})).messages] == [
        "unasked", None, None, "unasked",
    ]  # fmt: skip


@pytest.mark.parametrize("event", [None, 3, 6, 99])
def test_a_tombstone_alone(shop: ErasedIn, event: int | None) -> None:
    """[L7] A tombstone is an alarm if it names no event, an earlier one, another kind, or one that never comes."""
    talked(shop)
    shop.say(shop.krause, "vier")
    log = shop.fold(shop.later({4: event}))
    assert shown(log)[1] == ("erased", "", "unasked")
    assert [each.trouble for each in log.messages].count("unasked") == 1


def test_superseded_is_for_documents(shop: ErasedIn) -> None:
    """[L8] In a customer's conversation nothing is superseded."""
    talked(shop)
    events = list(shop.events())
    body = [None, None, None, None, shop.hash_at(4), "superseded"]
    events[3] = msgspec.structs.replace(events[3], body=msgspec.Raw(encode(body)))
    assert shown(shop.fold(events))[1] == ("erased", "", "unasked")


def test_what_was_known_goes_on_being_shown(shop: ErasedIn) -> None:
    """[L7, L10] The log is read anew with an unsigned tombstone: the words this device had are still there, marked."""
    talked(shop)
    former: list[Message] = list(shop.read().messages)
    log = shop.fold(shop.later({4: None}))
    log.show_again(former)
    assert shown(log) == [("text", "eins", None), ("text", "dazu", "unasked"), ("text", "drei", None)]


def test_what_was_asked_for_goes_whatever_the_server_says(shop: ErasedIn) -> None:
    """[L7] The event lists nothing as erased: a client that a signed command tells to drop it does so all the same."""
    talked(shop)
    shop.erase(shop.command(shop.krause, 3))
    assert shown(shop.fold(list(shop.events())))[:3] == [GONE, GONE, ("text", "drei", None)]


def fold_knowing(shop: ErasedIn, pos: int, class_: str) -> ConversationLog:
    """As a device reads it that learned of the message's class before the last event."""
    log = ConversationLog(shop.read().keyring, Party.CUSTOMER, lambda _: None)
    *before, last = shop.events()
    for event in before:
        log.take(event)
    log.take_class(Classed(class_, pos, None))
    log.take(last)
    return log


@pytest.mark.parametrize("class_", ["letter", "voucher"])
@pytest.mark.parametrize("named", [(3,), ()])
def test_a_known_letter_is_not_taken_away(shop: ErasedIn, named: tuple[int, ...], class_: str) -> None:
    """[D3, L9] Before its time is over it stays, with the alarm, whatever the command names; what refers to it goes."""
    talked(shop)
    shop.erase(shop.command(shop.krause, *named), (3, 4))
    log = fold_knowing(shop, 3, class_)
    assert shown(log)[:2] == [("text", "eins", "unasked"), GONE]
    assert shown(log)[-1] == ("erasure", "", "unasked")


def test_a_letter_that_is_kept_or_a_chat_is_no_alarm(shop: ErasedIn) -> None:
    """[D3, L9] An honest server says what it keeps; a letter that another command does not mean is left alone."""
    talked(shop)
    shop.erase(shop.command(shop.krause, 3), (4, 4), kept=[[3, "letter", NOON]])
    assert shown(fold_knowing(shop, 3, "letter")) == [
        ("text", "eins", None),
        GONE,
        ("text", "drei", None),
        TOLD,
    ]
    shop.log.pop()
    shop.erase(shop.command(shop.krause, 3), (3, 4))
    assert shown(fold_knowing(shop, 5, "letter")) == [GONE, GONE, ("text", "drei", None), TOLD]
    assert shown(fold_knowing(shop, 3, "chat")) == [GONE, GONE, ("text", "drei", None), TOLD]


def test_a_letter_of_which_the_event_says_nothing_stays(shop: ErasedIn) -> None:
    """[D3, L7] A device that is asked to drop it does not, and says that the server does not say that it keeps it."""
    talked(shop)
    shop.erase(shop.command(shop.krause, 3))
    assert shown(fold_knowing(shop, 3, "letter"))[0] == ("text", "eins", "unasked")


def shut_out_anna(shop: ErasedIn) -> None:
    """The team key changes and the conversation gets an epoch for it."""
    shop.publish(shop.sheet, Revoke(shop.anna.id, None))
    team, sealed = shop.team.next()
    shop.publish(shop.sheet, Team(2, team.x, sealed))
    shop.team, shop.team_hash = team, records.record_hash(shop.public[-1].body)
    shop.next_epoch(shop.krause)


def test_the_same_command_again_after_its_signer_left(shop: ErasedIn) -> None:
    """[L9, S17] What had to stay goes under the first command, although its signer could give none any more; through what it
    referred to, which went before. Another command of theirs counts for nothing."""
    talked(shop)
    command = shop.command(shop.anna, 3)
    shop.erase(command, (3, 3), kept=[[4, "letter", NOON]])
    shut_out_anna(shop)
    shop.erase(command, (4, 4))
    shop.erase(shop.command(shop.anna, 5), (5, 5))
    assert shown(shop.fold(list(shop.events()))) == [
        GONE, GONE, ("text", "drei", None), TOLD, TOLD, ("erasure", "", "forged"),
    ]  # fmt: skip


def test_an_epoch_shown_again_ends_nothing(shop: ErasedIn) -> None:
    """[S6, S10] The newest epoch counts, however often an older one is shown again."""
    shop.say(shop.krause, "eins")
    shop.log.append(shop.record(shop.made.signed, shop.made.wraps))
    shop.say(shop.krause, "zwei", seen_pos=0, seen_hash=None)
    assert shown(shop.fold(list(shop.events()))) == [("text", "eins", None), ("text", "zwei", None)]


def room_of(shop: ErasedIn, *bodies: list[Any]) -> ConversationLog:
    """The back room with these tombstones; a command stands at position 9 of the shop's conversation."""
    public = PublicRecords(shop.file, shop.business, shop.sheet.fingerprint)
    public.take(shop.public)
    keys = BackRoomKeys(public, TeamKeys(shop.anna, public), lambda place: place == (shop.conversation, 9))
    log = ConversationLog(keys, Party.TEAM, lambda _: None)
    for at, body in enumerate(bodies):
        log.take(
            Event(None, None, keys.conversation, at + 1, Kind.MESSAGE, NOON, shop.ben.id, at + 1, raw(body))
        )
    return log


def raw(body: list[Any]) -> msgspec.Raw:
    return msgspec.Raw(encode(body))


def test_tombstones_of_the_back_room(shop: ErasedIn) -> None:
    """[L7, L8] Superseded, or covered by a command in the conversation that is named; anything else is an alarm."""
    left: list[Any] = [None, None, None, None, bytes(32)]
    log = room_of(
        shop,
        [*left, "superseded"],
        [*left, "erased", shop.conversation, 9],
        [*left, "erased", shop.conversation, 8],
        [*left, "erased", bytes(16), 9],
        [*left, "erased"],
        [*left, "lost"],
        [None] * 4,
    )
    assert [each.trouble for each in log.messages] == [None, None, *["unasked"] * 5]
