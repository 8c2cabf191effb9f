"""Limits per network address at the edge: in memory only, under a hash whose salt is thrown away every day (A8)."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias

from tresen.core.bounds.limits import Allowance, Bucket, draw, full, refilled
from tresen.core.bounds.rates import too_many
from tresen.telemetry import log

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Scope: TypeAlias = Mapping[str, Any]

DAY_SECONDS: Final = 24 * 60 * 60
BUCKETS: Final = 50_000
"""At most this many addresses are remembered; then those that have drawn least recently are forgotten."""
_FORWARDED: Final = frozenset({b"x-forwarded-for", b"forwarded", b"x-real-ip", b"via"})


class Peers:
    """Where a request comes from. Only what the configured proxies say about it is believed."""

    def __init__(self, trusted: Iterable[Network]) -> None:
        self._trusted = tuple(trusted)
        self._told = False

    def of(self, scope: Scope) -> Address | None:
        """The address a request came from; None when the connection has none (a Unix socket)."""
        peer = address_of((scope.get("client") or ("",))[0])
        if peer is None or not self._trusts(peer):
            self._tell_once(scope)
            return peer
        for part in reversed(b",".join(_values(scope, b"x-forwarded-for")).split(b",")):
            named = address_of(part.strip().decode("latin-1"))
            if named is None:
                return peer
            peer = named
            if not self._trusts(named):
                return named
        return peer

    def _trusts(self, address: Address) -> bool:
        return any(address in network for network in self._trusted)

    def _tell_once(self, scope: Scope) -> None:
        # Behind a proxy that is not named everybody shares one address, and one limit.
        if not self._told and _forwarded(scope):
            self._told = True
            log().warning("forwarded_by_untrusted_proxy", hint="name the proxy with --trusted-proxy")


def _values(scope: Scope, name: bytes) -> list[bytes]:
    return [value for key, value in scope["headers"] if key == name]


def _forwarded(scope: Scope) -> bool:
    return any(key in _FORWARDED for key, _ in scope["headers"])


def share(address: Address | None) -> bytes:
    """What counts as one address: an IPv4 address, or an IPv6 network of 64 bits. Empty for a Unix socket."""
    if isinstance(address, ipaddress.IPv6Address):
        return address.packed[:8]
    return b"" if address is None else address.packed


def address_of(text: str) -> Address | None:
    """The address written there, IPv4 inside IPv6 as IPv4; None when it is none."""
    try:
        address = ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


class Limits:
    """Who has done what how often. An IPv6 network of 64 bits counts as one address."""

    def __init__(
        self,
        allowances: Mapping[str, Allowance],
        monotonic: Callable[[], float] = time.monotonic,
        most: int = BUCKETS,
    ) -> None:
        self._allowances = dict(allowances)
        self._monotonic = monotonic
        self._most = most
        self._buckets: dict[tuple[str, bytes], Bucket] = {}
        self._salt = secrets.token_bytes(16)
        self._salted_at = monotonic()

    def __len__(self) -> int:
        return len(self._buckets)

    def spend(self, name: str, address: Address | None) -> None:
        """Count one `name` for this address.

        Raises:
            Refusal: `too_many`, saying in how many seconds it would do; it is not counted then.
        """
        now = self._monotonic()
        if now - self._salted_at >= DAY_SECONDS:
            self._buckets.clear()
            self._salt = secrets.token_bytes(16)
            self._salted_at = now
        allowance = self._allowances[name]
        key = (name, self._hash(address))
        bucket, wait = draw(self._buckets.get(key, full(allowance, now)), allowance, now)
        self._buckets.pop(key, None)
        self._buckets[key] = bucket
        if len(self._buckets) > self._most:
            self._forget(now)
        if wait:
            raise too_many("one from this address", wait)

    def _hash(self, address: Address | None) -> bytes:
        return hashlib.blake2b(share(address), key=self._salt, digest_size=12).digest()

    def _forget(self, now: float) -> None:
        """Those that are full again first, then the ones not used for longest.

        A tenth more than need be: then a flood from ever new addresses pays for this walk once in a while, not every time.
        """
        for key, bucket in list(self._buckets.items()):
            allowance = self._allowances[key[0]]
            if refilled(bucket, allowance, now).left >= allowance.burst:
                del self._buckets[key]
        for key in list(self._buckets)[: max(0, len(self._buckets) - self._most * 9 // 10)]:
            del self._buckets[key]
