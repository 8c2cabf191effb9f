"""How the server is doing, for owners: what it measures, what doctor and backups left, and what others may not read."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import tresen
from tests.integration.test_business_cli import furnish
from tests.integration.test_serve import tresen as command
from tests.world.bakery import bakery
from tresen.client import Owner
from tresen.store import checked
from tresen.store.backup import state
from tresen.store.checked import Checked, Finding


async def asked(owner: Owner) -> dict[str, Any]:
    await owner._parts.connector.until_online()
    answer: dict[str, Any] = await owner._parts.http.get("/condition")
    return answer


async def test_an_owner_sees_it(tmp_path: Path) -> None:
    """Nothing yet; then what a backup and doctor left. With a second business on the server the words are left out."""
    async with bakery(tmp_path) as shop:
        data = tmp_path / "data"
        found = await asked(shop.owner)
        assert (found["version"], found["build"]) == (tresen.__version__, shop.app.house.build)
        assert found["disk"]["total"] > found["disk"]["free"] > 0
        assert found["disk"]["low"] is False
        assert found["stored"]["log_most"] == 8192 * 2**20
        assert (found["backups"], found["check"]) == ({"made_ms": None, "tried_ms": None}, None)

        state.write(data, state.BackedUp("/mnt/backup", 1000))
        checked.write(
            data, Checked(2000, "0.0.9", [Finding("backups", "warning", "only at sonnenschein", "do it")])
        )
        found = await asked(shop.owner)
        assert found["backups"] == {"made_ms": 1000, "tried_ms": None}
        said = {"name": "backups", "state": "warning", "found": "only at sonnenschein", "todo": "do it"}
        assert found["check"] == {"at_ms": 2000, "version": "0.0.9", "findings": [said]}

        florist = await furnish(shop)
        try:
            for owner, files in ((shop.owner, True), (florist, True)):
                found = await asked(owner)
                assert (found["stored"]["files"] > 0) is files
                assert found["check"]["findings"] == [{**said, "found": "", "todo": ""}]
        finally:
            await florist.close()


async def test_doctor_leaves_what_it_found(tmp_path: Path) -> None:
    """Also when something is bad; a file that cannot be read is as if there was none."""
    async with bakery(tmp_path) as shop:
        await asyncio.to_thread(command, "doctor", "--data", tmp_path / "data")
        check = (await asked(shop.owner))["check"]
        names = {each["name"]: each["state"] for each in check["findings"]}
        assert names["database"] == "good"
        assert {"clock", "disk", "public URL", "backups"} <= set(names)
        (tmp_path / "data" / checked.FILE).write_bytes(b"{")
        assert (await asked(shop.owner))["check"] is None
