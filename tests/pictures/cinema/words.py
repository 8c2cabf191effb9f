"""What is said and read in the film, once in German and once in English: names in the apps, messages, subtitles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Lang = Literal["de", "en"]


@dataclass(frozen=True)
class Names:
    """What stands on the apps' buttons and headings."""

    write: str
    message: str
    send: str
    menu: str
    conversations: str
    delivered: str
    read: str
    attach: str
    photo: str
    caption: str
    getting_ready: str
    send_photo: str
    open_photo: str
    call: str
    voice: str
    in_call: str
    rings: str
    accept: str
    more: str
    check: str
    hang_up: str
    my_data: str
    stored: str
    erase: str
    for_good: str
    erased: str
    sign: str
    print_sign: str


@dataclass(frozen=True)
class Said:
    """What people write. `slash`: the quick reply's shortcut, in the keys that are pressed; `reply`: how it begins.

    `other`: whose conversation Anna has open before. `shut`: how the page says that the shop is closed.
    """

    board: str
    asked: str
    slash: tuple[str, ...]
    reply: str
    photo: str
    evening: str
    away: str
    other: str
    shut: str


@dataclass(frozen=True)
class Card:
    """What stands on the drawn pictures: what the server has of a message, and the last one."""

    phone: str
    server: str
    shop: str
    opens: str
    sealed: str
    end: str


@dataclass(frozen=True)
class Subtitles:
    """In the order in which they come."""

    sign: str
    nothing: str
    writes: str
    drops: str
    answers: str
    read: str
    photo: str
    rings: str
    words: str
    seal: str
    away: str
    data: str
    erase: str
    end: str


@dataclass(frozen=True)
class Script:
    """All words of one film."""

    names: Names
    said: Said
    card: Card
    subtitles: Subtitles


GERMAN: Final = Script(
    Names(
        write="Nachricht schreiben",
        message="Nachricht",
        send="Senden",
        menu="Menü",
        conversations="Unterhaltungen",
        delivered="zugestellt",
        read="gelesen",
        attach="Anhängen",
        photo="Foto oder Video",
        caption="Bildunterschrift",
        getting_ready="Wird vorbereitet …",
        send_photo="Foto senden",
        open_photo="Foto öffnen",
        call="Anrufen",
        voice="Sprachanruf",
        in_call="Anruf",
        rings="Anruf von",
        accept="Annehmen",
        more="Mehr zum Anruf",
        check="Wörter prüfen",
        hang_up="Auflegen",
        my_data="Meine Daten",
        stored="Was gespeichert ist",
        erase="Alles löschen",
        for_good="Endgültig löschen",
        erased="Ist gelöscht.",
        sign="Schild",
        print_sign="Aufsteller: Drucken",
    ),
    Said(
        board="Heute: Mohnkuchen vom Blech",
        asked="Guten Morgen! Kann ich für Samstag eine Torte bestellen?",
        slash=("/t", "o"),
        reply="Sehr gern! Für eine Torte",
        photo="So soll der Tisch aussehen.",
        evening="Noch etwas: bitte ohne Nüsse.",
        away="Der Ofen ist aus",
        other="Café Morgenrot",
        shut="Geschlossen",
    ),
    Card(
        phone="Handy der Kundin",
        server="Server",
        shop="Postfach der Bäckerei",
        opens="öffnet sie mit eigenem Schlüssel",
        sealed="hat keinen Schlüssel dazu",
        end="Das Gespräch mit dem Laden.<br>Auf dem eigenen Server.",
    ),
    Subtitles(
        sign="Am Tresen steht ein Schild.\nEinmal scannen genügt.",
        nothing="Keine App, kein Konto,\nkeine Telefonnummer.",
        writes="Die Kundin schreibt,\nim Browser ihres Handys.",
        drops="Im Laden ist die Nachricht sofort da.",
        answers="Anna antwortet mit einer Schnellantwort.",
        read="Die Haken sagen: gelesen.",
        photo="Ein Foto geht mit. Ort und Kameradaten\nwerden vorher entfernt.",
        rings="Wer lieber spricht, ruft an.\nIm Laden klingelt es.",
        words="Dieselben vier Wörter auf beiden Seiten:\nNiemand hört mit.",
        seal="Auch der Server liest nichts mit:\nEr hat nur Versiegeltes.",
        away="Nach Ladenschluss antwortet sofort\ndie Abwesenheitsnachricht.",
        data="„Meine Daten“ zeigt,\nwas gespeichert ist und wie lange.",
        erase="Auf Wunsch ist alles gelöscht,\nauf dem Handy und im Laden.",
        end="Tresen: das Gespräch mit dem Laden,\nauf dem eigenen Server.",
    ),
)

ENGLISH: Final = Script(
    Names(
        write="Write a message",
        message="Message",
        send="Send",
        menu="Menu",
        conversations="Conversations",
        delivered="delivered",
        read="read",
        attach="Attach",
        photo="Photo or video",
        caption="Caption",
        getting_ready="Getting ready …",
        send_photo="Send photo",
        open_photo="Open photo",
        call="Call",
        voice="Voice call",
        in_call="Call",
        rings="Call from",
        accept="Accept",
        more="More about the call",
        check="Check words",
        hang_up="Hang up",
        my_data="My data",
        stored="What is stored",
        erase="Delete everything",
        for_good="Erase for good",
        erased="Erased.",
        sign="Sign",
        print_sign="Counter sign: Print",
    ),
    Said(
        board="Today: poppy seed cake",
        asked="Good morning! Can I order a cake for Saturday?",
        slash=("/c", "a"),
        reply="With pleasure! We need three",
        photo="This is how the table will look.",
        evening="One more thing: no nuts, please.",
        away="The oven is off",
        other="Emma Fischer",
        shut="Closed",
    ),
    Card(
        phone="The customer’s phone",
        server="Server",
        shop="The bakery’s inbox",
        opens="opens it with a key of its own",
        sealed="has no key for it",
        end="The conversation with the shop.<br>On the shop’s own server.",
    ),
    Subtitles(
        sign="There is a sign on the counter.\nOne scan is enough.",
        nothing="No app, no account,\nno phone number.",
        writes="The customer writes,\nin the browser of her phone.",
        drops="The message is in the shop at once.",
        answers="Anna answers with a quick reply.",
        read="The ticks say: it has been read.",
        photo="A photo goes along. Location and camera\ndata are removed first.",
        rings="Would you rather talk? Call.\nIt rings in the shop.",
        words="The same four words on both sides:\nnobody is listening in.",
        seal="The server reads nothing either:\nall it has is sealed.",
        away="After closing time, the away message\nanswers at once.",
        data="“My data” shows what is stored,\nand for how long.",
        erase="On request everything is erased,\non the phone and in the shop.",
        end="Tresen: the conversation with the shop,\non the shop’s own server.",
    ),
)

SCRIPTS: Final[dict[Lang, Script]] = {"de": GERMAN, "en": ENGLISH}
