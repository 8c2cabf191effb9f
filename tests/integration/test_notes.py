"""Notes on a conversation: sealed for the team, by their author, and gone with the conversation (L7, L8, S9)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from tests.contract.test_erased_bytes import WINDOW, seen
from tests.world.bakery import Bakery, bakery
from tests.world.patience import PATIENCE
from tresen.client import Refusal, Staff
from tresen.client.connection.http import b64
from tresen.client.connection.keyfile import Waiting
from tresen.client.documents import note
from tresen.core.messages import peek_header
from tresen.core.records import entry_id

CAKE = "Emma wird 5. Letztes Jahr: Schoko, wenig Zucker."


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with asyncio.timeout(PATIENCE), bakery(tmp_path) as opened:
        await opened.owner.team.write_people({1: "Anna", 2: "Ben", 3: "Cem"})
        yield opened


async def texts(staff: Staff, conversation: bytes) -> list[str]:
    return [each.text for each in await staff.notes(conversation)]


async def test_the_team_reads_what_a_colleague_noted(shop: Bakery) -> None:
    """[L8, S9] With author, mentions by number shown by name, in the order of writing; a new name is shown."""
    async with await shop.join(2) as ben, await shop.customer() as krause:
        await krause.send("Guten Tag")
        await shop.owner.note(krause._id, CAKE)
        await ben.note(krause._id, "@Anna haben wir noch Zwetschgen?")
        await ben.note(krause._id, "Bitte übernehmen.", mention=3, handover=3)
        for staff in (shop.owner, ben):
            cake, plums, over = await staff.notes(krause._id)
            assert (cake.text, cake.person, cake.mentions, cake.handover) == (CAKE, 1, (), None)
            assert (plums.text, plums.person, plums.mentions) == ("@Anna haben wir noch Zwetschgen?", 2, (1,))
            assert (over.text, over.mentions, over.handover) == ("@Cem Bitte übernehmen.", (3,), 3)
        await shop.owner.team.write_people({1: "Anna Sonnenschein"})
        assert (await shop.owner.notes(krause._id))[1].text == "@Anna Sonnenschein haben wir noch Zwetschgen?"


async def test_its_author_edits_and_removes_it_and_nobody_else(shop: Bakery) -> None:
    """[L8] The text before leaves the server; a colleague's own client does neither."""
    async with await shop.join(2) as ben, await shop.customer() as krause:
        await krause.send("Guten Tag")
        key = await shop.owner.note(krause._id, CAKE)
        await shop.owner.notes.edit(krause._id, key, "Emma wird 6.")
        (edited,) = await ben.notes(krause._id)
        assert (edited.text, edited.edited_ms is not None) == ("Emma wird 6.", True)
        with pytest.raises(LookupError):
            await ben.notes.edit(krause._id, key, "Anna irrt")
        with pytest.raises(LookupError):
            await ben.notes.remove(krause._id, key)
        await shop.owner.notes.remove(krause._id, key)
        assert await texts(ben, krause._id) == await texts(shop.owner, krause._id) == []


async def test_a_colleagues_altered_client_puts_no_words_into_her_mouth(shop: Bakery) -> None:
    """[L8] A version that somebody else signed says nothing, whoever it names as the author."""
    async with await shop.join(2) as ben, await shop.customer() as krause:
        await krause.send("Guten Tag")
        key = await shop.owner.note(krause._id, CAKE)
        await ben.notes(krause._id)
        await ben.notes._room.write(note, krause._id, note.edited("Anna sagt: gratis"), key)
        assert await texts(shop.owner, krause._id) == await texts(ben, krause._id) == []


async def test_customers_never_learn_of_notes(shop: Bakery) -> None:
    """[L2, L6, S7] No event, no mark, no position, no answer: for the customer nothing has happened."""
    async with await shop.customer() as krause:
        await krause.send("Guten Tag")
        before = await shop.owner.conversations.get(krause._id)
        await shop.owner.note(krause._id, CAKE)
        after = await shop.owner.conversations.get(krause._id)
        assert (after.head, after.unread, after.last_ms) == (before.head, before.unread, before.last_ms)
        assert [each.text for each in await krause.history()] == ["Guten Tag"]
        with pytest.raises(Refusal):
            await krause._parts.http.get("/back-room", {"about": b64(krause._id)})


async def test_a_note_reopens_nothing(shop: Bakery) -> None:
    """[L8, L11] A closed conversation stays closed."""
    async with await shop.customer() as krause:
        await krause.send("Guten Tag")
        await shop.owner.conversations.close(krause._id)
        await shop.owner.note(krause._id, CAKE)
        assert (await shop.owner.conversations.get(krause._id)).state == "closed"


async def test_who_reads_notes(shop: Bakery) -> None:
    """[S5] A member who joined later reads earlier ones; an auditor none; whoever left none that came after."""
    async with await shop.customer() as krause:
        await krause.send("Guten Tag")
        await shop.owner.note(krause._id, CAKE)
        async with await shop.join(2) as ben, await shop.join(4, "auditor") as auditor:
            assert await texts(ben, krause._id) == [CAKE]
            assert await texts(auditor, krause._id) == []
            await shop.owner.team.sign_out(ben.device)
            await shop.owner.note(krause._id, "Ohne Ben")
            with pytest.raises(Exception, match="revoked"):
                await ben.notes(krause._id)
            assert await texts(shop.owner, krause._id) == [CAKE, "Ohne Ben"]


async def test_erasing_the_customer_leaves_no_byte_of_notes(shop: Bakery) -> None:
    """[L7, A10] Of notes, edited and removed ones too, no byte is left in the data folder."""
    async with await shop.customer() as krause:
        await krause.send("Guten Tag")
        key = await shop.owner.note(krause._id, CAKE)
        await shop.owner.notes.edit(krause._id, key, "Emma wird 6.")
        gone = await shop.owner.note(krause._id, "Kommt weg")
        written = await sealed_about(shop, krause._id)
        assert len(written) == 6
        await shop.owner.notes.remove(krause._id, gone)
        written += await sealed_about(shop, krause._id)
        wanted = {part[at : at + WINDOW] for part in written for at in range(0, len(part) - 7, WINDOW)}
        assert seen(shop.folder / "data", wanted)
        await shop.owner.conversations.erase(krause._id)
        assert await texts(shop.owner, krause._id) == []
        assert seen(shop.folder / "data", wanted) == set()
        with pytest.raises(Refusal, match="conversation_erased"):
            await shop.owner.note(krause._id, "Zu spät")


async def test_a_change_that_waits_is_dropped_with_the_conversation(shop: Bakery) -> None:
    """[L8] What was written meanwhile elsewhere is refused: nobody makes the note anew."""
    async with await shop.join(2) as ben, await shop.customer() as krause:
        await krause.send("Guten Tag")
        await shop.owner.note(krause._id, CAKE)
        await shop.owner.conversations.erase(krause._id)
        key = bytes(16)
        payload = {"kind": note.KIND, "key": key, "fields": {}}
        doc = entry_id(note.KIND, krause._id, key)
        waiting = Waiting(ben._parts.business.back_room, 0, payload, spoken=False, doc=doc, about=krause._id)
        with pytest.raises(Refusal, match="conversation_erased"):
            await ben._parts.outbox.send(waiting)


async def test_notes_are_bounded(shop: Bakery) -> None:
    """[L8] At most 256 documents are about a conversation, its card among them."""
    async with await shop.customer() as krause:
        await krause.send("Guten Tag")
        await asyncio.gather(*(shop.owner.note(krause._id, f"Nr. {at}") for at in range(256)))
        with pytest.raises(Refusal, match="too_large"):
            await shop.owner.note(krause._id, "Eine zu viel")
        assert len(await texts(shop.owner, krause._id)) == 256


async def sealed_about(shop: Bakery, conversation: bytes) -> list[bytes]:
    """What the back room holds about a conversation now, as it was sealed: slots, ciphertexts, signatures."""
    room = shop.owner._parts.business.back_room
    events, _ = await shop.owner._parts.http.events(room, 0, 256)
    found: list[bytes] = []
    for event in events:
        header, slot, ciphertext, signature = msgspec.msgpack.decode(event.body)[:4]
        if header is not None and peek_header(header).about == conversation:
            found += [slot, ciphertext, signature]
    return found
