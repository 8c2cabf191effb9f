"""The team's inbox: list, conversation, side panel, and all that opens over them."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.e2e.customer_page import article
from tests.e2e.inbox_page import to_part
from tests.e2e.views.former import FORMER
from tests.e2e.views.privacy import PRIVACY
from tests.e2e.views.replies import REPLIES
from tests.e2e.views.rows import ROW_MENUS, of_row, row, rows, to_list
from tests.e2e.views.steps import Reach, choose, heading, key, open_menu, press, then, there
from tests.e2e.views.view import Place, View, Walk
from tests.world.profile import bakery_with
from tresen.client import Customer, QuickReply

ORDER = "Eine Torte für Samstag, bitte."
ARABIC = "مرحبا، هل لديكم خبز الجاودار غدا؟"
HEBREW = "שלום, יש לחם שיפון? 12 יחידות"
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 3
REPLY = QuickReply(
    "zeiten", "Öffnungszeiten", "Wir haben bis 18 Uhr auf.", "We are open until 6 pm.", ("offen",)
)


def signed_in(at: Place, role: str = "owner") -> None:
    at.go(at.shop.inbox_link(2, role))
    expect(at.page.get_by_role("list", name="Unterhaltungen")).to_be_attached()


def empty(at: Place) -> None:
    signed_in(at)
    there(at, "Noch keine Unterhaltung.")


def furnish(at: Place) -> None:
    """Four customers: a long word, two that write from right to left, one with a name and labels."""
    shop, owner = at.shop, at.shop.bakery.owner
    shop.customer("long", LONG)
    hebrew = shop.customer("hebrew", HEBREW)
    arabic = shop.customer("arabic", ARABIC)
    shop.do(owner.cards.rename(shop.conversation(arabic), "ليلى الحسيني"))
    shop.do(owner.labels.set(shop.conversation(hebrew), "new_order"))
    krause = shop.customer("krause", ORDER)
    shop.do(owner.cards.rename(shop.conversation(krause), "Frau Krause-Leutheusser-Schnarrenberger"))
    shop.do(owner.labels.set(shop.conversation(krause), "payment_open"))
    shop.do(owner.labels.set(shop.conversation(krause), "new_customer"))
    expect(rows(at)).to_have_count(4)


def krause(at: Place) -> Customer:
    found = at.shop.clients[-1]
    assert isinstance(found, Customer)
    return found


def field(at: Place) -> Locator:
    return at.page.get_by_role("textbox", name="Nachricht", exact=True)


def to_talk(at: Place) -> None:
    to_list(at)
    row(at).click()
    expect(article(at.page, ORDER)).to_be_visible()


def to_card(at: Place) -> None:
    if not at.page.evaluate("location.hash").endswith("/card"):
        to_talk(at)
        button = at.page.get_by_role("button", name="Karte zeigen")
        if button.is_visible():
            button.click()
    expect(at.page.get_by_role("textbox", name="Telefon")).to_be_visible()


def answered(at: Place) -> None:
    to_talk(at)
    for text in ("Sehr gern! Für wie viele Personen?", "Oder als *Blech*?"):
        field(at).fill(text)
        at.page.get_by_role("button", name="Senden", exact=True).click()
        expect(article(at.page, text.replace("*", ""))).to_contain_text(re.compile("zugestellt|gesendet"))


def filtered(at: Place) -> None:
    """From the row of labels, which is closed then."""
    press("Mehr …")(at)
    label = at.page.get_by_role("dialog").get_by_role("group", name="Bezahlt", exact=True)
    label.get_by_role("radio", name="mit", exact=True).press("Space")
    at.page.get_by_role("button", name="Anzeigen").click()
    there(at, "Dazu passt keine Unterhaltung.")
    press("Nach Etikett filtern")(at)


def hand_over(at: Place) -> None:
    press("Neue Nachricht")(at)
    paper = at.page.get_by_role("dialog", name="Neue Nachricht")
    paper.get_by_role("textbox", name="Name").fill("Ingrid Albrecht")
    paper.get_by_role("textbox", name="Nachricht").fill("Ihre Torte ist fertig.")
    paper.get_by_role("switch", name="Mit sechs Ziffern öffnen").click()
    press("Link erstellen")(at)
    expect(at.page.get_by_role("textbox", name="Link")).to_be_visible()


def filter_of(name: str) -> Reach:
    return lambda at: (
        at.page.get_by_role("group", name="Filter").get_by_role("button", name=re.compile(name)).click()
    )


def selected(at: Place) -> None:
    of_row("Auswählen")(at)
    heading(at.page, "1 ausgewählt")


def quick_replies(at: Place) -> None:
    to_talk(at)
    field(at).fill("/")
    expect(at.page.get_by_role("listbox", name="Schnellantworten")).to_be_visible()


def emoji(at: Place) -> None:
    button = at.page.get_by_role("button", name="Emoji", exact=True)
    if at.page.evaluate("matchMedia('(max-width: 22rem) and (pointer: coarse)').matches"):
        # As narrow as this, touch keyboards have emoji of their own: the menu beside it is looked at once more.
        expect(button).to_be_hidden()
        at.page.get_by_role("button", name="Anhängen", exact=True).click()
        return
    button.click()
    expect(at.page.get_by_role("gridcell", name="grinsendes Gesicht", exact=True)).to_be_visible()


def send_later(at: Place) -> None:
    field(at).fill("Ja, ab acht.")
    at.page.get_by_role("button", name="Später senden").click()


def planned(at: Place) -> None:
    send_later(at)
    at.page.get_by_role("menuitem", name="Morgen 8 Uhr").click()
    expect(at.page.get_by_role("region", name="Für später")).to_be_visible()


def take_back(at: Place) -> None:
    at.page.evaluate("location.hash = '#/settings'")
    at.page.get_by_role("switch", name="Senden zurücknehmen").click()
    to_talk(at)
    field(at).fill("Nein, erst morgen.")
    at.page.get_by_role("button", name="Senden", exact=True).click()
    expect(at.page.get_by_role("button", name="Zurücknehmen")).to_be_visible()


def note(at: Place) -> None:
    at.page.get_by_role("group", name="Was du schreibst").get_by_role("button", name="Notiz").click()
    there(at, "Du schreibst eine Notiz ans Team.")


def mention(at: Place) -> None:
    at.page.get_by_role("textbox", name="Notiz ans Team").press_sequentially("@")
    expect(at.page.get_by_role("listbox", name="Wen ansprechen")).to_be_visible()


def noted(at: Place) -> None:
    at.page.get_by_role("textbox", name="Notiz ans Team").fill("Emma wird 5.")
    at.page.get_by_role("button", name="Notiz ablegen").click()
    expect(article(at.page, "nur fürs Team").last).to_contain_text("Emma wird 5.")


def note_menu(at: Place) -> None:
    article(at.page, "nur fürs Team").last.get_by_role("button", name="Mehr zu dieser Notiz").click()


def edit_note(at: Place) -> None:
    note_menu(at)
    at.page.get_by_role("button", name="Bearbeiten", exact=True).click()
    expect(at.page.get_by_role("textbox", name="Notiz bearbeiten")).to_be_focused()


def to_message(at: Place) -> None:
    at.page.get_by_role("group", name="Was du schreibst").get_by_role("button", name="Nachricht").click()
    expect(field(at)).to_be_visible()


def collision(at: Place) -> None:
    """A colleague answers while a draft stands in the field."""
    field(at).fill("Moment, ich sehe nach.")
    owner = at.shop.bakery.owner
    at.shop.do(owner.conversations.send(at.shop.conversation(krause(at)), "Ja, gern!"))
    expect(article(at.page, "Ja, gern!")).to_be_visible()
    at.page.get_by_role("button", name="Senden", exact=True).click()
    there(at, "Trotzdem senden?")


def no_collision(at: Place) -> None:
    at.page.get_by_role("button", name="Noch nicht").click()
    field(at).fill("")


def suggestion(at: Place) -> None:
    at.shop.do(at.shop.bakery.owner.quick_replies.save(REPLY))
    at.shop.do(krause(at).send("Haben Sie heute offen? Wann sind die Öffnungszeiten?"))
    expect(article(at.page, "Wann sind").first).to_be_visible()


def handing_over(at: Place) -> None:
    to_card(at)
    at.page.get_by_label("Zuständig", exact=True).select_option(label="Anna")
    expect(at.page.get_by_role("textbox", name="Notiz zur Übergabe an Anna")).to_be_visible()


def all_fields(at: Place) -> None:
    to_card(at)
    at.page.get_by_text("Weitere Angaben").click()
    at.page.get_by_role("button", name="Eigenes Feld").click()
    expect(at.page.get_by_label("Wie heißt das Feld?")).to_be_focused()


def blocked(at: Place) -> None:
    at.shop.do(at.shop.bakery.owner.conversations.block(at.shop.conversation(krause(at)), True))
    there(at, "Blockierung aufheben")


def erased(at: Place) -> None:
    to_talk(at)
    at.shop.do(krause(at).erase())
    there(at, "Die Kundin oder der Kunde hat diese Unterhaltung gelöscht.")


def page(name: str, title: str) -> Reach:
    def reach(at: Place) -> None:
        at.page.evaluate("name => { location.hash = `#/${name}` }", name)
        heading(at.page, title)

    return reach


def backroom(at: Place) -> None:
    page("backroom", "Hinterzimmer")(at)
    there(at, "Hier ist nur das Team.")


def mistakes(at: Place) -> None:
    page("profile", "Profil")(at)
    to_part(at.page, "Angaben")
    at.page.get_by_label("E-Mail", exact=True).fill("anna@bäckerei")
    at.page.get_by_role("button", name="Veröffentlichen", exact=True).click()
    there(at, "Noch nicht veröffentlicht. Hier stimmt etwas nicht:")


def profile(at: Place) -> None:
    at.shop.do(at.shop.bakery.owner.records.publish(bakery_with()))
    page("profile", "Profil")(at)
    to_part(at.page, "Öffnungszeiten")
    expect(at.page.get_by_role("button", name="Übertragen: Montag auf andere Tage")).to_be_visible()


def website_checked(at: Place) -> None:
    at.page.get_by_role("textbox", name="Adresse der Website").fill("sonnenschein-berlin.de/kontakt")
    at.page.get_by_role("button", name="Adresse prüfen").click()
    there(at, "sonnenschein-berlin.de ist eine gültige Adresse und noch nicht erlaubt.")


OTHER_PARTS = ("Feiertage und Ferien", "Begrüßung", "Abwesenheit", "Anrufe", "Impressum")


def part_of(name: str) -> Reach:
    return lambda at: to_part(at.page, name)


def not_open(at: Place) -> None:
    at.shop.do(at.shop.bakery.owner.records.publish(bakery_with(imprint="", privacy="")))
    to_list(at)
    there(at, "Neue Kunden können euch gerade nicht schreiben.")


def offline(at: Place) -> None:
    at.page.context.set_offline(True)
    there(at, "Du kannst weiterschreiben")


def online(at: Place) -> None:
    at.page.context.set_offline(False)
    expect(at.page.get_by_text("Du kannst weiterschreiben")).to_have_count(0)


SHEETS = "ui/message/Sheets "
MENUS = "inbox/conversation/Head words.assign(assigned)"

INBOX = Walk(
    "inbox",
    empty,
    (
        View("no conversation yet", lambda at: None, "page", ("inbox empty all", "inbox/shell/Frame")),
        *(
            View(f"nothing in {name}", reach, shows=(f"inbox empty {name}",))
            for name, reach in (
                ("mine", filter_of("Meine")),
                ("later", filter_of("Später")),
                ("closed", filter_of("Erledigt")),
            )
        ),
        View("list", then(filter_of("Alle"), furnish), shows=("inbox/list/Row",)),
        *ROW_MENUS,
        View("palette", key("Control+k"), "sheet", ("inbox/actions/Palette",)),
        View("keys", key("?"), "sheet", ("inbox/keys/Keys",)),
        View("row of labels", press("Nach Etikett filtern"), shows=("inbox/labels/LabelBar",)),
        View("filter by labels", press("Mehr …"), "sheet", ("inbox/labels/LabelFilter",)),
        View(
            "filtered by labels", filtered, shows=("inbox/labels/QueryBar",), leave=press("Filter aufheben")
        ),
        View("several are selected", selected, shows=("inbox/selection/Several",)),
        View("assigning several", press("Zuteilen"), "menu", ("inbox/selection/Several",)),
        View("labels of several", press("Etikett", within="[role=group].counter"), "sheet"),
        View(
            "conversation",
            then(press("Auswahl beenden"), answered),
            shows=("inbox/conversation/Conversation", MENUS),
        ),
        View("menu of one's own message", lambda at: open_menu(at.page, "Sehr gern!"), "menu"),
        View("menu of a customer's message", lambda at: open_menu(at.page, ORDER), "menu"),
        View(
            "details",
            lambda at: choose(at.page, "Sehr gern!", "Details"),
            "sheet",
            (SHEETS + "words.details",),
        ),
        View(
            "forwarding",
            lambda at: choose(at.page, ORDER, "Weiterleiten"),
            "sheet",
            ("inbox/message/Forward",),
        ),
        View(
            "keeping",
            lambda at: choose(at.page, ORDER, "Aufbewahren"),
            "sheet",
            ("inbox/erasing/MessageSheet",),
        ),
        View("deleting a message", lambda at: choose(at.page, "Oder als", "Löschen"), "sheet"),
        View(
            "several messages are selected",
            lambda at: choose(at.page, "Oder als", "Mehrere auswählen"),
            leave=press("Auswahl beenden"),
        ),
        View("emoji", emoji, "menu", ("ui/emoji/EmojiButton",), back=False),
        View("no quick replies", lambda at: field(at).fill("/"), leave=lambda at: field(at).fill("")),
        View("suggestion", suggestion, shows=("inbox/suggestions/Suggestions",)),
        View(
            "quick replies to choose from",
            quick_replies,
            shows=("inbox/quickreplies/Picker",),
            leave=lambda at: field(at).fill(""),
        ),
        View("send later", send_later, "menu", ("inbox/later/LaterButton itself",)),
        View(
            "send at another time",
            then(send_later, lambda at: at.page.get_by_role("menuitem", name="Datum und Uhrzeit").click()),
            "sheet",
            ("inbox/later/LaterSheet", "inbox/later/LaterButton"),
        ),
        View("waiting to be sent", planned, shows=("inbox/later/Waiting",)),
        View(
            "menu of what waits",
            press("Mehr zu dieser Nachricht"),
            "menu",
            ("inbox/later/Waiting words.more",),
        ),
        View(
            "another time",
            then(press("Mehr zu dieser Nachricht"), press("Andere Zeit")),
            "sheet",
            ("inbox/later/Waiting words.moveTitle",),
        ),
        View("taking back", take_back, shows=("ui/TakeBack",), leave=press("Zurücknehmen")),
        View(
            "a colleague was faster", collision, shows=("inbox/conversation/Collision",), leave=no_collision
        ),
        View("writing a note", note, shows=("inbox/notes/NoteWriter",)),
        View("whom to mention", mention, leave=key("Escape")),
        View("a note", noted, shows=("inbox/notes/Slip",)),
        View("menu of a note", note_menu, "menu", ("inbox/notes/Slip",)),
        View("editing a note", edit_note, leave=then(key("Escape"), to_message)),
        View("card", to_card, shows=("inbox/side/Card",)),
        View("card, all fields", all_fields, shows=("inbox/side/More",)),
        View("handing over", handing_over, shows=("inbox/notes/HandOver",), leave=press("Ohne Notiz")),
        View("labels of a card", press("Etikett wählen"), "sheet"),
        View(
            "an earlier conversation",
            press("Gehört zu einer früheren", exact=False),
            "sheet",
            ("inbox/side/EarlierPick",),
        ),
        *FORMER,
        View("holding", press("Festhalten"), "sheet", ("inbox/privacy/Hold",)),
        View("blocking", press("Blockieren …"), "sheet", ("inbox/side/Block",)),
        View(
            "deleting a conversation",
            press("Unterhaltung löschen"),
            "sheet",
            ("inbox/erasing/EraseConversation", "inbox/erasing/Question"),
        ),
        View("blocked", blocked),
        View("quick replies", page("quickreplies", "Schnellantworten"), "page", ("page quickreplies",)),
        *REPLIES,
        View("back room", backroom, "page", ("page backroom",)),
        View("profile", profile, "page", ("page profile",)),
        View(
            "copying a day",
            press("Übertragen: Montag auf andere Tage"),
            "sheet",
            ("ui/hours/CopyDay",),
        ),
        View("profile with mistakes", mistakes, shows=("inbox/profile/SaveSaid",), leave=press("Verwerfen")),
        *(View(f"profile, {part}", part_of(part)) for part in OTHER_PARTS),
        View("statistics", page("statistics", "Statistik"), "page", ("page statistics",)),
        View(
            "another time of the statistics",
            press("Andere Tage"),
            "sheet",
            ("inbox/statistics/Range",),
        ),
        *PRIVACY,
        View("no invitations", page("invitations", "Einladungen"), "page", ("page invitations",)),
        View("new message", press("Neue Nachricht"), "sheet", ("inbox/invitation/Write",)),
        View("handing an invitation over", hand_over, "sheet", ("inbox/invitation/HandOver",)),
        View("invitations", lambda at: there(at, "wartet auf Öffnen")),
        View(
            "withdrawing an invitation",
            press("Zurücknehmen: Ingrid Albrecht"),
            "sheet",
            ("inbox/invitation/Withdraw",),
        ),
        View("shop", page("shop", "Laden"), "page", ("page shop",)),
        View("more", page("more", "Mehr"), "page", ("page more",)),
        View("sign", page("sign", "Schild"), "page", ("page sign",)),
        View("the till's display", press("Auf diesem Gerät zeigen"), "sheet", ("inbox/sign/Till",)),
        View("ways", page("ways", "Wege"), "page", ("page ways",)),
        View("a new way", press("Weg anlegen"), leave=press("Abbrechen")),
        View("moving kit", page("moving", "Umzugshelfer"), "page", ("page moving",)),
        View("website", page("website", "Website"), "page", ("page website",)),
        View("an address that is checked", website_checked),
        View("condition", page("condition", "Zustand"), "page", ("page condition",)),
        View("settings", page("settings", "Einstellungen"), "page", ("page settings",)),
        View("keys, from the settings", press("Tasten zeigen"), "sheet"),
        View(
            "setting up the lock",
            press("Sperre einrichten"),
            shows=("inbox/applock/SetUpLock",),
            leave=press("Abbrechen"),
        ),
        View("signing out", press("Gerät abmelden"), "sheet", ("inbox/settings/SignOut",)),
        View("nobody can write yet", not_open, shows=("inbox/shell/State",)),
        View("offline", offline, leave=online),
        View("deleted by the customer", erased),
    ),
)


def no_reading(at: Place) -> None:
    signed_in(at, "auditor")
    at.shop.customer("krause", ORDER)
    expect(rows(at).first).to_be_visible()


def as_auditor(at: Place) -> None:
    rows(at).first.get_by_role("link").click()
    there(at, "Nachrichten liest hier nur das Team.")


AUDITOR = Walk(
    "auditor",
    no_reading,
    (
        View("list, overview only", lambda at: None),
        View("conversation, overview only", as_auditor),
        View("quick replies, overview only", page("quickreplies", "Schnellantworten")),
        View("back room, overview only", page("backroom", "Hinterzimmer")),
        View("profile, read only", page("profile", "Profil"), shows=("inbox/profile/Read",)),
        View("team, one's own devices", page("team", "Team")),
    ),
)
