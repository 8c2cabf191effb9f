"""The units of `deploy/`: systemd takes every line, they expose little, and what they start works within them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest

from tests.services import missing
from tests.world.as_unit import settings
from tests.world.deployed import DEPLOY, as_unit, etc_of
from tests.world.netns import street

MOST = 2.0
UNITS = [
    ("tresen.service",),
    ("tresen.service", "tresen-outside.conf"),
    ("turnserver.service",),
    ("tresen-backup.service",),
    ("tresen-backup-try.service",),
    ("tresen-doctor.service",),
]
TIMERS = sorted(each.name for each in DEPLOY.glob("*.timer"))


@pytest.fixture(autouse=True)
def systemd() -> None:
    if shutil.which("systemd-analyze") is None:
        missing("needs systemd-analyze (apt-get install systemd)")


def joined(folder: Path, files: tuple[str, ...]) -> Path:
    """The unit with what is dropped in beside it, its program one that is here."""
    made = folder / files[0]
    text = "\n".join((DEPLOY / each).read_text() for each in files)
    made.write_text(re.sub(r"^(Exec\w+=\+?)\S+", r"\1/bin/true", text, flags=re.MULTILINE))
    return made


@pytest.mark.parametrize("files", UNITS, ids="+".join)
def test_systemd_takes_every_line(tmp_path: Path, files: tuple[str, ...]) -> None:
    """No warning at all, about no setting and no value."""
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", joined(tmp_path, files)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = [line for line in (told.stdout + told.stderr).splitlines() if files[0] in line]
    assert (told.returncode, said) == (0, [])


@pytest.mark.parametrize("name", TIMERS)
def test_systemd_takes_every_line_of_a_timer(tmp_path: Path, name: str) -> None:
    """No warning at all, beside the service that it starts."""
    joined(tmp_path, (name.replace(".timer", ".service"),))
    shutil.copyfile(DEPLOY / name, tmp_path / name)
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / name],
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in (told.stdout + told.stderr).splitlines() if name in line]
    assert (told.returncode, said) == (0, [])


def test_every_unit_is_examined() -> None:
    """A unit beside these would be one whose exposure nobody knows."""
    assert {each.name for each in DEPLOY.glob("*.service")} == {files[0] for files in UNITS}


@pytest.mark.parametrize("files", UNITS, ids="+".join)
def test_little_is_exposed(tmp_path: Path, files: tuple[str, ...]) -> None:
    """At most 2.0 of 10 by systemd's own reckoning, with the drop-in too."""
    told = subprocess.run(
        ["systemd-analyze", "security", "--no-pager", "--offline=true", f"--threshold={int(MOST * 10)}",
         joined(tmp_path, files)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = re.search(r"Overall exposure level for \S+ ([0-9.]+)", told.stdout)
    assert found is not None, told.stderr
    assert (told.returncode, float(found[1]) <= MOST) == (0, True), told.stdout[-200:]


def test_the_relay_starts_anew_every_day() -> None:
    """[C9] coturn renews addresses for as long as it is asked: the unit ends it once a day, and starts it again then."""
    unit = settings((DEPLOY / "turnserver.service").read_text())
    assert (unit["RuntimeMaxSec"], unit["Restart"]) == (["1d"], ["always"])


def test_tresen_runs_in_its_unit(tmp_path: Path) -> None:
    """With tresen.toml as it is: it starts, writes its state alone, creates a set-up link and answers as its public URL."""
    etc = etc_of(tmp_path, {"tresen.toml": DEPLOY / "tresen.toml"})
    with (
        street() as place,
        as_unit(place.host, tmp_path, etc, ("tresen.service",), ("127.0.0.1", 8080)) as process,
    ):
        got = place.host.call(httpx.get, "http://127.0.0.1:8080/healthz", trust_env=False)
        live = place.host.call(httpx.get, "http://127.0.0.1:8080/live", trust_env=False)
        status = Path(f"/proc/{process.pid}/status").read_text()
    assert (got.status_code, live.headers["tresen-public-url"]) == (200, "https://chat.example.org")
    facts = dict(re.findall(r"^(\w+):\s+(.+)$", status, re.MULTILINE))
    assert (facts["Uid"].split()[0], facts["CapEff"], facts["NoNewPrivs"], facts["Seccomp"]) == (
        "64999",
        "0" * 16,
        "1",
        "2",
    )
    state = tmp_path / "state"
    assert (state / "setup-link").read_text().startswith("https://chat.example.org/")
    assert {each.stat().st_uid for each in state.rglob("*")} == {64999}
    assert {each.stat().st_mode & 0o077 for each in state.rglob("*")} == {0}
