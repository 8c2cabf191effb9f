"""VEX: every statement is whole and about a part that Tresen has; what is written is as good as the list of parts."""

from __future__ import annotations

import json

import pytest

from supply import sbom, vex

PARTS = {
    "serialNumber": "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
    "version": 1,
    "metadata": {"component": {"bom-ref": "pkg:pypi/tresen@1"}},
    "components": [{"bom-ref": "pkg:pypi/mako@1.4.3"}],
}
GOOD = """
[[statement]]
id = "CVE-2026-1"
source = "https://example.org/CVE-2026-1"
affects = ["pkg:pypi/mako@1.4.3"]
state = "not_affected"
justification = "code_not_reachable"
detail = "Only migrations have templates, and these are written by nobody at run time."
"""


def test_a_statement_names_its_part_in_the_list_of_parts() -> None:
    """By BOM-Link, so that a reader finds the part; made twice, the document is the same."""
    made = vex.vex(GOOD, PARTS)
    assert made == vex.vex(GOOD, PARTS)
    [found] = made["vulnerabilities"]
    assert found["affects"] == [{"ref": "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#pkg:pypi/mako@1.4.3"}]
    assert found["analysis"]["justification"] == "code_not_reachable"
    assert made["serialNumber"] != vex.vex("", PARTS)["serialNumber"]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("mako@1.4.3", "mako@1.4.2", "Tresen has no part pkg:pypi/mako@1.4.2"),
        ('["pkg:pypi/mako@1.4.3"]', "[]", "Tresen has no part that it names"),
        ('"not_affected"', '"fine"', "state is one of"),
        ('"not_affected"', '"exploitable"', "not_affected, and nothing else"),
        ('"code_not_reachable"', '"trust us"', "not_affected, and nothing else"),
        ("detail =", "details =", "lacks detail"),
        ("justification =", 'note = "x"\njustification =', "has note"),
    ],
)
def test_a_bad_statement_is_refused(old: str, new: str, why: str) -> None:
    """A release says nothing that is incomplete, or of a version that it does not contain."""
    with pytest.raises(vex.BadStatement, match=why):
        vex.vex(GOOD.replace(old, new), PARTS)


def test_what_is_stated_now_is_good() -> None:
    """The statements of this commit belong to its lock files."""
    made = vex.vex((vex.ROOT / "supply/vex.toml").read_text(), sbom.sbom())
    assert json.dumps(made)
    assert made["specVersion"] == sbom.sbom()["specVersion"]
