"""A customer's devices as their conversation lists them, changed record by record (S4, S13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from tests.world.clock import NOON
from tests.world.shop import Customer, Device
from tresen.core.records import Signed, record_hash
from tresen.desk.conversations import SealedEpoch
from tresen.seal.epoch import EpochKey, MadeEpoch, Recipients, make_epoch
from tresen.seal.keys import DeviceKeys
from tresen.seal.records import customer_device, sign_customer_devices

Entry: TypeAlias = tuple[Device, bool]
"""A device, and whether it is paper."""


@dataclass
class Change:
    """A customer-devices record and its epoch, before the server has accepted them."""

    listed: list[Entry]
    devices: Signed
    made: MadeEpoch

    @property
    def epoch(self) -> SealedEpoch:
        return SealedEpoch(self.made.signed, self.made.wraps)


@dataclass
class Household:
    """The newest records of one conversation and the devices they list."""

    customer: Customer
    listed: list[Entry]
    written: list[Signed]
    epoch: EpochKey

    @classmethod
    def of(cls, customer: Customer) -> Household:
        """The household right after the conversation began: the phone and the return link."""
        listed = [(customer.device, False), (customer.paper, True)]
        return cls(customer, listed, [customer.devices], customer.epoch.key)

    def change(
        self,
        by: Device,
        *,
        add: list[Entry] | None = None,
        without: list[Device] | None = None,
        vouching: Device | None = None,
    ) -> Change:
        """The next customer-devices record and its epoch, valid or not. `by` signs both; `vouching` the epoch instead."""
        gone = {each.keys.id for each in without or []}
        listed = [each for each in self.listed if each[0].keys.id not in gone] + (add or [])
        entries = [customer_device(each.keys, paper) for each, paper in listed]
        shop, n = self.customer.shop, len(self.written) + 1
        prev = record_hash(self.written[-1].body)
        devices = sign_customer_devices(by.keys, shop.business, n, prev, NOON + n, entries)
        to = Recipients(1, shop.team_hash, shop.team.x, n, record_hash(devices.body), entries)
        conversation = self.customer.conversation
        made = make_epoch((vouching or by).keys, shop.business, conversation, NOON, to, self.epoch)
        return Change(listed, devices, made)

    def took(self, change: Change) -> None:
        """Note that the server accepted this change."""
        self.listed, self.epoch = change.listed, change.made.key
        self.written.append(change.devices)


def new_device() -> Device:
    """A device with fresh keys."""
    return Device(DeviceKeys.generate())
