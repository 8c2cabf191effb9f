"""Joining a team by an invite link (S12)."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from typing import Final

from tresen.client.connection.http import Http, b64, unb64, unsigned
from tresen.client.connection.keyfile import KeyFile
from tresen.client.errors import Untrusted, WrongKeys
from tresen.client.trust.public import PublicRecords
from tresen.errors import Refusal
from tresen.seal.links import InviteLink

_ASK_SECONDS: Final = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0)


async def answer_invite(
    link: InviteLink,
    file: KeyFile,
    tls: ssl.SSLContext | None,
    words: Callable[[tuple[str, str, str, str]], None] | None,
) -> None:
    """Post this device's keys with their MAC. What it takes to go on is written into the keys file first.

    Answering again with the same keys is harmless. Raises as `Staff.link`.
    """
    known = file.fact("invite")
    if known is not None and known != link.invite.id:
        raise WrongKeys(f"{file.path} is joining by another invite")
    device = file.device()
    http = Http(link.public_url, tls)
    try:
        invite = await http.get(f"/invites/{b64(link.invite.id)}")
        await _check_business(http, file, link, invite["handle"])
        file.learn(
            kind=b"staff",
            public_url=link.public_url.encode(),
            handle=invite["handle"].encode(),
            fingerprint=link.invite.fingerprint,
            business=unb64(invite["business"]),
            invite=link.invite.id,
        )
        if words is not None:
            words(link.invite.words(device.ed, device.x))
        if invite["state"] == "expired":
            raise Refusal("invite_expired")
        if invite["state"] == "open" or known is None:
            mac = link.invite.mac(device.ed, device.x)
            answer = {"ed": b64(device.ed), "x": b64(device.x), "mac": b64(mac)}
            await http.post(f"/invites/{b64(link.invite.id)}/answer", answer)
    finally:
        await http.close()


async def until_confirmed(http: Http, file: KeyFile) -> None:
    """Wait until an owner's device has confirmed.

    Raises:
        Refusal: `invite_expired`, `unknown_invite`.
    """
    invite = file.fact("invite")
    if invite is None:
        raise WrongKeys(f"{file.path} was not linked to a team yet")
    asked = 0
    while True:
        state = (await http.get(f"/invites/{b64(invite)}"))["state"]
        if state == "confirmed":
            file.learn(joined=b"1")
            return
        if state == "expired":
            raise Refusal("invite_expired")
        await asyncio.sleep(_ASK_SECONDS[min(asked, len(_ASK_SECONDS) - 1)])
        asked += 1


async def _check_business(http: Http, file: KeyFile, link: InviteLink, handle: str) -> None:
    """Check that the link's fingerprint is the business's, before any key is posted."""
    answer = await http.get(f"/businesses/{handle}")
    public = PublicRecords(file, unb64(answer["business"]), link.invite.fingerprint)
    public.take(unsigned(each) for each in answer["records"])
    if public.rev == 0:
        raise Untrusted("broken", "the business has published no records")
