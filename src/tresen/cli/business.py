"""`tresen business`: the businesses of this installation."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import typer

from tresen.cli.options import AsJson, Config, Data, PublicUrl, fail, settings, tell
from tresen.config import Mistakes, prepare_data

app = typer.Typer(no_args_is_help=True, help="Set up businesses.")


@app.callback()
def _business() -> None:
    """Keeps `add` a subcommand while it is the only one."""


@app.command()
def add(
    data: Data = None, public_url: PublicUrl = None, config: Config = None, as_json: AsJson = False
) -> None:
    """Create a one-time link that sets up a business. It is valid for one hour. The server may be running."""
    from tresen import setup_link
    from tresen.errors import Refusal

    read = settings({"data": data, "public_url": public_url, "config": config}, remembered=True)
    try:
        prepare_data(read.data)
        link = setup_link.make(read)
    except Mistakes as wrong:
        tell(wrong.mistakes)
    except Refusal as refusal:
        fail(f"the database in {read.data} cannot be written: {refusal.detail or refusal.code}")
    if as_json:
        typer.echo(json.dumps({"setup_url": link.url, "until_ms": link.until_ms}))
        return
    until = datetime.fromtimestamp(link.until_ms / 1000, UTC).astimezone()
    typer.echo(f"Sets up one business, once, until {until:%H:%M}:\n  {link.url}")
