"""Passkeys over HTTP: kept and removed by their person, answered by whoever comes back (S20)."""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec
from litestar import Request, Router, get, post
from litestar.params import JSONBody

from tresen.core.passkeys import (
    AUTHENTICATOR_MOST,
    CLIENT_MOST,
    CREDENTIAL_MOST,
    KEY_MOST,
    SIGNATURE_MOST,
    WRAP,
    Assertion,
)
from tresen.core.policy import Action
from tresen.desk import passkeys
from tresen.desk.passkeys import Shown
from tresen.errors import Refusal
from tresen.transport.api.access import BEARER_SECURITY, TheHouse, allow, caller, limited
from tresen.transport.api.shapes import Bytes64, b64, id_of, unb64

Call: TypeAlias = Request[Any, Any, Any]


class ChallengeJson(msgspec.Struct, frozen=True):
    """What a passkey is to sign, and until when."""

    challenge: Bytes64
    until_ms: int


class AnswerPasskey(msgspec.Struct, frozen=True):
    """A passkey's answer: its id, `clientDataJSON`, `authenticatorData` and `signature` of WebAuthn, byte for byte."""

    business: Bytes64
    credential: Bytes64
    client: Bytes64
    authenticator: Bytes64
    signature: Bytes64


class PasskeyOpened(msgspec.Struct, frozen=True):
    """The secret of a paper device, sealed under what the passkey alone computes, and the business's address."""

    wrap: Bytes64
    handle: str


class KeepPasskey(msgspec.Struct, frozen=True):
    """A new passkey: its id, its public key (SubjectPublicKeyInfo), the paper device that it opens, and the wrap."""

    credential: Bytes64
    key: Bytes64
    device: Bytes64
    wrap: Bytes64


class PasskeyJson(msgspec.Struct, frozen=True):
    """A passkey that is kept: the hash of its id, the paper device that it opens, and since when."""

    hash: Bytes64
    device: Bytes64
    added_ms: int


class PasskeysJson(msgspec.Struct, frozen=True):
    """The caller's passkeys, oldest first."""

    passkeys: list[PasskeyJson]


def _bounded(text: str, where: str, most: int) -> bytes:
    data = unb64(text, where)
    if not 0 < len(data) <= most:
        raise Refusal("bad_request", f"{where}: must be 1 to {most} bytes")
    return data


def _shown(found: list[Shown]) -> PasskeysJson:
    return PasskeysJson([PasskeyJson(b64(each.hash), b64(each.device), each.added_ms) for each in found])


@post("/passkeys/challenge", guards=[limited("passkeys")])
async def challenge_passkey(house: TheHouse) -> ChallengeJson:
    """A challenge for a passkey. It is good for five minutes, and once."""
    challenge, until_ms = house.challenges.make(house.clock.now_ms())
    return ChallengeJson(b64(challenge), until_ms)


@post("/passkeys/open", guards=[limited("passkeys")])
async def open_passkey(house: TheHouse, data: JSONBody[AnswerPasskey]) -> PasskeyOpened:
    """What lies here for the passkey that signed the challenge."""
    assertion = Assertion(
        _bounded(data.credential, "credential", CREDENTIAL_MOST),
        _bounded(data.client, "client", CLIENT_MOST),
        _bounded(data.authenticator, "authenticator", AUTHENTICATOR_MOST),
        _bounded(data.signature, "signature", SIGNATURE_MOST),
    )
    wrap, handle = await passkeys.open_(house, id_of(data.business, "business"), assertion)
    return PasskeyOpened(b64(wrap), handle)


@get("/passkeys", guards=[allow(Action.KEEP_PASSKEYS)], security=BEARER_SECURITY)
async def list_passkeys(house: TheHouse, request: Call) -> PasskeysJson:
    """The passkeys of the caller's conversation, or of the caller's person."""
    return _shown(await passkeys.kept(house, caller(request.scope)))


@post("/passkeys", guards=[allow(Action.KEEP_PASSKEYS), limited("passkeys")], security=BEARER_SECURITY)
async def keep_passkey(house: TheHouse, request: Call, data: JSONBody[KeepPasskey]) -> PasskeysJson:
    """Keep a passkey, with what it opens."""
    found = await passkeys.keep(
        house,
        caller(request.scope),
        _bounded(data.credential, "credential", CREDENTIAL_MOST),
        _bounded(data.key, "key", KEY_MOST),
        id_of(data.device, "device"),
        unb64(data.wrap, "wrap", WRAP),
    )
    return _shown(found)


@post("/passkeys/drop", guards=[allow(Action.KEEP_PASSKEYS)], security=BEARER_SECURITY)
async def drop_passkeys(house: TheHouse, request: Call) -> PasskeysJson:
    """None of the caller's passkeys opens anything any more."""
    await passkeys.drop(house, caller(request.scope))
    return PasskeysJson([])


passkey_routes = Router(
    "/",
    route_handlers=[challenge_passkey, drop_passkeys, keep_passkey, list_passkeys, open_passkey],
    tags=["passkeys"],
)
