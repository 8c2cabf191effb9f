"""What CI calls green. A stand-in for `./dev` ends twice with a given status."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / ".ci" / "run"
FAILED = Path(".pytest_cache/v/cache/lastfailed")
DEV = """#!/bin/sh
case $1 in fit) exit ;; esac
echo "$*" >>calls
case $1 in test) ;; *) exit "$(cat "ends-$1" 2>/dev/null || echo 0)" ;; esac
read -r status <ends && sed -i 1d ends
exit "$status"
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
        "bin/git": '#!/bin/sh\nmkdir -p "$4" && cp dev ends "$4" && ln -s "$PWD/calls" "$4/calls"\n',
    }
    for name, text in programs.items():
        program = tmp_path / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(text)
        program.chmod(0o700)
    return tmp_path


def run(
    clone: Path, *ends: int, failed: bool = True, audit: int = 0, said: list[str] | None = None
) -> tuple[int, list[str]]:
    """The script's status and its calls of `./dev`, whose runs end as given; `failed`: the first names failed tests."""
    (clone / "ends-audit").write_text(str(audit))
    (clone / "ends").write_text("".join(f"{status}\n" for status in ends))
    if failed:
        (clone / FAILED).parent.mkdir(parents=True)
        (clone / FAILED).write_text('{"tests/test_x.py::test_x": true}')
    path = f"{clone / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [clone / ".ci" / "run"], env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    if said is not None:
        said.append(done.stdout)
    return done.returncode, (clone / "calls").read_text().splitlines()


AGAIN = "--last-failed --last-failed-no-failures none"
THEN = ["check python", "audit"]


def test_green_at_once(clone: Path) -> None:
    """The short run, then the long one; what went well is not run twice."""
    assert run(clone, 0, 0, failed=False) == (0, ["test", "test --deeper", *THEN])


def test_what_failed_once_passes(clone: Path) -> None:
    """A wait that was too short on a busy machine gets one more try, and the long run follows."""
    assert run(clone, 1, 0, 0) == (0, ["test", f"test {AGAIN}", "test --deeper", *THEN])


def test_what_failed_once_in_the_long_run_passes(clone: Path) -> None:
    """There too, at the same depth."""
    assert run(clone, 0, 1, 0) == (0, ["test", "test --deeper", f"test --deeper {AGAIN}", *THEN])


def test_what_fails_twice_fails(clone: Path) -> None:
    """A real fault fails twice, and there is no third try; nor a long run, which would say the same."""
    assert run(clone, 1, 1) == (1, ["test", f"test {AGAIN}"])


def test_the_long_run_fails(clone: Path) -> None:
    """What only the long run finds is as red."""
    assert run(clone, 0, 1, 1) == (1, ["test", "test --deeper", f"test --deeper {AGAIN}"])


def test_no_test_failed(clone: Path) -> None:
    """Failures of format, lint, types and the web's tests get no second try."""
    assert run(clone, 1, failed=False) == (1, ["test"])


@pytest.mark.parametrize("status", [2, 3, 4, 5, 8])
def test_cut_short(clone: Path, status: int) -> None:
    """A run that was interrupted, broke internally or collected nothing did not run everything, so it proves nothing; 8 says
    that a check or a test without a browser failed."""
    assert run(clone, status, 0) == (status, ["test"])


def test_a_silent_registry_fails_nothing_and_is_not_none(clone: Path) -> None:
    """Known vulnerabilities fail; no answer does not, but it is said."""
    said: list[str] = []
    assert run(clone, 0, 0, failed=False, audit=0, said=said)[0] == 0
    assert "not every registry answered" not in said[0]
    for silent in (3, 124):
        assert run(clone, 0, 0, failed=False, audit=silent, said=said)[0] == 0
        assert "CI: not every registry answered" in said[-1]
    assert run(clone, 0, 0, failed=False, audit=1)[0] == 1


def test_dev_tells_how_the_tests_ended() -> None:
    """`./dev test` ends with pytest's own status, which tells these cases apart."""
    dev = (SCRIPT.parents[1] / "dev").read_text()
    assert 'pytest "$@" || failed=$?' in dev
    assert "tests/integration tests/e2e || ended=$?" in dev
