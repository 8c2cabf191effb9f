"""Passkeys at the server: who may keep one, who gets what lies for it, and when it is gone (S20)."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from sqlalchemy import Connection, func, select

from tests.contract.test_conversations import who
from tests.contract.test_customer_devices import changed, offered
from tests.world.erase import erase
from tests.world.house import Opened
from tests.world.household import Household, new_device
from tests.world.passkey import UP, UV, Passkey
from tests.world.shop import Customer, Device, Shop, found
from tresen.core.passkeys import PASSKEYS_MOST, WRAP, passkey_hash
from tresen.desk import passkeys
from tresen.desk.challenges import CHALLENGE_SECONDS, Challenges
from tresen.errors import Refusal
from tresen.store.schema import passkeys as rows

SECOND_MS = 1000


async def begun(house: Opened, handle: str = "sonnenschein") -> Customer:
    """A customer who has written."""
    customer = (await found(house.house, handle)).customer()
    await customer.begin(house.house)
    return customer


async def kept(
    house: Opened, by: Device, passkey: Passkey, paper: Device, wrap: bytes | None = None
) -> bytes:
    """Keep the passkey; returns the wrap."""
    sealed = wrap or os.urandom(WRAP)
    await passkeys.keep(
        house.house, await who(house, by), passkey.credential, passkey.key, paper.keys.id, sealed
    )
    return sealed


def asked(house: Opened) -> bytes:
    return house.house.challenges.make(house.clock.now_ms())[0]


async def opened(house: Opened, shop: Shop, passkey: Passkey) -> bytes:
    wrap, handle = await passkeys.open_(house.house, shop.business, passkey.answer(asked(house)))
    assert handle == shop.handle
    return wrap


async def count(house: Opened) -> int:
    def read(connection: Connection) -> int:
        return connection.execute(select(func.count()).select_from(rows)).scalar_one()

    return await house.house.read(read)


async def mine(house: Opened, customer: Customer) -> list[passkeys.Shown]:
    return await passkeys.kept(house.house, await who(house, customer.device))


async def unknown(house: Opened, business: bytes, passkey: Passkey) -> str:
    """The words with which nothing is given out."""
    with pytest.raises(Refusal, match="passkey_unknown") as refused:
        await passkeys.open_(house.house, business, passkey.answer(asked(house)))
    return str(refused.value)


@pytest.mark.parametrize(
    "private",
    [
        ec.generate_private_key(ec.SECP256R1()),
        ed25519.Ed25519PrivateKey.generate(),
        rsa.generate_private_key(public_exponent=65537, key_size=2048),
    ],
    ids=["P-256", "Ed25519", "RSA"],
)
async def test_whoever_holds_it_gets_the_wrap(
    open_house: Opened, private: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey
) -> None:
    """[S20] The wrap comes back byte for byte, with each kind of key, as often as the passkey is used."""
    customer, passkey = await begun(open_house), Passkey(private)
    wrap = await kept(open_house, customer.device, passkey, customer.paper)
    assert [await opened(open_house, customer.shop, passkey) for _ in range(2)] == [wrap, wrap]


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"flags": UP}, "did not verify the person"),
        ({"flags": UV}, "did not verify the person"),
        ({"origin": "https://evil.example"}, "another site's page"),
        ({"origin": "http://localhost:8081"}, "another site's page"),
        ({"crossOrigin": True}, "another site's page"),
        ({"rp": "evil.example"}, "belongs to another site"),
        ({"type": "webauthn.create"}, "no answer to a challenge"),
        ({"challenge": "AAAA"}, "did not ask that"),
        ({"challenge": "A"}, "cannot be read"),
        ({"origin": 7}, "cannot be read"),
    ],
    ids=lambda each: each if isinstance(each, str) else "=".join(map(str, next(iter(each.items())))),
)
async def test_an_answer_that_was_not_asked_for(open_house: Opened, how: dict[str, object], why: str) -> None:
    """[S20] Downgrade, another origin, another site's passkey, another challenge: each refused in words."""
    customer, passkey = await begun(open_house), Passkey()
    await kept(open_house, customer.device, passkey, customer.paper)
    wrong = passkey.answer(asked(open_house), **how)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match=f"passkey_refused: .*{why}"):
        await passkeys.open_(open_house.house, customer.shop.business, wrong)


async def test_a_challenge_lets_in_once(open_house: Opened) -> None:
    """[S20] The same answer again is refused, and so is another answer to the same challenge."""
    customer, passkey = await begun(open_house), Passkey()
    await kept(open_house, customer.device, passkey, customer.paper)
    challenge, business = asked(open_house), customer.shop.business
    first = passkey.answer(challenge)
    await passkeys.open_(open_house.house, business, first)
    for again in (first, passkey.answer(challenge)):
        with pytest.raises(Refusal, match=r"passkey_refused: .*answered before"):
            await passkeys.open_(open_house.house, business, again)


async def test_a_challenge_ends(open_house: Opened) -> None:
    """[S20] Good to its last second, and no longer."""
    customer, passkey = await begun(open_house), Passkey()
    await kept(open_house, customer.device, passkey, customer.paper)
    answers = [passkey.answer(asked(open_house)) for _ in range(2)]
    open_house.clock.advance(CHALLENGE_SECONDS * SECOND_MS)
    await passkeys.open_(open_house.house, customer.shop.business, answers[0])
    open_house.clock.advance(SECOND_MS)
    with pytest.raises(Refusal, match=r"passkey_refused: .*not valid any longer"):
        await passkeys.open_(open_house.house, customer.shop.business, answers[1])


async def test_a_challenge_of_another_server(open_house: Opened) -> None:
    """[S20] Of a server before a restart, or with a changed end: refused."""
    customer, passkey = await begun(open_house), Passkey()
    await kept(open_house, customer.device, passkey, customer.paper)
    mine = asked(open_house)
    later = mine[:16] + (int.from_bytes(mine[16:20], "big") + 1).to_bytes(4, "big") + mine[20:]
    for challenge in (Challenges().make(open_house.clock.now_ms())[0], later, mine + b"x", mine[:-1]):
        with pytest.raises(Refusal, match=r"passkey_refused: .*did not ask that"):
            await passkeys.open_(open_house.house, customer.shop.business, passkey.answer(challenge))


async def test_nobody_learns_what_is_there(open_house: Opened) -> None:
    """[S20] A passkey that is not here, another key, a business that is not its own: the same words for all."""
    customer, passkey = await begun(open_house), Passkey()
    neighbour = await begun(open_house, "hof")
    await kept(open_house, customer.device, passkey, customer.paper)
    forged = Passkey(credential=passkey.credential)
    business = customer.shop.business
    said = {
        await unknown(open_house, business, Passkey()),
        await unknown(open_house, business, forged),
        await unknown(open_house, neighbour.shop.business, passkey),
        await unknown(open_house, bytes(16), passkey),
    }
    assert len(said) == 1
    await opened(open_house, customer.shop, passkey)


async def test_a_copied_passkey(open_house: Opened) -> None:
    """[S20] One that counts must go on counting; one that never counts is let in."""
    customer, passkey = await begun(open_house), Passkey(counter=5)
    await kept(open_house, customer.device, passkey, customer.paper)
    await opened(open_house, customer.shop, passkey)
    for counter in (5, 4, 0):
        await unknown(open_house, customer.shop.business, replace(passkey, counter=counter))
    await opened(open_house, customer.shop, replace(passkey, counter=6))


async def test_a_new_return_link_ends_it(open_house: Opened) -> None:
    """[S20] With the old link's paper device its passkeys go, and a passkey of the new link opens the new one."""
    customer, passkey = await begun(open_house), Passkey()
    home, link = Household.of(customer), new_device()
    await kept(open_house, customer.device, passkey, customer.paper)
    await changed(open_house, home, customer.device, add=[(link, True)], without=[customer.paper])
    await unknown(open_house, customer.shop.business, passkey)
    assert await count(open_house) == 0
    with pytest.raises(Refusal, match="not_found"):
        await kept(open_house, customer.device, passkey, customer.paper)
    wrap = await kept(open_house, customer.device, passkey, link)
    assert await opened(open_house, customer.shop, passkey) == wrap


async def test_a_passkey_follows_the_new_return_link(open_house: Opened) -> None:
    """[S20] With the record that replaces the link its new wrap counts, and the old one is given to nobody any more; a
    passkey that is not named ends, and so does everything with the next link."""
    customer, passkey, other = await begun(open_house), Passkey(counter=3), Passkey()
    home, link = Household.of(customer), new_device()
    for each in (passkey, other):
        await kept(open_house, customer.device, each, customer.paper)
    since = next(each.added_ms for each in await mine(open_house, customer))
    open_house.clock.advance(SECOND_MS)
    wraps = {passkey_hash(passkey.credential): os.urandom(WRAP), passkey_hash(b"none"): os.urandom(WRAP)}
    change = home.change(customer.device, add=[(link, True)], without=[customer.paper])
    for _ in range(2):
        await offered(open_house, home, customer.device, change, wraps)
    home.took(change)
    assert [await opened(open_house, customer.shop, replace(passkey, counter=each)) for each in (4, 5)] == [
        wraps[passkey_hash(passkey.credential)]
    ] * 2
    await unknown(open_house, customer.shop.business, replace(passkey, counter=5))
    await unknown(open_house, customer.shop.business, other)
    assert await mine(open_house, customer) == [
        passkeys.Shown(passkey_hash(passkey.credential), link.keys.id, since)
    ]
    await changed(open_house, home, customer.device, add=[(new_device(), True)], without=[link])
    await unknown(open_house, customer.shop.business, replace(passkey, counter=6))
    assert await count(open_house) == 0


async def test_a_refused_record_leaves_the_old_wrap(open_house: Opened) -> None:
    """[S20] Record and wrap come together or not at all."""
    customer, passkey = await begun(open_house), Passkey()
    home = Household.of(customer)
    wrap = await kept(open_house, customer.device, passkey, customer.paper)
    late = home.change(customer.device, add=[(new_device(), True)], without=[customer.paper])
    await changed(open_house, home, customer.paper, add=[(new_device(), False)])
    with pytest.raises(Refusal, match=r"stale_record|epoch_taken|bad_record"):
        await offered(
            open_house, home, customer.device, late, {passkey_hash(passkey.credential): os.urandom(WRAP)}
        )
    assert await opened(open_house, customer.shop, passkey) == wrap


async def test_a_wrap_follows_nothing_but_a_new_link_of_ones_own(open_house: Opened) -> None:
    """[A6, S20] Not where no link is new; and another customer's passkey stays where it is."""
    customer, passkey, theirs = await begun(open_house), Passkey(), Passkey()
    other = customer.shop.customer()
    await other.begin(open_house.house)
    home = Household.of(customer)
    wrap = await kept(open_house, customer.device, passkey, customer.paper)
    foreign = await kept(open_house, other.device, theirs, other.paper)
    wraps = {passkey_hash(each.credential): os.urandom(WRAP) for each in (passkey, theirs)}
    with pytest.raises(Refusal, match=r"bad_request: .*no new return link"):
        await changed(open_house, home, customer.device, add=[(new_device(), False)], wraps=wraps)
    assert await opened(open_house, customer.shop, passkey) == wrap
    link = [(new_device(), True)]
    await changed(open_house, home, customer.device, add=link, without=[customer.paper], wraps=wraps)
    assert await opened(open_house, customer.shop, passkey) == wraps[passkey_hash(passkey.credential)]
    assert await opened(open_house, customer.shop, theirs) == foreign


async def test_a_link_beside_the_old_one_takes_no_passkey(open_house: Opened) -> None:
    """[A6, S20] Who has seen the link can add devices with it and nothing else: a second link gets no passkey of the first,
    whoever adds it."""
    customer, passkey = await begun(open_house), Passkey()
    home = Household.of(customer)
    wrap = await kept(open_house, customer.device, passkey, customer.paper)
    before = await mine(open_house, customer)
    wraps = {passkey_hash(passkey.credential): os.urandom(WRAP)}
    for by, why in ((customer.paper, "forbidden"), (customer.device, r"bad_request: .*no new return link")):
        with pytest.raises(Refusal, match=why):
            await changed(open_house, home, by, add=[(new_device(), True)], wraps=wraps)
    assert await mine(open_house, customer) == before
    assert await opened(open_house, customer.shop, passkey) == wrap


async def test_an_erased_conversation_ends_it(open_house: Opened) -> None:
    """[L7, S20] Nothing is kept of it, nothing can be, and nobody learns that it was there."""
    customer, passkey = await begun(open_house), Passkey()
    other = await unknown(open_house, customer.shop.business, Passkey())
    await kept(open_house, customer.device, passkey, customer.paper)
    await erase(open_house.house, customer)
    assert await count(open_house) == 0
    assert await unknown(open_house, customer.shop.business, passkey) == other
    with pytest.raises(Refusal, match="conversation_erased"):
        await kept(open_house, customer.device, passkey, customer.paper)


async def test_only_ones_own_paper_device(open_house: Opened) -> None:
    """[A6, S20] Not another customer's link, not one's own phone, not a device of the team, nor the reverse."""
    customer = await begun(open_house)
    shop, other = customer.shop, customer.shop.customer()
    await other.begin(open_house.house)
    for by, paper in (
        (customer.device, other.paper),
        (customer.device, customer.device),
        (customer.device, shop.owner),
        (shop.owner, customer.paper),
        (shop.owner, shop.owner),
        (shop.owner, shop.member),
        (shop.owner, Device(shop.sheet)),
    ):
        with pytest.raises(Refusal, match="not_found"):
            await kept(open_house, by, Passkey(), paper)
    assert await count(open_house) == 0


async def test_a_passkey_of_somebody_else(open_house: Opened) -> None:
    """[A6, S20] Nobody takes over or takes away what another's passkey opens."""
    customer, passkey = await begun(open_house), Passkey()
    other = customer.shop.customer()
    await other.begin(open_house.house)
    wrap = await kept(open_house, customer.device, passkey, customer.paper)
    with pytest.raises(Refusal, match="forbidden"):
        await kept(open_house, other.device, Passkey(credential=passkey.credential), other.paper)
    await passkeys.drop(open_house.house, await who(open_house, other.device))
    assert await opened(open_house, customer.shop, passkey) == wrap


async def test_those_that_are_kept(open_house: Opened) -> None:
    """[S20] A person sees their own, at most so many; the oldest makes room. Removed, none opens anything."""
    customer = await begun(open_house)
    several = [Passkey() for _ in range(PASSKEYS_MOST + 1)]
    for each in several:
        await kept(open_house, customer.device, each, customer.paper)
    assert [each.hash for each in await mine(open_house, customer)] == [
        passkey_hash(each.credential) for each in several[1:]
    ]
    await unknown(open_house, customer.shop.business, several[0])
    await passkeys.drop(open_house.house, await who(open_house, customer.device))
    await unknown(open_house, customer.shop.business, several[1])
    assert await mine(open_house, customer) == []


@pytest.mark.parametrize(
    "key",
    [
        b"",
        b"no key",
        Passkey(ec.generate_private_key(ec.SECP384R1())).key,
        Passkey(rsa.generate_private_key(public_exponent=65537, key_size=1024)).key,
    ],
    ids=["nothing", "rubbish", "P-384", "RSA 1024"],
)
async def test_a_key_that_is_none(open_house: Opened, key: bytes) -> None:
    """[S20] Refused before anything is stored."""
    customer = await begun(open_house)
    by = await who(open_house, customer.device)
    with pytest.raises(Refusal, match="bad_request"):
        await passkeys.keep(open_house.house, by, b"x", key, customer.paper.keys.id, bytes(WRAP))
    assert await count(open_house) == 0


async def test_a_flood_of_challenges(open_house: Opened) -> None:
    """[W11, S20] Challenges that nobody answers cost no memory; answered ones are bounded, and end."""
    challenges = Challenges(most=3)
    now = open_house.clock.now_ms()
    flood = [challenges.make(now)[0] for _ in range(1000)]
    assert len(challenges) == 0
    for each in flood[:3]:
        challenges.spend(each, now)
    with pytest.raises(Refusal, match="too_many"):
        challenges.spend(flood[3], now)
    later = now + (CHALLENGE_SECONDS + 1) * SECOND_MS
    challenges.spend(challenges.make(later)[0], later)
    assert len(challenges) == 1
