"""The real server answers the shared scripts as written, and so must the server in memory of the TypeScript tests."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.contract.make_scripts import SCRIPTS
from tests.contract.scripts import FOLDER, PUBLIC_URL, Player, Script
from tests.contract.vectors_case import AT_MS
from tests.world.calls import calling

FILES: dict[str, Script] = {
    file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.json"))
}


@pytest.mark.parametrize("name", FILES)
async def test_script(name: str, tmp_path: Path) -> None:
    """[W2, W7, W8] Every step gives the written answer, and everybody hears exactly the written frames."""
    script = FILES[name]
    async with calling(tmp_path, AT_MS, public_url=PUBLIC_URL) as calls:
        player = Player(calls, script)
        await player.begin()
        for at, step in enumerate(script["steps"]):
            heard = step.get("heard", {})
            answer = await player.play(step, {who: len(frames) for who, frames in heard.items()})
            wanted = {part: step[part] for part in ("answer", "heard") if part in step}
            assert answer == wanted, f"step {at} of {name}"
        assert await player.end() == {}


def test_every_script_is_written() -> None:
    """[S16] Each script has its file, and each file its script."""
    assert set(FILES) == set(SCRIPTS)
