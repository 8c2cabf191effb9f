"""The weight of the customer page as built. tests/e2e/test_customer_views.py weighs what a real visit fetches."""

from __future__ import annotations

import gzip
from importlib.resources import files
from pathlib import Path

import pytest

from tests.services import missing

ALL_LIMIT = 110_600
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
"""What is done with messages: keys and thumbs in a conversation, menu, sheets; fetched when a message is touched."""
MENU_PARTS = ("hands-", "Messages-", "later-")
OWN_MENU_LIMIT = 1_100
"""What stands in the page's own menu, with its icons: fetched when it is opened."""
OWN_MENU_PARTS = ("MenuItems-",)
EMOJI_LIMIT = 78_000
"""The emoji picker with the names of all emoji in both languages: fetched when somebody opens it."""
EMOJI_PARTS = ("emoji-", "EmojiPicker-", "EmojiButton-", "memory-", "emojiwords-")
CHOSEN_LIMIT = 5_000
"""The sheet of settings, with news, sound and reading, and what acts by them: fetched when it is opened, or one is used."""
CHOSEN_PARTS = ("Settings-", "Chosen-", "chosen.", "takeback-", "theme-", "chime-")
NAME_LIMIT = 1_900
"""The question for a name: fetched once the line of the return link has gone."""
NAME_PARTS = ("NameLine-", "asked-", "asking.svelte-")
ASKS_LIMIT = 1_500
"""What recognises a question for a name in the team's words: fetched once somebody has answered."""
ASKS_PART = "asksname-"
PASSKEY_LIMIT = 7_500
"""What makes, follows and uses a passkey, with its words and what can go wrong: in the sheets of the return link, of what
keeps in touch and of my data, and at the tap that comes back."""
PASSKEY_PARTS = ("finger-", "trouble-", "passkeys-", "wayback-", "wrap-", "api-")
SCAN_LIMIT = 15_500
"""What finds and reads the code of the sign in a camera's picture (ADR 75): fetched when somebody scans."""
SCAN_PARTS = ("Scan-",)
WAY_LIMIT = 5_200
"""What helps to find one's way, new messages and dates: fetched when something is new or the conversation is touched."""
WAY_PARTS = ("guide-", "seek-")
CAME_LIMIT = 3_000
"""What a named link does: words in the field, where one comes from, that it is closed. Fetched where one is opened."""
CAME_PARTS = ("came-", "ways-", "oneline-")
SEARCH_LIMIT = 9_000
"""What searches the own conversation: fetched when somebody searches. The emoji picker folds words as well."""
SEARCH_PARTS = ("SearchSheet-", "fold-")
TOLD_LIMIT = 8_600
"""What tells of answers, the one question at a time, the sentence on reading, and the way to the button that calls: fetched
after the first message."""
TOLD_PARTS = ("After-", "InTouch-", "calls-", "device.svelte-", "lent-")
MEDIA_LIMIT = 41_200
"""Photos, files and voice notes: what shows, opens, prepares, records and carries them, in both languages. Fetched where
there is one, and when somebody attaches one; the buttons for it after the first message."""
MEDIA_PARTS = (
    "Attach-",
    "Media-",
    "MediaDesk-",
    "VoiceNote-",
    "line-",
    "sizes-",
    "kinds-",
    "desk-",
    "lentbytes-",
    "port.svelte-",
)
INVITATION_LIMIT = 12_500
"""What opens an invitation and its files, with its words, and shows it above a conversation that began with one: fetched
where there is one. Media open files by the same parts."""
INVITATION_PARTS = (
    "Opening-",
    "Begun-",
    "invitation.words-",
    "invited-",
    "open-",
    "said-",
    "file-",
    "files-",
)
ASKED_LIMIT = 620
"""What asks the business for something on the customer's behalf, a call back or a person, and opens further parts."""
ASKED_PARTS = ("parts-",)
PROGRAM_LIMIT = 1_500
"""What marks programs of the team, and the way to a person: fetched where one answered."""
PROGRAM_PARTS = ("programs-",)
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
    "CallEntry-",
    "Callback-",
    "Shut-",
)
SIGNALS_LIMIT = 4_200
"""What the settings say of telling, with its try; what keeps a subscription alive, where somebody switched telling on; and
that signals do not arrive."""
SIGNALS_PARTS = ("Telling-", "mending-", "Doubt-", "doubt.words-")
FORGETS_LIMIT = 2_000
"""What asks the browser not to forget, once there is an answer, and tells browsers apart; and what one that forgot says."""
FORGETS_PARTS = ("fleeting-", "here-", "Emptied-")
PDF_LIMIT = 540_000
"""What draws the first page of a PDF: fetched when somebody chooses one to send."""
PDF_PARTS = ("pdf-", "pdf.worker-")
MAIL_LIMIT = 4_300
"""What takes an e-mail address: fetched where somebody may give one. Its words, in both languages, with the notice too."""
MAIL_PARTS = ("Mail-", "mail.words-")
MYDATA_LIMIT = 26_000
"""The page "Meine Daten", what makes the package, the whole privacy notice, and what verifies that a conversation's time is
over: fetched when opened, or when it is."""
MYDATA_PARTS = ("MyData-", "mydata-", "package-", "Notice-", "expired-")
LANGUAGES_LIMIT = 3_600
"""The list of further languages, and the sheet that offers them: fetched where one is chosen, or where a browser asks for
what is neither German nor English."""
LANGUAGES_PARTS = ("tongues-", "Languages-", "list-")
TONGUE_LIMIT = 26_000
"""All that one further language says, first words and rest: a browser loads one of them, in place of the words above."""
FRAME_LIMIT = 6_100
"""The page in a frame of a website: its checks, what stands around it, its words in both languages. Fetched there alone."""
FRAME_PARTS = ("start-", "Belongs-")
ASSETS = Path(str(files("tresen"))) / "web_dist" / "chat" / "assets"


@pytest.mark.parametrize("other", ["de", "en"])
def test_all_of_the_page_is_light(other: str) -> None:
    """[interface] Every part that one visitor can load: all scripts except the other language's words."""
    if not ASSETS.is_dir():
        missing("needs the built web apps: ./dev web")
    scripts = {file.name: len(gzip.compress(file.read_bytes(), 9)) for file in ASSETS.glob("*.js")}
    words = {name for name in scripts if name.startswith((f"{other}-", f"{other}.", f"words.{other}-"))}
    assert len(words) == 3, scripts
    tongues = {name: weight for name, weight in scripts.items() if name.startswith("tongue-")}
    loaded = {name: weight for name, weight in scripts.items() if name not in words | tongues.keys()}
    languages = {name: weight for name, weight in loaded.items() if name.startswith(LANGUAGES_PARTS)}
    assert len(languages) == len(LANGUAGES_PARTS), languages
    assert sum(languages.values()) <= LANGUAGES_LIMIT, languages
    card = {name: weight for name, weight in loaded.items() if name.startswith(CARD_PARTS)}
    assert len(card) == len(CARD_PARTS), card
    assert sum(card.values()) <= CARD_LIMIT, card
    reading = {name: weight for name, weight in loaded.items() if name.startswith(READING_PARTS)}
    assert len(reading) == len(READING_PARTS), reading
    assert sum(reading.values()) <= READING_LIMIT, reading
    (acts,) = (weight for name, weight in loaded.items() if name.startswith(ACTS_PART))
    assert acts <= ACTS_LIMIT, acts
    (asks,) = (weight for name, weight in loaded.items() if name.startswith(ASKS_PART))
    assert asks <= ASKS_LIMIT, asks
    menu = {name: weight for name, weight in loaded.items() if name.startswith(MENU_PARTS)}
    assert len(menu) == len(MENU_PARTS), menu
    assert sum(menu.values()) <= MENU_LIMIT, menu
    own_menu = {name: weight for name, weight in loaded.items() if name.startswith(OWN_MENU_PARTS)}
    assert len(own_menu) == len(OWN_MENU_PARTS), own_menu
    assert sum(own_menu.values()) <= OWN_MENU_LIMIT, own_menu
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
    scan = {name: weight for name, weight in loaded.items() if name.startswith(SCAN_PARTS)}
    assert len(scan) == len(SCAN_PARTS), scan
    assert sum(scan.values()) <= SCAN_LIMIT, scan
    way = {name: weight for name, weight in loaded.items() if name.startswith(WAY_PARTS)}
    assert len(way) == len(WAY_PARTS), way
    assert sum(way.values()) <= WAY_LIMIT, way
    came = {name: weight for name, weight in loaded.items() if name.startswith(CAME_PARTS)}
    assert len(came) == len(CAME_PARTS), came
    assert sum(came.values()) <= CAME_LIMIT, came
    search = {name: weight for name, weight in loaded.items() if name.startswith(SEARCH_PARTS)}
    assert len(search) == len(SEARCH_PARTS), search
    assert sum(search.values()) <= SEARCH_LIMIT, search
    told = {name: weight for name, weight in loaded.items() if name.startswith(TOLD_PARTS)}
    assert len(told) == len(TOLD_PARTS), told
    assert sum(told.values()) <= TOLD_LIMIT, told
    media = {name: weight for name, weight in loaded.items() if name.startswith(MEDIA_PARTS)}
    assert len(media) == len(MEDIA_PARTS), media
    assert sum(media.values()) <= MEDIA_LIMIT, media
    signals = {name: weight for name, weight in loaded.items() if name.startswith(SIGNALS_PARTS)}
    assert len(signals) == len(SIGNALS_PARTS), signals
    assert sum(signals.values()) <= SIGNALS_LIMIT, signals
    forgets = {name: weight for name, weight in loaded.items() if name.startswith(FORGETS_PARTS)}
    assert len(forgets) == len(FORGETS_PARTS), forgets
    assert sum(forgets.values()) <= FORGETS_LIMIT, forgets
    mail = {name: weight for name, weight in loaded.items() if name.startswith(MAIL_PARTS)}
    assert len(mail) == len(MAIL_PARTS), mail
    assert sum(mail.values()) <= MAIL_LIMIT, mail
    mine = {name: weight for name, weight in loaded.items() if name.startswith(MYDATA_PARTS)}
    assert len(mine) == len(MYDATA_PARTS), mine
    assert sum(mine.values()) <= MYDATA_LIMIT, mine
    invitation = {name: weight for name, weight in loaded.items() if name.startswith(INVITATION_PARTS)}
    assert len(invitation) == len(INVITATION_PARTS), invitation
    assert sum(invitation.values()) <= INVITATION_LIMIT, invitation
    frame = {name: weight for name, weight in loaded.items() if name.startswith(FRAME_PARTS)}
    assert len(frame) == len(FRAME_PARTS), frame
    assert sum(frame.values()) <= FRAME_LIMIT, frame
    asked = {name: weight for name, weight in loaded.items() if name.startswith(ASKED_PARTS)}
    assert len(asked) == len(ASKED_PARTS), asked
    assert sum(asked.values()) <= ASKED_LIMIT, asked
    program = {name: weight for name, weight in loaded.items() if name.startswith(PROGRAM_PARTS)}
    assert len(program) == len(PROGRAM_PARTS), program
    assert sum(program.values()) <= PROGRAM_LIMIT, program
    calls = {name: weight for name, weight in loaded.items() if name.startswith(CALLS_PARTS)}
    assert len(calls) == len(CALLS_PARTS), calls
    assert sum(calls.values()) <= CALLS_LIMIT, calls
    pdf = {name: weight for name, weight in loaded.items() if name.startswith(PDF_PARTS)}
    assert len(pdf) == len(PDF_PARTS), pdf
    assert sum(pdf.values()) <= PDF_LIMIT, pdf
    groups = (
        card,
        languages,
        reading,
        menu,
        emoji,
        chosen,
        name,
        key,
        scan,
        own_menu,
        way,
        came,
        search,
        told,
        signals,
        forgets,
        media,
        mail,
        mine,
        invitation,
        frame,
        asked,
        program,
        calls,
        pdf,
    )
    apart = acts + asks + sum(sum(part.values()) for part in groups)
    assert sum(loaded.values()) - apart <= ALL_LIMIT, loaded


def test_a_further_language_is_two_light_parts() -> None:
    """[interface] A language beyond German and English is a first part and the rest, and its reader alone fetches them."""
    if not ASSETS.is_dir():
        missing("needs the built web apps: ./dev web")
    parts = {file.name[: -len("-01234567.js")]: file for file in ASSETS.glob("tongue-*.js")}
    codes = {name.removeprefix("tongue-").removesuffix(".rest") for name in parts}
    assert codes, "no further language was built"
    for code in codes:
        weights = {
            name: len(gzip.compress(parts[name].read_bytes(), 9))
            for name in (f"tongue-{code}", f"tongue-{code}.rest")
        }
        assert sum(weights.values()) <= TONGUE_LIMIT, weights
