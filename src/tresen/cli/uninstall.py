"""`tresen uninstall`: takes away what `tresen install` made. Data stays unless it is said."""

from __future__ import annotations

import tomllib
from typing import Annotated

import typer

from tresen.cli.installing.answers import DATA, Answers
from tresen.cli.installing.facts import Facts
from tresen.cli.installing.look import look, look_here, remembered
from tresen.cli.installing.plan import Plan, config_of
from tresen.cli.installing.removal import plan_removal
from tresen.cli.installing.shell import NotDone, Shell, alone
from tresen.cli.options import fail
from tresen.cli.saying import say


def uninstall(
    data: Annotated[
        bool, typer.Option("--data", help="Remove the data folder and the user too, after a question.")
    ] = False,
    backups: Annotated[
        bool, typer.Option("--backups", help="Remove the backups too, after a question.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the steps and change nothing.")] = False,
) -> None:
    """Remove what `tresen install` made: units, timers, settings, Caddy's site, relay. Data and backups stay unless named.

    What you changed yourself stays too.
    """
    here = look_here()
    if not here.is_root:
        fail("only root can remove it: sudo tresen uninstall")
    answers = remembered().answers
    if answers is None:
        fail("tresen install has made nothing here: nothing was changed")
    facts = look(answers)
    if data:
        _require_usual_folder(facts)
    found = plan_removal(facts, data=data, backups=backups)
    if dry_run:
        _show(found)
        return
    if data or backups:
        _confirm(answers, data=data, backups=backups)
    try:
        with alone():
            shell = Shell(facts.written, say)
            for each in found.steps:
                shell.carry_out(each)
    except NotDone as wrong:
        fail(str(wrong))
    for note in found.notes:
        say(note)


def _require_usual_folder(facts: Facts) -> None:
    """Another data folder than the usual one is nothing that `tresen install` made."""
    settings = facts.files.get(config_of(facts))
    if settings is None:
        return
    try:
        named = tomllib.loads(settings.content.decode()).get("data", DATA)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        named = ""
    if named != DATA:
        fail(
            f"{config_of(facts)} names another data folder than {DATA}: remove that one yourself; nothing was changed"
        )


def _confirm(answers: Answers, *, data: bool, backups: bool) -> None:
    """Ask for the server's name. Anything else ends the command."""
    lost = [*([f"{DATA}: all messages, for good"] if data else []), *([answers.backups] if backups else [])]
    say("This removes " + ", and ".join(lost))
    typed = typer.prompt(f"Type {answers.address} to go on", default="", show_default=False)
    if typed.strip() != answers.address:
        fail("nothing was changed")


def _show(found: Plan) -> None:
    say("Nothing is changed. It would be:\n")
    for each in found.steps:
        say(str(each))
    for note in found.notes:
        say(note)
