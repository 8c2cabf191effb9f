"""Which network addresses everybody reaches: what IANA's registries name as special is refused, by this one table.

Python's own `is_global` changes with its version, and takes some of these for public: dead networks, and those that lead to
whatever lies nearest.
"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

SPECIAL: Final = (
    "0.0.0.0/8",  # this network
    "10.0.0.0/8",  # private
    "100.64.0.0/10",  # shared by providers' customers
    "127.0.0.0/8",  # this machine
    "169.254.0.0/16",  # this link
    "172.16.0.0/12",  # private
    "192.0.0.0/24",  # of protocols
    "192.0.2.0/24",  # examples
    "192.31.196.0/24",  # AS112: whoever is nearest
    "192.52.193.0/24",  # AMT: whoever is nearest
    "192.88.99.0/24",  # dead: 6to4 relays
    "192.168.0.0/16",  # private
    "192.175.48.0/24",  # AS112
    "198.18.0.0/15",  # measurements
    "198.51.100.0/24",  # examples
    "203.0.113.0/24",  # examples
    "224.0.0.0/4",  # many at once
    "240.0.0.0/4",  # reserved, and all at once
    "2001::/23",  # of protocols: Teredo, ORCHID, measurements, and those that lead to whoever is nearest
    "2001:db8::/32",  # examples
    "2620:4f:8000::/48",  # AS112
    "3ffe::/16",  # dead: 6bone
    "3fff::/20",  # examples
)
"""What is special among IPv4 addresses, and among IPv6's public ones."""
_UNICAST: Final = ip_network("2000::/3")
"""Where public IPv6 addresses lie. Outside it some lead to IPv4 addresses within: `64:ff9b::/96`, `::/96`."""
_NETWORKS: Final = tuple(ip_network(each) for each in SPECIAL)


def is_public(address: str) -> bool:
    """Whether an IP address is reachable by everybody. The server's own network is not, nor what maps into it."""
    found = ip_address(address.partition("%")[0])
    if any(found in network for network in _NETWORKS):
        return False
    if not isinstance(found, IPv6Address):
        return True
    return found in _UNICAST and (found.sixtofour is None or is_public(str(found.sixtofour)))
