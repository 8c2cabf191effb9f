"""Vectors: the websites on which a business's page may stand in a frame (S22)."""

from __future__ import annotations

from typing import Any

from tests.contract.vectors_case import Case, accepted
from tests.contract.vectors_keys import Scenarios
from tresen.core.sizes import WEBSITE_CHARACTERS, WEBSITES

ORIGIN = "https://tresen.example"
SHOP = "https://www.baeckerei.example"
_LONGEST = "https://" + "a" * (WEBSITE_CHARACTERS - len("https://.example")) + ".example"


def scenarios() -> Scenarios:
    """The file of this module."""
    about = "Which websites may show the page in a frame, as the signed profile says."
    return {"websites": (about, ["S22"], [*_fields(), *_origins(), *_servers()])}


def _named(name: str, field: Any, expected: list[str], public_url: str = ORIGIN) -> Case:
    given = {"profile": {"websites": field}, "public_url": public_url}
    return accepted(name, "framed_on", given, {"websites": expected})


def _fields() -> list[Case]:
    many = [f"https://w{at}.example" for at in range(WEBSITES + 1)]
    return [
        _named("none", None, []),
        _named("an empty list", [], []),
        _named("one", [SHOP], [SHOP]),
        _named("no list", SHOP, []),
        _named("a map", {"0": SHOP}, []),
        _named("what is no text is left out", [7, None, [SHOP], SHOP], [SHOP]),
        _named("each once", [SHOP, SHOP], [SHOP]),
        _named("too many: the first ones", many, many[:WEBSITES]),
        _named("what is none counts too", [7] * WEBSITES + [SHOP], []),
    ]


def _origins() -> list[Case]:
    good = [
        f"{SHOP}:8443",
        "https://xn--bckerei-5wa.example",
        "https://a.b.c-d.example",
        "https://192.0.2.7",
        _LONGEST,
    ]
    bad = [
        "", "*", "null", "https://", "https://*.example", "*.example", "baeckerei.example", "https:", "'self'",
        "https:baeckerei.example",
        f"{SHOP}/", f"{SHOP}/laden", f"{SHOP}?a", f"{SHOP}#a", f"{SHOP} ", f" {SHOP}", f"{SHOP}\n", f"{SHOP};", f"{SHOP} https://x.example",
        f"{SHOP}, https://x.example", "https://me@baeckerei.example", "https://me:pw@baeckerei.example", "HTTPS://www.baeckerei.example",
        "https://WWW.baeckerei.example", "https://bäckerei.example", "https://www.baeckerei.example.", "https://.example",
        "https://-a.example", "https://a-.example", "https://a..example", "https://a_b.example", "https://baeckerei", "https://[::1]",
        f"{SHOP}:", f"{SHOP}:0", f"{SHOP}:443", f"{SHOP}:080", f"{SHOP}:123456", f"{SHOP}:8443:1", f"{SHOP}:*", "http://www.baeckerei.example",
        "ftp://www.baeckerei.example", "data:text/html,a", "javascript:alert(1)", "blob:https://www.baeckerei.example", "file:///",
        "https://www.baeckerei.example\\", "https://www.baeckerei.example\u0000", "https://www.baeckerei．example",
        _LONGEST[:8] + "a" + _LONGEST[8:],
    ]  # fmt: skip
    return [
        _named("origins as browsers write them", good, good),
        *(_named(f"no origin: {each!a}", [each], []) for each in bad),
    ]


def _servers() -> list[Case]:
    own = ["http://localhost:8080", "http://127.0.0.1", "https://localhost", "https://localhost:8443"]
    alike = [
        "http://localhost.example",
        "http://localhost:80",
        "https://localhost:443",
        "http://127.0.0.2",
        "http://user@localhost",
    ]
    return [
        _named("the own machine, for a server without TLS", own, own, "http://localhost:8000"),
        _named("the own machine, for a server with TLS", own, own[2:]),
        _named("what only looks like it", alike, [], "http://localhost:8000"),
    ]  # fmt: skip
