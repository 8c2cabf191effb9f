"""The audit trail: each line is chained to the one before it; a changed, a missing and an added one are found (D9)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.contract.test_erasing import furnished, spoken
from tests.world.clock import NOON
from tests.world.erase import act, erase
from tests.world.house import opened
from tresen.cli import build
from tresen.clock import SettableClock
from tresen.core.law.names import AUDIT_WORDS
from tresen.core.law.trail import BEGINNING, Line, first_wrong, line_hash

DRAFT = st.tuples(
    st.integers(0, 2**53),
    st.sampled_from(AUDIT_WORDS),
    st.none() | st.integers(0, 99),
    st.none() | st.binary(min_size=16, max_size=16),
)


def chained(drafts: list[tuple[int, str, int | None, bytes | None]]) -> list[Line]:
    made: list[Line] = []
    for n, draft in enumerate(drafts, 1):
        line = Line(n, *draft)
        made.append(line._replace(hash=line_hash(line, made[-1].hash if made else BEGINNING)))
    return made


@given(st.lists(DRAFT, min_size=1, max_size=8), st.data())
def test_every_change_is_found(
    drafts: list[tuple[int, str, int | None, bytes | None]], data: st.DataObject
) -> None:
    """[D9] A changed field, a line left out, two exchanged: the first wrong line is named; unchanged, none is."""
    lines = chained(drafts)
    assert first_wrong(lines) is None
    at = data.draw(st.integers(0, len(lines) - 1))
    changed: dict[str, Any] = data.draw(
        st.sampled_from(
            [
                {"at_ms": lines[at].at_ms + 1},
                {"what": "erased" if lines[at].what != "erased" else "exported"},
                {"person": 7 if lines[at].person != 7 else None},
                {"conversation": bytes(16) if lines[at].conversation != bytes(16) else None},
                {"hash": bytes(32)},
            ]
        )
    )
    assert first_wrong([*lines[:at], lines[at]._replace(**changed), *lines[at + 1 :]]) == at + 1
    if at < len(lines) - 1:
        assert first_wrong(lines[:at] + lines[at + 1 :]) == at + 1


async def _furnish(folder: Path) -> None:
    async with opened(folder, SettableClock(NOON)) as house:
        _, customer = await furnished(house)
        said, _ = await spoken(house, customer)
        await act(house.house, customer.shop.member, customer.conversation, "class", ("letter", said.pos))
        await erase(house.house, customer)


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(build(("audit",)), [*arguments, "--data", str(folder)])
    return done.exit_code, done.output


async def test_the_command_verifies_and_finds_a_changed_byte(tmp_path: Path) -> None:
    """[D9] `tresen audit verify` says that it is whole, remembers a head, and names a line that was changed."""
    await _furnish(tmp_path)
    code, told = run(tmp_path, "audit", "verify", "--json")
    assert code == 0, told
    found = msgspec.json.decode(told)
    head = found["heads"]["sonnenschein"]
    assert found["wrong"] == {}
    assert run(tmp_path, "audit", "verify", "--head", head)[0] == 0
    assert run(tmp_path, "audit", "verify", "--head", "9:xyz")[0] == 1
    code, shown = run(tmp_path, "audit", "show", "sonnenschein")
    assert code == 0
    assert [line.split()[2] for line in shown.splitlines()] == ["class", "erased"]
    assert "person 2" in shown
    with closing(sqlite3.connect(tmp_path / "tresen.db")) as database:
        database.execute("UPDATE audit SET person = 3 WHERE what = 'class'")
        database.commit()
    code, told = run(tmp_path, "audit", "verify", "--json")
    assert code == 1
    assert msgspec.json.decode(told)["wrong"] == {"sonnenschein": 1}


@pytest.mark.parametrize("arguments", [["audit", "verify"], ["audit", "show", "nobody"]])
def test_without_a_database(tmp_path: Path, arguments: list[str]) -> None:
    """A folder without a database is an error, and nothing is made in it."""
    assert run(tmp_path, *arguments)[0] == 1
    assert list(tmp_path.iterdir()) == []
