"""A business is set up: a one-time secret, a free handle, and the records it begins with (S3–S5)."""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets
from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from sqlalchemy import Connection

from tresen.core.fields import HANDLE, HANDLE_CHARACTERS
from tresen.core.records import Signed, back_room_id
from tresen.core.shopfront.publication import TeamWrap, check_complete, verify_publication
from tresen.core.sizes import SECRET_BYTES
from tresen.desk.context import Context
from tresen.desk.shopfront.publish import check_sizes, require_unlisted, store_publication
from tresen.errors import Refusal
from tresen.store import people, queries
from tresen.store.tx import Tx
from tresen.store.writer import Job

SETUP_MS: Final = 60 * 60 * 1000
"""How long a set-up secret is valid."""

_HANDLE: Final = re.compile(HANDLE)
RESERVED: Final = frozenset(
    {
        "about", "admin", "api", "app", "assets", "call", "calls", "chat", "dashboard", "datenschutz", "docs",
        "favicon", "files", "healthz", "help", "hilfe", "host", "impressum", "inbox", "index", "install", "legal",
        "live", "login", "logout", "mail", "manifest", "metrics", "privacy", "public", "readyz", "rebuild",
        "register", "risk", "robots", "security", "setup", "sign", "static", "statistics", "status", "support", "sw",
        "team", "tresen", "well-known", "widget", "www",
    }
)  # fmt: skip
"""Handles that are, or may become, addresses of the server itself."""


class HandleState(StrEnum):
    """Whether a handle is available; `reserved` means that the server needs it itself."""

    FREE = "free"
    TAKEN = "taken"
    RESERVED = "reserved"


class Availability(NamedTuple):
    """The set-up secret is valid until `until_ms`. `handle` is None when no handle was asked about."""

    until_ms: int
    handle: HandleState | None


def new_secret() -> bytes:
    """A set-up secret nobody can guess."""
    return secrets.token_bytes(SECRET_BYTES)


def store_secret(secret: bytes) -> Job[None]:
    """Makes a set-up secret valid for one business, for one hour. Only its hash is stored."""
    return lambda tx: people.add_setup(tx, _hash_of(secret), tx.now_ms + SETUP_MS)


async def new_setup(house: Context) -> bytes:
    """Create a set-up secret and store its hash, as `store_secret` does."""
    secret = new_secret()
    await house.write(store_secret(secret))
    return secret


async def look(house: Context, secret: bytes, handle: str | None) -> Availability:
    """Whether a set-up secret is valid and a handle is available now. Changes nothing and reserves nothing.

    Raises:
        Refusal: `not_found`, `secret_used`, `secret_expired`; `bad_request` for a malformed handle.
    """

    def read(connection: Connection) -> Availability:
        setup = _check_secret(connection, secret, house.clock.now_ms())
        return Availability(setup.until_ms, None if handle is None else _state_of(connection, handle))

    return await house.read(read)


async def set_up(
    house: Context, secret: bytes, handle: str, records: Sequence[Signed], wraps: Sequence[TeamWrap]
) -> bytes:
    """[S3–S5] Create a business from its first records: sheet, owner, team key 1, profile. Returns its public id.

    The secret is used up in the transaction that creates the business.

    Raises:
        Refusal: `not_found` for an unknown secret, `secret_used`, `secret_expired`, `handle_taken`, `bad_request`,
            `bad_record`, `bad_signature`, `too_large`.
    """
    _check_handle(handle)
    publication = await asyncio.to_thread(verify_publication, None, records, wraps, house.clock.now_ms())
    check_sizes(publication)
    check_complete(publication.after)
    generation = secrets.token_bytes(16)

    def job(tx: Tx) -> bytes:
        setup = _check_secret(tx, secret, tx.now_ms)
        handle_taken, known = people.taken(tx, handle, publication.after.business)
        if handle_taken:
            raise Refusal("handle_taken", "handle: another business has this address, choose another")
        if known:
            raise Refusal("bad_record", "this recovery sheet already belongs to a business: make a new one")
        require_unlisted(tx, publication.added)
        business = tx.add_business(publication.after.business, handle, generation)
        tx.add_conversation(business, back_room_id(business.public_id), back_room=True)
        store_publication(tx, business, publication)
        people.use_setup(tx, setup, business)
        return business.public_id

    return await house.write(job)


def renaming(business: int, old: str, new: str) -> Job[None]:
    """Gives a business another address; the one before leads to it for good.

    Refuses with `bad_request` a malformed or reserved address, with `handle_taken` one that another business has or had.
    """

    def job(tx: Tx) -> None:
        _check_handle(new)
        taken, _ = people.taken(tx, new, b"")
        if taken and people.former(tx, new) != business:
            raise Refusal("handle_taken", "handle: another business has or had this address, choose another")
        people.rename(tx, business, old, new)

    return job


def _hash_of(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()


def _check_handle(handle: str) -> None:
    """A handle has 3 to 40 lowercase letters, digits and single hyphens, and is not reserved. Raises `bad_request`."""
    if not _HANDLE.fullmatch(handle) or len(handle) > HANDLE_CHARACTERS:
        raise Refusal(
            "bad_request", "handle: 3 to 40 lowercase letters and digits, with single hyphens between them"
        )
    if handle in RESERVED:
        raise Refusal("bad_request", "handle: the server itself needs this address, choose another")


def _check_secret(source: Tx | Connection, secret: bytes, now_ms: int) -> people.Setup:
    """The stored set-up secret. Raises `not_found`, `secret_used`, `secret_expired`."""
    setup = people.find_setup(source, _hash_of(secret))
    if setup is None:
        raise Refusal("not_found", "secret: this server did not issue that set-up link")
    if setup.used_ms is not None:
        raise Refusal(
            "secret_used", "this set-up link has already created a business: ask the host for another"
        )
    if setup.until_ms < now_ms:
        raise Refusal("secret_expired", "this set-up link was valid for an hour: ask the host for another")
    return setup


def _state_of(connection: Connection, handle: str) -> HandleState:
    if handle in RESERVED:
        return HandleState.RESERVED
    _check_handle(handle)
    return HandleState.TAKEN if queries.find_business(connection, handle) else HandleState.FREE
