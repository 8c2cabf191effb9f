"""`owner.records`: the public records that an owner publishes (S4, S5)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from tresen.client.connection.packing import whole_text
from tresen.client.team.publisher import Publisher
from tresen.client.trust.board import written_board
from tresen.client.trust.business import Business
from tresen.clock import Clock
from tresen.core.contents import Contents
from tresen.core.records import Revoke
from tresen.core.sizes import HASH_BYTES
from tresen.seal.keys import DeviceKeys, new_sheet_secret
from tresen.seal.records import device_payload
from tresen.seal.sheet import sheet_secret, sheet_text

RENEW_DAYS: Final = 30
_DAY_MS: Final = 24 * 60 * 60 * 1000


class Records:
    """Every method is durable on return, and raises as `Publisher.publish`."""

    def __init__(self, business: Business, publisher: Publisher, clock: Clock) -> None:
        self._business, self._publisher, self._clock = business, publisher, clock

    @property
    def profile(self) -> dict[str, Any]:
        """The published profile: a copy of the map of its fields, as verified and last heard of."""
        return dict(self._business.profile)

    async def publish(self, profile: dict[str, Any]) -> None:
        """Publish the profile: the map of its fields replaces the one before.

        `banner` may be a picture: it is stored first, and named by its hash. Raises WrongInput for text that has no
        bytes; as `Publisher.keep_banner`.
        """
        banner = profile.get("banner")
        if isinstance(banner, bytes) and len(banner) != HASH_BYTES:
            profile = profile | {"banner": await self._publisher.keep_banner(banner)}
        with whole_text():
            contents = Contents.of(profile)
        await self._publisher.publish([contents])

    async def write_board(self, text: str, until: datetime) -> None:
        """Put one line of the day above the customers' page until then; everything else in the profile stays.

        Raises:
            WrongInput: the line is empty or too long, or `until` has no zone.
        """
        await self.publish(self._business.profile | {"board": written_board(text, until)})

    async def wipe_board(self) -> None:
        """Take the line of the day down. Without one nothing is published."""
        profile = self._business.profile
        if "board" in profile:
            await self.publish({name: value for name, value in profile.items() if name != "board"})

    async def renew(self) -> bool:
        """Publish the profile again when the records must be renewed within 30 days (S4); True when it was done."""
        left = self._business.chain.renew_by_ms - self._clock.now_ms()
        if left >= RENEW_DAYS * _DAY_MS:
            return False
        await self.publish(self._business.profile)
        return True

    async def revoke(self, *, device: bytes | None = None, person: int | None = None) -> None:
        """Remove a device, or a person with all devices, and begin a new team key in the same step (S5)."""
        await self._publisher.publish([Revoke(device, person)], next_key=True)

    def new_sheet(self) -> str:
        """A fresh recovery sheet as it is printed. It is stored nowhere, and in force only after `replace_sheet`."""
        return sheet_text(new_sheet_secret())

    async def replace_sheet(self, sheet: str) -> None:
        """Put a sheet in force in place of the one before, and begin a new team key in the same step (S5).

        `sheet` comes from `new_sheet` and is in the owner's hands by now, best as somebody typed it from the print-out:
        whatever happens here, the sheet in force is the old one or this one. Again with the same sheet nothing changes. The
        sign stays as it is; the old sheet recovers nothing from then on.

        Raises:
            Refused: `malformed`: the check characters differ.
            Refusal: `bad_record`: this sheet was replaced before; others as `Publisher.publish`.
        """
        paper = DeviceKeys.from_secret("sheet", sheet_secret(sheet))
        await self._publisher.catch_up()
        if self._business.chain.sheet != paper.id:
            await self._publisher.publish([device_payload(paper, "sheet", 0)], next_key=True)
