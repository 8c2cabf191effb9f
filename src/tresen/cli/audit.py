"""`tresen audit`: the audit trail and whether it is whole."""

from __future__ import annotations

import base64
import json
import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from tresen.cli.options import AsJson, Config, Data, fail, settings
from tresen.cli.saying import say
from tresen.config import DATABASE_FILE, Settings

if TYPE_CHECKING:
    from tresen.core.law.trail import Line

app = typer.Typer(no_args_is_help=True, help="The audit trail: what was done with data, without content.")


def _read(read: Settings) -> dict[str, list[Line]]:
    """The trail of every business, by handle."""
    from tresen.core.law.trail import Line
    from tresen.store import audit
    from tresen.store.database import Database
    from tresen.store.statistics import handles

    if not (read.data / DATABASE_FILE).exists():
        fail(f"there is no database in {read.data}")
    database = Database(read.data)
    try:
        with database.snapshot() as connection:
            return {
                handle: [Line(*row) for row in audit.every(connection, key)]
                for key, handle in handles(connection)
            }
    except (OSError, sqlite3.Error) as error:
        fail(f"the database in {read.data} cannot be read: {error}")
    finally:
        database.close()


@app.command()
def verify(
    data: Data = None,
    config: Config = None,
    head: Annotated[
        str | None,
        typer.Option(
            help="A head noted earlier, as n:hash; the trail must still hold it.", show_default=False
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Verify that no line is missing or changed. Exit status 1 when one is, with its number.

    Who can write to the database could also write the whole trail anew: note the head elsewhere, and give it with --head.
    """
    from tresen.core.law.trail import first_wrong

    found = _read(settings({"data": data, "config": config}, remembered=True))
    wrong = {handle: at for handle, lines in found.items() if (at := first_wrong(lines)) is not None}
    heads = {
        handle: f"{lines[-1].n}:{_b64(lines[-1].hash)}" if lines else "0:" for handle, lines in found.items()
    }
    held = head is None or any(
        f"{each.n}:{_b64(each.hash)}" == head for lines in found.values() for each in lines
    )
    if as_json:
        typer.echo(json.dumps({"heads": heads, "wrong": wrong, "head_held": held}))
    else:
        for handle, told in heads.items():
            state = f"line {wrong[handle]} is missing or was changed" if handle in wrong else "whole"
            say(f"{handle}: {len(found[handle])} lines, {state}; head {told}")
        if not held:
            say("no trail holds the head that was given", err=True)
    if wrong or not held:
        raise typer.Exit(1)


@app.command()
def show(
    handle: Annotated[str, typer.Argument(help="The business's handle.", show_default=False)],
    data: Data = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Print the trail of a business, oldest first."""
    found = _read(settings({"data": data, "config": config}, remembered=True)).get(handle)
    if found is None:
        fail(f"there is no business with the handle {json.dumps(handle)}")
    for each in found:
        conversation = None if each.conversation is None else _b64(each.conversation)
        if as_json:
            told = {**each._asdict(), "conversation": conversation, "hash": _b64(each.hash)}
            typer.echo(json.dumps(told))
        else:
            day = datetime.fromtimestamp(each.at_ms / 1000, UTC).isoformat(timespec="seconds")
            who = "" if each.person is None else f"person {each.person}"
            say(f"{each.n:>6}  {day}  {each.what:<16}{who:<12}{conversation or ''}".rstrip())


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
