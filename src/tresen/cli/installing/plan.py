"""The plan of an installation: from answers and facts to steps, without a look at the machine.

A file that a person changed is never a step of ours to write: it stays, and what it would be is laid beside it.
"""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Iterator
from typing import Final, NamedTuple

from tresen.cli.installing import others, texts
from tresen.cli.installing.answers import DATA, Answers
from tresen.cli.installing.facts import Facts, Found, Here, Unit
from tresen.cli.installing.others import BESIDE, RELAY_FILE, RELAY_UNIT, USER
from tresen.cli.installing.steps import (
    File,
    Folder,
    Gone,
    Link,
    Outcome,
    Packages,
    Planned,
    Reload,
    Running,
    Step,
    Stopped,
    User,
)  # fmt: skip
from tresen.cli.installing.texts import Templates

UNITS: Final = "/etc/systemd/system"
CADDYFILE: Final = "/etc/caddy/Caddyfile"
RELAY_RULES: Final = "/etc/turnserver.nft"
OUTSIDE: Final = f"{UNITS}/tresen.service.d/outside.conf"
LINK: Final = "/usr/local/bin/tresen"
JOBS: Final = ("tresen-backup", "tresen-backup-try", "tresen-doctor")
SERVER_UNITS: Final = ("tresen.service", *(f"{job}.{kind}" for job in JOBS for kind in ("service", "timer")))
TEMPLATES: Final = (
    *SERVER_UNITS, RELAY_UNIT, "tresen-outside.conf", "tresen.toml", "Caddyfile", "turnserver.conf", "turnserver.nft",
)  # fmt: skip
_DEBIAN, _UBUNTU = 12, 24


class Unfit(Exception):
    """Nothing can be installed here. Each reason names its cause and its remedy."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


class Plan(NamedTuple):
    """All steps in their order, and what a person should know or do besides."""

    steps: list[Planned]
    notes: list[str]


def plan(answers: Answers, facts: Facts, templates: Templates) -> Plan:
    """The steps that lead from these facts to what was answered.

    Raises:
        Unfit: this machine is none that they lead to; nothing is to be changed.
    """
    require_fit(answers, facts)
    notes: list[str] = []
    files = [Planned(each, judged(each, facts)) for each in _files(answers, facts, templates, notes)]
    steps = [*_ground(answers, facts), *files, *_left_over(answers, facts, files)]
    steps.extend(_services(answers, facts, steps))
    notes.extend(_asides(steps))
    notes.extend(_firewall(answers, facts))
    return Plan(steps, notes)


def require_fit(answers: Answers, facts: Facts) -> None:
    """Raises `Unfit`."""
    reasons = unfit(facts.here)
    named = standing(facts)
    if named not in ("", answers.address):
        reasons.append(
            f"{config_of(facts)} says that this server is {named}, and its links and printed signs say so: install that"
            " name, or change public_url there first"
        )
    reasons.extend(others.reasons(answers, facts))
    if reasons:
        raise Unfit(reasons)


def unfit(here: Here) -> list[str]:
    """Why nothing can be installed here, whatever is answered."""
    return list(_unfit(here))


def _unfit(here: Here) -> Iterator[str]:
    system = here.system
    newest = system.version.partition(".")[0]
    at_least = {"debian": _DEBIAN, "ubuntu": _UBUNTU}.get(system.id)
    # Debian's testing has no number.
    if at_least is None or (newest.isdigit() and int(newest) < at_least):
        yield (
            f"this is {system.name or 'a system without /etc/os-release'}: tresen install knows Debian from 12 and"
            " Ubuntu from 24.04. By hand it takes a user, units, Caddy and coturn, as the tutorial says:"
            " docs/tutorial/from-a-bare-server-to-the-sign.md"
        )
    if not here.is_root:
        yield "only root can install it: sudo tresen install"
    if not here.has_systemd:
        yield "systemd does not run here, as in most containers: see docs/howto/containers.md"
    if not here.command:
        yield (
            "the user tresen could not run this Tresen, or another user could exchange it, as in a home folder: install it"
            " in /opt/tresen as root, with /usr/bin/python3 -m venv /opt/tresen"
        )


def judged(file: File, facts: Facts) -> Outcome:
    """How a file stands, against what an earlier run wrote there."""
    found, wrote = facts.files.get(file.path), facts.written.files.get(file.path)
    if found is None:
        return Outcome.REPAIRED if wrote else Outcome.MADE
    if found.kind != "file":
        return Outcome.LEFT
    if found.content == file.content:
        as_it_is = (found.owner, found.group, found.mode) == (file.owner, file.group, file.mode)
        # A run that was killed between file and note: no service has read it yet, and a removal would not know it.
        noted = wrote is not None or not texts.is_headed(file.content)
        return Outcome.RIGHT if as_it_is and noted else Outcome.REPAIRED
    if digest(found.content) == wrote:
        return Outcome.REPAIRED
    return Outcome.MADE if found.packaged else Outcome.LEFT


def digest(content: bytes) -> str:
    """What is remembered of a file that was written."""
    return hashlib.sha256(content).hexdigest()


def _ground(answers: Answers, facts: Facts) -> Iterator[Planned]:
    again = _again(facts)
    wanted = (() if answers.proxy else ("caddy",)) + (("coturn", "nftables") if answers.calls else ())
    absent = tuple(each for each in wanted if each not in facts.packages)
    if wanted:
        yield Planned(Packages(absent or wanted), again if absent else Outcome.RIGHT)
    yield Planned(User(USER, DATA), Outcome.RIGHT if USER in facts.users else again)
    yield from _link(facts)
    folder = Folder(answers.backups, USER, USER, 0o700)
    found = facts.files.get(folder.path)
    if found is None:
        yield Planned(folder, again)
    elif found.kind != "folder":
        yield Planned(folder, Outcome.LEFT)
    else:
        right = (found.owner, found.mode) == (USER, 0o700)
        yield Planned(folder, Outcome.RIGHT if right else Outcome.REPAIRED)


def _link(facts: Facts) -> Iterator[Planned]:
    command = command_of(facts)
    if command.rpartition("/")[0] in ("/usr/bin", "/usr/local/bin", "/bin"):
        return
    found = facts.files.get(LINK)
    link = Link(LINK, command)
    if found is None:
        yield Planned(link, _again(facts))
    elif found.kind == "link" and found.content == command.encode():
        yield Planned(link, Outcome.RIGHT)
    else:
        yield Planned(link, Outcome.LEFT)


def standing(facts: Facts) -> str:
    """The name that the settings give the server, if they are not as the package laid them."""
    found = facts.files.get(config_of(facts), Found("other"))
    return "" if found.packaged else texts.address_in(found.content)


def command_of(facts: Facts) -> str:
    """The command for units: what the package's own unit has, else what runs now."""
    return texts.program_of(_supplied(facts, "tresen.service"))[0] or facts.here.command


def config_of(facts: Facts) -> str:
    """Where the settings lie: where the package's own unit has them, else in /etc/tresen.toml."""
    return texts.program_of(_supplied(facts, "tresen.service"))[1] or texts.CONFIG


def _supplied(facts: Facts, name: str) -> str:
    return facts.supplied.get(name, b"").decode(errors="replace")


def _files(answers: Answers, facts: Facts, templates: Templates, notes: list[str]) -> Iterator[File]:
    config, command = config_of(facts), command_of(facts)
    secret = _secret(answers, facts, notes)
    theirs = bool(secret) and others.has_relay(facts, config)
    text = texts.settings(templates, answers, facts.listen_at, "" if theirs else secret)
    yield File(config, text.encode(), group=USER, mode=0o640)
    for name in (*SERVER_UNITS, *((RELAY_UNIT,) if secret and not theirs else ())):
        made = texts.unit(templates, name, command, answers, config)
        if not _suffices(_supplied(facts, name), made):
            yield File(f"{UNITS}/{name}", made.encode())
    yield File(OUTSIDE, texts.unit(templates, "tresen-outside.conf", command, answers).encode())
    if not answers.proxy:
        yield File(CADDYFILE, texts.caddyfile(templates, answers).encode())
    if secret and (facts.relay.ipv4 or facts.relay.ipv6):
        relay = texts.relay(templates, answers, facts.relay, secret)
        yield File(RELAY_FILE, relay.encode(), group="turnserver", mode=0o640)
        if theirs:
            notes.append(others.relay_note(answers))
        else:
            yield File(RELAY_RULES, templates["turnserver.nft"].encode())


def _suffices(supplied: str, made: str) -> bool:
    """Whether the package's unit does what ours would: it starts the same, and may write in the same places."""
    said = [
        line
        for line in made.splitlines()
        if line.startswith(("ExecStart=", "ReadWritePaths=", "IPAddressAllow="))
    ]
    return bool(supplied) and set(said) <= set(supplied.splitlines())


def _secret(answers: Answers, facts: Facts, notes: list[str]) -> str:
    """The secret of the relay: made once. Empty without calls, and as long as no address for a relay is known."""
    if not answers.calls:
        return ""
    kept = _kept_secret(facts)
    if not (facts.relay.ipv4 or facts.relay.ipv6):
        notes.append(
            f"calls: {answers.address} leads to no address of this machine yet, so the relay was not set up."
            " Enter the name in the DNS, then run tresen install again"
        )
        return kept if RELAY_FILE in facts.written.files else ""
    return kept or facts.fresh_secret


def _kept_secret(facts: Facts) -> str:
    config = config_of(facts)
    if others.has_relay(facts, config):
        return next(iter(others.known_secrets(facts, config)), "")
    there = [facts.files.get(each, Found("other")).content for each in (config, RELAY_FILE)]
    return texts.secret_in(*there)


def _wanted_paths(answers: Answers, facts: Facts) -> set[str]:
    """Every file that these answers may ask for, whatever is known of addresses."""
    relay = (RELAY_FILE, RELAY_RULES, f"{UNITS}/{RELAY_UNIT}") if answers.calls else ()
    units = [f"{UNITS}/{each}" for each in SERVER_UNITS]
    return {config_of(facts), OUTSIDE, LINK, *units, *relay, *(() if answers.proxy else (CADDYFILE,))}


def _left_over(answers: Answers, facts: Facts, files: list[Planned]) -> Iterator[Planned]:
    """What an earlier run wrote and these answers do not ask for."""
    beside = {
        f"{each.step.path}{BESIDE}"
        for each in files
        if isinstance(each.step, File) and each.outcome == Outcome.LEFT
    }
    for path in sorted(set(facts.written.files) - _wanted_paths(answers, facts) - beside):
        if path in facts.files:
            yield gone(path, facts)


def gone(path: str, facts: Facts) -> Planned:
    """A file of ours taken away, unless a person changed it. What a package had laid there before comes back."""
    found = facts.files[path]
    ours = found.kind in ("file", "link") and digest(found.content) == facts.written.files.get(path)
    step = Gone(path, before=path in facts.set_aside)
    return Planned(step, Outcome.REMOVED if ours else Outcome.LEFT)


def _services(answers: Answers, facts: Facts, steps: list[Planned]) -> Iterator[Planned]:
    changed = {
        _path(each.step)
        for each in steps
        if each.outcome in (Outcome.MADE, Outcome.REPAIRED, Outcome.REMOVED)
    }
    changed.update(facts.written.unread)
    if any(path.startswith(UNITS) for path in changed):
        yield Planned(Reload(), Outcome.MADE)
    relay = (RELAY_FILE, RELAY_RULES, f"{UNITS}/{RELAY_UNIT}")
    with_relay = any(_path(each.step) == RELAY_RULES for each in steps if isinstance(each.step, File))
    if with_relay or not answers.calls:
        own = facts.units.get("coturn.service", Unit())
        if with_relay and (own.enabled or own.active):
            yield Planned(Stopped("coturn.service"), Outcome.MADE)
        theirs = facts.units.get(RELAY_UNIT, Unit())
        if not with_relay and RELAY_FILE in facts.written.files and (theirs.enabled or theirs.active):
            yield Planned(Stopped(RELAY_UNIT), Outcome.REMOVED)
    server = (config_of(facts), f"{UNITS}/tresen.service", OUTSIDE)
    yield _running("tresen.service", facts, not changed.isdisjoint(server))
    if not answers.proxy or CADDYFILE in changed:
        yield _running("caddy.service", facts, CADDYFILE in changed, reload=True)
    if with_relay:
        yield _running(RELAY_UNIT, facts, not changed.isdisjoint(relay))
    for job in JOBS:
        yield _running(f"{job}.timer", facts, f"{UNITS}/{job}.timer" in changed)


def _running(name: str, facts: Facts, anew: bool, *, reload: bool = False) -> Planned:
    unit = facts.units.get(name, Unit())
    step = Running(name, anew=anew and unit.active, reload=reload)
    if unit.enabled and unit.active and not anew:
        return Planned(step, Outcome.RIGHT)
    return Planned(step, _again(facts))


def _again(facts: Facts) -> Outcome:
    """What is absent was removed since the first run, or was never there."""
    return Outcome.REPAIRED if facts.written.answers is not None else Outcome.MADE


def _path(step: Step) -> str:
    return str(getattr(step, "path", ""))


def _asides(steps: list[Planned]) -> Iterator[str]:
    for step, outcome in steps:
        if outcome != Outcome.LEFT:
            continue
        if isinstance(step, File):
            yield f"{step.path} is yours now. What Tresen would write lies in {step.path}{BESIDE}: take over what you need"
        elif isinstance(step, Gone):
            yield f"{step.path} was changed by you and stays: remove it yourself if you do not need it"
        else:
            yield f"{step} could not be made, because something else stands there: move it away, and run this again"


def _firewall(answers: Answers, facts: Facts) -> Iterator[str]:
    """Which ports the firewall has to let through; this machine's own is named by the commands that it takes."""
    ports = [] if answers.proxy else ["80/tcp", "443/tcp", "443/udp"]
    if answers.proxy and not ipaddress.ip_address(answers.proxy).is_loopback:
        yield f"firewall: TCP {answers.port} for {answers.proxy} alone"
    if answers.calls:
        ports += ["3478/tcp", "3478/udp", "49160-49600/udp"]
    if ports:
        yield f"firewall: let these in, here and at your provider: {', '.join(ports)}"
    if facts.firewall == "ufw":
        yield from (f"  ufw allow {each.replace('-', ':')}" for each in ports)
    elif facts.firewall == "firewalld":
        yield from (f"  firewall-cmd --permanent --add-port={each}" for each in ports)
