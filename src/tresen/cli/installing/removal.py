"""The plan of a removal: what `tresen install` made goes, what a person changed stays, data stays unless it is said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tresen.cli.installing.answers import DATA
from tresen.cli.installing.facts import STATE, Facts, Unit
from tresen.cli.installing.others import RELAY_FILE, RELAY_UNIT, USER, is_emptied
from tresen.cli.installing.plan import CADDYFILE, JOBS, UNITS, Plan, gone
from tresen.cli.installing.steps import Emptied, Gone, NoUser, Outcome, Planned, Reload, Running, Stopped

_OURS: Final = (*(f"{job}.timer" for job in JOBS), "tresen.service", RELAY_UNIT)


def plan_removal(facts: Facts, *, data: bool, backups: bool) -> Plan:
    """The steps that take an installation away. With `data` the data folder and the user go, with `backups` these."""
    steps = [Planned(Stopped(name), Outcome.REMOVED) for name in _OURS if _is_there(name, facts)]
    steps += [gone(path, facts) for path in sorted(facts.written.files) if path in facts.files]
    taken = {
        each.step.path for each in steps if isinstance(each.step, Gone) and each.outcome == Outcome.REMOVED
    }
    if any(path.startswith(UNITS) for path in taken):
        steps.append(Planned(Reload(), Outcome.MADE))
    if CADDYFILE in taken and facts.units.get("caddy.service", Unit()).active:
        again = CADDYFILE in facts.set_aside  # without any Caddyfile it does not start
        caddy = Running("caddy.service", anew=True, reload=True) if again else Stopped("caddy.service")
        steps.append(Planned(caddy, Outcome.MADE))
    answers = facts.written.answers
    folder = "" if answers is None else answers.backups
    kept = [*_data(facts, steps, named=data), *_backups(folder, facts, steps, named=backups)]
    steps.append(Planned(Emptied(STATE), Outcome.REMOVED))
    notes = [f"{each.step.path} was changed by you and stays" for each in steps if _is_left(each)]  # type: ignore[union-attr]
    notes += [f"kept: {each}" for each in kept]
    notes.append("kept: the packages caddy, coturn and nftables, which others may use, and Tresen itself")
    return Plan(steps, notes)


def _data(facts: Facts, steps: list[Planned], *, named: bool) -> Iterator[str]:
    """Data folder and user go where they are named and Tresen's. Otherwise what is kept."""
    if not named:
        yield f"{DATA}, with all messages and keys of the server"
        return
    if is_emptied(DATA, facts):
        steps.append(Planned(Emptied(DATA), Outcome.REMOVED))
    elif DATA in facts.files:
        yield _by_hand(DATA)
    if USER in facts.users and facts.account.home == DATA:
        steps.append(Planned(NoUser(USER), Outcome.REMOVED))
    elif USER in facts.users:
        yield f"the user {USER}, who was there before"


def _backups(folder: str, facts: Facts, steps: list[Planned], *, named: bool) -> Iterator[str]:
    if folder not in facts.files:
        return
    if named and is_emptied(folder, facts):
        steps.append(Planned(Emptied(folder), Outcome.REMOVED))
    else:
        yield _by_hand(folder) if named else f"{folder}, the backups"


def _by_hand(path: str) -> str:
    return f"{path}, which is no folder of the user {USER}'s: remove it yourself if you do not need it"


def _is_there(name: str, facts: Facts) -> bool:
    unit = facts.units.get(name, Unit())
    supplied = name in facts.supplied and (name != RELAY_UNIT or RELAY_FILE in facts.written.files)
    ours = f"{UNITS}/{name}" in facts.written.files or supplied
    return ours and (unit.enabled or unit.active)


def _is_left(planned: Planned) -> bool:
    return isinstance(planned.step, Gone) and planned.outcome == Outcome.LEFT
