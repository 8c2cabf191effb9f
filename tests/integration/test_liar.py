"""A server that lies (tests/liar) against the Python client, which notices each lie in time and believes nothing false.

The rows are those of the table in protocol/threats.md.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import msgspec
import pytest
import pytest_asyncio

from tests.liar import lies, making
from tests.liar.lie import Call
from tests.liar.making import AT_MS, FORGED
from tests.liar.street import Kind, Scene, Street, say
from tests.world.bakery import PROFILE
from tests.world.patience import PATIENCE
from tresen.client import BrokenConversation, Customer, Sent, Staff, Untrusted
from tresen.client.connection.http import SignedWraps, signed_wraps
from tresen.client.conversation.message import Trouble
from tresen.clock import SettableClock
from tresen.core import records, wire
from tresen.seal.epoch import Recipients, make_epoch
from tresen.seal.message import seal_message
from tresen.seal.records import customer_device

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def street(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Street]:
    async with Street.open(tmp_path_factory.mktemp("street")) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module", params=["customer", "staff"])
async def scene(street: Street, request: pytest.FixtureRequest) -> AsyncIterator[Scene]:
    kind: Kind = request.param
    opened = await street.scene(kind)
    yield opened
    await opened.close()


async def sealed_to_the_other_side_alone(scene: Scene, text: str = "Streng geheim") -> None:
    """The other side reads what the victim now says; no key that the server made up or was told opens it."""
    await scene.answer(text)
    assert scene.sealed() != []
    assert scene.street.made_up.opened(scene.street.proxy.said) == []


AT: dict[str, list[Trouble | None]] = {
    lies.Replay.name: ["fork", "gap"],
    lies.Pasted.name: ["forged", "gap"],
    lies.SwappedSlots.name: ["forged", "gap"],
    lies.OtherSender.name: ["forged", "gap"],
    lies.AlteredHeader.name: ["forged", "gap"],
    lies.WeakerSuite.name: ["forged", "gap"],
    lies.AlteredAnswer.name: ["unreadable", "gap"],
    lies.StaleEpoch.name: ["forged", "gap"],
    lies.Erased.name: ["unasked", None],
    lies.Ended.name: ["unasked", "gap"],
    lies.Reorder.name: ["gap", "fork"],
    lies.Drop.name: ["gap"],
    **{name: ["forged", "gap"] for name in making.MORE_AT},
}
"""What becomes of the message lied about, and of the next one."""


@pytest.mark.parametrize("name", AT)
async def test_at_the_message(scene: Scene, name: str) -> None:
    """[S7, S10, S14] A tampered message is shown as such in its place; true words stand beside it."""
    expected = AT[name]
    if name == lies.StaleEpoch.name:
        await scene.tablet()
        await scene.speak("Mit dem Tablet geht es auch.")
    pos = await scene.street.last(scene.conversation) + 1
    lie = await (making.AT | making.MORE_AT)[name](scene, pos)
    await scene.hear(4)
    with scene.street.lying(lie):
        said = ["Es gibt auch Brezeln.", "Bis morgen!"]
        for text in said:
            await scene.speak(text)
        heard = [each for each in await scene.hear(pos + len(expected) - 1) if each.pos >= pos]
        assert [each.trouble for each in heard] == expected
        assert FORGED not in [each.text for each in heard]
        for each in heard:
            shown = {
                "forged": [""],
                "unreadable": [""],
                "fork": ["Ja, ganz frische.", "Haben Sie Schrippen?", *said],
            }
            assert each.text in shown.get(each.trouble or "", ["", *said])
        await sealed_to_the_other_side_alone(scene)


async def test_forked_epoch(scene: Scene) -> None:
    """[S6, S10] Two epochs under one number: a message sealed under the false one is not believed."""
    await scene.hear(4)
    await scene.leave()
    await scene.tablet()
    await scene.speak("Mit dem Tablet geht es auch.")
    with scene.street.lying(lies.ForkedEpoch(*await scene.rival_epoch())):
        await scene.come_back()
        [heard] = [each for each in await scene.hear(7) if each.pos == 7]
        assert (heard.trouble, heard.text) == ("forged", "")
        with pytest.raises(BrokenConversation, match="refuses"):
            await say(scene.victim, scene.conversation, "Streng geheim")
        assert len(scene.sealed()) == 1
        assert scene.street.made_up.opened(scene.street.proxy.said) == []


async def test_who_was_shown_a_forked_epoch_goes_on_with_another_device(scene: Scene) -> None:
    """[S4, S6, S12, S13] The client never forgets it and stays stopped; a device that was not shown it reads everything."""
    said = "Mit dem Tablet geht es auch."
    await scene.hear(4)
    await scene.leave()
    await scene.tablet()
    await scene.speak(said)
    with scene.street.lying(lies.ForkedEpoch(*await scene.rival_epoch())):
        await scene.come_back()
        await scene.hear(7)
        await scene.leave()
    await scene.come_back()
    with pytest.raises(Untrusted, match="forked"):
        await scene.hear(7)
    await scene.leave()
    await scene.replace()
    assert [(each.text, each.trouble) for each in await scene.hear(7)][-1] == (said, None)


async def test_epoch_of_a_device_that_was_shut_out(scene: Scene) -> None:
    """[S6, S10] A device that left the team makes no epoch, even for the right recipients: the client stops there."""
    await scene.hear(4)
    await scene.leave()
    gone = await scene.street.rotate()
    await scene.speak("Ab hier gilt ein neuer Schlüssel.")
    with scene.street.lying(lies.OutsidersEpoch(*await scene.rival_epoch(gone))):
        await scene.come_back()
        with pytest.raises(Untrusted, match="broken"):
            await scene.hear(6)
        await scene.answers_nothing("Streng geheim")


async def test_ghost_device_of_the_customer_at_the_record(scene: Scene) -> None:
    """[S4] No listed device signed for the new one: the client stops at the record."""
    await scene.hear(4)
    with scene.street.lying(await making.ghost_customer(scene)):
        await scene.speak("Kommt ein Geist dazu?")
        with pytest.raises(Untrusted, match="broken"):
            await scene.hear(5)
        await scene.answers_nothing("Streng geheim")


async def test_ghost_device_of_the_customer_at_opening(scene: Scene) -> None:
    """[S4] The same, when the conversation is opened."""
    await scene.leave()
    with scene.street.lying(await making.ghost_customer(scene)):
        await scene.come_back()
        with pytest.raises(Untrusted, match="broken"):
            await scene.hear(4)
        await scene.answers_nothing("Streng geheim")


async def others_go_on(scene: Scene, staff: Staff) -> None:
    """One conversation is set aside; in another the same device reads, answers and gets the receipt."""
    listed = {bytes(each.id): each.trouble for each in await staff.conversations.list()}
    assert listed[scene.conversation] == "fork"
    async with await scene.street.bakery.customer(scene.street.name()) as other:
        scene.street.proxy.honest.add(other.device)
        await other.send("Und ich?")
        conversation = other.conversation
        assert conversation is not None
        assert [each.text for each in await staff.conversations.history(conversation)] == ["Und ich?"]
        sent = await staff.conversations.send(conversation, "Sie auch.")
        await staff.conversations.until_delivered(conversation, sent)
        assert (await staff.conversations.get(conversation)).trouble is None


@pytest.mark.parametrize("scene", ["staff"], indirect=True)
@pytest.mark.parametrize("told", ["at the record", "at opening"])
async def test_a_broken_conversation_stops_no_other(scene: Scene, told: str) -> None:
    """[I-12, S4] The team's client sets it aside, sends nothing there, and goes on with everybody else."""
    await scene.hear(4)
    if told == "at opening":
        await scene.leave()
    with scene.street.lying(await making.ghost_customer(scene)):
        if told == "at opening":
            await scene.come_back()
        staff = scene.victim
        assert isinstance(staff, Staff)
        async with asyncio.timeout(PATIENCE):
            waiting = asyncio.create_task(staff.conversations.until_read(scene.conversation, Sent(99, 0)))
            await scene.speak("Kommt ein Geist dazu?")
            with pytest.raises(BrokenConversation):
                await waiting
            with pytest.raises(BrokenConversation):
                await staff.conversations.send(scene.conversation, "Streng geheim")
            said = [each for each in scene.street.proxy.said if isinstance(each, wire.Send)]
            assert staff.device not in [records.decode(each.header, records.Header).device for each in said]
            assert staff._parts.file.next_item() is None
            await others_go_on(scene, staff)
            assert scene.street.made_up.opened(scene.street.proxy.said) == []
    await scene.leave()
    await scene.come_back()
    assert "Kommt ein Geist dazu?" in [each.text for each in await scene.hear(5)]


async def test_older_keys(scene: Scene) -> None:
    """[S4] The server withholds records that this device has seen: noticed when the conversation is opened."""
    await scene.tablet()
    await scene.speak("Mit dem Tablet geht es auch.")
    await scene.hear(7)
    await scene.leave()
    with scene.street.lying(lies.OlderKeys()):
        await scene.come_back()
        with pytest.raises(Untrusted, match="broken"):
            await scene.hear(4)
        await scene.answers_nothing("Streng geheim")


# The business's public records.

RECORDS: dict[str, tuple[making.Records, str, bool]] = {
    lies.OtherBusiness.name: (making.other_business, "mismatch", False),
    lies.SwappedTeamKey.name: (making.swapped_team_key, "broken", True),
    lies.GhostStaff.name: (making.ghost_staff, "broken", True),
    lies.AlteredProfile.name: (making.altered_profile, "broken", True),
    lies.SwappedPicture.name: (making.swapped_picture, "broken", False),
    lies.ForkedChain.name: (making.forked_chain, "broken", True),
    lies.OtherVersion.name: (making.other_version_of_a_record, "broken", True),
    lies.OlderRecords.name: (making.older_records, "broken", False),
}
"""How each lie is made, its name, and whether it is also told with the next record."""


@pytest.mark.parametrize("name", RECORDS)
async def test_records_at_opening(scene: Scene, name: str) -> None:
    """[S3, S4] A known client that is opened again refuses, and nothing is sent."""
    make, reason, _ = RECORDS[name]
    await scene.hear(4)
    await scene.leave()
    chain = await scene.street.chain()
    with scene.street.lying(make(scene.street, chain)):
        with pytest.raises(Untrusted) as caught:
            await scene.come_back()
        assert caught.value.reason == reason
        assert scene.street.proxy.said == []


@pytest.mark.parametrize("name", [name for name, (_, _, live) in RECORDS.items() if live])
async def test_records_at_the_next_record(scene: Scene, name: str) -> None:
    """[S4] The lie comes with the next record, while the client is connected: it stops there."""
    make, reason, _ = RECORDS[name]
    await scene.hear(4)
    chain = await scene.street.chain()
    with scene.street.lying(make(scene.street, chain)):
        await scene.street.bakery.owner.records.publish(PROFILE)
        with pytest.raises(Untrusted) as caught:
            await ended(scene)
        assert caught.value.reason == reason
        await scene.answers_nothing("Streng geheim")


async def ended(scene: Scene) -> None:
    """Waits until the victim's client has stopped for good; raises the reason."""
    async with asyncio.timeout(PATIENCE):
        await scene.victim._parts.bell.until(lambda: False)


async def test_older_records_at_the_next_connection(scene: Scene) -> None:
    """[S4] The server claims fewer records than this device holds: noticed with the next welcome."""
    await scene.hear(4)
    chain = await scene.street.chain()
    with scene.street.lying(lies.OlderRecords(lies.rev_of(chain[-1]) - 1)):
        await scene.street.proxy.cut()
        with pytest.raises(Untrusted, match="broken"):
            await ended(scene)
        await scene.answers_nothing("Streng geheim")


async def test_log_cut_back(scene: Scene) -> None:
    """[L1, L10] The same log ends before what this device has read: noticed with the next welcome."""
    pos = await scene.speak("Das war nie gesagt.")
    await scene.hear(pos)
    with scene.street.lying(lies.Withdrawn(scene.conversation, pos)):
        await scene.street.proxy.cut()
        with pytest.raises(Untrusted, match="broken"):
            await ended(scene)
        await scene.answers_nothing("Streng geheim")


async def test_generation_rolled_back(scene: Scene) -> None:
    """[L10] Another log, as after a restored backup: what it no longer holds is named and stays as it was."""
    pos = await scene.speak("Das war nie gesagt.")
    await scene.hear(pos)
    assert scene.victim.lost == []
    with scene.street.lying(lies.RolledBack(scene.conversation, pos)):
        await scene.street.proxy.cut()
        async with asyncio.timeout(PATIENCE):
            await scene.victim._parts.bell.until(lambda: bool(scene.victim.lost))
        assert [(each.pos, each.text) for each in scene.victim.lost] == [(pos, "Das war nie gesagt.")]
        await sealed_to_the_other_side_alone(scene)


async def test_what_a_rolled_back_log_lost_is_said_again(scene: Scene) -> None:
    """[L10, L4] This device's own lost messages go out again under their counters and are stored once."""
    await scene.hear(4)
    sent = await say(scene.victim, scene.conversation, "Bitte drei Stück.")
    await scene.hear(sent.pos)
    counter = scene.victim._parts.file._counter()
    with scene.street.lying(lies.RolledBack(scene.conversation, sent.pos, counter - 1)):
        await scene.street.proxy.cut()
        async with asyncio.timeout(PATIENCE):
            await scene.victim._parts.bell.until(
                lambda: scene.victim._parts.file.next_item() is None and bool(scene.victim.lost)
            )
        again = [each for each in scene.street.proxy.said if isinstance(each, wire.Send)]
    assert [each.counter for each in again] == [counter]
    assert await scene.street.last(scene.conversation) == sent.pos


async def test_a_true_restore_that_lost_nothing_is_no_alarm(scene: Scene) -> None:
    """[L10] Another generation alone is no alarm if all that was read is still there."""
    await scene.hear(4)
    lie = lies.RolledBack(scene.conversation, 5)
    with scene.street.lying(lie):
        await scene.street.proxy.cut()
        async with asyncio.timeout(PATIENCE):
            victim = scene.victim
            await victim._parts.bell.until(
                lambda: victim._parts.connector.online and victim._inbound.generation == lie.generation
            )
        await scene.hear(4)
        assert victim.lost == []


async def test_frozen_state(scene: Scene) -> None:
    """[S4] The owner renewed, the server withholds it: to the millisecond the state is called old, for newcomers too."""
    await scene.leave()
    chain = await scene.street.chain()
    until = records.decode(chain[-1].body, records.PublicRecord).renew_by_ms
    await scene.street.bakery.owner.records.publish(PROFILE)
    clock = SettableClock(until)
    with scene.street.lying(lies.Frozen(chain)):
        await scene.come_back(clock=clock)
        told = [scene.victim.stale]
        clock.advance(1)
        assert [*told, scene.victim.stale] == [False, True]
        if scene.kind == "customer":
            keys = scene.street.bakery.folder / f"{scene.street.name()}.keys"
            async with Customer.start(scene.street.bakery.url, keys=keys, clock=clock) as newcomer:
                assert newcomer.stale
    await scene.leave()
    await scene.come_back(clock=clock)
    assert not scene.victim.stale


@pytest.mark.parametrize("who", ["customer", "staff"])
async def test_another_business_shown_to_a_newcomer(street: Street, who: str) -> None:
    """[S3, S12] Whoever scanned the sign or was invited holds the fingerprint: nothing is sent, no key handed over."""
    link = await street.bakery.owner.invites.create(7) if who == "staff" else street.bakery.url
    keys = street.bakery.folder / f"{street.name()}.keys"
    with street.lying(making.other_business(street, await street.chain())):
        with pytest.raises(Untrusted) as caught:
            await (Staff.link(link, keys=keys) if who == "staff" else Customer.start(link, keys=keys))
        assert caught.value.reason == "mismatch"
        assert street.proxy.said == []


async def test_another_business_shown_to_who_never_scanned_the_sign(street: Street) -> None:
    """[S4] The business of the first visit is pinned: another behind the same address is refused at the next visit."""
    link = street.bakery.url.partition("#")[0]
    keys = street.bakery.folder / f"{street.name()}.keys"
    await (await Customer.start(link, keys=keys)).close()
    with street.lying(making.other_business(street, await street.chain())):
        with pytest.raises(Untrusted) as caught:
            await Customer.start(link, keys=keys)
        assert caught.value.reason == "mismatch"
        assert street.proxy.said == []


async def test_the_server_reads_what_is_sealed_to_its_device(scene: Scene) -> None:
    """[S15] The attack is real: the server opens all of an epoch that lists its device or whose key it is told."""
    victim, made_up = scene.victim._parts.device, scene.street.made_up
    header = records.decode(scene.refused("Streng geheim").header, records.Header)
    listed = [customer_device(made_up.customer, False)]
    to = Recipients(1, bytes(32), made_up.staff.x, 1, bytes(32), listed)
    made = make_epoch(victim, header.business, header.conversation, AT_MS, to)
    under = msgspec.structs.replace(header, epoch=1, epoch_hash=made.key.hash)
    envelope = seal_message(victim, made.key, under, {"kind": "text", "text": "Streng geheim"})
    sent = wire.Send(under.counter, envelope.header, envelope.slot, envelope.ciphertext, envelope.signature)
    epoch = Call("POST", "/epochs", signed_wraps(SignedWraps(made.signed, made.wraps)), victim.id)
    assert made_up.opened([sent]) == []
    assert made_up.opened([epoch, sent]) == ["wrap", "Streng geheim"]
    made_up.betrayed.append(made.key)
    assert made_up.opened([sent]) == ["Streng geheim"]
    made_up.betrayed.clear()


async def test_the_server_reads_what_is_sealed_to_it(street: Street) -> None:
    """[S15] The attack is real: whoever never scanned a sign trusts the first chain, and this server then reads."""
    business = street.made_up.business(PROFILE, AT_MS)
    with street.lying(lies.OtherBusiness(business)):
        link = street.bakery.url.partition("#")[0]
        keys = street.bakery.folder / f"{street.name()}.keys"
        async with Customer.start(link, keys=keys) as newcomer:
            assert not newcomer.verified
            task = asyncio.create_task(newcomer.send("Ich habe kein Schild gesehen."))
            async with asyncio.timeout(PATIENCE):
                await street.proxy.bell.until(lambda: bool(street.made_up.opened(street.proxy.said)))
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        assert "Ich habe kein Schild gesehen." in street.made_up.opened(street.proxy.said)
