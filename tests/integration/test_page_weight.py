"""The weight of the customer page as built. tests/e2e/test_customer_views.py weighs what a real visit fetches."""

from __future__ import annotations

import gzip
from importlib.resources import files
from pathlib import Path

import pytest

from tests.services import missing

ALL_LIMIT = 104_000
CARD_LIMIT = 31_500
"""What shows and checks contact cards, with the library that knows phone numbers: fetched where there is a card."""
CARD_PARTS = ("Contact-", "contact-", "CardDetails-", "phone-", "tab-")
ACTS_LIMIT = 5_500
"""What folds and performs acts on messages: fetched for a conversation that has some, or when somebody acts."""
ACTS_PART = "sides-"
READING_LIMIT = 5_000
"""What shows marked words and finds what can be tapped: fetched where a message has a sign of it."""
READING_PARTS = ("Rich-",)
MENU_LIMIT = 14_000
"""What is done with messages: keys and thumbs in a conversation, menu, sheets; fetched when a message is touched.
The icons of the page's own menu: fetched when it is opened."""
MENU_PARTS = ("hands-", "Messages-", "menuicons-", "later-")
EMOJI_LIMIT = 78_000
"""The emoji picker with the names of all emoji in both languages: fetched when somebody opens it."""
EMOJI_PARTS = ("emoji-", "EmojiPicker-", "EmojiButton-", "memory-", "emojiwords-")
CHOSEN_LIMIT = 3_700
"""The sheet of settings, and what acts by them: fetched when it is opened, and once something is chosen."""
CHOSEN_PARTS = ("Settings-", "Chosen-", "chosen.", "takeback-", "theme-")
NAME_LIMIT = 1_900
"""The question for a name: fetched once the line of the return link has gone."""
NAME_PARTS = ("NameLine-", "asked-")
PASSKEY_LIMIT = 7_500
"""What offers, makes and uses a passkey, with its words: after the first answer, in the sheet of the return
link, and at the tap that comes back."""
PASSKEY_PARTS = ("Offer-", "Section-", "Way-", "offered-", "passkeys-", "trouble-", "wayback-", "wrap-")
WAY_LIMIT = 5_200
"""What helps to find one's way, new messages and dates: fetched when something is new or the conversation is touched."""
WAY_PARTS = ("guide-", "seek-")
SEARCH_LIMIT = 9_000
"""What searches the own conversation: fetched when somebody searches. The emoji picker folds words as well."""
SEARCH_PARTS = ("SearchSheet-", "fold-")
TOLD_LIMIT = 7_500
"""What tells of answers, asks whether to, the line of the return link, and the way to the button that calls: fetched after
the first message."""
TOLD_PARTS = ("After-", "Telling-", "calls-", "device.svelte-", "lent-")
MEDIA_LIMIT = 41_000
"""Photos, files and voice notes: what shows, opens, prepares, records and carries them, in both languages. Fetched where
there is one, and when somebody attaches one; the buttons for it after the first message."""
MEDIA_PARTS = (
    "Attach-",
    "Media-",
    "MediaDesk-",
    "VoiceNote-",
    "mediawords-",
    "kindwords-",
    "line-",
    "sizes-",
    "kinds-",
    "desk-",
    "lentbytes-",
)
CALLS_LIMIT = 35_500
"""Calls, with the list of words that both sides compare and what a call leaves in the conversation: the button after the
first message, the rest when somebody calls or it rings."""
CALLS_PARTS = (
    "Calls-",
    "CallHead-",
    "callwords-",
    "callline-",
    "customer-",
    "words-",
    "LateNote-",
    "Callback-",
    "Shut-",
)
PDF_LIMIT = 540_000
"""What draws the first page of a PDF: fetched when somebody chooses one to send."""
PDF_PARTS = ("pdf-", "pdf.worker-")
MAIL_LIMIT = 4_300
"""What takes an e-mail address: fetched where somebody may give one. Its words, in both languages, with the notice too."""
MAIL_PARTS = ("Mail-", "MailAsk-", "mail.words-")
MYDATA_LIMIT = 25_500
"""The page "Meine Daten", what makes the package, the whole privacy notice, and what verifies that a conversation's time is
over: fetched when opened, or when it is."""
MYDATA_PARTS = ("MyData-", "mydata-", "package-", "Notice-", "expired-")
ASSETS = Path(str(files("tresen"))) / "web_dist" / "chat" / "assets"


@pytest.mark.parametrize("other", ["de", "en"])
def test_all_of_the_page_is_light(other: str) -> None:
    """[interface] Every part that one visitor can load: all scripts except the other language's words."""
    if not ASSETS.is_dir():
        missing("needs the built web apps: ./dev web")
    scripts = {file.name: len(gzip.compress(file.read_bytes(), 9)) for file in ASSETS.glob("*.js")}
    words = {name for name in scripts if name.startswith((f"{other}-", f"{other}.", f"words.{other}-"))}
    assert len(words) == 3, scripts
    loaded = {name: weight for name, weight in scripts.items() if name not in words}
    card = {name: weight for name, weight in loaded.items() if name.startswith(CARD_PARTS)}
    assert len(card) == len(CARD_PARTS), card
    assert sum(card.values()) <= CARD_LIMIT, card
    reading = {name: weight for name, weight in loaded.items() if name.startswith(READING_PARTS)}
    assert len(reading) == len(READING_PARTS), reading
    assert sum(reading.values()) <= READING_LIMIT, reading
    (acts,) = (weight for name, weight in loaded.items() if name.startswith(ACTS_PART))
    assert acts <= ACTS_LIMIT, acts
    menu = {name: weight for name, weight in loaded.items() if name.startswith(MENU_PARTS)}
    assert len(menu) == len(MENU_PARTS), menu
    assert sum(menu.values()) <= MENU_LIMIT, menu
    emoji = {name: weight for name, weight in loaded.items() if name.startswith(EMOJI_PARTS)}
    assert len(emoji) == len(EMOJI_PARTS) + 1, emoji
    assert sum(emoji.values()) <= EMOJI_LIMIT, emoji
    chosen = {name: weight for name, weight in loaded.items() if name.startswith(CHOSEN_PARTS)}
    assert len(chosen) == len(CHOSEN_PARTS), chosen
    assert sum(chosen.values()) <= CHOSEN_LIMIT, chosen
    name = {part: weight for part, weight in loaded.items() if part.startswith(NAME_PARTS)}
    assert len(name) == len(NAME_PARTS), name
    assert sum(name.values()) <= NAME_LIMIT, name
    key = {name: weight for name, weight in loaded.items() if name.startswith(PASSKEY_PARTS)}
    assert len(key) == len(PASSKEY_PARTS), key
    assert sum(key.values()) <= PASSKEY_LIMIT, key
    way = {name: weight for name, weight in loaded.items() if name.startswith(WAY_PARTS)}
    assert len(way) == len(WAY_PARTS), way
    assert sum(way.values()) <= WAY_LIMIT, way
    search = {name: weight for name, weight in loaded.items() if name.startswith(SEARCH_PARTS)}
    assert len(search) == len(SEARCH_PARTS), search
    assert sum(search.values()) <= SEARCH_LIMIT, search
    told = {name: weight for name, weight in loaded.items() if name.startswith(TOLD_PARTS)}
    assert len(told) == len(TOLD_PARTS), told
    assert sum(told.values()) <= TOLD_LIMIT, told
    media = {name: weight for name, weight in loaded.items() if name.startswith(MEDIA_PARTS)}
    assert len(media) == len(MEDIA_PARTS), media
    assert sum(media.values()) <= MEDIA_LIMIT, media
    mail = {name: weight for name, weight in loaded.items() if name.startswith(MAIL_PARTS)}
    assert len(mail) == len(MAIL_PARTS), mail
    assert sum(mail.values()) <= MAIL_LIMIT, mail
    mine = {name: weight for name, weight in loaded.items() if name.startswith(MYDATA_PARTS)}
    assert len(mine) == len(MYDATA_PARTS), mine
    assert sum(mine.values()) <= MYDATA_LIMIT, mine
    calls = {name: weight for name, weight in loaded.items() if name.startswith(CALLS_PARTS)}
    assert len(calls) == len(CALLS_PARTS), calls
    assert sum(calls.values()) <= CALLS_LIMIT, calls
    pdf = {name: weight for name, weight in loaded.items() if name.startswith(PDF_PARTS)}
    assert len(pdf) == len(PDF_PARTS), pdf
    assert sum(pdf.values()) <= PDF_LIMIT, pdf
    groups = (card, reading, menu, emoji, chosen, name, key, way, search, told, media, mail, mine, calls, pdf)
    apart = acts + sum(sum(part.values()) for part in groups)
    assert sum(loaded.values()) - apart <= ALL_LIMIT, loaded
