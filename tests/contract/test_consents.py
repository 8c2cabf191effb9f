"""[Art. 7(1)] The words before a consent have a version: who changes them adds one, and no version is lost."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.contract.consents import CALLED, PLACES, ROOT, Version, shown, versions
from tresen.core.notifications.consented import check_words
from tresen.errors import Refusal


@pytest.mark.parametrize("consent", PLACES)
def test_words_have_a_version(consent: str) -> None:
    """What the apps show now is the newest version of it. Else: add one to consents.json, with its day."""
    newest = [each for each in versions() if each.consent == consent][-1]
    assert (newest.german, newest.english) == shown(PLACES[consent])


def test_apps_name_the_newest_version() -> None:
    """What an app tells the server is the version that stands there; the server takes it, and nothing of another shape."""
    for consent, (called, path) in CALLED.items():
        newest = sum(each.consent == consent for each in versions())
        text = (ROOT / path).read_text(encoding="utf-8")
        assert re.findall(rf"`{called} (\d+) \$\{{document", text) == [str(newest)], path
    for language in ("de", "en", "de-simple", "tr"):
        assert check_words(f"push 1 {language}") == f"push 1 {language}"
    assert check_words("") is None
    for wrong in ("push", "push 1", "push x de", "push 1 de ", "push 1 deutsch-und-mehr", "<b> 1 de"):
        with pytest.raises(Refusal, match="words"):
            check_words(wrong)


def test_versions_are_told_apart() -> None:
    """Each is of a consent that there is, has a day, and words of its own; days go on."""
    every = versions()
    assert {each.consent for each in every} == set(PLACES)
    assert len({each.mark for each in every}) == len(every)
    for consent in PLACES:
        days = [dt.date.fromisoformat(each.since) for each in every if each.consent == consent]
        assert days == sorted(days)
    changed = every[0]._replace(english=["other"])
    assert isinstance(changed, Version)
    assert changed.mark != every[0].mark
