"""Conversations begin, devices and epochs change: the desk on a real database (W8, S4, S6, S13, A4)."""

import asyncio
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.world.clock import NOON
from tests.world.house import Opened, opened
from tests.world.shop import Customer, Device, Shop, found
from tresen.clock import SettableClock
from tresen.core.messages import peek_header
from tresen.core.model import Kind, Role
from tresen.core.policy import Who
from tresen.core.records import card_id, conversation_id, record_hash
from tresen.core.wire import Act, Send
from tresen.desk import conversations, messages, reading
from tresen.desk.conversations import Begun, Parts, SealedEpoch
from tresen.errors import Refusal
from tresen.seal.epoch import EpochKey, Recipients, make_epoch
from tresen.seal.keys import DeviceKeys
from tresen.seal.records import customer_device, sign_customer_devices
from tresen.store.tx import Tx


async def who(house: Opened, device: Device) -> Who:
    def job(tx: Tx) -> Who:
        held = tx.device_by_id(device.keys.id)
        assert held is not None
        return Who(held.business_id, held.id, Role(held.role), held.person, held.conversation_id)

    return await house.house.write(job)


async def say(house: Opened, shop: Shop, device: Device, epoch: EpochKey, **fields: Any) -> None:
    message = shop.message(device, epoch, **fields)
    sender = await who(house, device)
    await house.house.write(messages.send(sender, message, peek_header(message.header)))


async def act(house: Opened, device: Device, conversation: bytes, action: str, argument: Any = None) -> None:
    command = Act(device.next_counter(), conversation, action, argument)
    await house.house.write(messages.act(await who(house, device), command))


async def head(house: Opened, shop: Shop) -> int:
    return await house.house.write(lambda tx: tx.business(shop.key).seq)


async def test_a_conversation_begins(open_house: Opened) -> None:
    """[L2, W8] Customer-devices at 1, the epoch at 2, the first message at 3, in one transaction."""
    shop = await found(open_house.house)
    customer = shop.customer()
    begun = await customer.begin(open_house.house)
    assert begun[:3] == (customer.conversation, 3, open_house.clock.now_ms())
    events = open_house.batches[-1].events
    assert [(each.kind, each.pos) for each in events] == [
        (Kind.RECORD, 1),
        (Kind.RECORD, 2),
        (Kind.MESSAGE, 3),
    ]
    assert [each.device for each in events] == [None, customer.device.keys.id, customer.device.keys.id]


async def test_beginning_again_has_the_first_outcome(open_house: Opened) -> None:
    """[A4] The same first record, sent at the same time or later, makes one conversation."""
    shop = await found(open_house.house)
    customer = shop.customer()
    both = await asyncio.gather(customer.begin(open_house.house), customer.begin(open_house.house))
    seq = await head(open_house, shop)
    open_house.clock.advance(99_000)
    third = await customer.begin(open_house.house)
    assert both[0] == both[1] == third
    assert await head(open_house, shop) == seq


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"epoch": 2}, "stale_epoch"),
        ({"epoch_hash": bytes(32)}, "stale_epoch"),
        ({"doc": bytes(16)}, "header_mismatch"),
        ({"conversation": bytes(16)}, "header_mismatch"),
        ({"business": bytes(16)}, "header_mismatch"),
        ({"version": 2}, "header_mismatch"),
        ({"counter": 7}, None),
    ],
)
async def test_a_first_message_that_does_not_fit(
    open_house: Opened, fields: dict[str, Any], code: str | None
) -> None:
    """[S10, I-10] All or nothing: neither device nor record nor message is there afterwards."""
    shop = await found(open_house.house)
    customer = shop.customer()
    before = await head(open_house, shop)
    first = customer.message(**fields) if "counter" not in fields else customer.message(7)
    parts = Parts(first.header, first.slot, first.ciphertext, first.signature)
    sealed = SealedEpoch(customer.epoch.signed, customer.epoch.wraps)
    begin = conversations.begin(open_house.house, shop.handle, customer.devices, sealed, parts)
    if code is None:
        await begin
        return
    with pytest.raises(Refusal, match=code):
        await begin
    assert await head(open_house, shop) == before
    assert await open_house.house.write(lambda tx: tx.device_by_id(customer.device.keys.id)) is None
    await customer.begin(open_house.house)


async def test_paper_does_not_write_the_first_message(open_house: Opened) -> None:
    """[S2] Paper devices only add other devices."""
    shop = await found(open_house.house)
    customer = shop.customer()
    first = shop.message(customer.paper, customer.epoch.key)
    parts = Parts(first.header, first.slot, first.ciphertext, first.signature)
    with pytest.raises(Refusal, match="header_mismatch"):
        await conversations.begin(
            open_house.house, shop.handle, customer.devices, SealedEpoch(*_epoch(customer)), parts
        )


def _epoch(customer: Customer) -> tuple[Any, Any]:
    return customer.epoch.signed, customer.epoch.wraps


async def test_an_unknown_business(open_house: Opened) -> None:
    """[W7] Nobody has that handle."""
    shop = await found(open_house.house)
    shop.handle = "niemand"
    with pytest.raises(Refusal, match="unknown_business"):
        await shop.customer().begin(open_house.house)


async def test_a_device_belongs_to_one_conversation(open_house: Opened) -> None:
    """[S2] The same keys in another conversation are refused, and leave nothing behind."""
    shop = await found(open_house.house)
    one = shop.customer()
    await one.begin(open_house.house)
    listed = [customer_device(one.device.keys, False)]
    devices = sign_customer_devices(one.device.keys, shop.business, 1, None, NOON + 1, listed)
    conversation = conversation_id(devices.body)
    to = Recipients(1, shop.team_hash, shop.team.x, 1, record_hash(devices.body), listed)
    other = Customer(
        shop,
        one.device,
        one.paper,
        devices,
        make_epoch(one.device.keys, shop.business, conversation, NOON, to),
    )
    with pytest.raises(Refusal, match="bad_record"):
        await other.begin(open_house.house)


async def furnished(house: Opened) -> tuple[Shop, Customer]:
    shop = await found(house.house)
    customer = shop.customer()
    await customer.begin(house.house)
    return shop, customer


def next_devices(customer: Customer, keep: list[DeviceKeys], by: DeviceKeys) -> tuple[Any, Any]:
    """Customer-devices 2 with these devices, and the epoch for it."""
    shop = customer.shop
    listed = [customer_device(keys, keys is customer.paper.keys) for keys in keep]
    devices = sign_customer_devices(by, shop.business, 2, record_hash(customer.devices.body), NOON, listed)
    to = Recipients(1, shop.team_hash, shop.team.x, 2, record_hash(devices.body), listed)
    return devices, make_epoch(by, shop.business, customer.conversation, NOON, to, customer.epoch.key)


async def test_the_return_link_adds_a_device(open_house: Opened) -> None:
    """[S13] Customer-devices 2 and epoch 2 in one transaction; repeated, the first outcome; then the new device writes."""
    shop, customer = await furnished(open_house)
    paper, new = await who(open_house, customer.paper), Device(DeviceKeys.generate())
    keep = [customer.device.keys, customer.paper.keys, new.keys]
    devices, epoch = next_devices(customer, keep, customer.paper.keys)
    sealed = SealedEpoch(epoch.signed, epoch.wraps)
    stored = await conversations.add_devices(open_house.house, paper, customer.conversation, devices, sealed)
    assert stored.pos == 5
    assert [each.pos for each in open_house.batches[-1].events] == [4, 5]
    again = await conversations.add_devices(open_house.house, paper, customer.conversation, devices, sealed)
    assert again == msgspec.structs.replace(stored, first=False)
    await say(open_house, shop, new, epoch.key)
    with pytest.raises(Refusal, match="stale_epoch"):
        await say(open_house, shop, customer.device, customer.epoch.key)
    other, made = next_devices(customer, keep[:2], customer.paper.keys)
    sealed = SealedEpoch(made.signed, made.wraps)
    with pytest.raises(Refusal, match="stale_record"):
        await conversations.add_devices(open_house.house, paper, customer.conversation, other, sealed)


async def test_epochs_after_a_new_team_key(open_house: Opened) -> None:
    """[S6] Either side may make it; one wins, the other gets `epoch_taken`; repeated, the first outcome."""
    shop, customer = await furnished(open_house)
    team_hash = bytes(32)
    await open_house.house.write(
        lambda tx: tx.add_team_key(tx.business(shop.key), 2, team_hash, shop.team.x, 6)
    )
    listed = [customer_device(customer.device.keys, False), customer_device(customer.paper.keys, True)]
    to = Recipients(2, team_hash, shop.team.x, 1, record_hash(customer.devices.body), listed)
    offers = []
    for device in (customer.device, shop.member):
        made = make_epoch(device.keys, shop.business, customer.conversation, NOON, to, customer.epoch.key)
        offers.append((await who(open_house, device), SealedEpoch(made.signed, made.wraps)))
    outcomes = await asyncio.gather(
        *(
            conversations.add_epoch(open_house.house, by, customer.conversation, sealed)
            for by, sealed in offers
        ),
        return_exceptions=True,
    )
    assert [getattr(each, "pos", getattr(each, "code", None)) for each in outcomes] == [4, "epoch_taken"]
    again = await conversations.add_epoch(open_house.house, offers[0][0], customer.conversation, offers[0][1])
    assert (again.pos, again.first) == (4, False)
    made = make_epoch(shop.owner.keys, shop.business, customer.conversation, NOON, to, customer.epoch.key)
    borrowed = SealedEpoch(made.signed, made.wraps)
    with pytest.raises(Refusal, match="bad_record"):
        await conversations.add_epoch(open_house.house, offers[1][0], customer.conversation, borrowed)


@pytest.mark.parametrize("role", ["auditor", "stranger"])
async def test_who_may_not_make_an_epoch(open_house: Opened, role: str) -> None:
    """[A6, I-6] An auditor is forbidden; another customer is told that there is no such conversation."""
    shop, customer = await furnished(open_house)
    other = shop.customer()
    await other.begin(open_house.house)
    device = shop.auditor if role == "auditor" else other.device
    sealed = SealedEpoch(*_epoch(customer))
    with pytest.raises(Refusal, match="forbidden" if role == "auditor" else "unknown_conversation"):
        await conversations.add_epoch(
            open_house.house, await who(open_house, device), customer.conversation, sealed
        )


async def test_the_list_is_ordered_and_counted(open_house: Opened) -> None:
    """[W5] Unread first, then the newest; every filter has its count; closed ones appear under their filter only."""
    shop = await found(open_house.house)
    customers = [shop.customer() for _ in range(6)]
    for customer in customers:
        open_house.clock.advance(1000)
        await customer.begin(open_house.house)
    owner = await who(open_house, shop.owner)
    for customer in customers[3:]:
        receipt = messages.Receipt(customer.conversation, 3, 3)
        await open_house.house.write(messages.mark(owner, [receipt]))
    await act(open_house, shop.owner, customers[3].conversation, "close")
    await act(open_house, shop.member, customers[1].conversation, "assign", 1)
    open_house.clock.advance(1000)
    await say(open_house, shop, customers[0].device, customers[0].epoch.key)
    names = {customer.conversation: number for number, customer in enumerate(customers)}

    async def listed(filter_: str, start: int = 0, limit: int = 100) -> list[int]:
        page = await reading.conversations(open_house.house, owner, filter_, start, limit)
        assert page.counts == {"waiting": 5, "all": 5, "unread": 3, "mine": 1, "closed": 1}
        assert page.total == page.counts[filter_]
        return [names[row.conversation] for row in page.rows]

    assert await listed("all") == [0, 2, 1, 5, 4]
    assert await listed("all", 1, 2) == [2, 1]
    assert await listed("unread") == [0, 2, 1]
    assert await listed("waiting") == [0, 1, 2, 4, 5]
    assert await listed("mine") == [1]
    assert await listed("closed") == [3]
    assert await listed("all", 5) == []
    for wrong in (("later", 0, 1), ("all", -1, 1), ("all", 0, 0)):
        with pytest.raises(Refusal, match="bad_request"):
            await reading.conversations(open_house.house, owner, *wrong)


async def test_a_row_has_what_its_preview_needs(open_house: Opened) -> None:
    """[W5] The last spoken message, the epoch it needs with the team's wrap, the card, both parties' marks."""
    shop, customer = await furnished(open_house)
    owner = await who(open_house, shop.owner)
    await say(open_house, shop, customer.device, customer.epoch.key, spoken=False)
    await say(
        open_house, shop, shop.owner, shop.back_room, doc=card_id(customer.conversation),
        about=customer.conversation, spoken=False,
    )  # fmt: skip
    row = await reading.conversation(open_house.house, owner, customer.conversation)
    assert (row.state, row.head, row.unread, len(row.marks)) == ("open", 4, 1, 2)
    assert row.last is not None
    assert row.card is not None
    assert msgspec.msgpack.decode(row.last)[3] == 3
    assert msgspec.msgpack.decode(row.card)[2] == shop.back_room.conversation
    assert row.epoch is not None
    assert [to for to, _ in row.epoch.wraps] == [shop.team.id]
    assert row.epoch.body == customer.epoch.signed.body
    mine = await reading.conversation(
        open_house.house, await who(open_house, customer.device), customer.conversation
    )
    assert (mine.card, mine.assigned, mine.day_number) == (None, None, 0)
    assert mine.epoch is not None
    assert {to for to, _ in mine.epoch.wraps} == {customer.device.keys.id, customer.paper.keys.id}


async def test_history_by_range(open_house: Opened) -> None:
    """[W5] Before, after, newest; ascending; without `seq` for the customer."""
    shop, customer = await furnished(open_house)
    for _ in range(7):
        await say(open_house, shop, customer.device, customer.epoch.key)
    me, owner = await who(open_house, customer.device), await who(open_house, shop.owner)

    async def positions(by: Who, **place: int | None) -> list[int]:
        wanted = {"before": None, "after": None, **place}
        page = await reading.history(open_house.house, by, customer.conversation, limit=4, **wanted)
        rows = [msgspec.msgpack.decode(event) for event in page.events]
        assert page.head == 10
        assert all((row[0] is None) is not by.staff for row in rows)
        return [row[3] for row in rows]

    assert await positions(me) == [7, 8, 9, 10]
    assert await positions(owner, before=7) == [3, 4, 5, 6]
    assert await positions(me, before=3) == [1, 2]
    assert await positions(me, after=8) == [9, 10]
    assert await positions(me, after=0) == [1, 2, 3, 4]
    with pytest.raises(Refusal, match="bad_request"):
        await positions(me, after=1, before=9)


async def test_keys_of_the_askers_side(open_house: Opened) -> None:
    """[S4, S6] All records, but only the own side's wraps; paper may read them, an auditor may not."""
    shop, customer = await furnished(open_house)
    for device, recipients in (
        (shop.owner, {shop.team.id}),
        (customer.device, {customer.device.keys.id, customer.paper.keys.id}),
        (customer.paper, {customer.device.keys.id, customer.paper.keys.id}),
    ):
        keys = await reading.keys(open_house.house, await who(open_house, device), customer.conversation)
        assert keys.devices == [customer.devices]
        assert [{to for to, _ in epoch.wraps} for epoch in keys.epochs] == [recipients]
    with pytest.raises(Refusal, match="forbidden"):
        await reading.keys(open_house.house, await who(open_house, shop.auditor), customer.conversation)
    with pytest.raises(Refusal, match="forbidden"):
        await reading.history(
            open_house.house, await who(open_house, customer.paper), customer.conversation,
            before=None, after=None, limit=1,
        )  # fmt: skip


async def test_the_log_and_the_marks_in_pages(open_house: Opened) -> None:
    """[W4, L6] What a client that is behind fetches; marks come page by page, each once."""
    shop = await found(open_house.house)
    customers = [shop.customer() for _ in range(140)]
    for customer in customers:
        await customer.begin(open_house.house)
    owner = await who(open_house, shop.owner)
    page = await reading.team_events(open_house.house, owner, 5, 1000)
    assert [msgspec.msgpack.decode(event)[0] for event in page.events] == list(range(6, 262))
    assert page.head == 425
    receipts = [messages.Receipt(customer.conversation, 3, 2) for customer in customers]
    await open_house.house.write(messages.mark(owner, receipts))
    rows: list[bytes] = []
    cursor: str | None = None
    while True:
        marks = await reading.team_marks(open_house.house, owner, 0, cursor)
        rows += marks.marks
        cursor = marks.next
        if cursor is None:
            break
    assert len(rows) == len(set(rows)) == 2 * (140 + 1)
    for wrong in ("", "1.2", "x.y.z", "1.1.AAAAAAAAAAAAAAAAAAAAAA"):
        with pytest.raises(Refusal, match="bad_request"):
            await reading.team_marks(open_house.house, owner, 0, wrong)
    customer_side = await who(open_house, customers[0].device)
    for refused in (
        reading.team_events(open_house.house, customer_side, 0, 1),
        reading.team_marks(open_house.house, customer_side, 0, None),
        reading.back_room(open_house.house, customer_side),
        reading.conversations(open_house.house, customer_side, "all", 0, 1),
    ):
        with pytest.raises(Refusal, match="forbidden"):
            await refused


async def test_the_back_rooms_documents(open_house: Opened) -> None:
    """[L8] The current version of every document except cards."""
    shop, customer = await furnished(open_house)
    for fields in (
        {"doc": b"p" * 16}, {"doc": b"p" * 16}, {"doc": b"q" * 16}, {"doc": b"c" * 16, "about": customer.conversation}, {},
    ):  # fmt: skip
        await say(open_house, shop, shop.owner, shop.back_room, spoken=False, **fields)
    room = await reading.back_room(open_house.house, await who(open_house, shop.auditor))
    assert room.conversation == shop.back_room.conversation
    assert room.head == 5
    headers = [peek_header(msgspec.msgpack.decode(event)[8][0]) for event in room.documents]
    assert [(header.doc, header.counter) for header in headers] == [(b"p" * 16, 2), (b"q" * 16, 3)]
    page = await reading.history(
        open_house.house, await who(open_house, shop.member), shop.back_room.conversation,
        before=None, after=0, limit=10,
    )  # fmt: skip
    gone = msgspec.msgpack.decode(page.events[0])[8]
    assert gone[:4] == [None, None, None, None]
    assert (len(gone[4]), gone[5]) == (32, "superseded")


async def _in_list(house: Opened, shop: Shop) -> tuple[int, int]:
    """How many conversations the list shows, and how many it counts."""
    page = await reading.conversations(house.house, await who(house, shop.owner), "all", 0, 100)
    return len(page.rows), page.counts["all"] + page.counts["unread"]


async def test_a_conversation_begins_without_a_message(open_house: Opened) -> None:
    """[F3, L2, W5] A file comes first: the log holds both records alone, and no list has it before something is said."""
    shop = await found(open_house.house)
    customer = shop.customer()
    begun = await customer.begin(open_house.house, empty=True)
    assert begun[:3] == (customer.conversation, 2, open_house.clock.now_ms())
    events = open_house.batches[-1].events
    assert [(each.kind, each.pos) for each in events] == [(Kind.RECORD, 1), (Kind.RECORD, 2)]
    assert await _in_list(open_house, shop) == (0, 0)
    await say(open_house, shop, customer.device, customer.epoch.key)
    assert await _in_list(open_house, shop) == (1, 2)


@pytest.mark.parametrize("said", [False, True])
async def test_beginning_without_a_message_is_repeated(open_house: Opened, said: bool) -> None:
    """[A4] The same first record again stores nothing, with or without a message; the message then comes as any other."""
    shop = await found(open_house.house)
    customer = shop.customer()
    first = await customer.begin(open_house.house, empty=True)
    before = await head(open_house, shop)
    assert await customer.begin(open_house.house, empty=not said) == first
    assert await head(open_house, shop) == before


async def begin_with(house: Opened, customer: Customer, message: Send) -> Begun:
    parts = Parts(message.header, message.slot, message.ciphertext, message.signature)
    sealed = SealedEpoch(customer.epoch.signed, customer.epoch.wraps)
    return await conversations.begin(house.house, customer.shop.handle, customer.devices, sealed, parts)


@pytest.mark.parametrize("empty", [False, True])
async def test_beginning_again_never_claims_another_message(open_house: Opened, empty: bool) -> None:
    """[A4, F3] A conversation that began without a message and went on: its first record again still answers the epoch's
    position, and what a repetition brings is not taken for what stands at the first message's place."""
    shop = await found(open_house.house)
    customer = shop.customer()
    first = await customer.begin(open_house.house, empty=True)
    open_house.clock.advance(1)
    await say(open_house, shop, customer.device, customer.epoch.key)
    assert await customer.begin(open_house.house, empty=empty) == first


async def test_beginning_again_with_the_message_that_it_began_with(open_house: Opened) -> None:
    """[A4, L4] The same request again answers what it answered first, however long the conversation is by now."""
    shop = await found(open_house.house)
    customer = shop.customer()
    message = customer.message()
    first = await begin_with(open_house, customer, message)
    assert first.pos == 3
    await say(open_house, shop, shop.member, customer.epoch.key)
    assert await begin_with(open_house, customer, message) == first


async def test_nothing_said_is_in_no_list_after_a_restart(tmp_path: Path) -> None:
    """[W5] What is loaded again counts as before: neither in the list nor in its numbers, and then once in both."""
    clock = SettableClock(NOON)
    async with opened(tmp_path, clock) as house:
        shop = await found(house.house)
        customer = shop.customer()
        await customer.begin(house.house, empty=True)
    async with opened(tmp_path, clock) as house:
        assert await _in_list(house, shop) == (0, 0)
        await say(house, shop, customer.device, customer.epoch.key)
        assert await _in_list(house, shop) == (1, 2)
