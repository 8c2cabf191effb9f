"""The customer page: first visit, conversation, all that opens over them, and the pages that say why not."""

from __future__ import annotations

import base64

from playwright.sync_api import FilePayload, expect

from tests.e2e.customer_page import answer, arrived, article, begin, newest, write
from tests.e2e.views.steps import Reach, choose, heading, key, menu, open_menu, press, then, there
from tests.e2e.views.view import Place, View, Walk
from tests.world.profile import bakery_with
from tresen.client import Conversation

PHOTO: FilePayload = {
    "name": "IMG_2041.png",
    "mimeType": "image/png",
    "buffer": base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAEAAAAAwCAIAAAAuKetIAAAARUlEQVR42u3PAQkAMAgAMH0ukxjMvG8hCFuD5XTFZS+OExAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQENjzAVZRAYwkkRE6AAAAAElFTkSuQmCC"
    ),
}
ASKED = "Haben Sie morgen Roggenbrot?"
ANSWERED = "Ja, ab sechs. https://sonnenschein.example/eine/lange/adresse?mit=allem"
ARABIC = "مرحبا، هل لديكم خبز الجاودار غدا؟ 12 قطعة"
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 3


def visit(at: Place) -> None:
    at.shop.do(at.shop.bakery.owner.records.publish(bakery_with(name="Bäckerei Sonnenschein")))
    at.go(at.shop.bakery.url)
    expect(at.page.get_by_role("button", name="Nachricht schreiben")).to_be_visible()


def ours(at: Place) -> Conversation:
    return newest(at.shop)


def talk(at: Place) -> None:
    arrived(write(at.page, ASKED))
    arrived(write(at.page, ARABIC))
    answer(at.shop, ours(at), ANSWERED)
    answer(at.shop, ours(at), LONG)
    expect(article(at.page, "Donaudampf")).to_be_attached()


def other_device(at: Place) -> None:
    """A second device of the customer opens the return link."""
    link = at.page.get_by_role("dialog").locator(".link").inner_text().strip()
    page = at.visit().open(link)
    page.get_by_role("button", name="Unterhaltung fortsetzen").click()
    there(at, "Das Gerät ist verbunden.")


def returning(at: Place) -> None:
    link = at.page.get_by_role("dialog").locator(".link").inner_text().strip()
    at.page.keyboard.press("Escape")
    at.go(link)
    there(at, "Diese Unterhaltung begann am")


def edit(at: Place) -> None:
    open_menu(at.page, ASKED)
    at.page.get_by_role("menuitem", name="Bearbeiten").click()
    there(at, "Nachricht bearbeiten")


def edited(at: Place) -> None:
    edit(at)
    at.page.get_by_role("textbox", name="Nachricht").fill(f"{ASKED} Bitte geschnitten.")
    at.page.get_by_role("button", name="Senden", exact=True).click()
    article(at.page, "geschnitten").get_by_role("button", name="bearbeitet").click()


def emoji(at: Place) -> None:
    open_menu(at.page, "Donaudampf")
    at.page.get_by_role("menuitem", name="Reagieren").click()
    expect(at.page.get_by_role("dialog", name="Womit reagieren?")).to_be_visible()


def reacted(at: Place) -> None:
    owner = at.shop.bakery.owner
    asked = at.shop.do(owner.conversations.history(ours(at)))[0]
    at.shop.do(owner.conversations.react(ours(at), asked, "❤️"))
    expect(at.page.get_by_role("group", name="Reaktionen")).to_contain_text("❤️")


def pinned(at: Place) -> None:
    choose(at.page, ASKED, "Anheften")
    expect(at.page.get_by_role("group", name="Angeheftet")).to_be_visible()


def starred(at: Place) -> None:
    choose(at.page, ASKED, "Markieren")
    at.page.get_by_role("button", name="1 markierte Nachricht").click()


def blocked(on: bool) -> Reach:
    def reach(at: Place) -> None:
        at.shop.do(at.shop.bakery.owner.conversations.block(ours(at), on))
        expect(at.page.get_by_role("textbox", name="Nachricht")).to_have_count(0 if on else 1)

    return reach


def offline(on: bool) -> Reach:
    def reach(at: Place) -> None:
        at.page.context.set_offline(on)
        expect(at.page.get_by_text("Kein Netz.")).to_have_count(1 if on else 0)

    return reach


def kept(at: Place) -> None:
    owner = at.shop.bakery.owner
    arrived(write(at.page, "Auftrag: zwölf Brezeln"))
    order = at.shop.do(owner.conversations.history(ours(at)))[-1]
    at.shop.do(owner.conversations.retain(ours(at), order, "letter"))
    menu("Unterhaltung löschen")(at)
    there(at, "Endgültig löschen")


def erased(at: Place) -> None:
    at.page.get_by_role("button", name="Endgültig löschen").click()
    heading(at.page, "Ist gelöscht.")


def past(at: Place) -> None:
    at.page.get_by_role("button", name="Neue Unterhaltung").click()
    expect(at.page.get_by_role("button", name="Nachricht schreiben")).to_be_visible()
    menu("Aufbewahrtes")(at)
    there(at, "Auftrag: zwölf Brezeln")


def stop_selecting(at: Place) -> None:
    at.page.keyboard.press("Escape")
    expect(at.page.get_by_role("toolbar")).to_have_count(0)


def to_the_list(at: Place) -> None:
    """Back to the list of devices, from what stands in its sheet."""
    at.page.get_by_role("dialog").get_by_role("button", name="Abbrechen").or_(
        at.page.get_by_role("button", name="Zu meinen Geräten")
    ).or_(at.page.get_by_role("button", name="Behalten")).click()


def attaching(at: Place) -> None:
    at.page.get_by_role("button", name="Anhängen", exact=True).click()
    expect(at.page.get_by_role("menuitem", name="Datei")).to_be_visible()


def before_sending(at: Place) -> None:
    attaching(at)
    with at.page.expect_file_chooser() as chooser:
        at.page.get_by_role("menuitem", name="Foto oder Video").click()
    chooser.value.set_files([PHOTO])
    expect(at.page.get_by_role("button", name="Drehen")).to_be_visible()
    expect(at.page.get_by_text("Wird vorbereitet …")).to_have_count(0)


def typed_and_closed(at: Place) -> None:
    before_sending(at)
    at.page.get_by_role("textbox", name="Bildunterschrift").fill("Der Tisch")
    at.page.get_by_role("button", name="Verwerfen", exact=True).click()
    there(at, "Entwurf verwerfen?")


def photo_sent(at: Place) -> None:
    before_sending(at)
    at.page.get_by_role("button", name="Foto senden").click()
    expect(at.page.get_by_role("button", name="Foto öffnen")).to_be_visible()


def photo_opened(at: Place) -> None:
    at.page.get_by_role("button", name="Foto öffnen").click()
    expect(at.page.get_by_role("dialog", name="Ansicht").get_by_role("img")).to_be_visible()


def all_media(at: Place) -> None:
    menu("Suchen")(at)
    at.page.get_by_role("button", name="Fotos, Dateien und Links").click()
    heading(at.page, "Fotos und Videos 1")


def discarded(at: Place) -> None:
    at.page.get_by_role("dialog", name="Entwurf verwerfen?").get_by_role("button", name="Verwerfen").click()
    expect(at.page.get_by_role("dialog")).to_have_count(0)


DEVICES = "chat/own/Devices "
BUSINESS = "chat/business/Business "
SHEETS = "ui/message/Sheets "


def my_data(at: Place) -> None:
    menu("Meine Daten")(at)
    heading(at.page, "Ihre Rechte")


CONVERSATION = Walk(
    "customer",
    visit,
    (
        View("first visit", lambda at: None, "page", ("chat/visit/Visit",)),
        View("menu before a conversation", press("Menü"), "menu", ("chat/sheets/ChatMenu",)),
        View(
            "checked",
            press("Am Tresen geprüft"),
            "sheet",
            (BUSINESS + 'verified ? t("verified") : said("unverifiedTitle")',),
        ),
        View("return link to paste", menu("Rückkehr-Link"), "sheet"),
        View("profile", menu("Profil"), "sheet", (BUSINESS + "profile.name",)),
        View("opening hours", press("Alle Zeiten"), "sheet", (BUSINESS + 't("allTimes")',)),
        View("imprint", menu("Impressum"), "sheet", (BUSINESS + 't("imprint")',)),
        View("privacy", menu("Datenschutz"), "sheet", (BUSINESS + 't("privacy")',)),
        View("nothing said yet", lambda at: begin(at.page), shows=("chat/conversation/Conversation",)),
        View("conversation", talk),
        View("menu", press("Menü"), "menu"),
        View(
            "coming back",
            then(lambda at: at.page.reload(), lambda at: there(at, "Schön, dass Sie wieder da sind.")),
        ),
        View("in touch", menu("In Verbindung bleiben"), "sheet", ("chat/own/InTouch",)),
        View("return link", menu("Rückkehr-Link"), "sheet", ("chat/own/ReturnLink",)),
        View("settings", menu("Einstellungen"), "sheet", ("chat/settings/Settings",)),
        View("languages", menu("Weitere Sprachen"), "sheet", ("chat/settings/Languages",)),
        View("jumping to a day", menu("Zu einem Datum springen"), "sheet", ("ui/reading/DateSheet",)),
        View("search", menu("Suchen"), "sheet", ("chat/search/SearchSheet",)),
        View("contact card", menu("Visitenkarte"), "sheet", ("chat/own/ContactCard",)),
        View("my data", my_data, "sheet", ("chat/mydata/MyData",)),
        View("devices", menu("Meine Geräte"), "sheet", (DEVICES + "list",)),
        View(
            "a new device's code",
            then(menu("Meine Geräte"), press("Weiteres Gerät hinzufügen")),
            "sheet",
            (DEVICES + "add",),
            leave=then(other_device, key("Escape")),
        ),
        View(
            "naming a device",
            then(menu("Meine Geräte"), press("Benennen: Weiteres Gerät", exact=False)),
            "sheet",
            (DEVICES + "name",),
        ),
        View(
            "removing a device",
            then(menu("Meine Geräte"), press("Entfernen: Weiteres Gerät", exact=False)),
            "sheet",
            (DEVICES + "remove",),
        ),
        View(
            "a device was removed",
            then(
                menu("Meine Geräte"),
                press("Entfernen: Weiteres Gerät", exact=False),
                press("Gerät entfernen"),
                lambda at: there(at, "Das Gerät ist entfernt."),
            ),
            "sheet",
            (DEVICES + "removed",),
        ),
        View(
            "renewing the return link",
            then(menu("Meine Geräte"), press("Erneuern")),
            "sheet",
            (DEVICES + "renew",),
        ),
        View(
            "the return link was renewed",
            then(
                menu("Meine Geräte"),
                press("Erneuern"),
                press("Neuen Link machen"),
                lambda at: there(at, "Ihr neuer Rückkehr-Link"),
            ),
            "sheet",
            (DEVICES + "renewed",),
        ),
        View(
            "menu of one's own message",
            lambda at: open_menu(at.page, ASKED),
            "menu",
            ("ui/message/MessageMenu", "ui/message/Pop"),
        ),
        View("menu of an answer", lambda at: open_menu(at.page, "Donaudampf"), "menu"),
        View("an emoji by the keyboard", emoji, "sheet", (SHEETS + "words.whichEmoji",)),
        View("details", lambda at: choose(at.page, ASKED, "Details"), "sheet", (SHEETS + "words.details",)),
        View("earlier versions", edited, "sheet", (SHEETS + "words.versions",)),
        View(
            "an answer to a message",
            lambda at: choose(at.page, "Donaudampf", "Antworten"),
            shows=("ui/message/Desk",),
            leave=press("Zitat entfernen"),
        ),
        View(
            "editing a message",
            edit,
            leave=press("Bearbeiten abbrechen"),
        ),
        View("attaching", attaching, "sheet", ("ui/media/Pick",)),
        View("before a photo is sent", before_sending, "sheet", ("ui/media/Full",), back=False),
        View(
            "a caption would be lost",
            typed_and_closed,
            "sheet",
            ("ui/media/Before",),
            leave=discarded,
            back=False,
        ),
        View("a photo", photo_sent),
        View("a photo over the whole screen", photo_opened, "sheet"),
        View("all media", all_media, "sheet", ("ui/media/AllMedia",), back=False),
        View("a reaction", reacted, shows=("ui/message/Acted",)),
        View("a pin", pinned, shows=("ui/message/PinBar",)),
        View("starred messages", starred, "sheet", (SHEETS + "words.starred",)),
        View(
            "deleting several",
            then(
                lambda at: choose(at.page, ASKED, "Mehrere auswählen"),
                press("Löschen", within="[role=toolbar]"),
            ),
            "sheet",
            (SHEETS + "words.eraseSeveral(desk.selected.size)",),
        ),
        View("several are selected", lambda at: there(at, "1 ausgewählt"), leave=stop_selecting),
        View(
            "deleting a message",
            lambda at: choose(at.page, ASKED, "Löschen"),
            "sheet",
            ("chat/erasing/EraseMessage",),
        ),
        View("blocked", blocked(True), leave=blocked(False)),
        View("offline", offline(True), leave=offline(False)),
        View(
            "coming back with the return link",
            then(menu("Rückkehr-Link"), returning),
            leave=lambda at: at.opened.pop(),
        ),
        View("deleting everything", kept, "sheet", ("chat/erasing/EraseConversation",)),
        View(
            "deleted",
            then(menu("Unterhaltung löschen"), erased),
            "page",
            ("chat stop erased",),
        ),
        View("what is kept", past, "sheet", ("chat/erasing/Past",)),
    ),
)


def refusal(fragment: str, title: str, script: str | None = None) -> Reach:
    """The page that refuses, at the shop's address with another fragment."""

    def reach(at: Place) -> None:
        at.go(at.shop.bakery.url.split("#")[0] + fragment, script)
        heading(at.page, title)

    return reach


def unreachable(at: Place) -> None:
    at.go(at.shop.bakery.url, "window.fetch = () => Promise.reject(new TypeError('no network'));")
    heading(at.page, "Die Seite lässt sich gerade nicht laden.")


def not_open(at: Place) -> None:
    at.shop.do(at.shop.bakery.owner.records.publish(bakery_with(imprint="")))
    refusal("", "Hier wird noch eingeräumt.")(at)
    at.shop.do(at.shop.bakery.owner.records.publish(bakery_with()))


def unverified(at: Place) -> None:
    at.go(at.shop.bakery.url.split("#")[0])
    at.page.get_by_role("button", name="Schild noch nicht gescannt").click()


NO_STORAGE = "indexedDB.open = () => { throw new DOMException('', 'SecurityError'); };"
NO_CURVES = """if (crypto.subtle)
    crypto.subtle.generateKey = async () => { throw new DOMException("", "NotSupportedError"); };"""
SOCKETS = """const Real = WebSocket;
window.sockets = [];
window.WebSocket = class extends Real { constructor(...given) { super(...given); sockets.push(this); } };"""
"""So that a socket can be closed with the server's code."""
REPLACED = 4001


def no_storage(at: Place) -> None:
    at.go(at.shop.bakery.url, NO_STORAGE)
    begin(at.page)
    heading(at.page, "Der Browser lässt hier nichts speichern.")


def replaced(at: Place) -> None:
    at.go(at.shop.bakery.url, SOCKETS)
    begin(at.page)
    arrived(write(at.page, ASKED))
    at.page.evaluate("code => { sockets.at(-1).onclose({ code }); }", REPLACED)
    heading(at.page, "Die Unterhaltung ist woanders offen.")


def removed(at: Place) -> None:
    """A second device, which the first one removes."""
    at.go(at.shop.bakery.url)
    begin(at.page)
    arrived(write(at.page, ASKED))
    menu("Meine Geräte")(at)
    at.page.get_by_role("button", name="Weiteres Gerät hinzufügen").click()
    other = at.visit().open(at.page.get_by_role("dialog").locator(".link").inner_text().strip())
    other.get_by_role("button", name="Unterhaltung fortsetzen").click()
    there(at, "Das Gerät ist verbunden.")
    at.page.get_by_role("button", name="Zu meinen Geräten").click()
    at.page.get_by_role("button", name="Entfernen: Weiteres Gerät", exact=False).click()
    at.page.get_by_role("button", name="Gerät entfernen").click()
    there(at, "Das Gerät ist entfernt.")
    at.opened.append(other)
    heading(other, "Dieses Gerät wurde entfernt.")


def stop(name: str, reach: Reach) -> View:
    return View(f"stopped: {name}", reach, "page", (f"chat stop {name}",))


REFUSALS = Walk(
    "refusals",
    visit,
    (
        View("not checked", unverified, "sheet"),
        stop("mismatch", refusal("#key=" + "0" * 32, "Dieser Schlüssel passt")),
        stop("unknown", refusal("x", "Hier ist kein Betrieb.")),
        stop("return_link", refusal("#return=ABC.DEF", "Dieser Rückkehr-Link öffnet hier nichts.")),
        stop("not_open", not_open),
        stop("unreachable", unreachable),
        stop("unsupported", refusal("", "Dieser Browser ist zu alt", NO_CURVES)),
        stop("storage", no_storage),
        stop("replaced", replaced),
        stop("removed", removed),
    ),
)
