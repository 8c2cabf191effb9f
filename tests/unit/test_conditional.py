"""If-None-Match (RFC 9110 §13.1.2): a list of tags or `*`, compared weakly; anything else names no tag."""

from __future__ import annotations

import time

import pytest

from tresen.transport.conditional import matches


@pytest.mark.parametrize("etag", [b'"abc"', b'W/"abc"'])
@pytest.mark.parametrize(
    ("header", "found"),
    [
        (b'"abc"', True),
        (b'W/"abc"', True),
        (b' "x" ,\tW/"abc" ', True),
        (b', ,"abc",,"x",', True),
        (b'"a,b", "abc"', True),
        (b"*", True),
        (b" * ", True),
        (b"", False),
        (b",", False),
        (b'"ab"', False),
        (b'"ABC"', False),
        (b"abc", False),
        (b'w/"abc"', False),
        (b'W/ "abc"', False),
        (b'"abc', False),
        (b'"abc" "x"', False),
        (b'"abc", *', False),
        (b'"x,*,y"', False),
        (b'"abc", \x00', False),
        (b'"x"y, "abc"', False),
    ],
)
def test_if_none_match(header: bytes, etag: bytes, found: bool) -> None:
    """Tags may hold commas; what is no list of tags is ignored as a whole, so the answer is sent."""
    assert matches(header, etag) is found


@pytest.mark.parametrize("part", [b'"', b'W/"', b" ", b",", b'"x", ', b'"x" ', b"\t,", b"*,"])
def test_long_headers_cost_little(part: bytes) -> None:
    """The 16 KiB that a header may have are read in a moment, whatever they hold."""
    before = time.thread_time()
    assert matches(part * (16_384 // len(part)) + b"x", b'"abc"') is False
    assert time.thread_time() - before < 0.05
