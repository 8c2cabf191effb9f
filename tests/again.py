"""`python -m tests.again`: what failed in the last run of the tests, again, each alone, up to two more times.

Nothing else runs meanwhile. Who passes now is named as flaky, with its first reason. Exit status: 0 when all passed, 1 when
a test failed three times or more than `MOST` failed at first, 8 when no test was named: then something else failed.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Final

from tests import failures

TRIES: Final = 2
MOST: Final = 8
"""So many may be flaky in one run."""
NOT_A_TEST: Final = 8


def again(failed: Mapping[str, str], passes: Callable[[str], bool]) -> tuple[list[str], int]:
    """Try each; answers the lines to print at the end, and the exit status."""
    if not failed:
        return ["CI: no test failed, so there is none to try again"], NOT_A_TEST
    if len(failed) > MOST:
        lines = [f"FAILED {test}: {why}" for test, why in failed.items()]
        return [*lines, f"CI: {len(failed)} tests failed, more than the {MOST} that are tried again"], 1
    lines, status = [], 0
    for test, why in failed.items():
        number = next((n for n in range(2, TRIES + 2) if passes(test)), None)
        if number is None:
            lines.append(f"FAILED {test}, {TRIES + 1} times: {why}")
            status = 1
        else:
            lines.append(f"flaky: {test}, passed at try {number}: {why}")
    return lines, status


def alone(test: str) -> bool:
    """Whether this one passes, in a process of its own. At full depth if it is one of the long run."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:xdist",
        "-p",
        "no:cacheprovider",
        *sys.argv[1:],
        test,
    ]
    return subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode == 0


def main() -> int:
    """Try again what the record names."""
    lines, status = again(failures.read(), alone)
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return status


if __name__ == "__main__":
    sys.exit(main())
