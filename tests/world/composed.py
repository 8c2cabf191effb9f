"""The containers' one file as Docker's own Compose reads it: variables filled in, profiles chosen, paths resolved."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from tests.services import missing
from tests.world.deployed import DEPLOY

COMPOSE: Final = DEPLOY / "container" / "compose.yaml"
BUILD: Final = COMPOSE.with_name("compose.build.yaml")
PROGRAMS: Final = (["docker-compose"], ["docker", "compose"])
"""Debian's package docker-compose, and Docker's own plug-in. Neither needs a running engine to read a file."""


def program() -> list[str]:
    """The command that reads compose files here."""
    for each in PROGRAMS:
        if (
            shutil.which(each[0])
            and not subprocess.run([*each, "version"], capture_output=True, check=False).returncode
        ):
            return each
    return missing("docker-compose (apt-get install docker-compose)")


def read(env: Mapping[str, str], *files: Path) -> subprocess.CompletedProcess[str]:
    """What Compose says of these files, copied into a folder that has nothing but them and an .env with these lines."""
    with tempfile.TemporaryDirectory(prefix="tresen-compose-") as name:
        folder = Path(name)
        (folder / ".env").write_text("".join(f"{variable}={value}\n" for variable, value in env.items()))
        copied = []
        for each in files or (COMPOSE,):
            shutil.copyfile(each, folder / each.name)
            copied += ["-f", each.name]
        own = {
            variable: value
            for variable, value in os.environ.items()
            if not variable.startswith(("TRESEN_", "COMPOSE_"))
        }
        return subprocess.run(
            [*program(), *copied, "config", "--format", "json"],
            cwd=folder, env=own, capture_output=True, text=True, check=False,
        )  # fmt: skip


def services(env: Mapping[str, str], *files: Path) -> dict[str, Any]:
    """The services as an engine would get them. Compose writes `$$` for each `$`."""
    done = read(env, *files)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.replace("$$", "$"))["services"]
    return found
