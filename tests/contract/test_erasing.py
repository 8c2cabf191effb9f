"""Erasing on a real database: what goes, what stays, what the log says about it (L7, S17)."""

from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from tests.world.erase import act, bodies, command, erase, id_of, log, say, target, who
from tests.world.house import Opened
from tests.world.shop import Customer, Device, Shop, found
from tresen.core.model import Kind
from tresen.core.records import document_id, header_hash
from tresen.core.wire import Send
from tresen.desk import messages, reading
from tresen.desk.conversations import SealedEpoch, add_epoch
from tresen.desk.erasing.command import erase as take_command
from tresen.desk.messages import Receipt
from tresen.errors import Refusal
from tresen.seal.keys import DeviceKeys
from tresen.store import queries
from tresen.store.schema import documents, mark_steps, slots
from tresen.store.state import Event, Stored


async def furnished(house: Opened) -> tuple[Shop, Customer]:
    shop = await found(house.house)
    customer = shop.customer()
    await customer.begin(house.house)
    return shop, customer


async def spoken(
    house: Opened, customer: Customer, by: Device | None = None, **fields: Any
) -> tuple[Stored, Send]:
    return await say(house.house, customer.shop, by or customer.device, customer.epoch.key, **fields)


async def noted(house: Opened, shop: Shop, **fields: Any) -> tuple[Stored, Send]:
    return await say(house.house, shop, shop.owner, shop.back_room, spoken=False, **fields)


def tombstone_of(event: Event) -> list[Any]:
    assert (event.header, event.slot, event.ciphertext, event.signature) == (None, None, None, None)
    left: list[Any] = msgspec.msgpack.decode(event.body or b"")
    return left


async def erased_seqs(house: Opened, shop: Shop) -> set[int]:
    return {
        event.seq
        for event in await log(house.house, shop)
        if event.kind == Kind.MESSAGE and event.header is None and tombstone_of(event)[5] == "erased"
    }


async def test_one_message(open_house: Opened) -> None:
    """[L5, L7] It goes with everything that refers to it; a tombstone names it and the command's place; the rest stays."""
    shop, customer = await furnished(open_house)
    first = await spoken(open_house, customer)
    second = await spoken(open_house, customer, shop.owner)
    reply = await spoken(open_house, customer, shop.owner, refers=id_of(first[1]), spoken=False)
    further = await spoken(open_house, customer, refers=id_of(reply[1]), spoken=False)
    note = await noted(open_house, shop, about=customer.conversation, refers=id_of(first[1]))
    other = await noted(open_house, shop, about=customer.conversation)
    card = await noted(open_house, shop, about=customer.conversation, doc=b"D" * 16)
    outcome = await erase(open_house.house, customer, [target(*first)])
    assert outcome.erased == [(first[0].pos, first[0].pos), (reply[0].pos, further[0].pos)]
    assert (outcome.pos, outcome.kept) == (further[0].pos + 1, [])  # type: ignore[operator]
    gone = {each[0].seq for each in (first, reply, further, note)}
    assert await erased_seqs(open_house, shop) == gone
    events = {event.seq: event for event in await log(open_house.house, shop)}
    for stored, message in (first, reply, further, note):
        left = tombstone_of(events[stored.seq])
        assert left == [None] * 4 + [
            header_hash(message.header),
            "erased",
            customer.conversation,
            outcome.pos,
        ]
        assert (events[stored.seq].device, events[stored.seq].counter) == id_of(message)
    for stored, message in (second, other, card):
        assert events[stored.seq].header == message.header
        assert events[stored.seq].slot == message.slot
    (said,) = bodies(open_house)
    assert said.erased == outcome.erased
    announced = open_house.batches[-1].events[-1]
    assert (announced.kind, announced.pos, announced.device) == (10, outcome.pos, customer.device.keys.id)


async def test_a_whole_conversation(open_house: Opened) -> None:
    """[L7] Every message, all that the back room says about it, the card, the receipts' times; others are untouched."""
    shop, customer = await furnished(open_house)
    neighbour = shop.customer()
    await neighbour.begin(open_house.house)
    for sender in (customer.device, shop.owner, shop.member):
        await spoken(open_house, customer, sender)
    for about in (customer.conversation, neighbour.conversation):
        await noted(open_house, shop, about=about)
        await noted(open_house, shop, about=about, doc=about)
    people = await noted(open_house, shop, doc=document_id("people"))
    for each in (customer, neighbour):
        team = await who(open_house.house, shop.owner)
        await open_house.house.write(messages.mark(team, [Receipt(each.conversation, 3, 3)]))
    outcome = await erase(open_house.house, customer, by=shop.owner)
    assert outcome.erased == [(3, 6)]
    events = await log(open_house.house, shop)
    live = {event.conversation for event in events if event.header is not None}
    assert live == {neighbour.conversation, shop.back_room.conversation}
    assert len(await erased_seqs(open_house, shop)) == 6
    (seq,) = (event.seq for event in events if event.seq == people[0].seq and event.header is not None)

    def read(connection: Any) -> tuple[set[bytes], set[int], set[int]]:
        docs = {doc for (doc,) in connection.execute(select(documents.c.doc))}
        steps = {key for (key,) in connection.execute(select(mark_steps.c.conversation_id).distinct())}
        open_ = {s for (s,) in connection.execute(select(slots.c.seq).where(slots.c.slot.is_not(None)))}
        return docs, steps, open_

    docs, steps, open_slots = await open_house.house.read(read)
    assert docs == {neighbour.conversation, document_id("people")}
    assert len(steps) == 1
    assert open_slots == {event.seq for event in events if event.header is not None} >= {seq}


async def test_the_same_command_again(open_house: Opened) -> None:
    """[A4, L7] The first outcome, also after the conversation is over; nothing is erased twice."""
    shop, customer = await furnished(open_house)
    first = await spoken(open_house, customer)
    await act(open_house.house, shop.owner, customer.conversation, "class", ("letter", 3))
    one = await erase(open_house.house, customer, [target(*first)])
    whole = await erase(open_house.house, customer, None, at_ms=2)
    length = len(await log(open_house.house, shop))
    assert await erase(open_house.house, customer, [target(*first)]) == one
    assert await erase(open_house.house, customer, None, at_ms=2) == whole
    assert [each.pos for each in whole.kept] == [3]
    assert len(await log(open_house.house, shop)) == length
    assert len(bodies(open_house)) == 2


async def test_what_is_refused_changes_nothing(open_house: Opened) -> None:
    """[S17, I-10] A wrong signer, signature, conversation, message or version."""
    shop, customer = await furnished(open_house)
    neighbour = shop.customer()
    await neighbour.begin(open_house.house)
    stored, message = await spoken(open_house, customer)
    good, there = target(stored, message), customer.conversation
    asking = await who(open_house.house, customer.device)
    signed = command(customer.device, shop, there, [good])
    cases = [
        (command(neighbour.device, shop, there, [good]), "forbidden"),
        (command(shop.owner, shop, there, [good]), "forbidden"),
        (command(customer.device, shop, neighbour.conversation, [good]), "bad_record"),
        (command(customer.device, shop, there, [(good[0], bytes(32))]), "bad_record"),
        (command(customer.device, shop, there, [(good[0] + 1, good[1])]), "bad_record"),
        (command(customer.device, shop, there, [(1, good[1])]), "bad_record"),
        (command(customer.device, shop, there, [good, good]), "bad_record"),
        (command(customer.device, shop, there, []), "bad_record"),
        (command(customer.device, shop, there, [(pos, good[1]) for pos in range(1, 1002)]), "bad_record"),
    ]
    before = await log(open_house.house, shop)
    for each, code in cases:
        with pytest.raises(Refusal, match=code):
            await take_command(open_house.house, asking, there, each)
    broken = msgspec.structs.replace(signed, signature=bytes(64))
    with pytest.raises(Refusal, match="bad_signature"):
        await take_command(open_house.house, asking, there, broken)
    nonsense = msgspec.structs.replace(signed, body=b"\x93\x01\xa5erase\xc0")
    with pytest.raises(Refusal, match="bad_record"):
        await take_command(open_house.house, asking, there, nonsense)
    with pytest.raises(Refusal, match="unknown_conversation"):
        await take_command(open_house.house, asking, neighbour.conversation, signed)
    assert await log(open_house.house, shop) == before


@pytest.mark.parametrize("who_", ["member", "auditor", "paper", "sheet"])
async def test_who_may_not(open_house: Opened, who_: str) -> None:
    """[L7, A6] Neither member nor auditor, and no paper."""
    shop, customer = await furnished(open_house)
    device = {"member": shop.member, "auditor": shop.auditor, "paper": customer.paper}.get(who_)
    if device is None:
        keys = DeviceKeys.restore(shop.sheet.export())
        assert keys.id == shop.sheet.id
        device = Device(keys)
    with pytest.raises(Refusal, match="forbidden"):
        await erase(open_house.house, customer, by=device)
    assert await erased_seqs(open_house, shop) == set()


async def test_a_revoked_device_erases_nothing(open_house: Opened) -> None:
    """[S17] Revoked between asking and storing, or before."""
    shop, customer = await furnished(open_house)
    asking = await who(open_house.house, shop.owner)
    await open_house.house.write(lambda tx: tx.revoke_device(tx.device(asking.device)))
    with pytest.raises(Refusal, match="revoked"):
        await erase(open_house.house, customer, by=shop.owner)


async def test_the_back_room_is_not_erased(open_house: Opened) -> None:
    """[L7, L8] Its messages go with the conversations they are about, not by themselves."""
    shop, _ = await furnished(open_house)
    signed = command(shop.owner, shop, shop.back_room.conversation)
    owner = await who(open_house.house, shop.owner)
    with pytest.raises(Refusal, match="forbidden"):
        await take_command(open_house.house, owner, shop.back_room.conversation, signed)


async def test_an_erased_conversation_is_over(open_house: Opened) -> None:
    """[L7] It takes no message, act, epoch or card; marks stand still; customer and team still read what is left."""
    shop, customer = await furnished(open_house)
    await erase(open_house.house, customer)
    length = len(await log(open_house.house, shop))
    asking = await who(open_house.house, customer.device)
    spare = shop.customer().epoch
    refused = [
        spoken(open_house, customer),
        spoken(open_house, customer, shop.owner),
        noted(open_house, shop, about=customer.conversation, doc=b"D" * 16),
        erase(open_house.house, customer, by=shop.owner),
        *(act(open_house.house, shop.owner, customer.conversation, each) for each in ("close", "reopen")),
        act(open_house.house, shop.owner, customer.conversation, "block", True),
        act(open_house.house, shop.owner, customer.conversation, "assign", 1),
        act(open_house.house, shop.owner, customer.conversation, "auto", False),
        add_epoch(open_house.house, asking, customer.conversation, SealedEpoch(spare.signed, spare.wraps)),
    ]
    for each in refused:
        with pytest.raises(Refusal, match="conversation_erased"):
            await each
    with pytest.raises(Refusal, match="not_found"):
        await act(open_house.house, shop.owner, customer.conversation, "class", ("letter", 3))
    assert await open_house.house.write(messages.mark(asking, [Receipt(customer.conversation, 4, 4)])) == []
    assert len(await log(open_house.house, shop)) == length
    page = await reading.history(
        open_house.house, asking, customer.conversation, before=None, after=None, limit=100
    )
    assert page.head == 4
    row = await reading.conversation(open_house.house, asking, customer.conversation)
    assert (row.erased_ms, row.state) == (open_house.clock.now_ms(), "closed")
    facts = await open_house.house.read(
        lambda c: queries.find_conversation(c, shop.key, customer.conversation)
    )
    assert facts is not None
