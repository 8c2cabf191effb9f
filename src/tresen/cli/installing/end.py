"""The end of an installation: is the server ready, what does doctor find within and from outside, and the set-up link."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from typing import Final, NamedTuple

from tresen.cli.doctor_outside import NAME as PUBLIC
from tresen.cli.doctor_outside import public_address
from tresen.cli.finding import Check
from tresen.cli.installing.shell import NotDone
from tresen.cli.saying import plain, say
from tresen.config import Settings

OUTSIDE: Final = frozenset({PUBLIC, "mail", "relay"})
"""What doctor asks by way of the network, as others come here; the rest it sees on this machine."""
_READY: Final = 90
_ENDING: Final = 600


class Installed(NamedTuple):
    """An installation: its command, and where its settings lie and what they say."""

    command: str
    config: str
    settings: Settings


def wait_until_ready(at: Installed) -> None:
    """Return once the server is ready. Raises `NotDone` if it is not in time."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(at.settings.host, at.settings.host)  # noqa: S104 - asked
    url = f"http://{f'[{host}]' if ':' in host else host}:{at.settings.port}/readyz"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + _READY
    while True:
        try:
            with opener.open(url, timeout=5):
                return
        except OSError as error:
            if time.monotonic() > end:
                raise NotDone(
                    f"the server is not ready after {_READY} s ({error}): journalctl -u tresen.service says why"
                ) from None
        time.sleep(0.2)


def wait_for_certificate(at: Installed, seconds: int) -> None:
    """Return once the public address leads here, or after so many seconds: Caddy fetches a certificate when it starts."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not public_address(at.settings).good:
        time.sleep(1)


def examine(at: Installed) -> list[Check]:
    """What `tresen doctor` finds, as the server's user."""
    said = _asked(at, "doctor", "--json")
    return [Check(**each) for each in json.loads(said)]


def show(checks: list[Check]) -> bool:
    """Print what was found, from within and from outside. Returns whether nothing is bad."""
    groups = (
        ("On this machine:", [each for each in checks if each.name not in OUTSIDE]),
        ("By way of the network, as others come here:", [each for each in checks if each.name in OUTSIDE]),
    )
    for head, found in groups:
        say(f"\n{head}")
        for each in found:
            say(f"{each.mark} {each.name:<15} {plain(each.found)}")
            if each.todo and not each.good:
                say(f"     {'':<15} → {plain(each.todo)}")
    return all(each.good or each.warning for each in checks)


def offer_set_up(at: Installed) -> None:
    """Make and print the set-up link, with a code to scan, as long as there is no business."""
    if json.loads(_asked(at, "business", "list", "--json")):
        return
    link = str(json.loads(_asked(at, "business", "add", "--json"))["setup_url"])
    import segno

    say("\nSet up the business: open this on the owner's phone, within the hour. It works once.\n")
    say(f"  {link}\n")
    sys.stdout.flush()
    segno.make(link, error="l").terminal(out=sys.stdout, compact=True, border=2)


def _asked(at: Installed, *words: str) -> str:
    """What a command of Tresen's prints. Root becomes the owner of the data folder in it."""
    env = {"PATH": os.environ.get("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"), "LANG": "C.UTF-8"}
    try:
        done = subprocess.run(
            [at.command, *words, "--config", at.config],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=_ENDING, env=env,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotDone(f"tresen {' '.join(words)} could not be run: {error}") from None
    if not done.stdout.strip():
        raise NotDone(f"tresen {' '.join(words)} failed: {done.stderr.strip()}")
    return done.stdout
