"""An owner's device: it also sets the business up, publishes its records and invites people (S3–S5, S12)."""

from __future__ import annotations

import ssl
from datetime import datetime
from pathlib import Path
from typing import Any

from tresen.client.connection.keyfile import KeyFile
from tresen.client.conversation.participant import Options, Visit
from tresen.client.conversation.row import Which
from tresen.client.opening import Opening
from tresen.client.staff import Staff
from tresen.client.team.law import Hold, Law, Request
from tresen.client.team.records import Records
from tresen.client.team.recovering import Recovery, ShutOut, recover
from tresen.client.team.renewal import KeyRenewal
from tresen.client.team.setup import set_up
from tresen.clock import Clock
from tresen.seal import links
from tresen.seal.keys import DeviceKeys, Identity, new_sheet_secret
from tresen.seal.sheet import sheet_secret, sheet_text


class Owner(Staff):
    """An owner is one of the team.

    `records`: what an owner publishes. `law`: requests, holds, retention.
    """

    records: Records
    law: Law

    sheet: str | None = None
    """The recovery sheet as it is printed, right after the set-up; it is stored nowhere."""

    def __init__(self, visit: Visit) -> None:
        """Use `setup`, `recover`, `link` or `open`."""
        super().__init__(visit)
        parts = self._parts
        self.records = Records(parts.business, self._publisher, parts.clock)
        self.law = Law(parts.connector, parts.http, parts.logs.hold)
        renewal = KeyRenewal(parts.http, parts.connector, parts.business, self._publisher, self._background)
        self._side.tell(renewal.on_frame)

    @classmethod
    def setup(
        cls,
        setup_url: str,
        *,
        keys: Path | str,
        handle: str,
        profile: dict[str, Any],
        name: str,
        clock: Clock | None = None,
        deliver: bool = True,
        tls: ssl.SSLContext | None = None,
    ) -> Opening[Owner]:
        """Create a business by a one-time set-up link; `name` is the owner's own, person number 1.

        The recovery sheet is in `sheet` of what is returned: print it, it is nowhere else. When this fails after the
        business was set up, `open` with the same keys goes on, and `records.replace_sheet` puts another sheet in force.

        Raises:
            Refusal: `secret_used`, `handle_taken`, `bad_request`.
            Refused: `malformed` link.
            Unreachable: the server cannot be reached.
        """

        async def opening() -> Owner:
            link = links.read_setup_link(setup_url)
            file, options, secret = KeyFile(keys), Options.of(clock, deliver, tls), new_sheet_secret()
            identity = Identity.from_secret("sheet", secret)
            try:
                await set_up(link, file, identity, handle, profile, options.clock, tls)
            except BaseException:
                file.abandon()
                raise
            owner = await cls._from_file(file, options)
            owner.sheet = sheet_text(secret)
            return await _named(owner, 1, name)

        return Opening(opening())

    @classmethod
    def recover(
        cls,
        sheet: str,
        business_url: str,
        *,
        keys: Path | str,
        person: int | None = None,
        name: str | None = None,
        revoke: ShutOut = "all",
        clock: Clock | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> Opening[Owner]:
        """Come back with the recovery sheet, as it is printed, on a device that has nothing (S5).

        `business_url` is the business's address, with or without the sign's fingerprint. `person` is who comes back; None:
        somebody new, whose `name` the team then reads. `revoke`: whose older devices are signed out in the same request,
        with a new team key: `all`, those of this `person`, or `none`. Again with the same `keys` it finds itself done.

        Raises:
            WrongSheet: the sheet was replaced, or belongs to another business.
            Refused: `malformed`: the sheet's check characters differ, or it is no address.
            Refusal: `unknown_business`, `stale_record` when the records kept changing.
            Untrusted: the records do not verify, or the fingerprint is another business's.
            WrongKeys: `keys` belongs to another business.
            Unreachable: the server cannot be reached.
        """

        async def opening() -> Owner:
            paper = DeviceKeys.from_secret("sheet", sheet_secret(sheet))
            sign = links.read_sign(business_url)
            file, options = KeyFile(keys), Options.of(clock, True, tls)
            try:
                await recover(paper, sign, file, Recovery(person, revoke), options.clock, tls)
            except BaseException:
                file.abandon()
                raise
            owner = await cls._from_file(file, options)
            return owner if name is None else await _named(owner, owner.person, name)

        return Opening(opening())

    async def requests(self, *, all_: bool = False) -> list[Request]:
        """What customers ask for by law, the most urgent first; see `Law.requests`."""
        return await self.law.requests(all_=all_)

    async def hold(
        self, conversation: Which, reason: str = "dispute", *, until: datetime | int | None = None
    ) -> Hold:
        """Nothing of the conversation goes by itself, until then or until `law.let_go`; see `Law.hold`.

        `reason` is `dispute`, `assessment` or `other`.
        """
        return await self.law.hold(conversation, reason, until)

    @property
    def customer_link(self) -> str:
        """The link on the sign, with the business's fingerprint."""
        business = self._parts.business
        handle = business.address.handle
        return str(links.Sign(self.public_url, handle, business.chain.fingerprint))


async def _named(owner: Owner, person: int, name: str) -> Owner:
    """The owner, once the team reads that name; closed when that fails, so that the keys can be opened again."""
    try:
        if owner.team.people.get(person) != name:
            await owner.team.write_people({person: name})
    except BaseException:
        await owner.close()
        raise
    return owner
