"""`tresen business`: the businesses of this installation."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from tresen.cli.business_export import export
from tresen.cli.business_remove import remove
from tresen.cli.hosted import Handle, facts_of, hosted, iso, size
from tresen.cli.options import AsJson, Config, Data, PublicUrl, fail, settings, tell
from tresen.cli.saying import plain, say
from tresen.config import Mistakes, Settings
from tresen.datafolder import prepare_data

if TYPE_CHECKING:
    from tresen.store.businesses import Facts

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Set up, list, rename, export and remove businesses."
)
app.command()(export)
app.command()(remove)


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
    say(f"Sets up one business, once, until {until:%H:%M}:\n  {link.url}")


@app.command(name="list")
def list_(data: Data = None, config: Config = None, as_json: AsJson = False) -> None:
    """Show all businesses: address, team, conversations, what they store. The server may be running."""
    found = facts_of(hosted(data, config))
    if as_json:
        typer.echo(json.dumps([_json(each) for each in found]))
        return
    if not found:
        say("There is no business yet: tresen business add makes a link that sets one up")
        return
    wide = max(len(each.handle) for each in found)
    say(f"{'business':<{wide}}  {'team':>5} {'conv.':>6} {'messages':>9} {'log':>9} {'files':>9}  last")
    for each in found:
        say(
            f"{each.handle:<{wide}}  {each.people:>5} {each.conversations:>6} {each.messages:>9}"
            f" {size(each.bytes):>9} {size(each.file_bytes):>9}  {iso(each.last_ms)[:10]}"
        )


@app.command()
def show(handle: Handle, data: Data = None, config: Config = None, as_json: AsJson = False) -> None:
    """Show one business: since when, team, conversations, what it stores and what the law makes it keep."""
    read = hosted(data, config)
    each = next((one for one in facts_of(read) if one.handle == handle.lower()), None)
    if each is None:
        fail(f"no business has the address {handle!r} here: tresen business list shows all")
    if as_json:
        typer.echo(json.dumps(_json(each)))
        return
    for name, value in _lines(read, each):
        say(f"{name:<16} {plain(str(value))}")


@app.command()
def rename(
    handle: Handle,
    new: Annotated[str, typer.Argument(help="The new address, such as baeckerei-sonnenschein.")],
    data: Data = None,
    config: Config = None,
) -> None:
    """Give a business another address. The old one leads to it for good; the server may be running."""
    from tresen.clock import SystemClock
    from tresen.desk.team.setup import renaming
    from tresen.errors import Refusal
    from tresen.store import businesses
    from tresen.store.database import Database
    from tresen.store.writer import Writer

    read = hosted(data, config)
    old, new = handle.lower(), new.lower()
    database = Database(read.data)

    async def work() -> None:
        with database.snapshot() as connection:
            key = businesses.find(connection, old)
        if key is None:
            fail(f"no business has the address {handle!r} here: tresen business list shows all")
        writer = Writer(database.writing, SystemClock(), lambda _: None)
        writer.start()
        try:
            await writer.run(renaming(key, old, new))
        finally:
            await writer.close()

    try:
        asyncio.run(work())
    except Refusal as refused:
        fail(refused.detail or refused.code)
    finally:
        database.close()
    say(f"{old} is {new} now. Signs and browsers with the old address still work; nobody else gets it.")
    say(f"A new sign shows the new address: tresen sign {new}")


def _lines(read: Settings, each: Facts) -> list[tuple[str, str]]:
    former = ", ".join(each.former)
    return [
        ("address", f"{read.public_url}/{each.handle}"),
        *([("formerly", former)] if former else []),
        ("since", iso(each.created_ms)),
        ("team", f"{each.people} people, {each.devices} devices"),
        ("conversations", str(each.conversations)),
        ("messages", f"{each.messages}, {size(each.bytes)} of {read.business_quota_mib} MiB"),
        ("files", f"{each.files}, {size(each.file_bytes)} of {read.business_files_mib} MiB"),
        ("kept by law", str(each.kept)),
        ("last event", iso(each.last_ms)),
    ]


def _json(each: Facts) -> dict[str, object]:
    return {**each._asdict(), "public_id": each.public_id.hex()}
