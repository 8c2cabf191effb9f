"""Adding a device by the return link (S13)."""

from __future__ import annotations

from tresen.client.connection.http import (
    Http,
    SignedWraps,
    b64,
    signed,
    signed_wraps,
    unsigned,
    unsigned_wraps,
)
from tresen.client.connection.keyfile import KeyFile
from tresen.client.connection.live import Connection
from tresen.client.errors import Stopped, Untrusted
from tresen.client.trust.keyring import Keyring
from tresen.client.trust.public import PublicRecords
from tresen.clock import Clock
from tresen.core import records
from tresen.errors import Refusal
from tresen.seal.epoch import Recipients, make_epoch
from tresen.seal.keys import DeviceKeys
from tresen.seal.records import customer_device, sign_customer_devices

_TRIES = 5


async def add_device(
    http: Http, file: KeyFile, public: PublicRecords, paper: DeviceKeys, clock: Clock, public_url: str
) -> bytes:
    """List this file's device in the conversation that `paper` belongs to; returns the conversation's id.

    Raises:
        Stopped: the link opens no conversation.
        Untrusted: the conversation's records do not verify.
        Refusal, OSError: nothing was changed.
    """
    line = await Connection.open(public_url)
    try:
        welcome = await line.hello(paper, public_url, None, None, None)
    except Refusal as refusal:
        raise Stopped(refusal.code) from None
    finally:
        await line.close()
    if welcome.conversation is None:
        raise Stopped("unknown_conversation")
    http.bearer = welcome.bearer
    for tries in range(_TRIES):
        if await _added(http, file, public, paper, clock, welcome.conversation, last=tries == _TRIES - 1):
            break
    http.bearer = ""
    return welcome.conversation


def vouches(keys: Keyring, paper: bytes) -> bool:
    """[S13] The return link itself signed an epoch here: who does not hold its secret can list it, but not that."""
    return any(records.decode(each.body, records.Epoch, "epoch").signer == paper for each in keys.epochs)


async def _added(
    http: Http,
    file: KeyFile,
    public: PublicRecords,
    paper: DeviceKeys,
    clock: Clock,
    conversation: bytes,
    *,
    last: bool,
) -> bool:
    """One attempt; False when the conversation's records changed meanwhile."""
    keys = Keyring(file, public, paper, public.chain.business, conversation)
    path = f"/conversations/{b64(conversation)}"
    answer = await http.get(f"{path}/keys")
    for each in answer["devices"]:
        keys.take_devices(unsigned(each))
    for each in answer["epochs"]:
        keys.take_epoch(unsigned_wraps(each))
    device = file.device()
    before, record = keys.devices[-1]
    if not vouches(keys, paper.id):
        raise Untrusted("broken", "a conversation that was made up around this return link")
    if any(listed.id == device.id for listed in record.devices):
        return True
    if keys.current.key is None:
        raise Untrusted("broken", "the return link does not open the newest epoch")
    devices = [*record.devices, customer_device(device, False)]
    listed = sign_customer_devices(
        paper, keys.business, record.n + 1, records.record_hash(before.body), clock.now_ms(), devices
    )
    team = public.team
    to = Recipients(team.n, team.hash, team.x, record.n + 1, records.record_hash(listed.body), devices)
    made = make_epoch(paper, keys.business, conversation, clock.now_ms(), to, keys.current.key)
    try:
        await http.post(
            f"{path}/devices",
            {"devices": signed(listed), "epoch": signed_wraps(SignedWraps(made.signed, made.wraps))},
        )
    except Refusal as refusal:
        if last or refusal.code not in ("stale_record", "epoch_taken"):
            raise
        public.take(
            [unsigned(each) for each in (await http.get("/records", {"after": public.rev}))["records"]]
        )
        return False
    return True
