"""The words before each consent, as the apps show them: versions with their days, and the page that lists them."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[2]
KEPT: Final = Path(__file__).parent / "consents.json"
"""All versions of the words, the newest of each consent last. A line is added when words change; none is ever removed."""


class Place(NamedTuple):
    """Where words of a consent stand: the files in German and English, and the names in them."""

    german: str
    english: str
    names: tuple[str, ...]


def _both(path: str, *names: str) -> Place:
    return Place(path, path, names)


SHEETS: Final = "web/chat/src/words/{}.sheets.ts"
CALLS: Final = "web/ui/src/calls/words.{}.ts"
TEAM: Final = "web/inbox/src/i18n/notifications.{}.ts"
PLACES: Final[dict[str, tuple[Place, ...]]] = {
    "contact card": (Place(SHEETS.format("de"), SHEETS.format("en"), ("contactNone", "contactMore")),),
    "live text kept": (Place(CALLS.format("de"), CALLS.format("en"), ("keep", "bothKeep")),),
    "mails": (_both("web/chat/src/told/mail.words.ts", "how"),),
    "notifications": (
        _both("web/chat/src/told/words.ts", "tellAsk", "tellBrief"),
        _both("web/chat/src/told/telling.words.ts", "more"),
    ),
    "notifications of the team": (Place(TEAM.format("de"), TEAM.format("en"), ("push", "pushHint")),),
    "passkey": (_both("web/chat/src/passkey/passkey.words.ts", "how"),),
}
CALLED: Final = {
    "mails": ("mail", "web/chat/src/told/Mail.svelte"),
    "notifications": ("push", "web/chat/src/told/device.svelte.ts"),
    "notifications of the team": ("team", "web/inbox/src/notifications/Notifications.svelte"),
}
"""As apps name the words to the server, which keeps their name and version (`push 1 de`), and where they do."""


class Version(NamedTuple):
    """Words of a consent since a day, in German and English."""

    consent: str
    since: str
    german: list[str]
    english: list[str]

    @property
    def mark(self) -> str:
        """Names these words, whatever they are called elsewhere."""
        said = json.dumps([self.german, self.english], ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()[:12]


def shown(places: tuple[Place, ...]) -> tuple[list[str], list[str]]:
    """The words as the catalogs have them now."""
    german = [word for each in places for word in _found(each.german, each.names, 0)]
    return german, [word for each in places for word in _found(each.english, each.names, -1)]


def _found(path: str, names: tuple[str, ...], at: int) -> list[str]:
    text = (ROOT / path).read_text(encoding="utf-8")
    words = []
    for name in names:
        pattern = rf"^\s*{name}:\s*(?:\(name(?:: string)?\) =>\s*)?([\"`])(.*?)\1,?$"
        every = re.findall(pattern, text, re.MULTILINE)
        if not every:
            raise LookupError(f"{path}: no {name}")
        words.append(every[at][1].replace("${name}", "…"))
    return words


def versions() -> list[Version]:
    """All that are kept."""
    return [Version(**each) for each in json.loads(KEPT.read_text(encoding="utf-8"))]


_HEAD: Final = """\
# Consents, and what is recorded of them

What somebody agrees to in Tresen, what is recorded of it, and which words stood there (Art. 7(1) GDPR). A row is the \
consent: what was never given is never stored, and it goes with what is taken back. `./dev generate` writes this page; a \
test fails when an app shows words that no version here has.

| Consent | Time | Which words | Signature | Taken back |
|---|---|---|---|---|
| contact card | of the message that carries it | by the time | of the customer's device, over that message, in the chained \
log | by an empty card, signed too |
| live text kept | of each message that it becomes | by the time | of the device that typed it, over that message | by \
erasing it |
| mails | of giving, then of confirming the address | version and language | none: the link in a mail confirms it | on the \
page, or by the link in each mail |
| notifications, of customers and of the team | since when | version and language | none: asked in a session that the \
device's key opened | on the page, or in the browser |
| passkey | since when | by the time | of the passkey itself, when it was made; it is checked and not kept | on the page |

Time and words of mails and notifications are noted since step 0026 of the database, in `mails` and `pushes`. *By the \
time*: which version stood there follows from the day, and from the days on which the server was updated.

**What is not recorded:** of mails and notifications no signature of the device is kept. Whoever runs the server could \
write such a row; a contact card is signed by the customer's device.

## The words

"""


def page() -> str:
    """`docs/reference/consents.md`."""
    parts = []
    for consent in PLACES:
        parts.append(f"### {consent[0].upper()}{consent[1:]}\n")
        for number, each in enumerate((one for one in versions() if one.consent == consent), 1):
            quoted = "\n".join(f"> {' '.join(words)}\n" for words in (each.german, each.english))
            parts.append(f"Version {number}, since {each.since}, mark {each.mark}:\n\n{quoted}")
    return _HEAD + "\n".join(parts)
