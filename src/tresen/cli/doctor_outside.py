"""`tresen doctor`: whoever opens the public URL reaches this server, with its WebSocket. It is asked as a browser asks."""

from __future__ import annotations

import base64
import http.client
import os
import secrets
import socket
import ssl
import urllib.request
from http.client import HTTPConnection, HTTPSConnection
from typing import Final
from urllib.parse import urlsplit

from tresen.cli.finding import Check
from tresen.config import Settings, is_local
from tresen.core.wire import SUBPROTOCOL
from tresen.store.lock import Locked, lock

NAME: Final = "public URL"
SECONDS: Final = 10
_PROXY: Final = (
    "the proxy must hand everything on to Tresen, with the headers Upgrade and Connection (deploy/Caddyfile)"
)


def public_address(settings: Settings) -> Check:
    """The public URL is https, leads to this server, and the server goes by it."""
    url = settings.public_url
    if not (url.startswith("https:") or is_local(url)):
        todo = "put a proxy with a certificate in front and name it: --public-url https://…"
        return Check(NAME, False, f"{url} is not https: browsers create no keys there", todo)
    if not _runs(settings):
        return Check(NAME, True, f"{url}; not asked, because the server does not run")
    try:
        return _asked(settings, url)
    except (OSError, http.client.HTTPException) as error:
        return Check(NAME, False, f"{url}: {_why(error)}", _todo(error))


def _why(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message})"
    if isinstance(error, ssl.SSLError):
        return f"TLS failed ({error.reason})"
    if isinstance(error, socket.gaierror):
        return "the name is not known here"
    return f"no answer ({getattr(error, 'strerror', None) or str(error) or type(error).__name__})"


def _todo(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return "get a certificate for that name; an authority of your own must be known to this machine"
    if isinstance(error, ssl.SSLError):
        return "does the proxy speak TLS on that port?"
    if isinstance(error, socket.gaierror):
        return "enter it in the DNS, for this machine too"
    return f"is the proxy running, and does the firewall let it be reached? {_PROXY}"


def _asked(settings: Settings, url: str) -> Check:
    answer = _get(url, "/healthz", {})
    here = _instance_here(settings)
    there = answer.getheader("tresen-instance")
    if there is None:
        return Check(NAME, False, f"{url} is answered by something else (status {answer.status})", _PROXY)
    if here is not None and here != there:
        return Check(
            NAME, False, f"{url} leads to another Tresen than this one", "correct the proxy or the DNS"
        )
    key = base64.b64encode(secrets.token_bytes(16)).decode()
    upgrade = {
        "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": key,
        "Sec-WebSocket-Protocol": SUBPROTOCOL, "Origin": url,
    }  # fmt: skip
    live = _get(url, "/live", upgrade)
    if live.status == http.client.SWITCHING_PROTOCOLS:
        return Check(NAME, True, f"{url} leads here, WebSocket too")
    if live.status == http.client.FORBIDDEN:
        served_as = _get(url, "/live", {}).getheader("tresen-public-url")
        todo = "start the server with the address that people open: public_url"
        return Check(
            NAME, False, f"{url} leads here, but the server runs as {served_as}: nobody gets in", todo
        )
    return Check(
        NAME, False, f"{url} leads here, but the proxy refuses WebSockets (status {live.status})", _PROXY
    )


def _get(url: str, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
    """One request, its answer with the headers alone; the body is not needed."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port
    connection: HTTPConnection = (
        HTTPSConnection(host, port, timeout=SECONDS, context=ssl.create_default_context())
        if parts.scheme == "https"
        else HTTPConnection(host, port, timeout=SECONDS)
    )
    try:
        connection.request("GET", path, headers={"User-Agent": "tresen-doctor", **headers})
        return connection.getresponse()
    finally:
        connection.close()


def _instance_here(settings: Settings) -> str | None:
    """Which server listens on this machine's port; None where it is elsewhere, as in a container."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104 - asked, not listened on
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        place = f"[{host}]" if ":" in host else host
        with opener.open(f"http://{place}:{settings.port}/healthz", timeout=SECONDS) as answer:
            found: str | None = answer.headers.get("tresen-instance")
            return found
    except OSError:
        return None


def _runs(settings: Settings) -> bool:
    if not os.access(settings.data, os.W_OK) or not (settings.data / "tresen.lock").exists():
        return False
    try:
        with lock(settings.data):
            return False
    except Locked:
        return True
    except OSError:
        return False
