"""The names under which Tresen is published: the one place. The workflow file repeats them, and a test compares.

They belong to nobody yet: who publishes first registers them, or changes them here.
"""

from __future__ import annotations

import re
from typing import Final

PACKAGE: Final = "tresen"
"""On the Python package index, in Debian's format and as the command."""
IMAGE: Final = "tresen"
"""The container's name, as `podman load` says it."""
MAINTAINER: Final = "Tresen <security@tresen.example>"
HOMEPAGE: Final = "https://tresen.example"
WORKFLOW: Final = ".github/workflows/release.yml"
"""The file that the package index trusts, with the environment below: its trusted publisher names both."""
ENVIRONMENT: Final = "release"
"""The forge's environment that holds the release key and asks a person before it signs and before it publishes."""
SECRET: Final = "RELEASE_KEY"  # a name, no secret
"""The environment's secret with the Ed25519 key in PEM."""
ARCHITECTURES: Final = ("amd64", "arm64")
"""As Debian names them: of packages and images."""


def shown(version: str) -> str:
    """A version as people and tags write it (SemVer): 1.0.0rc1 is 1.0.0-rc.1."""
    return re.sub(r"(a|b|rc)(\d+)$", r"-\1.\2", version)
