"""`tresen backup --to s3://…`, `--test` and `tresen restore s3://…` as a host types them, on a real store."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from urllib.parse import urlsplit

from tests.world.bakery import bakery
from tests.world.loaded import TRESEN
from tests.world.loaded import run as loaded
from tests.world.s3 import BUCKET, s3_server

SECONDS = 120
"""Each part is written to the store and read back: some seconds, and more on a busy machine."""


async def test_into_a_bucket_and_back(tmp_path: Path) -> None:
    """The key comes from the environment; without it one line says what is missing."""
    async with s3_server(tmp_path / "s3", deep=True) as bucket, bakery(tmp_path) as shop:
        async with await shop.customer() as customer:
            await customer.send("Guten Tag")
        data, place = tmp_path / "data", f"s3://{BUCKET}/host"
        parts = urlsplit(bucket.url)
        variables = {
            "TRESEN_BACKUP_S3": f"{parts.scheme}://{parts.netloc}",
            "TRESEN_BACKUP_S3_KEY": bucket.key,
            "TRESEN_BACKUP_S3_SECRET": bucket.secret,
        }

        async def run(*words: object, code: int = 0, env: dict[str, str] | None = None) -> str:
            clean = {name: value for name, value in os.environ.items() if not name.startswith("TRESEN_")}
            done = await asyncio.to_thread(loaded, TRESEN, *words, env=clean | (env or {}), timeout=SECONDS)
            said = done.stdout + done.stderr
            assert done.returncode == code, said
            return said

        assert "backup_s3_secret" in await run("backup", "--data", data, "--to", place, code=1)
        assert "MiB new" in await run("backup", "--data", data, "--to", place, env=variables)
        assert "all compared" in await run("backup", "--data", data, "--to", place, "--test", env=variables)
        restored = tmp_path / "restored"
        said = await run(
            "restore", place, "--data", restored, "--erasures", data / "tresen.erasures", env=variables
        )
        assert "As they were then" in said
        listed = await run("business", "list", "--data", restored)
        assert "sonnenschein" in listed
        wrong = variables | {"TRESEN_BACKUP_S3_SECRET": "another-secret-altogether"}
        refused = await run("backup", "--data", data, "--to", place, code=1, env=wrong)
        assert "earlier ones are as they were" in refused
        assert len(refused.strip().splitlines()) == 1
