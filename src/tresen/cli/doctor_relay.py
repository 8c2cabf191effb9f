"""`tresen doctor`: does the relay for calls give addresses, by the secret that both share? (C9)"""

from __future__ import annotations

import ipaddress
import secrets
import time

from tresen.cli.finding import Check
from tresen.cli.turn import TurnError, allocate, place_of
from tresen.config import Settings, is_local
from tresen.desk.calls.relay import credentials
from tresen.desk.calls.switchboard import Relay

_HOW = "deploy/turnserver.conf shows how to set one up"


def relay(settings: Settings) -> Check:
    """A real allocation at each address of the relay, as a browser makes one before a call."""
    if not settings.relay_urls:
        found = "not set up: calls only where the business allows direct ones"
        return Check("relay", True, f"{found}; {_HOW}")
    known = Relay(settings.relay_urls, settings.relay_secret or "")
    given = []
    for url in known.urls:
        made = credentials(known, time.time_ns() // 1_000_000, secrets.token_urlsafe(12))
        try:
            address = allocate(url, made.username, made.credential)
        except TurnError as error:
            todo = "the same secret in relay_secret and static-auth-secret, and clocks that agree"
            return Check("relay", False, f"{url}: {error}", todo)
        except OSError as error:
            why = getattr(error, "reason", None) or error.strerror or type(error).__name__
            todo = "is coturn running, its port open in the firewall (UDP and TCP), its certificate good?"
            return Check("relay", False, f"{url} cannot be used: {why}", todo)
        if _is_inside(address) and not is_local(settings.public_url) and not _is_here(url):
            todo = "name the machine's public address: external-ip=… in turnserver.conf"
            return Check("relay", False, f"{url} gives {address}, which nobody outside reaches", todo)
        given.append(f"{url} gave {address}")
    return Check("relay", True, "; ".join(given))


def _is_inside(address: str) -> bool:
    try:
        return not ipaddress.ip_address(address.rpartition(":")[0]).is_global
    except ValueError:
        return False


def _is_here(url: str) -> bool:
    return place_of(url).host in ("localhost", "127.0.0.1", "::1")
