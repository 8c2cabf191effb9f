"""`tresen demo`: the demo bakery on this machine, ready to open in a browser."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer

from tresen.clock import SettableClock, SystemClock
from tresen.demo import bakery
from tresen.demo.relay import HOW, LocalRelay, is_installed, local_relay

HOST: Final = "127.0.0.1"
START_SECONDS: Final = 20
STOP_SECONDS: Final = 12


class DemoError(Exception):
    """The demo cannot run. The text says why, and what to do."""


@dataclass(frozen=True)
class Place:
    """The folders of a demo. The owner's keys lie beside the data folder, never in it: the server holds no key."""

    data: Path
    port: int

    @property
    def keys(self) -> Path:
        """The folder with the owner's keys (0700)."""
        return self.data.with_name(self.data.name + "-keys")

    @property
    def owner(self) -> Path:
        """The key file of the owner's device, which the demo itself plays."""
        return self.keys / "owner.keys"

    @property
    def ours(self) -> Path:
        """Marks the keys folder as made by a demo."""
        return self.keys / "tresen-demo"

    @property
    def done(self) -> Path:
        """Exists once seeding is complete."""
        return self.keys / "seeded"

    @property
    def seeded(self) -> bool:
        """Whether both folders exist and are complete."""
        return self.done.exists() and self.data.is_dir() and any(self.data.iterdir())

    @property
    def public_url(self) -> str:
        """The origin of all links."""
        return f"http://localhost:{self.port}"


def demo(
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port on this machine.")] = 8080,
    data: Annotated[
        Path,
        typer.Option(help="The demo's data folder. The owner's keys lie beside it, in a folder FOLDER-keys."),
    ] = Path("demo-data"),
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one line of JSON with the links when ready.")
    ] = False,
) -> None:
    """Run a demo bakery on this machine, until Ctrl-C: three staff, a dozen customers, two hundred messages."""
    try:
        asyncio.run(run(Place(data.resolve(), port), as_json=as_json))
    except DemoError as error:
        typer.echo(f"tresen demo: {error}", err=True)
        raise typer.Exit(1) from None


async def run(place: Place, *, as_json: bool) -> None:
    """Seed once, start the server, create links and confirm those who answer them, until SIGINT or SIGTERM.

    Raises:
        DemoError: the port or the folder cannot be used, or the server stopped by itself.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    _require_free(place.port)
    if not place.seeded:
        seeding = loop.create_task(_seed(place))
        await _first(seeding, stop)
        if stop.is_set():
            return
    async with contextlib.AsyncExitStack() as running:
        relay = await _relay(place, running)
        server = await _start_server(place, relay)
        try:
            await _attend(place, server, stop, as_json=as_json, calls=relay is not None)
        finally:
            await _stop_server(server)


async def _relay(place: Place, running: contextlib.AsyncExitStack) -> LocalRelay | None:
    """A relay for calls beside the server, where coturn is installed and starts."""
    if not is_installed():
        return None
    try:
        return await running.enter_async_context(local_relay(place.keys / "relay"))
    except (OSError, TimeoutError) as error:
        sys.stderr.write(f"demo: no calls, because the relay does not start: {error}\n")
        return None


async def _first(task: asyncio.Task[None], stop: asyncio.Event) -> None:
    """Run the task until it ends or the demo is stopped."""
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait([task, stopped], return_when=asyncio.FIRST_COMPLETED)
    for each in (task, stopped):
        if not each.done():
            each.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise DemoError(f"port {port} is in use: choose another with --port") from None


async def _seed(place: Place) -> None:
    """Three weeks at the counter, through the real server with its clock set back."""
    from tresen.app import running
    from tresen.config import Settings
    from tresen.demo.seeding import beginning, seed
    from tresen.desk.team.setup import new_setup
    from tresen.seal.links import SetupLink

    _make_room(place)
    settings = Settings(data=place.data, public_url=place.public_url, host=HOST, port=place.port)
    now_ms = SystemClock().now_ms()
    clock = SettableClock(beginning(now_ms))
    async with running(settings, clock) as (app, _):
        link = str(SetupLink(place.public_url, await new_setup(app.house)))
        await seed(link, place.owner, clock, now_ms, _progress)
    place.done.touch(0o600)


def _make_room(place: Place) -> None:
    """Make fresh folders. Remove what an interrupted seeding left, and nothing else."""
    for folder in (place.keys, place.data):
        if not place.ours.exists() and folder.exists() and any(folder.iterdir()):
            raise DemoError(f"{folder} holds something else: choose another folder with --data")
    for folder in (place.keys, place.data):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700, parents=True)
    place.ours.touch(0o600)


def _progress(done: int, steps: int) -> None:
    """On a terminal one line that counts; elsewhere, as in a container's log, a line for each quarter."""
    share = 100 * done // steps
    if sys.stderr.isatty():
        end = "\n" if done == steps else ""
        sys.stderr.write(f"\rdemo: three weeks at the counter … {share} %{end}")
        sys.stderr.flush()
    elif share // 25 > 100 * (done - 1) // steps // 25:
        sys.stderr.write(f"demo: three weeks at the counter: {share} %\n")


async def _start_server(place: Place, relay: LocalRelay | None) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tresen.cli", "serve", "--data", str(place.data), "--host", HOST]
    command += ["--port", str(place.port), "--public-url", place.public_url]
    env = os.environ | ({} if relay is None else relay.env)
    # In a process group of its own: Ctrl-C reaches only this process, which then stops the server. Its log goes to stderr.
    server = subprocess.Popen(command, stdout=sys.stderr.fileno(), start_new_session=True, env=env)  # noqa: ASYNC220
    try:
        import tresen.client  # noqa: F401 - while the server starts

        await _until_listening(place, server)
    except BaseException:
        await _stop_server(server)
        raise
    return server


async def _until_listening(place: Place, server: subprocess.Popen[bytes]) -> None:
    try:
        async with asyncio.timeout(START_SECONDS):
            while True:
                if server.poll() is not None:
                    raise DemoError(
                        f"the server ended with status {server.returncode}; its last lines say why"
                    )
                try:
                    _, writer = await asyncio.open_connection(HOST, place.port)
                except OSError:
                    await asyncio.sleep(0.02)
                    continue
                writer.close()
                return
    except TimeoutError:
        raise DemoError(f"the server did not start within {START_SECONDS} s") from None


async def _stop_server(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.terminate()
    try:
        await asyncio.to_thread(server.wait, STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


async def _attend(
    place: Place, server: subprocess.Popen[bytes], stop: asyncio.Event, *, as_json: bool, calls: bool
) -> None:
    """Act as the owner's device: create links, and confirm those who answer them with the right MAC (S12)."""
    from tresen.client import Owner

    async with Owner.open(keys=place.owner, deliver=False, public_url=place.public_url) as owner:
        await owner.records.renew()
        links = [await owner.invites.create(1, "owner"), await owner.invites.create(2, "member")]
        if as_json:
            _print_json(place, owner.customer_link, links, server.pid, calls=calls)
        else:
            _print_page(place, owner.customer_link, links, server.pid, calls=calls)
        work = [
            asyncio.create_task(owner.invites.keep_confirming()),
            asyncio.create_task(stop.wait()),
            asyncio.create_task(asyncio.to_thread(server.wait)),
        ]
        done, pending = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
        if work[1] not in done:
            if work[0] in done and server.poll() is None:
                work[0].result()
            raise DemoError(f"the server ended by itself with status {server.poll()}")
        work[0].cancel()
        await _stop_server(server)
        await asyncio.gather(*pending, return_exceptions=True)


def _print_json(place: Place, customer_url: str, inbox_urls: list[str], pid: int, *, calls: bool) -> None:
    ready: dict[str, object] = {"customer_url": customer_url, "inbox_urls": inbox_urls}
    print(json.dumps(ready | {"data_dir": str(place.data), "pid": pid, "calls": calls}), flush=True)


def _print_page(place: Place, customer_url: str, inbox_urls: list[str], pid: int, *, calls: bool) -> None:
    import segno

    print(f"\n{bakery.profile()['name']} is open.\n")
    print(f"  Customer   {customer_url}")
    for name, url in zip(("Anna", "Ben"), inbox_urls, strict=True):
        print(f"  {name:<10} {url}")
    print(
        "\nThe inbox links work once, in one browser each. The customer link as a code for a phone's camera:\n"
    )
    segno.make(customer_url, error="l").terminal(compact=True, border=2)
    print(f"\nData: {place.data}   owner's keys: {place.keys}   server: process {pid}")
    print("Calls: voice and video, through coturn on this machine." if calls else HOW)
    print("Ctrl-C stops the demo; the next start continues where it stopped, with fresh links.", flush=True)
