"""`tresen install`: from a bare Debian or Ubuntu to a server with its certificate, relay, timers and set-up link."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Final, TypeVar

import msgspec
import typer

from tresen.cli.installing import answers as reading
from tresen.cli.installing.answers import BACKUPS, PORT, Answers, Unusable
from tresen.cli.installing.end import (
    Installed,
    examine,
    offer_set_up,
    show,
    wait_for_certificate,
    wait_until_ready,
)
from tresen.cli.installing.facts import Facts, Written
from tresen.cli.installing.look import look, look_here, named, remembered, templates
from tresen.cli.installing.plan import Plan, Unfit, command_of, config_of, plan, unfit
from tresen.cli.installing.shell import NotDone, Shell, alone
from tresen.cli.installing.steps import Outcome, Packages
from tresen.cli.installing.texts import behind_proxy
from tresen.cli.options import FAILED, MISTAKEN, fail
from tresen.cli.saying import say
from tresen.config import Mistakes, load

Read = TypeVar("Read")

_TRIES: Final = 5
_ADDRESS: Final = "Address that people open, such as chat.example.de"
_MAIL: Final = "Your mail, for the certificate authority (empty: none)"
_CALLS: Final = "Voice and video calls through a relay on this machine? (yes/no)"


def install(
    address: Annotated[
        str | None,
        typer.Argument(help="The name that people open, such as chat.example.de.", show_default=False),
    ] = None,
    mail: Annotated[
        str | None,
        typer.Option(help="Your mail, for the certificate authority; '' for none.", show_default=False),
    ] = None,
    calls: Annotated[
        bool | None, typer.Option(help="Set up a relay for calls on this machine.", show_default=False)
    ] = None,
    proxy: Annotated[
        str | None,
        typer.Option(
            help="The address of a proxy that has the certificate, such as a host's wildcard: no Caddy here.",
            show_default=False,
        ),
    ] = None,
    port: Annotated[
        int | None, typer.Option(help=f"The port of the server itself. [default: {PORT}]", show_default=False)
    ] = None,
    backups: Annotated[
        str | None, typer.Option(help=f"The folder for backups. [default: {BACKUPS}]", show_default=False)
    ] = None,
    wait: Annotated[
        int, typer.Option(min=0, max=3600, help="Wait so many seconds for the certificate.")
    ] = 90,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the steps and change nothing.")] = False,
) -> None:
    """Install the server on Debian or Ubuntu, as root: user, units, Caddy, relay, timers. Run again, it repairs and reports.

    It asks for what is not given. A file that you changed is never overwritten: the new one lies beside it.
    """
    reasons = unfit(look_here())
    if reasons:
        _refuse(reasons)
    given = {"mail": mail, "calls": calls, "proxy": proxy, "port": port, "backups": backups}
    answers = _answers(lambda: _known(remembered(), address) or _asked(address, mail, calls, proxy), given)
    try:
        if dry_run:
            _show(plan(answers, look(answers), templates()))
            return
        with alone():
            facts, notes = _carry_out(answers)
        if not _prove(answers, facts, notes, wait):
            raise typer.Exit(FAILED)
    except Unfit as wrong:
        _refuse(wrong.reasons)
    except NotDone as wrong:
        fail(str(wrong))


def _refuse(reasons: list[str]) -> None:
    """Say every reason and end; nothing was changed."""
    for each in reasons:
        say(each, err=True)
    fail("nothing was changed")


def _answers(known: Callable[[], Answers], given: Mapping[str, object]) -> Answers:
    """What is known or asked for, and in its place what the command line gives. Ends the command where it cannot be used."""
    try:
        said = {name: value for name, value in given.items() if value is not None}
        return reading.answered(msgspec.structs.replace(known(), **said))
    except Unusable as wrong:
        say(str(wrong), err=True)
        raise typer.Exit(MISTAKEN) from None


def _known(written: Written, address: str | None) -> Answers | None:
    """What an earlier run was answered, under the name that the server has by now; None before the first run."""
    if written.answers is None:
        return None
    name = reading.address(address) if address is not None else named()
    return msgspec.structs.replace(written.answers, address=name or written.answers.address)


def _asked(address: str | None, mail: str | None, calls: bool | None, proxy: str | None) -> Answers:
    """What is given, and the rest asked for. Behind a proxy no certificate is made, so nobody needs a mail address."""
    return Answers(
        address=reading.address(address) if address is not None else _ask(_ADDRESS, reading.address),
        mail=mail or "" if mail is not None or proxy else _ask(_MAIL, reading.mailbox),
        calls=calls if calls is not None else _ask(_CALLS, reading.says_yes),
    )


def _ask(question: str, read: Callable[[str], Read]) -> Read:
    """The answer to a question, asked again while it cannot be used."""
    for _ in range(_TRIES):
        try:
            return read(typer.prompt(question, default="", show_default=False))
        except Unusable as wrong:
            say(str(wrong), err=True)
    raise Unusable("no answer that can be used")


def _show(found: Plan) -> None:
    say("Nothing is changed. It would be:\n")
    for each in found.steps:
        say(str(each))
    _show_notes(found.notes)


def _show_notes(notes: list[str]) -> None:
    if notes:
        say("\nFor you to do or to know:")
        for each in notes:
            say(f"  {each}")


def _carry_out(answers: Answers) -> tuple[Facts, list[str]]:
    """Carry all steps out. Packages come first, and what they lay is looked at before the rest is planned."""
    deployed = templates()
    facts = look(answers)
    found = plan(answers, facts, deployed)
    shell = Shell(facts.written, say)
    shell.remember(answers)  # a run that breaks off is gone on with, or taken away, without a question
    if any(isinstance(each.step, Packages) and each.outcome != Outcome.RIGHT for each in found.steps):
        shell.carry_out(found.steps[0])
        facts = look(answers)._replace(written=facts.written)
        again = plan(answers, facts, deployed)
        found = again._replace(steps=again.steps[1:])
    for each in found.steps:
        shell.carry_out(each)
    shell.settled()
    return facts, found.notes


def _prove(answers: Answers, facts: Facts, notes: list[str], wait: int) -> bool:
    """Examine what runs, show the set-up link and what is left to do. Returns whether all is well."""
    config = config_of(facts)
    try:
        at = Installed(command_of(facts), config, load({"config": config}, {}))
    except Mistakes as wrong:
        raise NotDone("\n".join(map(str, wrong.mistakes))) from None
    wait_until_ready(at)
    wait_for_certificate(at, wait)
    is_well = show(examine(at))
    if answers.proxy:
        say(f"\nFor the proxy at {answers.proxy}, as a site of Caddy's:\n")
        say(behind_proxy(answers, at.settings.host))
    offer_set_up(at)
    _show_notes(notes)
    if not is_well:
        say(
            "\nInstalled, but not all is well: mend what is marked BAD, and run tresen install again",
            err=True,
        )
    return is_well
