"""Creating a business by a one-time set-up link (S3, S4)."""

from __future__ import annotations

import ssl
from functools import reduce
from typing import Any

from tresen.client.connection.http import Http, b64, public
from tresen.client.connection.keyfile import KeyFile
from tresen.clock import Clock
from tresen.core import records
from tresen.core.chain import begin, extend
from tresen.core.contents import Contents
from tresen.core.records import Signed, Team
from tresen.seal.keys import DeviceKeys, Identity
from tresen.seal.links import SetupLink
from tresen.seal.records import device_payload, sign_profile, sign_public
from tresen.seal.team import TeamKey


async def set_up(
    link: SetupLink,
    file: KeyFile,
    identity: Identity,
    handle: str,
    profile: dict[str, Any],
    clock: Clock,
    tls: ssl.SSLContext | None,
) -> None:
    """Sign the business's first records and post them; on return the keys file knows its team.

    Raises:
        Refusal: `secret_used`, `handle_taken`, `bad_request`.
        Unreachable: the server cannot be reached.
    """
    device, team = file.device(), TeamKey.first(identity.business)
    made = _first_records(identity, device, team, profile, clock)
    team_hash = records.record_hash(made[2].body)
    wraps = [
        {"n": 1, "to": b64(each.id), "wrap": b64(team.wrap_to(each.id, each.x, team_hash))}
        for each in (device, identity)
    ]
    http = Http(link.public_url, tls)
    try:
        with file.binding():
            await http.post(
                "/setup",
                {
                    "secret": b64(link.secret),
                    "handle": handle,
                    "records": [public(each) for each in made],
                    "team_wraps": wraps,
                },
            )
    finally:
        await http.close()
    file.learn(
        kind=b"staff",
        public_url=link.public_url.encode(),
        handle=handle.encode(),
        fingerprint=identity.fingerprint,
        business=identity.business,
        joined=b"1",
    )


def _first_records(
    identity: Identity, device: DeviceKeys, team: TeamKey, profile: dict[str, Any], clock: Clock
) -> list[Signed]:
    """The sheet and the owner's device, certified by the identity key; the first team key and the profile, by the device."""
    made: list[Signed] = []
    steps: list[tuple[Any, Any]] = [
        (identity, device_payload(identity, "sheet", 0)),
        (identity, device_payload(device, "owner", 1)),
        (device, Team(1, team.x, None)),
    ]
    for signer, payload in steps:
        prev = records.record_hash(made[-1].body) if made else None
        made.append(sign_public(signer, identity.business, len(made) + 1, prev, clock.now_ms(), payload))
    chain = reduce(extend, made[1:], begin(made[0]))
    return [*made, sign_profile(device, chain, clock.now_ms(), Contents.of(profile))]
