"""Vectors: what is believed of `expired` events and of stored times, and who may give a retention class (D3, D10, S18)."""

from __future__ import annotations

from typing import Any, Final

from tests.contract.belief_ops import FIELDS, believed, class_that_counts, contradicted, locked
from tests.contract.vectors_case import AT_MS, Case, accepted, fixed, refused
from tests.contract.vectors_keys import Scenarios
from tresen.core.classing import classing_body
from tresen.core.law.days import DAY_MS
from tresen.seal.keys import DeviceKeys

_NINETY: Final = {"7": {"name": "Bäckerei"}}
_YEAR: Final = 365 * DAY_MS
# A letter of 2026 is kept until 2033 begins, whatever the time zone.
_NEW_YEAR_2026: Final = 1_767_225_600_000
_NEW_YEAR_2033: Final = 1_988_150_400_000
_HALF_ZONE: Final = 14 * 3_600_000


def scenarios() -> Scenarios:
    """The files of this module."""
    return {
        "belief": (
            "What is believed of `expired` events, what stays after `erased` ones, and which times are an alarm.",
            ["D1", "D3", "D10"],
            [*_days(), *_words(), *_others(), *_letters(), *_locked(), *_nothing(), *_times()],
        ),
        "classes": (
            "A retention class as staff signs it, and which one counts.",
            ["L9", "S18"],
            [*_classes(), *_order()],
        ),
    }


def _word(pos: int, age_ms: int, signed_age_ms: int | None = None, class_: str = "chat") -> dict[str, Any]:
    signed_ms = AT_MS - (age_ms if signed_age_ms is None else signed_age_ms)
    return {"pos": pos, "stored_ms": AT_MS - age_ms, "signed_ms": signed_ms, "class": class_}


_OLD: Final = _word(3, 90 * DAY_MS)


def _expired(name: str, words: list[dict[str, Any]], **more: Any) -> Case:
    """`more` as in `FIELDS`; without more it is 90 days after the newest word of a profile that says nothing."""
    usual: dict[str, Any] = {
        "profiles": _NINETY,
        "signed_ms": {"7": AT_MS - _YEAR},
        "rev": 7,
        "at_ms": AT_MS,
        "now_ms": AT_MS,
        "erased": [[3, 5]],
        "others": [4, 5],
        "calls_ms": [],
        "hold_ms": None,
        "over": False,
    }
    given = usual | {"words": words} | more
    assert given.keys() == FIELDS
    return accepted(name, "expired_believed", given, believed(given))


def _days() -> list[Case]:
    def says(fields: Any) -> dict[str, Any]:
        return {"profiles": {"7": fields}}

    def later(rev: str, ms: int) -> dict[str, Any]:
        return {"signed_ms": {"7": AT_MS - _YEAR, rev: ms}}

    young = [_word(3, 90 * DAY_MS - 1)]
    return [
        _expired("to the millisecond", [_OLD]),
        _expired("a millisecond early", young),
        _expired("a profile without retention says 90 days", [_OLD], **says({})),
        _expired("one with nil says 90 days", [_OLD], **says({"retention": None})),
        _expired("one with an empty retention says 90 days", [_OLD], **says({"retention": {}})),
        _expired("30 days", [_word(3, 30 * DAY_MS)], **says({"retention": {"chat_days": 30}})),
        _expired("30 days, a millisecond early", [_word(3, 30 * DAY_MS - 1)], **says({"retention": {"chat_days": 30}})),
        _expired("one day", [_word(3, DAY_MS)], **says({"retention": {"chat_days": 1}})),
        _expired("3650 days", [_word(3, 3650 * DAY_MS)], **says({"retention": {"chat_days": 3650}})),
        *(
            _expired(f"days that cannot be read: {given!r}", [_word(3, 9 * _YEAR)], **says({"retention": given}))
            for given in (
                {"chat_days": 0}, {"chat_days": -1}, {"chat_days": 1.5}, {"chat_days": 3651},
                {"chat_days": "30"}, {"chat_days": None}, {"chat_days": True}, {"chat_days": [30]}, 30, "30",
                [30], True,
            )
        ),
        _expired("a profile whose text is not known", [_OLD], rev=8),
        _expired("an event of tomorrow", [_OLD], now_ms=AT_MS - DAY_MS),
        _expired("an event of the day after tomorrow", [_OLD], now_ms=AT_MS - DAY_MS - 1),
        _expired("a newer profile, signed a day before", [_OLD], **later("9", AT_MS - DAY_MS)),
        _expired("a newer profile, signed longer before", [_OLD], **later("9", AT_MS - DAY_MS - 1)),
        _expired(
            "two newer profiles, one of them signed longer before",
            [_OLD],
            signed_ms={"7": AT_MS - _YEAR, "8": AT_MS - 2 * DAY_MS, "9": AT_MS},
        ),
        _expired("an older profile", [_OLD], **later("5", AT_MS - 9 * DAY_MS)),
    ]  # fmt: skip


def _words() -> list[Case]:
    today, long_ago = 0, 400 * DAY_MS
    return [
        _expired("the newest word counts", [_word(3, long_ago), _word(4, 90 * DAY_MS - 1)], others=[5]),
        _expired(
            "an older word with a later time counts", [_word(3, DAY_MS), _word(4, long_ago)], others=[5]
        ),
        _expired("stored long ago, signed today", [_word(3, long_ago, today)]),
        _expired("stored today, signed long ago", [_word(3, today, long_ago)]),
        _expired("signed a millisecond too late", [_word(3, long_ago, 90 * DAY_MS - 1)]),
        _expired("signed in time", [_word(3, long_ago, 90 * DAY_MS)]),
        _expired("signed in the future", [_word(3, long_ago, -DAY_MS)]),
        _expired("without a signed time", [{**_word(3, long_ago), "signed_ms": None}]),
        _expired("without a signed time, today", [{**_word(3, today), "signed_ms": None}]),
    ]


def _others() -> list[Case]:
    return [
        _expired("a call of today", [_OLD], calls_ms=[AT_MS]),
        _expired("a call that is old enough", [_OLD], calls_ms=[AT_MS - 90 * DAY_MS, AT_MS - _YEAR]),
        _expired("a hold that lasts", [_OLD], hold_ms=AT_MS + 1),
        _expired("a hold that ended", [_OLD], hold_ms=AT_MS),
    ]


def _letters() -> list[Case]:
    end = _NEW_YEAR_2033 - _HALF_ZONE
    written = _NEW_YEAR_2026 + 100 * DAY_MS

    def letter(
        at_ms: int, class_: str = "letter", stored: int = written, signed: int = written
    ) -> dict[str, Any]:
        word = {"pos": 3, "stored_ms": stored, "signed_ms": signed, "class": class_}
        return {"words": [word], "at_ms": at_ms, "now_ms": at_ms, "signed_ms": {"7": written}}

    late, leap = _NEW_YEAR_2026 + _HALF_ZONE, end - 366 * DAY_MS
    return [
        _expired("a known letter is to go with the rest", [_word(3, _YEAR, None, "letter")]),
        _expired("a known voucher is to go with the rest", [_word(3, _YEAR, None, "voucher")]),
        _expired("a known letter stays", [_word(3, _YEAR, None, "letter")], erased=[[4, 5]]),
        _expired("a class that is not known keeps nothing", [_word(3, _YEAR, None, "poem")]),
        _expired("a letter whose time is over", **letter(end)),
        _expired("a letter, a millisecond early", **letter(end - 1)),
        _expired("a voucher at that time", **letter(end, "voucher")),
        _expired("a letter of New Year's night is of the year before", **letter(leap, stored=late - 1, signed=late - 1)),
        _expired("that, a millisecond early", **letter(leap - 1, stored=late - 1, signed=late - 1)),
        _expired("a letter a little later does not", **letter(end - 1, stored=late, signed=late)),
        _expired("a letter stored a year before it was signed", **letter(end - 1, stored=written - _YEAR)),
        _expired("a letter signed when no calendar counts", **letter(end, signed=2**53 - 1)),
        _expired("a letter stored when no calendar counts", **letter(2**53 - 1, stored=2**53 - 1)),
    ]  # fmt: skip


def _locked() -> list[Case]:
    """Of an `erased` event and one message at place 3, a letter of 2026 unless the case says otherwise."""
    end, written = _NEW_YEAR_2033 - _HALF_ZONE, _NEW_YEAR_2026 + 100 * DAY_MS

    def case(name: str, at_ms: int = AT_MS, *, class_: str = "letter", **more: Any) -> Case:
        word = {"pos": 3, "stored_ms": written, "signed_ms": written, "class": class_} | more.pop("word", {})
        usual: dict[str, Any] = {
            "word": word,
            "at_ms": at_ms,
            "erased": [[3, 5]],
            "kept": [],
            "covered": True,
        }
        given = usual | more
        return accepted(name, "erased_locked", given, locked(given))

    named = "a command that names"
    return [
        case(f"{named} a letter, which the server says it erased"),
        case(f"{named} a voucher, which the server says it erased", class_="voucher"),
        case(f"{named} a chat, which the server says it erased", class_="chat"),
        case(f"{named} what a later version calls a poem", class_="poem"),
        case(f"{named} a letter, which the server says it kept", erased=[], kept=[3]),
        case(f"{named} a letter, which the server says it kept and erased", kept=[3]),
        case(f"{named} a letter, of which the server says nothing", erased=[], kept=[4]),
        case(f"{named} another, and the letter is erased with it", covered=False),
        case(f"{named} another, and the letter is not among what is erased", erased=[[4, 5]], covered=False),
        case("the last place of a range is in it", erased=[[1, 1], [2, 3]], covered=False),
        case("a letter whose time is over", end),
        case("a letter, a millisecond early", end - 1),
        case("a voucher at that time", end, class_="voucher"),
        case("a letter stored a year before it was signed", end - 1, word={"stored_ms": written - _YEAR}),
        case("a letter without a signed time", word={"signed_ms": None}),
        case("a letter signed when no calendar counts", word={"signed_ms": 2**53 - 1}),
        case("a letter of the last year that counts", 2**53 - 1, word={"stored_ms": 2**53 - 1}),
    ]


def _nothing() -> list[Case]:
    return [
        _expired("nothing was held", [], others=[]),
        _expired("nothing but what is no word was held", [], others=[4]),
        _expired("nothing was held, and a call of today is known", [], others=[], calls_ms=[AT_MS]),
        _expired("nothing was held, and the days cannot be read", [], others=[], rev=8),
        _expired("nothing is left of what was over before", [], others=[], over=True),
        _expired("what went behind the last word that was held", [_OLD], others=[], erased=[[1, 3], [5, 9]]),
        _expired("what went before it", [_word(9, _YEAR)], others=[], erased=[[3, 7]]),
        _expired("it lists nothing", [_OLD], erased=[]),
    ]


def _times() -> list[Case]:
    def case(name: str, before: list[int], stored_ms: int, signed_ms: int | None = None) -> Case:
        given = {"before_ms": before, "stored_ms": stored_ms, "signed_ms": signed_ms}
        return accepted(name, "stored_contradicts", given, contradicted(given))

    return [
        case("the first message", [], AT_MS, AT_MS),
        case("later than the one before", [AT_MS - 1], AT_MS, AT_MS),
        case("at the same time", [AT_MS], AT_MS, AT_MS),
        case("a millisecond back", [AT_MS + 1], AT_MS, AT_MS),
        case("back behind an event between", [AT_MS - 9, AT_MS + 1, AT_MS - 5], AT_MS, AT_MS),
        case("signed a day later", [], AT_MS, AT_MS + DAY_MS),
        case("signed more than a day later", [], AT_MS, AT_MS + DAY_MS + 1),
        case("signed long before", [], AT_MS, AT_MS - _YEAR),
        case("without a signed time", [AT_MS], AT_MS),
        case("without a signed time, back", [AT_MS], AT_MS - 1),
    ]


def _order() -> list[Case]:
    now, day, far = AT_MS, AT_MS + DAY_MS, 2**52

    def case(name: str, *said: tuple[str, int | None, int], counts: str) -> Case:
        """`said`: class, signed and stored time, in the order of the log."""
        given = {"classes": [{"class": it, "signed_ms": s, "stored_ms": at} for it, s, at in said]}
        assert class_that_counts(given) == {"class": counts}
        return accepted(name, "class_that_counts", given, {"class": counts})

    chat, letter = ("chat", now, now), ("letter", now + 1, now + 1)
    return [
        case("nothing was said", counts="chat"),
        case("the later one", chat, letter, counts="letter"),
        case("the later one, stored first", letter, chat, counts="letter"),
        case("a letter is lifted", ("letter", now, now), ("chat", now + 1, now + 1), counts="chat"),
        case("at the same time the last one of the log", ("letter", now, now), chat, counts="chat"),
        case("at the same time, the other way round", chat, ("letter", now, now), counts="letter"),
        case("a chat of the future, then a letter a day later", ("chat", far, now), ("letter", day, day), counts="letter"),
        case("a letter before a day is over", ("chat", far, now), ("letter", day - 1, day - 1), counts="chat"),
        case("that, stored the other way round", ("letter", day + 1, day + 1), ("chat", far, now), counts="letter"),
        case("a letter that the server dates back", ("letter", now + 1, 0), chat, counts="letter"),
        case("a letter of the future", ("letter", far, now), ("chat", day, day), counts="letter"),
        case("nobody signed a letter", ("letter", None, now), counts="letter"),
        case("the server lifts what nobody signed", ("letter", None, now), ("chat", None, now), counts="chat"),
        case("it lifts nothing that was signed", letter, ("chat", None, far), counts="letter"),
        case("a signed class takes the place of its word", ("letter", None, far), chat, counts="chat"),
        case("nothing unsigned protects what was signed", chat, ("letter", None, far), counts="chat"),
    ]  # fmt: skip


def _classes() -> list[Case]:
    anna, other = (
        DeviceKeys(fixed(f"class {who}"), fixed(f"class {who} opens")) for who in ("anna", "other")
    )
    business, conversation, hash_ = fixed("shop", 16), fixed("talk", 16), fixed("hash")

    def given(
        signer: DeviceKeys, class_: str, pos: int = 3, talk: bytes = conversation, **more: Any
    ) -> dict[str, Any]:
        body = more.get("body") or classing_body(business, talk, anna.id, AT_MS, class_, pos, hash_)
        return {
            "business": business.hex(),
            "conversation": conversation.hex(),
            "signers": {anna.id.hex(): anna.ed.hex()} if more.get("listed", True) else {},
            "body": body.hex(),
            "signature": signer.sign(more.get("label", "class"), body).hex(),
        }

    good = classing_body(business, conversation, anna.id, AT_MS, "letter", 3, hash_)
    erase = good.replace(b"\xa5class", b"\xa5erase")
    tail = [
        accepted(
            f"a {class_}",
            "check_class",
            given(anna, class_),
            {"class": class_, "pos": 3, "hash": hash_.hex(), "at_ms": AT_MS, "signer": anna.id.hex()},
        )
        for class_ in ("chat", "letter", "voucher")
    ]
    return [
        *tail,
        refused("another device signed it", "check_class", "wrong_signature", given(other, "letter")),
        refused("signed for something else", "check_class", "wrong_signature", given(anna, "letter", label="erase")),
        refused("by a device that may not", "check_class", "wrong_sender", given(anna, "letter", listed=False)),
        refused("for another conversation", "check_class", "wrong_place", given(anna, "letter", talk=fixed("else", 16))),
        refused("another class", "check_class", "malformed", given(anna, "poem")),
        refused("before the first place", "check_class", "malformed", given(anna, "letter", pos=0)),
        refused("another version", "check_class", "wrong_version", given(anna, "letter", body=b"\x99\x02" + good[2:])),
        refused("another kind", "check_class", "wrong_version", given(anna, "letter", body=erase)),
        refused("cut short", "check_class", "malformed", given(anna, "letter", body=good[:-1])),
    ]  # fmt: skip
