"""Coming back with a passkey: its wrap is kept beside a paper device, and handed to whoever holds the passkey (S20)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from sqlalchemy import Connection

from tresen.core import passkeys as rules
from tresen.core.model import Role
from tresen.core.passkeys import PASSKEYS_MOST, Assertion, passkey_hash
from tresen.core.policy import Action, Who, require
from tresen.desk.context import Context
from tresen.desk.guards import require_alive, sender
from tresen.errors import Refusal
from tresen.store import passkeys as store
from tresen.store.state import Device
from tresen.store.tx import Tx

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

PublicKey: TypeAlias = "EllipticCurvePublicKey | Ed25519PublicKey | RSAPublicKey"
Shown: TypeAlias = store.Shown
_UNKNOWN = "no passkey opens anything here with this answer"
_RSA_BITS = range(2048, 4097)


async def keep(
    house: Context, who: Who, credential: bytes, key: bytes, device: bytes, wrap: bytes
) -> list[Shown]:
    """[S20] Keep the wrap of a paper device's secret for a passkey; the same passkey again replaces its wrap.

    The device is the caller's own return link, or another device of the same person of the team. Returns all of theirs.

    Raises:
        Refusal: `bad_request` for a key that is none; `not_found`, `forbidden`, `revoked`, `conversation_erased`.
    """
    require(who, Action.KEEP_PASSKEYS)
    house.storage.require_room(staff=who.staff)
    read_key(key)
    hash_ = passkey_hash(credential)

    def job(tx: Tx) -> None:
        sender(tx, who)
        if who.conversation is not None:
            require_alive(tx.conversation(who.conversation))
        paper = tx.device_by_id(device)
        if paper is None or paper.revoked or not _is_theirs(who, paper):
            raise Refusal("not_found", "there is no such paper device of yours")
        before = store.owner_of(tx, hash_)
        if before is not None and not _is_theirs(who, tx.device(before)):
            raise Refusal("forbidden", "this passkey opens something else")
        store.keep(tx, paper.id, hash_, key, wrap, PASSKEYS_MOST)

    await house.write(job)
    return await kept(house, who)


def _is_theirs(who: Who, paper: Device) -> bool:
    if paper.business_id != who.business or paper.conversation_id != who.conversation:
        return False
    if who.conversation is not None:
        return paper.role == Role.PAPER
    return paper.person == who.person and paper.id != who.device and paper.role != Role.SHEET


def follow(
    tx: Tx, who: Who, links: Sequence[bytes], known: Collection[bytes], wraps: Mapping[bytes, bytes]
) -> None:
    """[S20] These passkeys of the conversation open its new return link from now on, each by its new wrap.

    `links`: the return links that the new record lists; `known`: the devices that were listed before. A link that stays
    keeps its passkeys. What is not there any more is passed over: a link that was seen must be replaced all the same.

    Raises:
        Refusal: `forbidden`, also for a return link itself; `bad_request` unless one new link takes the old one's place.
    """
    require(who, Action.KEEP_PASSKEYS)
    new = [each for each in links if each not in known]
    paper = tx.device_by_id(new[0]) if len(links) == 1 and new else None
    if paper is None:
        raise Refusal("bad_request", "passkeys: no new return link takes the place of the old one")
    store.lead(tx, store.theirs(who.business, who.conversation, who.person), paper.id, wraps)


async def kept(house: Context, who: Who) -> list[Shown]:
    """The passkeys of the caller's conversation, or of the caller's person."""
    require(who, Action.KEEP_PASSKEYS)
    theirs = store.theirs(who.business, who.conversation, who.person)
    return await house.read(lambda connection: store.shown(connection, theirs))


async def drop(house: Context, who: Who) -> None:
    """None of the caller's passkeys opens anything any more. The same again is harmless."""
    require(who, Action.KEEP_PASSKEYS)
    theirs = store.theirs(who.business, who.conversation, who.person)
    await house.write(lambda tx: store.drop(tx, theirs))


async def open_(house: Context, business: bytes, assertion: Assertion) -> tuple[bytes, str]:
    """[S20] The wrap and the business's address for whoever holds the passkey: this server's page asked, once, and the
    person was verified.

    What is not there, is another business's, or was signed by another key is refused alike: nobody learns which it was.

    Raises:
        Refusal: `passkey_refused`, `passkey_unknown`, `too_many`.
    """
    said = rules.read_assertion(assertion, house.public_url)
    house.challenges.check(said.challenge, house.clock.now_ms())
    hash_ = passkey_hash(assertion.credential)

    def look(connection: Connection) -> store.Kept | None:
        return store.find(connection, hash_)

    found = await house.read(look)
    if found is None or found.business != business or not is_signed(found.key, assertion):
        raise Refusal("passkey_unknown", _UNKNOWN)
    house.challenges.spend(said.challenge, house.clock.now_ms())

    def job(tx: Tx) -> tuple[bytes, str]:
        now = store.find(tx, hash_)
        if now is None or now.key != found.key or not rules.counts_on(now.counter, said.counter):
            raise Refusal("passkey_unknown", _UNKNOWN)
        if said.counter != now.counter:
            store.count(tx, now.id, said.counter)
        return now.wrap, now.handle

    return await house.write(job)


def is_signed(key: bytes, assertion: Assertion) -> bool:
    """Whether the passkey with this public key has signed the answer. The libraries are loaded with the first one."""
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding
    from cryptography.hazmat.primitives.hashes import SHA256

    public, data = read_key(key), rules.signed_bytes(assertion)
    try:
        if isinstance(public, ed25519.Ed25519PublicKey):
            public.verify(assertion.signature, data)
        elif isinstance(public, ec.EllipticCurvePublicKey):
            public.verify(assertion.signature, data, ec.ECDSA(SHA256()))
        else:
            public.verify(assertion.signature, data, padding.PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True


def read_key(key: bytes) -> PublicKey:
    """A passkey's public key: P-256, Ed25519, or RSA with 2048 to 4096 bits. Raises `bad_request`."""
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        public = load_der_public_key(key)
    except (ValueError, UnsupportedAlgorithm):
        raise Refusal("bad_request", "key: is no public key") from None
    if isinstance(public, ed25519.Ed25519PublicKey):
        return public
    if isinstance(public, ec.EllipticCurvePublicKey) and isinstance(public.curve, ec.SECP256R1):
        return public
    if isinstance(public, rsa.RSAPublicKey) and public.key_size in _RSA_BITS:
        return public
    raise Refusal("bad_request", "key: must be P-256, Ed25519, or RSA with 2048 to 4096 bits")
