"""What the server holds about a conversation, and what is done with it, for its customer at once (Art. 12, 13, 15 GDPR)."""

from __future__ import annotations

from typing import Final, NamedTuple, TypeAlias

from sqlalchemy import Connection

from tresen.core.law.installation import LANGUAGES
from tresen.core.law.table.kept import Purpose, purposes
from tresen.core.law.table.leaves import Recipient, recipients
from tresen.core.model import Kind, Retention, Role
from tresen.core.policy import Action, Who, require_in
from tresen.core.retention import YEARS
from tresen.desk.audit_trail import note
from tresen.desk.context import Context
from tresen.desk.guards import sender
from tresen.desk.law.facts import facts_of
from tresen.desk.statistics.objection import objects_now
from tresen.errors import Refusal
from tresen.store import audit, erasing, law, mydata, passkeys, queries, requests
from tresen.store.law import Hold
from tresen.store.mydata import Held, Known
from tresen.store.passkeys import Shown
from tresen.store.requests import Request
from tresen.store.tx import Tx

OnHold: TypeAlias = Hold
"""A hold on a conversation."""

AGAIN_MS: Final = 60 * 60 * 1000
"""The same person adds no further line within an hour: nobody fills the trail by exporting."""


class Access(NamedTuple):
    """At a time somebody got access, lost it, or took something out."""

    at_ms: int
    what: str
    device: bytes | None = None
    person: int | None = None


class Class(NamedTuple):
    """A retention class: from what on it counts, how long, and until when where that is known; how many messages."""

    name: str
    start: str
    days: int | None
    years: int | None
    until_ms: int | None
    messages: int


class MyData(NamedTuple):
    """Everything that is known of a conversation without opening it."""

    business: bytes
    conversation: bytes
    held: Held
    devices: list[Known]
    access: list[Access]
    push: bool
    mail: bool
    passkeys: list[Shown]
    objected: bool
    restricted: bool
    retention: list[Class]
    hold: Hold | None
    purposes: list[Purpose]
    recipients: list[Recipient]
    requests: list[Request]


async def my_data(house: Context, who: Who, conversation: bytes, lang: str) -> MyData:
    """[Art. 15] Raises `unknown_conversation`, `forbidden`, `bad_request`."""
    if lang not in LANGUAGES:
        raise Refusal("bad_request", "lang: must be de or en")
    now = house.clock.now_ms()

    def read(connection: Connection) -> MyData:
        found = queries.find_conversation(connection, who.business, conversation)
        if found is None:
            raise Refusal("unknown_conversation")
        require_in(who, Action.MY_DATA, who.business, *found)
        key = found[0]
        held, facts = mydata.held(connection, key), facts_of(connection, house.installation, who.business)
        devices = mydata.devices_of(connection, key)
        push, mail = mydata.told(connection, key)
        return MyData(
            queries.public_id(connection, who.business),
            conversation,
            held,
            devices,
            _access(connection, who.business, key, held.since_ms, devices),
            push,
            mail,
            passkeys.shown(connection, passkeys.theirs(who.business, key, who.person)),
            objects_now(connection, key),
            law.is_restricted(connection, key),
            _classes(connection, key, held, facts.shop.chat_days),
            law.hold_of(connection, key, now),
            purposes(facts, lang),
            recipients(facts, lang),
            requests.of_conversation(connection, key),
        )

    await house.turns.over(conversation)
    return await house.read(read)


def _access(
    connection: Connection, business: int, key: int, since_ms: int, devices: list[Known]
) -> list[Access]:
    """Who could read when, and what left: from the devices, the log and the audit trail."""
    rows = mydata.lines(connection, key)
    by_paper = {at_ms for kind, at_ms, _, role in rows if kind == Kind.RECORD and role == Role.PAPER}
    found = [Access(since_ms, "begun")]
    for each in devices:
        if each.since_ms > since_ms:
            what = "recovered" if each.since_ms in by_paper and not each.paper else "device_added"
            found.append(Access(each.since_ms, what, each.device))
        if each.removed_ms is not None:
            found.append(Access(each.removed_ms, "device_removed", each.device))
    for each in mydata.readers(connection, business, since_ms):
        at_ms = max(each.since_ms, since_ms)
        found.append(Access(at_ms, "team_device_added", each.device, each.person))
        if each.removed_ms is not None:
            found.append(Access(each.removed_ms, "team_device_removed", each.device, each.person))
    for kind, at_ms, device, _ in rows:
        if kind in (Kind.ERASED, Kind.EXPIRED):
            found.append(Access(at_ms, "erased" if kind == Kind.ERASED else "expired", device))
    found += [
        Access(each.at_ms, "exported", None, each.person) for each in audit.about(connection, key, "exported")
    ]
    found += [
        Access(each.at_ms, "restored") for each in audit.saying(connection, business, "restored", since_ms)
    ]
    return sorted(found, key=lambda each: each.at_ms)


def _classes(connection: Connection, key: int, held: Held, days: int) -> list[Class]:
    kept = erasing.kept(connection, key)
    chat = Class(
        Retention.CHAT.value,
        "last_word",
        days,
        None,
        None if held.erased_ms is not None else held.last_ms + days * 86_400_000,
        held.messages - len(kept),
    )
    found = [chat]
    for name, years in YEARS.items():
        mine = [each.until_ms for each in kept if each.class_ == name.value]
        found.append(Class(name.value, "year_end", None, years, max(mine, default=None), len(mine)))
    return found


async def exported(house: Context, who: Who, conversation: bytes) -> int:
    """[D9] Somebody made a file of the conversation; returns when. Raises `revoked`, `unknown_conversation`, `forbidden`."""

    def job(tx: Tx) -> int:
        sender(tx, who)
        held = tx.conversation_by_id(who.business, conversation)
        require_in(who, Action.TELL_EXPORT, held.business_id, held.id, held.back_room)
        person = who.person if who.staff else None
        before = [each for each in audit.about(tx, held.id, "exported") if each.person == person]
        if before and 0 <= tx.now_ms - before[-1].at_ms < AGAIN_MS:
            return before[-1].at_ms
        note(tx, tx.business(who.business), "exported", person=person, conversation=held)
        return tx.now_ms

    return await house.write(job)
