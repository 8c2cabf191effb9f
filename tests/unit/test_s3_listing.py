"""A page of a listing, read from bytes that nobody vouches for (F8)."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world.hostile_s3 import listed
from tests.world.s3_lies import BOMB, more
from tresen.files.listing import KEY_BYTES, MOST_KEYS, PAGE_BYTES, BadListing, read

PAGE = b"""<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>tresen</Name><Prefix>host/</Prefix><KeyCount>2</KeyCount>
<MaxKeys>1000</MaxKeys><IsTruncated>true</IsTruncated>
<NextContinuationToken>1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J+wm36Hy4vbOw=</NextContinuationToken>
<Contents><Key>host/a &amp; b</Key><LastModified>2026-10-12T17:50:30.000Z</LastModified>
<ETag>&quot;fba9dede5f27731c9771645a39863328&quot;</ETag>
<Size>434234</Size><StorageClass>STANDARD</StorageClass><Owner><ID>75aa57f0</ID><DisplayName>x</DisplayName></Owner></Contents>
<Contents><Key>host/&#xFC;</Key><LastModified>1970-01-01T00:00:01+00:00</LastModified><Size>0</Size></Contents>
<CommonPrefixes><Prefix>host/c/</Prefix></CommonPrefixes></ListBucketResult>"""
parts = st.sampled_from(
    [
        b"<ListBucketResult>", b"</ListBucketResult>", b"<Contents>", b"</Contents>", b"<Key>", b"</Key>", b"host/a", b"..",
        b"/", b"<Size>", b"</Size>", b"-1", b"12", b"<LastModified>", b"</LastModified>", b"2026-10-05T10:00:00Z",
        BOMB, b"&a9;", b"<IsTruncated>true</IsTruncated>", b"<![CDATA[", b"]]>", b"<!--", b"-->",
        b"<?xml version='1.0' encoding='utf-7'?>",
    ]
)  # fmt: skip


def test_as_stores_write_it() -> None:
    """Names are unescaped, times are of any zone, what else a store says is passed over."""
    page = read(PAGE, "host/")
    assert [tuple(each) for each in page.objects] == [
        ("host/a & b", 434234, 1791827430.0),
        ("host/ü", 0, 1.0),
    ]
    assert page.token == "1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J+wm36Hy4vbOw="


@given(st.one_of(st.binary(max_size=300), st.lists(parts | st.binary(max_size=5), max_size=40).map(b"".join)))
def test_any_bytes(data: bytes) -> None:
    """[F8] Whatever a store says is a page of names below the prefix, or refused: never anything else."""
    with contextlib.suppress(BadListing):
        page = read(data, "host/")
        assert len(page.objects) <= MOST_KEYS
        for each in page.objects:
            assert each.name.startswith("host/")
            assert not {"", ".", ".."} & set(each.name.split("/"))
            assert len(each.name.encode()) <= KEY_BYTES
            assert each.size >= 0


@pytest.mark.parametrize("before", [b"<!DOCTYPE l>", BOMB, b'<!DOCTYPE l SYSTEM "file:///etc/passwd">'])
def test_a_document_type(before: bytes) -> None:
    """[F8] No entity is ever declared: a page that begins to is refused, though nothing in it uses one."""
    read(listed("host/a"), "host/")
    with pytest.raises(BadListing, match="document type"):
        read(before + listed("host/a"), "host/")


@pytest.mark.parametrize("encoding", ["utf-16", "rot13", "cp037", "no-such"])
def test_another_encoding(encoding: str) -> None:
    """[F8] The bytes are UTF-8, whatever they say of themselves."""
    said = f"<?xml version='1.0' encoding='{encoding}'?>".encode()
    with contextlib.suppress(BadListing):
        assert [each.name for each in read(said + listed("host/ä"), "host/").objects] == ["host/ä"]


@pytest.mark.parametrize("junk", [b"<CommonPrefixes/>", b"<Contents><Owner/></Contents>"])
def test_a_page_of_anything_else(junk: bytes) -> None:
    """[F8] A page of megabytes without objects is refused before it has taken seconds."""
    page = b"<ListBucketResult>" + junk * (PAGE_BYTES // len(junk) - 1) + b"</ListBucketResult>"
    began = time.thread_time()
    with pytest.raises(BadListing, match="more than was asked for"):
        read(page, "host/")
    assert time.thread_time() - began < 0.5


def test_its_end() -> None:
    """A page says whether another follows, and then by which token."""
    assert read(listed("a", more=more("t")), "").token == "t"
    assert read(listed("a"), "").token is None
    ended = more("t").replace(b"true", b"false")
    assert read(listed("a", more=ended), "").token is None
