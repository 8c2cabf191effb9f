"""What `tresen prove` does inside a network namespace: core flows of a real server and real clients, and what is counted."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

import httpx

HANDLE: Final = "beweis"
PROFILE: Final = {
    "name": "Beweis",
    "imprint": "Beweis, Musterweg 1, 10115 Berlin",
    "privacy": "datenschutz@beweis.example",
}
ADDRESS: Final = re.compile(rb"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])|(?<![\w:])::1(?![\w:])")
FOREIGN: Final = re.compile(r"(?:src|href|action)=[\"'](?:https?:)?//([^/\"']+)")
SAYS: Final = re.compile(r'<link itemprop="\w+" href="[^"]*">')
"""Microdata: a `link` without `rel` names an address, and no browser fetches it (HTML, 4.2.4)."""
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
SECONDS: Final = 120


class Count(NamedTuple):
    """Something that must be 0; None when this machine cannot count it, and then why."""

    name: str
    value: int | None
    how: str


class Counters(NamedTuple):
    """What the kernel counted in this namespace: packets without a route, and datagrams sent."""

    without_route: int
    datagrams: int


def bring_up_loopback() -> None:
    """Switch the loopback interface on: a new namespace has it switched off. Raises `OSError`."""
    import fcntl

    up_and_running, get_flags, set_flags = 0x1 | 0x40, 0x8913, 0x8914
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_:
        asked = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(any_, get_flags, asked))[1]
        fcntl.ioctl(any_, set_flags, struct.pack("16sh14x", b"lo", flags | up_and_running))


def interfaces() -> list[str]:
    """The network interfaces of this namespace."""
    return [name for _, name in socket.if_nameindex()]


def counters() -> Counters:
    """Read the kernel's counters of this namespace, of both versions of the protocol."""
    old = _table(Path("/proc/net/snmp").read_text())
    new = dict(line.split() for line in Path("/proc/net/snmp6").read_text().splitlines())
    routes = old["Ip"]["OutNoRoutes"] + int(new.get("Ip6OutNoRoutes", 0))
    return Counters(routes, old["Udp"]["OutDatagrams"] + int(new.get("Udp6OutDatagrams", 0)))


def _table(text: str) -> Mapping[str, Mapping[str, int]]:
    lines = text.splitlines()
    found = {}
    for names, values in zip(lines[::2], lines[1::2], strict=False):
        kind, _, rest = names.partition(":")
        found[kind] = dict(zip(rest.split(), map(int, values.partition(":")[2].split()), strict=True))
    return found


def is_counted() -> bool:
    """Whether an attempt to reach outside is counted here: without this a 0 would mean nothing."""
    before = counters()
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as out, suppress(OSError):
        out.settimeout(1)
        out.connect(("192.0.2.1", 443))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out, suppress(OSError):
        out.sendto(b"?", ("127.0.0.1", 53))
    after = counters()
    return after.without_route > before.without_route and after.datagrams > before.datagrams


class Place(NamedTuple):
    """A server that runs, and where its data and its output are."""

    url: str
    data: Path
    log: Path


async def prove(folder: Path) -> tuple[list[str], list[Count]]:
    """Run the flows; their names in order, and the counts. Raises whatever a flow raises."""
    port = _free_port()
    place = Place(f"http://localhost:{port}", folder / "data", folder / "server.log")
    own = [sys.executable, "-m", "tresen.cli"]
    with place.log.open("wb") as out:
        serving = [*own, "serve", "--data", str(place.data), "--port", str(port), "--public-url", place.url]
        server = await asyncio.create_subprocess_exec(*serving, stdout=out, stderr=out)
    try:
        await _answers(place.url)
        before = counters()
        asked = [*own, "business", "add", "--data", str(place.data), "--json"]
        made = await asyncio.to_thread(subprocess.run, asked, capture_output=True, check=True)
        flows = await _flows(json.loads(made.stdout)["setup_url"], folder)
        foreign = await _foreign(place.url)
        after = counters()
        stored = await asyncio.to_thread(_stored, place.url, folder)
    finally:
        server.send_signal(signal.SIGTERM)
        await server.wait()
    return flows, [
        Count("outgoing connections", after.without_route - before.without_route, "the kernel's OutNoRoutes"),
        Count("look-ups", after.datagrams - before.datagrams, "the kernel's count of datagrams"),
        foreign,
        stored,
        Count(
            "addresses in logs", len(ADDRESS.findall(place.log.read_bytes())), "all of the server's output"
        ),
        Count("addresses in the data folder", _addresses(place.data), "every byte of database and files"),
    ]


async def _flows(setup_url: str, folder: Path) -> list[str]:
    from tresen.client import Customer, Owner

    done: list[str] = []

    async def step(name: str, doing: Awaitable[Any]) -> Any:
        result = await asyncio.wait_for(doing, SECONDS)
        done.append(name)
        return result

    opening = Owner.setup(setup_url, keys=folder / "owner.keys", handle=HANDLE, profile=PROFILE, name="Anna")
    async with await opening as owner:
        done.append("set up a business")
        async with await Customer.start(owner.customer_link, keys=folder / "customer.keys") as customer:
            said = await step("a customer writes", customer.send("Guten Tag"))
            conversation = customer.conversation or b""
            history = await step("the team reads", owner.conversations.history(conversation))
            await step("the team answers", owner.reply(history[0], "Guten Tag, was darf es sein?"))
            await step("a receipt comes", customer.until_delivered(said))
            file = folder / "liste.txt"
            await asyncio.to_thread(file.write_text, "Roggenbrot")
            await step("a file is sent", customer.send_file(file, as_file=True))
            await step("a note is written", owner.note(conversation, "mag Roggen"))
            await step("my data", customer.data_package(folder / "angaben.zip"))
            await step("requests", owner.requests())
            await step("a conversation is held", owner.hold(conversation, "other"))
            await step("a conversation is erased", customer.erase())
    return done


async def _answers(url: str) -> None:
    async with httpx.AsyncClient(trust_env=False) as http:
        for _ in range(600):
            with suppress(httpx.TransportError):
                if (await http.get(f"{url}/healthz")).is_success:
                    return
            await asyncio.sleep(0.1)
    raise TimeoutError("the server did not answer within a minute")


async def _foreign(url: str) -> Count:
    """Hosts that pages name, other than their own; and whether their policy would let a browser ask one."""
    hosts: set[str] = set()
    async with httpx.AsyncClient(trust_env=False) as http:
        for path in (f"/{HANDLE}", "/inbox", "/setup"):
            answer = await http.get(f"{url}{path}")
            if not answer.is_success:
                return Count("third-party requests", None, "the web apps are not built here")
            hosts.update(FOREIGN.findall(SAYS.sub("", answer.text)))
            policy = answer.headers.get("content-security-policy", "")
            own = url.partition("://")[2]
            named = (each.rstrip(";") for each in policy.split())
            hosts.update(
                each for each in named if each == "*" or ("://" in each and each.partition("://")[2] != own)
            )
            if "default-src 'none'" not in policy and "default-src 'self'" not in policy:
                hosts.add(path)
    return Count("third-party requests", len(hosts), "hosts in pages and in their Content-Security-Policy")


def _stored(url: str, folder: Path) -> Count:
    """What a browser keeps of this origin after it showed the page, before anybody taps."""
    name = "browser storage before the first tap"
    named = os.environ.get("TRESEN_CHROMIUM")
    browser = named or next((found for each in BROWSERS if (found := shutil.which(each))), None)
    if browser is None:
        return Count(name, None, "needs Chromium (or TRESEN_CHROMIUM=/path)")
    profile = folder / "browser"
    quiet = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
    ]
    shown = [browser, *quiet, f"--user-data-dir={profile}", "--virtual-time-budget=5000", "--dump-dom"]
    try:
        page = subprocess.run([*shown, f"{url}/{HANDLE}"], capture_output=True, check=True, timeout=SECONDS)
    except (OSError, subprocess.SubprocessError):
        return Count(name, None, "the browser did not show the page")
    if PROFILE["name"].encode() not in page.stdout:
        return Count(name, None, "the browser did not show the page")
    return Count(name, kept_by(profile), f"{Path(browser).name}: cookies, storage, databases, workers")


def kept_by(profile: Path) -> int:
    """How many kinds of storage of a browser's profile have something of a page on this machine."""
    home = profile / "Default"
    found = 0
    for place in (
        "Local Storage",
        "Session Storage",
        "IndexedDB",
        "Service Worker",
        "databases",
        "File System",
    ):
        files = [each for each in (home / place).rglob("*") if each.is_file()]
        found += any(
            b"localhost" in each.name.encode() or b"localhost" in each.read_bytes() for each in files
        )
    jars = [each for each in (home / "Cookies", home / "Network" / "Cookies") if each.is_file()]
    return found + sum(b"localhost" in each.read_bytes() for each in jars)


def _addresses(data: Path) -> int:
    return sum(
        len(re.findall(rb"127\.0\.0\.1|::ffff:", each.read_bytes()))
        for each in data.rglob("*")
        if each.is_file()
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def in_folder(run: Callable[[Path], Any]) -> Any:
    """Run something in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="tresen-prove-", ignore_cleanup_errors=True) as folder:
        return run(Path(folder))
