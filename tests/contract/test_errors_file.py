"""The list of error codes that server, clients and docs share (W7)."""

import json
import re
from pathlib import Path

from tresen.errors import CODES, Refusal
from tresen.transport.api.problems import problem

FILE = Path(__file__).parents[2] / "protocol" / "errors.json"


def test_the_table_is_the_list() -> None:
    """[W7] protocol/wire.md says of every code when it occurs, its status, and whether to try again."""
    table = (FILE.parent / "wire.md").read_text().partition("## Errors")[2]
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \| (yes|no) \| \S.+ \|$", table, re.MULTILINE)
    assert [(code, int(status), again == "yes") for code, status, again in rows] == [
        (code, known.status, known.retryable) for code, known in CODES.items()
    ]


def test_every_code_is_a_problem() -> None:
    """[W8] Every code makes a complete RFC 9457 problem with the status and retryability of the list."""
    listed = json.loads(FILE.read_text())
    assert set(listed) == set(CODES)
    for code, known in listed.items():
        made = problem(Refusal(code, "what would be right"))
        assert (made.status, made.retryable) == (known["status"], known["retryable"])
        assert (made.code, made.type, made.detail) == (
            code,
            f"urn:tresen:error:{code}",
            "what would be right",
        )
        assert 400 <= made.status < 600
        assert made.title
