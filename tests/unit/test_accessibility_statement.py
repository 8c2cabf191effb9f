"""The accessibility statement says what the results say: failures by name, what was not run, what no test can try."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.accessible.results import CHECKED, Area, Results, kept, read
from tests.accessible.statement import LAW, TO_TRY, statement
from tresen.core.law.installation import LANGUAGES

ROOT = Path(__file__).parents[2]
RUN = """<testsuites><testsuite>
<testcase classname="tests.e2e.test_views" name="test_on_a_phone[inbox]"/>
<testcase classname="tests.e2e.test_views" name="test_on_a_phone[privacy]"><failure message="contrast"/></testcase>
<testcase classname="tests.e2e.test_focus" name="test_x"><skipped/></testcase>
<testcase classname="tests.e2e.test_calls" name="test_other"/>
</testsuite></testsuites>"""


def test_a_run_is_counted(tmp_path: Path) -> None:
    """Passed, failed by name, not run; other tests do not count, and a run without any is refused."""
    file = tmp_path / "run.xml"
    file.write_text(RUN)
    found = read(file, "2026-12-01")
    assert found.areas == {"test_views": Area(1, 1, 0), "test_focus": Area(0, 0, 1)}
    assert found.failures == ["test_views: test_on_a_phone[privacy]"]
    file.write_text("<testsuites/>")
    with pytest.raises(ValueError, match="no test of accessibility"):
        read(file, "2026-12-01")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_failed_is_said(lang: str) -> None:
    """A failure stands in the statement, and what was not run is not called passed."""
    said = statement(Results("2026-12-01", "1", {"test_views": Area(1, 1, 0)}, ["test_views: a_name"]), lang)
    assert "- test_views: a_name" in said
    assert "| 1 | 1 | 0 |" in said
    assert said.count("| 0 | 0 | ") == len(CHECKED) - 1
    for each in (*TO_TRY, *LAW):
        assert (each.de if lang == "de" else each.en) in said


def test_what_is_checked_is_there() -> None:
    """Each file exists and speaks of WCAG; the results kept are of these files."""
    for name in CHECKED:
        assert "WCAG" in (ROOT / "tests" / "e2e" / f"{name}.py").read_text(encoding="utf-8"), name
    assert set(kept().areas) <= set(CHECKED)
