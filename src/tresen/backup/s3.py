"""A backup in a bucket of a store that speaks S3. Needs `obstore`, the extra `s3`; imported when one is named."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from tresen.backup.shelf import Busy

PATIENCE: Final = timedelta(seconds=30)
HELD_SECONDS: Final = 6 * 60 * 60
"""A store has no locks that end with a process: one that is older than this was left by a crash."""


class Place(NamedTuple):
    """Which bucket, below which prefix, of which store (`endpoint`), with which key."""

    endpoint: str
    bucket: str
    prefix: str
    key: str
    secret: str
    region: str


class S3Shelf:
    """Objects below a prefix of a bucket. The store shows an object at once and whole, or not at all."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._store = S3Store(
            place.bucket,
            prefix=place.prefix or None,
            endpoint=place.endpoint,
            access_key_id=place.key,
            secret_access_key=place.secret,
            region=place.region,
            virtual_hosted_style_request=False,
            client_options={
                "allow_http": urlsplit(place.endpoint).scheme == "http",
                "timeout": "300s",
                "connect_timeout": "10s",
            },
            retry_config={"max_retries": 4, "retry_timeout": PATIENCE},
        )

    def __str__(self) -> str:
        return f"s3://{self._place.bucket}" + (f"/{self._place.prefix}" if self._place.prefix else "")

    def make(self, *folders: str) -> None:
        """A bucket has no folders."""

    def read(self, name: str) -> bytes:
        """An object's bytes."""
        with _failures():
            return bytes(obstore.get(self._store, name).bytes())

    def write(self, name: str, data: bytes, *, settled: bool = True) -> None:
        """The store has it durably when it has answered."""
        del settled
        with _failures():
            obstore.put(self._store, name, data)

    def settle(self) -> None:
        """Nothing waits."""

    def size(self, name: str) -> int | None:
        """An object's size."""
        try:
            with _failures():
                return int(obstore.head(self._store, name)["size"])
        except FileNotFoundError:
            return None

    def names(self, below: str) -> list[str]:
        """All objects below."""
        with _failures():
            pages = obstore.list(self._store, prefix=below + "/", chunk_size=1000)
            return sorted(each["path"] for page in pages for each in page)

    def top(self) -> list[str]:
        """The first parts of all names, as far as one page of them tells."""
        with _failures():
            page = next(iter(obstore.list(self._store, chunk_size=1000)), ())
            return sorted({each["path"].partition("/")[0] for each in page})

    def remove(self, name: str) -> None:
        """Remove an object."""
        with contextlib.suppress(FileNotFoundError), _failures():
            obstore.delete(self._store, name)

    @contextlib.contextmanager
    def held(self, name: str) -> Iterator[None]:
        """An object that says since when. It keeps a mistaken second timer out, not two backups of the same second."""
        with contextlib.suppress(FileNotFoundError, ValueError):
            if time.time() - int(self.read(name)) < HELD_SECONDS:
                raise Busy
        self.write(name, str(int(time.time())).encode())
        try:
            yield
        finally:
            self.remove(name)


@contextlib.contextmanager
def _failures() -> Iterator[None]:
    """What obstore raises, as `OSError`. Its words hold addresses and headers: they are not passed on."""
    try:
        yield
    except (NotFoundError, FileNotFoundError):
        raise FileNotFoundError("the store has no such object") from None
    except (BaseError, OSError) as error:
        raise OSError(f"the store failed: {type(error).__name__}") from None
