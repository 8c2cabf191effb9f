"""Keys, wraps, epochs and links: derivations, and what does not open."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tresen.core import records
from tresen.core.sizes import WRAP_BYTES
from tresen.seal import box, crockford, links
from tresen.seal.epoch import EpochKey, Recipients, check_succession, make_epoch, open_epoch, open_previous
from tresen.seal.invite import Answer, Invite
from tresen.seal.keys import DeviceKeys, Identity, new_paper_secret, new_sheet_secret
from tresen.seal.records import customer_device
from tresen.seal.refused import Refused
from tresen.seal.team import TeamKey

BUSINESS, CONVERSATION = b"b" * 16, b"c" * 16
PHONE, TABLET = DeviceKeys.generate(), DeviceKeys.generate()
TEAM = TeamKey.first(BUSINESS)


def recipients(team: TeamKey, *devices: DeviceKeys) -> Recipients:
    listed = [customer_device(device, False) for device in devices]
    return Recipients(team.n, bytes([team.n]) * 32, team.x, len(devices), bytes([len(devices)]) * 32, listed)


def test_keys_file_is_the_owners_alone(tmp_path: Path) -> None:
    """[S2] exported keys go to a file that only its owner can read, and never overwrite another."""
    path = tmp_path / "keys"
    PHONE.save(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert DeviceKeys.load(path).id == PHONE.id
    with pytest.raises(FileExistsError):
        TABLET.save(path)


def test_a_paper_device_is_its_secret() -> None:
    """[S2] the same secret is the same device; sheet and return link never meet."""
    secret = new_paper_secret()
    assert DeviceKeys.from_secret("paper", secret).id == DeviceKeys.from_secret("paper", secret).id
    sheet = new_sheet_secret()
    assert sheet[-1] & 0x3F == 0
    assert Identity.from_secret("sheet", sheet).business == records.business_id(
        Identity.from_secret("sheet", sheet).ed
    )


@given(data=st.binary(max_size=40))
def test_crockford_round_trip(data: bytes) -> None:
    """[S3] bytes written in base32 are read back."""
    assert crockford.decode(crockford.encode(data), 8 * len(data)) == data


@given(text=st.text(max_size=60))
def test_strange_links_are_refused(text: str) -> None:
    """[I-10] anything that is not a link is refused."""
    for read in (links.read_return_link, links.read_invite_link, links.read_setup_link):
        with pytest.raises(Refused):
            read(f"https://tresen.example/x#{text}")


@given(place=st.integers(0, WRAP_BYTES - 1), bit=st.integers(0, 7))
def test_a_flipped_bit_in_a_wrap_is_refused(place: int, bit: int) -> None:
    """[S1] with a bit changed anywhere, a wrap does not open."""
    wrapped = bytearray(box.wrap(PHONE.x, b"k" * 32, b"info"))
    assert PHONE.unwrap(bytes(wrapped), b"info") == b"k" * 32
    wrapped[place] ^= 1 << bit
    with pytest.raises(Refused, match="cannot_open"):
        PHONE.unwrap(bytes(wrapped), b"info")


def test_one_wrap_opens_all_team_keys() -> None:
    """[S5] the newest team key holds the one before, and that one the one before it."""
    second, first_sealed = TEAM.next()
    third, second_sealed = second.next()
    wrapped = third.wrap_to(PHONE.id, PHONE.x, b"r" * 32)
    opened = TeamKey.unwrapped(PHONE, BUSINESS, 3, b"r" * 32, third.x, wrapped)
    before = opened.previous(second_sealed, second.x)
    assert before.previous(first_sealed, TEAM.x).private == TEAM.private


def test_an_epoch_opens_for_its_recipients_only() -> None:
    """[S6] the team and each listed device open it, nobody else."""
    made = make_epoch(PHONE, BUSINESS, CONVERSATION, 1, recipients(TEAM, PHONE))
    wraps = dict(made.wraps)
    for recipient in (PHONE, TEAM):
        assert open_epoch(recipient, made.signed.body, wraps[recipient.id]) == made.key
    with pytest.raises(Refused, match="cannot_open"):
        open_epoch(TABLET, made.signed.body, wraps[PHONE.id])


def test_a_newcomer_reads_back_to_the_first_epoch() -> None:
    """[S6, S13] each epoch holds the key before; the newest wrap opens all."""
    first = make_epoch(PHONE, BUSINESS, CONVERSATION, 1, recipients(TEAM, PHONE))
    second = make_epoch(PHONE, BUSINESS, CONVERSATION, 2, recipients(TEAM, PHONE, TABLET), first.key)
    assert check_succession(first.signed.body, second.signed.body).n == 2
    opened = open_epoch(TABLET, second.signed.body, dict(second.wraps)[TABLET.id])
    assert open_previous(opened, second.signed.body, first.signed.body) == first.key


def test_an_epoch_key_from_elsewhere_is_refused() -> None:
    """[S6] the commit binds the key: a wrap with another key inside is refused."""
    one = make_epoch(PHONE, BUSINESS, CONVERSATION, 1, recipients(TEAM, PHONE))
    other = EpochKey(BUSINESS, CONVERSATION, 1, one.key.hash, b"x" * 32)
    info = records.label("epoch-wrap") + BUSINESS + CONVERSATION + records.u64(1) + one.key.hash + PHONE.id
    with pytest.raises(Refused, match="wrong_commit"):
        open_epoch(PHONE, one.signed.body, box.wrap(PHONE.x, other.key, info))


@given(place=st.integers(0, 31), bit=st.integers(0, 7))
def test_an_invite_answered_with_another_mac_is_refused(place: int, bit: int) -> None:
    """[S12] any other MAC is refused."""
    invite = Invite(b"i" * 16, b"s" * 16, b"f" * 20)
    answer = Answer(PHONE.ed, PHONE.x, b"n" * 16)
    mac = bytearray(invite.mac(answer))
    invite.check(answer, bytes(mac))
    mac[place] ^= 1 << bit
    with pytest.raises(Refused, match="wrong_mac"):
        invite.check(answer, bytes(mac))
