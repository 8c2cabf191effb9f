"""The list of parts is complete and does not say where they came from; a silent registry is not good news."""

import json
import re
from pathlib import Path

from supply import sbom
from supply.audit import SILENT, Answer, read_npm, read_python, report

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
    assert any("licenses" in part for part in parts if part["purl"].startswith("pkg:pypi/"))


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
        some = Answer("Y", ["bad 2: GHSA-1"])
        assert [report(each)[1] for each in ([answer, some], [some, answer], [answer, Answer("Y", [])])] == [1, 1, SILENT]
    skipped = {"dependencies": [{"name": "a", "skip_reason": "unknown to the registry"}]}
    assert read_python("X", json.dumps(skipped), "").findings is None
