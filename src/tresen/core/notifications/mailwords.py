"""What stands in a mail, and on the pages behind its links: nothing that was said, no name but the business's (W13)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from tresen.core.oneline import cut, printed

NAME_CHARACTERS: Final = 100


class Occasion(StrEnum):
    """Why a mail is sent."""

    ANSWER = "answer"
    CONFIRM = "confirm"
    TRIAL = "trial"


class Words(NamedTuple):
    """A mail without its headers."""

    subject: str
    text: str


class Links(NamedTuple):
    """Addresses that stand in a mail: the customer page, what ends the mails, and what confirms the address."""

    page: str
    stop: str
    confirm: str = ""


def plain_name(name: str) -> str:
    """A business's name as one line that can stand in a header: no control characters, nothing encoded, not too long."""
    return cut(printed(name).replace("=?", "= ?"), NAME_CHARACTERS) or "Tresen"


def mail_words(occasion: Occasion, language: str, name: str, links: Links) -> Words:
    """Subject and text of a mail from the business with that plain name."""
    said = _SAID["de" if language == "de" else "en"][occasion]
    fields = {"name": name, "page": links.page, "stop": links.stop, "confirm": links.confirm}
    subject, *text = (part.format_map(fields) for part in said)
    return Words(subject, "\n\n".join(text) + "\n")


_SAID: Final[dict[str, dict[Occasion, tuple[str, ...]]]] = {
    "de": {
        Occasion.ANSWER: (
            "{name} hat geantwortet",
            "Guten Tag,",
            "{name} hat Ihnen geantwortet. Die Antwort steht dort, wo Sie geschrieben haben:",
            "{page}",
            (
                "Öffnen Sie die Seite auf dem Gerät, mit dem Sie geschrieben haben, oder mit Ihrem Rückkehr-Link. Was"
                " geschrieben wurde, steht nicht in dieser Mail. Bis Sie wieder auf der Seite waren, bekommen Sie "
                "keine weitere."
            ),
            "Diese Mails beenden und die Adresse löschen:\n{stop}",
            "Auf diese Mail kann niemand antworten. Schreiben Sie bitte auf der Seite.",
        ),
        Occasion.CONFIRM: (
            "Bitte bestätigen: Mails von {name}",
            "Guten Tag,",
            (
                "auf der Seite von {name} hat jemand diese Adresse angegeben, um per E-Mail zu erfahren, wenn eine "
                "Antwort da ist. Waren Sie das? Dann bestätigen Sie es hier, innerhalb von 24 Stunden:"
            ),
            "{confirm}",
            (
                "Waren Sie es nicht, brauchen Sie nichts zu tun: Ohne Bestätigung kommt keine solche Mail, und die "
                "Adresse wird nach 24 Stunden vergessen. Sofort löschen:\n{stop}"
            ),
            "Die Seite: {page}",
        ),
        Occasion.TRIAL: (
            "Testnachricht von {name}",
            "Guten Tag,",
            "so eine Mail bekommen Sie, wenn {name} geantwortet hat und Sie nicht auf der Seite sind:",
            "{page}",
            "Diese Mails beenden und die Adresse löschen:\n{stop}",
        ),
    },
    "en": {
        Occasion.ANSWER: (
            "{name} has answered",
            "Hello,",
            "{name} has answered you. The answer is where you wrote:",
            "{page}",
            (
                "Open the page on the device you wrote with, or with your return link. What was written is not in "
                "this mail. You will not get another one before you have been on the page again."
            ),
            "To end these mails and have the address deleted:\n{stop}",
            "Nobody can answer this mail. Please write on the page.",
        ),
        Occasion.CONFIRM: (
            "Please confirm: mail from {name}",
            "Hello,",
            (
                "on the page of {name} somebody gave this address, to learn by e-mail when there is an answer. Was it"
                " you? Then confirm it here, within 24 hours:"
            ),
            "{confirm}",
            (
                "If it was not you, there is nothing to do: without confirmation no such mail comes, and the address "
                "is forgotten after 24 hours. Delete it at once:\n{stop}"
            ),
            "The page: {page}",
        ),
        Occasion.TRIAL: (
            "Test message from {name}",
            "Hello,",
            "this is the kind of mail you get when {name} has answered and you are not on the page:",
            "{page}",
            "To end these mails and have the address deleted:\n{stop}",
        ),
    },
}
"""Of each mail the subject, then the paragraphs."""
