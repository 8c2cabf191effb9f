"""A return link knows its conversation: a server that lists it in another one is not believed (S13)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.world.clock import NOON
from tests.world.told import Told
from tresen.client.connection.http import SignedWraps
from tresen.client.connection.keyfile import KeyFile
from tresen.client.household.restore import vouches
from tresen.client.trust.keyring import Keyring
from tresen.client.trust.public import PublicRecords
from tresen.core import records
from tresen.seal.epoch import Recipients, make_epoch
from tresen.seal.keys import DeviceKeys
from tresen.seal.records import customer_device, sign_customer_devices


@pytest.mark.parametrize("genuine", [True, False])
def test_made_up_around_a_return_link(tmp_path: Path, *, genuine: bool) -> None:
    """[S13] Everything verifies and the link opens it, but only the holder of its secret can have signed the epoch."""
    file = KeyFile(tmp_path / "keys")
    told, link, ghost = Told(file), DeviceKeys.generate(), DeviceKeys.generate()
    listed = [customer_device(ghost, False), customer_device(link, True)]
    first = sign_customer_devices(ghost, told.business, 1, None, NOON, listed)
    home = records.conversation_id(first.body)
    to = Recipients(1, told.team_hash, told.team.x, 1, records.record_hash(first.body), listed)
    made = make_epoch(link if genuine else ghost, told.business, home, NOON, to)
    public = PublicRecords(file, told.business, told.sheet.fingerprint)
    public.take(told.public)
    keys = Keyring(file, public, link, told.business, home)
    keys.take_devices(first)
    keys.take_epoch(SignedWraps(made.signed, made.wraps))
    assert keys.current.key is not None
    assert vouches(keys, link.id) == genuine
    file.close()
