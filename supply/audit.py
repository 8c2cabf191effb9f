"""`./dev audit`: known vulnerabilities in the locked Python and npm versions, as the registries report them.

Exit status: 0 when all registries answered and know of none, 1 for findings, 3 when a registry did not answer. It is named
then: no answer does not mean no vulnerabilities. With `--change` all findings are named, and only those of a part whose
locked version the change has touched end with 1: what becomes known of the others refuses no work on something else.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 300
SILENT = 3
"""The exit status when nothing was found, and not all were heard."""
LOCKS = (
    "requirements.lock", "requirements-server.lock", "requirements-dev.lock", "requirements-docs.lock",
)  # fmt: skip
NPM_LOCK: Final = "web/package-lock.json"
CHANGE: Final = timedelta(days=1)
"""The commits of so long before the last one are the change: what is tried together lands together."""


class Finding(NamedTuple):
    """A part by its name in the lock file, and what is known of it."""

    part: str
    known: str


class Answer(NamedTuple):
    """What one registry said. `findings` is None when it did not answer; then `why` says so."""

    what: str
    findings: list[Finding] | None
    why: str = ""


def read_python(what: str, out: str, err: str) -> Answer:
    """pip-audit's JSON; anything else means that it could not ask."""
    try:
        parts = json.loads(out)["dependencies"]
        found = [
            Finding(
                _normal(part["name"]),
                f"{part['name']} {part['version']}: {hole['id']}"
                + (f", fixed in {hole['fix_versions'][0]}" if hole["fix_versions"] else ""),
            )
            for part in parts
            for hole in part.get("vulns", ())
        ]
        skipped = [part["name"] for part in parts if part.get("skip_reason")]
    except (ValueError, KeyError, TypeError):
        return Answer(what, None, _last_line(err))
    if skipped and not found:
        return Answer(what, None, f"it knows nothing of {len(skipped)} of {len(parts)} parts")
    return Answer(what, found)


def read_npm(what: str, out: str, err: str) -> Answer:
    """npm's JSON; an `error` in it means that the registry has no answer."""
    try:
        said = json.loads(out)
        if "vulnerabilities" not in said:
            error = said.get("error") or {}
            return Answer(
                what,
                None,
                str(said.get("message") or error.get("summary") or error.get("code") or "no answer"),
            )
        found = [
            Finding(name, f"{name} {hole.get('range', '')}: {hole['severity']}")
            for name, hole in said["vulnerabilities"].items()
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return Answer(what, None, _last_line(err))
    return Answer(what, found)


def locked_python(text: str) -> set[tuple[str, str]]:
    """Names and versions of a requirements file."""
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE)
    return {(_normal(name), version) for name, version in found}


def _normal(name: str) -> str:
    """The one spelling of a Python package's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked_npm(text: str) -> set[tuple[str, str]]:
    """Names and versions of npm's lock file; a part may be there in several."""
    packages = json.loads(text)["packages"]
    return {
        (path.rpartition("node_modules/")[2], entry["version"])
        for path, entry in packages.items()
        if "node_modules/" in path and "version" in entry
    }


def touched(before: set[tuple[str, str]], now: set[tuple[str, str]]) -> set[str]:
    """The parts that came, or that are locked to another version than before."""
    return {name for name, _ in now - before}


def report(answers: list[Answer], changed: set[str] | None = None) -> tuple[str, int]:
    """What to print, and the exit status. `changed`: only findings of these parts end with 1."""
    lines = []
    for what, findings, why in answers:
        if findings is None:
            lines.append(
                f"{what}: the registry did not answer ({why}); nothing is known about vulnerabilities"
            )
        elif findings:
            lines.extend(
                f"{what}: {finding.known}"
                + ("" if counts(finding, changed) else " (not of this change; it does not end the audit)")
                for finding in findings
            )
        else:
            lines.append(f"{what}: no known vulnerabilities")
    if any(counts(finding, changed) for answer in answers for finding in answer.findings or ()):
        status = 1
    else:
        status = SILENT if any(answer.findings is None for answer in answers) else 0
    return "\n".join(lines) + "\n", status


def counts(finding: Finding, changed: set[str] | None) -> bool:
    """Whether the exit status tells of it."""
    return changed is None or finding.part in changed


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip()[:200] if lines else "no answer"


def _run(command: list[str], folder: Path) -> tuple[str, str]:
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return "", f"no answer within {SECONDS} seconds"
    return done.stdout, done.stderr


def _git(*words: str) -> str:
    done = subprocess.run(["git", "-C", ROOT, *words], capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


def changed() -> set[str] | None:
    """The parts whose versions the change has touched; None when git does not know what was before."""
    ended = _git("log", "-1", "--format=%cI").strip()
    if not ended:
        return None
    since = (datetime.fromisoformat(ended) - CHANGE).isoformat()
    before = _git("rev-list", "-1", f"--before={since}", "HEAD").strip()
    if not before:
        return None
    reading: dict[str, Callable[[str], set[tuple[str, str]]]] = dict.fromkeys(LOCKS, locked_python)
    reading[NPM_LOCK] = locked_npm
    found: set[str] = set()
    for lock, locked in reading.items():
        then = _git("show", f"{before}:{lock}")
        found |= touched(locked(then) if then else set(), locked((ROOT / lock).read_text(encoding="utf-8")))
    return found


def main() -> int:
    """Ask both registries."""
    if sys.argv[1:] not in ([], ["--change"]):
        sys.stderr.write("./dev audit [--change]\n")
        return 2
    answers = []
    for lock in LOCKS:
        command = [sys.executable, "-m", "pip_audit", "-f", "json", "--progress-spinner", "off", "--disable-pip",
                   "--require-hashes", "-r", lock]  # fmt: skip
        answers.append(read_python(f"Python ({lock})", *_run(command, ROOT)))
    npm = [sys.executable, "web/build.py", "audit", "--json"]
    answers.append(read_npm(f"npm ({NPM_LOCK})", *_run(npm, ROOT)))
    text, status = report(answers, changed() if sys.argv[1:] else None)
    sys.stdout.write(text)
    return status


if __name__ == "__main__":
    sys.exit(main())
