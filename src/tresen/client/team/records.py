"""`owner.records`: the public records that an owner publishes (S4, S5)."""

from __future__ import annotations

from typing import Any, Final

from tresen.client.team.publisher import Publisher
from tresen.client.trust.business import Business
from tresen.clock import Clock
from tresen.core.contents import Contents
from tresen.core.records import Revoke
from tresen.seal.keys import DeviceKeys, new_sheet_secret
from tresen.seal.records import device_payload
from tresen.seal.sheet import sheet_text

RENEW_DAYS: Final = 30
_DAY_MS: Final = 24 * 60 * 60 * 1000


class Records:
    """Every method is durable on return, and raises as `Publisher.publish`."""

    def __init__(self, business: Business, publisher: Publisher, clock: Clock) -> None:
        self._business, self._publisher, self._clock = business, publisher, clock

    async def publish(self, profile: dict[str, Any]) -> None:
        """Publish the profile: the map of its fields replaces the one before."""
        await self._publisher.publish([Contents.of(profile)])

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

    async def new_sheet(self) -> str:
        """Replace the recovery sheet and begin a new team key in the same step (S5); the new sheet as it is printed.

        The sign stays as it is. The old sheet recovers nothing from now on. Print the new one: it is stored nowhere.
        """
        secret = new_sheet_secret()
        paper = DeviceKeys.from_secret("sheet", secret)
        await self._publisher.publish([device_payload(paper, "sheet", 0)], next_key=True)
        return sheet_text(secret)
