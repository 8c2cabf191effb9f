"""`tresen stats HANDLE`: a business's figures in the terminal; `tresen stats rebuild`: count everything again."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import sqlite3
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tresen.cli.options import AsJson, Config, Data, fail, settings
from tresen.config import DATABASE_FILE, Settings

if TYPE_CHECKING:
    from tresen.core.statistics.figures import Figures
    from tresen.desk.statistics.report import Asked, Report

REBUILD: Final = "rebuild"
WIDE: Final = 40
"""The widest bar, in characters."""
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"


def stats(
    handle: Annotated[str, typer.Argument(help="The business's handle, or: rebuild.", show_default=False)],
    month: Annotated[
        str | None,
        typer.Option(help="A month such as 2026-10. Default: the last 30 days.", show_default=False),
    ] = None,
    by: Annotated[str, typer.Option(help="day, week or month.")] = "day",
    data: Data = None,
    config: Config = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV, one line per period.")] = False,
) -> None:
    """Show how a business is doing: messages and answers of the whole team, never of a person.

    `tresen stats rebuild` counts everything again from the log; stop the server first.
    """
    read = settings({"data": data, "config": config}, remembered=True)
    if not (read.data / DATABASE_FILE).exists():
        fail(f"there is no database in {read.data}")
    if handle == REBUILD:
        typer.echo(f"counted again: {asyncio.run(_rebuild(read))} days")
        return
    report = _report(read, handle, _asked(month, by))
    if as_json:
        import msgspec

        from tresen.transport.api.statistics import statistics_json

        typer.echo(msgspec.json.encode(statistics_json(report)))
    elif as_csv:
        typer.echo(table(report), nl=False)
    else:
        typer.echo("\n".join(chart(handle, report)))


def _asked(month: str | None, by: str) -> Asked:
    from tresen.desk.statistics.report import Asked

    if month is None:
        return Asked(by=by)
    try:
        first = date.fromisoformat(f"{month}-01")
        last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    except (ValueError, OverflowError):
        fail(f"{json.dumps(month)} is not a month; write one such as 2026-10")
    return Asked(first.isoformat(), last.isoformat(), by)


def _report(read: Settings, handle: str, asked: Asked) -> Report:
    """The figures as they are counted: a running server counts every five minutes, and is not disturbed."""
    from tresen.clock import SystemClock
    from tresen.desk.statistics.report import read as look
    from tresen.errors import Refusal
    from tresen.store.database import Database
    from tresen.store.queries import find_business

    database = Database(read.data)
    try:
        with database.snapshot() as connection:
            found = find_business(connection, handle)
            if found is None:
                fail(f"there is no business with the handle {json.dumps(handle)}")
            return look(connection, found[0], asked, SystemClock().now_ms(), whole=False)
    except Refusal as refusal:
        fail(refusal.detail or refusal.code)
    except (OSError, sqlite3.Error) as error:
        fail(f"the database in {read.data} cannot be read: {error}")
    finally:
        database.close()


async def _rebuild(read: Settings) -> int:
    from tresen.app import build
    from tresen.clock import SystemClock
    from tresen.desk.statistics.counting import rebuild
    from tresen.store.lock import Locked, lock
    from tresen.store.statistics import how_many_days

    try:
        with lock(read.data):
            app = build(read, SystemClock())
            await asyncio.to_thread(app.house.database.migrate, app.house.clock.now_ms())
            app.house.writer.start()
            try:
                await rebuild(app.house)
                return await app.house.read(how_many_days)
            finally:
                await app.house.writer.close()
                await app.close()
    except Locked:
        fail(f"a server runs on {read.data}: stop it first")


def table(report: Report) -> str:
    """The periods as CSV. Columns are those of `Figures`, in its order."""
    import msgspec

    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    names = [name for name in report.total.figures.__struct_fields__ if name != "answer_bands"]
    lines.writerow(["from", "to", *names])
    for each in report.periods:
        values = msgspec.structs.asdict(each.figures)
        lines.writerow(
            [each.first, each.last, *("" if values[name] is None else values[name] for name in names)]
        )
    return text.getvalue()


def chart(handle: str, report: Report) -> list[str]:
    """The figures for reading in a terminal: one bar per period."""
    total, before = report.total, report.before
    most = max((each.figures.sent for each in report.periods), default=0) or 1
    lines = [
        f"{handle}  {total.first} – {total.last}  (before: {before.first} – {before.last})",
        "",
        *(
            f"  {words:<24}{now:>12}   {then:>12}"
            for words, now, then in _keys(total.figures, before.figures)
        ),
        "",
        "  sent by the team",
    ]
    for each in report.periods:
        name = f"{each.first:%a %d %b}" if report.by == "day" else f"{each.first} – {each.last}"
        lines.append(f"  {name:<24}{each.figures.sent:>6}  {_bar(each.figures.sent, most)}".rstrip())
    lines += ["", f"  waiting now: {report.now.waiting} of {report.now.open} open conversations"]
    return lines


def _keys(now: Figures, before: Figures) -> list[tuple[str, str, str]]:
    return [
        ("received", str(now.received), str(before.received)),
        ("sent", str(now.sent), str(before.sent)),
        ("delivered", _share(now.delivered, now.sent), _share(before.delivered, before.sent)),
        ("read", _share(now.read, now.sent), _share(before.read, before.sent)),
        ("new conversations", str(now.new), str(before.new)),
        ("first answer (median)", _duration(now.answer_median_s), _duration(before.answer_median_s)),
        (
            "answered within 1 h",
            _share(now.within_1h, now.answered),
            _share(before.within_1h, before.answered),
        ),
        ("calls", str(now.calls), str(before.calls)),
        (
            "taken in call hours",
            _share(now.calls_answered, now.calls_received),
            _share(before.calls_answered, before.calls_received),
        ),
        ("call (median)", _duration(now.call_median_s), _duration(before.call_median_s)),
    ]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def _duration(seconds: int | None) -> str:
    if seconds is None:
        return "–"
    for size, word in ((86_400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size or (size == 60 and seconds >= 60):
            return f"{seconds // size} {word}"
    return f"{seconds} s"


def _bar(value: int, most: int) -> str:
    eighths = round(value * WIDE * 8 / most)
    if not _prints("█"):
        return "#" * (eighths // 8)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _prints(character: str) -> bool:
    try:
        character.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
