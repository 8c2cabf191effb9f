"""All views of the product as data: what each is called, how it is reached, what of the code it shows.

A new view is an entry in the walk that comes past it; tests/unit/test_views.py names what is missing.
"""

from tests.e2e.views.customer import CONVERSATION, REFUSALS
from tests.e2e.views.entry import SETUP, STOPS
from tests.e2e.views.inbox import AUDITOR, INBOX
from tests.e2e.views.view import Walk

__all__ = ["ELSEWHERE", "REFUSALS", "SAME", "STOPS", "WALKS"]

WALKS: tuple[Walk, ...] = (CONVERSATION, REFUSALS, INBOX, AUDITOR, SETUP, STOPS)

ELSEWHERE: dict[str, tuple[str, str]] = {
    "inbox/team/Ask": ("test_programs.py", "ein Mensch oder ein Programm?"),
    "chat stop broken": ("liar_stand.py", "words.damaged"),
    "chat stop newer": ("test_later_kinds.py", "Diese Fassung ist dafür zu alt."),
    "inbox stop newer": ("test_later_kinds.py", "Diese Fassung von Tresen ist zu alt"),
    "chat stop updated": ("test_two_versions.py", "Tresen wurde aktualisiert."),
    "ui/calls/CallButton": ("test_calls.py", "Sprachanruf"),
    "ui/calls/More": ("test_calls.py", "Mehr zum Anruf"),
    "ui/calls/OwnPicture": ("test_calls.py", "Eigenes Bild verschieben oder ausblenden"),
    "ui/calls/Ringing": ("test_calls.py", "möchte Sie sprechen."),
    "ui/calls/Sound": ("test_calls.py", "Ton und Kamera wählen"),
    "ui/calls/Trying": ("test_calls.py", "Vor dem ersten Anruf"),
    'inbox/conversation/Head t("more")': ("test_large_letters.py", "Karte zeigen"),
    "inbox/side/Notes": ("test_notes.py", "Mehr zur angehefteten Notiz"),
    "inbox/closing/TillBar": ("inbox/src/closing/till.view.ts", "Kassensturz: 3 warten noch"),
    "inbox empty waiting": ("test_closing.py", "Niemand wartet."),
    "inbox stop broken": ("liar_stand.py", "words.damaged_team"),
    "inbox stop mismatch": ("test_liar.py", "words.mismatch_team"),
    "chat/frame/Around": ("test_website_looks.py", "Weiter im eigenen Fenster"),
    "chat/way/Closed": ("test_ways.py", "Dieser Weg ist geschlossen"),
    "chat/share/Lost": ("test_shared.py", "Das kam nicht an"),
    "chat/share/Asked": ("test_shared.py", "Hier wurde etwas geteilt"),
    "inbox/share/ShareLost": ("test_shared.py", "Das kam nicht an"),
    "inbox/share/ShareTo": ("test_shared.py", "In welche Unterhaltung?"),
    "setup stop secret_used": ("test_setup.py", "Mit diesem Link wurde schon ein Betrieb angelegt"),
    "setup stop secret_expired": ("test_setup_link.py", "Dieser Einrichtungslink ist abgelaufen"),
}
"""Views that need a world of their own: the test that looks at them, and words of it."""

SAME: dict[str, str] = {
    "chat stop elsewhere": "chat stop removed",
    "inbox stop elsewhere": "inbox stop replaced",
    "chat stop revoked": "chat stop removed",
    "chat stop again": "chat stop removed",
    "inbox stop updated": "inbox stop replaced",
    "inbox stop unreachable": "inbox stop replaced",
}
"""Other words on a page that is looked at: the view that shows it."""
