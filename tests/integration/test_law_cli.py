"""`tresen law`: documents, retention, risk and the upkeep from the command line."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from tests.contract.test_erasing import furnished
from tests.world.clock import NOON
from tests.world.expiring import publish
from tests.world.house import opened
from tresen.cli import build
from tresen.clock import SettableClock
from tresen.core.law.names import LAW_DOCUMENTS


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    """A data folder with a business that publishes its days."""
    async with opened(tmp_path, SettableClock(NOON)) as house:
        shop, _ = await furnished(house)
        await publish(house, shop, 33)
    return tmp_path


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(build(("law",)), ["law", *arguments, "--data", str(folder)])
    return done.exit_code, done.output


async def test_documents_in_every_form(folder: Path) -> None:
    """[Art. 13-35] Every document in both languages; a file of each kind; nothing is written into the data folder."""
    for name in LAW_DOCUMENTS:
        for lang in ("de", "en"):
            code, told = run(folder, "document", "sonnenschein", name, "--lang", lang)
            assert code == 0, told
            assert told.startswith("# ")
    for kind, start in (("pdf", b"%PDF-"), ("json", b'{"document":"notice"'), ("md", b"# Datenschutz")):
        out = folder.parent / f"out.{kind}"
        assert run(folder, "document", "sonnenschein", "notice", "--out", str(out))[0] == 0
        assert _bytes(out).startswith(start)


def _bytes(file: Path) -> bytes:
    return file.read_bytes()


@pytest.mark.parametrize(
    "arguments",
    [
        ["document", "nobody", "notice"],
        ["document", "sonnenschein", "secrets"],
        ["document", "sonnenschein", "notice", "--lang", "fr"],
        ["document", "sonnenschein", "notice", "--out", "x.doc"],
        ["retention", "nobody"],
    ],
)
async def test_what_is_wrong_is_said(folder: Path, arguments: list[str]) -> None:
    """Exit status 1, and no file."""
    assert run(folder, *arguments)[0] == 1
    assert not _there(Path("x.doc"))


def _there(file: Path) -> bool:
    return file.exists()


async def test_retention_in_counts(folder: Path) -> None:
    """[D1] What goes by itself, as JSON and in words."""
    code, told = run(folder, "retention", "sonnenschein", "--json")
    assert code == 0, told
    found = msgspec.json.decode(told)
    assert (found["chat_days"], found["held"], found["restricted"]) == (33, 0, 0)
    assert "33 days without a word" in run(folder, "retention", "sonnenschein")[1]


async def test_the_upkeep_by_hand(folder: Path) -> None:
    """[D4] The machine's clock is months after the last look: nothing goes before it has stood."""
    code, told = await asyncio.to_thread(run, folder, "run")
    assert (code, told.strip()) == (0, "conversations in which something went: 0"), told


def test_the_risk(tmp_path: Path) -> None:
    """[Art. 83] The article's figure, the caps and the starting amounts; nonsense is refused."""
    done = CliRunner().invoke(build(("law",)), ["law", "risk", "500000", "--json"])
    assert msgspec.json.decode(done.output)["seed"] == {"percent": 4, "eur": 20_000}
    words = CliRunner().invoke(build(("law",)), ["law", "risk", "500000", "--lang", "en"]).output
    assert "4 % of 500,000 € = 20,000 €" in words
    assert "8,000 to 80,000 €" in words
    for wrong in (["-1"], ["x"], ["1", "--lang", "fr"]):
        assert CliRunner().invoke(build(("law",)), ["law", "risk", *wrong]).exit_code != 0
    del tmp_path
