"""Which Pythons are refused: those that let a name become a header of a mail, and no other."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMES = [f"python3.{minor}" for minor in range(11, 16)]
PLACES = [
    *{
        str(Path(found).resolve())
        for name in NAMES
        for found in (shutil.which(name), f"/usr/bin/{name}")
        if found and Path(found).exists()
    },
    *map(str, Path.home().glob(".pyenv/versions/3.1[1-9]*/bin/python3")),
]
"""Every Python that this machine has, fit or not."""
ATTACK = r"""
from email.message import EmailMessage
mail = EmailMessage()
mail["Subject"] = "Nachricht von =?utf-8?q?a=0d=0aBcc:_thief@evil.example?="
try:
    print("Bcc" in mail.as_bytes().decode().split("\n")[1])
except Exception:
    print(False)
"""
ASKED = "import sys; sys.path.insert(0, sys.argv[1]); from python import unfit; print(unfit() is not None)"


def said(python: str, program: str, *arguments: object) -> str | None:
    done = subprocess.run(
        [python, "-I", "-c", program, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() if done.returncode == 0 else None


@pytest.mark.parametrize("python", sorted({sys.executable, *PLACES}))
def test_refused_is_what_can_be_attacked(python: str) -> None:
    """The attack itself is tried on each Python of this machine: it works exactly where Tresen and ./dev refuse to run."""
    works = said(python, ATTACK)
    if works is None:
        pytest.skip("this name leads to no Python that runs")
    assert said(python, ASKED, ROOT / "src" / "tresen" / "cli") == works
    fit = subprocess.run([ROOT / "dev", "fit", python], capture_output=True, check=False)
    assert (fit.returncode != 0) == (works == "True")
