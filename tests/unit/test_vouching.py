"""A return link knows the conversation that it belongs to: a server that lists it elsewhere is not believed (S13)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.test_client_talk import AT_MS, Town
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
    """[S13] All in it verifies, the link is listed and opens it; only who holds its secret can have signed the epoch."""
    file = KeyFile(tmp_path / "keys")
    town, link, ghost = Town(file), DeviceKeys.generate(), DeviceKeys.generate()
    listed = [customer_device(ghost, False), customer_device(link, True)]
    first = sign_customer_devices(ghost, town.business, 1, None, AT_MS, listed)
    home = records.conversation_id(first.body)
    to = Recipients(1, town.team_hash, town.team.x, 1, records.record_hash(first.body), listed)
    made = make_epoch(link if genuine else ghost, town.business, home, AT_MS, to)
    public = PublicRecords(file, town.business, town.sheet.fingerprint)
    public.take(town.public)
    keys = Keyring(file, public, link, town.business, home)
    keys.take_devices(first)
    keys.take_epoch(SignedWraps(made.signed, made.wraps))
    assert keys.current.key is not None
    assert vouches(keys, link.id) == genuine
    file.close()
