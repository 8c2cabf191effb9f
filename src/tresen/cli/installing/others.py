"""What others have on a machine: an account, folders, a relay, ports. It stays theirs, and an installation says so first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tresen.cli.installing import texts
from tresen.cli.installing.answers import DATA, Answers
from tresen.cli.installing.facts import LAST_OF_SYSTEM, Facts, Found, Unit

USER: Final = "tresen"
RELAY_FILE: Final = "/etc/turnserver.conf"
RELAY_UNIT: Final = "turnserver.service"
RELAY_PORT: Final = 3478
BESIDE: Final = ".tresen-new"
_WEB: Final = (80, 443)
_NONE: Final = Found("other")


def reasons(answers: Answers, facts: Facts) -> Iterator[str]:
    """Why nothing is to be changed: each with its remedy."""
    yield from _account(facts)
    yield from _folders(answers, facts)
    yield from _ports(answers, facts)


def _account(facts: Facts) -> Iterator[str]:
    if USER in facts.users and not 0 < facts.account.number <= LAST_OF_SYSTEM:
        yield (
            f"the account {USER} (number {facts.account.number}, home {facts.account.home}) is no account of the system's:"
            f" the server would run as that person. Give that account another name: usermod --login NEW {USER}"
        )


def _folders(answers: Answers, facts: Facts) -> Iterator[str]:
    for path, remedy in (
        (answers.backups, "name another folder with --backups"),
        (DATA, "move it away, the server makes its own"),
    ):
        found = facts.files.get(path, _NONE)
        if found.kind == "folder" and found.owner != USER and path in facts.filled:
            yield f"{path} belongs to {found.owner} and is not empty, with nothing of Tresen's in it: {remedy}"


def _ports(answers: Answers, facts: Facts) -> Iterator[str]:
    for port, by in sorted(facts.taken.items()):
        if port == answers.port and not _runs("tresen.service", facts):
            yield f"port {port} is taken{by}: stop that program, or name another port with --port"
        if port in _WEB and not answers.proxy and not _runs("caddy.service", facts):
            yield (
                f"port {port} is taken{by}, and Caddy needs it: stop that program, or let it hand the name on to Tresen and"
                " name it: --proxy 127.0.0.1"
            )
        if (
            port == RELAY_PORT
            and answers.calls
            and not (_runs(RELAY_UNIT, facts) or _runs("coturn.service", facts))
        ):
            yield f"port {port} is taken{by}, and the relay for calls needs it: stop that program, or go without: --no-calls"


def _runs(unit: str, facts: Facts) -> bool:
    return facts.units.get(unit, Unit()).active


def has_relay(facts: Facts, config: str) -> bool:
    """Whether the relay's settings are somebody else's. Tresen's secret in them says that a person made them for Tresen."""
    found = facts.files.get(RELAY_FILE, _NONE)
    if found.kind != "file" or found.packaged or RELAY_FILE in facts.written.files:
        return False
    theirs = texts.secret_in(b"", found.content)
    return not theirs or theirs not in known_secrets(facts, config)


def known_secrets(facts: Facts, config: str) -> list[str]:
    """Tresen's own: of its settings, and of a file that was laid beside somebody else's."""
    settings, beside = (facts.files.get(each, _NONE).content for each in (config, RELAY_FILE + BESIDE))
    return [each for each in (texts.secret_in(settings, b""), texts.secret_in(b"", beside)) if each]


def relay_note(answers: Answers) -> str:
    """What a person is told whose relay stays."""
    return (
        f"calls: {RELAY_FILE} is of another relay, which was left as it is, so calls are not set up. Take over"
        f" {RELAY_FILE}{BESIDE} and run tresen install again, or go without: tresen install {answers.address} --no-calls"
    )


def is_emptied(path: str, facts: Facts) -> bool:
    """Whether a folder is one that the server has: it goes with all that is in it."""
    found = facts.files.get(path, _NONE)
    return found.kind == "folder" and found.owner == USER
