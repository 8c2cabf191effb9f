"""Joining a team by an invite link (S12)."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeAlias

from tresen.client.connection.http import Http, b64, unb64, unpublic
from tresen.client.connection.keyfile import KeyFile
from tresen.client.connection.unreachable import reading
from tresen.client.errors import Untrusted, WrongKeys
from tresen.client.trust.public import PublicRecords
from tresen.errors import Refusal
from tresen.seal.invite import Answer, check_commitment, new_nonce
from tresen.seal.links import InviteLink
from tresen.seal.refused import Refused

_ASK_SECONDS: Final = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0)


Words: TypeAlias = tuple[str, str, str, str]
"""The four words that both screens show."""


def show_words(words: Words) -> None:
    """For `Staff.link(…, words=show_words)`: prints the four words to compare, and what is waited for."""
    print(f"The owner's page Team must show these four words: {' '.join(words)}", flush=True)  # noqa: T201
    print("Waiting for the owner to confirm.", flush=True)  # noqa: T201


class _Offer(NamedTuple):
    """What the server says of an invite."""

    state: str
    handle: str
    business: bytes
    commitment: bytes
    nonce: bytes | None

    @classmethod
    def of(cls, answer: dict[str, Any]) -> _Offer:
        """Raises `Unreachable` when it cannot be read."""
        with reading():
            nonce = answer["nonce"]
            return cls(
                str(answer["state"]),
                str(answer["handle"]),
                unb64(answer["business"]),
                unb64(answer["commitment"] or ""),
                None if nonce is None else unb64(nonce),
            )


async def answer_invite(link: InviteLink, file: KeyFile, tls: ssl.SSLContext | None) -> None:
    """Post this device's keys and nonce with their MAC. What it takes to go on is written into the keys file first.

    The inviting device's commitment is read before the nonce is drawn (S12). Answering again is harmless. Raises as
    `Staff.link`.
    """
    known = file.fact("invite")
    if known is not None and known != link.invite.id:
        raise WrongKeys(f"{file.path} is joining by another invite")
    device = file.device()
    http = Http(link.public_url, tls)
    try:
        offer = _Offer.of(await http.get(f"/invites/{b64(link.invite.id)}"))
        business = await _checked_business(http, file, link, offer)
        file.learn(
            kind=b"staff",
            public_url=link.public_url.encode(),
            handle=offer.handle.encode(),
            fingerprint=link.invite.fingerprint,
            business=business,
            invite=link.invite.id,
        )
        if offer.state == "expired":
            raise Refusal("invite_expired")
        if file.fact("commitment") is None:
            file.learn(commitment=offer.commitment, nonce=new_nonce())
        if offer.state == "open" or known is None:
            answer = Answer(device.ed, device.x, file.fact("nonce") or b"")
            posted = {"ed": device.ed, "x": device.x, "nonce": answer.nonce, "mac": link.invite.mac(answer)}
            path = f"/invites/{b64(link.invite.id)}/answer"
            with file.binding():
                await http.post(path, {name: b64(value) for name, value in posted.items()})
    finally:
        await http.close()


def words_of(link: InviteLink, file: KeyFile, show: Callable[[Words], None]) -> Callable[[bytes], None]:
    """Shows the four words once the inviting device's nonce is known."""
    device, nonce = file.device(), file.fact("nonce") or b""
    return lambda theirs: show(link.invite.words(Answer(device.ed, device.x, nonce), theirs))


async def until_confirmed(http: Http, file: KeyFile, revealed: Callable[[bytes], None] | None) -> None:
    """Wait until an owner's device has confirmed; `revealed` is called once with the nonce behind the four words.

    Raises:
        Refusal: `invite_expired`, `unknown_invite`.
        Untrusted: `mismatch` when the nonce is not the one that the inviting device had committed to.
    """
    invite = file.fact("invite")
    if invite is None:
        raise WrongKeys(f"{file.path} was not linked to a team yet")
    asked, told = 0, False
    while True:
        offer = _Offer.of(await http.get(f"/invites/{b64(invite)}"))
        if offer.nonce is not None and not told:
            told = True
            _check_nonce(file, offer.nonce)
            if revealed is not None:
                revealed(offer.nonce)
        if offer.state == "confirmed":
            file.learn(joined=b"1")
            return
        if offer.state == "expired":
            raise Refusal("invite_expired")
        await asyncio.sleep(_ASK_SECONDS[min(asked, len(_ASK_SECONDS) - 1)])
        asked += 1


def _check_nonce(file: KeyFile, nonce: bytes) -> None:
    try:
        check_commitment(file.fact("commitment") or b"", nonce)
    except Refused as refused:
        raise Untrusted("mismatch", refused.detail) from None


async def _checked_business(http: Http, file: KeyFile, link: InviteLink, offer: _Offer) -> bytes:
    """Check that the link's fingerprint is the business's, before any key is posted; returns the business's id."""
    answer = await http.get(f"/businesses/{offer.handle}")
    with reading():
        public = PublicRecords(file, unb64(answer["business"]), link.invite.fingerprint)
        public.take(unpublic(each) for each in answer["records"])
    if public.rev == 0:
        raise Untrusted("broken", "the business has published no records")
    if offer.business != public.chain.business:
        raise Untrusted("mismatch", "the invite is said to be another business's")
    return offer.business
