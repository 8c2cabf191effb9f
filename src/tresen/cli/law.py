"""`tresen law`: documents from the running configuration, the risk check, what goes by itself."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from tresen.cli.options import AsJson, Config, Data, fail, settings
from tresen.cli.saying import say
from tresen.config import DATABASE_FILE, Settings

if TYPE_CHECKING:
    from sqlalchemy import Connection

T = TypeVar("T")
app = typer.Typer(no_args_is_help=True, help="Documents, retention and risk: what the law asks.")
Handle = Annotated[str, typer.Argument(help="The business's handle.", show_default=False)]


def look(read: Settings, handle: str, query: Callable[[Connection, int], T]) -> T:
    """Read something of a business. A running server is not disturbed."""
    import sqlite3

    from tresen.store.database import Database
    from tresen.store.queries import find_business

    if not (read.data / DATABASE_FILE).exists():
        fail(f"there is no database in {read.data}")
    database = Database(read.data)
    try:
        with database.snapshot() as connection:
            found = find_business(connection, handle)
            if found is None:
                fail(f"there is no business with the handle {json.dumps(handle)}")
            return query(connection, found[0])
    except (OSError, sqlite3.Error) as error:
        fail(f"the database in {read.data} cannot be read: {error}")
    finally:
        database.close()


@app.command()
def document(
    handle: Handle,
    name: Annotated[
        str,
        typer.Argument(
            help="datamap, records, notice, processing, measures, dpia, works_council or facts.",
            show_default=False,
        ),
    ],
    lang: Annotated[str, typer.Option(help="de or en.")] = "de",
    out: Annotated[
        Path | None, typer.Option(help="A file that ends in .md, .pdf or .json.", show_default=False)
    ] = None,
    data: Data = None,
    config: Config = None,
) -> None:
    """Write a document from the running configuration, with its version and what changed since the last one."""
    from tresen.desk.law.documents import check
    from tresen.errors import Refusal

    read = settings({"data": data, "config": config}, remembered=True)
    kind = ".md" if out is None else out.suffix
    if kind not in (".md", ".pdf", ".json"):
        fail("--out ends in .md, .pdf or .json")
    try:
        check(name, lang)
    except Refusal as refusal:
        fail(refusal.detail)
    made = look(read, handle, lambda connection, key: _made(read, connection, key, name, lang, kind))
    if out is None:
        sys.stdout.write(made.decode())
    else:
        out.write_bytes(made)


def _made(read: Settings, connection: Connection, key: int, name: str, lang: str, kind: str) -> bytes:
    import msgspec

    from tresen.app import installation_of
    from tresen.clock import SystemClock
    from tresen.desk.law import printed
    from tresen.desk.law.documents import document_now

    found = document_now(connection, installation_of(read), key, name, lang, SystemClock().now_ms())
    if kind == ".pdf":
        return printed.as_pdf(found, "Europe/Berlin")
    if kind == ".md":
        return printed.as_markdown(found, "Europe/Berlin").encode()
    return msgspec.json.encode(
        {
            "document": name,
            "title": found.draft.title,
            "lang": lang,
            **found.version._asdict(),
            "sections": found.draft.sections,
        }
    )


@app.command()
def retention(handle: Handle, data: Data = None, config: Config = None, as_json: AsJson = False) -> None:
    """Show what goes by itself, in counts alone."""
    from tresen.clock import SystemClock
    from tresen.desk.law.holds import report_of

    read = settings({"data": data, "config": config}, remembered=True)
    now = SystemClock().now_ms()
    found = look(read, handle, lambda connection, key: report_of(connection, key, now))
    if as_json:
        last = None if found.last is None else found.last._asdict()
        typer.echo(json.dumps({**found._asdict(), "last": last}))
        return
    say(f"conversations end after {found.chat_days} days without a word")
    say(f"letters stay {found.letter_years}, vouchers {found.voucher_years} years after the year")
    say(f"held: {found.held}, restricted: {found.restricted}, due within 30 days: {found.due}")
    if found.waits_until_ms is not None:
        say("the clock jumped: nothing goes until it has gone on for three days")
    if found.last is not None:
        told = f"{found.last.conversations} conversations, {found.last.messages} messages, {found.last.letters} letters"
        say(f"last run in which something went: {told}")


@app.command()
def risk(
    turnover: Annotated[int, typer.Argument(help="Turnover of a year in whole euros.", min=0)],
    lang: Annotated[str, typer.Option(help="de or en.")] = "de",
    as_json: AsJson = False,
) -> None:
    """Show what the law threatens at a turnover, with sources."""
    from tresen.core.law import risk as rules

    if lang not in ("de", "en") or turnover > rules.TURNOVER_MOST:
        fail("--lang is de or en; the turnover at most 1,000,000,000,000")
    caps, starting = rules.caps(turnover), rules.starting(turnover)
    if as_json:
        told = {
            "turnover_eur": turnover,
            "seed": {"percent": rules.PERCENT, "eur": rules.illustration(turnover)},
            "caps": [each._asdict() for each in caps],
            "starting": [each._asdict() for each in starting],
            "sources": [{"title": title, "url": url} for title, url in rules.SOURCES],
            "limits": rules.limits(lang),
        }
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    say(f"{rules.PERCENT} % of {turnover:,} € = {rules.illustration(turnover):,} €")
    for cap in caps:
        say(
            f"Art. {cap.article}: at most {cap.eur:,} € (the higher of {cap.fixed_eur:,} € and {cap.percent} %)"
        )
    for start in starting:
        say(f"EDPB 04/2022, Art. {start.article}, {start.gravity}: {start.from_eur:,} to {start.to_eur:,} €")
    say(rules.limits(lang))
    for title, url in rules.SOURCES:
        say(f"{title}: {url}")


@app.command()
def run(data: Data = None, config: Config = None) -> None:
    """Do the upkeep now, in place of the hourly one; stop the server first."""
    from tresen.app import build
    from tresen.clock import SystemClock
    from tresen.desk.upkeep import sweep
    from tresen.store.lock import Locked, lock

    read = settings({"data": data, "config": config}, remembered=True)

    async def once() -> int:
        made = build(read, SystemClock())
        await asyncio.to_thread(made.house.database.migrate, made.house.clock.now_ms())
        made.house.writer.start()
        try:
            done = await sweep(made.house)
            await made.house.list_erased()
            return done
        finally:
            await made.house.writer.close()
            await made.close()

    try:
        with lock(read.data):
            say(f"conversations in which something went: {asyncio.run(once())}")
    except Locked:
        fail(f"a server runs on {read.data}: stop it first")
