"""`tresen doctor`: do two devices reach each other through the relay for calls, and nobody anything else? (C9)"""

from __future__ import annotations

import contextlib
import ipaddress
import secrets
import socket
import time
from pathlib import Path
from typing import Final

from tresen.cli.demo import Place
from tresen.cli.finding import Check
from tresen.cli.turn import Allocation, Peer, TurnError, place_of
from tresen.config import Settings, is_local
from tresen.core.bounds.networks import is_public
from tresen.demo.relay import HOW as HOW_IN_A_DEMO
from tresen.demo.relay import is_installed, is_running
from tresen.desk.calls.relay import Credentials, credentials
from tresen.desk.calls.switchboard import Relay

_NAME: Final = "relay"
_HOW: Final = "deploy/turnserver.conf shows how to set one up"
_SECONDS: Final = 2.0
_TRIES: Final = 3
"""UDP loses packets: one goes out up to so many times."""
_OTHERS: Final = {4: ("127.0.0.1", "9.9.9.9"), 6: ("::1", "2620:fe::fe")}
"""This machine, and a stranger that everybody reaches. The relay is only asked whether it would: nothing is sent there."""


def relay(settings: Settings) -> Check:
    """Real allocations at each address of the relay, a packet between two of them, and what it has to refuse."""
    if not settings.relay_urls:
        demo = _of_demo(settings.data)
        if demo is not None:
            return Check(_NAME, True, demo)
        found = "not set up: calls only where the business allows direct ones"
        return Check(_NAME, True, f"{found}; {_HOW}")
    known = Relay(settings.relay_urls, settings.relay_secret or "")
    given = []
    for url in known.urls:
        try:
            with _held(known, url) as held:
                address = held.address
        except TurnError as error:
            todo = "the same secret in relay_secret and static-auth-secret, and clocks that agree"
            return Check(_NAME, False, f"{url}: {error}", todo)
        except OSError as error:
            why = getattr(error, "reason", None) or error.strerror or type(error).__name__
            todo = "is coturn running, its port open in the firewall (UDP and TCP), its certificate good?"
            return Check(_NAME, False, f"{url} cannot be used: {why}", todo)
        if _is_inside(address) and not is_local(settings.public_url) and not _is_here(url):
            todo = "name the machine's public address: external-ip=… in turnserver.conf"
            return Check(_NAME, False, f"{url} gives {address}, which nobody outside reaches", todo)
        given.append(f"{url} gave {address}")
    return _passing(known) or _beside(known) or Check(_NAME, True, "; ".join(given))


def _of_demo(data: Path) -> str | None:
    """What a demo has for calls; None when the folder is no demo's. Its server alone is told of the relay."""
    place = Place(data, 0)
    try:
        if not place.ours.exists():
            return None
    except OSError:  # another user's
        return None
    if is_running(place.relay):
        return "the demo's own, for calls on this machine alone"
    if is_installed():
        return "the demo starts one of its own while it runs, for calls on this machine alone; none runs now"
    return f"none, as the demo needs none for messages. {HOW_IN_A_DEMO}"


def _passing(known: Relay) -> Check | None:
    """What is wrong with what the relay passes on; None: nothing. An IP version that it does not have is left out."""
    url = known.urls[0]
    try:
        for family in (4, 6):
            try:
                held = _held(known, url, family=family)
            except TurnError:
                continue
            with held:
                if not _reach(known, url, held, family):
                    todo = "name its own address, the inner one if it has one: allowed-peer-ip, relay-ip in turnserver.conf"
                    found = f"no call goes through it: no packet passed between two of its addresses ({held.address.host})"
                    return Check(_NAME, False, found, todo)
                for other in _OTHERS[family]:
                    if not (_is_loopback(held.address) and _is_loopback(Peer(other, 0))) and _lets(
                        held, other
                    ):
                        return _open_to(other)
        return _open_to("others by TCP") if _gives_tcp(known, url) else None
    except OSError as error:
        return Check(_NAME, False, f"{url} stopped answering: {type(error).__name__}", "is coturn running?")


def _beside(known: Relay) -> Check | None:
    """Whether a packet through the relay arrives at another port of its machine, if that is this one; None: it does not."""
    url = known.urls[0]
    for family, kind in ((4, socket.AF_INET), (6, socket.AF_INET6)):
        try:
            with _held(known, url, family=family) as held, socket.socket(kind, socket.SOCK_DGRAM) as other:
                if _is_loopback(held.address):
                    continue
                other.bind(("", _beside_port(held.address.port)))
                other.settimeout(_SECONDS / _TRIES)
                held.permit(held.address.host)
                if _arrives(held, other):
                    found = f"whoever may call reaches what listens by UDP at {held.address.host}, from within this machine"
                    todo = "load this version's deploy/turnserver.nft, as the tutorial says (6. Calls)"
                    return Check(_NAME, False, found, todo, warning=True)
        except (TurnError, OSError):
            continue
    return None


def _beside_port(relayed: int) -> int:
    """A port far from the relayed ones."""
    return 1024 + (relayed + 16384 + secrets.randbelow(16384)) % 64000


def _arrives(held: Allocation, other: socket.socket) -> bool:
    """Whether what is sent from the relayed address arrives at that socket."""
    said = secrets.token_bytes(16)
    to = Peer(held.address.host, other.getsockname()[1])
    for _ in range(_TRIES):
        held.send(to, said)
        with contextlib.suppress(TimeoutError):
            if other.recv(len(said)) == said:
                return True
    return False


def _open_to(whom: str) -> Check:
    todo = "take the lines denied-peer-ip, allowed-peer-ip and no-tcp-relay of this version's deploy/turnserver.conf"
    return Check(_NAME, False, f"whoever may call reaches {whom} through it", todo)


def _reach(known: Relay, url: str, held: Allocation, family: int) -> bool:
    """Whether a packet passes from one allocation to another."""
    said = secrets.token_bytes(16)
    try:
        with _held(known, url, family=family) as other:
            held.permit(other.address.host)
            other.permit(held.address.host)
            for _ in range(_TRIES):
                other.send(held.address, said)
                got = held.receive(_SECONDS / _TRIES)
                if got is not None and got[1] == said:
                    return True
    except TurnError:
        return False
    return False


def _lets(held: Allocation, host: str) -> bool:
    try:
        held.permit(host)
    except TurnError:
        return False
    return True


def _gives_tcp(known: Relay, url: str) -> bool:
    """Whether it makes connections by TCP. Such an allocation itself needs one, so another address of it may be asked."""
    tcp = next((each for each in known.urls if place_of(each).how != "udp"), None)
    place = place_of(url)
    host = f"[{place.host}]" if ":" in place.host else place.host
    try:
        with _held(known, tcp or f"turn:{host}:{place.port}?transport=tcp", tcp=True):
            return True
    except (TurnError, OSError):
        return False


def _held(known: Relay, url: str, *, family: int | None = None, tcp: bool = False) -> Allocation:
    made = _fresh(known)
    return Allocation(url, made.username, made.credential, family=family, tcp=tcp)


def _fresh(known: Relay) -> Credentials:
    return credentials(known, time.time_ns() // 1_000_000, secrets.token_urlsafe(12))


def _is_inside(address: Peer) -> bool:
    return not is_public(address.host)


def _is_loopback(address: Peer) -> bool:
    return ipaddress.ip_address(address.host).is_loopback


def _is_here(url: str) -> bool:
    return place_of(url).host in ("localhost", "127.0.0.1", "::1")
