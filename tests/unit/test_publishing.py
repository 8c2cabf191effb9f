"""The workflow that publishes a release: valid to the forge, pinned, with no more rights than it needs, under our names."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from supply import deb, names
from tests.services import missing

ROOT = Path(__file__).parents[2]
FILE = ROOT / names.WORKFLOW


def workflow() -> dict[Any, Any]:
    made: dict[Any, Any] = yaml.safe_load(FILE.read_text())
    return made


def lint(file: Path, schema: str = "vendor.github-workflows") -> subprocess.CompletedProcess[str]:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
    return subprocess.run(check, capture_output=True, text=True, check=False)


def test_the_forge_takes_it() -> None:
    """By the schema of such files; no network is asked."""
    done = lint(FILE)
    assert done.returncode == 0, done.stdout


def test_the_linter_sees_a_mistake(tmp_path: Path) -> None:
    """A misspelt permission is refused."""
    wrong = tmp_path / "release.yml"
    wrong.write_text(FILE.read_text().replace("id-token: write", "id-tokens: write"))
    assert lint(wrong).returncode != 0


def test_every_action_is_pinned() -> None:
    """By its commit, with the version that it is beside it; the build's Debian is the image's."""
    used = re.findall(r"uses: (\S+)(.*)", FILE.read_text())
    assert len(used) == 8
    for name, comment in used:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", name), name
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), name
    base = re.search(r"^ARG BASE=(\S+)$", (ROOT / "deploy/container/Containerfile").read_text(), re.MULTILINE)
    assert base is not None
    assert workflow()["jobs"]["build"]["container"] == base[1]


def test_only_what_publishes_may_write() -> None:
    """No right but where it is used; no job that has this code keeps what git was given."""
    made = workflow()
    assert made["permissions"] == {}
    jobs = made["jobs"]
    assert {name: each["permissions"] for name, each in jobs.items()} == {
        "build": {"contents": "read"},
        "sign": {"contents": "read"},
        "index": {"id-token": "write"},
        "forge": {"contents": "write"},
    }
    checkouts = [each for job in jobs.values() for each in job["steps"] if "checkout" in each.get("uses", "")]
    assert [each["with"]["persist-credentials"] for each in checkouts] == [False, False]


def test_nobody_elses_code_runs_where_the_key_is() -> None:
    """The job that builds, with others' packages, has no environment and no secret; the one with the key builds nothing."""
    jobs = workflow()["jobs"]
    assert [name for name, each in jobs.items() if "secrets." in str(each)] == ["sign"]
    assert "environment" not in jobs["build"]
    assert jobs["sign"]["needs"] == "build"
    assert jobs["index"]["needs"] == "sign"
    assert jobs["forge"]["needs"] == "index"
    assert not [
        each for each in jobs["forge"]["steps"] if not each.get("uses", "actions/").startswith("actions/")
    ]
    given = [each for each in jobs["sign"]["steps"] if "secrets." in str(each)]
    assert len(given) == 1  # in the environment of one step, not of the job
    said = "\n".join(each.get("run", "") for each in jobs["sign"]["steps"])
    assert "./dev sign " in said
    assert not re.search(r"\b(pip|npm|uv|hatch|apt-get|curl|python3?|dev (?!sign))\b", said)
    used = {each["uses"].partition("@")[0] for each in jobs["sign"]["steps"] if "uses" in each}
    assert used == {"actions/checkout", "actions/download-artifact", "actions/upload-artifact"}


def scripts() -> dict[str, str]:
    """Every script of the workflow, by its job and step."""
    return {
        f"{job}: {step['name']}": step["run"]
        for job, each in workflow()["jobs"].items()
        for step in each["steps"]
        if "run" in step
    }


def by_shellcheck(script: str) -> str:
    if shutil.which("shellcheck") is None:
        missing("shellcheck")
    words = ["shellcheck", "--shell=bash", "--severity=style", "-"]
    return subprocess.run(words, input=script, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize("step", sorted(scripts()))
def test_scripts_by_shellcheck(step: str) -> None:
    """Nothing to say. What the forge fills in, such as a tag's name, is never text of a script: it comes as a variable."""
    assert by_shellcheck(scripts()[step]) == ""
    assert "${{" not in scripts()[step]


def test_shellcheck_sees_a_mistake() -> None:
    """A variable without quotes is found, in a script of this file."""
    script = scripts()["sign: Sign what was made"]
    assert by_shellcheck(script.replace('"$key" made', "$key made")) != ""


@pytest.mark.parametrize("file", [".ci/run", "dev", *(f"supply/debian/{each}" for each in (*deb.SCRIPTS, "tresen.rtupdate")),
                                  "deploy/container/root.sh", "deploy/container/lighten.sh"])  # fmt: skip
def test_what_the_workflow_runs_by_shellcheck(file: str) -> None:
    """Scripts that build, and those that run as root on others' machines: no error and no warning."""
    if shutil.which("shellcheck") is None:
        missing("shellcheck")
    words = ["shellcheck", "--severity=warning", file]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


TEMPLATES = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.md"))


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda each: each.name)
def test_the_forge_shows_each_template(file: Path) -> None:
    """It lists what has a name and says what it is about; another spelling of these is shown to nobody."""
    _, head, body = file.read_text().split("---\n", 2)
    said = yaml.safe_load(head)
    assert set(said) == {"name", "about", "labels"}
    assert all(isinstance(each, str) and each for each in said.values())
    assert body.strip()


def test_a_vulnerability_is_not_told_there() -> None:
    """Everybody reads what is written into a template; the file that it names is there."""
    assert {each.name for each in TEMPLATES} == {"bug.md", "idea.md"}
    assert "SECURITY.md" in (ROOT / ".github/ISSUE_TEMPLATE/bug.md").read_text()
    assert (ROOT / "SECURITY.md").exists()
    chooser = ROOT / ".github/ISSUE_TEMPLATE/config.yml"
    done = lint(chooser, "vendor.github-issue-config")
    assert done.returncode == 0, done.stdout


def test_the_index_gets_wheel_and_source_alone(tmp_path: Path) -> None:
    """Of all that lies in a release: another file ends the upload half-way, and no version is uploaded twice."""
    page = (ROOT / "docs/reference/releases.md").read_text().partition("\n## ")[0]
    listed = re.findall(r"^\| (`[^|]+) \|", page, re.MULTILINE)
    files = [name for row in listed for name in re.findall(r"`([^`…]+)`", row) if not name.startswith(".")]
    assert {"apps.tar.gz", "container.tar.gz", "tresen-VERSION.tar.gz"} <= set(files)
    (tmp_path / "signed").mkdir()
    for each in files:
        (tmp_path / "signed" / each).touch()
    [step] = [each for each in workflow()["jobs"]["index"]["steps"] if "mkdir python" in each.get("run", "")]
    script = "mkdir python" + step["run"].partition("mkdir python")[2]
    subprocess.run(["bash", "-euc", script], cwd=tmp_path, check=True)
    found = {each.name for each in (tmp_path / "python").iterdir()}
    assert found == {"tresen-VERSION-py3-none-any.whl", "tresen-VERSION.tar.gz"}


def test_its_names() -> None:
    """Environment, secret and trigger are those that supply/names.py says."""
    made = workflow()
    assert made["jobs"]["index"]["environment"] == names.ENVIRONMENT
    assert made["jobs"]["sign"]["environment"] == names.ENVIRONMENT
    assert f"secrets.{names.SECRET} " in FILE.read_text()
    assert made[True]["push"] == {"tags": ["v*"]}  # YAML reads `on` as true


@pytest.mark.parametrize(
    ("version", "said"), [("1.0.0rc1", "1.0.0-rc.1"), ("1.0.0", "1.0.0"), ("1.2.0b3", "1.2.0-b.3")]
)
def test_versions_as_tags_write_them(version: str, said: str) -> None:
    """A candidate's tag has a hyphen, by which the workflow knows it."""
    assert names.shown(version) == said
