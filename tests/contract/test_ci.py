"""What CI calls green. A stand-in for `./dev` ends twice with a given status."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / ".ci" / "run"
DEV = """#!/bin/sh
case $1 in fit) exit ;; esac
echo "$*" >>calls
case $1 in test | again) ;; *) exit "$(cat "ends-$1" 2>/dev/null || echo 0)" ;; esac
read -r status <ends && sed -i 1d ends
case $1$status in again0) echo "flaky: tests/test_x.py::test_x, passed at try 2: late" ;; esac
echo "=== 7 passed in 1.00s ==="
exit "$status"
"""
GIT = """#!/bin/sh
case $1 in rev-parse) echo c0ffee; exit ;; esac
mkdir -p "$4" && cp dev "$4" && ln -s "$PWD/calls" "$4/calls"
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with the script, on a machine that lacks nothing."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(SCRIPT, tmp_path / ".ci" / "run")
    programs = {
        "dev": DEV,
        "bin/chromium": "#!/bin/sh\n",
        "bin/apt-get": "#!/bin/sh\n",
        "bin/python3": "#!/bin/sh\n",
        "bin/python3.14": "#!/bin/sh\necho 3.14\n",
        "bin/git": GIT,
    }
    for name, text in programs.items():
        program = tmp_path / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(text)
        program.chmod(0o700)
    return tmp_path


def run(clone: Path, *ends: int, audit: int = 0) -> tuple[int, list[str], str]:
    """The script's status, its calls of `./dev`, and what it printed; runs and tries of tests end as given."""
    (clone / "ends-audit").write_text(str(audit))
    (clone / "ends").write_text("".join(f"{status}\n" for status in ends))
    (clone / "calls").unlink(missing_ok=True)
    path = f"{clone / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [clone / ".ci" / "run"], env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    assert not done.stderr, done.stderr
    return done.returncode, (clone / "calls").read_text().splitlines(), done.stdout


SLICE = "test --slice c0ffee"
THEN = ["check python", "audit --change"]


def test_green_at_once(clone: Path) -> None:
    """All tests, then a slice of the long run; what went well is not run twice, and the runner's summary ends it."""
    status, calls, said = run(clone, 0, 0)
    assert (status, calls) == (0, ["test", SLICE, *THEN])
    assert "flaky" not in said
    assert said.endswith("=== 7 passed in 1.00s ===\n")


def test_what_passes_alone_is_named(clone: Path) -> None:
    """A test that was flaky refuses nothing, and the last lines name it."""
    status, calls, said = run(clone, 1, 0, 0)
    assert (status, calls) == (0, ["test", "again", SLICE, *THEN])
    assert "flaky: tests/test_x.py::test_x" in said[said.index("CI: what it cost") :]


def test_the_slice_is_tried_again_too(clone: Path) -> None:
    """At the same depth."""
    assert run(clone, 0, 1, 0)[:2] == (0, ["test", SLICE, "again --all", *THEN])


def test_what_fails_alone_fails(clone: Path) -> None:
    """A real fault is red at once; what the slice would say is not asked."""
    assert run(clone, 1, 1)[:2] == (1, ["test", "again"])
    assert run(clone, 0, 1, 1)[:2] == (1, ["test", SLICE, "again --all"])


def test_no_test_failed(clone: Path) -> None:
    """Format, lint, types and the web's tests fail without naming a test of pytest's: red, and nothing is tried again."""
    assert run(clone, 1, 8)[0] == 8


@pytest.mark.parametrize("status", [2, 3, 4, 5, 8])
def test_cut_short(clone: Path, status: int) -> None:
    """A run that was interrupted, broke internally or collected nothing did not run everything, so it proves nothing; 8 says
    that a check or a test without a browser failed."""
    assert run(clone, status, 0)[:2] == (status, ["test"])


def test_a_silent_registry_fails_nothing_and_is_not_none(clone: Path) -> None:
    """Known vulnerabilities of what was touched fail; no answer does not, but it is said."""
    assert "not every registry answered" not in run(clone, 0, 0)[2]
    for silent in (3, 124):
        status, _, said = run(clone, 0, 0, audit=silent)
        assert status == 0
        assert "CI: not every registry answered" in said
    assert run(clone, 0, 0, audit=1)[0] == 1


def test_dev_tells_how_the_tests_ended() -> None:
    """`./dev test` ends with pytest's own status, which tells these cases apart."""
    dev = (SCRIPT.parents[1] / "dev").read_text()
    assert 'pytest "$@" || failed=$?' in dev
    assert "tests/integration tests/e2e || ended=$?" in dev
