"""One generated lie for each field of a conversation's events; each is noticed, or listed as the server's claim (S15)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from tests.liar import called, unsigned
from tests.liar.verdicts import recorded
from tests.unit.test_client_erasures import ErasedIn
from tests.world.clock import NOON
from tresen.client.connection.keyfile import KeyFile
from tresen.client.conversation.log import ConversationLog
from tresen.client.errors import Untrusted
from tresen.client.trust.keyring import Keyring
from tresen.client.trust.public import PublicRecords
from tresen.core.erasing import Kept
from tresen.core.events import read_body
from tresen.core.law.days import DAY_MS
from tresen.core.model import Kind, Party
from tresen.core.wire import Event

encode = msgspec.msgpack.encode
ELSEWHERE: Final = {
    "mail.Given",
    "mail.MailJson",
    "law.RunJson",
    "calls.RelayJson",
    "mydata.RequestsJson",
}
"""Answers that no Python client gets in the tests; the last two lie at an address that it calls for something else."""
ROOT: Final = Path(__file__).parents[2]
UNREAD: Final = {
    "mydata.RequestsJson.requests": r"get\([^)]*/requests[`\"]",
    "preview.ChoicesJson.regions": "hours/choices",
    "preview.ChoicesJson.time_zones": "hours/choices",
    "regions.Region.country": "hours/choices",
    "regions.Region.name": "hours/choices",
    "regions.Region.region": "hours/choices",
}
"""Answers that are there for other people's programs: no client here asks for them. With each, how one would ask."""
LATE: Final = NOON + 100 * DAY_MS


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ErasedIn]:
    file = KeyFile(tmp_path / "keys")
    yield ErasedIn(file)
    file.close()


def talk(shop: ErasedIn) -> list[Event]:
    """A conversation in which everything happens: each kind of event with each of its bodies that a customer sees."""
    shop.say(shop.krause, "eins")
    shop.say(shop.ben, "zwei")
    shop.log.append((Kind.AUTO, ["greeting", 4, None, NOON, None]))
    shop.log.append((Kind.CALL, [bytes(16), False, 0, NOON, NOON, NOON, "answered", 2]))
    for kind, body in (
        (Kind.BLOCKED, [True]),
        (Kind.BLOCKED, [False]),
        (Kind.CLOSED, [2]),
        (Kind.REOPENED, [2]),
    ):
        shop.log.append((kind, body))
    shop.say(shop.krause, "drei")
    shop.erase(shop.command(shop.krause, 3), (3, 3), kept=[Kept(4, "letter", NOON + 9 * DAY_MS)])
    shop.say(shop.anna, "vier")
    expired = [4, [[4, 4], [11, 11], [13, 13]], [Kept(14, "letter", NOON + 9 * DAY_MS)]]
    shop.log.append((Kind.EXPIRED, expired))
    return [
        msgspec.structs.replace(each, at_ms=LATE if each.kind == Kind.EXPIRED else NOON)
        for each in shop.events()
    ]


def newcomers(shop: ErasedIn) -> list[Event]:
    """The same as a device reads it that comes when a message was erased: its tombstone stands there, and what is left of
    the call."""
    told = talk(shop)[:-1]
    body = [None, None, None, None, shop.hash_at(3), "erased", shop.conversation, 12]
    told[2] = msgspec.structs.replace(told[2], body=msgspec.Raw(encode(body)))
    call = next(at for at, each in enumerate(told) if each.kind == Kind.CALL)
    left = [bytes(16), None, None, None, None, None, "answered", None]
    told[call] = msgspec.structs.replace(told[call], body=msgspec.Raw(encode(left)))
    return told


def seen(shop: ErasedIn, told: list[Event]) -> list[tuple[str, str | None]] | None:
    """What a device shows; None: it stops and says why."""
    public = PublicRecords(shop.file, shop.business, shop.sheet.fingerprint)
    public.take(shop.public)
    keys = Keyring(shop.file, public, shop.krause, shop.business, shop.conversation)
    log = ConversationLog(
        keys, Party.CUSTOMER, shop.words(public), lambda rev, at_ms: public.days(rev, at_ms, LATE)
    )
    try:
        for event in told:
            log.take(event)
        log.settle()
    except Untrusted:
        return None
    return [(each.kind, each.trouble) for each in log.messages]


def is_noticed(shop: ErasedIn, truth: list[Event], at: int, lie: Event) -> bool:
    """It stops, or something is shown with a trouble that the truth does not have."""
    honest, shown = seen(shop, truth), seen(shop, [*truth[:at], lie, *truth[at + 1 :]])
    assert honest is not None
    if shown is None:
        return True
    return sum(trouble is not None for _, trouble in shown) > sum(
        trouble is not None for _, trouble in honest
    )


def lies(truth: list[Event]) -> Iterator[tuple[str, int, Event]]:
    """One for each field of each event: the field, the place, and the event as the liar tells it."""
    for at, event in enumerate(truth):
        for known in msgspec.structs.fields(Event):
            if known.name != "body":
                for value in unsigned.others(getattr(event, known.name)):
                    yield f"Event.{known.name}", at, msgspec.structs.replace(event, **{known.name: value})
        read = read_body(event.kind, event.body)
        assert read is not None
        shape: type[msgspec.Struct] = type(read)
        body = msgspec.msgpack.decode(event.body)
        for place, (field, value) in enumerate(zip(msgspec.structs.fields(shape), body, strict=False)):
            for name, other in _others(f"{shape.__name__}.{field.encode_name.rstrip('_')}", value):
                changed = [*body[:place], other, *body[place + 1 :]]
                yield name, at, msgspec.structs.replace(event, body=msgspec.Raw(encode(changed)))


def _others(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Of what is kept, each field of its own."""
    if not name.endswith(".kept"):
        yield from ((name, other) for other in unsigned.others(value))
        return
    yield name, []
    for row, kept in enumerate(value):
        for at, field in enumerate(msgspec.structs.fields(Kept)):
            for other in unsigned.others(kept[at]):
                changed = [*kept[:at], other, *kept[at + 1 :]]
                yield f"Kept.{field.encode_name.rstrip('_')}", [*value[:row], changed, *value[row + 1 :]]


Story = Callable[[ErasedIn], list[Event]]


@pytest.mark.parametrize("story", [talk, newcomers])
def test_the_truth_is_shown_without_trouble(shop: ErasedIn, story: Story) -> None:
    """What is noticed below is noticed because of the lie."""
    shown = seen(shop, story(shop))
    assert shown is not None
    assert {trouble for _, trouble in shown} == {None}


@pytest.fixture(scope="module")
def noticed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bool]:
    """For each field of a conversation's events whether a client notices every lie about it."""
    found: dict[str, bool] = {}
    for story in (talk, newcomers):
        file = KeyFile(tmp_path_factory.mktemp("liar") / "keys")
        shop = ErasedIn(file)
        truth = story(shop)
        for name, at, lie in lies(truth):
            found[name] = found.get(name, True) and is_noticed(shop, truth, at, lie)
        file.close()
    return found


def test_each_lie_about_a_conversation_is_noticed_or_listed(noticed: dict[str, bool]) -> None:
    """[S15] A field that nobody signed is noticed whatever the liar makes of it, or the page says what the server can do."""
    assert {name for name, each in noticed.items() if not each} <= unsigned.claims()


def test_every_field_is_told_to_somebody(noticed: dict[str, bool]) -> None:
    """[S15] To running Python clients, to the apps in TypeScript, or to a log that reads events; the rest nobody reads."""
    python = {name for side in recorded().values() for names in side.values() for name in names}
    assert unsigned.every() - python - unsigned.web() - noticed.keys() == UNREAD.keys()
    assert (python | noticed.keys()) - unsigned.every() == set()


def test_what_nobody_is_told_nobody_asks_for() -> None:
    """[S15] No client in Python or TypeScript makes these calls: who adds one lies about its answer too."""
    sources = [
        file.read_text(encoding="utf-8")
        for folder in (
            "src/tresen/client",
            *(f"web/{app}/src" for app in ("core", "ui", "chat", "inbox", "setup")),
        )
        for file in (ROOT / folder).rglob("*")
        if file.suffix in {".py", ".ts", ".svelte"}
    ]
    assert len(sources) > 500
    for name, asked in UNREAD.items():
        assert not [text for text in sources if re.search(asked, text)], name


def test_who_reads_an_answer_is_lied_to() -> None:
    """[S15] The Python clients are lied to about each answer to a call that their code makes. What they do not ask here,
    for want of a mail server or of a year that has passed, the apps in TypeScript are lied to about."""
    python = {name for side in recorded().values() for names in side.values() for name in names}
    missed = called.answers() - python
    assert {name.rpartition(".")[0] for name in missed} <= ELSEWHERE
    assert missed - unsigned.web() - UNREAD.keys() == set()


def test_every_field_that_the_server_tells_is_noticed_or_listed(noticed: dict[str, bool]) -> None:
    """[S15] Of frames, events and answers. Who needs no entry is noticed by a client in Python, or only TypeScript reads it,
    whose tests refuse a belief that is no claim; the page lists none that there is not."""
    by_verdict = {
        verdict: {name for side in recorded().values() for name in side[verdict]}
        for verdict in ("believed", "noticed", "harmless")
    }
    sure = by_verdict["noticed"] | {name for name, each in noticed.items() if each}
    unlisted = unsigned.every() - unsigned.claims()
    assert by_verdict["believed"] & unlisted == set()
    assert unlisted - sure - (unsigned.web() - by_verdict["harmless"]) == set()
    assert unsigned.claims() - unsigned.every() == set()


def test_the_page_lists_what_somebody_believes(noticed: dict[str, bool]) -> None:
    """[S15] A field of a log's events of which every lie is noticed is no claim of the server's, unless a running client
    believes one."""
    believed = {name for side in recorded().values() for name in side["believed"]}
    sure = {name for name, each in noticed.items() if each}
    assert (sure - believed - unsigned.web()) & unsigned.claims() == set()
