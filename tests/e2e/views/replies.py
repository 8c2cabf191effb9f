"""The page of quick replies: a reply is written, and replies are read in from a file."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import expect

from tests.e2e.views.steps import press, there
from tests.e2e.views.view import Place, View


def reply_form(at: Place) -> None:
    at.page.get_by_role("button", name="Antwort anlegen").click()
    at.page.get_by_role("button", name="Antwort speichern").click()
    expect(at.page.get_by_role("textbox", name="Kürzel")).to_be_focused()


def unknown_placeholder(at: Place) -> None:
    at.page.get_by_role("button", name="Antwort anlegen").click()
    for field, words in (
        ("Kürzel", "hallo"),
        ("Titel", "Hallo"),
        ("Text auf Deutsch", "Guten Tag, {kundde}!"),
    ):
        at.page.get_by_role("textbox", name=field).fill(words)
    at.page.get_by_role("button", name="Antwort speichern").click()
    there(at, "Diesen Platzhalter gibt es nicht")


def back_to_replies(at: Place) -> None:
    at.page.get_by_role("button", name="Zurück zum Text").click()
    expect(at.page.get_by_role("dialog")).to_have_count(0)
    at.page.get_by_role("button", name="Zurück zu den Antworten").click()


def file(at: Place) -> None:
    at.page.get_by_role("button", name="CSV einlesen").click()


REPLIES: Final = (
    View(
        "a new reply",
        reply_form,
        shows=("inbox/quickreplies/Edit",),
        leave=press("Zurück zu den Antworten", exact=False),
    ),
    View(
        "a placeholder that does not exist",
        unknown_placeholder,
        "sheet",
        ("inbox/quickreplies/Unknown",),
        leave=back_to_replies,
        back=False,
    ),
    View("replies from a file", file, "sheet", ("inbox/quickreplies/Csv",)),
)
