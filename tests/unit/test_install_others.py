"""What others have on a machine stays theirs: nothing is taken over by an installation, nothing goes with a removal."""

from __future__ import annotations

import pytest

from tests.unit.test_install_plan import (
    ANSWERS,
    BARE,
    DEPLOYED,
    DONE,
    SECRET,
    after,
    changed,
    files,
    outcomes,
)
from tresen.cli.installing.answers import DATA, Answers
from tresen.cli.installing.facts import Account, Facts, Found, Unit, Written
from tresen.cli.installing.others import BESIDE, RELAY_FILE, RELAY_UNIT
from tresen.cli.installing.plan import CADDYFILE, RELAY_RULES, UNITS, Unfit, plan
from tresen.cli.installing.removal import plan_removal
from tresen.cli.installing.steps import Emptied, File, Gone, NoUser, Outcome, Planned, Running, Stopped, User

THEIRS = b"realm=other.example\nstatic-auth-secret=" + b"9" * 40 + b"\n"


def with_relay_of(content: bytes, facts: Facts = BARE) -> Facts:
    """A machine on which somebody's coturn runs already."""
    theirs = changed(facts, RELAY_FILE, content)
    return theirs._replace(units={**facts.units, "coturn.service": Unit(True, True)}, taken={3478: ""})


def test_a_person_is_not_made_the_server() -> None:
    """An account of a person's, who is called so: the server would run as that person, with all their files."""
    person = BARE._replace(users=frozenset({"tresen"}), account=Account(1000, "/home/tresen"))
    for account in (Account(1000, "/home/tresen"), Account(0, "/root"), Account(64_000, DATA)):
        with pytest.raises(Unfit, match=r"account tresen .* no account of the system's"):
            plan(ANSWERS, person._replace(account=account), DEPLOYED)
    known = person._replace(account=Account(999, "/nonexistent"))
    assert outcomes(plan(ANSWERS, known, DEPLOYED))[str(User("tresen", DATA))] == Outcome.RIGHT


def test_an_account_of_somebody_elses_stays() -> None:
    """Only one with the home that Tresen gives goes with the data."""
    there = DONE._replace(account=Account(999, "/nonexistent"))
    found = plan_removal(there, data=True, backups=False)
    assert NoUser("tresen") not in [each.step for each in found.steps]
    assert any("user tresen" in each for each in found.notes)


@pytest.mark.parametrize("owner", ["root", "anna", "#1001"])
def test_a_folder_that_holds_others_files_is_not_taken(owner: str) -> None:
    """Neither for backups nor for data: nobody else could read their files any more, and a removal would take them."""
    for path in (ANSWERS.backups, DATA):
        there = BARE._replace(files={path: Found("folder", owner=owner)}, filled=frozenset({path}))
        with pytest.raises(Unfit, match=f"{path} belongs to {owner} and is not empty"):
            plan(ANSWERS, there, DEPLOYED)
        assert plan(ANSWERS, there._replace(filled=frozenset()), DEPLOYED).steps
        kept = there._replace(files={path: Found("folder", owner="tresen")})
        assert plan(ANSWERS, kept, DEPLOYED).steps


def test_a_folder_of_somebody_elses_is_not_emptied() -> None:
    """Nor one that is a link: what it leads to is nothing that was made here."""
    for found in (Found("folder", owner="anna"), Found("link", b"/srv/other")):
        there = DONE._replace(files={**DONE.files, DATA: found, ANSWERS.backups: found})
        removal = plan_removal(there, data=True, backups=True)
        emptied = {each.step.path for each in removal.steps if isinstance(each.step, Emptied)}
        assert emptied.isdisjoint({DATA, ANSWERS.backups})
        for path in (DATA, ANSWERS.backups):
            assert any(path in each and "remove" in each for each in removal.notes)


def test_a_relay_of_somebody_elses_goes_on() -> None:
    """coturn with settings that are not Tresen's is not stopped, not started anew, and its secret is not taken."""
    found = plan(ANSWERS, with_relay_of(THEIRS), DEPLOYED)
    touched = {each.step.unit for each in found.steps if isinstance(each.step, Running | Stopped)}
    assert touched.isdisjoint({"coturn.service", RELAY_UNIT})
    made = {each.step.path for each in found.steps if isinstance(each.step, File) and each.outcome != "left"}
    assert made >= {"/etc/tresen.toml", CADDYFILE}
    assert not {RELAY_RULES, f"{UNITS}/{RELAY_UNIT}"} & set(files(found))
    assert b"relay" not in files(found)["/etc/tresen.toml"].content
    assert b"9" * 40 not in b"".join(each.content for each in files(found).values())
    assert any(RELAY_FILE in each and "--no-calls" in each for each in found.notes)


def test_what_was_taken_over_by_hand_is_tresens_relay() -> None:
    """The secret of the file beside is the sign of it. The next run then sets up the rest."""
    first = plan(ANSWERS, with_relay_of(THEIRS), DEPLOYED)
    beside = files(first)[RELAY_FILE].content
    assert SECRET.encode() in beside
    done = after(first, with_relay_of(THEIRS))._replace(fresh_secret="6" * 64)
    again = plan(ANSWERS, done, DEPLOYED)
    assert files(again)[RELAY_FILE].content == beside
    taken = changed(done, RELAY_FILE, beside + b"# and mine\n")
    found = plan(ANSWERS, taken, DEPLOYED)
    assert Running(RELAY_UNIT) in [each.step for each in found.steps]
    assert SECRET.encode() in files(found)["/etc/tresen.toml"].content


def test_a_relay_of_somebody_elses_stays_when_tresen_goes() -> None:
    """Its file and its unit are as they were."""
    first = with_relay_of(THEIRS)
    done = after(plan(ANSWERS, first, DEPLOYED), first)
    unit = done._replace(units={**done.units, RELAY_UNIT: Unit(True, True)}, supplied={RELAY_UNIT: b""})
    steps = [each.step for each in plan_removal(unit, data=True, backups=True).steps]
    assert Gone(RELAY_FILE) not in steps
    assert Gone(RELAY_FILE + BESIDE) in steps
    assert not {RELAY_UNIT, "coturn.service"} & {each.unit for each in steps if isinstance(each, Stopped)}


def test_the_relays_port_is_asked_for() -> None:
    """Another program there is named before anything is changed; without calls it is nobody's business."""
    with pytest.raises(Unfit, match=r"3478 .*--no-calls"):
        plan(ANSWERS, BARE._replace(taken={3478: ""}), DEPLOYED)
    assert plan(Answers("chat.example.de", calls=False), BARE._replace(taken={3478: ""}), DEPLOYED).steps
    own = DONE._replace(taken={3478: ""})
    assert plan(ANSWERS, own, DEPLOYED).steps


def test_a_run_that_was_killed_is_gone_on_with() -> None:
    """A file was written, its note was not: it is Tresen's all the same, its service reads it, a removal takes it."""
    files_noted = {path: sum_ for path, sum_ in DONE.written.files.items() if path != CADDYFILE}
    killed = DONE._replace(written=Written(ANSWERS, files_noted))
    found = plan(ANSWERS, killed, DEPLOYED)
    assert Planned(files(found)[CADDYFILE], Outcome.REPAIRED) in found.steps
    assert Running("caddy.service", anew=True, reload=True) in [each.step for each in found.steps]
