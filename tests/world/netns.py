"""A network of this test's own: a host with public addresses, and a stranger beyond a wire. Needs root and iproute2."""

from __future__ import annotations

import ctypes
import os
import secrets
import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, ParamSpec, TypeVar

from tests.services import missing

P = ParamSpec("P")
T = TypeVar("T")
HOST4: Final = "45.67.89.7"
HOST6: Final = "2a0e:1:2:3::7"
"""Public addresses, because examples for documents are not: nothing of them leaves these networks."""
STRANGER4: Final = "45.67.89.99"
NEIGHBOUR4: Final = "45.67.89.98"
"""Another address of the stranger's machine."""
STRANGER6: Final = "2a0e:1:2:3::99"
_NEW_NET: Final = 0x40000000


@dataclass(frozen=True)
class Net:
    """A network namespace, by its name."""

    name: str

    def command(self, *words: str | Path) -> list[str]:
        """The command line that runs a program in it."""
        return ["ip", "netns", "exec", self.name, *map(str, words)]

    def call(self, what: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """Call something in it: what it opens are this network's sockets. Returns what it returns."""
        with ThreadPoolExecutor(1, initializer=_enter, initargs=(self.name,)) as inside:
            return inside.submit(what, *args, **named).result()


@dataclass(frozen=True)
class Street:
    """Two hosts on one wire."""

    host: Net
    stranger: Net


@contextmanager
def street(host4: str = HOST4, stranger4: str = STRANGER4) -> Iterator[Street]:
    """Make both networks; they are gone afterwards."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        missing("needs root and iproute2, for networks of its own")
    mark = secrets.token_hex(3)
    host, stranger = Net(f"tresen-h{mark}"), Net(f"tresen-s{mark}")
    with ExitStack() as stack:
        for each in (host, stranger):
            _ip("netns", "add", each.name)
            stack.callback(_ip, "netns", "del", each.name)
            _ip("-n", each.name, "link", "set", "lo", "up")
        _ip(
            "-n",
            host.name,
            "link",
            "add",
            "wire",
            "type",
            "veth",
            "peer",
            "name",
            "wire",
            "netns",
            stranger.name,
        )
        for each, four, six in ((host, host4, HOST6), (stranger, stranger4, STRANGER6)):
            _ip("-n", each.name, "address", "add", f"{four}/24", "dev", "wire")
            _ip("-n", each.name, "address", "add", f"{six}/64", "dev", "wire", "nodad")
            _ip("-n", each.name, "link", "set", "wire", "up")
        _ip("-n", stranger.name, "address", "add", f"{NEIGHBOUR4}/24", "dev", "wire")
        yield Street(host, stranger)


@contextmanager
def wire(host: Net, name: str, here: str, there: str) -> Iterator[Net]:
    """A network of one more host, at the other end of a wire from `host`."""
    other = Net(f"tresen-w{secrets.token_hex(3)}")
    with ExitStack() as stack:
        _ip("netns", "add", other.name)
        stack.callback(_ip, "netns", "del", other.name)
        _ip("-n", host.name, "link", "add", name, "type", "veth", "peer", "name", name, "netns", other.name)
        for each, address in ((host, here), (other, there)):
            _ip("-n", each.name, "address", "add", f"{address}/24", "dev", name)
            _ip("-n", each.name, "link", "set", name, "up")
        _ip("-n", other.name, "link", "set", "lo", "up")
        yield other


def _enter(name: str) -> None:
    handle = os.open(f"/run/netns/{name}", os.O_RDONLY)
    try:
        if ctypes.CDLL(None, use_errno=True).setns(handle, _NEW_NET):
            raise OSError(ctypes.get_errno(), "setns")
    finally:
        os.close(handle)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)
