"""`./dev audit`: known vulnerabilities in the locked Python and npm versions, as the registries report them.

Exit status: 0 when all registries answered and know of none, 1 for findings, 3 when a registry did not answer. It is named
then: no answer does not mean no vulnerabilities.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 300
SILENT = 3
"""The exit status when nothing was found, and not all were heard."""
LOCKS = (
    "requirements.lock", "requirements-server.lock", "requirements-dev.lock", "requirements-docs.lock",
)  # fmt: skip


class Answer(NamedTuple):
    """What one registry said. `findings` is None when it did not answer; then `why` says so."""

    what: str
    findings: list[str] | None
    why: str = ""


def read_python(what: str, out: str, err: str) -> Answer:
    """pip-audit's JSON; anything else means that it could not ask."""
    try:
        parts = json.loads(out)["dependencies"]
        found = [
            f"{part['name']} {part['version']}: {hole['id']}"
            + (f", fixed in {hole['fix_versions'][0]}" if hole["fix_versions"] else "")
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
            f"{name} {hole.get('range', '')}: {hole['severity']}"
            for name, hole in said["vulnerabilities"].items()
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return Answer(what, None, _last_line(err))
    return Answer(what, found)


def report(answers: list[Answer]) -> tuple[str, int]:
    """What to print, and the exit status."""
    lines = []
    for what, findings, why in answers:
        if findings is None:
            lines.append(
                f"{what}: the registry did not answer ({why}); nothing is known about vulnerabilities"
            )
        elif findings:
            lines.extend(f"{what}: {finding}" for finding in findings)
        else:
            lines.append(f"{what}: no known vulnerabilities")
    if any(answer.findings for answer in answers):
        status = 1
    else:
        status = SILENT if any(answer.findings is None for answer in answers) else 0
    return "\n".join(lines) + "\n", status


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


def main() -> int:
    """Ask both registries."""
    answers = []
    for lock in LOCKS:
        command = [sys.executable, "-m", "pip_audit", "-f", "json", "--progress-spinner", "off", "--disable-pip",
                   "--require-hashes", "-r", lock]  # fmt: skip
        answers.append(read_python(f"Python ({lock})", *_run(command, ROOT)))
    npm = [sys.executable, "web/build.py", "audit", "--json"]
    answers.append(read_npm("npm (web/package-lock.json)", *_run(npm, ROOT)))
    text, status = report(answers)
    sys.stdout.write(text)
    return status


if __name__ == "__main__":
    sys.exit(main())
