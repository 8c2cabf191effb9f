"""A version outside the code: one place says which, and every page, compose file and manifest names that one."""

from __future__ import annotations

import pytest

from supply import names, versions
from tresen import __version__


def test_every_place_names_the_version() -> None:
    """No page has the reader type an older one, and no manifest fetches one. The mend is `./dev versions`."""
    found = {str(each.relative_to(versions.ROOT)): each.read_text() for each in versions.places()}
    assert len(found) > 50
    assert [name for name, text in found.items() if versions.named(text) != text] == []
    naming = [name for name, text in found.items() if versions.named(text, "9.9.9") != text]
    assert {"README.md", "docs/reference/releases.md", "deploy/container/compose.yaml"} <= set(naming)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("./tresen-0.1.0-py3-none-any.whl[server]", f"./tresen-{__version__}-py3-none-any.whl[server]"),
        ("tresen-1.2.3rc4-py3-none-any.whl", f"tresen-{__version__}-py3-none-any.whl"),
        ("image: tresen:0.9.0", f"image: tresen:{__version__}"),
        ("tresen-0.9.0-amd64.oci.tar", f"tresen-{__version__}-amd64.oci.tar"),
        ("--against hashes-0.9.0.json", f"--against hashes-{__version__}.json"),
        ("serves exactly Tresen 0.9.0 (build", f"serves exactly Tresen {__version__} (build"),
        ('version = "0.9.0~ynh2"', f'version = "{names.shown(__version__)}~ynh2"'),
        ("/releases/download/v0.9.0-rc.1/x", f"/releases/download/v{names.shown(__version__)}/x"),
    ],
)
def test_forms(before: str, after: str) -> None:
    """Of a wheel, an image, a list of hashes, a sentence, and as tags write it."""
    assert versions.named(before) == after


@pytest.mark.parametrize(
    "text", ["Python 3.11.10", "caddy:2.11.4@sha256", "Tresen 1.0 promises", "OCI 1.0.0", "2.0.0-rc.1"]
)
def test_others_versions_stay(text: str) -> None:
    """What is no version of Tresen's is left as it is."""
    assert versions.named(text) == text
