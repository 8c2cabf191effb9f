"""The pages behind the links in mails: a GET changes nothing, so that a mail scanner confirms and ends nothing (W13)."""

from __future__ import annotations

import html
import re
from typing import Final

from tresen.desk.context import Context
from tresen.desk.notifications import mail
from tresen.desk.notifications.mailer import CONFIRM, PATH, Mailer

TOKEN: Final = re.compile(re.escape(PATH) + r"([A-Za-z0-9_-]{22})")
POLICY: Final = (
    b"default-src 'none'; style-src 'self'; img-src 'self'; "
    b"base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


async def mail_page(
    house: Context, mailer: Mailer, token: str, styles: str, *, act: bool, language: str
) -> tuple[int, bytes]:
    """Status and page of a link in a mail; with `act` it is followed (RFC 8058: whatever the body says)."""
    found = await (mail.follow(house, mailer, token) if act else mail.look(house, token))
    if found is None:
        return 404, _page(language, styles, *_SAID[language]["over"], button="")
    words = _SAID[found.language if found.language in _SAID else "de"]
    step = "done" if found.done else "ask"
    title, text, *button = words[f"{found.purpose if found.purpose == CONFIRM else 'stop'}_{step}"]
    shown = [part.format(name=found.name) for part in (title, text)]
    return 200, _page(found.language, styles, *shown, button=button[0] if button else "")


def _page(language: str, styles: str, title: str, text: str, *, button: str) -> bytes:
    form = (
        f'<form method="post"><button class="btn main" type="submit">{html.escape(button)}</button></form>\n'
        if button
        else ""
    )
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n'
        '<link rel="icon" type="image/svg+xml" href="/inbox/icon.svg">\n'
        f"{styles}<title>{html.escape(title)}</title>\n</head>\n<body>\n"
        '<main class="home">\n<img src="/inbox/icon.svg" alt="" width="88" height="88">\n'
        f"<h1>{html.escape(title)}</h1>\n<p>{html.escape(text)}</p>\n{form}</main>\n</body>\n</html>\n"
    ).encode()


_SAID: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "de": {
        "confirm_ask": (
            "Mails von {name}?",
            (
                "Wenn {name} antwortet und Sie nicht auf der Seite sind, bekommen Sie eine Mail an diese Adresse: "
                "dass es eine Antwort gibt, nicht was darin steht."
            ),
            "Ja, Bescheid geben",
        ),
        "confirm_done": (
            "Bestätigt",
            (
                "{name} gibt Ihnen per E-Mail Bescheid. In jeder Mail steht ein Link, der das beendet. Dieses Fenster"
                " können Sie schließen."
            ),
        ),
        "stop_ask": (
            "Keine Mails mehr von {name}?",
            (
                "Dann kommt keine Mail mehr, und der Server löscht Ihre Adresse. Ihre Unterhaltung bleibt, wie sie "
                "ist."
            ),
            "Keine Mails mehr",
        ),
        "stop_done": (
            "Keine Mails mehr",
            (
                "Die Adresse ist gelöscht. Wenn Sie wieder Mails möchten, geben Sie sie auf der Seite von {name} neu "
                "an."
            ),
        ),
        "over": (
            "Dieser Link gilt nicht mehr",
            (
                "Er ist abgelaufen, oder inzwischen wurde die Adresse geändert oder gelöscht. Was gilt, steht auf der"
                " Seite, auf der Sie geschrieben haben, unter „Einstellungen“."
            ),
        ),
    },
    "en": {
        "confirm_ask": (
            "Mail from {name}?",
            (
                "When {name} answers and you are not on the page, you get a mail at this address: that there is an "
                "answer, not what it says."
            ),
            "Yes, let me know",
        ),
        "confirm_done": (
            "Confirmed",
            "{name} will let you know by e-mail. Every mail has a link that ends this. You can close this window.",
        ),
        "stop_ask": (
            "No more mail from {name}?",
            "Then no more mail comes, and the server deletes your address. Your conversation stays as it is.",
            "No more mail",
        ),
        "stop_done": (
            "No more mail",
            "The address is deleted. If you would like mail again, enter it anew on the page of {name}.",
        ),
        "over": (
            "This link is not good any more",
            (
                "It has expired, or the address was changed or deleted meanwhile. What holds is on the page where you"
                " wrote, under “Settings”."
            ),
        ),
    },
}
"""Of each page title and text, then the button if it has one."""
