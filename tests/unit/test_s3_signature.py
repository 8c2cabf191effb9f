"""Requests to a store that speaks S3 are signed as the store computes it (F8)."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Final

import pytest

from tresen.files.signature import EMPTY, Bucket, signed, target

# The examples in Amazon's documentation: "Signature Calculations for the Authorization Header", single chunk.
HOST: Final = "examplebucket.s3.amazonaws.com"
BUCKET: Final = Bucket(f"https://{HOST}", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
WHEN: Final = datetime(2013, 5, 24, tzinfo=UTC)
EXAMPLES: Final = {
    "an object's first bytes": (
        "GET", "/test.txt", {}, {"Range": "bytes=0-9"}, EMPTY,
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    ),
    "a name with $, another class": (
        "PUT", "/test$file.text", {}, {"Date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY"},
        hashlib.sha256(b"Welcome to Amazon S3.").hexdigest(),
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
    ),
    "a question without a value": (
        "GET", "/", {"lifecycle": ""}, {}, EMPTY,
        "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
    ),
    "a listing": (
        "GET", "/", {"prefix": "J", "max-keys": "2"}, {}, EMPTY,
        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", EXAMPLES)
def test_as_amazon_computes_it(what: str) -> None:
    """[F8] The signatures of the documentation's examples."""
    method, path, query, headers, digest, signature = EXAMPLES[what]
    sent = signed(BUCKET, method, target(path, query), {"Host": HOST, **headers}, digest, WHEN)
    assert sent["authorization"].endswith(f"Signature={signature}")
    assert sent["x-amz-date"] == "20130524T000000Z"


def test_what_is_sent_is_what_is_signed() -> None:
    """[F8] Names and tokens are escaped once, wholly, in the order of the signature."""
    assert target("/b/Bäckerei 1/a+b", {"z": "a/b+c=", "a": "ü &"}) == (
        "/b/B%C3%A4ckerei%201/a%2Bb",
        "a=%C3%BC%20%26&z=a%2Fb%2Bc%3D",
    )
