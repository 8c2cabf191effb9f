"""What the visitors do and see. Each list holds the same at every visit, whatever the visits before have left there."""

from __future__ import annotations

import asyncio
import json
import math
import zipfile
from collections.abc import AsyncIterator, Awaitable
from datetime import date
from pathlib import Path
from typing import Any, Final

import tresen.demo
from tests.liar.street import Street
from tests.liar.visits import Seen
from tests.world.bakery import PROFILE
from tresen.client import Customer, Invitation, Message, Owner, Sent, Staff, Untrusted
from tresen.client.connection.live import Connection
from tresen.client.connection.notifying import Quiet
from tresen.client.conversation.calls import Call
from tresen.errors import Refusal

PUSH: Final = "https://push.example/anywhere"
WORDS: Final = b"Wir backen auch sonntags."
PICTURE: Final = (Path(tresen.demo.__file__).parent / "picture.png").read_bytes()


async def customer_looks(client: Customer) -> Seen:
    """Frau Krause looks at everything that there is to see."""
    seen: Seen = [*await client.entries(), *await client.retained(), client.return_link, client.verified]
    seen += [await client.state(each) for each in seen if isinstance(each, Message) and each.kind == "text"]
    hours = await client.hours()
    seen += [hours.known, hours.open, hours.text, hours.reason, hours.changes_ms, len(hours.intervals)]
    return [*seen, client.team_types, await client.file_room(), *client.lost, *await client.devices.list()]


async def staff_looks(client: Staff, conversation: bytes) -> Seen:
    """Ben looks at the list, the conversation, what stands beside it, and the team."""
    seen: Seen = [each async for each in client.conversations.list()]
    seen += [await client.conversations.get(conversation), *await client.conversations.entries(conversation)]
    seen += [*await client.conversations.retained(conversation), client.role, client.person, *client.lost]
    seen += [await client.conversations.file_room(conversation), await client.team.devices()]
    seen += [client.team.people, await client.labels.all(), await client.notify()]
    seen += [await client.cards.get(conversation), *await client.notes(conversation)]
    seen += await client.invitations()
    return [*seen, *await client.scheduled(conversation), *await client.quick_replies.all()]


async def customer_says(client: Customer) -> Seen:
    """She says something, and reads it."""
    sent = await client.send("Danke!")
    said = await client.history()
    # A lie about the kind of event may leave nothing to read.
    if said:
        await client.mark_read(said[-1])
    return _newest(said, sent)


async def staff_says(client: Staff, conversation: bytes) -> Seen:
    """He answers, and reads it."""
    sent = await client.conversations.send(conversation, "Gern!")
    said = await client.conversations.history(conversation)
    # A lie about the kind of event may leave nothing to read.
    if said:
        await client.mark_read(said[-1])
    return _newest(said, sent)


async def customer_acts(client: Customer) -> Seen:
    """She sends a file, gets it back, thinks better of it, and says when she wants to be told."""
    path = client._parts.file.path.with_suffix(".txt")
    path.write_bytes(WORDS)
    sent = await client.send_file(path)
    said = next(each for each in await client.history() if each.pos == sent.pos)
    back = await client.download(said, path.with_suffix(".back.txt"))
    seen: Seen = [back.read_bytes(), said.kind, said.trouble]
    gone = await client.delete(said)
    told = await client.notify(push=PUSH)
    return [*seen, gone.retained, told, (await client.notify(push=None)).push]


async def customer_is_held(client: Customer) -> Seen:
    """She takes her data home, asks for more, and restricts what is done with it."""
    await client.restrict(True)
    await client.restrict(False)
    asked = await client.ask("access")
    path = client._parts.file.path.with_suffix(".zip")
    made = await client.data_package(path)
    with zipfile.ZipFile(path) as package:
        found: dict[str, Any] = json.loads(package.read("my-data.json"))
    held = found["held"]
    # What every visit adds to, and the times of the visits.
    held |= {"access": (held["access"] or [])[:1], "requests": (held["requests"] or [])[-1:]}
    seen: Seen = [
        made[1:],
        asked["kind"],
        asked["state"],
        found["entries"],
        found["conversation"],
    ]
    return [*seen, held, found["contact_card"]]


async def customer_hears(client: Customer, owner: Staff, conversation: bytes) -> Seen:
    """The team rings while she is there; she does not take it, and then they write."""
    await client._parts.connector.until_online()
    line, rung = client._parts.connector.connection, await owner.calls.ring(conversation, by="Anna")
    try:
        sent = await owner.conversations.send(conversation, "Wir haben angerufen.")
        said = await _heard(client.messages(), sent)
        call = _rings(client, line)
        over = await client.calls.until(await client.calls.decline(call), "ended")
        theirs = await owner.calls.until(rung, "ended")
    except LookupError:
        return ["does not ring"]
    finally:
        # The next visitor would find the line busy, and seem to notice something.
        await owner.calls.hang_up(rung)
    return [
        _plain(call, rung),
        _plain(over, rung),
        theirs.reason,
        said.text,
        said.trouble,
        sent.pos == said.pos,
    ]


async def staff_hears(client: Staff, krause: Customer, owner: Owner, conversation: bytes) -> Seen:
    """A customer rings and writes while he is there, and the owner says what is to become of it."""
    line, rung = client._parts.connector.connection, await krause.calls.ring()
    try:
        sent = await krause.send("Hören Sie mich?")
        said = await _heard(client.conversations.messages(conversation), sent)
        call = _rings(client, line)
    except LookupError:
        return ["does not ring"]
    finally:
        over = await krause.calls.hang_up(rung)
    mine = await client.calls.until(call, "ended")
    await owner.conversations.assign(conversation, client.person)
    await owner.conversations.retain(conversation, sent, "letter")
    await owner.conversations.retain(conversation, sent, "chat")
    last = await owner.conversations.send(conversation, "Danke für Ihren Anruf.")
    heard = await _heard(client.conversations.messages(conversation), last)
    row = await client.conversations.get(conversation)
    log = await client._parts.logs.get(conversation)
    seen = [
        _plain(call, rung),
        _plain(mine, rung),
        over.reason,
        said.text,
        said.trouble,
        sent.pos == said.pos,
    ]
    return [*seen, heard.text, heard.trouble, row.assigned, log.classes.of(sent.pos)]


async def customer_sees_typing(client: Customer, owner: Staff, conversation: bytes) -> Seen:
    """Somebody of the team writes, and she sees it."""
    await client._parts.connector.until_online()
    owner.conversations.typing(conversation, True)
    await client._parts.bell.until(lambda: client.team_types)
    owner.conversations.typing(conversation, False)
    await client._parts.bell.until(lambda: not client.team_types)
    return []


async def customer_comes_back(client: Customer, street: Street, owner: Staff, conversation: bytes) -> Seen:
    """She gets another bearer, and after a break in the line more was said than a resume carries."""
    await client._parts.connector.until_online()
    for line in street.bakery.app.live.lines:
        line._bearer_at = -math.inf
        line.look_after(asyncio.get_running_loop().time())
    seen: Seen = [await client.file_room(), (await client.notify()).push]
    await street.proxy.cut()
    sent = await owner.conversations.send(conversation, "Sind Sie noch da?")
    said = await _heard(client.messages(), sent)
    return [*seen, said.text, said.trouble, said.pos == sent.pos]


async def customer_is_refused(client: Customer) -> Seen:
    """She is blocked, and is told so."""
    try:
        sent = await client.send("Hören Sie mich?")
    except Refusal as refused:
        return [refused.code, refused.detail]
    return [sent]


async def owner_looks(client: Owner, conversation: bytes, held: bytes) -> Seen:
    """Anna looks at what the law asks of her, and at the figures."""
    seen: Seen = [
        *await client.law.requests(all_=True),
        *await client.law.holds(),
        await client.law.retention(),
    ]
    placed = await client.hold(conversation, "dispute", until=client._parts.clock.now_ms() + 86_400_000)
    seen += [placed.conversation, placed.reason, len(await client.law.holds())]
    await client.law.let_go(conversation)
    seen += [len(await client.law.holds()), client._parts.logs.hold is not None, held in _held(seen)]
    requests = await client.law.requests(all_=True)
    # A lie may leave none.
    seen += [(await client.law.set_state(each.n, each.state)).state for each in requests[-1:]]
    figures = await client.statistics(date(2020, 1, 1), date(2020, 1, 31))
    return [*seen, figures.total, figures.before, figures.periods, figures.time_zone, figures.by]


async def owner_publishes(client: Owner, conversation: bytes) -> Seen:
    """She changes what the business says of itself, with a banner, and sees whom she told to wait."""
    await client.records.publish(PROFILE | {"banner": PICTURE})
    told = await client.notify(quiet=Quiet("never"), push=PUSH, muted={conversation: False})
    return [client.profile, told.quiet, told.push, told.muted, (await client.notify(push=None)).push]


async def owner_invites(client: Owner, person: int) -> Seen:
    """Somebody joins by her invitation: both are lied to."""
    link = await client.invites.create(person)
    confirming = asyncio.create_task(client.invites.keep_confirming())
    path = client._parts.file.path.with_suffix(".joins.keys")
    words: list[tuple[str, ...]] = []
    try:
        async with await _joined(Staff.link(link, keys=path, words=words.append), confirming) as joined:
            seen: Seen = [joined.role, joined.person == person, len(words)]
            await client.records.revoke(device=joined.device)
    finally:
        confirming.cancel()
        await asyncio.gather(confirming, return_exceptions=True)
    return seen


class Passerby:
    """Somebody with the link of an invitation, of whom the business knows nothing."""

    def __init__(self, link: str) -> None:
        self.link = link

    async def close(self) -> None:
        """Nothing was begun."""


async def reads(passerby: Passerby) -> Seen:
    """Somebody looks at what the business wrote, and opens it."""
    glance = await Invitation.look(passerby.link)
    opened = await Invitation.open(passerby.link)
    return [glance, opened.text, opened.by, opened.reply, opened.until_ms]


async def staff_writes_first(client: Staff) -> Seen:
    """He writes to somebody new, thinks better of it, and reads what became of all of them."""
    made = await client.invite("Guten Tag!", to="Frau Neu")
    words = await client.read_invitation(made)
    state = await client.withdraw(made)
    return [words, state, await client.invitations() != [], made.line]


async def begins(client: Customer) -> Seen:
    """Somebody new writes, and adds a second device by the return link, with a new link after that."""
    sent = await client.send("Guten Tag!")
    path = client._parts.file.path.with_suffix(".second.keys")
    async with await Customer.restore(client.return_link or "", keys=path) as second:
        said = await second.history()
        link = await second.devices.new_return_link()
        return [sent.pos, *_newest(said, sent), link == second.return_link, len(await second.devices.list())]


async def sets_up(client: Owner) -> Seen:
    """A new business, and its owner comes back with the sheet alone."""
    path = client._parts.file.path.with_suffix(".back.keys")
    async with await Owner.recover(client.sheet or "", client.customer_link, keys=path, person=1) as back:
        return [back.role, back.person, back.profile["name"]]


async def _joined(opening: Awaitable[Staff], other: asyncio.Task[None]) -> Staff:
    """Who joins. The one who confirms meanwhile may be the one who notices."""
    task = asyncio.create_task(_of(opening))
    try:
        done, _ = await asyncio.wait({task, other}, return_when=asyncio.FIRST_COMPLETED)
        if task not in done:
            other.result()
        return task.result()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _of(opening: Awaitable[Staff]) -> Staff:
    return await opening


async def _heard(messages: AsyncIterator[Message], sent: Sent) -> Message:
    async for message in messages:
        if message.pos >= sent.pos:
            return message
    raise AssertionError


def _rings(client: Customer | Staff, line: Connection | None) -> Call:
    """The call that rings here.

    Raises `Untrusted` where the client says that nobody signed that it does (`Call.believed`), or has ended the line over
    what it was told.
    """
    for call in client.calls._calls.values():
        if not call.over:
            if not call.believed:
                raise Untrusted("broken", "the server says that it rings")
            return call
    if client._parts.connector.connection is not line:
        raise Untrusted("broken", "the line was ended")
    raise LookupError


def _plain(call: Call, rung: Call) -> list[Any]:
    """What is the same of every call."""
    return [
        call.id == rung.id,
        call.ours,
        call.video,
        call.phase,
        call.reason,
        call.person,
        call.by,
        call.sdp,
    ]


def _held(seen: Seen) -> list[bytes]:
    return [each.conversation for each in seen if hasattr(each, "since_ms")]


def _newest(said: list[Message], sent: Sent) -> Seen:
    """The same at each visit: the newest message, and every one with a trouble."""
    if not said:
        return []
    newest = said[-1]
    stored = [sent.pos == newest.pos, sent.at_ms == newest.at_ms]
    return [newest.kind, newest.text, newest.ours, *stored, *(each for each in said if each.trouble)]
