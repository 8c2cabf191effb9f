"""Bringing an owner back with the recovery sheet (S2, S5)."""

from __future__ import annotations

import ssl
from typing import Final, Literal, NamedTuple

from tresen.client.connection.http import Http, unb64, unpublic
from tresen.client.connection.keyfile import KeyFile
from tresen.client.connection.live import Connection, Resume
from tresen.client.connection.unreachable import reading
from tresen.client.errors import Untrusted, WrongKeys, WrongSheet
from tresen.client.team.publishing import Made, Payload, make, make_with_next_key, on_top
from tresen.client.trust.public import PublicRecords
from tresen.client.trust.teamkeys import TeamKeys
from tresen.clock import Clock
from tresen.core import records
from tresen.core.chain import Chain
from tresen.core.model import Role
from tresen.core.records import Device, Revoke, Signed
from tresen.seal import links
from tresen.seal.keys import DeviceKeys
from tresen.seal.records import device_payload

ShutOut = Literal["all", "person", "none"]
"""Whose older devices are revoked: everybody's, those of the person who comes back, nobody's."""
_SPARE_PERSONS: Final = 100
"""So many numbers may be taken by invites, which the sheet does not see."""


class Recovery(NamedTuple):
    """Who comes back (None: somebody new), and whose older devices are revoked."""

    person: int | None
    revoke: ShutOut


async def recover(
    sheet: DeviceKeys,
    sign: links.Sign,
    file: KeyFile,
    recovery: Recovery,
    clock: Clock,
    tls: ssl.SSLContext | None,
) -> None:
    """Make the keys file's device an owner's, certified by the sheet, in one request; on return the file knows its team.

    Again with the same file it finds what was done already.

    Raises:
        WrongSheet: it was replaced, or belongs to another business.
        Untrusted, Refusal, Unreachable: as `Owner.recover`.
    """
    http = Http(sign.public_url, tls)
    try:
        answer = await http.get(f"/businesses/{sign.handle}")
        with reading():
            taken: list[Signed] = [unpublic(each) for each in answer["records"]]
            public = PublicRecords(file, unb64(answer["business"]), sign.fingerprint)
        public.take(taken)
        _check_file(file, public.chain)
        _check_sheet(public.chain, taken, sheet)
        if public.chain.active(file.device().id) is None:
            await _sign_in(http, sheet, sign.public_url, tls)
            await _publish(http, public, sheet, file, recovery, clock)
    finally:
        await http.close()
    file.learn(
        kind=b"staff",
        public_url=sign.public_url.encode(),
        handle=sign.handle.encode(),
        fingerprint=public.chain.fingerprint,
        business=public.chain.business,
        joined=b"1",
    )


def _check_file(file: KeyFile, chain: Chain) -> None:
    known = file.fact("business")
    if known is not None and known != chain.business:
        raise WrongKeys(f"{file.path} belongs to another business")


def _check_sheet(chain: Chain, taken: list[Signed], sheet: DeviceKeys) -> None:
    """Only the newest sheet recovers (S5)."""
    if chain.sheet == sheet.id:
        return
    listed = chain.devices.get(sheet.id)
    if listed is None or listed.role != Role.SHEET:
        raise WrongSheet(None)
    sheets = (body for body in map(_body, taken) if body.kind == "device" and _role_in(body) == Role.SHEET)
    at = [(body.at_ms, records.decode(body.payload, Device).id) for body in sheets]
    place = [id_ for _, id_ in at].index(sheet.id)
    raise WrongSheet(at[place + 1][0])


def _body(signed: Signed) -> records.PublicRecord:
    return records.decode(signed.body, records.PublicRecord)


def _role_in(body: records.PublicRecord) -> str:
    return records.decode(body.payload, Device).role


async def _sign_in(http: Http, sheet: DeviceKeys, public_url: str, tls: ssl.SSLContext | None) -> None:
    """Have HTTP act as the sheet."""
    connection = await Connection.open(public_url, tls)
    try:
        http.bearer = (await connection.hello(sheet, public_url, Resume())).bearer
    finally:
        await connection.close()


async def _publish(
    http: Http,
    public: PublicRecords,
    sheet: DeviceKeys,
    file: KeyFile,
    recovery: Recovery,
    clock: Clock,
) -> None:
    team, device = TeamKeys(sheet, public), file.device()

    async def attempt() -> None:
        with reading():
            await team.fetch(http)
        made = _make(team, public, sheet, device, recovery, clock.now_ms())
        with file.binding():
            await http.post("/records", made.json())
        public.take(made.records)

    async def catch_up() -> None:
        answer = await http.get("/records", {"after": public.rev})
        with reading():
            public.take(unpublic(each) for each in answer["records"])

    await on_top(attempt, catch_up)


def _make(
    team: TeamKeys,
    public: PublicRecords,
    sheet: DeviceKeys,
    device: DeviceKeys,
    recovery: Recovery,
    now_ms: int,
) -> Made:
    current = team.newest
    if current is None:
        raise Untrusted("broken", "the sheet's wrap does not open the team key")
    chain = public.chain
    number = next_person(chain) if recovery.person is None else recovery.person
    gone: list[Payload] = [Revoke(None, each) for each in shut_out(chain, number, recovery.revoke)]
    owner = device_payload(device, Role.OWNER, number)
    if not gone:
        return make(sheet, chain, current, [owner], now_ms)
    # Revoking a person would take the new device along: it comes after.
    return make_with_next_key(sheet, chain, current, [*gone, owner], now_ms)


def shut_out(chain: Chain, person: int, revoke: ShutOut) -> list[int]:
    """The persons whose devices are revoked."""
    there = sorted({each.person for each in chain.staff()})
    if revoke == "all":
        return there
    return [person] if revoke == "person" and person in there else []


def next_person(chain: Chain) -> int:
    """A number that nobody ever had, and that no invite can be waiting for."""
    return max(each.person for each in chain.devices.values()) + _SPARE_PERSONS + 1
