"""The files of an installation, made of those in `deploy/`: answers are put in where these have examples."""

from __future__ import annotations

import ipaddress
import json
import re
import tomllib
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from tresen.cli.installing.answers import BACKUPS, Answers
from tresen.cli.installing.facts import Relay

Templates = Mapping[str, str]
"""The files of `deploy/`, by name."""

CONFIG: Final = "/etc/tresen.toml"
COMMAND: Final = "/opt/tresen/bin/tresen"
_HEAD: Final = "# Written by `tresen install`, which leaves it alone once you have changed it.\n"
_EXAMPLE: Final = "203.0.113.7"
_EXAMPLE_PUBLIC: Final = "198.51.100.7"
_EXAMPLE6: Final = "2001:db8::7"
_SECRET: Final = re.compile(r"[A-Za-z0-9]{32,128}")


def settings(templates: Templates, answers: Answers, listen_at: str, secret: str) -> str:
    """tresen.toml. An empty secret: without a relay for calls."""
    text = templates["tresen.toml"].partition("\n")[2]
    text = _put(text, "https://chat.example.org", f"https://{answers.address}")
    text = _put(text, "port = 8080", f"port = {answers.port}")
    if answers.proxy:
        text = _put(text, 'host = "127.0.0.1"', f"host = {_quoted(listen_at)}")
        text = _put(text, '["127.0.0.1", "::1"]', json.dumps([answers.proxy]))
        text = _put(text, "# Caddy on the same machine says", "# The proxy says")
    if secret:
        urls = [f"turn:{answers.address}:3478?transport={how}" for how in ("udp", "tcp")]
        text += f"relay_urls = {json.dumps(urls)}\nrelay_secret = {_quoted(secret)}\n"
    return f"{_HEAD}# Settings of the server. `tresen serve --help` lists all.\n{text}"


def caddyfile(templates: Templates, answers: Answers) -> str:
    """The Caddyfile, with the mail address for the certificate authority if there is one."""
    text = templates["Caddyfile"].partition("\n")[2]
    text = _put(text, "\nchat.example.org {", f"\n{answers.address} {{")
    text = _put(text, "reverse_proxy 127.0.0.1:8080 {", f"reverse_proxy 127.0.0.1:{answers.port} {{")
    if answers.mail:
        text = _put(text, "{\n\t# Otherwise Caddy", f"{{\n\temail {answers.mail}\n\t# Otherwise Caddy")
    return f"{_HEAD}# Caddy in front of Tresen. It fetches and renews the certificate by itself.\n{text}"


def behind_proxy(answers: Answers, listen_at: str) -> str:
    """What the proxy in front has to do, as a site of a Caddyfile."""
    place = f"[{listen_at}]" if ":" in listen_at else listen_at
    return f"{answers.address} {{\n    reverse_proxy {place}:{answers.port}\n}}"


def relay(templates: Templates, answers: Answers, at: Relay, secret: str) -> str:
    """turnserver.conf, without `turns:`, for the addresses of this machine."""
    text = templates["turnserver.conf"].replace("relay.example.org", answers.address)
    text = text.partition("\n")[2].partition("\n")[2]
    text = _put(text, "REPLACE-BY-openssl-rand-hex-32", secret)
    for line in (
        "tls-listening-port=5349\n",
        "cert=/etc/turnserver/fullchain.pem\n",
        "pkey=/etc/turnserver/privkey.pem\n",
    ):
        text = _put(text, line, "")
    text = _put(text, "3478 for UDP and TCP, 5349 for TLS;", "3478 for UDP and TCP;")
    text = re.sub(
        r"^# The certificate for turns:.*\n", "# No certificate, so no turns:.\n", text, flags=re.MULTILINE
    )
    text = re.sub(
        rf"^# Replace {_EXAMPLE} by (the address .*) \(ip .*\n", r"# T\1.\n", text, flags=re.MULTILINE
    )
    text = text.replace("# Tthe ", "# The ")
    if at.public4:
        text = _put(
            text, f"#external-ip={_EXAMPLE_PUBLIC}/{_EXAMPLE}", f"external-ip={at.public4}/{_EXAMPLE}"
        )
    if at.ipv6:
        text = re.sub(rf"^#(\S+={_EXAMPLE6})$", r"\1", text, flags=re.MULTILINE)
    if not at.ipv4:
        text = re.sub(rf"^\S+={_EXAMPLE}\n", "", text, flags=re.MULTILINE)
    text = text.replace(_EXAMPLE, at.ipv4 or _EXAMPLE)
    return _HEAD + (text.replace(_EXAMPLE6, at.ipv6) if at.ipv6 else text)


def unit(templates: Templates, name: str, command: str, answers: Answers, config: str = CONFIG) -> str:
    """A unit or a drop-in, with the paths of this machine."""
    text = templates[name].replace(COMMAND, command).replace(BACKUPS, answers.backups)
    text = re.sub(
        rf"(^ExecStart=.* --config ){re.escape(CONFIG)}", rf"\g<1>{config}", text, flags=re.MULTILINE
    )
    if name == "tresen.service" and answers.proxy and not ipaddress.ip_address(answers.proxy).is_loopback:
        text = _put(text, "IPAddressAllow=localhost", f"IPAddressAllow=localhost {answers.proxy}")
    return _HEAD + text


def is_headed(content: bytes) -> bool:
    """Whether a file says of itself that `tresen install` wrote it."""
    return content.startswith(_HEAD.encode())


def secret_in(settings_file: bytes, relay_file: bytes) -> str:
    """The secret that server and relay share already; empty if there is none of a form that both files take."""
    try:
        found = tomllib.loads(settings_file.decode()).get("relay_secret", "")
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        found = ""
    if isinstance(found, str) and _SECRET.fullmatch(found):
        return found
    said = re.search(rb"^static-auth-secret=(\S+)$", relay_file, re.MULTILINE)
    text = said[1].decode("ascii", "replace") if said else ""
    return text if _SECRET.fullmatch(text) else ""


def address_in(settings_file: bytes) -> str:
    """The name that a settings file gives the server; empty if it gives none."""
    try:
        url = tomllib.loads(settings_file.decode()).get("public_url", "")
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return ""
    return (urlsplit(url).hostname or "") if isinstance(url, str) else ""


def program_of(unit_file: str) -> tuple[str, str]:
    """The program of a unit and the settings file that it names; empty where there is none."""
    found = re.search(r"^ExecStart=(\S+)(.*)$", unit_file, re.MULTILINE)
    if found is None:
        return "", ""
    config = re.search(r" --config (\S+)", found[2])
    return found[1], config[1] if config else ""


def _quoted(text: str) -> str:
    return json.dumps(text)


def _put(text: str, old: str, new: str) -> str:
    """Put in what stands there once. Raises `ValueError` where a file of `deploy/` has become another."""
    if text.count(old) != 1:
        raise ValueError(f"deploy/ has {old!r} {text.count(old)} times")
    return text.replace(old, new)
