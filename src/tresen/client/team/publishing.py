"""Signs public records, and wraps the team key to the devices that may read after them (S4, S5)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, NamedTuple

from tresen.client.connection.http import b64, public
from tresen.client.connection.refusals import ANEW_TRIES, Then, then
from tresen.client.errors import Untrusted
from tresen.core import records
from tresen.core.chain import READERS, Chain, fold
from tresen.core.contents import Contents
from tresen.core.records import Device, ProgramSaid, Revoke, Signed, Team
from tresen.errors import Refusal
from tresen.seal.keys import DeviceKeys
from tresen.seal.records import sign_profile, sign_public
from tresen.seal.team import TeamKey

Payload = Device | ProgramSaid | Revoke | Team | Contents


class Made(NamedTuple):
    """Records on top of a chain, and the wraps that go with them."""

    records: list[Signed]
    wraps: list[dict[str, Any]]

    def json(self) -> dict[str, Any]:
        """The body of `POST /records`."""
        return {"records": [public(each) for each in self.records], "team_wraps": self.wraps}


async def on_top(attempt: Callable[[], Awaitable[None]], catch_up: Callable[[], Awaitable[object]]) -> None:
    """Run `attempt`, which makes records and sends them. After `stale_record`, run `catch_up`, then `attempt` again.

    Raises:
        Refusal: `stale_record` when the records kept changing; any other as `attempt` raised it.
    """
    for _ in range(ANEW_TRIES):
        try:
            return await attempt()
        except Refusal as refusal:
            if then(refusal) is not Then.ANEW:
                raise
            await catch_up()
    raise Refusal("stale_record", "the records kept changing")


def make(
    keys: DeviceKeys, chain: Chain, current: TeamKey | None, payloads: Sequence[Payload], now_ms: int
) -> Made:
    """Sign the payloads in turn. Devices among them that may read get the current team key.

    Raises:
        Refusal: `bad_record`: these keys may not sign one of them.
        Untrusted: such a device is among them, and this one has no team key to share.
    """
    made, after = _signed(keys, chain, payloads, now_ms)
    new = [each for each in payloads if isinstance(each, Device) and each.role in READERS]
    if not new:
        return Made(made, [])
    if current is None or after.team_hash is None:
        raise Untrusted("broken", "this device has no team key to share")
    return Made(made, _wraps(current, after.team_hash, new))


def make_with_next_key(
    keys: DeviceKeys, chain: Chain, current: TeamKey | None, payloads: Sequence[Payload], now_ms: int
) -> Made:
    """[S5] Sign the payloads and the next team key, wrapped to every device that may read after them. Raises as `make`.

    The key comes last, so that a device shut out before it may not write under it. It comes first when the signer goes.
    """
    if current is None:
        raise Untrusted("broken", "this device has no team key to go on from")
    team, sealed_prev = current.next()
    next_key = Team(team.n, team.x, sealed_prev)
    leaving = any(isinstance(each, Revoke) and _names(each, chain.devices[keys.id]) for each in payloads)
    made, after = _signed(keys, chain, [next_key, *payloads] if leaving else [*payloads, next_key], now_ms)
    readers = [after.devices[each] for each in sorted(after.readers())]
    record = made[0 if leaving else -1]
    return Made(made, _wraps(team, records.record_hash(record.body), readers))


def _names(revoke: Revoke, device: Device) -> bool:
    return device.id == revoke.device or device.person == revoke.person


def _signed(
    keys: DeviceKeys, chain: Chain, payloads: Sequence[Payload], now_ms: int
) -> tuple[list[Signed], Chain]:
    made: list[Signed] = []
    for payload in payloads:
        if isinstance(payload, Contents):
            record: Signed = sign_profile(keys, chain, now_ms, payload)
        else:
            record = sign_public(keys, chain.business, chain.rev + 1, chain.head, now_ms, payload)
        chain = fold(chain, [record]) or chain
        made.append(record)
    return made, chain


def _wraps(team: TeamKey, record_hash: bytes, devices: Sequence[Device]) -> list[dict[str, Any]]:
    return [
        {"n": team.n, "to": b64(each.id), "wrap": b64(team.wrap_to(each.id, each.x, record_hash))}
        for each in devices
    ]
