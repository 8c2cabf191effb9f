"""Adding a device by the return link (S13)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tresen.client.connection.http import SignedWraps, b64, signed, signed_wraps
from tresen.client.connection.live import Connection, Resume
from tresen.client.connection.refusals import ANEW_TRIES, Then, then
from tresen.client.connection.unreachable import reading
from tresen.client.conversation.participant import Visit
from tresen.client.errors import Declined, Stopped, Untrusted
from tresen.client.trust.keyring import Keyring
from tresen.client.trust.keyrings import Keyrings
from tresen.core import records
from tresen.errors import Refusal
from tresen.seal.epoch import Recipients, make_epoch
from tresen.seal.keys import DeviceKeys
from tresen.seal.records import customer_device, sign_customer_devices


class Returning(NamedTuple):
    """What a return link opens, by the conversation's signed records, before anything is changed.

    `began_ms`: UTC milliseconds, as the first record says. `devices`: how many belong to it, without the link.
    """

    began_ms: int
    devices: int


Confirm = Callable[[Returning], bool]
"""Is asked before a return link changes anything; False: it shall not."""


class FollowedLink(NamedTuple):
    """A return link to follow, and who is asked first."""

    secret: bytes
    confirm: Confirm


async def add_device(visit: Visit, paper: DeviceKeys, confirm: Confirm) -> bytes:
    """List this file's device in the conversation that `paper` belongs to; returns the conversation's id.

    Raises:
        Declined: `confirm` answered False.
        Stopped: the link opens no conversation.
        Untrusted: the conversation's records do not verify.
        Refusal, Unreachable: nothing was changed.
    """
    conversation = await _sign_in(visit, paper)
    listings = (await _read_keys(visit, paper, conversation)).devices
    devices = sum(not each.paper for each in listings[-1][1].devices)
    if not confirm(Returning(listings[0][1].at_ms, devices)):
        raise Declined("the return link was not followed")
    for tries in range(ANEW_TRIES):
        if await _added(visit, paper, conversation, last=tries == ANEW_TRIES - 1):
            break
    visit.http.bearer = ""
    return conversation


def vouches(keys: Keyring, paper: bytes) -> bool:
    """[S13] The return link itself signed an epoch here. Anybody can list it; only its secret can sign."""
    return any(records.decode(each.body, records.Epoch, "epoch").signer == paper for each in keys.epochs)


async def _sign_in(visit: Visit, paper: DeviceKeys) -> bytes:
    """Have HTTP act as the return link; returns the conversation that the server says it belongs to."""
    public_url = visit.business.address.public_url
    connection = await Connection.open(public_url, visit.options.tls)
    try:
        welcome = await connection.hello(paper, public_url, Resume())
    except Refusal as refusal:
        raise Stopped(refusal.code) from None
    finally:
        await connection.close()
    if welcome.conversation is None:
        raise Stopped("unknown_conversation")
    visit.http.bearer = welcome.bearer
    return welcome.conversation


async def _added(visit: Visit, paper: DeviceKeys, conversation: bytes, *, last: bool) -> bool:
    """One attempt; False when the conversation's records changed meanwhile."""
    keys = await _read_keys(visit, paper, conversation)
    if any(listed.id == visit.device.id for listed in keys.devices[-1][1].devices):
        return True
    if keys.current.key is None:
        raise Untrusted("broken", "the return link does not open the newest epoch")
    try:
        with visit.file.binding():
            await visit.http.post(f"/conversations/{b64(conversation)}/devices", _joined(visit, paper, keys))
    except Refusal as refusal:
        if last or then(refusal) is not Then.ANEW:
            raise
        await visit.business.catch_up()
        return False
    return True


async def _read_keys(visit: Visit, paper: DeviceKeys, conversation: bytes) -> Keyring:
    """The conversation's records, verified; the return link must vouch for them."""
    keyrings = Keyrings(visit.file, visit.http, visit.business, paper)
    keys = keyrings.empty(conversation)
    with reading():
        await keyrings.take_all(keys)
    if not vouches(keys, paper.id):
        raise Untrusted("broken", "a conversation that was made up around this return link")
    return keys


def _joined(visit: Visit, paper: DeviceKeys, keys: Keyring) -> dict[str, object]:
    """The next record, which lists this device, and its epoch, as they are posted."""
    before, record = keys.devices[-1]
    n, now_ms = record.n + 1, visit.options.clock.now_ms()
    devices = [*record.devices, customer_device(visit.device, False)]
    before_hash = records.record_hash(before.body)
    listed = sign_customer_devices(paper, keys.business, n, before_hash, now_ms, devices)
    team = visit.business.records.team
    to = Recipients(team.n, team.hash, team.x, n, records.record_hash(listed.body), devices)
    made = make_epoch(paper, keys.business, keys.conversation, now_ms, to, keys.current.key)
    return {"devices": signed(listed), "epoch": signed_wraps(SignedWraps(made.signed, made.wraps))}
