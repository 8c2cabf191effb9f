"""`tresen hours FILE`: the state that an hours file gives now or at a given time, or its mistakes."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Final
from zoneinfo import ZoneInfo

import msgspec
import typer

from tresen.cli.saying import say
from tresen.core.hours import Answer, Hours, HoursMistakes, Mistake, answer, hours_from_json, reason_at

MISTAKEN: Final = 2
"""The exit status for an invalid file or time."""

STANDARD_INPUT: Final = Path("-")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def hours(
    file: Annotated[
        Path, typer.Argument(help="The hours file (JSON); - reads standard input.", show_default=False)
    ],
    at: Annotated[
        str | None,
        typer.Option(
            help="The time to look at, such as 2026-12-23T18:30:00+01:00; without an offset, in the time zone"
            " of the file. Default: now.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, also for mistakes.")] = False,
) -> None:
    """Say whether a business is open, and when that changes. Every mistake in the file is listed (status 2)."""
    try:
        read = _read(file)
        at_ms = _instant(read, at)
        found = _answer(read, at_ms)
    except HoursMistakes as wrong:
        _print_mistakes(file, wrong, as_json=as_json)
        raise typer.Exit(MISTAKEN) from None
    if as_json:
        typer.echo(msgspec.json.encode(found))
        return
    say(f"de     {found.text.de}\nen     {found.text.en}")
    reason = reason_at(read, at_ms)
    if reason is not None:
        say(f"today  {reason.de}" if reason.de == reason.en else f"today  {reason.de} / {reason.en}")


def _read(file: Path) -> Hours:
    try:
        text = sys.stdin.buffer.read() if file == STANDARD_INPUT else file.read_bytes()
    except OSError as error:
        raise HoursMistakes(
            [Mistake("file", "unreadable", f"cannot be read: {error.strerror or error}")]
        ) from None
    return hours_from_json(text)


def _instant(read: Hours, at: str | None) -> int:
    """The given time, in milliseconds since 1970."""
    if at is None:
        return (datetime.now(UTC) - _EPOCH) // _MILLISECOND
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        text = f"{json.dumps(at)} is not a time; write one such as 2026-12-23T18:30:00+01:00"
        raise HoursMistakes([Mistake("--at", "instant", text)]) from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(read.time_zone))
    return (moment - _EPOCH) // _MILLISECOND


def _answer(read: Hours, at_ms: int) -> Answer:
    try:
        return answer(read, at_ms)
    except ValueError as error:
        raise HoursMistakes([Mistake("--at", "instant", str(error))]) from None


def _print_mistakes(file: Path, wrong: HoursMistakes, *, as_json: bool) -> None:
    if as_json:
        typer.echo(msgspec.json.encode({"errors": wrong.mistakes}))
        return
    for one in wrong.mistakes:
        say(f"{file}: {one.at}: {one.error}", err=True)
