"""Documents of the back room on a real database: a version is stored only on top of the newest one (L8)."""

from typing import Any

import msgspec
import pytest

from tests.contract.test_conversations import furnished, head, who
from tests.unit.test_seal_message import HEADER
from tests.world.house import Opened
from tests.world.shop import Device, Shop
from tresen.core import documents
from tresen.core.messages import peek_header
from tresen.core.records import Header, card_id, document_id, encode_header
from tresen.core.wire import Send
from tresen.desk import messages, reading
from tresen.errors import Refusal
from tresen.store.state import Stored

PEOPLE = document_id("people")


async def write(house: Opened, shop: Shop, device: Device, replaces: int | None, **fields: Any) -> Stored:
    """Store a version of a document, `people` unless said otherwise."""
    fields = {"doc": PEOPLE, "spoken": False, "replaces": replaces, **fields}
    return await send(house, device, shop.message(device, shop.back_room, **fields))


async def send(house: Opened, device: Device, message: Send) -> Stored:
    sender = await who(house, device)
    return await house.house.write(messages.send(sender, message, peek_header(message.header)))


async def newest(house: Opened, shop: Shop, doc: bytes = PEOPLE) -> tuple[int, bytes] | None:
    """`seq` and device of the newest version."""
    found = await reading.document(house.house, await who(house, shop.member), doc)
    event = None if found is None else msgspec.msgpack.decode(found)
    return event and (event[0], event[6])


async def test_a_version_is_stored_only_on_top_of_the_newest(open_house: Opened) -> None:
    """[L8] Of two devices that started from the same version, the second is refused and told the newest `seq`."""
    shop, _ = await furnished(open_house)
    first = await write(open_house, shop, shop.owner, 0)
    second = await write(open_house, shop, shop.owner, first.seq)
    before = await head(open_house, shop)
    with pytest.raises(Refusal, match=f"stale_document: the newest version has seq {second.seq}"):
        await write(open_house, shop, shop.member, first.seq)
    assert await head(open_house, shop) == before
    assert await newest(open_house, shop) == (second.seq, shop.owner.keys.id)
    third = await write(open_house, shop, shop.member, second.seq)
    assert await newest(open_house, shop) == (third.seq, shop.member.keys.id)


@pytest.mark.parametrize("replaces", [0, 1, 2**53 - 1])
async def test_what_is_not_the_newest_is_stale(open_house: Opened, replaces: int) -> None:
    """[L8] An older, an unrelated and a future `seq` are refused alike; the first version replaces 0."""
    shop, _ = await furnished(open_house)
    if replaces > 0:
        with pytest.raises(Refusal, match="stale_document: the newest version has seq 0"):
            await write(open_house, shop, shop.owner, replaces)
    await write(open_house, shop, shop.owner, 0)
    with pytest.raises(Refusal, match="stale_document"):
        await write(open_house, shop, shop.owner, replaces)


async def test_a_refused_version_leaves_its_counter_free(open_house: Opened) -> None:
    """[L4, L8] Sealed anew under the same counter, it is stored; the same bytes again get the first outcome."""
    shop, _ = await furnished(open_house)
    first = await write(open_house, shop, shop.owner, 0)
    with pytest.raises(Refusal, match="stale_document"):
        await write(open_house, shop, shop.member, 0)
    counter = shop.member.counter
    anew = shop.message(
        shop.member, shop.back_room, counter, doc=PEOPLE, spoken=False, replaces=first.seq, num=1
    )
    stored = await send(open_house, shop.member, anew)
    await write(open_house, shop, shop.owner, stored.seq)
    again = await send(open_house, shop.member, anew)
    assert (again.seq, again.first) == (stored.seq, False)


async def test_a_client_of_the_version_before_names_no_version(open_house: Opened) -> None:
    """[A12] Without `replaces` a version is stored on top of whatever is newest."""
    shop, _ = await furnished(open_house)
    first = await write(open_house, shop, shop.owner, 0)
    old = await write(open_house, shop, shop.member, None)
    with pytest.raises(Refusal, match="stale_document"):
        await write(open_house, shop, shop.owner, first.seq)
    assert await newest(open_house, shop) == (old.seq, shop.member.keys.id)


async def test_only_a_document_replaces(open_house: Opened) -> None:
    """[S7] `replaces` without a document is refused, in the back room and in a customer's conversation."""
    shop, customer = await furnished(open_house)
    for device, place in (
        (shop.owner, shop.back_room),
        (shop.owner, customer.epoch.key),
        (customer.device, customer.epoch.key),
    ):
        message = shop.message(device, place, doc=None, replaces=0)
        with pytest.raises(Refusal, match="header_mismatch"):
            await send(open_house, device, message)


async def test_a_document_stays_about_its_conversation(open_house: Opened) -> None:
    """[L7, L8] A card moved to no conversation, or to another customer's, would outlive its own."""
    shop, customer = await furnished(open_house)
    other = shop.customer()
    await other.begin(open_house.house)
    card = card_id(customer.conversation)
    first = await write(open_house, shop, shop.owner, 0, doc=card, about=customer.conversation)
    for about in (None, other.conversation):
        with pytest.raises(Refusal, match="header_mismatch"):
            await write(open_house, shop, shop.member, first.seq, doc=card, about=about)
    await write(open_house, shop, shop.member, first.seq, doc=card, about=customer.conversation)


async def test_a_removed_members_edit_is_refused(open_house: Opened) -> None:
    """[S4, L8] A revoked device writes no version."""
    shop, _ = await furnished(open_house)
    first = await write(open_house, shop, shop.member, 0)

    def revoke(tx: Any) -> None:
        tx.revoke_device(tx.device_by_id(shop.member.keys.id))

    await open_house.house.write(revoke)
    with pytest.raises(Refusal, match="revoked"):
        await write(open_house, shop, shop.member, first.seq)


async def test_documents_come_in_pages(open_house: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """[L8] By `seq`: whoever asks from the highest `seq` they read gets exactly what changed since."""
    monkeypatch.setattr(reading, "PAGE", 2)
    shop, customer = await furnished(open_house)
    made = [await write(open_house, shop, shop.owner, 0, doc=bytes([each]) * 16) for each in range(5)]
    about = await write(open_house, shop, shop.owner, 0, doc=b"n" * 16, about=customer.conversation)
    reader = await who(open_house, shop.member)

    async def read(after: int | None, subject: bytes | None = None) -> tuple[list[int], int | None]:
        page = await reading.back_room(open_house.house, reader, after, subject)
        return [msgspec.msgpack.decode(each)[0] for each in page.documents], page.next

    seqs = [each.seq for each in made]
    assert await read(0) == (seqs[:2], seqs[1])
    assert await read(seqs[1]) == (seqs[2:4], seqs[3])
    assert await read(seqs[3]) == (seqs[4:], None)
    assert await read(None) == (seqs, None)
    changed = await write(open_house, shop, shop.member, seqs[0], doc=bytes(16))
    assert await read(seqs[4]) == ([changed.seq], None)
    assert await read(None, customer.conversation) == ([about.seq], None)
    with pytest.raises(Refusal, match="unknown_conversation"):
        await read(None, b"x" * 16)


async def test_documents_about_all_conversations_in_pages(
    open_house: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[L8] What is about any conversation, by `seq`, and nothing about none."""
    monkeypatch.setattr(reading, "PAGE", 2)
    shop, customer = await furnished(open_house)
    about = customer.conversation
    await write(open_house, shop, shop.owner, 0, doc=b"q" * 16)
    made = [
        await write(open_house, shop, shop.owner, 0, doc=bytes([each]) * 16, about=about) for each in range(3)
    ]
    reader = await who(open_house, shop.member)

    async def read(after: int | None) -> tuple[list[int], int | None]:
        page = await reading.back_room(open_house.house, reader, after, talks=True)
        return [msgspec.msgpack.decode(each)[0] for each in page.documents], page.next

    seqs = [each.seq for each in made]
    assert await read(0) == await read(None) == (seqs[:2], seqs[1])
    assert await read(seqs[1]) == (seqs[2:], None)
    changed = await write(open_house, shop, shop.member, seqs[0], doc=bytes(16), about=about)
    assert await read(seqs[2]) == ([changed.seq], None)


async def test_a_row_shows_the_card_and_no_other_document(open_house: Opened) -> None:
    """[W5, L8] Another document about the conversation, however new, does not take the card's place."""
    shop, customer = await furnished(open_house)
    about = customer.conversation
    card = await write(open_house, shop, shop.owner, 0, doc=card_id(about), about=about)
    await write(open_house, shop, shop.member, 0, doc=b"n" * 16, about=about)
    row = await reading.conversation(open_house.house, await who(open_house, shop.owner), about)
    assert row.card is not None
    assert msgspec.msgpack.decode(row.card)[0] == card.seq


async def test_documents_are_read_by_the_team_alone(open_house: Opened) -> None:
    """[A6, L8] The team reads a document by its id; a customer gets none, and an unknown id gives nothing."""
    shop, customer = await furnished(open_house)
    assert await newest(open_house, shop) is None
    with pytest.raises(Refusal, match="forbidden"):
        await reading.document(open_house.house, await who(open_house, customer.device), PEOPLE)


async def test_there_is_an_end_to_documents(open_house: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """[L8] The number of documents is limited, the number of versions is not."""
    monkeypatch.setattr(documents, "DOCUMENTS", 2)
    monkeypatch.setattr(documents, "DOCUMENTS_ABOUT", 1)
    shop, customer = await furnished(open_house)
    about = customer.conversation
    first = await write(open_house, shop, shop.owner, 0)
    await write(open_house, shop, shop.owner, 0, doc=b"q" * 16)
    await write(open_house, shop, shop.owner, 0, doc=b"n" * 16, about=about)
    with pytest.raises(Refusal, match="too_large: at most 2 documents"):
        await write(open_house, shop, shop.owner, 0, doc=b"r" * 16)
    with pytest.raises(Refusal, match="too_large: at most 1 documents"):
        await write(open_house, shop, shop.owner, 0, doc=b"m" * 16, about=about)
    await write(open_house, shop, shop.owner, first.seq)


def test_a_header_without_a_document_has_the_bytes_it_always_had() -> None:
    """[S7] `replaces` is the seventeenth field, present only when it says something."""
    header = peek_header(encode_header(_header(None, None)))
    assert len(msgspec.msgpack.decode(encode_header(header))) == 16
    version = _header(PEOPLE, 7)
    assert msgspec.msgpack.decode(encode_header(version))[16] == 7
    assert peek_header(encode_header(version)) == version


@pytest.mark.parametrize("wrong", [-1, 2**53, "7", 7.5, True])
def test_replaces_is_a_whole_number(wrong: object) -> None:
    """[S7] Any other value makes the header unreadable."""
    fields = [*msgspec.structs.astuple(_header(PEOPLE, 0))[:-1], wrong]
    with pytest.raises(Refusal, match="bad_frame"):
        peek_header(msgspec.msgpack.encode(fields))


def _header(doc: bytes | None, replaces: int | None) -> Header:
    return msgspec.structs.replace(HEADER, doc=doc, replaces=replaces)
