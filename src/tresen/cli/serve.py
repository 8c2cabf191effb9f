"""`tresen serve`: the server."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from tresen.cli.options import Config, Data, PublicUrl, settings


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
            help="Address or network of a proxy whose X-Forwarded-For is trusted.", show_default=False
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
    settings(flags)
    _become_server(flags)


def _become_server(flags: Mapping[str, object]) -> NoReturn:
    """Become the server, under the same process id: the command line's libraries would occupy 15 MiB for nothing."""
    given = json.dumps(
        {name: str(value) if isinstance(value, Path) else value for name, value in flags.items()}
    )
    os.execv(sys.executable, [sys.executable, "-m", "tresen.process", given])  # noqa: S606 - itself
