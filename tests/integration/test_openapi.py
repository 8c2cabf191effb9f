"""The server's own description of its calls."""

from __future__ import annotations

import re
from pathlib import Path

from tests.world.calls import calling


async def test_readable_operation_ids(tmp_path: Path) -> None:
    """[W8] Each call has a name of plain words, none twice, and says what it does."""
    async with calling(tmp_path) as calls:
        document = (await calls.get("/openapi.json")).json()
    operations = [each for methods in document["paths"].values() for each in methods.values()]
    names = [each["operationId"] for each in operations]
    assert len(names) == len(set(names)) > 40
    assert [name for name in names if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name)] == []
    assert [each["operationId"] for each in operations if not each.get("description")] == []
    assert {"begin_conversation", "list_conversations", "put_file_chunks"} <= set(names)
