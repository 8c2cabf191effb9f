"""How each lie is made on the spot, from what the server has seen and from records truly signed but never stored."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from tests.liar import lies
from tests.liar.chains import Made
from tests.liar.lie import Lie
from tests.liar.street import Place, Street
from tests.world.clock import NOON
from tresen.core import records
from tresen.core.records import Device, Profile, Signed, Team
from tresen.seal.records import customer_device, device_payload, sign_customer_devices, sign_public

AT_MS = NOON
FORGED = "Bitte überweisen Sie auf ein neues Konto."

# About one place of a conversation; the speaker writes there next.


async def replay(place: Place, pos: int) -> Lie:
    """The speaker's first message once more."""
    first = 4 if place.kind == "customer" else 3
    return lies.Replay(place.conversation, pos, await place.street.event(place.conversation, first))


async def pasted(place: Place, pos: int) -> Lie:
    """A message by the same role in another conversation."""
    street = place.street
    other = await street.scene("customer")
    if place.kind == "customer":
        await other.speak(FORGED)
    else:
        await other.krause.send(FORGED)
    event = await street.event(other.conversation, 5)
    await other.close()
    return lies.Pasted(place.conversation, pos, event)


async def slots(place: Place, pos: int) -> Lie:
    """The slot of the message at 4."""
    return lies.SwappedSlots(place.conversation, pos, await place.street.event(place.conversation, 4))


async def other_sender(place: Place, pos: int) -> Lie:
    """The device of the other side."""
    said = await place.street.event(place.conversation, 3 if place.kind == "customer" else 4)
    return lies.OtherSender(place.conversation, pos, said.device or b"")


async def altered_header(place: Place, pos: int) -> Lie:
    """Another time."""
    return lies.AlteredHeader(place.conversation, pos)


async def named(place: Place, pos: int) -> Lie:
    """The device of the other side, on the event alone."""
    said = await place.street.event(place.conversation, 3 if place.kind == "customer" else 4)
    return lies.Named(place.conversation, pos, said.device or b"")


async def altered_number(place: Place, pos: int) -> Lie:
    """As if nothing had been left out before it."""
    return lies.AlteredHeader(place.conversation, pos, "num", -1)


async def altered_counter(place: Place, pos: int) -> Lie:
    """Another id."""
    return lies.AlteredHeader(place.conversation, pos, "counter", 7)


async def altered_place(place: Place, pos: int) -> Lie:
    """As if its sender had seen less."""
    return lies.AlteredHeader(place.conversation, pos, "seen_pos", -1)


async def weaker_suite(place: Place, pos: int) -> Lie:
    """Suite 0."""
    return lies.WeakerSuite(place.conversation, pos)


async def other_version(place: Place, pos: int) -> Lie:
    """Suite 2, which is reserved."""
    return lies.WeakerSuite(place.conversation, pos, 2)


async def altered_answer(place: Place, pos: int) -> Lie:
    """Words that no profile holds."""
    return lies.AlteredAnswer(place.conversation, pos, 4, FORGED)


async def erased(place: Place, pos: int) -> Lie:
    """This message."""
    return lies.Erased(place.conversation, pos)


async def ended(place: Place, pos: int) -> Lie:
    """By the newest profile, which says 90 days."""
    bodies = [records.decode(each.body, records.PublicRecord) for each in await place.street.chain()]
    return lies.Ended(place.conversation, pos, max(each.rev for each in bodies if each.kind == "profile"))


async def reorder(place: Place, pos: int) -> Lie:
    """This message and the next."""
    return lies.Reorder(place.conversation, pos)


async def drop(place: Place, pos: int) -> Lie:
    """This message."""
    return lies.Drop(place.conversation, pos)


async def stale_epoch(place: Place, pos: int) -> Lie:
    """Epoch 2 has begun; the next message was sealed under epoch 1 before and refused."""
    return lies.StaleEpoch(place.conversation, pos, place.refused(FORGED))


VERSION_OF_TOMORROW = "version of tomorrow"

MORE_AT: dict[str, Callable[[Place, int], Awaitable[Lie]]] = {
    "another sender on the event": named,
    "altered number": altered_number,
    "altered counter": altered_counter,
    "altered place": altered_place,
    VERSION_OF_TOMORROW: other_version,
}
"""Further ways to tell some of these lies."""

AT: dict[str, Callable[[Place, int], Awaitable[Lie]]] = {
    lies.Replay.name: replay,
    lies.Pasted.name: pasted,
    lies.SwappedSlots.name: slots,
    lies.OtherSender.name: other_sender,
    lies.AlteredHeader.name: altered_header,
    lies.WeakerSuite.name: weaker_suite,
    lies.AlteredAnswer.name: altered_answer,
    lies.StaleEpoch.name: stale_epoch,
    lies.Erased.name: erased,
    lies.Ended.name: ended,
    lies.Reorder.name: reorder,
    lies.Drop.name: drop,
}


async def ghost_customer(place: Place) -> Lie:
    """A record that lists the server's device beside the customer's, signed by that device."""
    owner, ghost = place.street.bakery.owner, place.street.made_up.customer
    keys: Any = (await owner._parts.logs.get(place.conversation)).keyring
    before, record = keys.devices[-1]
    devices = [*record.devices, customer_device(ghost, False)]
    hash_ = records.record_hash(before.body)
    signed = sign_customer_devices(ghost, keys.business, record.n + 1, hash_, record.at_ms, devices)
    last = await place.street.last(place.conversation)
    return lies.GhostCustomer(place.conversation, last + 1, signed)


# About the business's public records.


def _signed_by_nobody(street: Street, payload: Device | Team) -> Made:
    """The next record, which names the owner's device as its signer and is signed by the server."""
    owner = street.bakery.owner

    def made(rev: int, prev: bytes) -> Signed:
        true = sign_public(
            owner._parts.device, owner._parts.business.chain.business, rev, prev, AT_MS, payload
        )
        return Signed(true.body, street.made_up.staff.sign("record", true.body))

    return made


def ghost_staff(street: Street, chain: list[Signed]) -> Lie:
    """The server's device as an owner's."""
    payload = device_payload(street.made_up.staff, "owner", 1)
    return lies.GhostStaff(chain, _signed_by_nobody(street, payload))


def swapped_team_key(street: Street, chain: list[Signed]) -> Lie:
    """The next team key is the server's."""
    n = street.bakery.owner._parts.business.records.team.n + 1
    return lies.SwappedTeamKey(chain, _signed_by_nobody(street, Team(n, street.made_up.team.x, bytes(60))))


def forked_chain(street: Street, chain: list[Signed]) -> Lie:
    """Two profiles that the owner's device signed and that came too late, in place of the newest record and the next."""
    owner, newest = street.bakery.owner, records.decode(chain[-1].body, records.PublicRecord)
    rev, prev = newest.rev, newest.prev
    other: list[Signed] = []
    for at in (rev, rev + 1):
        profile = Profile({"name": FORGED})
        other.append(
            sign_public(owner._parts.device, owner._parts.business.chain.business, at, prev, AT_MS, profile)
        )
        prev = records.record_hash(other[-1].body)
    return lies.ForkedChain(rev, other)


def altered_profile(street: Street, chain: list[Signed]) -> Lie:
    """Another name over the door."""
    return lies.AlteredProfile("Sonnenschein", "Sonnenbrand!")


def swapped_picture(street: Street, chain: list[Signed]) -> Lie:
    """Another picture beside the name."""
    return lies.SwappedPicture()


def older_records(street: Street, chain: list[Signed]) -> Lie:
    """Without the newest."""
    return lies.OlderRecords(lies.rev_of(chain[-1]) - 1)


def other_version_of_a_record(street: Street, chain: list[Signed]) -> Lie:
    """Version 0 on the newest."""
    return lies.OtherVersion()


def other_business(street: Street, chain: list[Signed]) -> Lie:
    """The same name, other keys."""
    profile = {"name": "Bäckerei Sonnenschein", "imprint": FORGED, "privacy": FORGED}
    return lies.OtherBusiness(street.made_up.business(profile, AT_MS))


Records = Callable[[Street, list[Signed]], Lie]
