"""Which addresses everybody reaches: one table, made of IANA's registries, whatever this version of Python says itself."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world.depth import examples
from tresen.core.bounds.networks import SPECIAL, is_public

DEAD = [
    "192.88.99.0", "192.88.99.1", "192.88.99.255", "3fff::", "3fff::1", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
    "192.0.0.9", "192.0.0.170", "192.31.196.1", "192.52.193.1", "192.175.48.1", "198.18.0.1", "198.19.255.255", "240.0.0.1",
    "255.255.255.255", "0.1.2.3", "100.64.0.1", "100.127.255.255", "2001::1", "2001:1::1", "2001:2::1", "2001:3::1",
    "2001:4:112::1", "2001:10::1", "2001:20::1", "2001:30::1", "2001:1ff:ffff::1", "2001:db8::1", "2620:4f:8000::1",
    "3ffe::1", "5f00::1", "100::1", "100:0:0:1::1", "64:ff9b::808:808", "64:ff9b:1::808:808", "::ffff:8.8.8.8",
    "::8.8.8.8", "fec0::1", "fe80::1%eth0", "4000::1", "2002:c058:6301::1", "2002:7f00:1::1",
]  # fmt: skip
PUBLIC = ["192.88.98.255", "192.88.100.0", "198.17.255.255", "198.20.0.0", "8.8.8.8", "223.255.255.255",
          "3ffd::1", "2001:200::1", "2001:db7::1", "2001:db9::1", "2620:4f:8001::1", "2606:2800:220:1::1"]  # fmt: skip


@pytest.mark.parametrize("address", DEAD)
def test_dead_and_special_networks(address: str) -> None:
    """[W12] Nothing of the server's own accord goes there, 192.88.99.0/24 and 3fff::/20 among them."""
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_their_neighbours(address: str) -> None:
    """[W12] What lies beside a special network is not special."""
    assert is_public(address)


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
@settings(max_examples=examples(300))
def test_never_wider_than_pythons_own(address: IPv4Address | IPv6Address) -> None:
    """[W12] What this Python knows to be special is refused, except 6to4 of a public address, which is as public as that."""
    if is_public(str(address)):
        inner = address.sixtofour if isinstance(address, IPv6Address) else None
        assert address.is_global or (inner is not None and is_public(str(inner)))


@given(st.sampled_from(SPECIAL), st.integers(0))
@settings(max_examples=examples(300))
def test_the_whole_of_each_network(network: str, number: int) -> None:
    """[W12] From its first to its last address."""
    first, _, bits = network.partition("/")
    low = ip_address(first)
    size = 1 << (low.max_prefixlen - int(bits))
    for each in (0, number % size, size - 1):
        assert not is_public(str(low + each))
