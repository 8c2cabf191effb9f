"""`tresen serve`: the server."""

from __future__ import annotations

import contextlib
import resource
import socket
import sys
from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer

from tresen.cli.options import Config, Data, PublicUrl, fail, settings, tell
from tresen.config import Mistakes, Settings, is_local, prepare_data, remember_public_url

LINK_FILE: Final = "setup-link"
"""Holds the first set-up link when there is no terminal to show it."""


def serve(
    data: Data = None,
    host: Annotated[
        str | None, typer.Option(help="The address to listen on. [default: 127.0.0.1]", show_default=False)
    ] = None,
    port: Annotated[
        str | None, typer.Option(help="The port; 0: any free one. [default: 8080]", show_default=False)
    ] = None,
    public_url: PublicUrl = None,
    trusted_proxy: Annotated[
        list[str] | None,
        typer.Option(
            help="Address or network of a proxy whose X-Forwarded-For is believed.", show_default=False
        ),
    ] = None,
    conversations_per_hour: Annotated[
        str | None,
        typer.Option(help="New conversations per address and hour. [default: 120]", show_default=False),
    ] = None,
    web: Annotated[
        Path | None, typer.Option(help="The folder with the built web apps.", show_default=False)
    ] = None,
    config: Config = None,
) -> None:
    """Run the server until SIGTERM or Ctrl-C. Every setting can also be TRESEN_NAME or a line of tresen.toml."""
    flags = {
        "data": data,
        "host": host,
        "port": port,
        "public_url": public_url,
        "trusted_proxy": trusted_proxy or None,
        "conversations_per_hour": conversations_per_hour,
        "web": web,
        "config": config,
    }
    read = settings(flags)
    try:
        prepare_data(read.data)
    except Mistakes as wrong:
        tell(wrong.mistakes)
    _run(_with_port(read))


def _with_port(read: Settings) -> Settings:
    """Port 0 means any free one; it is chosen before anybody is told the address."""
    if read.port:
        return read
    with socket.socket(socket.AF_INET6 if ":" in read.host else socket.AF_INET) as probe:
        probe.bind((read.host, 0))
        port = probe.getsockname()[1]
    url = f"http://localhost:{port}" if read.public_url == "http://localhost:0" else read.public_url
    return msgspec.structs.replace(read, port=port, public_url=url)


def _run(read: Settings) -> None:
    from tresen.app import serve as run
    from tresen.clock import SystemClock
    from tresen.store.lock import Locked, lock

    with contextlib.suppress(ValueError, OSError):
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    try:
        with lock(read.data):
            remember_public_url(read)
            _offer_set_up(read)
            run(read, SystemClock())
    except Locked:
        fail(f"another server runs on {read.data}: stop it first, or name another folder with --data")
    except OSError as error:
        fail(
            f"cannot listen on {read.host} port {read.port}: {error.strerror or error}; choose another with --port"
        )


def _offer_set_up(read: Settings) -> None:
    """On an empty installation: how the first business is set up. The link never reaches a log."""
    from tresen.cli import setup_link

    file = read.data / LINK_FILE
    link = setup_link.make(read, only_first=True)
    if link is None:
        file.unlink(missing_ok=True)
        return
    if not is_local(read.public_url) and not read.public_url.startswith("https:"):
        typer.echo(
            f"{read.public_url} is no https address: browsers will refuse to open a conversation there.",
            err=True,
        )
    if sys.stdout.isatty():
        typer.echo(f"No business yet. Set one up within the hour, once:\n  {link.url}\n")
        return
    setup_link.write(file, link)
    typer.echo(f"No business yet: a set-up link, good for one hour and once, is in {file}", err=True)
