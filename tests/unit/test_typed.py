"""What is typed while a command runs: whole lines, and none where nobody can type."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from tresen.cli.typed import typed_lines


async def test_lines_come_whole_however_they_arrive() -> None:
    """A line is given when its Enter was typed, and what is unfinished at the end is not."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as stream:
        lines = typed_lines(stream)
        os.write(writing, b"o")
        first = asyncio.ensure_future(anext(lines))
        await asyncio.sleep(0)
        assert not first.done()
        os.write(writing, "\r\n O \nfür".encode())
        assert [await first, await anext(lines)] == ["o", "O"]
        os.close(writing)
        assert [line async for line in lines] == []


async def test_without_anybody_who_types_there_are_none(tmp_path: Path) -> None:
    """/dev/null, a file, a closed stream and no stream at all end at once."""
    (tmp_path / "file").write_bytes(b"o\n")
    for path in (Path(os.devnull), tmp_path / "file"):
        stream = path.open("rb")
        assert [line async for line in typed_lines(stream)] == []
        stream.close()
        assert [line async for line in typed_lines(stream)] == []
    assert [line async for line in typed_lines(None)] == []


async def test_at_a_terminal() -> None:
    """A terminal's line, until the other end of it is gone."""
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "rb", buffering=0) as stream:
        lines = typed_lines(stream)
        os.write(ours, b"o\n")
        assert await anext(lines) == "o"
        os.close(ours)
        assert [line async for line in lines] == []
