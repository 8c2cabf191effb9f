"""The list of parts is complete and does not say where they came from; a silent registry is not good news."""

import json
import re
from pathlib import Path

import pytest

from supply import sbom
from supply.audit import (
    SILENT,
    Answer,
    Finding,
    locked_npm,
    locked_python,
    read_npm,
    read_python,
    report,
    touched,
)
from supply.licences import is_allowed, unwanted

ROOT = Path(__file__).parents[2]


def test_every_part_of_the_lock_files() -> None:
    """Each with version and hash, npm's with a licence; made twice, the document is the same."""
    made = sbom.sbom(ROOT)
    assert made == sbom.sbom(ROOT)
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    python = re.findall(
        r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements-server.lock").read_text(), re.MULTILINE
    )
    npm = [
        path
        for path, entry in json.loads((ROOT / "web/package-lock.json").read_text())["packages"].items()
        if "node_modules/" in path and not entry.get("link")
    ]
    parts = made["components"]
    assert len(parts) == len(python) + len(npm) == len({part["bom-ref"] for part in parts})
    assert all(part["version"] and part["hashes"] for part in parts)
    assert all("licenses" in part for part in parts if part["purl"].startswith("pkg:npm/"))
    assert all("licenses" in part for part in parts if part["purl"].startswith("pkg:pypi/"))


def test_a_library_that_the_apps_import_is_a_part() -> None:
    """What ends in the built apps is no tool that only builds them."""
    sources = [
        file
        for app in ("core", "ui", "chat", "inbox", "setup")
        for file in (ROOT / "web" / app / "src").rglob("*")
        if file.suffix in {".ts", ".svelte"} and not file.name.endswith((".test.ts", ".view.ts"))
    ]
    imported = {
        name
        for file in sources
        for name in re.findall(
            r"""(?:from|import)\s*\(?"((?:@[\w-]+/)?[a-z][\w-]*)[/"]""", file.read_text(encoding="utf-8")
        )
        if not name.startswith("@tresen/")
    }
    parts = {part["name"] for part in sbom.sbom(ROOT)["components"] if part.get("scope") != "excluded"}
    assert len(imported) >= 5
    assert imported - parts == set()


def test_every_licence_is_known_and_allowed() -> None:
    """What goes into Tresen asks for no more than its notice; what only builds and tests it does not count."""
    assert unwanted(sbom.sbom(ROOT)["components"]) == []


@pytest.mark.parametrize(
    ("said", "allowed"),
    [
        ("MIT", True),
        ("Apache-2.0 OR GPL-3.0-only", True),
        ("MIT AND GPL-2.0-only", False),
        ("(MIT OR Apache-2.0)", True),
        ("MIT License, GNU General Public License v3 (GPLv3)", False),
        ("BSD License, Apache Software License", True),
        ("AGPL-3.0-or-later", False),
        ("LGPL-3.0-only OR (GPL-3.0-only AND MIT)", False),
        ("Mozilla Public License 2.0 (MPL 2.0)", True),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_licences(said: str, allowed: bool) -> None:
    """Of a choice one has to be allowed, of a list all; what is not understood is not allowed."""
    assert is_allowed(said) == allowed
    part = {"name": "x", "version": "1", "licenses": [{"expression": said}]}
    assert unwanted([part]) == ([] if allowed else [f"x 1: {said}"])
    assert unwanted([part | {"scope": "excluded"}]) == []
    assert unwanted([{"name": "x", "version": "1"}]) == ["x 1: no licence is known"]


def test_no_host() -> None:
    """Neither registry nor time nor place is in it."""
    text = json.dumps(sbom.sbom(ROOT)["components"])
    assert "://" not in text
    assert str(ROOT) not in text


PYTHON = {
    "dependencies": [
        {"name": "good", "version": "1", "vulns": []},
        {
            "name": "bad",
            "version": "2",
            "vulns": [{"id": "GHSA-1", "fix_versions": ["2.1"]}, {"id": "GHSA-2", "fix_versions": []}],
        },
    ]
}


def test_findings_end_with_1() -> None:
    """Only a finding does; each is a line with part, version and vulnerability."""
    npm = {"vulnerabilities": {"esbuild": {"severity": "high", "range": "<1"}}}
    answers = [read_python("Python", json.dumps(PYTHON), ""), read_npm("npm", json.dumps(npm), "")]
    text, status = report(answers)
    assert status == 1
    assert text.splitlines() == [
        "Python: bad 2: GHSA-1, fixed in 2.1",
        "Python: bad 2: GHSA-2",
        "npm: esbuild <1: high",
    ]
    none = [read_python("Python", '{"dependencies": []}', ""), read_npm("npm", '{"vulnerabilities": {}}', "")]
    assert report(none) == ("Python: no known vulnerabilities\nnpm: no known vulnerabilities\n", 0)


def test_only_what_the_change_touched_refuses_it() -> None:
    """All is named; a part that came or has another version counts, whichever registry told of it."""
    npm = {"vulnerabilities": {"esbuild": {"severity": "high", "range": "<1"}}}
    answers = [read_python("Python", json.dumps(PYTHON), ""), read_npm("npm", json.dumps(npm), "")]
    for changed, status in ((set(), 0), ({"good"}, 0), ({"bad"}, 1), ({"esbuild", "good"}, 1)):
        text, ended = report(answers, changed)
        assert ended == status, changed
        assert all(known in text for known in ("GHSA-1", "GHSA-2", "esbuild <1: high"))
        assert text.count("not of this change") == 3 - 2 * ("bad" in changed) - ("esbuild" in changed)


def test_what_a_change_touched_is_read_from_the_locks() -> None:
    """Another version or a new part; one that went, and another hash of the same version, are nothing."""
    before = "gone==1 \\\n    --hash=sha256:0\nsame==2 \\\n    --hash=sha256:1\nolder==3 ; python_version < '3.12'\n"
    now = "same==2 \\\n    --hash=sha256:9\nolder==3.1 ; python_version < '3.12'\nnew==1\n"
    assert touched(locked_python(before), locked_python(now)) == {"older", "new"}
    packages = {"": {"version": "1"}, "node_modules/@a/b": {"version": "1"}, "core": {"version": "0"}}
    nested = {**packages, "node_modules/c/node_modules/@a/b": {"version": "2"}}
    was, is_ = (locked_npm(json.dumps({"packages": each})) for each in (packages, nested))
    assert touched(was, is_) == {"@a/b"}
    assert touched(is_, was) == set()
    lock = (ROOT / "requirements-server.lock").read_text()
    assert len(locked_python(lock)) == len(re.findall(r"^\S+==", lock, re.MULTILINE))


def test_a_silent_registry_is_named() -> None:
    """No answer means neither "nothing known" nor a finding."""
    for answer in (
        read_python("X", "", "Traceback\nConnectionError: nobody is there\n"),
        read_python("X", "[]", "ConnectionError: nobody is there"),
        read_npm("X", "", "ConnectionError: nobody is there"),
        read_npm("X", '{"message": "ConnectionError: nobody is there"}', ""),
        read_npm("X", '{"error": {"summary": "ConnectionError: nobody is there"}}', ""),
    ):
        assert answer == Answer("X", None, "ConnectionError: nobody is there")
        text, status = report([answer])
        assert (status, "did not answer" in text, "nothing is known" in text) == (SILENT, True, True)
        assert "no known" not in text
        some = Answer("Y", [Finding("bad", "bad 2: GHSA-1")])
        assert [report(each)[1] for each in ([answer, some], [some, answer], [answer, Answer("Y", [])])] == [
            1,
            1,
            SILENT,
        ]
    skipped = {"dependencies": [{"name": "a", "skip_reason": "unknown to the registry"}]}
    assert read_python("X", json.dumps(skipped), "").findings is None
