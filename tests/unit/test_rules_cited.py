"""Rules are cited by number, so each number must be defined."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DEFINED = re.compile(r"^- \*\*([SLWFCD]\d+)\*\* ", re.MULTILINE)
INVARIANTS = re.compile(r"\bA\d+\b")
CITED = re.compile(r"(?<![\w/#=\"'.%-])(?:[SLWACD]\d{1,2}|F\d)(?![\w\"'.:]*[\w\"'])")
PLACES = ("src/**/*.py", "tests/**/*.py", "web/*/src/**/*.ts", "docs/**/*.md", "protocol/*.md")


def defined() -> list[str]:
    """Every rule and invariant, as often as it is defined."""
    pages = [page.read_text() for page in sorted((ROOT / "protocol").glob("*.md"))]
    invariants = (ROOT / "ARCHITECTURE.md").read_text().partition("## Invariants")[2].partition("\n## ")[0]
    return [rule for page in pages for rule in DEFINED.findall(page)] + INVARIANTS.findall(invariants)


def test_rules_are_defined_once_and_without_gaps() -> None:
    """One page defines a rule, and numbers run from 1."""
    rules = defined()
    assert len(rules) == len(set(rules))
    for letter in "SLWAFCD":
        numbers = sorted(int(rule[1:]) for rule in rules if rule[0] == letter)
        assert numbers == list(range(1, len(numbers) + 1)), letter


def test_what_is_cited_is_defined() -> None:
    """In code, tests and pages."""
    rules = set(defined())
    unknown = {
        (rule, path.relative_to(ROOT).as_posix())
        for pattern in PLACES
        for path in sorted(ROOT.glob(pattern))
        for rule in CITED.findall(path.read_text())
        if rule not in rules
    }
    assert unknown == set()
