"""When a mail is due, by values: once for each absence, whatever comes in between (W13)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tresen.core.notifications import mailing
from tresen.core.notifications.mailing import (
    AGAIN_MS,
    LONGEST_MS,
    SOON_MS,
    TRIES,
    Around,
    Verdict,
    Waiting,
    again_ms,
    check_mailbox,
    same_person,
)
from tresen.core.notifications.mailwords import NAME_CHARACTERS, Links, Occasion, mail_words, plain_name
from tresen.errors import Refusal

AWAY = Around(read=0, here=False, pushed=False, blocked=False)


def test_the_first_answer_sets_the_time() -> None:
    """[W13] A stream of answers does not push the mail further and further away."""
    first = mailing.spoken(Waiting(), 5, 1_000)
    assert first == Waiting(5, 1_000 + SOON_MS)
    assert mailing.spoken(first, 6, 50_000) == Waiting(6, 1_000 + SOON_MS)


def test_told_until_they_were_here() -> None:
    """[W13] Nothing more in this absence; after a visit the next answer is told."""
    told = mailing.told(mailing.spoken(Waiting(), 5, 0))
    assert mailing.spoken(told, 6, 9) == Waiting(6, None, told=True)
    assert mailing.spoken(mailing.came(told), 7, 9) == Waiting(7, 9 + SOON_MS)


def test_whoever_said_goodbye_saw_it() -> None:
    """[W13] A connection that broke off leaves it unread; coming back alone does not make it read."""
    waiting = mailing.spoken(Waiting(), 5, 0)
    assert mailing.left(waiting, goodbye=True) == Waiting(5)
    assert mailing.left(waiting, goodbye=False) == mailing.came(waiting) == waiting


@pytest.mark.parametrize(
    ("around", "verdict"),
    [
        (AWAY, Verdict.SEND),
        (AWAY._replace(read=4), Verdict.SEND),
        (AWAY._replace(read=5), Verdict.NONE),
        (AWAY._replace(here=True), Verdict.HERE),
        (AWAY._replace(here=True, read=5), Verdict.NONE),
        (AWAY._replace(pushed=True), Verdict.NONE),
        (AWAY._replace(pushed=True, signalled=True), Verdict.SIGNALLED),
        (AWAY._replace(pushed=True, signalled=True, read=5), Verdict.NONE),
        (AWAY._replace(pushed=True, signalled=True, blocked=True), Verdict.NONE),
        (AWAY._replace(signalled=True), Verdict.SEND),
        (AWAY._replace(blocked=True), Verdict.NONE),
    ],
)
def test_verdict(around: Around, verdict: Verdict) -> None:
    """[W13] A mail only to whoever is away, has not read it, is not woken by push and is not blocked."""
    assert mailing.verdict(Waiting(5, 0), around) is verdict


def test_a_signal_puts_the_mail_off() -> None:
    """[W13] It waits as it is, under the same name; a goodbye ends the wait."""
    waiting = mailing.signalled(Waiting(5, 7, tries=1), 100)
    assert waiting == Waiting(5, 100 + mailing.SIGNALLED_MS, tries=1)
    assert mailing.left(waiting, goodbye=True) == Waiting(5)


def test_pauses_grow_and_end() -> None:
    """[W13] Each pause is twice the one before, six hours at most; after the last try there is none."""
    pauses = [again_ms(tries) for tries in range(1, TRIES + 2)]
    assert pauses[:3] == [AGAIN_MS, 2 * AGAIN_MS, 4 * AGAIN_MS]
    assert all(pause is not None and pause <= LONGEST_MS for pause in pauses[: TRIES - 1])
    assert pauses[TRIES - 1 :] == [None, None]


STEPS = st.lists(st.sampled_from(["spoken", "came", "goodbye", "broke off", "due"]), max_size=60)


@given(STEPS)
def test_once_for_each_absence(steps: list[str]) -> None:
    """[W13] Between two mails the customer was here; what was said while they are away and unread is told in the end."""
    waiting, pos, now, here, mails_since_visit, unseen = Waiting(), 0, 0, False, 0, False
    for step in steps:
        now += SOON_MS
        if step == "spoken":
            pos += 1
            # Of what follows a mail in the same absence the mail tells as well.
            unseen = unseen or not waiting.told
            waiting = mailing.spoken(waiting, pos, now)
        elif step == "came":
            waiting, here, mails_since_visit = mailing.came(waiting), True, 0
        elif step != "due" and here:
            waiting, here = mailing.left(waiting, goodbye=step == "goodbye"), False
            unseen = unseen and step != "goodbye"
        elif (
            waiting.due_ms is not None and mailing.verdict(waiting, AWAY._replace(here=here)) is Verdict.SEND
        ):
            waiting, mails_since_visit, unseen = mailing.told(waiting), mails_since_visit + 1, False
        assert mails_since_visit <= 1
        if unseen and not here:
            assert waiting.due_ms is not None


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("anna@example.org", "anna@example.org"),
        (" Anna.O'Hara+tresen@Example.ORG ", "Anna.O'Hara+tresen@example.org"),
        ("anna@bäckerei.example", "anna@xn--bckerei-5wa.example"),
        ("anna@Groß.example", "anna@xn--gro-7ka.example"),
    ],
)
def test_addresses(typed: str, stored: str) -> None:
    """[W13] The part before the @ stays as it is written."""
    assert check_mailbox(typed) == stored


@given(st.text(max_size=300))
def test_whatever_passes_is_one_plain_address(typed: str) -> None:
    """[W13] Nothing that passes could end a header or an SMTP command, or name a second address."""
    try:
        stored = check_mailbox(typed)
    except Refusal:
        return
    assert re.fullmatch(r"[!-~]+", stored)
    assert stored.count("@") == 1
    assert not set(stored) & set('<>,;:"()[]\\ ')


def test_spellings_of_one_person() -> None:
    """[W13] Who is to be flooded is not spared by dots, capitals and plus signs."""
    spellings = ("anna.o@x.example", "ANNAO+1@x.example", "a.n.n.a.o+b+c@x.example")
    assert len({same_person(each) for each in spellings}) == 1
    assert same_person("annao@y.example") != same_person("annao@x.example")


@given(st.text(max_size=400))
def test_a_name_is_one_line(name: str) -> None:
    """[W13] Whatever the business is called, its name is one short printable line."""
    shown = plain_name(name)
    assert shown.isprintable()
    assert 0 < len(shown) <= NAME_CHARACTERS + len("= ?")


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("occasion", list(Occasion))
def test_words(language: str, occasion: Occasion) -> None:
    """[W13] A mail names the business and the page, and holds the link that ends it; braces in a name are only braces."""
    links = Links("https://x.example/laden", "https://x.example/mail/stop", "https://x.example/mail/yes")
    words = mail_words(occasion, language, "Zum {page} & Co", links)
    assert "Zum {page} & Co" in words.subject
    assert "\n" not in words.subject
    assert "https://x.example/laden\n" in words.text
    assert "https://x.example/mail/stop\n" in words.text
    assert ("https://x.example/mail/yes" in words.text) is (occasion is Occasion.CONFIRM)
