"""Files: how fast they are carried to the server and read from it, beside nginx receiving and serving the same bytes.

nginx (Debian's, with its DAV module) gets the same requests over as many connections: a PUT for every 16 chunks, a GET
for every file. It neither knows whose a file is nor waits for the disk. Set NGINX to its path if it is not in PATH.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import http.client
import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple

from bench.processes import cpu_seconds, machine, serving
from tests.world.bakery import free_port
from tests.world.calls import b64
from tests.world.clock import NOON
from tests.world.house import opened
from tests.world.shop import Customer, found
from tests.world.wire_client import WireClient
from tresen import __version__
from tresen.clock import SettableClock
from tresen.core.files import Layout, sealed_bytes
from tresen.core.sizes import BLOB_CHUNKS_AT_ONCE, BLOB_SEALED_BYTES
from tresen.core.wire import Error, Stored

MIB: Final = 2**20
CONNECTIONS: Final = 4
PIECE: Final = BLOB_CHUNKS_AT_ONCE * BLOB_SEALED_BYTES
NGINX_CONF: Final = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/log crit;
events {{ worker_connections 64; }}
http {{
  access_log off; sendfile on; tcp_nopush on; client_max_body_size 200m; client_body_temp_path {folder}/tmp;
  proxy_temp_path {folder}/a; fastcgi_temp_path {folder}/b; uwsgi_temp_path {folder}/c; scgi_temp_path {folder}/d;
  server {{ listen 127.0.0.1:{port}; root {folder}/www; location / {{ dav_methods PUT DELETE; create_full_put_path on; }} }}
}}
"""


class Target(NamedTuple):
    """A server: where, which processes, the requests that put and get a file, and what is done between the two."""

    name: str
    port: int
    pids: Callable[[], list[int]]
    put: Callable[[http.client.HTTPConnection, int, bytes], None]
    get: Callable[[http.client.HTTPConnection, int, int], None]
    between: Callable[[range], None]


class Measured(NamedTuple):
    """One direction of one server; `peak_mib` is the most memory that it had so far."""

    mb_per_second: float
    cpu_per_gb: float
    peak_mib: float


def run(options: argparse.Namespace) -> None:
    """Measure both alternately and print the ratios."""
    size, rounds = options.mib * MIB, options.rounds
    found_: dict[tuple[str, str], list[Measured]] = {}
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        targets = [stack.enter_context(_tresen(Path(folder), rounds))]
        nginx = os.environ.get("NGINX") or shutil.which("nginx")
        if nginx is not None:
            targets.append(stack.enter_context(_nginx(Path(folder), nginx)))
        data = os.urandom(sealed_bytes(size))
        idle = {target.name: sum(map(_peak_mib, target.pids())) for target in targets}
        for n in range(rounds):
            for target in targets:
                for way, work in (("up", target.put), ("down", target.get)):
                    files = range(n * CONNECTIONS, (n + 1) * CONNECTIONS)
                    given = data if way == "up" else len(data)
                    measured = _measure(target, [(work, file, given) for file in files], len(data))
                    found_.setdefault((target.name, way), []).append(measured)
                    if way == "up":
                        target.between(files)
    _print(options, {key: _median(rows, idle[key[0]]) for key, rows in found_.items()}, size)


def _measure(target: Target, work: list[tuple[Callable[..., None], int, object]], size: int) -> Measured:
    pids = target.pids()
    before, began = sum(map(cpu_seconds, pids)), time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        for done in [pool.submit(_one, target.port, *each) for each in work]:
            done.result()
    seconds = time.perf_counter() - began
    used, total = sum(map(cpu_seconds, pids)) - before, size * len(work)
    return Measured(total / 1e6 / seconds, used / (total / 1e9), sum(map(_peak_mib, pids)))


def _one(port: int, work: Callable[..., None], file: int, given: object) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    work(connection, file, given)
    connection.close()


def _peak_mib(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _expect(answer: http.client.HTTPResponse, *statuses: int) -> bytes:
    said = answer.read()
    if answer.status not in statuses:
        raise RuntimeError(f"{answer.status}: {said[:200]!r}")
    return said


def _drain(answer: http.client.HTTPResponse, size: int) -> None:
    if answer.status != 200:
        raise RuntimeError(f"{answer.status}: {answer.read()[:200]!r}")
    buffer, seen = bytearray(256 * 1024), 0
    while count := answer.readinto(buffer):
        seen += count
    if seen != size:
        raise RuntimeError(f"{seen} of {size} bytes came")


@contextlib.contextmanager
def _tresen(folder: Path, rounds: int) -> Iterator[Target]:
    data = folder / "tresen"
    data.mkdir()
    customer = asyncio.run(_furnish(data))
    with serving(data) as (port, pid):
        line_loop = asyncio.new_event_loop()
        line = line_loop.run_until_complete(WireClient.enter(port, "http://localhost", customer.device))
        assert line.welcome is not None
        bearer = {"Authorization": f"Bearer {line.welcome.bearer}"}
        where = f"/api/v1/conversations/{b64(customer.conversation)}/blobs"
        blobs = [os.urandom(16) for _ in range(rounds * CONNECTIONS)]

        def put(connection: http.client.HTTPConnection, file: int, sealed: bytes) -> None:
            layout, blob = Layout.of(len(sealed)), blobs[file]
            body = json.dumps({"blob": b64(blob), "bytes": layout.bytes})
            connection.request("POST", where, body, bearer | {"Content-Type": "application/json"})
            _expect(connection.getresponse(), 201)
            sent = bearer | {"Content-Type": "application/octet-stream"}
            for n in range(0, layout.chunks, BLOB_CHUNKS_AT_ONCE):
                piece = memoryview(sealed)[n * BLOB_SEALED_BYTES : n * BLOB_SEALED_BYTES + PIECE]
                connection.request("PUT", f"{where}/{b64(blob)}/chunks/{n}", bytes(piece), sent)
                _expect(connection.getresponse(), 204)
            connection.request("POST", f"{where}/{b64(blob)}/complete", headers=bearer)
            _expect(connection.getresponse(), 200)

        def get(connection: http.client.HTTPConnection, file: int, size: int) -> None:
            connection.request("GET", f"{where}/{b64(blobs[file])}", headers=bearer)
            _drain(connection.getresponse(), size)

        def said(files: range) -> None:
            for file in files:
                line_loop.run_until_complete(_say(line, customer, blobs[file]))

        yield Target("tresen", port, lambda: [pid], put, get, said)
        line_loop.run_until_complete(line.close())
        line_loop.close()


async def _furnish(data: Path) -> Customer:
    async with opened(data, SettableClock(NOON)) as house:
        customer = (await found(house.house)).customer()
        await customer.begin(house.house)
        return customer


async def _say(line: WireClient, customer: Customer, blob: bytes) -> None:
    line.send(customer.message(blobs=[blob]))
    while not isinstance(frame := await line.next(), Stored):
        if isinstance(frame, Error) or frame is None:
            raise RuntimeError(f"{frame}")


@contextlib.contextmanager
def _nginx(folder: Path, program: str) -> Iterator[Target]:
    home, port = folder / "nginx", free_port()
    for each in ("www", "tmp"):
        (home / each).mkdir(parents=True)
    home.chmod(0o755)
    folder.chmod(0o755)
    user = "user root; " if os.geteuid() == 0 else ""
    (home / "conf").write_text(user + NGINX_CONF.format(folder=home, port=port))
    with subprocess.Popen(
        [program, "-c", str(home / "conf"), "-p", str(home)], stderr=subprocess.DEVNULL
    ) as process:

        def put(connection: http.client.HTTPConnection, file: int, sealed: bytes) -> None:
            for n in range(0, len(sealed), PIECE):
                connection.request("PUT", f"/{file}/{n}", bytes(memoryview(sealed)[n : n + PIECE]))
                _expect(connection.getresponse(), 201, 204)
            (home / "www" / f"whole{file}").write_bytes(sealed)

        def get(connection: http.client.HTTPConnection, file: int, size: int) -> None:
            connection.request("GET", f"/whole{file}")
            _drain(connection.getresponse(), size)

        def pids() -> list[int]:
            workers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
            return [process.pid, *map(int, workers)]

        time.sleep(0.5)
        yield Target("nginx", port, pids, put, get, lambda _: None)
        process.terminate()


def _median(rows: list[Measured], idle_mib: float) -> Measured:
    speed, used, peak = (statistics.median(column) for column in zip(*rows, strict=True))
    return Measured(speed, used, peak - idle_mib)


def _print(options: argparse.Namespace, middle: dict[tuple[str, str], Measured], size: int) -> None:
    ratios = {
        way: middle["tresen", way].mb_per_second / middle["nginx", way].mb_per_second
        for way in ("up", "down")
        if ("nginx", way) in middle
    }
    if options.json:
        rows = {f"{name} {way}": each._asdict() for (name, way), each in middle.items()}
        print(json.dumps({"version": __version__, "mib": size // MIB, **rows, "ratios": ratios} | machine()))
        return
    print(f"{CONNECTIONS} files of {size // MIB} MiB at once, median of {options.rounds} rounds")
    for (name, way), each in middle.items():
        print(
            f"{name:7} {way:5} {each.mb_per_second:7.0f} MB/s  {each.cpu_per_gb:5.2f} s of CPU per GB"
            f"  {each.peak_mib:6.1f} MiB more than idle"
        )
    for way, ratio in ratios.items():
        print(f"ratio   {way:5} {ratio:7.2f}")
    if not ratios:
        print("nginx was not found: apt-get install nginx, or NGINX=/path")


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `./dev bench files`."""
    parser.add_argument("--mib", type=int, default=48, help="size of each file, default 48")
    parser.add_argument("--rounds", type=int, default=3, help="how often both are measured, default 3")
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    parser.set_defaults(run=run)
