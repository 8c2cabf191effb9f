"""The profile field by field: what is accepted, what is refused and where, what is left alone."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world.profile import BAKERY, HOURS, bakery_with
from tresen.core.calls.rules import CallRules
from tresen.core.fields import FieldMistake, FieldMistakes
from tresen.core.hours import parse_hours
from tresen.core.shopfront.profile import PICTURE_BYTES, parse_profile, profile_if_good

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0"
WEBP = b"RIFF\x10\0\0\0WEBPVP8 \4\0\0\0\x30\0\0\x9d\1\x2a\0\1\0\1"
JPEG = b"\xff\xd8\xff\xe0\0\4ab\xff\xc0\0\x11\x08\1\0\1\0\3"


def found_in(fields: Any) -> tuple[FieldMistake, ...]:
    """The mistakes of a profile, none in a good one; any other error fails the test."""
    try:
        parse_profile(fields)
    except FieldMistakes as wrong:
        return wrong.mistakes or (FieldMistake("", "kind", ""),)
    return ()


def mistakes(**changes: Any) -> list[tuple[str, str]]:
    """Place and code of everything that is wrong with the bakery's profile after these changes."""
    return [(one.at, one.code) for one in found_in(bakery_with(**changes))]


def test_the_bakery_is_a_good_profile() -> None:
    profile = parse_profile(BAKERY)
    assert profile.name == "Bäckerei Sonnenschein"
    assert profile.hours == parse_hours(HOURS)
    assert profile.time_zone == "Europe/Berlin"
    assert profile.greeting.on
    assert profile.greeting.after_days == 14
    assert profile.away.when == "outside"
    assert profile.public


def test_a_name_is_all_a_profile_needs_and_it_is_not_public_then() -> None:
    """[DDG 5, GDPR 13] a record may leave imprint or privacy contact empty, but then the business is not public."""
    profile = parse_profile({"name": "Laden"})
    assert not profile.public
    assert profile.hours is None
    assert profile.time_zone == "Europe/Berlin"
    assert not profile.greeting.on
    assert profile.away.when == "off"
    assert not parse_profile({"name": "Laden", "imprint": "A", "privacy": " \n"}).public
    assert parse_profile({"name": "Laden", "imprint": "A", "privacy": "B"}).public


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": ""}, [("name", "empty")]),
        ({"name": None}, [("name", "empty")]),
        ({"name": 3}, [("name", "kind")]),
        ({"name": "Zeile\nZeile"}, [("name", "characters")]),
        ({"name": "abc\u202egnp"}, [("name", "characters")]),
        ({"name": "x" * 81}, [("name", "too_long")]),
        ({"trade": ["Bäcker"]}, [("trade", "kind")]),
        ({"about": "y" * 1001}, [("about", "too_long")]),
        ({"imprint": "\x00"}, [("imprint", "characters")]),
        ({"parking": "z" * 121}, [("parking", "too_long")]),
        ({"parking": "hinten\nlinks"}, [("parking", "characters")]),
        ({"email": "laden@beispiel"}, [("email", "email")]),
        ({"email": "zwei@bei@spiel.de"}, [("email", "email")]),
        ({"website": "www.beispiel.de"}, [("website", "website")]),
        ({"website": "javascript:alert(1)"}, [("website", "website")]),
        ({"website": "https://user@beispiel.de"}, [("website", "website")]),
        ({"phone": "ruf an"}, [("phone", "phone")]),
        ({"phone": "()"}, [("phone", "phone")]),
        ({"time_zone": "Berlin"}, [("time_zone", "time_zone")]),
        ({"time_zone": "Europe/Vienna"}, [("hours.time_zone", "two_zones")]),
        ({"picture": "data:"}, [("picture", "kind")]),
        ({"picture": b"GIF89a"}, [("picture", "picture")]),
        ({"picture": PNG[:20]}, [("picture", "picture")]),
        ({"picture": PNG + bytes(PICTURE_BYTES)}, [("picture", "too_large")]),
        ({"picture": PNG[:16] + b"\0\0\x75\x30" * 2}, [("picture", "pixels")]),
        ({"banner": "AAAA"}, [("banner", "kind")]),
        ({"banner": PNG}, [("banner", "kind")]),
        ({"hours": []}, [("hours", "kind")]),
        ({"hours": {**HOURS, "weekly": {"mon": [["06:00", "13:00"], ["12:00", "18:00"]]}}},
         [("hours.weekly.mon[1]", "overlap")]),
        ({"greeting": True}, [("greeting", "kind")]),
        ({"greeting": {"on": "yes"}}, [("greeting.on", "kind")]),
        ({"greeting": {"on": True}}, [("greeting.text", "empty")]),
        ({"greeting": {"on": False, "after_days": 0}}, [("greeting.after_days", "number")]),
        ({"greeting": {"on": False, "after_days": True}}, [("greeting.after_days", "number")]),
        ({"greeting": {"on": True, "text": {"de": "Hallo {kunde}"}}}, [("greeting.text.de", "variable")]),
        ({"greeting": {"on": True, "text": {"de": "ok", "en": "z" * 1001}}},
         [("greeting.text.en", "too_long")]),
        ({"away": {"when": "sometimes"}}, [("away.when", "choice")]),
        ({"away": {"when": ["outside"]}}, [("away.when", "choice")]),
        ({"away": {"when": "outside"}}, [("away.text", "empty")]),
        ({"away": {"when": "always"}}, [("away.text.always", "empty")]),
        ({"away": {"when": "range", "text": {"always": {"de": "Weg"}}}},
         [("away.from_ms", "empty"), ("away.to_ms", "empty")]),
        ({"away": {"when": "range", "from_ms": 5, "to_ms": 5, "text": {"always": {"de": "Weg"}}}},
         [("away.to_ms", "order")]),
        ({"away": {"when": "off", "text": {"lunch": {"de": "{opening"}, "evening": {"en": "{ opening}"}}}},
         [("away.text.evening.en", "variable")]),
        ({"greeting": {"text": {"de": "{{business}} {{oppening}} {{{opening}}}", "en": "{{opening}}"}}},
         [("greeting.text.de", "variable")]),
        ({"greeting": {"text": {"de": "{kunde} {datum} {kunde} {{wetter}}", "en": "{customer}"}}},
         [("greeting.text.de", "variable"), ("greeting.text.en", "variable")]),
        ({"board": "Mohnkuchen"}, [("board", "kind"), ("board.text", "empty"), ("board.until_ms", "empty")]),
        ({"board": {"text": "Mohnkuchen"}}, [("board.until_ms", "empty")]),
        ({"board": {"text": " ", "until_ms": 1}}, [("board.text", "empty")]),
        ({"board": {"text": "x" * 81, "until_ms": 1}}, [("board.text", "too_long")]),
        ({"board": {"text": "a\nb", "until_ms": 1}}, [("board.text", "characters")]),
        ({"board": {"text": "Mohnkuchen", "until_ms": -1}}, [("board.until_ms", "number")]),
        ({"ways_closed": "7K3M2QXD"}, [("ways_closed", "kind")]),
        ({"ways_closed": ["7K3M2QXD", 7, "7k3m2qxd", "Tisch 7"]},
         [("ways_closed[1]", "kind"), ("ways_closed[2]", "characters"), ("ways_closed[3]", "characters")]),
        ({"ways_closed": ["7K3M2QXD"] * 101}, [("ways_closed", "too_long")]),
        ({"websites": "https://www.beispiel.de"}, [("websites", "kind")]),
        ({"websites": ["https://www.beispiel.de", 7, "http://www.beispiel.de", "https://*.beispiel.de"]},
         [("websites[1]", "kind"), ("websites[2]", "website"), ("websites[3]", "website")]),
        ({"websites": ["https://a.beispiel.de"] * 11}, [("websites", "too_long")]),
        ({"calls": "always"}, [("calls", "kind")]),
        ({"calls": {"hours": "sometimes"}}, [("calls.hours", "choice")]),
        ({"calls": {"hours": 7}}, [("calls.hours", "kind")]),
        ({"calls": {"hours": "own"}}, [("calls.hours", "choice")]),
        ({"calls": {"direct": 1}}, [("calls.direct", "kind")]),
        ({"calls": {"strangers": "yes"}}, [("calls.strangers", "kind")]),
        ({"calls": {"hours": {**HOURS, "weekly": {"mon": [["06:00", "25:00"]]}}}},
         [("calls.hours.weekly.mon[0]", "closes")]),
        ({"calls": {"hours": {**HOURS, "time_zone": "Europe/Vienna"}}},
         [("calls.hours.time_zone", "two_zones")]),
        ({"name": "", "email": "x", "away": {"when": "range"}},
         [("name", "empty"), ("email", "email"), ("away.from_ms", "empty"), ("away.to_ms", "empty"),
          ("away.text.always", "empty")]),
    ],
)  # fmt: skip
def test_every_mistake_is_named_with_its_place(
    changes: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert mistakes(**changes) == expected


def test_when_calls_are_taken() -> None:
    """[C4, C9] Left out: in the opening hours, through the relay; what a later version adds is ignored."""
    assert parse_profile(BAKERY).calls == CallRules("open", None, False)
    assert parse_profile({"name": "Laden"}).calls == CallRules()
    own = parse_profile(bakery_with(calls={"hours": HOURS, "direct": True, "ringtone": 3})).calls
    assert own == CallRules("own", parse_hours(HOURS), True)
    assert [
        parse_profile(bakery_with(calls={"hours": mode})).calls.mode for mode in ("open", "always", "never")
    ] == ["open", "always", "never"]


def test_outside_the_hours_needs_hours() -> None:
    away = {"when": "outside", "text": {"evening": {"de": "Zu"}}}
    assert mistakes(hours=None, away=away) == [("away.when", "no_hours")]


@pytest.mark.parametrize(
    "changes",
    [
        {"website": "https://bäckerei-sonnenschein.de:8443/laden?x=1#y"},
        {"website": "http://beispiel.de"},
        {"email": "anna+laden@sub.beispiel.de"},
        {"phone": "+49 (0)30 / 123-45"},
        {"name": "Zur 👩\u200d🍳"},
        {"about": "Brot\nund Kuchen\tfrisch"},
        {"picture": None},
        {"banner": None},
        {"banner": bytes(32)},
        {"picture": WEBP},
        {"picture": PNG},
        {"picture": JPEG + bytes(PICTURE_BYTES - len(JPEG))},
        {"away": {"when": "always", "from_ms": None, "text": {"always": {"en": "Away"}}}},
    ],
)
def test_what_people_write_is_accepted(changes: dict[str, Any]) -> None:
    assert not mistakes(**changes)


def test_fields_of_other_versions_are_left_alone() -> None:
    """[A12] unknown fields stay in the record and are ignored, at every depth."""
    away = {**BAKERY["away"], "snow": 1, "text": {**BAKERY["away"]["text"], "fog": {"de": "Nebel {x}"}}}
    fields = bakery_with(colour="plum", away=away, greeting={**BAKERY["greeting"], "sound": []})
    assert parse_profile(fields) == parse_profile(BAKERY)


def test_a_profile_that_is_no_map_or_not_good_has_no_settings() -> None:
    assert profile_if_good([]) is None
    assert profile_if_good({"name": ""}) is None
    assert profile_if_good(BAKERY) == parse_profile(BAKERY)


ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text(max_size=6)
    | st.binary(max_size=6),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["on", "text", "de", "when", "lunch", "from_ms", "weekly"]), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


@given(st.one_of(ANYTHING, st.dictionaries(st.sampled_from(list(BAKERY)), ANYTHING)))
def test_whatever_a_record_holds_is_either_read_or_answered_with_mistakes(value: Any) -> None:
    """[I-10] bad input gets a clear error."""
    for data in (value, {**BAKERY, **value} if isinstance(value, dict) else value):
        for one in found_in(msgspec.msgpack.decode(msgspec.msgpack.encode(data))):
            assert one.at
            assert one.code
            (one.at + one.error).encode()


def test_every_unknown_variable_of_a_text_is_named() -> None:
    """[S14] One mistake for a text, which names each once."""
    text = {"de": "{kunde} {business} {datum} {kunde} {{wetter}}", "en": "{customer}"}
    with pytest.raises(FieldMistakes) as wrong:
        parse_profile({"name": "Laden", "greeting": {"on": True, "text": text}})
    assert [each.error for each in wrong.value.mistakes] == [
        "{kunde}, {datum}, {wetter} are not known; {business} and {opening} are",
        "{customer} is not known; {business} and {opening} are",
    ]
