"""Whatever lies in `deploy/` is run by a test as it is, and nothing there is fetched without saying which bytes."""

from __future__ import annotations

import re
from ipaddress import ip_address
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]

from tresen.config import load

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
RUN_BY = {
    "Caddyfile": "tests/integration/test_deployed_front.py",
    "tresen.service": "tests/integration/test_deployed_units.py",
    **{
        f"tresen-{job}.{kind}": "tests/integration/test_install.py"
        for job in ("backup", "backup-try", "doctor")
        for kind in ("service", "timer")
    },
    "tresen-outside.conf": "tests/integration/test_deployed_units.py",
    "tresen.toml": "tests/integration/test_deployed_units.py",
    "turnserver.conf": "tests/integration/test_deployed_relay.py",
    "turnserver.nft": "tests/integration/test_deployed_relay.py",
    "turnserver.service": "tests/integration/test_deployed_relay.py",
    "wordpress/tresen-button/tresen-button.php": "tests/e2e/test_wordpress.py",
    "container/compose.yaml": "tests/integration/test_composed_relay.py",
    "container/compose.build.yaml": "tests/integration/test_container.py",
    "container/Containerfile": "tests/integration/test_container.py",
    "container/lighten.sh": "tests/integration/test_container.py",
    "container/root.sh": "tests/integration/test_container.py",
}
"""Which test starts something with the file."""


def reached(test: Path) -> str:
    """The text of a test and of what it imports from `tests.world`."""
    text = test.read_text()
    for name in re.findall(r"^from tests\.world\.(\w+) import", text, re.MULTILINE):
        text += (ROOT / "tests" / "world" / f"{name}.py").read_text()
    return text


def test_every_file_is_run() -> None:
    """A file that nobody starts is a file that nobody knows to work. `apps` has a test of its own, test_app_manifests."""
    there = {
        str(each.relative_to(DEPLOY))
        for each in DEPLOY.rglob("*")
        if each.is_file() and each.name != ".env" and DEPLOY / "apps" not in each.parents
    }
    assert there == set(RUN_BY)


@pytest.mark.parametrize(("file", "test"), RUN_BY.items())
def test_its_test_takes_the_file_itself(file: str, test: str) -> None:
    """The test opens the file where it lies; it writes none of its own in its place."""
    text = reached(ROOT / test)
    assert Path(file).name in text
    assert "DEPLOY" in text


def images() -> list[str]:
    """Every image that is fetched."""
    text = (DEPLOY / "container" / "Containerfile").read_text()
    stages = dict(re.findall(r"^ARG (\w+)=(\S+)", text, re.MULTILINE))
    built = [stages.get(each.strip("${}"), each) for each in re.findall(r"^FROM (\S+)", text, re.MULTILINE)]
    services = yaml.safe_load((DEPLOY / "container" / "compose.yaml").read_text())["services"].values()
    return [*built, *(each["image"] for each in services if each.get("pull_policy") != "never")]


def test_images_are_pinned() -> None:
    """By name, whole version and digest; only the empty one needs none."""
    found = images()
    assert len(found) == 4
    for each in found:
        pinned = re.fullmatch(r"docker\.io/[a-z]+/[a-z]+:[0-9]+\.[0-9.]+(-slim)?@sha256:[0-9a-f]{64}", each)
        assert each == "scratch" or pinned, each


def test_only_this_machine_is_listened_to_and_believed(tmp_path: Path) -> None:
    """[A8] tresen.toml: from no other address does anybody reach Tresen past Caddy, or say where a request comes from."""
    read = load({"config": str(DEPLOY / "tresen.toml"), "data": str(tmp_path)}, {})
    assert ip_address(read.host).is_loopback
    assert read.trusted_proxy
    assert all(each.is_loopback for each in read.trusted_proxy)


def test_no_secret_is_shipped() -> None:
    """What an operator fills in says so."""
    text = (DEPLOY / "turnserver.conf").read_text()
    assert re.findall(r"^static-auth-secret=(.*)$", text, re.MULTILINE) == ["REPLACE-BY-openssl-rand-hex-32"]
