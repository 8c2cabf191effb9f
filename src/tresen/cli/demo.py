"""`tresen demo`: the demo bakery on this machine, ready to open in a browser."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tresen.clock import SettableClock, SystemClock
from tresen.demo import bakery
from tresen.demo.relay import HOW, LocalRelay, is_installed, local_relay

if TYPE_CHECKING:
    from tresen.demo.door import Door, Standing

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
    def relay(self) -> Path:
        """The folder of the relay for calls."""
        return self.keys / "relay"

    @property
    def seeded(self) -> bool:
        """Whether both folders exist and are complete."""
        return self.done.exists() and self.data.is_dir() and any(self.data.iterdir())

    @property
    def public_url(self) -> str:
        """The origin of all links."""
        return f"http://localhost:{self.port}"


@dataclass(frozen=True)
class Told:
    """What the command line asks for. `open_now` None: open if the bakery would be closed."""

    as_json: bool
    open_now: bool | None


def demo(
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port on this machine.")] = 8080,
    data: Annotated[
        Path | None,
        typer.Option(
            help="The demo's data folder, with the owner's keys beside it in FOLDER-keys. If it is not given: demo-data,"
            " here or, where nothing can be written, in the home folder.",
            show_default=False,
        ),
    ] = None,
    open_now: Annotated[
        bool | None,
        typer.Option(
            "--open/--real-hours",
            help="Play Tuesday, ten o'clock; if neither is given: when it would be closed. o and Enter switches.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json", help="Print a line of JSON with the links when ready, and one after each o and Enter."
        ),
    ] = False,
) -> None:
    """Run a demo bakery on this machine, until Ctrl-C: three staff, a dozen customers, two hundred messages."""
    try:
        asyncio.run(run(Place((data or _usual()).resolve(), port), Told(as_json=as_json, open_now=open_now)))
    except DemoError as error:
        typer.echo(f"tresen demo: {error}", err=True)
        raise typer.Exit(1) from None


def _usual() -> Path:
    """A command that was fetched and not installed is typed anywhere, also where a person may not write."""
    here = Path.cwd()
    return (here if os.access(here, os.W_OK | os.X_OK) else Path.home()) / "demo-data"


async def run(place: Place, told: Told) -> None:
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
            await _attend(place, server, stop, told, calls=relay is not None)
        finally:
            await _stop_server(server)


async def _relay(place: Place, running: contextlib.AsyncExitStack) -> LocalRelay | None:
    """A relay for calls beside the server, where coturn is installed and starts."""
    if not is_installed():
        return None
    try:
        return await running.enter_async_context(local_relay(place.relay))
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
    _progress(0, 1)
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
    try:
        for folder in (place.keys, place.data):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(mode=0o700, parents=True)
        place.ours.touch(0o600)
    except OSError as error:
        raise DemoError(f"{error.filename}: {error.strerror}: choose another folder with --data") from None


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
    env = {"TRESEN_LOG_LEVEL": "warning"} | os.environ | ({} if relay is None else relay.env)
    # In a process group of its own: Ctrl-C reaches only this process, which then stops the server. Its log goes to
    # stderr, and what is typed is not for it.
    server = subprocess.Popen(  # noqa: ASYNC220
        command, stdin=subprocess.DEVNULL, stdout=sys.stderr.fileno(), start_new_session=True, env=env
    )
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
    place: Place, server: subprocess.Popen[bytes], stop: asyncio.Event, told: Told, *, calls: bool
) -> None:
    """Act as the owner's device: create links, confirm those who answer them with the right MAC (S12), mind the door."""
    from tresen.client import Owner
    from tresen.demo.door import Door

    async with Owner.open(keys=place.owner, deliver=False, public_url=place.public_url) as owner:
        await owner.records.renew()
        door = Door(owner, SystemClock())
        standing = await door.begin(told.open_now)
        links = [await owner.invites.create(1, "owner"), await owner.invites.create(2, "member")]
        ready = Ready(owner.customer_link, links, server.pid, standing, calls)
        print(ready.line(place) if told.as_json else ready.page(place), flush=True)
        typing = asyncio.create_task(_mind(door, as_json=told.as_json))
        work = [
            asyncio.create_task(owner.invites.keep_confirming()),
            asyncio.create_task(stop.wait()),
            asyncio.create_task(asyncio.to_thread(server.wait)),
        ]
        done, pending = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
        stopped, confirming = work[1] in done, work[0] if work[0] in done else None
        work[0].cancel()
        typing.cancel()
        if stopped:
            await _stop_server(server)
        else:
            stop.set()
        ended = server.poll()
        if confirming is not None and ended is None:
            confirming.result()
        await asyncio.gather(typing, *work[:2], *(pending if stopped else ()), return_exceptions=True)
        if not stopped:
            raise DemoError(f"the server ended by itself with status {ended}")


async def _mind(door: Door, *, as_json: bool) -> None:
    """Turn the switch over at each `o` and Enter, and say how the door stands."""
    from tresen.cli.typed import typed_lines
    from tresen.demo.door import KEY

    async for line in typed_lines(sys.stdin):
        if line.lower() == KEY:
            standing = await door.toggle()
            said = json.dumps({"open": standing.open, "tuesday": standing.tuesday})
            print(said if as_json else f"\n{standing.text}", flush=True)


@dataclass(frozen=True)
class Ready:
    """What a running demo says of itself."""

    customer_url: str
    inbox_urls: list[str]
    pid: int
    standing: Standing
    calls: bool

    def line(self, place: Place) -> str:
        """For programs."""
        links = {"customer_url": self.customer_url, "inbox_urls": self.inbox_urls}
        how = {"open": self.standing.open, "tuesday": self.standing.tuesday, "calls": self.calls}
        return json.dumps({**links, "data_dir": str(place.data), "pid": self.pid, **how})

    def page(self, place: Place) -> str:
        """For people, with the customer link for a camera."""
        import segno

        drawn = io.StringIO()
        segno.make(self.customer_url, error="l").terminal(drawn, compact=True, border=2)
        names = zip(("Customer", "Anna", "Ben"), (self.customer_url, *self.inbox_urls), strict=True)
        links = "\n".join(f"  {name:<10} {url}" for name, url in names)
        calls = "Calls: voice and video, through coturn on this machine." if self.calls else HOW
        return f"""
{bakery.profile()["name"]} is {"open" if self.standing.open else "closed"}.

{links}

{self.standing.text}

The inbox links work once, in one browser each. It answers this machine alone; an Android phone on a cable
reaches it after `adb reverse tcp:{place.port} tcp:{place.port}`. The customer link for its camera:

{drawn.getvalue()}
Data: {place.data}   owner's keys: {place.keys}   server: process {self.pid}
{calls}
Ctrl-C stops the demo; the next start continues where it stopped, with fresh links."""
